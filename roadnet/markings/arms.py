"""The arms of all junctions as places where paint is laid out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.arm_shape import ArmShape
from roadnet.geometry.graph import RoadArm
from roadnet.geometry.ribbon import polygons_only
from roadnet.geometry.road_frame import RoadFrame
from roadnet.geometry.street_geometry import JunctionArea, Mouth, StreetGeometry
from roadnet.markings.road_place import RoadPlace
from roadnet.model import Arm, Control, RoadEnd, RoadId

NEAR_NODE_M = 0.6  # overlaps of surfaces farther from the node belong to other crossings
LEAST_SHARED_M2 = 0.05
SAME_WAY = np.cos(np.radians(20.0))  # arms that run on into each other do not cross

ArmKey = tuple[RoadId, RoadEnd]


@dataclass(frozen=True, eq=False)
class ArmPlace:
    """An arm of a junction; distances count from its node outward."""

    place: RoadPlace
    junction: JunctionArea
    arm: Arm
    mouth: Mouth
    frames: Mapping[RoadId, RoadFrame]

    @property
    def key(self) -> ArmKey:
        """The road end."""
        return self.mouth.road_id, self.mouth.end

    @property
    def mouth_m(self) -> float:
        """Distance of the mouth from the node."""
        return self.mouth.distance_m

    @property
    def is_signalised(self) -> bool:
        """Whether signals control the junction."""
        return self.junction.junction.control is Control.SIGNAL

    @cached_property
    def crossed_edge_m(self) -> float:
        """Distance from the node to the edge of the crossed carriageway, at most the mouth."""
        own = self._shape(self.mouth, self.place.frame)
        others = [
            shape.surface
            for mouth in self.junction.mouths
            if mouth is not self.mouth
            for shape in [self._shape(mouth, self.frames[mouth.road_id])]
            if abs(float(shape.direction @ own.direction)) < SAME_WAY
        ]
        others += [
            shape.surface
            for road_id in self.junction.inner_roads
            for shape in [self._inner_shape(self.frames[road_id])]
            if abs(float(shape.direction @ own.direction)) < SAME_WAY
        ]
        if not others:
            return self.mouth_m
        shared = polygons_only(shapely.intersection(own.surface, shapely.union_all(others)))
        node = shapely.Point(own.node)
        near = shared[
            (shapely.area(shared) > LEAST_SHARED_M2)
            & (shapely.distance(shared, node) <= NEAR_NODE_M)
        ]
        if not len(near):
            return self.mouth_m
        corners = shapely.points(shapely.get_coordinates(near))
        return float(min(own.distance_of(corners).max(), self.mouth_m))

    @cached_property
    def beside(self) -> list[BaseGeometry]:
        """The carriageways of the arms that run beside this one into the same junction."""
        own = self._shape(self.mouth, self.place.frame)
        return [
            shape.surface
            for mouth in self.junction.mouths
            if mouth is not self.mouth
            for shape in [self._shape(mouth, self.frames[mouth.road_id])]
            if float(shape.direction @ own.direction) > SAME_WAY
        ]

    @staticmethod
    def _shape(mouth: Mouth, frame: RoadFrame) -> ArmShape:
        return ArmShape(RoadArm(0, mouth.end), mouth.node_id, frame)

    @staticmethod
    def _inner_shape(frame: RoadFrame) -> ArmShape:
        return ArmShape(RoadArm(0, RoadEnd.START), frame.road.from_node, frame)


def arms_of(geometry: StreetGeometry) -> dict[ArmKey, ArmPlace]:
    """Return the arms of all junctions by their road ends."""
    arms = {}
    for junction in geometry.junctions:
        for arm, mouth in zip(junction.junction.arms, junction.mouths, strict=True):
            place = RoadPlace(geometry.frames[mouth.road_id], mouth.end)
            arms[mouth.road_id, mouth.end] = ArmPlace(place, junction, arm, mouth, geometry.frames)
    return arms
