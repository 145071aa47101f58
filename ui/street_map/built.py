"""A part of an area with everything that derives from it on a day: surfaces, markings, paint."""

from dataclasses import dataclass
from datetime import date

from roadnet.geometry.build import build_geometry
from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.markings.layout import MarkingLayout, lay_out
from roadnet.markings.paint import Paint
from roadnet.markings.paint_streets import paint_layout
from roadnet.model.record import Box
from ui.street_map.block import AreaPart

NEAR_M = 10.0  # beyond the box: paint that reaches into it


@dataclass(frozen=True, eq=False)
class BuiltPart:
    """The streets of a part of an area, and what derives from them."""

    part: AreaPart
    geometry: StreetGeometry
    layout: MarkingLayout
    paint: tuple[Paint, ...]
    day: date


def build_part(part: AreaPart, day: date, box_m: Box) -> BuiltPart:
    """Return a part with its surfaces on a day, and with the markings that come near a box."""
    geometry = build_geometry(part.streets)
    west, south, east, north = box_m
    near = (west - NEAR_M, south - NEAR_M, east + NEAR_M, north + NEAR_M)
    layout = lay_out(part.streets, geometry, day, within=near)
    return BuiltPart(part, geometry, layout, paint_layout(layout), day)
