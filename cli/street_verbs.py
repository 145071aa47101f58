"""Verbs about the street-block base map: streets import-osm, import-opendrive, check, export."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.opened_store import opened
from cli.options import Options, Result, Verbs, add_verb
from cli.street_files import NATIVE, WRITERS, write_streets
from cli.terminal import say
from errors import DaoanError
from language import chosen_language

if TYPE_CHECKING:
    from roadnet.geometry.street_geometry import StreetGeometry
    from roadnet.model import Streets
    from storage.store import Store

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
    place = opendrive.add_argument_group("where the file lies, if it does not say so itself")
    place.add_argument("--origin", metavar="LON,LAT", help="where the origin of the file lies")
    for verb in (osm, opendrive):
        verb.add_argument("--area", help="default: the name of the file")
        verb.add_argument("--crs", help="metre CRS of the map, such as EPSG:3826")
    check = add_verb(actions, "check", run_check)
    export = add_verb(actions, "export", run_export_streets)
    export.add_argument("--format", required=True, choices=sorted(WRITERS))
    export.add_argument("--out", type=Path, required=True)
    export.add_argument("--lon", type=float, help="middle of a sheet (svg, pdf, png, dxf)")
    export.add_argument("--lat", type=float)
    export.add_argument("--scale", type=float, metavar="N", help="1:N; default: the whole area")
    export.add_argument("--paper", choices=["A4", "A3"], default="A3")
    export.add_argument(
        "--crs", help=f"EPSG code of a geojson or gpkg file (default: WGS84), or {NATIVE}"
    )
    for verb in (check, export):
        verb.add_argument("--area", help="default: all areas")
        verb.add_argument(
            "--on", type=date.fromisoformat, metavar="DATE", help="as it stood then; default: today"
        )


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
        streets = read_opendrive(
            options.file,
            area=options.area,
            crs=options.crs,
            origin=origin,
            map_crs=store.settings().crs,
        )
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
    from roadnet.records import area_of, records_of

    share_crs(store, streets)
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


def share_crs(store: "Store", streets: "Streets") -> None:
    """Make the CRS of the first streets that of the store; refuse streets in another one.

    Streets in local metres are tied to no place: they may stand in any store.
    """
    from roadnet.crs import require_true_scale
    from roadnet.model import LOCAL_CRS

    if streets.crs == LOCAL_CRS:
        return
    crs = store.settings().crs
    if crs not in {None, streets.crs}:
        raise DaoanError(
            "The store is in {crs}, the area {area} in {other}: give --crs {crs}.",
            crs=crs,
            area=streets.area,
            other=streets.crs,
        )
    require_true_scale(streets.crs, [(node.x_m, node.y_m) for node in streets.nodes])
    if crs is None:
        store.change_settings(crs=streets.crs, driving_side=streets.driving_side.value)


def stored_streets(store: "Store", options: Options) -> "list[Streets]":
    """Return the streets of the area asked for, or of all, as they stood on the day."""
    from roadnet.records import streets_of

    areas = [one for one in store.street_areas() if options.area in {None, one.name}]
    if not areas:
        raise DaoanError(
            "{store} holds no streets of that name: import some first.", store=store.url
        )
    day = options.on or datetime.now().astimezone().date()
    return [streets_of(one, store.street_records(one.name, on=day)) for one in areas]


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
    say("{count} findings of markings and widths.", count=len(findings))
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
    """Write the map as GeoJSON, GeoPackage, DXF, OpenDRIVE, SVG, PDF or PNG."""
    with opened(options, create=False) as store:
        require_other_file(options.out, store.url)
        found = stored_streets(store, options)
    written = write_streets(found, options)
    say("{count} things: {file}", count=written.count, file=options.out)
    for note in written.notes:
        say("- {note}", note=note)
    return {
        "file": str(options.out),
        "format": options.format,
        "features": written.count,
        "crs": written.crs,
        "notes": list(written.notes),
    }


def require_other_file(out: Path, url: str) -> None:
    """Raise when a file would be written over the store it is made from."""
    from storage.address import read_address

    file = read_address(url).file
    if file is not None and out.resolve() == file.resolve():
        raise DaoanError("{file} is the store itself: choose another file.", file=out)
