"""Make the plan of a site: from the arms of its junction, or a schematic from the records."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from collision_diagrams.model import Resolution
from collision_diagrams.plan import Frame, Plan, PlanArm, with_mouths
from collision_diagrams.rules import rules
from collision_diagrams.street_on_paper import StreetOnPaper, street_on_paper
from collision_diagrams.street_site import SiteArm, StreetSite
from drawing.model import Point
from language import Language
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
LANE_M = 3.25  # a lane of ordinary width
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
    figure: Schematic,
    resolutions: Sequence[Resolution],
    frame_mm: Frame,
    lane_mm: float,
    *,
    mirrored: bool = False,
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
    plan = _fitted(arms, frame_mm, lane_mm, is_schematic=True)
    return _in_mirror(plan, frame_mm) if mirrored else plan


def _in_mirror(plan: Plan, frame_mm: Frame) -> Plan:
    """Return a plan that is to be turned over about the middle of its frame."""
    return replace(plan, mirror_x_mm=frame_mm[0] + frame_mm[2] / 2)


def _sides_needed(resolution: Resolution) -> set[float]:
    return {
        round(side / 90.0) * 90.0 % 360.0
        for path in resolution.paths
        for side in (path.from_deg, path.to_deg)
    }


def plan_of_arms(
    arms: Sequence[Arm], frame_mm: Frame, lane_mm: float, *, mirrored: bool = False
) -> Plan:
    """Return the plan of a junction from its bearings and lanes; north is up.

    A mirrored plan is drawn as it is seen in a mirror: traffic keeps to the left.
    """
    drawn = [
        PlanArm(
            (-arm.bearing_deg if mirrored else arm.bearing_deg) % 360.0,
            min(max(arm.lanes_in, 0), MAX_LANES_DRAWN),
            min(max(arm.lanes_out, 0), MAX_LANES_DRAWN),
            arm.road_name,
        )
        for arm in arms
    ]
    clockwise = tuple(sorted(drawn, key=lambda arm: arm.angle_deg))
    plan = _fitted(clockwise, frame_mm, lane_mm, is_schematic=False)
    return _in_mirror(plan, frame_mm) if mirrored else plan


def plan_of_street(site: StreetSite, frame_mm: Frame, language: Language) -> Plan:
    """Return the plan of a site on its real street, north up, at a round scale.

    Where traffic keeps to the left the plan lies in a mirror; what is drawn is turned back.
    """
    street = street_on_paper(site, frame_mm, language)
    centre = street.in_mirror(site.centre_m)
    arms = tuple(
        _arm_of_street(number, arm, street, frame_mm) for number, arm in enumerate(site.arms)
    )
    lane_mm = street.placement.length_mm(LANE_M)
    return Plan(
        centre,
        lane_mm,
        tuple(sorted(arms, key=lambda arm: arm.angle_deg)),
        is_schematic=False,
        street=street,
        mirror_x_mm=street.mirror_x_mm,
    )


def _arm_of_street(number: int, arm: SiteArm, street: StreetOnPaper, frame_mm: Frame) -> PlanArm:
    mirrored = street.mirror_x_mm is not None
    angle = (-arm.bearing_deg if mirrored else arm.bearing_deg) % 360.0
    mouth = street.in_mirror(arm.mouth_m)
    x, y, width, height = frame_mm
    centre = (x + width / 2, y + height / 2)
    return PlanArm(
        angle,
        len(arm.strips.entries),
        len(arm.strips.exits),
        arm.name,
        mouth_mm=math.dist(centre, mouth),
        length_mm=_to_the_edge(centre, angle, frame_mm),
        number=number,
    )


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
