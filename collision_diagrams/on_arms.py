"""Put a reading on the real arms of its junction: every way it fits them is weighed.

A record of the police tells how the parties met, and not from which arm. The arms that there are,
the movements they allow, the recorded point and the lanes tell which of the ways fits best.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import shapely

from collision_diagrams.conflicts import turn_between, wrapped_deg
from collision_diagrams.ground import Ground, LaneWay
from collision_diagrams.model import (
    CrashFacts,
    Party,
    PartyPath,
    Relation,
    Resolution,
    Status,
)
from collision_diagrams.reasons import Reason
from collision_diagrams.rules import rules
from language import Message

SHOWN = 3
COMPASS_WORDS = (
    Message("north"),
    Message("north-east"),
    Message("east"),
    Message("south-east"),
    Message("south"),
    Message("south-west"),
    Message("west"),
    Message("north-west"),
)
EIGHTH_DEG = 45.0


@dataclass(frozen=True, slots=True)
class ArmPath:
    """The arms of one party, and its lane path."""

    party_no: int
    start: int
    end: int
    way: LaneWay
    weight: float


@dataclass(frozen=True, slots=True)
class ArmReading:
    """A reading on arms: how well it fits, and where the parties met."""

    resolution: Resolution  # the reading that was put on the arms
    paths: tuple[ArmPath, ...]
    meets_m: tuple[float, float]
    log_weight: float


def on_arms(facts: CrashFacts, found: Resolution, ground: Ground) -> Resolution:
    """Return a reading with the arms its parties came from and left to.

    Parameters
    ----------
    facts
        The crash, with its point where that is believed.
    found
        What the resolver read: one way to meet, or candidates.
    ground
        Arms and lane paths of the junction.

    Returns
    -------
    resolution
        Sides are bearings of arms, the impact lies where the lane paths meet, the confidence is
        that of the reading and its arms together. Where no arms lead, a person has to choose: the
        candidates are the best ways on arms. A crash that fits no arms is returned with its
        reason; one that cannot be read at all as it is.
    """
    ways = _relative_ways(found)
    if not ways or (found.absolute and found.impact_m is not None):  # it is on the ground already
        return found
    ranked = _ranked([one for way in ways for one in _placed(facts, way, ground)], ground)
    if not ranked:
        return replace(
            found,
            status=Status.NOT_PLOTTABLE,
            reason=Reason.NO_WAY.message,
            candidates=tuple(ways[:SHOWN]),
        )
    best, share = ranked[0]
    candidates = tuple(_resolution(one, part, ground) for one, part in ranked[:SHOWN])
    lead = math.log(share / ranked[1][1]) if len(ranked) > 1 else math.inf
    if not found.status.plotted or lead <= rules().arms["margin"]:
        reason = Reason.ARM_UNKNOWN if found.status.plotted else Reason.SEVERAL
        several = replace(found, status=Status.TO_CONFIRM, reason=reason.message, paths=())
        return replace(several, candidates=candidates, absolute=False)
    confidence = round(found.confidence * share, 3)
    leads = lead > rules().margin and confidence >= rules().automatic_from
    sure = leads and found.status is not Status.LOW_CONFIDENCE
    status = Status.AUTOMATIC if sure else Status.LOW_CONFIDENCE
    status = found.status if found.status is Status.CONFIRMED else status
    return replace(
        candidates[0],
        status=status,
        confidence=confidence,
        explanation=(*found.explanation, *_arm_lines(best, ground)),
        candidates=candidates,
    )


def _relative_ways(found: Resolution) -> list[Resolution]:
    if found.status.plotted:
        return [found]
    return [one for one in found.candidates if one.paths]


def _ranked(readings: list[ArmReading], ground: Ground) -> list[tuple[ArmReading, float]]:
    """Return the best reading on each set of roads with the share of all on it, best first."""
    of_roads: dict[tuple[object, ...], list[ArmReading]] = defaultdict(list)
    for one in readings:
        roads = tuple((ground.road_of(path.start), ground.road_of(path.end)) for path in one.paths)
        of_roads[roads, one.resolution.diagram_type, one.resolution.parties].append(one)
    top = max((one.log_weight for one in readings), default=0.0)
    total = sum(math.exp(one.log_weight - top) for one in readings)
    ranked = [
        (
            max(group, key=lambda one: one.log_weight),
            sum(math.exp(one.log_weight - top) for one in group) / total,
        )
        for group in of_roads.values()
    ]
    return sorted(ranked, key=lambda pair: (-round(pair[1], 6), _arm_numbers(pair[0])))


def _arm_numbers(one: ArmReading) -> tuple[int, ...]:
    return tuple(number for path in one.paths for number in (path.start, path.end))


def _placed(facts: CrashFacts, way: Resolution, ground: Ground) -> Iterator[ArmReading]:
    """Return the ways one reading fits the arms: turned to each arm that party 1 may come from."""
    said = math.log(max(way.confidence, 0.01))
    turns = {
        round(arm.bearing_deg - way.paths[0].from_deg, 3) for arm in ground.arms if arm.lanes_in
    }
    for turned in [0.0] if way.absolute else sorted(turns):
        for paths in _paths(facts, way, turned, ground):
            meets, apart = _meeting(way.relation, [path.way for path in paths], facts)
            weight = said + sum(path.weight for path in paths) + _apart_weight(apart)
            weight += _point_weight(facts, meets) + _name_weight(facts, paths, ground)
            weight += _minor_weight(facts, paths, ground)
            yield ArmReading(way, paths, meets, weight)


def _paths(
    facts: CrashFacts, way: Resolution, turned_deg: float, ground: Ground
) -> Iterator[tuple[ArmPath, ...]]:
    """Return the combinations of arms for all parties of a reading that is turned."""
    parties = {party.party_no: party for party in facts.parties}
    choices = [
        list(_arm_paths(parties[path.party_no], path, turned_deg, ground, exact=way.absolute))
        for path in way.paths
    ]
    if len(choices) == 1:
        yield from ((one,) for one in choices[0])
        return
    same = way.relation is Relation.SAME
    for first in choices[0]:
        for second in choices[1]:
            if same and first.start != second.start:
                continue
            if not same and first.start == second.start:
                continue
            yield first, second


def _arm_paths(
    party: Party, path: PartyPath, turned_deg: float, ground: Ground, *, exact: bool
) -> Iterator[ArmPath]:
    """Return the pairs of arms that one path may stand for; recorded sides say the turn alone."""
    turn = turn_between(path.from_deg, path.to_deg)
    from_deg, to_deg = path.from_deg + turned_deg, path.to_deg + turned_deg
    for start, arm in enumerate(ground.arms):
        off_start = _off_weight(arm.bearing_deg, from_deg, exact=exact)
        if not arm.lanes_in or off_start is None:
            continue
        for end, other in enumerate(ground.arms):
            off_end = _off_weight(other.bearing_deg, to_deg, exact=exact)
            made = ground.turn(start, end)
            if not other.lanes_out or off_end is None or (made is not turn and not exact):
                continue
            way = ground.way(start, end, party.kind, made)
            if way is not None:
                lanes = rules().arms["lanes_weight"] * math.log(arm.lanes_in)
                yield ArmPath(party.party_no, start, end, way, off_start + off_end + lanes)


def _off_weight(bearing_deg: float, side_deg: float, *, exact: bool) -> float | None:
    """Return what an arm says that lies off the side it should stand for, None where too far."""
    off = abs(wrapped_deg(bearing_deg - side_deg))
    if off > rules().arms["furthest_deg"]:
        return None
    return -0.5 * (off / rules().arms["recorded_off_deg" if exact else "off_deg"]) ** 2


def _meeting(
    relation: Relation, ways: Sequence[LaneWay], facts: CrashFacts
) -> tuple[tuple[float, float], float]:
    """Return where lane paths meet, and how far they stay apart at the least.

    Parties from one approach met somewhere along it: nearest to the recorded point.
    """
    first, other = ways[0], ways[-1]
    if len(ways) == 1 or relation is Relation.SAME:
        return _along(first, facts, alone=len(ways) == 1), 0.0
    crossing = shapely.intersection(first.line, other.line)
    if not crossing.is_empty:
        place = shapely.get_coordinates(crossing)[0]
        return (float(place[0]), float(place[1])), 0.0
    (x1, y1), (x2, y2) = shapely.get_coordinates(
        shapely.shortest_line(first.line, other.line)
    ).tolist()
    return ((x1 + x2) / 2, (y1 + y2) / 2), math.dist((x1, y1), (x2, y2))


def _along(first: LaneWay, facts: CrashFacts, *, alone: bool) -> tuple[float, float]:
    """Return where on its lane path a party met the other, or was alone: nearest to the point.

    Two parties that came from one approach met on it or inside the junction.
    """
    point = facts.impact_m or facts.point_m
    station = first.entry_m
    if point is not None:
        station = first.line.project(shapely.Point(point))
    if not alone:
        station = min(station, first.exit_m)
    place = first.line.interpolate(station)
    return float(place.x), float(place.y)


def _apart_weight(apart_m: float) -> float:
    return rules().arms["apart_weight"] if apart_m > rules().arms["apart_m"] else 0.0


def _point_weight(facts: CrashFacts, meets_m: tuple[float, float]) -> float:
    """Return what the recorded or drawn point says of a place to meet."""
    said = rules().arms
    point = facts.impact_m or facts.point_m
    if point is None:
        return 0.0
    sigma = said["drawn_sigma_m"] if facts.impact_m else said["point_sigma_m"]
    return -min(0.5 * (math.dist(point, meets_m) / sigma) ** 2, said["point_most"])


def _name_weight(facts: CrashFacts, paths: tuple[ArmPath, ...], ground: Ground) -> float:
    name = ground.arms[paths[0].start].name
    return rules().arms["named_road"] if facts.roads and name in facts.roads else 0.0


def _minor_weight(facts: CrashFacts, paths: tuple[ArmPath, ...], ground: Ground) -> float:
    """Return what the cause says that a party did not yield to a main road."""
    if len(paths) == 1:
        return 0.0
    weight = 0.0
    causes = {party.party_no: party.cause for party in facts.parties}
    for path, other in (paths, paths[::-1]):
        said = rules().cause_weights(facts.code_version, causes[path.party_no])
        if "minor" in said:
            lanes = (ground.arms[one.start].lanes_in for one in (path, other))
            mine, theirs = lanes
            weight += rules().arms["minor_road"] * ((mine < theirs) - (mine > theirs))
    return weight


def _resolution(one: ArmReading, share: float, ground: Ground) -> Resolution:
    """Return a reading on arms as a complete reading."""
    paths = tuple(
        PartyPath(
            path.party_no, ground.arms[path.start].bearing_deg, ground.arms[path.end].bearing_deg
        )
        for path in one.paths
    )
    return replace(
        one.resolution,
        status=Status.TO_CONFIRM,
        paths=paths,
        absolute=True,
        confidence=round(share, 3),
        impact_m=(round(one.meets_m[0], 2), round(one.meets_m[1], 2)),
        explanation=(*one.resolution.explanation, *_arm_lines(one, ground)),
        candidates=(),
    )


def _arm_lines(one: ArmReading, ground: Ground) -> tuple[Message, ...]:
    """Return the sentences that say over which arms the parties came and left."""
    return tuple(
        Message(
            "Party {number} came over {road} from the {side} and left to the {exit_side}.",
            {
                "number": path.party_no,
                "road": ground.arms[path.start].name or "–",
                "side": _compass(ground.arms[path.start].bearing_deg),
                "exit_side": _compass(ground.arms[path.end].bearing_deg),
            },
        )
        for path in one.paths
    )


def _compass(bearing_deg: float) -> Message:
    return COMPASS_WORDS[round(bearing_deg / EIGHTH_DEG) % len(COMPASS_WORDS)]
