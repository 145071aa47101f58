"""What the scene drawing of a crash tells: directions of travel, the impact point, the summary."""

import math
from collections.abc import Iterable
from dataclasses import replace

from collision_diagrams.model import CrashFacts, Movement, Party, Source
from collision_diagrams.rules import rules
from collision_diagrams.told_by_words import with_description
from crashes.scene.model import Body, Moment, PointM, Scene, Trace, travel_bearings

STATED_PATHS = frozenset({"stated_path", "path_before"})  # kinds of traces with a direction
IMPACT = "impact"  # kind of the body that marks where the parties touched
HALF_TURN_DEG, FULL_TURN_DEG = 180.0, 360.0
SHORTEST_M = 1.0  # nearer points of an arrow tell no direction

Sides = tuple[float, float | None, float]  # from and to in degrees, trust


def with_scene(facts: CrashFacts, scene: Scene) -> CrashFacts:
    """Return a crash with what its scene tells of it; what the record itself states stays.

    Two clicks come before a drawn arrow, an arrow before the body at the first contact. The body
    of a party that was backing heads against its travel.

    Parameters
    ----------
    facts
        The crash.
    scene
        The scene drawing of the same crash.
    """
    parties = tuple(_with_sides(party, _sides_in(scene, party)) for party in facts.parties)
    told = replace(facts, parties=parties, impact_m=facts.impact_m or impact_point_m(scene))
    return with_description(told, scene.summary)


def impact_point_m(scene: Scene) -> PointM | None:
    """Return the drawn impact point in the CRS of the scene, None without one.

    Examples
    --------
    >>> mark = Body("i", "impact", (1.0, 2.0), 0.0, 0.8, 0.8, "points")
    >>> impact_point_m(Scene("c1", "EPSG:3826", (100.0, 200.0), objects=(mark,)))
    (101.0, 202.0)
    """
    marks = [one for one in scene.objects if isinstance(one, Body) and one.kind == IMPACT]
    if not marks:
        return None
    (x_m, y_m), (east_m, north_m) = scene.origin_m, marks[0].at_m
    return (x_m + east_m, y_m + north_m)


def _with_sides(party: Party, told: Sides | None) -> Party:
    if party.from_deg is not None or told is None:
        return party
    from_deg, to_deg, trust = told
    return replace(party, from_deg=from_deg, to_deg=to_deg, told_by=Source.SCENE, trust=trust)


def _sides_in(scene: Scene, party: Party) -> Sides | None:
    """Return the sides of one party by the best thing that is drawn of it."""
    trust = rules().heading_trust
    from_deg, to_deg = travel_bearings(scene).get(party.party_no, (None, None))
    if from_deg is not None:
        return from_deg, to_deg, trust["clicks"]
    drawn = [one for one in scene.objects if isinstance(one, Body | Trace)]
    own = [one for one in drawn if one.party_no == party.party_no]
    for trace in own:
        ends = _ends_deg(trace) if isinstance(trace, Trace) else None
        if ends is not None:
            return *ends, trust["arrow"]
    for body in own:
        if isinstance(body, Body) and body.moment is Moment.IMPACT:
            backwards = 0.0 if party.movement is Movement.BACKING else HALF_TURN_DEG
            return (body.heading_deg + backwards) % FULL_TURN_DEG, None, trust["body"]
    return None


def _ends_deg(trace: Trace) -> tuple[float, float] | None:
    """Return the sides an arrow comes from and leads to, None where it tells no direction."""
    points = trace.points_m
    if trace.kind not in STATED_PATHS or not points:
        return None
    back = _bearing_to(points[0], points[1:])
    last = _bearing_to(points[-1], reversed(points[:-1]))
    if back is None or last is None:
        return None
    return (back + HALF_TURN_DEG) % FULL_TURN_DEG, (last + HALF_TURN_DEG) % FULL_TURN_DEG


def _bearing_to(start: PointM, others: Iterable[PointM]) -> float | None:
    """Return the bearing to the first of some points that is not too near."""
    for east, north in others:
        if math.dist(start, (east, north)) >= SHORTEST_M:
            return math.degrees(math.atan2(east - start[0], north - start[1])) % FULL_TURN_DEG
    return None
