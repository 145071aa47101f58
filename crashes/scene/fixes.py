"""Points that are measured by themselves: where two numbers put a point, and how well."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from crashes.scene.computed import base_line_axes
from crashes.scene.model import (
    Anchor,
    Body,
    Measurement,
    MeasurementKind,
    PointM,
    Scene,
)
from crashes.scene.parts import part_offset_m, part_point, point_of

LEAST_CUT_DEG = 30.0  # two tapes that meet at a sharper angle fix nothing well
TWO_POINTS = 2


@dataclass(frozen=True, slots=True)
class PoorFix:
    """Two distances that cut each other too sharply to fix a point."""

    target: Anchor
    measurement_ids: tuple[str, str]
    cut_deg: float


def poor_fixes(scene: Scene, used: Sequence[Measurement], movable: frozenset[str]) -> list[PoorFix]:
    """Return the three-point fixes whose tapes meet at less than 30 or more than 150 degrees.

    Only points that have nothing but two or more distances from fixed points are looked at, and
    of several distances the best two count.

    Notes
    -----
    The bound is the customary one: outside it a small error of a tape becomes a large one of the
    point (a thesis on measuring at crash scenes,
    https://www.cyut.edu.tw/~ce/department/mas/cm96/Yung-chi%20Wang.htm).
    """
    found = []
    for target, group in _by_target(used).items():
        tapes = [one for one in group if one.start and one.start.object_id not in movable]
        if len(tapes) < TWO_POINTS or len(tapes) < len(group):
            continue
        cuts = [
            (_cut_deg(scene, first, second), first, second)
            for first, second in combinations(tapes, 2)
        ]
        cut, first, second = max(cuts, key=lambda one: min(one[0], 180.0 - one[0]))
        if not LEAST_CUT_DEG <= cut <= 180.0 - LEAST_CUT_DEG:
            found.append(PoorFix(target, (first.measurement_id, second.measurement_id), cut))
    return found


def _cut_deg(scene: Scene, first: Measurement, second: Measurement) -> float:
    """Return the angle at which two tapes meet, from their lengths and where they start.

    Tapes too short to meet, or one too long, give 0 or 180 degrees.
    """
    starts = [point_of(scene, one.start) for one in (first, second) if one.start]
    if len(starts) < TWO_POINTS or starts[0] is None or starts[1] is None:
        return 0.0
    apart_m = math.dist(starts[0], starts[1])
    a, b = abs(first.value_m), abs(second.value_m)
    if a == 0 or b == 0:
        return 90.0  # the point is the start itself
    cosine = (a * a + b * b - apart_m * apart_m) / (2 * a * b)
    return math.degrees(math.acos(min(1.0, max(-1.0, cosine))))


def fixed_points(scene: Scene, used: Sequence[Measurement]) -> dict[Anchor, PointM]:
    """Return target -> where its own numbers put it, as far as two of them do.

    Rectangular offsets come first; of the two crossings of two tapes the one nearer to the
    drawing is taken.
    """
    points: dict[Anchor, PointM] = {}
    for target, group in _by_target(used).items():
        point = _by_offsets(scene, group) or _by_tapes(scene, target, group)
        if point is not None:
            points[target] = point
    return points


def placed_on(body: Body, points: Sequence[tuple[str, PointM]]) -> Body:
    """Return the body moved so that its parts lie as near to the points as they can.

    One point only shifts it. Two or more also turn it, by the rigid motion with the smallest sum
    of squares.

    Examples
    --------
    >>> car = Body("a", "vehicle", (0.0, 0.0), 0.0, 4.0, 2.0, "parties")
    >>> moved = placed_on(car, [("front", (7.0, 5.0)), ("rear", (3.0, 5.0))])
    >>> [round(value, 3) for value in (*moved.at_m, moved.heading_deg)]
    [5.0, 5.0, 90.0]
    """
    shares = 1 / len(points)
    wanted = (sum(p[0] for _, p in points) * shares, sum(p[1] for _, p in points) * shares)
    now = [part_point(body, part) or body.at_m for part, _ in points]
    middle = (sum(p[0] for p in now) * shares, sum(p[1] for p in now) * shares)
    dot = cross = 0.0
    for (_, to), at in zip(points, now, strict=True):
        ax, ay, bx, by = (
            at[0] - middle[0],
            at[1] - middle[1],
            to[0] - wanted[0],
            to[1] - wanted[1],
        )
        dot += ax * bx + ay * by
        cross += ax * by - ay * bx
    turn_rad = math.atan2(cross, dot) if dot or cross else 0.0
    heading_deg = body.heading_deg - math.degrees(turn_rad)  # a bearing turns clockwise
    turned = replace(body, heading_deg=heading_deg)
    offsets = [part_offset_m(turned, part) for part, _ in points]
    ahead_m = sum(offset[0] for offset in offsets) * shares
    right_m = sum(offset[1] for offset in offsets) * shares
    heading_rad = math.radians(heading_deg)
    east, north = math.sin(heading_rad), math.cos(heading_rad)
    at_m = (
        wanted[0] - ahead_m * east - right_m * north,
        wanted[1] - ahead_m * north + right_m * east,
    )
    return replace(turned, at_m=at_m)


def _by_target(used: Sequence[Measurement]) -> dict[Anchor, list[Measurement]]:
    groups: dict[Anchor, list[Measurement]] = {}
    for one in used:
        groups.setdefault(one.target, []).append(one)
    return groups


def _by_offsets(scene: Scene, group: Sequence[Measurement]) -> PointM | None:
    values = {one.kind: one.value_m for one in group}
    axes = base_line_axes(scene)
    if axes is None or not {MeasurementKind.ALONG, MeasurementKind.OFFSET} <= set(values):
        return None
    begin, along, left = axes
    s, t = values[MeasurementKind.ALONG], values[MeasurementKind.OFFSET]
    return (begin[0] + s * along[0] + t * left[0], begin[1] + s * along[1] + t * left[1])


def _by_tapes(scene: Scene, target: Anchor, group: Sequence[Measurement]) -> PointM | None:
    """Return the crossing of the first two tapes: x = (d1² - d2² + b²) / 2b, y = ±√(d1² - x²)."""
    tapes = [
        (start, one.value_m)
        for one in group
        if one.start is not None and (start := point_of(scene, one.start)) is not None
    ]
    drawn = point_of(scene, target)
    if len(tapes) < TWO_POINTS or drawn is None:
        return None
    (first, d1), (second, d2) = tapes[:2]
    apart_m = math.dist(first, second)
    if apart_m == 0:
        return None
    ux, uy = (second[0] - first[0]) / apart_m, (second[1] - first[1]) / apart_m
    x = (d1 * d1 - d2 * d2 + apart_m * apart_m) / (2 * apart_m)
    y = math.sqrt(max(0.0, d1 * d1 - x * x))
    crossings = [
        (first[0] + x * ux - side * y * uy, first[1] + x * uy + side * y * ux)
        for side in (1.0, -1.0)
    ]
    return min(crossings, key=lambda point: math.dist(point, drawn))
