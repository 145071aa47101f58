"""Draw the plan of a place: carriageway, kerbs, lanes, stop lines, road names."""

from collections.abc import Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from collision_diagrams.mirror import flipped
from collision_diagrams.plan import STRAIGHT_DEG, Frame, Plan, PlanArm
from collision_diagrams.strokes import shifted
from drawing.fonts import text_width_mm
from drawing.model import Anchor, Area, Layer, Line, Point, Primitive, Style, Text
from drawing.transform import extent

PLAN_STYLES = {
    "road": Style(stroke=None, fill="#e9edf1"),
    "kerb": Style(stroke="#7b8794", width_mm=0.3),
    "ghost-kerb": Style(stroke="#a9b3bd", width_mm=0.25, dash_mm=(1.6, 1.2)),
    "centre-line": Style(stroke="#d8a12b", width_mm=0.35),
    "lane-line": Style(stroke="#ffffff", width_mm=0.35, dash_mm=(3.0, 2.4)),
    "stop-line": Style(stroke="#ffffff", width_mm=0.8),
    "road-name": Style(stroke=None, fill="#3d4a57"),
}
CORNER_STEPS = 8
NAME_SIZE_MM = 3.2
NAME_STEP_MM = 2.0  # a name moves inward by so much until the frame holds it
BEYOND_MM = 80.0  # arms run on behind the frame, which cuts them
PARALLEL = 1e-6  # sine of an angle too small to cut two lines


def plan_layers(plan: Plan, frame_mm: Frame, title: str) -> tuple[Layer, ...]:
    """Return the layers of the plan, cut at its frame: the real street, or a schematic."""
    if plan.street is not None:
        return plan.street.layers
    items: tuple[Primitive, ...] = (*_carriageway(plan), *_markings(plan), *_kerbs(plan))
    items = (*items, *_names(plan, frame_mm))
    if plan.mirror_x_mm is not None:
        items = flipped(items, plan.mirror_x_mm)
    return (Layer("plan", items, title=title, clip_mm=frame_mm),)


def plan_names(plan: Plan, frame_mm: Frame) -> tuple[Primitive, ...]:
    """Return the names of streets on the paper of the plan: what glyphs must not cover."""
    if plan.street is None:
        return tuple(_names(plan, frame_mm))
    axis = plan.mirror_x_mm
    return plan.street.names if axis is None else flipped(plan.street.names, axis)


def roadway_of(plan: Plan, frame_mm: Frame) -> BaseGeometry:
    """Return where vehicles roll, on the paper of the plan."""
    if plan.street is not None:
        return plan.street.roadway_mm
    x, y, width, height = frame_mm
    rings = [item.rings_mm[0] for item in _carriageway(plan)]
    for arm in plan.arms:
        if arm.is_ghost:
            corners = [(0.0, -arm.lanes_in), (0.0, arm.lanes_out)]
            far = [(arm.length_mm, arm.lanes_out), (arm.length_mm, -arm.lanes_in)]
            rings.append(
                tuple(plan.on_arm(arm, out, side * plan.lane_mm) for out, side in (*corners, *far))
            )
    ground = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings if len(ring) > 2]  # noqa: PLR2004
    room = shapely.box(x, y, x + width, y + height)
    return shapely.intersection(shapely.union_all(ground), room)


def _solid(plan: Plan) -> tuple[PlanArm, ...]:
    return tuple(arm for arm in plan.arms if not arm.is_ghost)


def _carriageway(plan: Plan) -> Iterator[Area]:
    arms = _solid(plan)
    ring: list[Point] = []
    for arm, after in zip(arms, [*arms[1:], *arms[:1]], strict=True):
        left, right = -arm.lanes_in * plan.lane_mm, arm.lanes_out * plan.lane_mm
        ring += [
            plan.on_arm(arm, arm.mouth_mm, left),
            plan.on_arm(arm, arm.length_mm + BEYOND_MM, left),
            plan.on_arm(arm, arm.length_mm + BEYOND_MM, right),
            *_corner(plan, arm, after),
        ]
    yield Area((tuple(ring),), "road")


