"""The first step of a case: where and when, and the items of forms (一) and (二)."""

from dataclasses import replace

from ui.assets import asset_url
from ui.case.opened import OpenedCase, day_of
from ui.case.routes import said_questions
from ui.components.case_form.component import case_form
from ui.components.case_form.form_data import FormMap, FormSettings, case_form_data
from ui.map_data import background_address
from ui.maps.base_map import LEAFLET
from ui.maps.geodetic import to_lonlat
from ui.store_access import read_junctions, store_settings, the_store
from ui.street_map.kept import extent_deg, street_areas, today
from ui.street_map.layer import SCRIPTS
from ui.street_map.routes import blocks_address

HEIGHT_PX = 590
STYLES = (f"{LEAFLET}/leaflet.css", "map/map.css")


def form_step(opened: OpenedCase, settings: FormSettings) -> str | None:
    """Draw the form; return the step that the officer asks for."""
    case = opened.case
    asked = tuple(said_questions(the_store(), case, settings.language))
    data = case_form_data(
        case, opened.revision, _known_map(), day_of(case), replace(settings, questions=asked)
    )
    return case_form(data, key=f"case_form_{case.crash_id}", height_px=HEIGHT_PX)


def _known_map() -> FormMap:
    crs = store_settings().crs
    areas = [area for area in street_areas() if area.crs == crs]
    extents = [box for area in areas if (box := extent_deg(area)) is not None]
    if not extents:
        extents = _extent_of_junctions()
    bounds = None
    if extents:
        west, south, east, north = zip(*extents, strict=True)
        bounds = (min(west), min(south), max(east), max(north))
    scripts = [f"map/{name}" for name in (*SCRIPTS, "street_background.js")]
    return FormMap(
        scripts=[asset_url(one) for one in (f"{LEAFLET}/leaflet.js", *scripts)],
        styles=[asset_url(one) for one in STYLES],
        layers=[blocks_address(area.name, today()) for area in areas],
        background=background_address(),
        bounds=bounds,
    )


def _extent_of_junctions() -> list[tuple[float, float, float, float]]:
    crs = store_settings().crs
    junctions = read_junctions()
    if crs is None or not junctions:
        return []
    lon, lat = to_lonlat([one.x_m for one in junctions], [one.y_m for one in junctions], crs)
    return [(float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))]
