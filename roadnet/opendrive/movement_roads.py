"""Connecting roads for movements: one lane each, between the edges of two strips."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from roadnet.model import (
    Direction,
    DrivingSide,
    Method,
    Movement,
    NodeId,
    Point,
    Profile,
    ProfilePiece,
    Road,
    RoadEnd,
    RoadId,
    Section,
    Strip,
    StripId,
)
from roadnet.movements.connector import Pose, connector
from roadnet.opendrive.contacts import face_of
from roadnet.opendrive.curve_points import end_of, start_of
from roadnet.opendrive.drawn_road import drawn_as_it_is
from roadnet.opendrive.lane_links import Entry, LaneLinks, StripSide
from roadnet.opendrive.network import Network, RoadArm

SAME_PLACE_M = 0.004
SAME_HEADING_RAD = math.radians(0.5)
NEAR_SHARE = 0.3  # of the width of a strip: so far beside its middle a line still leads to it
NEAR_HEADING_RAD = math.radians(5.0)
LEAST_WIDTH_M = 0.05
FAR = {RoadEnd.START: RoadEnd.END, RoadEnd.END: RoadEnd.START}


@dataclass(frozen=True, slots=True)
class Gate:
    """A strip at an arm, passed by traffic that leaves its road there or enters it."""

    arm: RoadArm
    section: int
    index: int
    strip: Strip
    lane: int
    middle_m: Point
    heading_rad: float  # of the traffic
    width_m: float
    is_met: bool  # the line of the movement runs exactly through its middle

    @property
    def pose(self) -> Pose:
        """Where traffic passes it, and its heading."""
        return Pose(*self.middle_m, self.heading_rad)


def add_movements(
    network: Network, links: LaneLinks, movements: Iterable[Movement]
) -> list[Movement]:
    """Draw a connecting road for every movement that no road of the network leads along yet.

    Returns
    -------
    left_out
        Movements that cannot be drawn: their line does not run from the middle of the one strip
        to the middle of the other, or one of the strips does not lead to the junction.
    """
    strips = _arms_of_strips(network)
    known = set(_drawn_ways(network, links))
    left_out = []
    for movement in sorted(movements, key=lambda one: one.movement_id):
        way = movement.from_strip, movement.to_strip
        if way in known:
            continue
        first, last = movement.connector.pieces[0], movement.connector.pieces[-1]
        start = _gate(network, strips.get(way[0], ()), start_of(first), leaving=True)
        end = _gate(network, strips.get(way[1], ()), end_of(last), leaving=False)
        if start is None or end is None or network.arms[start.arm] != network.arms[end.arm]:
            left_out.append(movement)
            continue
        known.add(way)
        if not (start.is_met and end.is_met):
            movement = replace(movement, connector=connector(start.pose, end.pose))
        _add(network, links, movement, (start, end))
    return left_out


def _arms_of_strips(network: Network) -> dict[StripId, list[RoadArm]]:
    """Return the arms each strip leads to; it may lead to one at either end."""
    found: dict[StripId, list[RoadArm]] = {}
    for arm in sorted(network.arms):
        if arm.road_id in network.roads:
            section = network.roads[arm.road_id].sections[_section(network, arm)]
            for strip in section.strips:
                found.setdefault(strip.strip_id, []).append(arm)
    return found


def _section(network: Network, arm: RoadArm) -> int:
    return 0 if arm.end is RoadEnd.START else len(network.roads[arm.road_id].sections) - 1


def _gate(
    network: Network, arms: Sequence[RoadArm], pose: tuple[float, float, float], *, leaving: bool
) -> Gate | None:
    """Return the strip at the arm where a line begins or ends; None where it does so nowhere.

    Near a bend the mouth of a drawn road lies a little beside that of the map: a line that nearly
    meets a strip is led to it.
    """
    found: list[tuple[float, Gate]] = []
    for arm in arms:
        number = _section(network, arm)
        face = face_of(network.roads[arm.road_id], number, arm.end)
        along = math.atan2(-face.normal[0], face.normal[1])
        heading = along if (arm.end is RoadEnd.END) == leaving else along + math.pi
        turned = math.remainder(pose[2] - heading, math.tau)
        for index, strip in enumerate(face.strips):
            left, right = face.edges_m[index], face.edges_m[index + 1]
            middle = (left + right) / 2
            gap = float(np.hypot(*(middle - pose[:2])))
            width = float(np.hypot(*(left - right)))
            is_near = gap < NEAR_SHARE * width and abs(turned) < NEAR_HEADING_RAD
            if is_near and width > LEAST_WIDTH_M:
                lane = network.roads[arm.road_id].sections[number].lane_id(index)
                place = float(middle[0]), float(middle[1])
                is_met = gap < SAME_PLACE_M and abs(turned) < SAME_HEADING_RAD
                gate = Gate(arm, number, index, strip, lane, place, heading, width, is_met)
                found.append((gap, gate))
    return min(found, key=lambda one: one[0])[1] if found else None


def _add(network: Network, links: LaneLinks, movement: Movement, gates: tuple[Gate, Gate]) -> None:
    """Add the connecting road of a movement with its links."""
    start, end = gates
    side = network.streets.driving_side
    road = drawn_as_it_is(_road(movement, gates, side), side)
    key = road.road.road_id
    junction = network.arms[start.arm]
    network.roads[key] = road
    network.inside[key] = junction
    for own, gate in ((RoadEnd.START, start), (RoadEnd.END, end)):
        links.roads[RoadArm(key, own)] = gate.arm
        links.lanes[StripSide(key, 0, 0, own)] = gate.lane
    entry = Entry(RoadArm(key, RoadEnd.START), start.arm, ((start.index, 0),))
    links.entries.setdefault(junction, []).append(entry)


def _road(movement: Movement, gates: tuple[Gate, Gate], side: DrivingSide) -> Road:
    """Return a road along a movement whose one strip has it in its middle."""
    start, end = gates
    line = movement.connector
    width = _blend(start.width_m, end.width_m, line.length_m)
    sign = 0.5 if side is DrivingSide.RIGHT else -0.5
    datum = tuple(
        ProfilePiece(one.start_m, sign * one.a, sign * one.b, sign * one.c, sign * one.d)
        for one in width
    )
    road_id = RoadId(f"{movement.movement_id}:m")
    is_shared = Direction.BOTH in {start.strip.direction, end.strip.direction}
    strip = replace(
        start.strip,
        strip_id=StripId(f"{road_id}.0"),
        width=Profile(width, Method.ASSUMED),
        direction=Direction.BOTH if is_shared else Direction.FORWARD,
        allowed=movement.modes,
        turns=(),
    )
    left_count = 0 if side is DrivingSide.RIGHT else 1
    section = Section(0.0, line.length_m, (strip,), left_count, Profile(datum, Method.ASSUMED))
    return Road(
        road_id=road_id,
        from_node=NodeId(f"{road_id}s"),
        to_node=NodeId(f"{road_id}t"),
        line=line,
        sections=(section,),
        stated=movement.stated,
    )


def _blend(start_m: float, end_m: float, length_m: float) -> tuple[ProfilePiece, ...]:
    """Return a width that goes from one value to another without a kink at either."""
    rise = end_m - start_m
    if abs(rise) < 1e-9:  # noqa: PLR2004
        return (ProfilePiece(0.0, start_m),)
    return (ProfilePiece(0.0, start_m, 0.0, 3 * rise / length_m**2, -2 * rise / length_m**3),)


def _drawn_ways(network: Network, links: LaneLinks) -> Iterator[tuple[StripId, StripId]]:
    """Yield the strips before and after the junction for each lane of a connecting road."""
    for entries in links.entries.values():
        for entry in entries:
            section = network.roads[entry.arm.road_id].sections[_section(network, entry.arm)]
            for before, inside in entry.lanes:
                end = _way_out(network, links, entry.connecting, inside)
                if end is not None:
                    yield section.strips[before].strip_id, end


def _way_out(network: Network, links: LaneLinks, entry: RoadArm, strip: int) -> StripId | None:
    """Return the strip that a lane of a connecting road leads to in the end."""
    sections = network.roads[entry.road_id].sections
    out = FAR[entry.end]
    step = 1 if out is RoadEnd.END else -1
    index = 0 if step > 0 else len(sections) - 1
    while True:
        lane = links.lanes.get(StripSide(entry.road_id, index, strip, out))
        index += step
        if lane is None:
            return None
        if not 0 <= index < len(sections):
            arm = links.roads[RoadArm(entry.road_id, out)]
            section = network.roads[arm.road_id].sections[_section(network, arm)]
            return section.strips[section.index_of(lane)].strip_id
        strip = sections[index].index_of(lane)
