"""The way a party takes over a plan: on real lanes where the street is known, else made."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from collision_diagrams.lane_path import LanePath
from collision_diagrams.model import KindClass, Turn
from collision_diagrams.plan import Plan, PlanArm
from collision_diagrams.street_on_paper import StreetOnPaper, Way
from collision_diagrams.strokes import shifted
from drawing.model import Point

PATH_STEPS = 16
REACH = 0.55  # of the distance of two mouths: how far a made path goes on straight
RIDERS = frozenset({KindClass.MOTORCYCLE, KindClass.BICYCLE})


@dataclass(frozen=True, slots=True)
class Traveller:
    """What of a party decides which lane it takes."""

    kind: KindClass
    turn: Turn
    in_two_stages: bool = False  # where there is a waiting box
    at_kerb: bool = False  # rides at the side of the road

    @property
    def rides(self) -> bool:
        """Whether it is a motorcycle or slower."""
        return self.kind in RIDERS


def way_of(plan: Plan, start: PlanArm, end: PlanArm | None, who: Traveller) -> Way:
    """Return the way from the far end of one arm to the far end of another.

    Parameters
    ----------
    plan
        The place on the paper.
    start, end
        The arms; without an end the way leads to the middle of the junction only.
    who
        What it is and how it turns.
    """
    if plan.street is not None:
        return _on_street(plan, plan.street, (start, end), who)
    if end is None:
        return Way(_to_the_middle(plan, start), 0, for_riders=True, for_drivers=True)
    path = _made(plan, start, end, who)
    return Way(path, entry_lane(start, who), for_riders=True, for_drivers=True)


def entry_lane(arm: PlanArm, who: Traveller) -> int:
    """Return the lane, counted from the middle of the road, that a turn is made from."""
    if who.at_kerb or who.turn is Turn.RIGHT:
        return max(arm.lanes_in - 1, 0)
    if who.turn in {Turn.LEFT, Turn.U_TURN}:
        return 0
    return max(arm.lanes_in - 1, 0) // 2


def _on_street(
    plan: Plan, street: StreetOnPaper, ends: tuple[PlanArm, PlanArm | None], who: Traveller
) -> Way:
    start, end = ends
    if end is not None and (ways := street.ways.get((start.number, end.number))):
        return _chosen(ways, who)
    others = [
        way for (one, _), ways in sorted(street.ways.items()) if one == start.number for way in ways
    ]
    if not others:
        return Way(_to_the_middle(plan, start), 0, for_riders=True, for_drivers=True)
    known = _chosen(others, who)
    half = max(2, len(known.path.inside) // 2)
    return Way(
        LanePath(known.path.approach, known.path.inside[:half], known.path.inside[half - 2 : half]),
        known.entry_lane,
        for_riders=True,
        for_drivers=True,
    )


def _chosen(ways: Sequence[Way], who: Traveller) -> Way:
    """Return the way of a kind of vehicle, by the lane its turn is made from."""
    allowed = [way for way in ways if (way.for_riders if who.rides else way.for_drivers)]
    staged = [way for way in allowed if (way.waits_at_mm is not None)]
    direct = [way for way in (allowed or ways) if way.waits_at_mm is None]
    pool = staged if who.rides and who.in_two_stages and staged else direct or staged or ways
    pool = sorted(pool, key=lambda way: way.entry_lane)
    if who.at_kerb or who.turn is Turn.RIGHT:
        return pool[-1]
    if who.turn in {Turn.LEFT, Turn.U_TURN}:
        return pool[0]
    return pool[(len(pool) - 1) // 2]


def _to_the_middle(plan: Plan, start: PlanArm) -> LanePath:
    offset = -0.5 * plan.lane_mm
    far, mouth = (plan.on_arm(start, at, offset) for at in (start.length_mm, start.mouth_mm))
    return LanePath((far, mouth), (mouth, plan.centre_mm), (plan.centre_mm, plan.centre_mm))


def _made(plan: Plan, start: PlanArm, end: PlanArm, who: Traveller) -> LanePath:
    lane = entry_lane(start, who)
    exit_lane = max(end.lanes_out - 1, 0) if who.at_kerb or who.turn is Turn.RIGHT else 0
    if who.turn is Turn.THROUGH:
        exit_lane = min(lane, max(end.lanes_out - 1, 0))
    enter, leave = -(lane + 0.5) * plan.lane_mm, (exit_lane + 0.5) * plan.lane_mm
    far, mouth_in = (
        plan.on_arm(start, distance, enter) for distance in (start.length_mm, start.mouth_mm)
    )
    mouth_out, away = (
        plan.on_arm(end, distance, leave) for distance in (end.mouth_mm, end.length_mm)
    )
    reach = REACH * math.dist(mouth_in, mouth_out)
    controls = (
        mouth_in,
        shifted(mouth_in, start.angle_deg + 180.0, reach),
        shifted(mouth_out, end.angle_deg + 180.0, reach),
        mouth_out,
    )
    inside = tuple(_cubic(controls, step / PATH_STEPS) for step in range(PATH_STEPS + 1))
    return LanePath((far, mouth_in), inside, (mouth_out, away))


def _cubic(points: Sequence[Point], t: float) -> Point:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    return (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
