"""Derive the movements of junctions: every allowed way from a strip to a strip."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from roadnet.default_sections import ARTERIAL
from roadnet.geometry.street_geometry import JunctionArea, StreetGeometry
from roadnet.model import (
    CrossFeature,
    DrivingSide,
    Method,
    Mode,
    Movement,
    MovementId,
    Road,
    RoadId,
    Stated,
    Streets,
    StripType,
    Turn,
)
from roadnet.movements.connector import connector, least_radius_m
from roadnet.movements.lane_matching import exits_for, lanes_for, match
from roadnet.movements.routes import End, reachable
from roadnet.movements.strip_ends import ArmStrips, StripEnd, arm_strips
from roadnet.movements.turn_kind import side_of, turn_kind
from roadnet.movements.two_stage import (
    BIKE_LIKE,
    TwoStageTurn,
    WaitingBox,
    two_stage_movements,
    waiting_boxes,
)

LEAST_RADIUS_M = {True: 5.0, False: 3.0}  # arterial or not: what a car drives without reversing
DERIVED = Stated(Method.ASSUMED, note="derived from strips, arrows and turn rules")


def derive_movements(
    streets: Streets,
    geometry: StreetGeometry,
    boxes: Sequence[CrossFeature] = (),
) -> tuple[Movement, ...]:
    """Return the movements of all junctions, ordered by key; stated ones are not repeated.

    Every lane goes where its arrows point; without arrows the outer lanes turn and all go
    straight on. Turns keep to their side and do not cross each other.

    Parameters
    ----------
    streets, geometry
        The streets and the surfaces derived from them.
    boxes
        Waiting boxes for turns in two stages, beside those of the streets themselves.
    """
    roads = {road.road_id: road for road in streets.roads}
    found = [
        movement
        for area in geometry.junctions
        for movement in _of_junction(area, streets, geometry, roads, boxes)
    ]
    stated = {movement.movement_id for movement in streets.movements}
    new = [movement for movement in found if movement.movement_id not in stated]
    return tuple(sorted(new, key=lambda movement: movement.movement_id))


def radius_limit_m(one: Road, other: Road) -> float:
    """Return the least radius that movements between two roads should have."""
    return LEAST_RADIUS_M[one.road_class in ARTERIAL and other.road_class in ARTERIAL]


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """A turn from one arm to another, before lanes are told apart."""

    area: JunctionArea
    start: ArmStrips
    end: ArmStrips
    turn: Turn
    available: frozenset[Turn]  # all turns that traffic of the arm can make
    box: WaitingBox | None  # where slow vehicles wait, if they turn in two stages


def _of_junction(
    area: JunctionArea,
    streets: Streets,
    geometry: StreetGeometry,
    roads: Mapping[RoadId, Road],
    boxes: Sequence[CrossFeature],
) -> Iterator[Movement]:
    arms = {
        (mouth.road_id, mouth.end): arm_strips(mouth, geometry.frames[mouth.road_id])
        for mouth in area.mouths
    }
    pairs = sorted(reachable(area, roads, streets.turn_rules))
    waiting = waiting_boxes([*streets.cross_features, *boxes], arms)
    across = 1 if streets.driving_side is DrivingSide.RIGHT else -1
    for start in sorted({pair[0] for pair in pairs}):
        ends = [end for one, end in pairs if one == start]
        turns = {end: _turn(arms, start, end) for end in ends}
        available = frozenset(turns.values())
        for end, turn in turns.items():
            box = _box(start, end, arms, waiting) if side_of(turn) == across else None
            yield from _movements(_Way(area, arms[start], arms[end], turn, available, box))


def _turn(arms: Mapping[End, ArmStrips], start: End, end: End) -> Turn:
    if start[0] == end[0]:
        return Turn.U_TURN
    turned = arms[end].outward_rad - arms[start].inward_rad
    return turn_kind(math.remainder(turned, math.tau))


def _box(
    start: End, end: End, arms: Mapping[End, ArmStrips], waiting: Mapping[End, WaitingBox]
) -> WaitingBox | None:
    """Return the box in which a turn waits: before the arm whose traffic then goes its way."""
    for key, box in sorted(waiting.items()):
        ahead = math.remainder(arms[end].outward_rad - arms[key].inward_rad, math.tau)
        if key not in {start, end} and turn_kind(ahead) is Turn.THROUGH:
            return box
    return None


def _movements(way: _Way) -> Iterator[Movement]:
    """Yield the movements of a turn, lane by lane; turns back too tight for a car are left out."""
    for strip_type in dict.fromkeys(entry.strip.strip_type for entry in way.start.entries):
        own = [entry for entry in way.start.entries if entry.strip.strip_type is strip_type]
        chosen = lanes_for(own, way.turn, available=way.available)
        for entry, leave in match(chosen, exits_for(strip_type, way.end.exits), way.turn):
            modes = _modes(entry, leave)
            in_stages = modes & BIKE_LIKE if way.box is not None else frozenset()
            if way.box is not None and in_stages:
                key = way.area.junction.junction_id
                yield from two_stage_movements(
                    TwoStageTurn(key, entry, leave, way.turn, in_stages), way.box
                )
            if modes - in_stages:
                movement = _movement(way, entry, leave, modes - in_stages)
                if way.turn is not Turn.U_TURN or movement.stated is DERIVED:
                    yield movement


def _modes(entry: StripEnd, leave: StripEnd) -> frozenset[Mode]:
    """Return what may make a movement; lanes of their own let their traffic go on anywhere."""
    both = entry.strip.allowed & leave.strip.allowed
    if not both and entry.strip.strip_type is not StripType.DRIVE:
        return entry.strip.allowed
    return both


def _movement(way: _Way, entry: StripEnd, leave: StripEnd, modes: frozenset[Mode]) -> Movement:
    line = connector(entry.pose, leave.pose)
    limit = radius_limit_m(way.start.frame.road, way.end.frame.road)
    stated = DERIVED
    if least_radius_m(line) < limit:
        stated = Stated(Method.ASSUMED, note=f"tighter than {limit:g} m")
    return Movement(
        movement_id=MovementId(f"{entry.strip.strip_id}>{leave.strip.strip_id}"),
        junction_id=way.area.junction.junction_id,
        from_strip=entry.strip.strip_id,
        to_strip=leave.strip.strip_id,
        turn=way.turn,
        modes=modes,
        connector=line,
        stated=stated,
    )
