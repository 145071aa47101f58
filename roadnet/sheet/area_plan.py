"""The plan of a whole area: for CAD in true metres, or fitted to one sheet of paper."""

from datetime import date

import numpy as np
import shapely

from drawing.dxf import write_dxf
from drawing.model import A3, Drawing, Paper
from drawing.placement import Placement, fit_to_paper
from language import Language
from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.markings.paint_streets import paint_streets
from roadnet.model import Streets
from roadnet.sheet.choice import SheetChoice
from roadnet.sheet.map_layers import MapContent, map_layers, street_styles
from roadnet.sheet.on_paper import OnPaper
from roadnet.sheet.page import page_of

PLAN_SCALE = 500.0  # letters and symbols have their sizes at this scale
SMALLEST_N = 200


def street_dxf(
    streets: Streets, geometry: StreetGeometry, day: date, language: Language = Language.ZH_TW
) -> str:
    """Return a whole area as DXF in metres of its CRS: one layer for each kind of thing.

    Surfaces are hatches by strip type (an assumed width has a ruled hatch over the fill), paint
    stands on layers by colour, certain and assumed apart; letters and symbols are sized for 1:500.

    Parameters
    ----------
    streets
        What is stated.
    geometry
        The surfaces derived from it.
    day
        The day the street is looked at.
    language
        Language of layer names.
    """
    drawing, placement = area_plan(streets, geometry, day, language)
    return write_dxf(drawing, placement=placement)


def area_plan(
    streets: Streets, geometry: StreetGeometry, day: date, language: Language
) -> tuple[Drawing, Placement]:
    """Return the map of an area without frame and panel, and where it lies on the ground."""
    west, south, east, north = area_bounds(geometry)
    per_metre = 1000.0 / PLAN_SCALE
    paper = Paper((east - west) * per_metre, (north - south) * per_metre)
    centre_m = ((west + east) / 2, (south + north) / 2)
    centre_mm = (paper.width_mm / 2, paper.height_mm / 2)
    placement = Placement(PLAN_SCALE, centre_m, centre_mm)
    paints = paint_streets(streets, geometry, day)
    content = MapContent(streets, geometry, paints, day)
    layers = map_layers(content, OnPaper(placement, None), language)
    drawing = Drawing(paper, tuple(layers), street_styles(), streets.area, str(language))
    return drawing, placement


def area_choice(
    geometry: StreetGeometry,
    day: date,
    *,
    paper: Paper = A3.landscape,
    language: Language = Language.ZH_TW,
) -> SheetChoice:
    """Return the choice of a sheet that shows a whole area at the largest round scale."""
    west, south, east, north = area_bounds(geometry)
    field_mm = page_of(paper).field_mm
    corners = [(west, south), (east, north)]
    placed = fit_to_paper(corners, field_mm, smallest_n=SMALLEST_N)
    return SheetChoice(placed.centre_m, day, placed.scale, paper, language)


def area_bounds(geometry: StreetGeometry) -> tuple[float, float, float, float]:
    """Return west, south, east, north of all surfaces, in metres."""
    groups = [
        *(area.polygons for area in geometry.strips),
        *(area.polygons for area in geometry.junctions),
        *(area.polygons for area in geometry.corners),
        *(area.polygons for area in geometry.grounds),
    ]
    polygons = [polygon for group in groups for polygon in group]
    west, south, east, north = shapely.total_bounds(np.array(polygons)).tolist()
    return west, south, east, north
