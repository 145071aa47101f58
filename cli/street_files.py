"""The files of `streets export`: which writer makes which format, and in which CRS."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from cli.options import Options
from errors import DaoanError
from language import Language

if TYPE_CHECKING:
    from roadnet.geometry.street_geometry import StreetGeometry
    from roadnet.map_features import MapFeature
    from roadnet.model import Streets
    from roadnet.sheet.choice import SheetChoice

NATIVE = "native"
TEN_PIXELS_A_MM = 254  # dots per inch


@dataclass(frozen=True, slots=True)
class Written:
    """What a file holds: how many things, in which CRS, and what could not be written."""

    count: int
    crs: str
    notes: tuple[str, ...] = ()


def write_streets(found: "Sequence[Streets]", options: Options) -> Written:
    """Write streets in the format of the options.

    Raises
    ------
    DaoanError
        The format cannot hold these streets or that CRS, or the file cannot be written.
    """
    try:
        return WRITERS[options.format](found, options)
    except OSError as error:
        raise DaoanError(
            "{file} cannot be written: {reason}", file=options.out, reason=error.strerror
        ) from error


def _features(
    found: "Sequence[Streets]", options: Options
) -> "tuple[list[MapFeature], str, str | None]":
    """Return the features of all areas, their CRS, and that of the file (None: the same)."""
    from roadnet.crs import WGS84, transformer_between
    from roadnet.whole_map import whole_map

    crs = {streets.crs for streets in found}
    if len(crs) > 1:
        raise DaoanError(
            "The areas are in different CRSs ({crs}): name one with --area.",
            crs=", ".join(sorted(crs)),
        )
    own = crs.pop()
    out_crs = None if options.crs == NATIVE else options.crs or WGS84
    if out_crs is not None:
        transformer_between(own, out_crs)  # refuses before anything is computed
    return [one for each in found for one in whole_map(each, _day(options))], own, out_crs


def _day(options: Options) -> date:
    day: date = options.on or datetime.now().astimezone().date()
    return day


def _write_geojson(found: "Sequence[Streets]", options: Options) -> Written:
    from roadnet.geojson import write_geojson

    features, crs, out_crs = _features(found, options)
    count = write_geojson(options.out, features, crs, out_crs=out_crs)
    return Written(count, out_crs or crs)


def _write_geopackage(found: "Sequence[Streets]", options: Options) -> Written:
    from roadnet.geopackage import write_geopackage

    features, crs, out_crs = _features(found, options)
    count = write_geopackage(options.out, features, crs, out_crs=out_crs)
    return Written(count, out_crs or crs)


def _only(found: "Sequence[Streets]", options: Options) -> "Streets":
    """Return the one area of a file that holds one, in its own CRS."""
    if len(found) > 1:
        raise DaoanError("This file holds one area: name it with --area.")
    streets = found[0]
    if options.crs not in {None, NATIVE, streets.crs}:
        raise DaoanError(
            "A file of the format {format} is in the CRS of the map ({crs}): leave out --crs, or "
            "write geojson or gpkg.",
            format=options.format,
            crs=streets.crs,
        )
    return streets


def _write_opendrive(found: "Sequence[Streets]", options: Options) -> Written:
    from roadnet.geometry.build import build_geometry
    from roadnet.markings.layout import lay_out
    from roadnet.movements.all_movements import all_movements
    from roadnet.opendrive.write import export_opendrive

    streets = _only(found, options)
    geometry = build_geometry(streets)
    movements = all_movements(streets, geometry)
    layout = lay_out(streets, geometry, _day(options))
    export = export_opendrive(streets, movements, geometry=geometry, layout=layout)
    options.out.write_bytes(export.content)
    notes = tuple(note.in_language() for note in export.notes)
    return Written(len(streets.roads), streets.crs, notes)


def _write_sheet(found: "Sequence[Streets]", options: Options) -> Written:
    """Write a street sheet in one of the formats of drawings."""
    from drawing.dxf import write_dxf
    from drawing.pdf import write_pdf
    from drawing.png import write_png
    from drawing.svg import write_svg
    from roadnet.geometry.build import build_geometry
    from roadnet.sheet.street_sheet import street_sheet

    streets = _only(found, options)
    geometry = build_geometry(streets)
    choice = sheet_choice(streets, geometry, options)
    sheet = street_sheet(streets, geometry, choice)
    if options.format == "dxf":  # for CAD: true metres, not paper
        content = write_dxf(sheet, placement=choice.placement).encode()
    elif options.format == "svg":
        content = write_svg(sheet).encode()
    else:
        is_pdf = options.format == "pdf"
        content = write_pdf([sheet]) if is_pdf else write_png(sheet, dpi=TEN_PIXELS_A_MM)
    options.out.write_bytes(content)
    return Written(sum(len(layer.items) for layer in sheet.layers), streets.crs)


def _write_dxf(found: "Sequence[Streets]", options: Options) -> Written:
    """Write a whole area for CAD, or the sheet of a place in true metres."""
    from drawing.dxf import write_dxf
    from roadnet.geometry.build import build_geometry
    from roadnet.sheet.area_plan import area_plan

    if options.lon is not None or options.scale is not None:
        return _write_sheet(found, options)
    streets = _only(found, options)
    language = Language(options.lang)
    drawing, placement = area_plan(streets, build_geometry(streets), _day(options), language)
    options.out.write_text(write_dxf(drawing, placement=placement), encoding="utf-8")
    return Written(sum(len(layer.items) for layer in drawing.layers), streets.crs)


def sheet_choice(streets: "Streets", geometry: "StreetGeometry", options: Options) -> "SheetChoice":
    """Return the sheet that the options name; without a place or a scale the whole area."""
    from drawing.model import A3, A4
    from roadnet.crs import WGS84, transformer_between
    from roadnet.sheet.area_plan import area_choice

    paper = (A3 if options.paper == "A3" else A4).landscape
    language = Language(options.lang)
    choice = area_choice(geometry, _day(options), paper=paper, language=language)
    if (options.lon is None) != (options.lat is None):
        raise DaoanError("A place needs both --lon and --lat.")
    if options.lon is not None:
        to_degrees = transformer_between(streets.crs, WGS84)
        x, y = to_degrees.transform(options.lon, options.lat, direction="INVERSE")
        choice = replace(choice, centre_m=(float(x), float(y)))
    return replace(choice, scale=options.scale or choice.scale)


WRITERS = {
    "geojson": _write_geojson,
    "gpkg": _write_geopackage,
    "opendrive": _write_opendrive,
    "dxf": _write_dxf,
    "svg": _write_sheet,
    "pdf": _write_sheet,
    "png": _write_sheet,
}