def _corner(plan: Plan, arm: PlanArm, after: PlanArm) -> list[Point]:
    """Return the kerb from the right mouth of an arm round to the left mouth of the next."""
    start = plan.on_arm(arm, arm.mouth_mm, arm.lanes_out * plan.lane_mm)
    end = plan.on_arm(after, after.mouth_mm, -after.lanes_in * plan.lane_mm)
    if (after.angle_deg - arm.angle_deg) % 360.0 >= STRAIGHT_DEG:
        return [start, end]
    control = _meeting(start, arm.angle_deg, end, after.angle_deg)
    points = []
    for step in range(CORNER_STEPS + 1):
        t = step / CORNER_STEPS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append(
            (
                a * start[0] + b * control[0] + c * end[0],
                a * start[1] + b * control[1] + c * end[1],
            )
        )
    return points


def _meeting(start: Point, angle_1: float, end: Point, angle_2: float) -> Point:
    """Return where two kerb lines meet; the middle of both points where they are parallel."""
    (ux, uy), (vx, vy) = shifted((0, 0), angle_1, 1.0), shifted((0, 0), angle_2, 1.0)
    across = ux * vy - uy * vx
    if abs(across) < PARALLEL:
        return ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = (dx * vy - dy * vx) / across
    return (start[0] + along * ux, start[1] + along * uy)


def _kerbs(plan: Plan) -> Iterator[Primitive]:
    arms = _solid(plan)
    for arm, after in zip(arms, [*arms[1:], *arms[:1]], strict=True):
        far = plan.on_arm(arm, arm.length_mm + BEYOND_MM, arm.lanes_out * plan.lane_mm)
        next_far = plan.on_arm(after, after.length_mm + BEYOND_MM, -after.lanes_in * plan.lane_mm)
        yield Line((far, *_corner(plan, arm, after), next_far), "kerb")
    for arm in plan.arms:
        if arm.is_ghost:
            for side in (-arm.lanes_in * plan.lane_mm, arm.lanes_out * plan.lane_mm):
                start = max(neighbour.lanes_out for neighbour in arms) * plan.lane_mm
                ends = (
                    plan.on_arm(arm, start, side),
                    plan.on_arm(arm, arm.length_mm + BEYOND_MM, side),
                )
                yield Line(ends, "ghost-kerb")


def _markings(plan: Plan) -> Iterator[Primitive]:
    for arm in _solid(plan):
        start = arm.mouth_mm if plan.is_junction else 0.0
        if arm.lanes_in and arm.lanes_out:
            middle = (plan.on_arm(arm, start), plan.on_arm(arm, arm.length_mm + BEYOND_MM))
            yield Line(middle, "centre-line")
        for lane in (*range(1 - arm.lanes_in, 0), *range(1, arm.lanes_out)):
            offset = lane * plan.lane_mm
            ends = (
                plan.on_arm(arm, start, offset),
                plan.on_arm(arm, arm.length_mm + BEYOND_MM, offset),
            )
            yield Line(ends, "lane-line")
        if plan.is_junction and arm.lanes_in:
            stop = start + 0.6
            ends = (plan.on_arm(arm, stop, -arm.lanes_in * plan.lane_mm), plan.on_arm(arm, stop))
            yield Line(ends, "stop-line")


def _names(plan: Plan, frame_mm: Frame) -> Iterator[Text]:
    """Return road names along their arms, beside the kerb, never upside down, inside the frame."""
    for arm in _solid(plan):
        if not arm.name:
            continue
        upright = arm.angle_deg % 360.0 <= 180.0  # noqa: PLR2004 - half a turn
        half = text_width_mm(arm.name, NAME_SIZE_MM, bold=True) / 2
        beside = arm.lanes_out * plan.lane_mm + (3.9 if upright else 1.4)
        angle = (arm.angle_deg + (-90.0 if upright else 90.0)) % 360.0
        out = arm.length_mm - half
        while out > arm.mouth_mm:
            at = plan.on_arm(arm, out, beside)
            name = Text(at, arm.name, "road-name", NAME_SIZE_MM, Anchor.MIDDLE, angle, bold=True)
            if _is_inside(name, frame_mm):
                yield name
                break
            out -= NAME_STEP_MM


def _is_inside(name: Text, frame_mm: Frame) -> bool:
    left, top, right, bottom = extent([name])
    x, y, width, height = frame_mm
    inner = (x + 1.5, y + 1.5, x + width - 1.5, y + height - 1.5)
    return left >= inner[0] and top >= inner[1] and right <= inner[2] and bottom <= inner[3]
