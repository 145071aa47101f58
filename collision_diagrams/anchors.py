"""Where on the plan a crash belongs: the point at which the paths of its parties met."""

import math
from collections.abc import Sequence

from collision_diagrams.conflicts import turn_between, wrapped_deg
from collision_diagrams.model import (
    CrashFacts,
    DiagramType,
    KindClass,
    Movement,
    PartyPath,
    Relation,
    Resolution,
    Turn,
)
from collision_diagrams.plan import Plan, PlanArm, lane_path
from collision_diagrams.rules import rules
from collision_diagrams.sketch import Mover
from drawing.model import Point

INSIDE = "01"  # position code: inside the junction
CROSSWALKS = frozenset({"18", "19"})
TOUCH_LANES = 0.3  # paths closer than their closest approach plus this count as met
FAR_END = 1.8  # on a road without a junction queues begin near its far end
INSIDE_SHARE = {  # where between mouth and exit a crash inside a junction is drawn
    Relation.SAME: 0.0,
    Relation.OPPOSITE: 0.5,
    Relation.SINGLE: 0.5,
    Relation.OBJECT: 0.8,
}
HOOKS = frozenset({DiagramType.R_HOOK, DiagramType.L_SAME})


def movers_on(plan: Plan, facts: CrashFacts, resolution: Resolution) -> dict[int, Mover] | None:
    """Return how each party of a reading moves on the plan, None where an arm is missing.

    Parameters
    ----------
    plan
        The place on the paper.
    facts, resolution
        The crash and what was read from it.
    """
    parties = {party.party_no: party for party in facts.parties}
    movers: dict[int, Mover] = {}
    for path in resolution.paths:
        party = parties[path.party_no]
        placed = _on_arms(plan, path)
        if placed is None:
            return None
        start, end, turn = placed
        heading = (start.angle_deg + 180.0) % 360.0
        turned = 0.0
        if turn is Turn.U_TURN:
            turned = -180.0
        elif end is not None and turn is not Turn.THROUGH:
            turned = wrapped_deg(end.angle_deg - heading)
        movers[path.party_no] = Mover(party, heading, turned)
    for number in resolution.parties:  # a person on foot has no path of its own
        movers.setdefault(number, Mover(parties[number], movers[resolution.parties[0]].heading_deg))
    return movers


def _on_arms(plan: Plan, path: PartyPath) -> tuple[PlanArm, PlanArm | None, Turn] | None:
    """Return the arms of a path and its turn; None where it came from, or turned to, no arm."""
    start, end = plan.arm_at(path.from_deg), plan.arm_at(path.to_deg)
    turn = turn_between(path.from_deg, path.to_deg)
    if start is None or (end is None and turn in {Turn.LEFT, Turn.RIGHT}):
        return None
    return start, end, turn


def anchor(plan: Plan, facts: CrashFacts, resolution: Resolution) -> Point:
    """Return where the impact of a crash belongs on the plan.

    Pairs from different approaches stand at the closest approach of their lane paths, pairs from
    one approach and single vehicles on the lane, inside or before the junction as recorded.
    """
    paths = {path.party_no: _line(plan, facts, path) for path in resolution.paths}
    lines = [paths[number] for number in resolution.parties if number in paths]
    if resolution.relation is Relation.PEDESTRIAN:
        return _at_crosswalk(plan, facts, resolution, lines[0])
    if resolution.relation is Relation.CROSSING and len(lines) > 1:
        return _first_touch(lines[0], lines[1], plan)
    turning = resolution.diagram_type not in {DiagramType.HEADON, DiagramType.SS_OPP}
    if resolution.relation is Relation.OPPOSITE and len(lines) > 1 and turning:
        return _first_touch(lines[0], lines[1], plan)
    if resolution.diagram_type in HOOKS:
        return _along(lines[0], 0.12)
    if not plan.is_junction:
        share = FAR_END
    elif facts.position_code == INSIDE:
        share = INSIDE_SHARE.get(resolution.relation, 0.5)
    else:
        share = -_upstream(facts)
    at = _along(lines[-1], share)
    if resolution.relation is Relation.OPPOSITE and len(lines) > 1:
        other = min(lines[0], key=lambda point: math.dist(point, at))
        return ((at[0] + other[0]) / 2, (at[1] + other[1]) / 2)
    return at


def _upstream(facts: CrashFacts) -> float:
    """Return how far before the junction a crash is drawn, as a part of the arm."""
    if facts.position_code in rules().junction_positions:
        return 0.18
    return 0.5


def _line(plan: Plan, facts: CrashFacts, path: PartyPath) -> tuple[Point, ...]:
    placed = _on_arms(plan, path)
    if placed is None or placed[1] is None:
        start = plan.arm_at(path.from_deg) or plan.arms[0]
        return lane_path(plan, start, start, Turn.U_TURN)
    start, end, turn = placed
    rider = any(
        party.party_no == path.party_no
        and party.kind in {KindClass.MOTORCYCLE, KindClass.BICYCLE}
        and party.movement is not Movement.LEFT
        for party in facts.parties
    )
    return lane_path(plan, start, end or start, turn, at_kerb=rider)


def _first_touch(one: Sequence[Point], other: Sequence[Point], plan: Plan) -> Point:
    """Return the first point of `one` that lies about as close to `other` as they ever get."""
    gaps = [min(math.dist(point, far) for far in other) for point in one]
    limit = min(gaps) + TOUCH_LANES * plan.lane_mm
    index = next(index for index, gap in enumerate(gaps) if gap <= limit)
    near = min(other, key=lambda point: math.dist(point, one[index]))
    return ((one[index][0] + near[0]) / 2, (one[index][1] + near[1]) / 2)


def _along(line: Sequence[Point], share: float) -> Point:
    """Return a point of a lane path: 0 at the mouth, 1 at the exit, −1 at the far end."""
    third = len(line) // 3
    index = round(third * (1 + share)) if share < 0 else third + round(third * share)
    return line[min(max(index, 0), len(line) - 1)]


def _at_crosswalk(
    plan: Plan, facts: CrashFacts, resolution: Resolution, line: Sequence[Point]
) -> Point:
    """Return the crosswalk of the exit for one that turned, else that of the entry."""
    first = resolution.paths[0]
    turned = turn_between(first.from_deg, first.to_deg) is not Turn.THROUGH
    if plan.is_junction and turned:
        return _along(line, 0.95)
    if plan.is_junction and facts.position_code in rules().junction_positions:
        return _along(line, 0.0)
    return _along(line, -0.5 if plan.is_junction else FAR_END)
