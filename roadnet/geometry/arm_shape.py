"""The surface of a road near one of its ends: what meets other roads at a junction."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.graph import RoadArm, outward
from roadnet.geometry.ribbon import carriageway, kerbs, whole_width
from roadnet.geometry.road_frame import RoadFrame, carriageway_span
from roadnet.model import NodeId, RoadEnd

Floats = NDArray[np.float64]
PARALLEL = 0.9  # cosine between arms of different nodes that run beside each other
REACH_M = 75.0  # roads are looked at up to here from their node


@dataclass(frozen=True, eq=False)
class ArmShape:
    """An arm seen from its node; distances count from the node along the road."""

    arm: RoadArm
    node_id: NodeId
    frame: RoadFrame

    @property
    def length_m(self) -> float:
        """Length of the road."""
        return self.frame.length_m

    @cached_property
    def reach_m(self) -> float:
        """How far the arm is looked at."""
        return min(self.length_m, REACH_M)

    @cached_property
    def node(self) -> Floats:
        """The place of the node."""
        points = self.frame.points_m
        return np.asarray(points[0] if self.arm.end is RoadEnd.START else points[-1])

    @cached_property
    def direction(self) -> Floats:
        """The unit vector away from the node."""
        return outward(self.frame, self.arm.end)

    @cached_property
    def line(self) -> shapely.LineString:
        """The reference line, drawn away from the node."""
        points = self.frame.points_m
        return shapely.LineString(points if self.arm.end is RoadEnd.START else points[::-1])

    @cached_property
    def surface(self) -> BaseGeometry:
        """The surface between the kerbs, as far as the arm is looked at."""
        return self.piece(0.0, self.reach_m)

    @cached_property
    def kerbs(self) -> BaseGeometry:
        """The two edges of the surface along the road."""
        return kerbs(self.frame, *self.stations(0.0, self.reach_m))

    @cached_property
    def kerbs_at_node(self) -> tuple[Floats, Floats]:
        """The two ends of the kerbs at the node, left and right as seen from the node."""
        return self.kerb_points(0.0)

    def kerb_points(self, distance_m: float) -> tuple[Floats, Floats]:
        """Return the kerbs at a distance, left and right as seen from the node."""
        is_start = self.arm.end is RoadEnd.START
        station = distance_m if is_start else self.length_m - distance_m
        station = min(max(station, 0.0), self.length_m)
        sections = self.frame.road.sections
        section = next((one for one in sections if station < one.end_m), sections[-1])
        first, last = carriageway_span(section)
        ends = self.frame.points_at(section, station)
        return (ends[first], ends[last]) if is_start else (ends[last], ends[first])

    def may_cross(self, other: "ArmShape") -> bool:
        """Whether two arms meet at the junction; parallel carriageways only run side by side."""
        return self.node_id == other.node_id or float(self.direction @ other.direction) < PARALLEL

    def stations(self, from_m: float, to_m: float) -> tuple[float, float]:
        """Return two distances from the node as stations of the road, in their order."""
        if self.arm.end is RoadEnd.START:
            return from_m, min(to_m, self.length_m)
        return max(self.length_m - to_m, 0.0), self.length_m - from_m

    def piece(self, from_m: float, to_m: float) -> BaseGeometry:
        """Return the surface between the kerbs between two distances from the node."""
        return carriageway(self.frame, *self.stations(from_m, to_m))

    def whole_piece(self, from_m: float, to_m: float) -> BaseGeometry:
        """Return the surface of all strips between two distances from the node."""
        return whole_width(self.frame, *self.stations(from_m, to_m))

    def distance_of(self, points: Any) -> Floats:
        """Return how far along the road points are from the node."""
        return np.asarray(shapely.line_locate_point(self.line, points))

    def width_at_node_m(self) -> float:
        """Return the width between the kerbs at the node."""
        left, right = self.kerbs_at_node
        return float(np.hypot(*(left - right)))
