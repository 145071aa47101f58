"""The middle of a lane from the mouth of an arm outward, as far as the street goes on."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from drawing.model import Point
from roadnet.geometry.road_frame import RoadFrame
from roadnet.model import Direction, NodeId, RoadEnd, RoadId, Section, StripId
from roadnet.movements.strip_ends import TRAVELLED, ArmStrips, StripEnd

APPROACH_M = 90.0  # so far a lane is followed; where the street ends it goes on straight
GOES_ON_DEG = 45.0  # a street that turns more at a node is another one
LEAST_M = 0.1


@dataclass(frozen=True, slots=True)
class _Leg:
    """A piece of road that is followed outward."""

    frame: RoadFrame
    start_m: float
    end_m: float  # below the start where it is followed against its stations

    @property
    def is_forward(self) -> bool:
        """Whether it is followed along its stations."""
        return self.end_m >= self.start_m

    @property
    def node(self) -> NodeId:
        """The node it leads to."""
        road = self.frame.road
        return road.to_node if self.is_forward else road.from_node


class LaneLines:
    """Follows lanes over the roads of an area."""

    def __init__(self, frames: Mapping[RoadId, RoadFrame]) -> None:
        self.known: dict[tuple[RoadId, RoadEnd, StripId, bool], tuple[Point, ...]] = {}
        self.at_node: dict[NodeId, list[RoadFrame]] = {}
        for _, frame in sorted(frames.items()):
            for node in {frame.road.from_node, frame.road.to_node}:
                self.at_node.setdefault(node, []).append(frame)

    def outward(self, arm: ArmStrips, end: StripEnd, *, enters: bool) -> tuple[Point, ...]:
        """Return the middle of a lane from its mouth away from the junction, `APPROACH_M` long.

        Parameters
        ----------
        arm, end
            The arm and its lane.
        enters
            Whether traffic on the lane moves towards the junction.
        """
        key = (arm.mouth.road_id, arm.mouth.end, end.strip.strip_id, enters)
        if key not in self.known:
            self.known[key] = self._outward(arm, end, enters=enters)
        return self.known[key]

    def _outward(self, arm: ArmStrips, end: StripEnd, *, enters: bool) -> tuple[Point, ...]:
        frame, mouth = arm.frame, arm.mouth
        at = min(max(mouth.station_m, 0.0), frame.length_m)
        leg: _Leg | None = _Leg(frame, at, 0.0 if mouth.end is RoadEnd.END else frame.length_m)
        line = [end.pose.place]
        seen: set[RoadId] = set()
        while leg is not None and _length(line) < APPROACH_M and leg.frame.road.road_id not in seen:
            seen.add(leg.frame.road.road_id)
            line += _followed(leg, line[-1], enters=enters)
            leg = self._next(leg, line)
        return tuple(_cut(_prolonged(line, arm.outward_rad)))

    def _next(self, leg: _Leg, line: list[Point]) -> _Leg | None:
        """Return the road on which the street goes on, None where it does not."""
        heading = _heading_rad(line)
        best, least = None, math.radians(GOES_ON_DEG)
        for frame in self.at_node.get(leg.node, []):
            road = frame.road
            if road.road_id == leg.frame.road.road_id or not road.is_drivable or road.is_access:
                continue
            from_start = road.from_node == leg.node
            steps = frame.points_m[:2] if from_start else frame.points_m[::-1][:2]
            dx, dy = steps[1] - steps[0]
            off = abs(math.remainder(math.atan2(dy, dx) - (heading or 0.0), math.tau))
            if heading is not None and off < least:
                ends = (0.0, frame.length_m) if from_start else (frame.length_m, 0.0)
                best, least = _Leg(frame, *ends), off
        return best


def _followed(leg: _Leg, place: Point, *, enters: bool) -> list[Point]:
    """Return the points of the lanes that go on from a place over a piece of road."""
    along = leg.is_forward != enters  # whether its traffic moves along the stations
    found: list[Point] = []
    for section, start_m, end_m in _sections(leg):
        low, high = min(start_m, end_m), max(start_m, end_m)
        edges = leg.frame.boundaries(section, low, high)
        middles = (edges[:-1] + edges[1:]) / 2
        if not leg.is_forward:
            middles = middles[:, ::-1]
        index = _lane(section, middles[:, 0], found[-1] if found else place, along=along)
        found += [(float(x), float(y)) for x, y in middles[index]]
    return found


def _sections(leg: _Leg) -> Iterator[tuple[Section, float, float]]:
    """Yield the sections a piece of road runs through, in its order, with stations."""
    low, high = min(leg.start_m, leg.end_m), max(leg.start_m, leg.end_m)
    found = []
    for section in leg.frame.road.sections:
        begin = max(section.start_m, low)
        finish = min(section.end_m, high, leg.frame.length_m)
        if finish - begin > LEAST_M:
            found.append((section, begin, finish))
    if leg.is_forward:
        yield from found
    else:
        yield from ((section, finish, begin) for section, begin, finish in reversed(found))


def _lane(section: Section, starts: np.ndarray, place: Point, *, along: bool) -> int:
    """Return the strip that goes on from a place: the nearest with traffic in the direction."""
    wanted = Direction.FORWARD if along else Direction.BACKWARD
    away = np.hypot(*(starts - np.array(place)).T)
    moving = [
        index
        for index, strip in enumerate(section.strips)
        if strip.strip_type in TRAVELLED and strip.direction in {wanted, Direction.BOTH}
    ]
    return min(moving or range(len(section.strips)), key=lambda index: float(away[index]))


def _length(line: list[Point]) -> float:
    return sum(math.dist(one, other) for one, other in pairwise(line))


def _heading_rad(line: list[Point]) -> float | None:
    """Return the heading of the last piece of a line, None where it has none."""
    for one, other in pairwise(reversed(line)):
        if math.dist(one, other) > LEAST_M:
            return math.atan2(one[1] - other[1], one[0] - other[0])
    return None


def _prolonged(line: list[Point], outward_rad: float) -> list[Point]:
    """Return a line made at least `APPROACH_M` long by going on straight from its end."""
    missing = APPROACH_M - _length(line)
    if missing < LEAST_M:
        return line
    heading = _heading_rad(line)
    heading = outward_rad if heading is None else heading
    x, y = line[-1]
    return [*line, (x + missing * math.cos(heading), y + missing * math.sin(heading))]


def _cut(line: list[Point]) -> Iterator[Point]:
    """Yield the points of a line until it is `APPROACH_M` long, none of them twice."""
    done, last = 0.0, line[0]
    yield last
    for point in line[1:]:
        step = math.dist(last, point)
        if step < LEAST_M:
            continue
        done, last = done + step, point
        yield point
        if done >= APPROACH_M:
            return
