"""Everything a file draws: roads cut at their mouths, connecting roads, and where they meet."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from roadnet.geometry.build import build_geometry
from roadnet.geometry.graph import rank_of
from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.model import (
    DrivingSide,
    Junction,
    JunctionId,
    NodeId,
    Road,
    RoadEnd,
    RoadId,
    Streets,
)
from roadnet.opendrive.corners import EndTurn, points_of, reach_of, rounded_road, tangent_wanted_m
from roadnet.opendrive.cut_line import headings_of
from roadnet.opendrive.drawn_road import DrawnRoad, drawn_as_it_is, part_of

INSIDE = "opendrive:junction"  # external id of a connecting road: its junction in the file
PAIR = 2
STREET, ACCESS = 0, 1  # ranks of roads
SHORTEST_ROAD_M = 0.05
SHARPEST_JOINT_RAD = math.radians(120)
SHARE_OF_STEP = 0.45  # of the last step of a road that a corner at its end may take


@dataclass(frozen=True, slots=True, order=True)
class RoadArm:
    """An end of a road."""

    road_id: RoadId
    end: RoadEnd


@dataclass(slots=True)
class Network:
    """What is drawn, and how it hangs together."""

    streets: Streets
    roads: dict[RoadId, DrawnRoad]  # by key, in order
    inside: dict[RoadId, JunctionId]  # connecting roads
    arms: dict[RoadArm, JunctionId]  # ends that lead to a junction
    joints: list[tuple[RoadArm, RoadArm]]  # ends that go on into each other
    junctions: dict[JunctionId, Junction]
    node_of: dict[RoadArm, NodeId]
    dropped_roads: list[RoadId] = field(default_factory=list)  # inside junctions, not drawn


def draw_network(streets: Streets, geometry: StreetGeometry | None) -> Network:
    """Return the roads of an area as they are drawn.

    Junctions whose connecting roads came from a file keep them, and their arms end where they
    ended. At all others roads end at the mouths that derive from the streets.

    Parameters
    ----------
    streets
        The streets.
    geometry
        The surfaces derived from them; None: derived here if any junction needs it.
    """
    inside = _inside(streets)
    settled = {key: one for key, one in _stated(streets).items() if key in inside.values()}
    outside = [road for road in streets.roads if road.road_id not in inside]
    node_of = {
        RoadArm(road.road_id, end): road.from_node if end is RoadEnd.START else road.to_node
        for road in streets.roads
        for end in RoadEnd
    }
    by_node = {node: key for key, one in settled.items() for node in one.node_ids}
    own = {road.road_id for road in outside}
    arms = {
        arm: by_node[node]
        for arm, node in node_of.items()
        if arm.road_id in own and node in by_node
    }
    network = Network(streets, {}, inside, arms, [], dict(settled), node_of)
    cuts: dict[RoadArm, float] = {}
    if _needs_geometry(outside, node_of, by_node):
        cuts = _derived(network, geometry or build_geometry(streets), by_node)
    parts = _parts(outside, cuts, network)
    network.joints = _joints(parts.values(), node_of, network.arms)
    turns = _end_turns(parts, network.joints)
    drawn = {key: _drawn(road, turns, streets.driving_side) for key, road in parts.items()}
    drawn |= {
        road.road_id: _drawn(road, {}, streets.driving_side)
        for road in streets.roads
        if road.road_id in inside
    }
    network.roads = {key: drawn[key] for key in sorted(drawn)}
    return network


def _stated(streets: Streets) -> dict[JunctionId, Junction]:
    return {junction.junction_id: junction for junction in streets.junctions}


def _inside(streets: Streets) -> dict[RoadId, JunctionId]:
    """Return the connecting roads that came from a file, with the junction they belong to."""
    stated = _stated(streets)
    found = {}
    for road in streets.roads:
        number = dict(road.external_ids).get(INSIDE)
        key = JunctionId(f"{streets.area}/j{number}")
        if number is not None and key in stated:
            found[road.road_id] = key
    return found


def _needs_geometry(
    roads: Iterable[Road], node_of: Mapping[RoadArm, NodeId], settled: Mapping[NodeId, JunctionId]
) -> bool:
    """Whether more than two roads meet anywhere outside the junctions that keep their roads."""
    count: dict[NodeId, int] = {}
    for road in roads:
        for end in RoadEnd:
            node = node_of[RoadArm(road.road_id, end)]
            count[node] = count.get(node, 0) + (node not in settled)
    return any(value > PAIR for value in count.values())


def _derived(
    network: Network, geometry: StreetGeometry, settled: Mapping[NodeId, JunctionId]
) -> dict[RoadArm, float]:
    """Add the derived junctions, and return the stations at which their mouths cut the roads."""
    cuts: dict[RoadArm, float] = {}
    for area in geometry.junctions:
        mouths = [mouth for mouth in area.mouths if mouth.node_id not in settled]
        if not mouths or any(node in settled for node in area.junction.node_ids):
            continue
        key = area.junction.junction_id
        network.junctions[key] = area.junction
        network.dropped_roads += [one for one in area.inner_roads if one not in network.inside]
        for mouth in mouths:
            arm = RoadArm(mouth.road_id, mouth.end)
            network.arms[arm] = key
            cuts[arm] = mouth.station_m
    return cuts


def _parts(
    roads: Iterable[Road], cuts: Mapping[RoadArm, float], network: Network
) -> dict[RoadId, Road]:
    """Return what remains of roads between their mouths; a road without any is dropped."""
    dropped = set(network.dropped_roads)
    parts = {}
    for road in roads:
        start = cuts.get(RoadArm(road.road_id, RoadEnd.START), 0.0)
        end = cuts.get(RoadArm(road.road_id, RoadEnd.END), road.length_m)
        if road.road_id in dropped or end - start < SHORTEST_ROAD_M:
            dropped.add(road.road_id)
            for one in RoadEnd:
                network.arms.pop(RoadArm(road.road_id, one), None)
        else:
            parts[road.road_id] = part_of(road, start, end)
    network.dropped_roads = sorted(dropped)
    return parts


def _joints(
    roads: Iterable[Road], node_of: Mapping[RoadArm, NodeId], arms: Mapping[RoadArm, JunctionId]
) -> list[tuple[RoadArm, RoadArm]]:
    """Return the pairs of road ends that meet at a node where no other road of their kind ends.

    Accesses end at a street; two of them do not go on into each other across it.
    """
    at_node: dict[tuple[NodeId, int], list[RoadArm]] = {}
    for road in roads:
        for end in RoadEnd:
            arm = RoadArm(road.road_id, end)
            at_node.setdefault((node_of[arm], rank_of(road)), []).append(arm)
    pairs = [
        sorted(ends)
        for (node, rank), ends in at_node.items()
        if len(ends) == PAIR
        and not arms.keys() & set(ends)
        and not (rank == ACCESS and (node, STREET) in at_node)
    ]
    return sorted((one, other) for one, other in pairs)


def _end_turns(
    roads: Mapping[RoadId, Road], joints: Sequence[tuple[RoadArm, RoadArm]]
) -> dict[RoadArm, EndTurn]:
    """Return the half corners at joints where two polylines go on into each other."""
    found: dict[RoadArm, EndTurn] = {}
    for one, other in joints:
        ends = [_last_step(roads[arm.road_id], arm.end) for arm in (one, other)]
        if ends[0] is None or ends[1] is None:
            continue
        arriving, leaving = ends[0][0], ends[1][0] + math.pi
        turn = math.remainder(leaving - arriving, math.tau)
        if not 1e-5 < abs(turn) < SHARPEST_JOINT_RAD:  # noqa: PLR2004
            continue
        reach = [
            _reach_outward(roads[one.road_id], one.end),
            _reach_inward(roads[other.road_id], other.end),
        ]
        wanted = max(tangent_wanted_m(turn, *sides) for sides in reach)
        tangent = min(wanted, SHARE_OF_STEP * ends[0][1], SHARE_OF_STEP * ends[1][1])
        half = turn / 2
        found[one] = EndTurn(tangent, half if one.end is RoadEnd.END else -half)
        found[other] = EndTurn(tangent, half if other.end is RoadEnd.START else -half)
    return found


def _last_step(road: Road, end: RoadEnd) -> tuple[float, float] | None:
    """Return heading (out of the road) and length of its step at an end; None where it curves."""
    points = points_of(road.line)
    if points is None:
        return None
    array = np.array(points)
    headings = headings_of(array)
    if end is RoadEnd.END:
        return float(headings[-1]), math.dist(points[-2], points[-1])
    return float(headings[0]) + math.pi, math.dist(points[0], points[1])


def _reach_outward(road: Road, end: RoadEnd) -> tuple[float, float]:
    """Return how far the edges reach left and right, seen along the way out over an end."""
    left, right = reach_of(road)
    return (left, right) if end is RoadEnd.END else (right, left)


def _reach_inward(road: Road, end: RoadEnd) -> tuple[float, float]:
    """Return how far the edges reach left and right, seen along the way in over an end."""
    left, right = reach_of(road)
    return (left, right) if end is RoadEnd.START else (right, left)


def _drawn(road: Road, turns: Mapping[RoadArm, EndTurn], side: DrivingSide) -> DrawnRoad:
    points = points_of(road.line)
    if points is None:
        return drawn_as_it_is(road, side)
    ends = tuple(turns.get(RoadArm(road.road_id, end)) for end in RoadEnd)
    return rounded_road(road, points, (ends[0], ends[1]), side)
