"""The arms of all junctions as places where paint is laid out.

An arm may run through several roads: where a road goes on into another one without a junction
(OpenStreetMap cuts ways at will), the next road is an arm of the same junction, too. Distances
count from the node at the near end of each road, so that the mouth of the junction lies at a
negative distance there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.arm_shape import ArmShape
from roadnet.geometry.graph import PAIR, RoadArm, arms_by_node
from roadnet.geometry.ribbon import polygons_only
from roadnet.geometry.road_frame import RoadFrame
from roadnet.geometry.street_geometry import JunctionArea, Mouth, StreetGeometry
from roadnet.markings.defaults import marking_defaults
from roadnet.markings.road_place import RoadPlace
from roadnet.model import Arm, Control, JunctionId, RoadClass, RoadEnd, RoadId

NEAR_NODE_M = 0.6  # overlaps of surfaces farther from the node belong to other crossings
LEAST_SHARED_M2 = 0.05
CLASSES = list(RoadClass)  # the highest first
SIGNALS_REACH_M = 10.0  # a crosswalk between two junctions belongs rather to that with signals
SAME_WAY = float(np.cos(np.radians(20.0)))  # arms that run on into each other do not cross

ArmKey = tuple[RoadId, RoadEnd]


@dataclass(frozen=True, eq=False)
class ArmPlace:
    """An arm of a junction, or a road that continues it; distances count from its near end."""

    place: RoadPlace
    junction: JunctionArea
    arm: Arm
    mouth: Mouth
    frames: Mapping[RoadId, RoadFrame] = field(repr=False)
    shift_m: float = 0.0  # length of the roads between the junction's node and this one's near end
    root: "ArmPlace | None" = None  # the arm itself, where this is a continuation

    @property
    def key(self) -> ArmKey:
        """The road end it is seen from."""
        return self.place.road.road_id, self.place.end

    @property
    def root_key(self) -> ArmKey:
        """The road end at the junction."""
        return self.mouth.road_id, self.mouth.end

    @property
    def junction_id(self) -> JunctionId:
        """Key of the junction."""
        return self.junction.junction.junction_id

    @property
    def mouth_m(self) -> float:
        """Distance of the mouth; negative on a road that continues the arm."""
        return self.mouth.distance_m - self.shift_m

    @property
    def is_signalised(self) -> bool:
        """Whether signals control the junction."""
        return self.junction.junction.control is Control.SIGNAL

    @cached_property
    def crossed_edge_m(self) -> float:
        """Distance of the edge of the crossed carriageway, at most that of the mouth."""
        if self.root is not None:
            return self.root.crossed_edge_m - self.shift_m
        own = self._shape(self.mouth)
        others = [
            shape.surface
            for shape in (*self._other_shapes(), *self._inner_shapes())
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
        own = self._shape(self.mouth)
        return [
            shape.surface
            for shape in self._other_shapes()
            if float(shape.direction @ own.direction) > SAME_WAY
        ]

    def _other_shapes(self) -> Iterator[ArmShape]:
        for mouth in self.junction.mouths:
            if mouth is not self.mouth:
                yield self._shape(mouth)

    def _inner_shapes(self) -> Iterator[ArmShape]:
        for road_id in self.junction.inner_roads:
            frame = self.frames[road_id]
            yield ArmShape(RoadArm(0, RoadEnd.START), frame.road.from_node, frame)

    def _shape(self, mouth: Mouth) -> ArmShape:
        return ArmShape(RoadArm(0, mouth.end), mouth.node_id, self.frames[mouth.road_id])


def arms_of(geometry: StreetGeometry) -> dict[ArmKey, ArmPlace]:
    """Return the arms of all junctions by their road ends, with the roads that continue them."""
    frames = geometry.frames
    arms = {}
    for junction in geometry.junctions:
        for arm, mouth in zip(junction.junction.arms, junction.mouths, strict=True):
            place = RoadPlace(frames[mouth.road_id], mouth.end)
            arms[mouth.road_id, mouth.end] = ArmPlace(place, junction, arm, mouth, frames)
    onward = _joints(frames)
    roots = dict(arms)
    for root in roots.values():
        for further in _continued(root, roots, onward):
            arms.setdefault(further.key, further)
    return arms


def has_priority(arm: ArmPlace) -> bool | None:
    """Whether an arm goes before others: stated, else by the class of its road; None: not known.

    Article 224: yellow flashes on the main road, red on the side road.
    """
    if arm.arm.has_priority is not None:
        return arm.arm.has_priority
    ranks = {_rank(arm, mouth) for mouth in arm.junction.mouths}
    own = _rank(arm, arm.mouth)
    return own == min(ranks) if len(ranks) > 1 else None


def _rank(arm: ArmPlace, mouth: Mouth) -> int:
    """Return the place of the class of an arm's road, 0 the highest."""
    return CLASSES.index(arm.frames[mouth.road_id].road.road_class)


