"""Solve the measurements of a scene: positions, residuals, contradictions by name."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crashes.scene.adjustment import Adjusted, Thing, adjust
from crashes.scene.computed import computed_m, is_followed, with_drawn_values
from crashes.scene.fixes import fixed_points, placed_on, poor_fixes
from crashes.scene.model import (
    Body,
    Measurement,
    Note,
    PointM,
    ReferencePoint,
    Scene,
    SceneObject,
    Trace,
)
from crashes.scene.parts import trace_point_number
from crashes.scene.wording import anchor_name, listed, measurement_name, thing_name
from language import Message
from roadnet.model import Method

CRITICAL = 3.29  # normalised residual that one in a thousand sound numbers exceeds (two-sided)
UNCHECKED = 1e-6  # redundancy below which nothing checks a number
SAME = 1e-3  # normalised residuals so near to each other cannot be told apart
UNUSUAL = 0.25  # share of a default size by which a measured size surprises


@dataclass(frozen=True, slots=True)
class Residual:
    """How well the drawing keeps to one number."""

    measurement_id: str
    stated_m: float
    computed_m: float | None  # None: it needs a base line or a part that is not there
    residual_m: float | None  # stated minus computed
    normalised: float | None  # in standard errors; None where nothing checks the number


@dataclass(frozen=True, slots=True)
class Solution:
    """The scene as its measurements put it, and what they say of each other."""

    scene: Scene
    residuals: tuple[Residual, ...]  # one for each measurement, in its order
    contradictions: tuple[tuple[str, ...], ...]  # keys that contradict the rest, the worst first
    findings: tuple[Message, ...]
    free: tuple[str, ...]  # measured objects whose place or heading is not fixed by the numbers


def solve(scene: Scene) -> Solution:
    """Move the measured things to where the numbers put them, by least squares.

    Numbers that are locked are kept to; enforced numbers are followed within their standard
    errors; label-only numbers and those read off the drawing only get a residual. What the numbers
    leave open stays as drawn. Locked things, the first reference point, and things that distances
    only start from do not move. Of a size that is only assumed, what the numbers fix is taken over
    and becomes surveyed.

    Parameters
    ----------
    scene
        The scene; offsets need its base line and first reference point.

    Notes
    -----
    A number contradicts the others when its normalised residual exceeds 3.29 (W. Baarda, A testing
    procedure for use in geodetic networks, 1968). The worst is taken out and the rest tested again,
    until nothing contradicts; numbers with equal residuals cannot be told apart and are named
    together. Positions come from all numbers, because which one is wrong is for a person to say.

    Examples
    --------
    >>> from crashes.scene.model import Anchor, BaseLine, MeasurementKind
    >>> car = Body("a", "vehicle", (1.0, 1.0), 90.0, 4.0, 2.0, "parties")
    >>> pole = ReferencePoint("rp", (0.0, 0.0))
    >>> numbers = (
    ...     Measurement("m1", MeasurementKind.ALONG, Anchor("a"), 10.0),
    ...     Measurement("m2", MeasurementKind.OFFSET, Anchor("a"), -2.5),
    ... )
    >>> scene = Scene("c1", "EPSG:3826", (0.0, 0.0), objects=(car,), references=(pole,),
    ...     base_line=BaseLine(90.0), measurements=numbers)
    >>> solve(scene).scene.objects[0].at_m
    (10.0, -2.5)
    """
    movable = _movable(scene)
    usable = [
        one for one in scene.measurements if is_followed(one) and computed_m(scene, one) is not None
    ]
    poor = poor_fixes(scene, usable, frozenset(movable))
    left_out = {key for fix in poor for key in fix.measurement_ids}
    used = [one for one in usable if one.measurement_id not in left_out]
    start = _started(scene, used, movable)
    adjusted = adjust(scene, used, start)
    settled = with_drawn_values(_settled(scene, adjusted, start))
    groups = _contradictions(scene, used, start)
    findings = [
        Message(
            "The tapes to {point} meet at {angle} degrees: they fix nothing (30 to 150 degrees "
            "are needed).",
            {"point": anchor_name(scene, fix.target), "angle": round(fix.cut_deg)},
        )
        for fix in poor
    ]
    findings += [_contradiction_message(scene, group) for group in groups]
    findings += _surprising_sizes(scene, settled)
    return Solution(
        scene=settled,
        residuals=_residuals(settled, used, adjusted),
        contradictions=groups,
        findings=tuple(findings),
        free=_free(adjusted, start),
    )


def _movable(scene: Scene) -> dict[str, Thing]:
    """Return the things that the followed numbers may move."""
    locked_layers = {state.layer for state in scene.layers if state.locked}
    targets = {one.target.object_id for one in scene.measurements if is_followed(one)}
    things: dict[str, Thing] = {
        thing.object_id: thing
        for thing in scene.objects
        if not thing.locked and thing.layer not in locked_layers
    }
    things |= {point.object_id: point for point in scene.references[1:]}
    return {key: thing for key, thing in things.items() if key in targets}


def _started(
    scene: Scene, used: Sequence[Measurement], movable: dict[str, Thing]
) -> dict[str, Thing]:
    """Return the movable things where their own fixes put them: the start of the search."""
    points: dict[str, list[tuple[str, PointM]]] = {}
    for anchor, point in fixed_points(scene, used).items():
        points.setdefault(anchor.object_id, []).append((anchor.part, point))
    return {
        key: _placed(thing, sorted(points[key])) if key in points else thing
        for key, thing in movable.items()
    }


def _placed(thing: Thing, points: Sequence[tuple[str, PointM]]) -> Thing:
    if isinstance(thing, Body):
        return placed_on(thing, points)
    if isinstance(thing, Trace):
        wanted = {trace_point_number(part): point for part, point in points}
        return replace(
            thing, points_m=tuple(wanted.get(n, at) for n, at in enumerate(thing.points_m))
        )
    return replace(thing, at_m=points[0][1])


def _settled(scene: Scene, adjusted: Adjusted, moved: dict[str, Thing]) -> Scene:
    """Return the scene with the moved things, rounded to a millimetre."""
    things = {key: _rounded(adjusted.things[key], adjusted) for key in moved}
    originals = {thing.object_id: thing for thing in scene.objects}
    objects = tuple(
        _keep_size(_as_object(things.get(key, thing)), thing, adjusted)
        for key, thing in originals.items()
    )
    references = tuple(
        found if isinstance(found := things.get(point.object_id), ReferencePoint) else point
        for point in scene.references
    )
    return replace(scene, objects=objects, references=references)


def _as_object(thing: Thing) -> SceneObject:
    assert not isinstance(thing, ReferencePoint)
    return thing


def _keep_size(thing: SceneObject, drawn: SceneObject, adjusted: Adjusted) -> SceneObject:
    """Keep the drawn size of a body except for what the numbers fixed."""
    if not isinstance(thing, Body) or not isinstance(drawn, Body):
        return thing
    fixed = {what for key, what in adjusted.determined if key == thing.object_id}
    return replace(
        thing,
        length_m=round(thing.length_m, 3) if "length_m" in fixed else drawn.length_m,
        width_m=round(thing.width_m, 3) if "width_m" in fixed else drawn.width_m,
        wheelbase_m=round(thing.wheelbase_m, 3)
        if "wheelbase_m" in fixed and thing.wheelbase_m
        else drawn.wheelbase_m,
        size_method=Method.SURVEYED if {"length_m", "width_m"} <= fixed else drawn.size_method,
    )


def _rounded(thing: Thing, adjusted: Adjusted) -> Thing:
    if isinstance(thing, Trace):
        return replace(thing, points_m=tuple(_millimetres(point) for point in thing.points_m))
    if not isinstance(thing, Body):
        return replace(thing, at_m=_millimetres(thing.at_m))
    fixed = {(thing.object_id, "x"), (thing.object_id, "y")} <= adjusted.determined
    return replace(
        thing,
        at_m=_millimetres(thing.at_m),
        heading_deg=round(thing.heading_deg % 360.0, 3) % 360.0,
        position_method=Method.SURVEYED if fixed else thing.position_method,
    )


def _millimetres(point: PointM) -> PointM:
    return round(point[0], 3) + 0.0, round(point[1], 3) + 0.0


def _contradictions(
    scene: Scene, used: Sequence[Measurement], start: dict[str, Thing]
) -> tuple[tuple[str, ...], ...]:
    """Return the groups of numbers that contradict the rest, the worst first."""
    groups: list[tuple[str, ...]] = []
    left = list(used)
    while left:
        weights = _normalised(adjust(scene, left, start))
        worst = max((weight for weight in weights if weight is not None), default=0.0)
        if worst <= CRITICAL:
            break
        group = {
            one.measurement_id
            for one, weight in zip(left, weights, strict=True)
            if weight is not None and weight >= worst * (1 - SAME)
        }
        groups.append(tuple(sorted(group)))
        left = [one for one in left if one.measurement_id not in group]
    return tuple(groups)


def _normalised(adjusted: Adjusted) -> list[float | None]:
    return [
        None if share < UNCHECKED else abs(float(residual)) / math.sqrt(share)
        for residual, share in zip(adjusted.residuals_sigma, adjusted.redundancy, strict=True)
    ]


def _residuals(
    settled: Scene, used: Sequence[Measurement], adjusted: Adjusted
) -> tuple[Residual, ...]:
    normalised = dict(zip([one.measurement_id for one in used], _normalised(adjusted), strict=True))
    rows = []
    for one in settled.measurements:
        value = computed_m(settled, one)
        rows.append(
            Residual(
                one.measurement_id,
                one.value_m,
                None if value is None else round(value, 3),
                None if value is None else round(one.value_m - value, 3) + 0.0,
                normalised.get(one.measurement_id),
            )
        )
    return tuple(rows)


def _contradiction_message(scene: Scene, group: tuple[str, ...]) -> Message:
    named = listed(
        [measurement_name(scene, one) for one in scene.measurements if one.measurement_id in group]
    )
    if len(group) == 1:
        return Message("This measurement contradicts the others: {name}", {"name": named})
    return Message("These measurements contradict each other: {names}", {"names": named})


def _surprising_sizes(before: Scene, after: Scene) -> list[Message]:
    """Return a remark for each body that the numbers made unusually long, short or wide."""
    remarks = []
    for drawn, solved in zip(before.objects, after.objects, strict=True):
        if not isinstance(drawn, Body) or not isinstance(solved, Body):
            continue
        pairs = (
            ("long", drawn.length_m, solved.length_m),
            ("wide", drawn.width_m, solved.width_m),
            ("wheelbase", drawn.wheelbase_m, solved.wheelbase_m),
        )
        remarks += [
            Message(
                "The measurements make {name} {size} m in {side}; {usual} m was assumed.",
                {
                    "name": thing_name(before, solved.object_id),
                    "size": f"{now:.2f}",
                    "side": Message(_SIDES[side]),
                    "usual": f"{then:.2f}",
                },
            )
            for side, then, now in pairs
            if then and now and abs(now - then) > UNUSUAL * then
        ]
    return remarks


_SIDES = {"long": "length", "wide": "width", "wheelbase": "wheelbase"}


def _free(adjusted: Adjusted, moved: dict[str, Thing]) -> tuple[str, ...]:
    """Return the moved things that the numbers do not fix completely."""
    free = []
    for key, thing in moved.items():
        needed = {"x", "y", "turn"} if isinstance(thing, Body) else {"x", "y"}
        fixed = {what for one, what in adjusted.determined if one == key}
        if isinstance(thing, Trace):
            needed = {"x0", "y0", f"x{len(thing.points_m) - 1}", f"y{len(thing.points_m) - 1}"}
        if isinstance(thing, Note | ReferencePoint | Body | Trace) and not needed <= fixed:
            free.append(key)
    return tuple(sorted(free))
