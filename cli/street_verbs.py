"""Verbs about the street-block base map: streets import-osm, import-opendrive, check, export."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.opened_store import opened
from cli.options import Options, Result, Verbs, add_verb
from cli.terminal import say
from errors import DaoanError
from language import Language, chosen_language

if TYPE_CHECKING:
    from roadnet.geometry.street_geometry import StreetGeometry
    from roadnet.map_features import MapFeature
    from roadnet.model import Streets
    from roadnet.sheet.choice import SheetChoice
    from storage.store import Store

NATIVE = "native"
MM_PER_M = 1000.0
COMMAND_AUTHOR = "daoan"


def add_street_verbs(verbs: Verbs) -> None:
    """Add the verbs about the map."""
    streets = verbs.add_parser("streets", help="The street-block base map.")
    actions = streets.add_subparsers(dest="action", required=True, metavar="ACTION")
    osm = add_verb(actions, "import-osm", run_import_osm)
    osm.add_argument("file", type=Path, help=".osm or .osm.pbf")
    osm.add_argument("--clip", type=Path, metavar="BOUNDARY.json")
    osm.add_argument("--driving-side", choices=["right", "left"])
    opendrive = add_verb(actions, "import-opendrive", run_import_opendrive)
    opendrive.add_argument("file", type=Path, help=".xodr")
    opendrive.add_argument("--origin", metavar="LON,LAT", help="where the origin of the file lies")
    for verb in (osm, opendrive):
        verb.add_argument("--area", help="default: the name of the file")
        verb.add_argument("--crs", help="metre CRS, such as EPSG:3826")
    check = add_verb(actions, "check", run_check)
    export = add_verb(actions, "export", run_export_streets)
    export.add_argument("--format", required=True, choices=sorted(WRITERS))
    export.add_argument("--out", type=Path, required=True)
    export.add_argument("--lon", type=float, help="middle of a sheet (svg, pdf, png, dxf)")
    export.add_argument("--lat", type=float)
    export.add_argument("--scale", type=float, metavar="N", help="1:N; default: the whole area")
    export.add_argument("--paper", choices=["A4", "A3"], default="A3")
    export.add_argument("--crs", help=f"EPSG code of the file, or {NATIVE}")
    for verb in (check, export):
        verb.add_argument("--area", help="default: all areas")
        verb.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="as it stood then")


def run_import_osm(options: Options) -> Result:
    """Read the streets of an OpenStreetMap file into the map."""
    from roadnet.model import DrivingSide
    from roadnet.osm.read_streets import OsmChoice, read_osm_streets

    with opened(options) as store:
        side = DrivingSide(options.driving_side) if options.driving_side else None
        crs = options.crs or store.settings().crs
        choice = OsmChoice(options.area, options.clip, side, crs)
        return keep_streets(store, read_osm_streets(options.file, choice), options.file)


def run_import_opendrive(options: Options) -> Result:
    """Read the streets of an OpenDRIVE file into the map."""
    from roadnet.opendrive.read import read_opendrive

    origin = lon_lat(options.origin) if options.origin else None
    with opened(options) as store:
        streets = read_opendrive(options.file, area=options.area, crs=options.crs, origin=origin)
        return keep_streets(store, streets, options.file)


def lon_lat(text: str) -> tuple[float, float]:
    """Return the longitude and latitude that `LON,LAT` says."""
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError as error:
        raise DaoanError("{text} is no LON,LAT such as 120.45,23.48.", text=text) from error
    return lon, lat


def keep_streets(store: "Store", streets: "Streets", file: Path) -> Result:
    """Save the streets of an area; all areas of a store share its CRS."""
    from roadnet.model import LOCAL_CRS
    from roadnet.records import area_of, records_of

    crs = store.settings().crs
    if crs is None and streets.crs != LOCAL_CRS:
        store.change_settings(crs=streets.crs, driving_side=streets.driving_side.value)
    elif streets.crs not in {crs, LOCAL_CRS}:
        raise DaoanError(
            "The store is in {crs}, the area {area} in {other}: give --crs {crs}.",
            crs=crs,
            area=streets.area,
            other=streets.crs,
        )
    records = records_of(streets)
    outcome = store.save_streets(area_of(streets, source=file.name), records, author=COMMAND_AUTHOR)
    notes = [note.in_language() for note in streets.notes]
    say(
        "{area}: {roads} roads in {crs}; {new} records new, {changed} changed, {gone} gone.",
        area=streets.area,
        roads=len(streets.roads),
        crs=streets.crs,
        new=outcome.new,
        changed=outcome.changed,
        gone=outcome.gone,
    )
    for note in notes:
        say("- {note}", note=note)
    return {
        "area": streets.area,
        "crs": streets.crs,
        "driving_side": streets.driving_side.value,
        "driving_side_method": streets.driving_side_method.value,
        "roads": len(streets.roads),
        "records": len(records),
        "new": outcome.new,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "gone": outcome.gone,
        "notes": notes,
    }


def stored_streets(store: "Store", options: Options) -> "list[Streets]":
    """Return the streets of the area asked for, or of all."""
    from roadnet.records import streets_of

    areas = [one for one in store.street_areas() if options.area in {None, one.name}]
    if not areas:
        raise DaoanError(
            "{store} holds no streets of that name: import some first.", store=store.url
        )
    return [streets_of(one, store.street_records(one.name, on=options.on)) for one in areas]


def run_check(options: Options) -> Result:
    """Measure the map and check its markings against the rules."""
    from roadnet.geometry.build import build_geometry
    from roadnet.map_features import map_features
    from roadnet.quality import join_quality, map_quality

    with opened(options, create=False) as store:
        found = stored_streets(store, options)
    figures, findings = [], []
    for streets in found:
        geometry = build_geometry(streets)
        figures.append(map_quality(streets, geometry, map_features(streets, geometry)))
        findings += marking_findings(streets, geometry, options.on)
    total = join_quality(figures)
    say(
        "{roads} roads, {junctions} junctions, {polygons} polygons: {invalid} invalid, "
        "{overlap_m2:.3f} m² overlap of {area_m2:.0f} m².",
        **{key: value for key, value in total.as_dict().items() if key in _SAID},
    )
    return {**total.as_dict(), "findings": findings}


_SAID = {"roads", "junctions", "polygons", "invalid", "overlap_m2", "area_m2"}


def marking_findings(
    streets: "Streets", geometry: "StreetGeometry", on: date | None
) -> list[dict[str, Any]]:
    """Return what the rules say of an area, for machines."""
    from roadnet.markings.check import check_markings

    language = chosen_language()
    return [one.as_dict(language) for one in check_markings(streets, geometry, on=on)]


def run_export_streets(options: Options) -> Result:
    """Write the map as GeoJSON, GeoPackage, DXF, OpenDRIVE, SVG or PDF."""
    with opened(options, create=False) as store:
        found = stored_streets(store, options)
    written = WRITERS[options.format](found, options)
    say("{count} things: {file}", count=written, file=options.out)
    return {"file": str(options.out), "format": options.format, "features": written}


def _features(found: "list[Streets]") -> "tuple[list[MapFeature], str]":
    """Return the features of all areas and their CRS."""
    from roadnet.geometry.build import build_geometry
    from roadnet.map_features import map_features

    crs = {streets.crs for streets in found}
    if len(crs) > 1:
        raise DaoanError("The areas are in different CRSs ({crs}): name one.", crs=sorted(crs))
    features = [one for streets in found for one in map_features(streets, build_geometry(streets))]
    return features, crs.pop()


def _write_geojson(found: "list[Streets]", options: Options) -> int:
    from roadnet.crs import WGS84
    from roadnet.geojson import write_geojson

    features, crs = _features(found)
    out_crs = None if options.crs == NATIVE else options.crs or WGS84
    return write_geojson(options.out, features, crs, out_crs=out_crs)


def _write_geopackage(found: "list[Streets]", options: Options) -> int:
    from roadnet.geopackage import write_geopackage

    features, crs = _features(found)
    out_crs = None if options.crs in {None, NATIVE} else options.crs
    return write_geopackage(options.out, features, crs, out_crs=out_crs)


def _write_opendrive(found: "list[Streets]", options: Options) -> int:
    from roadnet.opendrive.write import opendrive_bytes

    if len(found) > 1:
        raise DaoanError("An OpenDRIVE file holds one area: name it with --area.")
    options.out.write_bytes(opendrive_bytes(found[0]))
    return len(found[0].roads)


def _write_sheet(found: "list[Streets]", options: Options) -> int:
    """Write a street sheet in one of the formats of drawings."""
    from drawing.dxf import write_dxf
    from drawing.write import write_drawing
    from roadnet.geometry.build import build_geometry
    from roadnet.sheet.street_sheet import street_sheet

    if len(found) > 1:
        raise DaoanError("A sheet shows one area: name it with --area.")
    geometry = build_geometry(found[0])
    choice = sheet_choice(found[0], geometry, options)
    sheet = street_sheet(found[0], geometry, choice)
    if options.format == "dxf":  # for CAD: true metres, not paper
        options.out.write_text(write_dxf(sheet, placement=choice.placement), encoding="utf-8")
    else:
        write_drawing(options.out.with_suffix(f".{options.format}"), [sheet])
    return sum(len(layer.items) for layer in sheet.layers)


def sheet_choice(streets: "Streets", geometry: "StreetGeometry", options: Options) -> "SheetChoice":
    """Return the sheet that the options name; without a place or a scale the whole area."""
    import shapely

    from drawing.model import A3, A4
    from drawing.placement import round_scale
    from hotspots.site import site_at
    from roadnet.map_features import map_features
    from roadnet.sheet.choice import SheetChoice

    features = map_features(streets, geometry)
    west, south, east, north = shapely.total_bounds([one.shape for one in features])
    centre = ((west + east) / 2, (south + north) / 2)
    if options.lon is not None and options.lat is not None:
        site = site_at(options.lon, options.lat, 1.0, crs=streets.crs)
        centre = (site.x_m, site.y_m)
    choice = SheetChoice(
        centre_m=centre,
        day=options.on or datetime.now().astimezone().date(),
        paper=(A3 if options.paper == "A3" else A4).landscape,
        language=Language(options.lang),
    )
    _, _, width_mm, height_mm = choice.field_mm
    needed = max((east - west) / width_mm, (north - south) / height_mm) * MM_PER_M
    return replace(choice, scale=options.scale or round_scale(needed))


WRITERS = {
    "geojson": _write_geojson,
    "gpkg": _write_geopackage,
    "opendrive": _write_opendrive,
    "dxf": _write_sheet,
    "svg": _write_sheet,
    "pdf": _write_sheet,
    "png": _write_sheet,
}
