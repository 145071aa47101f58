"""Centre lines of a block for the map of the city: as wide as the carriageway, and simplified."""

import shapely

from roadnet.geometry.plan_line import sample
from roadnet.model import NOT_DRIVABLE, Road, RoadClass
from roadnet.model.record import Box
from ui.street_map.block import AreaPart
from ui.street_map.detail import road_names
from ui.street_map.shapes import MapName, MapShape

TOLERANCE_M = {10: 40.0, 12: 10.0, 14: 1.0}  # by level
MAIN = frozenset({"motorway", "trunk", "primary", "secondary"})
WITH_THIRD = MAIN | {"tertiary"}
SHOWN = {10: MAIN, 12: WITH_THIRD}  # further levels show all roads
LINE_COLOUR = "#a9b1ba"
WAY_COLOUR = "#ddd5c3"
NAMED_LEVEL = 14


def lines_of(part: AreaPart, box_m: Box, level: int) -> tuple[list[MapShape], list[MapName]]:
    """Return the roads of a block as lines, the narrow ones first, and their names."""
    view = shapely.box(*box_m)
    roads = [road for road in part.streets.roads if is_shown(road.road_class, level)]
    shapes = [shape for road in roads if (shape := _line(road, view, level)) is not None]
    shapes.sort(key=lambda one: one.width_m)
    names = list(road_names(part.streets.roads, view)) if level >= NAMED_LEVEL else []
    return shapes, names


def is_shown(road_class: RoadClass, level: int) -> bool:
    """Whether roads of a class are drawn at a level.

    Examples
    --------
    >>> is_shown(RoadClass.RESIDENTIAL, 10), is_shown(RoadClass.RESIDENTIAL, 14)
    (False, True)
    """
    return level not in SHOWN or str(road_class).removesuffix("_link") in SHOWN[level]


def _line(road: Road, view: shapely.Polygon, level: int) -> MapShape | None:
    line = shapely.LineString(sample(road.line)[1]).simplify(TOLERANCE_M[level])
    if not line.intersects(view):
        return None
    section = road.sections[0]
    offsets = section.offsets_at(0.0)
    left, right = section.carriageway
    colour = WAY_COLOUR if road.road_class in NOT_DRIVABLE else LINE_COLOUR
    return MapShape("line", line, colour, width_m=max(offsets[left] - offsets[right], 1.0))
