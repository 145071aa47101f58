"""Ways through a site, lane by lane: along the strips of an arm, by movements, and out again."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from collision_diagrams.lane_lines import LaneLines
from drawing.model import Point
from roadnet.geometry.plan_line import sample
from roadnet.model import MOTOR_VEHICLES, Mode, Movement, StripId
from roadnet.movements.connector import Pose, connector
from roadnet.movements.strip_ends import ArmStrips, StripEnd

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
    arms: Sequence[ArmStrips], movements: Sequence[Movement], lanes: LaneLines
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
    lanes
        Follows lanes outward.
    """
    network = _Network(arms, movements, lanes)
    found: dict[tuple[int, int], tuple[Route, ...]] = {}
    for one, start in enumerate(arms):
        for other, end in enumerate(arms):
            routes = tuple(network.routes(start, end))
            found[one, other] = routes or tuple(made_ways(start, end, lanes))
    return {key: routes for key, routes in found.items() if routes}


class _Network:
    """Movements by the strip they begin on."""

    def __init__(
        self, arms: Sequence[ArmStrips], movements: Sequence[Movement], lanes: LaneLines
    ) -> None:
        self.lanes = lanes
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
                leave = targets[chain[-1].to_strip]
                approach = self.lanes.outward(start, entry, enters=True)
                away = self.lanes.outward(end, leave, enters=False)
                yield _route(chain, (approach, away), (lane, len(start.entries)))

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
    chain: tuple[Movement, ...],
    outward: tuple[tuple[Point, ...], tuple[Point, ...]],
    lane: tuple[int, int],
) -> Route:
    """Return the way of a chain of movements between two lanes followed outward."""
    inside: list[Point] = []
    for movement in chain:
        inside += _points(sample(movement.connector)[1])
    modes = frozenset.intersection(*(movement.modes for movement in chain))
    waiting = next((_points(sample(one.connector)[1])[-1] for one in chain if one.stage == 1), None)
    return Route(
        approach_m=tuple(reversed(outward[0])),
        inside_m=tuple(dict.fromkeys(inside)),
        leave_m=outward[1],
        entry_lane=lane[0],
        entry_lanes=lane[1],
        modes=modes,
        stages=2 if waiting else 1,
        waits_at_m=waiting,
    )


def made_ways(start: ArmStrips, end: ArmStrips, lanes: LaneLines) -> Iterator[Route]:
    """Yield one way between two arms that no movement joins, none where they are one place."""
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
        approach_m=tuple(reversed(lanes.outward(start, entry, enters=bool(start.entries)))),
        inside_m=tuple(inside),
        leave_m=lanes.outward(end, leave, enters=not end.exits),
        entry_lane=lane,
        entry_lanes=len(entries),
        modes=MOTOR_VEHICLES,
    )


def _facing(end: StripEnd, heading_rad: float) -> Pose:
    return Pose(end.pose.x_m, end.pose.y_m, heading_rad)


def _points(array: np.ndarray) -> list[Point]:
    return [(float(x), float(y)) for x, y in array]
