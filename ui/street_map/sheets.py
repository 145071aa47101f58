"""Sheets of a place of the base map, ready to be saved."""

from dataclasses import replace
from datetime import date

import shapely

from drawing.dxf import write_dxf
from drawing.model import A3, A4
from drawing.pdf import write_pdf
from drawing.svg import write_svg
from language import chosen_language
from roadnet.geometry.build import build_geometry
from roadnet.model.record import StreetArea
from roadnet.sheet.choice import SheetChoice
from roadnet.sheet.street_sheet import street_sheet
from ui.maps.geodetic import to_metres
from ui.store_access import records_version, the_store
from ui.street_map.block import AROUND_M, part_of_area

SCALES = (100, 200, 250, 500, 1000)
PAPERS = {"A3": A3, "A4": A4}
TYPES = {"svg": "image/svg+xml", "pdf": "application/pdf", "dxf": "image/vnd.dxf"}


def sheet_choice(
    area: StreetArea, day: date, lon_lat: tuple[float, float], scale: int, paper: str
) -> SheetChoice:
    """Return the choice of a sheet around a place in degrees."""
    x, y = to_metres([lon_lat[0]], [lon_lat[1]], area.crs)
    return SheetChoice(
        centre_m=(float(x[0]), float(y[0])),
        day=day,
        scale=float(scale),
        paper=PAPERS[paper].landscape,
        language=chosen_language(),
    )


def sheet_bytes(area: StreetArea, choice: SheetChoice, ending: str) -> bytes:
    """Return the sheet as a file: `svg`, `pdf`, or `dxf` in true metres.

    Only the streets that come near the sheet are built.
    """
    west, south, east, north = shapely.bounds(choice.ground_m).tolist()
    box = (west - AROUND_M, south - AROUND_M, east + AROUND_M, north + AROUND_M)
    part = part_of_area(the_store(), area, box, choice.day)
    choice = replace(choice, map_version=records_version())
    sheet = street_sheet(part.streets, build_geometry(part.streets), choice)
    if ending == "pdf":
        return write_pdf(sheet)
    if ending == "dxf":
        return write_dxf(sheet, placement=choice.placement).encode()
    return write_svg(sheet).encode()
