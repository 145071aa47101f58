"""The paved ground of the roads, as far as paint needs to know where it ends."""

from collections.abc import Iterable

import shapely
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.road_frame import carriageway_span
from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.model import RoadId, StripType

RAISED = frozenset({StripType.MEDIAN, StripType.ISLAND, StripType.KERB})


class PavedGround:
    """The carriageways of roads, without islands and medians.

    Parameters
    ----------
    geometry
        Surfaces of the area.
    roads
        The roads that matter.
    """

    def __init__(self, geometry: StreetGeometry, roads: Iterable[RoadId]) -> None:
        self._polygons: dict[RoadId, list[shapely.Polygon]] = {}
        wanted = frozenset(roads)
        for area in geometry.strips:
            if area.road.road_id not in wanted:
                continue
            first, last = carriageway_span(area.road.sections[area.section_index])
            inside = first <= area.strip_index < last
            if inside and area.strip.strip_type not in RAISED:
                self._polygons.setdefault(area.road.road_id, []).extend(area.polygons)

        for junction in geometry.junctions:
            for road_id in wanted.intersection(junction.inner_roads):
                self._polygons.setdefault(road_id, []).extend(junction.polygons)

    def of_road(self, road_id: RoadId, near: BaseGeometry) -> BaseGeometry:
        """Return the carriageway of a road near a shape, as far as no other surface takes it."""
        own = [polygon for polygon in self._polygons.get(road_id, []) if polygon.intersects(near)]
        return shapely.union_all(own) if own else shapely.Polygon()
