"""The place on the paper: arms with their lanes around a centre, and paths from arm to arm.

Angles are degrees clockwise from straight up. A plan shows lanes, not their true widths.
"""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from collision_diagrams.conflicts import wrapped_deg
from collision_diagrams.model import PartyPath
from collision_diagrams.street_on_paper import StreetOnPaper
from collision_diagrams.strokes import shifted
from drawing.model import Point

Frame = tuple[float, float, float, float]  # x, y, width, height in mm

STRAIGHT_DEG = 168.0  # two neighbouring arms further apart make one straight kerb
CORNER_LANES = 0.7  # distance of a mouth from the corner of two kerbs, in lanes
SHARP_DEG = 25.0  # arms closer than this are spread for the mouths
SAME_STREET_DEG = 20.0  # arms no further apart are carriageways of one street
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
    number: int = 0  # of the arm on the street map


class Flow(StrEnum):
    """Which way somebody uses an arm."""

    IN = "in"  # towards the junction
    OUT = "out"  # away from it
    ANY = "any"  # either

    def is_on(self, arm: PlanArm) -> bool:
        """Whether an arm has lanes for it."""
        lanes = {Flow.IN: arm.lanes_in, Flow.OUT: arm.lanes_out}
        return lanes.get(self, arm.lanes_in + arm.lanes_out) > 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Arms around a centre, clockwise from straight up."""

    centre_mm: Point
    lane_mm: float
    arms: tuple[PlanArm, ...]
    is_schematic: bool
    street: StreetOnPaper | None = None  # the real street under it
    mirror_x_mm: float | None = None  # axis of the mirror it lies in: traffic keeps to the left

    def arm_at(self, side_deg: float, flow: Flow = Flow.ANY) -> PlanArm | None:
        """Return the arm that a side of the frame belongs to, None where none is near.

        Of arms about as near, such as the two carriageways of one street, the one with lanes in
        the direction of the flow is taken.
        """
        off = [(abs(wrapped_deg(arm.angle_deg - side_deg)), arm) for arm in self.arms]
        near = [pair for pair in off if pair[0] <= SNAP_DEG]
        fitting = [(away, arm) for away, arm in near if flow.is_on(arm)]
        nearest = min(near, key=lambda pair: pair[0], default=None)
        best = min(fitting, key=lambda pair: pair[0], default=None)
        if nearest and best and best[0] <= nearest[0] + SAME_STREET_DEG:
            return best[1]
        return nearest[1] if nearest else None

    def sides_of(self, path: PartyPath) -> tuple[str, str]:
        """Return the names of the arms a party came from and left to, empty where it has none."""
        ends = (self.arm_at(path.from_deg, Flow.IN), self.arm_at(path.to_deg, Flow.OUT))
        start, end = (f"{arm.angle_deg:.1f}" if arm else "" for arm in ends)
        return start, end

    @property
    def is_junction(self) -> bool:
        """Whether more than two arms meet."""
        if self.street is not None:
            return self.street.is_junction
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
