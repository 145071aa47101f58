"""The place on the paper: arms with their lanes around a centre, and paths from arm to arm.

Angles are degrees clockwise from straight up. A plan shows lanes, not their true widths.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from collision_diagrams.conflicts import wrapped_deg
from collision_diagrams.model import Turn
from collision_diagrams.strokes import shifted
from drawing.model import Point

Frame = tuple[float, float, float, float]  # x, y, width, height in mm

STRAIGHT_DEG = 168.0  # two neighbouring arms further apart make one straight kerb
CORNER_LANES = 0.7  # distance of a mouth from the corner of two kerbs, in lanes
SHARP_DEG = 25.0  # arms closer than this are spread for the mouths
PATH_STEPS = 16
SNAP_DEG = 50.0  # a recorded side belongs to the nearest arm within so much


@dataclass(frozen=True, slots=True)
class PlanArm:
    """One arm of the plan."""

    angle_deg: float  # outward
    lanes_in: int
    lanes_out: int
    name: str = ""
    mouth_mm: float = 0.0  # where it ends, from the centre
    length_mm: float = 0.0  # where the plan ends, from the centre
    is_ghost: bool = False  # drawn dashed: only some records need it


@dataclass(frozen=True, slots=True)
class Plan:
    """Arms around a centre, clockwise from straight up."""

    centre_mm: Point
    lane_mm: float
    arms: tuple[PlanArm, ...]
    is_schematic: bool

    def arm_at(self, side_deg: float) -> PlanArm | None:
        """Return the arm that a side of the frame belongs to, None where none is near."""
        off = [(abs(wrapped_deg(arm.angle_deg - side_deg)), arm) for arm in self.arms]
        nearest = min(off, key=lambda pair: pair[0], default=None)
        return nearest[1] if nearest and nearest[0] <= SNAP_DEG else None

    @property
    def is_junction(self) -> bool:
        """Whether more than two arms meet."""
        return sum(not arm.is_ghost for arm in self.arms) > 2  # noqa: PLR2004

    def on_arm(self, arm: PlanArm, distance_mm: float, right_mm: float = 0.0) -> Point:
        """Return a point of an arm by its distance from the centre and its offset to the right.

        Right is meant looking outward.
        """
        return shifted(self.centre_mm, arm.angle_deg, distance_mm, right_mm)


def with_mouths(plan: Plan) -> Plan:
    """Return the plan with each arm ended where its kerbs meet those of its neighbours."""
    arms = plan.arms
    corners = [
        _corner(arm, after, plan.lane_mm)
        for arm, after in zip(arms, [*arms[1:], *arms[:1]], strict=True)
    ]
    mouths = []
    for index, arm in enumerate(arms):
        needed = max(corners[index][0], corners[index - 1][1])
        mouths.append(replace(arm, mouth_mm=min(needed, 0.6 * arm.length_mm)))
    return replace(plan, arms=tuple(mouths))


def _corner(arm: PlanArm, after: PlanArm, lane_mm: float) -> tuple[float, float]:
    """Return how far out the facing kerbs of two neighbouring arms end."""
    between = (after.angle_deg - arm.angle_deg) % 360.0
    if between == 0.0 or between >= STRAIGHT_DEG:
        return 0.0, 0.0
    angle = math.radians(max(between, SHARP_DEG))
    right, left = arm.lanes_out * lane_mm, after.lanes_in * lane_mm
    first = (left + right * math.cos(angle)) / math.sin(angle)
    second = (right + left * math.cos(angle)) / math.sin(angle)
    radius = CORNER_LANES * lane_mm
    return max(first, 0.0) + radius, max(second, 0.0) + radius


def entry_lane(arm: PlanArm, turn: Turn, *, at_kerb: bool = False) -> int:
    """Return the lane, counted from the middle of the road, that a turn is made from."""
    if at_kerb or turn is Turn.RIGHT:
        return max(arm.lanes_in - 1, 0)
    if turn in {Turn.LEFT, Turn.U_TURN}:
        return 0
    return max(arm.lanes_in - 1, 0) // 2


def lane_path(
    plan: Plan, start: PlanArm, end: PlanArm, turn: Turn, *, at_kerb: bool = False
) -> tuple[Point, ...]:
    """Return the line of a vehicle from the far end of one arm to the far end of another."""
    entry = -(entry_lane(start, turn, at_kerb=at_kerb) + 0.5) * plan.lane_mm
    exit_lane = max(end.lanes_out - 1, 0) if at_kerb or turn is Turn.RIGHT else 0
    if turn is Turn.THROUGH:
        exit_lane = min(entry_lane(start, turn, at_kerb=at_kerb), max(end.lanes_out - 1, 0))
    leave = (exit_lane + 0.5) * plan.lane_mm
    far, mouth_in = (
        plan.on_arm(start, distance, entry) for distance in (start.length_mm, start.mouth_mm)
    )
    mouth_out, away = (
        plan.on_arm(end, distance, leave) for distance in (end.mouth_mm, end.length_mm)
    )
    reach = 0.55 * math.dist(mouth_in, mouth_out)
    control_in = shifted(mouth_in, start.angle_deg + 180.0, reach)
    control_out = shifted(mouth_out, end.angle_deg + 180.0, reach)
    inside = [
        _cubic((mouth_in, control_in, control_out, mouth_out), step / PATH_STEPS)
        for step in range(PATH_STEPS + 1)
    ]
    return (*_samples(far, mouth_in), *inside, *_samples(mouth_out, away))


def _cubic(points: Sequence[Point], t: float) -> Point:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    return (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)


def _samples(start: Point, end: Point) -> list[Point]:
    """Return the inner points of a straight piece and its outer end."""
    (x1, y1), (x2, y2) = start, end
    steps = PATH_STEPS
    return [
        (x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps) for step in range(steps + 1)
    ]
