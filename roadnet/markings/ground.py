"""The paved ground of an area, as far as paint needs to know where it ends."""

from collections.abc import Iterable

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.road_frame import carriageway_span
from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.model import StripType

RAISED = frozenset({StripType.MEDIAN, StripType.ISLAND, StripType.KERB})


class PavedGround:
    """Carriageways and junctions of every vertical layer, without islands and medians.

    Parameters
    ----------
    geometry
        Surfaces of the area.
    """

    def __init__(self, geometry: StreetGeometry) -> None:
        polygons: dict[int, list[shapely.Polygon]] = {}
        for area in geometry.strips:
            first, last = carriageway_span(area.road.sections[area.section_index])
            inside = first <= area.strip_index < last
            if inside and area.strip.strip_type not in RAISED:
                polygons.setdefault(area.road.layer, []).extend(area.polygons)
        for junction in geometry.junctions:
            polygons.setdefault(junction.layer, []).extend(junction.polygons)
        self._polygons = {layer: np.array(found) for layer, found in polygons.items()}
        self._trees = {layer: shapely.STRtree(found) for layer, found in self._polygons.items()}

    def under(self, shape: BaseGeometry, layers: Iterable[int]) -> BaseGeometry:
        """Return the paved ground under a shape, on some layers."""
        near = [
            polygon
            for layer in sorted(set(layers))
            if layer in self._trees
            for polygon in self._polygons[layer][np.sort(self._trees[layer].query(shape))]
        ]
        return shapely.union_all(near) if near else shapely.Polygon()
