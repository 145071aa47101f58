"""What lies at a place, and the places of a name: what the form of a case asks the server."""

from dataclasses import asdict
from datetime import date
from typing import Any

from crashes.model import CrashFilter
from crashes.place_search import FoundKind
from crashes.scene.case import CasePlace, PlaceOrigin
from crashes.scene.form import form_items
from errors import DaoanError
from language import chosen_language
from language import translate as _
from ui.case.named_places import known_places, places_named
from ui.case.pinned_street import facts_of_place
from ui.maps.geodetic import to_lonlat, to_metres
from ui.store_access import read_crashes, store_settings

JUNCTION_WITHIN_M = 40.0
ROAD_WITHIN_M = 200.0
SAME_DISTRICT_M = 400.0
ORIGINS = {
    FoundKind.JUNCTION: PlaceOrigin.JUNCTION,
    FoundKind.ROAD: PlaceOrigin.ROAD,
    FoundKind.ADDRESS: PlaceOrigin.ROAD,
}


class NoCrsError(DaoanError):
    """The store has no streets and no crashes yet, so no place can be named in it."""


def hits(typed: str) -> list[dict[str, Any]]:
    """Return the places that fit what was typed, as the form shows them."""
    kinds = {
        FoundKind.JUNCTION: _("junction"),
        FoundKind.ROAD: _("road"),
        FoundKind.ADDRESS: _("known address"),
    }
    found = []
    for one in places_named(typed):
        lon, lat = to_lonlat([one.x_m], [one.y_m], _crs())
        found.append(
            {
                "title": one.title,
                "more": kinds[one.kind],
                "origin": ORIGINS[one.kind].value,
                "lon": float(lon[0]),
                "lat": float(lat[0]),
            }
        )
    return found


def here(lon: float, lat: float, origin: PlaceOrigin, on: date) -> dict[str, Any]:
    """Return what lies at a place: the place, its name, and what the map offers for the form."""
    xs, ys = to_metres([lon], [lat], _crs())
    at_m = round(float(xs[0]), 2), round(float(ys[0]), 2)
    junction = _nearest(at_m, FoundKind.JUNCTION, JUNCTION_WITHIN_M)
    names = junction or _nearest(at_m, FoundKind.ROAD, ROAD_WITHIN_M)
    place = CasePlace(
        *at_m, round(lon, 7), round(lat, 7), origin, junction="×".join(junction) if junction else ""
    )
    return {
        "place": asdict(place),
        "place_text": _place_text(at_m, names) if names else "",
        "suggestions": _suggestions(at_m, on),
    }


def _crs() -> str:
    crs = store_settings().crs
    if crs is None:
        raise NoCrsError("The store is empty: bring in streets or crashes first.")
    return crs


def _nearest(at_m: tuple[float, float], kind: FoundKind, within_m: float) -> tuple[str, ...]:
    """Return the names of the nearest place of a kind, none where it is too far."""
    x, y = at_m
    near = [
        ((one.x_m - x) ** 2 + (one.y_m - y) ** 2, one.names)
        for one in known_places()
        if one.kind is kind
    ]
    apart, names = min(near, default=(within_m**2 + 1, ()))
    return names if apart <= within_m**2 else ()


def _place_text(at_m: tuple[float, float], names: tuple[str, ...]) -> str:
    """Return a place as the form says it: county, district, roads."""
    ending = "口" if len(names) > 1 else "附近"
    return f"{_county_and_district(at_m)}{'與'.join(names)}{ending}"


def _county_and_district(at_m: tuple[float, float]) -> str:
    """Return what the nearest crash of the records names, else the only county of the store."""
    x, y = at_m
    box = (x - SAME_DISTRICT_M, y - SAME_DISTRICT_M, x + SAME_DISTRICT_M, y + SAME_DISTRICT_M)
    crashes = read_crashes(CrashFilter(box_m=box, limit=200))
    crashes = crashes[crashes["county"].notna() & crashes["district"].notna()]
    if not crashes.empty:
        apart = (crashes["x_m"] - x) ** 2 + (crashes["y_m"] - y) ** 2
        nearest = crashes.loc[apart.sort_values(kind="stable").index[0]]
        return f"{nearest['county']}{nearest['district']}"
    counties = store_settings().counties
    return counties[0] if len(counties) == 1 else ""


def _suggestions(at_m: tuple[float, float], on: date) -> dict[str, Any]:
    items = {one.field: one for one in form_items()}
    said = {}
    for field, value in facts_of_place(at_m, on).items():
        choices = (
            {one.code: one.text for one in items[field].choices(chosen_language(), on)}
            if (items[field].codes)
            else {}
        )
        said[field] = {"value": value, "text": choices.get(str(value), str(value))}
    return said
