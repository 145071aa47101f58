"""Make the plan of a site: from the arms of its junction, or a schematic from the records."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from collision_diagrams.model import Resolution
from collision_diagrams.plan import Frame, Plan, PlanArm, with_mouths
from collision_diagrams.rules import rules
from drawing.model import Point
from roadnet.model import Arm

BELOW_DEG, LEFT_DEG, ABOVE_DEG, RIGHT_DEG = 180.0, 270.0, 0.0, 90.0
TEES = (  # arms of a T seen by party 1: on the through road, or on the stem
    (ABOVE_DEG, RIGHT_DEG, BELOW_DEG),
    (ABOVE_DEG, BELOW_DEG, LEFT_DEG),
    (RIGHT_DEG, BELOW_DEG, LEFT_DEG),
)
STRAIGHT = (ABOVE_DEG, BELOW_DEG)
MAX_LANES_DRAWN = 4
NOTHING = 1e-9
CENTRE_FROM_TOP = 0.38  # of a schematic: crashes queue on the lower arm


class Schematic(StrEnum):
    """The figure that stands for a place whose arms are not known."""

    CROSS = "cross"  # four arms
    TEE = "tee"  # three arms
    STRAIGHT = "straight"  # a road without a junction


def schematic_of(road_form_codes: Iterable[str | None]) -> Schematic:
    """Return the figure that most recorded road forms ask for; the simpler one on a tie.

    Examples
    --------
    >>> schematic_of(["04", "03", "04", None])
    <Schematic.CROSS: 'cross'>
    """
    counts = Counter(
        Schematic(rules().road_plans.get(code, "straight")) for code in road_form_codes if code
    )
    if not counts:
        return Schematic.CROSS
    order = [Schematic.CROSS, Schematic.TEE, Schematic.STRAIGHT]
    return max(order, key=lambda figure: (counts[figure], -order.index(figure)))


def schematic_plan(
    figure: Schematic, resolutions: Sequence[Resolution], frame_mm: Frame, lane_mm: float
) -> Plan:
    """Return a schematic in which party 1 always comes from below.

    A T is turned so that most readings find their arms; an arm that some reading needs but the
    figure lacks is added as a ghost.
    """
    needed = Counter(
        side for one in resolutions if one.status.plotted for side in _sides_needed(one)
    )
    if figure is Schematic.CROSS:
        sides = {ABOVE_DEG, RIGHT_DEG, BELOW_DEG, LEFT_DEG}
    elif figure is Schematic.TEE:
        sides = set(max(TEES, key=lambda tee: sum(needed[side] for side in tee)))
    else:
        sides = set(STRAIGHT)
    ghosts = {side for side in needed if side not in sides}
    arms = tuple(PlanArm(side, 1, 1, is_ghost=side in ghosts) for side in sorted(sides | ghosts))
    return _fitted(arms, frame_mm, lane_mm, is_schematic=True)


def _sides_needed(resolution: Resolution) -> set[float]:
    return {
        round(side / 90.0) * 90.0 % 360.0
        for path in resolution.paths
        for side in (path.from_deg, path.to_deg)
    }


def plan_of_arms(arms: Sequence[Arm], frame_mm: Frame, lane_mm: float) -> Plan:
    """Return the plan of a junction from its bearings and lanes; north is up."""
    drawn = tuple(
        PlanArm(
            arm.bearing_deg % 360.0,
            min(max(arm.lanes_in, 0), MAX_LANES_DRAWN),
            min(max(arm.lanes_out, 0), MAX_LANES_DRAWN),
            arm.road_name,
        )
        for arm in sorted(arms, key=lambda arm: arm.bearing_deg % 360.0)
    )
    return _fitted(drawn, frame_mm, lane_mm, is_schematic=False)


def _fitted(
    arms: tuple[PlanArm, ...], frame_mm: Frame, lane_mm: float, *, is_schematic: bool
) -> Plan:
    """Return the plan centred in its frame, each arm as long as the frame allows."""
    x, y, width, height = frame_mm
    crossing = is_schematic and len(arms) > len(STRAIGHT)
    centre = (x + width / 2, y + height * (CENTRE_FROM_TOP if crossing else 0.5))
    long = tuple(
        PlanArm(
            arm.angle_deg,
            arm.lanes_in,
            arm.lanes_out,
            arm.name,
            length_mm=_to_the_edge(centre, arm.angle_deg, frame_mm),
            is_ghost=arm.is_ghost,
        )
        for arm in arms
    )
    return with_mouths(Plan(centre, lane_mm, long, is_schematic))


def _to_the_edge(centre: Point, angle_deg: float, frame_mm: Frame) -> float:
    """Return how far it is from the centre to the edge of the frame at an angle."""
    x, y, width, height = frame_mm
    right, down = math.sin(math.radians(angle_deg)), -math.cos(math.radians(angle_deg))
    reaches = []
    if abs(right) > NOTHING:
        edge = x + width if right > 0 else x
        reaches.append((edge - centre[0]) / right)
    if abs(down) > NOTHING:
        edge = y + height if down > 0 else y
        reaches.append((edge - centre[1]) / down)
    return min(reaches)
