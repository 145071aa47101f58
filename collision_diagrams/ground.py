"""The arms of a junction and the lane paths between them, as far as a reading needs them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from collision_diagrams.conflicts import wrapped_deg
from collision_diagrams.model import KindClass, Side, Turn
from collision_diagrams.street_site import StreetSite
from drawing.model import Point
from roadnet.model import Mode

THROUGH_BELOW_DEG = 65.0  # the exit nearest to straight on is the way through, up to so much
SAME_ROAD_DEG = 25.0  # arms closer than this are the two carriageways of one road
RIDDEN = frozenset({Mode.MOTO_SMALL, Mode.MOTO_LARGE, Mode.BIKE})
RIDERS = frozenset({KindClass.MOTORCYCLE, KindClass.BICYCLE})


@dataclass(frozen=True, slots=True)
class GroundArm:
    """One road end; a road with two carriageways has two, one to enter and one to leave over."""

    bearing_deg: float  # outward, clockwise from north
    name: str
    lanes_in: int
    lanes_out: int


@dataclass(frozen=True, eq=False)  # no slots: its parts are cut once
class LaneWay:
    """A path from the far end of an arm to the far end of another, in metres."""

    line: shapely.LineString
    entry_m: float  # where along it the junction begins
    exit_m: float  # where it ends
    for_riders: bool
    entry_lane: int  # 0 is the innermost

    @cached_property
    def approach(self) -> BaseGeometry:
        """The part up to the junction."""
        return substring(self.line, 0.0, self.entry_m)

    @cached_property
    def leave(self) -> BaseGeometry:
        """The part beyond the junction."""
        return substring(self.line, self.exit_m, self.line.length)


@dataclass(frozen=True, eq=False)  # no slots: what derives from it is worked out once
class Ground:
    """A junction as readings are placed on it."""

    arms: tuple[GroundArm, ...]
    ways: Mapping[tuple[int, int], tuple[LaneWay, ...]] = field(default_factory=dict)

    def turn(self, start: int, end: int) -> Turn:
        """Return the turn from one arm to another, seen among the exits that there are."""
        return self._turns[start, end]

    def road_of(self, number: int) -> int:
        """Return the first arm of the road that an arm belongs to: carriageways are one road."""
        return self._roads[number]

    @cached_property
    def _turns(self) -> dict[tuple[int, int], Turn]:
        numbers = range(len(self.arms))
        return {(start, end): self._turn(start, end) for start in numbers for end in numbers}

    @cached_property
    def _roads(self) -> tuple[int, ...]:
        return tuple(self._first_of_road(number) for number in range(len(self.arms)))

    def _turn(self, start: int, end: int) -> Turn:
        if start == end or self._off(start, end) is None:
            return Turn.U_TURN
        off = {
            number: size
            for number, arm in enumerate(self.arms)
            if arm.lanes_out and (size := self._off(start, number)) is not None
        }
        straight = min(off, key=lambda number: abs(off[number]), default=end)
        turned = self._off(start, end) or 0.0
        nearly = abs(abs(turned) - abs(off.get(straight, 0.0))) < SAME_ROAD_DEG / 2
        if abs(turned) < THROUGH_BELOW_DEG and (end == straight or nearly):
            return Turn.THROUGH
        return Turn.RIGHT if turned > 0 else Turn.LEFT

    def side(self, first: int, second: int) -> Side:
        """Return where one that came over the second arm came from, seen from one on the first."""
        if self._off(first, second) is None:
            return Side.SAME
        across = self.road_of(second)
        beyond = [number for number in range(len(self.arms)) if self.road_of(number) == across]
        if any(self.turn(first, number) is Turn.THROUGH for number in beyond):
            return Side.OPPOSITE
        off = wrapped_deg(self.arms[second].bearing_deg - self.arms[first].bearing_deg)
        return Side.RIGHT if off < 0 else Side.LEFT

    def mirrored(self) -> "Ground":
        """Return the junction in a mirror: east and west change places."""
        arms = tuple(replace(arm, bearing_deg=-arm.bearing_deg % 360.0) for arm in self.arms)
        ways = {
            key: tuple(replace(way, line=_turned_over(way.line)) for way in ways)
            for key, ways in self.ways.items()
        }
        return Ground(arms, ways)

    def _first_of_road(self, number: int) -> int:
        arm = self.arms[number]
        return next(
            index
            for index, other in enumerate(self.arms)
            if abs(wrapped_deg(other.bearing_deg - arm.bearing_deg)) < SAME_ROAD_DEG
            and (other.name == arm.name or index == number)
        )

    def _off(self, start: int, end: int) -> float | None:
        """Return how far an exit lies off straight on; None for the road one came over."""
        one, other = self.arms[start].bearing_deg, self.arms[end].bearing_deg
        if abs(wrapped_deg(other - one)) < SAME_ROAD_DEG:
            return None
        return wrapped_deg(other - one - 180.0)

    def way(self, start: int, end: int, kind: KindClass, turn: Turn) -> LaneWay | None:
        """Return the lane path that a kind of vehicle takes, None where nobody can go so."""
        ways = self.ways.get((start, end), ())
        if not ways:
            return None
        own = [way for way in ways if way.for_riders] if kind in RIDERS else list(ways)
        pool = sorted(own or ways, key=lambda way: way.entry_lane)
        if turn is Turn.RIGHT or (kind in RIDERS and turn is Turn.THROUGH):
            return pool[-1]
        return pool[0] if turn in {Turn.LEFT, Turn.U_TURN} else pool[(len(pool) - 1) // 2]


def ground_of(site: StreetSite) -> Ground:
    """Return what readings need of the street of a site."""
    arms = tuple(
        GroundArm(arm.bearing_deg, arm.name, len(arm.strips.entries), len(arm.strips.exits))
        for arm in site.arms
    )
    ways = {
        key: tuple(
            _way(
                (route.approach_m, route.inside_m, route.leave_m),
                route.entry_lane,
                rides=bool(route.modes & RIDDEN),
            )
            for route in routes
            if route.stages == 1
        )
        for key, routes in site.routes.items()
    }
    return Ground(arms, {key: found for key, found in ways.items() if found})


def _turned_over(line: shapely.LineString) -> shapely.LineString:
    return shapely.LineString([(-x, y) for x, y in line.coords])


def _way(parts: Sequence[Sequence[Point]], entry_lane: int, *, rides: bool) -> LaneWay:
    approach, inside, _ = (
        shapely.LineString(part).length if len(part) > 1 else 0.0 for part in parts
    )
    points = list(dict.fromkeys(point for part in parts for point in part))
    line = shapely.LineString(points)
    return LaneWay(line, approach, approach + inside, rides, entry_lane)
