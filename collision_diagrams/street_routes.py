"""Ways through a site, lane by lane: along the strips of an arm, by movements, and out again."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from drawing.model import Point
from roadnet.geometry.plan_line import sample
from roadnet.model import MOTOR_VEHICLES, Mode, Movement, RoadEnd, StripId
from roadnet.movements.connector import Pose, connector
from roadnet.movements.strip_ends import ArmStrips, StripEnd

APPROACH_M = 90.0  # of an approach or exit that is drawn; a shorter road goes on straight
MOST_MOVEMENTS = 12  # of one way: more than a roundabout of eight arms asks for


@dataclass(frozen=True, slots=True)
class Route:
    """One way from a lane of an arm to a lane of another, in metres."""

    approach_m: tuple[Point, ...]
    inside_m: tuple[Point, ...]
    leave_m: tuple[Point, ...]
    entry_lane: int  # from the middle of the road, 0 is the innermost
    entry_lanes: int  # how many lanes enter there
    modes: frozenset[Mode]
    stages: int = 1  # 2: a turn in two stages, through a waiting box
    waits_at_m: Point | None = None  # where it waits between the two stages


def routes_between(
    arms: Sequence[ArmStrips], movements: Sequence[Movement]
) -> dict[tuple[int, int], tuple[Route, ...]]:
    """Return the ways from each arm to each arm, from the innermost entry lane outward.

    Where no movement leads from one arm to another (a forbidden turn, somebody going the wrong
    way), one way is made from the lanes it would take.

    Parameters
    ----------
    arms
        The arms of the site.
    movements
        Movements of its junctions.
    """
    network = _Network(arms, movements)
    found: dict[tuple[int, int], tuple[Route, ...]] = {}
    for one, start in enumerate(arms):
        for other, end in enumerate(arms):
            routes = tuple(network.routes(start, end))
            found[one, other] = routes or tuple(_made(start, end))
    return {key: routes for key, routes in found.items() if routes}


class _Network:
    """Movements by the strip they begin on."""

    def __init__(self, arms: Sequence[ArmStrips], movements: Sequence[Movement]) -> None:
        self.next: dict[StripId, list[tuple[Movement, ...]]] = {}
        second = {
            (one.from_strip, one.to_strip): one
            for one in movements
            if one.stage == 2  # noqa: PLR2004
        }
        for one in movements:
            if one.stage == 0:
                self.next.setdefault(one.from_strip, []).append((one,))
            elif one.stage == 1 and (one.from_strip, one.to_strip) in second:
                pair = (one, second[one.from_strip, one.to_strip])
                self.next.setdefault(one.from_strip, []).append(pair)
        self.exits = {end.strip.strip_id for arm in arms for end in arm.exits}

    def routes(self, start: ArmStrips, end: ArmStrips) -> Iterator[Route]:
        """Yield the ways between two arms by movements."""
        targets = {one.strip.strip_id: one for one in end.exits}
        for lane, entry in enumerate(start.entries):
            for chain in self._chains(entry.strip.strip_id, set(targets)):
                yield _route(start, end, lane, chain, targets[chain[-1].to_strip])

    def _chains(self, strip: StripId, targets: set[StripId]) -> Iterator[tuple[Movement, ...]]:
        """Yield for each target the chain of movements with the fewest links."""
        reached: set[StripId] = {strip}
        chains: list[tuple[Movement, ...]] = [()]
        done: set[tuple[StripId, int]] = set()
        for _ in range(MOST_MOVEMENTS):
            longer: list[tuple[Movement, ...]] = []
            for chain in chains:
                here = chain[-1].to_strip if chain else strip
                for step in self.next.get(here, []):
                    to, stages = step[-1].to_strip, len(step)
                    if to in targets and (to, stages) not in done:
                        done.add((to, stages))
                        yield (*chain, *step)
                    elif to not in reached and to not in self.exits:
                        reached.add(to)
                        longer.append((*chain, *step))
            chains = longer


def _route(
    start: ArmStrips, end: ArmStrips, lane: int, chain: tuple[Movement, ...], leave: StripEnd
) -> Route:
    inside: list[Point] = []
    for movement in chain:
        inside += _points(sample(movement.connector)[1])
    modes = frozenset.intersection(*(movement.modes for movement in chain))
    waiting = next((_points(sample(one.connector)[1])[-1] for one in chain if one.stage == 1), None)
    return Route(
        approach_m=tuple(reversed(outward(start, start.entries[lane]))),
        inside_m=tuple(dict.fromkeys(inside)),
        leave_m=outward(end, leave),
        entry_lane=lane,
        entry_lanes=len(start.entries),
        modes=modes,
        stages=2 if waiting else 1,
        waits_at_m=waiting,
    )


def _made(start: ArmStrips, end: ArmStrips) -> Iterator[Route]:
    """Yield one way between two arms that no movement joins."""
    entries, exits = start.entries or start.exits, end.exits or end.entries
    turned = math.remainder(end.outward_rad - start.inward_rad, math.tau)
    lane = len(entries) - 1 if turned < -math.pi / 4 else 0
    entry, leave = entries[lane], exits[-1 if turned < -math.pi / 4 else 0]
    begin = _facing(entry, start.inward_rad)
    finish = _facing(leave, end.outward_rad)
    if math.dist(begin.place, finish.place) < 1.0:
        return
    inside = _points(sample(connector(begin, finish))[1])
    yield Route(
        approach_m=tuple(reversed(outward(start, entry))),
        inside_m=tuple(inside),
        leave_m=outward(end, leave),
        entry_lane=lane,
        entry_lanes=len(entries),
        modes=MOTOR_VEHICLES,
    )


def _facing(end: StripEnd, heading_rad: float) -> Pose:
    return Pose(end.pose.x_m, end.pose.y_m, heading_rad)


def outward(arm: ArmStrips, end: StripEnd) -> tuple[Point, ...]:
    """Return the middle of a strip from its mouth away from the junction.

    The strip keeps its distance from the reference line; a road that is too short goes on straight.
    """
    frame, mouth = arm.frame, arm.mouth
    at = min(max(mouth.station_m, 0.0), frame.length_m)
    points, normals = frame.across(np.array([at]))
    offset = _offset(points[0], normals[0], end.pose.place)
    limit = min(at + APPROACH_M, frame.length_m)
    if mouth.end is RoadEnd.END:
        limit = max(at - APPROACH_M, 0.0)
    low, high = min(at, limit), max(at, limit)
    inner = frame.stations_m[(frame.stations_m > low + 0.1) & (frame.stations_m < high - 0.1)]
    stations = np.concatenate([[low], inner, [high]]) if high > low else np.array([at])
    line, across = frame.across(stations)
    placed = _points(line + offset * across)
    if mouth.end is RoadEnd.END:
        placed.reverse()
    placed[0] = end.pose.place
    return tuple(_prolonged(placed, arm.outward_rad))


def _offset(point: np.ndarray, normal: np.ndarray, place: Point) -> float:
    """Return how many normals a place lies beside a point of the reference line."""
    dx, dy = place[0] - point[0], place[1] - point[1]
    return float((dx * normal[0] + dy * normal[1]) / (normal[0] ** 2 + normal[1] ** 2))


def _prolonged(points: list[Point], outward_rad: float) -> list[Point]:
    """Return a line made `APPROACH_M` long by going on straight from its end."""
    length = sum(math.dist(one, other) for one, other in pairwise(points))
    missing = APPROACH_M - length
    if missing < 1.0:
        return points
    heading = outward_rad
    if len(points) > 1 and math.dist(points[-2], points[-1]) > 0.1:  # noqa: PLR2004
        heading = math.atan2(points[-1][1] - points[-2][1], points[-1][0] - points[-2][0])
    x, y = points[-1]
    return [*points, (x + missing * math.cos(heading), y + missing * math.sin(heading))]


def _points(array: np.ndarray) -> list[Point]:
    return [(float(x), float(y)) for x, y in array]