def continued(road_ids: Iterable[RoadId], frames: Mapping[RoadId, RoadFrame]) -> set[RoadId]:
    """Return roads with all that they go on into without a junction, to the next junctions."""
    onward = _joints(frames)
    found = set(road_ids)
    open_ends = [(key, end) for key in found for end in RoadEnd]
    while open_ends:
        goes_on = onward.get(open_ends.pop())
        if goes_on is not None and goes_on[0] not in found:
            found.add(goes_on[0])
            open_ends += [(goes_on[0], end) for end in RoadEnd]
    return found


def arm_at(arms: Mapping[ArmKey, ArmPlace], road_id: RoadId, station_m: float) -> ArmPlace | None:
    """Return the arm that a crossing at a station belongs to; None far from all junctions.

    Of the two ends of the road the one with the nearer mouth counts; a junction with signals is
    taken from farther off.
    """
    reach_m = float(marking_defaults()["crosswalk_reach_m"])
    found: list[tuple[float, str, ArmPlace]] = []
    for end in RoadEnd:
        arm = arms.get((road_id, end))
        if arm is None:
            continue
        distance_m = arm.place.distance_m(station_m)
        if distance_m + arm.shift_m <= reach_m:
            beyond_m = max(distance_m - arm.mouth_m, 0.0)
            found.append((beyond_m - (SIGNALS_REACH_M if arm.is_signalised else 0.0), end, arm))
    return min(found, default=(0.0, "", None), key=lambda one: one[:2])[2]


def _joints(frames: Mapping[RoadId, RoadFrame]) -> dict[ArmKey, ArmKey]:
    """Return for every road end where a road goes on into another one the end it goes on at."""
    roads = [frames[key].road for key in sorted(frames)]
    onward: dict[ArmKey, ArmKey] = {}
    for ends in arms_by_node(roads, 0).values():
        if len(ends) == PAIR:
            one, other = ((roads[end.road].road_id, end.end) for end in ends)
            onward[one], onward[other] = other, one
    return onward


def _continued(
    root: ArmPlace, arms: Mapping[ArmKey, ArmPlace], onward: Mapping[ArmKey, ArmKey]
) -> Iterator[ArmPlace]:
    """Yield the roads that continue an arm, as far as crosswalks are looked for."""
    reach_m = root.mouth_m + float(marking_defaults()["crosswalk_reach_m"])
    place, shift_m = root.place, 0.0
    seen = {place.road.road_id}
    while True:
        far_end = RoadEnd.END if place.end is RoadEnd.START else RoadEnd.START
        far = (place.road.road_id, far_end)
        shift_m += place.length_m
        if far in arms or far not in onward or shift_m > reach_m or onward[far][0] in seen:
            return
        road_id, end = onward[far]
        seen.add(road_id)
        place = RoadPlace(root.frames[road_id], end)
        yield ArmPlace(place, root.junction, root.arm, root.mouth, root.frames, shift_m, root)
