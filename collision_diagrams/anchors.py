"""Where on the plan a crash belongs: the point at which the paths of its parties met."""

import math
from collections.abc import Sequence

import numpy as np

from collision_diagrams.conflicts import turn_between
from collision_diagrams.journeys import Journeys, journeys_on
from collision_diagrams.lane_path import LanePath, spaced
from collision_diagrams.model import (
    CrashFacts,
    DiagramType,
    Relation,
    Resolution,
    Source,
    Turn,
)
from collision_diagrams.plan import Plan
from collision_diagrams.rules import rules
from collision_diagrams.sketch import Mover
from collision_diagrams.street_on_paper import crosswalk_on
from drawing.model import Point

INSIDE = "01"  # position code: inside the junction
TOUCH_LANES = 0.3  # paths closer than their closest approach plus this count as met
FAR_END = 1.8  # on a road without a junction queues begin near its far end
INSIDE_SHARE = {  # where between mouth and exit a crash inside a junction is drawn
    Relation.SAME: 0.0,
    Relation.OPPOSITE: 0.5,
    Relation.SINGLE: 0.5,
    Relation.OBJECT: 0.8,
}
HOOKS = frozenset({DiagramType.R_HOOK, DiagramType.L_SAME})
SIDE_BY_SIDE = frozenset({DiagramType.HEADON, DiagramType.SS_OPP})
PATH_STEP_MM = 0.7


def movers_on(plan: Plan, facts: CrashFacts, resolution: Resolution) -> dict[int, Mover] | None:
    """Return how each party of a reading moves on the plan, None where an arm is missing."""
    journeys = journeys_on(plan, facts, resolution)
    if journeys is None:
        return None
    return {number: journey.mover for number, journey in journeys.items()}


def anchor(
    plan: Plan, facts: CrashFacts, resolution: Resolution, journeys: Journeys | None = None
) -> Point:
    """Return where the impact of a crash belongs on the plan.

    A point of impact that somebody drew wins on the real street. Pairs from different approaches
    stand at the closest approach of their lane paths, pairs from one approach and single vehicles
    on the lane, inside or before the junction as recorded, people on foot on the crosswalk of the
    exit for one that turned, else of the entry.
    """
    drawn = resolution.source in {Source.SCENE, Source.PERSON}
    if plan.street is not None and resolution.impact_m is not None and drawn:
        return plan.street.in_mirror(resolution.impact_m)
    found = journeys or journeys_on(plan, facts, resolution) or {}
    ways = {number: journey.way for number, journey in found.items()}
    lines = [way.path for number in resolution.parties if (way := ways.get(number))]
    if resolution.relation is Relation.PEDESTRIAN:
        return _at_crosswalk(plan, facts, resolution, lines[0])
    if len(lines) > 1 and _paths_cross(resolution):
        return first_touch(lines[0], lines[1], TOUCH_LANES * plan.lane_mm)
    if resolution.diagram_type in HOOKS:
        return lines[0].at(0.12)
    at = _along(plan, facts, resolution, lines[-1])
    if resolution.relation is Relation.OPPOSITE and len(lines) > 1:
        points = spaced(lines[0].points, PATH_STEP_MM)
        other = min(points, key=lambda point: math.dist(point, at))
        return ((at[0] + other[0]) / 2, (at[1] + other[1]) / 2)
    return at


def _along(plan: Plan, facts: CrashFacts, resolution: Resolution, path: LanePath) -> Point:
    """Return where on its way a crash of one approach is drawn.

    On a stretch of real street that is where the point of the record is nearest to the lane.
    """
    if plan.street is not None and not plan.is_junction and facts.point_m is not None:
        place = plan.street.in_mirror(facts.point_m)
        return min(spaced(path.points, PATH_STEP_MM), key=lambda point: math.dist(point, place))
    return path.at(_share(plan, facts, resolution))


def _paths_cross(resolution: Resolution) -> bool:
    if resolution.relation is Relation.CROSSING:
        return True
    turning = resolution.diagram_type not in SIDE_BY_SIDE
    return resolution.relation is Relation.OPPOSITE and turning


def _share(plan: Plan, facts: CrashFacts, resolution: Resolution) -> float:
    """Return where on its way a crash of one approach is drawn."""
    if not plan.is_junction:
        return FAR_END if plan.street is None else 0.0
    if facts.position_code == INSIDE:
        return INSIDE_SHARE.get(resolution.relation, 0.5)
    return -_upstream(facts)


def _upstream(facts: CrashFacts) -> float:
    """Return how far before the junction a crash is drawn, as a part of the arm."""
    if facts.position_code in rules().junction_positions:
        return 0.18
    return 0.5


def first_touch(one: LanePath, other: LanePath, tolerance_mm: float) -> Point:
    """Return the first point of `one` that lies about as close to `other` as they ever get.

    Only what lies in or near the junction counts: two ways may share a lane far away from it.
    """
    near, far = (np.array(_around_junction(path)) for path in (one, other))
    gaps = np.hypot(*(near[:, None] - far[None]).transpose(2, 0, 1))
    closest = gaps.min(axis=1)
    index = int((closest <= closest.min() + tolerance_mm).argmax())
    x, y = (near[index] + far[int(gaps[index].argmin())]) / 2
    return (float(x), float(y))


def _around_junction(path: LanePath) -> Sequence[Point]:
    before, after = path.at(-0.15), path.at(1.15)
    return spaced((before, *path.inside, after), PATH_STEP_MM)


def _at_crosswalk(plan: Plan, facts: CrashFacts, resolution: Resolution, path: LanePath) -> Point:
    """Return the crosswalk of the exit for one that turned, else that of the entry."""
    first = resolution.paths[0]
    turned = turn_between(first.from_deg, first.to_deg) is not Turn.THROUGH
    at_junction = turned or facts.position_code in rules().junction_positions
    if plan.street is not None and at_junction:
        met = crosswalk_on(path, plan.street.crosswalks_mm, last=turned)
        if met is not None:
            return met
    if plan.is_junction and turned:
        return path.at(0.95)
    if plan.is_junction and facts.position_code in rules().junction_positions:
        return path.at(0.0)
    return path.at(-0.5 if plan.is_junction else FAR_END)
