"""Bodies and traces as primitives on paper, at true size."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from crashes.scene.catalogue import scene_catalogue, symbol_of
from crashes.scene.model import Body, Moment, PointM, Posture, Trace
from crashes.scene.parts import place
from crashes.scene.smooth import trace_line
from drawing.model import Area, Cap, Line, Point, Primitive, Style
from drawing.placement import Placement
from roadnet.model import Method

ELLIPSE_CORNERS = 32
LEAST_TRACE_MM = 0.3  # thinner lines are hard to see in print
ARROW_MM = 3.0
TICK_MM = 1.6
TICK_EVERY_MM = 2.0

INK, GREY = "#1d2733", "#7b8794"
BODY_STYLES = {
    "body": Style(stroke=INK, width_mm=0.3, fill="#ffffff"),
    "body-assumed": Style(stroke=INK, width_mm=0.3, dash_mm=(1.0, 0.6), fill="#ffffff"),
    "body-impact": Style(stroke=GREY, width_mm=0.25, opacity=0.7),
    "body-line": Style(stroke=INK, width_mm=0.3),
    "body-line-impact": Style(stroke=GREY, width_mm=0.2),
    "paint-dark": Style(stroke=None, fill=INK),
    "paint-glass": Style(stroke=INK, width_mm=0.15, fill="#d5dfe8"),
    "paint-warning": Style(stroke=INK, width_mm=0.2, fill="#e0533d"),
    "paint-green": Style(stroke="#2f6b3a", width_mm=0.2, fill="#a9cfa4"),
    "paint-none": Style(stroke=INK, width_mm=0.2),
}


def body_primitives(body: Body, placement: Placement) -> Iterator[Primitive]:
    """Yield the symbol of a body on paper.

    The outline of a size that is only assumed is dashed; a body at the moment of the impact is
    grey and open, so that it cannot be taken for what was found.
    """
    lying = body.posture in {Posture.LEFT_SIDE, Posture.RIGHT_SIDE}
    side = -1.0 if body.posture is Posture.RIGHT_SIDE else 1.0
    tags = (("object", body.object_id),)
    for shape in scene_catalogue().symbols[symbol_of(body.kind, body.class_code, lying=lying)]:
        ring = [
            placement.to_mm(
                place(body.at_m, body.heading_deg, y * body.length_m, side * x * body.width_m)
            )
            for x, y in _points(shape)
        ]
        if "line" in shape:
            ghost = "-impact" if body.moment is Moment.IMPACT else ""
            yield Line(tuple(ring), f"body-line{ghost}", tags)
        else:
            yield Area((tuple(ring),), _paint(body, shape["paint"]), tags)
    if body.posture is Posture.OVERTURNED:
        yield from _cross(body, placement)


def trace_primitives(trace: Trace, placement: Placement) -> Iterator[Primitive]:
    """Yield a trace on paper: its line, and the ticks or the arrow of its kind."""
    line = placement.all_to_mm(trace_line(trace))
    pattern = scene_catalogue().traces[trace.kind].pattern
    style = trace_style_name(trace, placement)
    tags = (("object", trace.object_id),)
    if pattern.endswith("arrow"):
        yield Line(_shortened(line, ARROW_MM * 0.8), style, tags)
        yield Area((arrow_head(line[-2], line[-1]),), f"{style}-head", tags)
        return
    yield Line(line, style, tags)
    if pattern == "ticks":
        for tick in _ticks(line):
            yield Line(tick, style, tags)


def trace_style_name(trace: Trace, placement: Placement) -> str:
    """Return the name of the style of a trace; `trace_styles` makes it."""
    return f"trace-{trace.kind.replace('_', '-')}-{_width_mm(trace, placement) * 100:.0f}"


def trace_styles(trace: Trace, placement: Placement) -> dict[str, Style]:
    """Return the styles that `trace_primitives` uses for a trace."""
    kind = scene_catalogue().traces[trace.kind]
    width_mm = _width_mm(trace, placement)
    dashes = {
        "dashed": (2.0, 1.2),
        "dashed_arrow": (2.4, 1.4),
        "dotted": (0.01, max(0.8, 1.8 * width_mm)),
    }
    name = trace_style_name(trace, placement)
    line = Style(
        stroke=kind.colour,
        width_mm=width_mm,
        dash_mm=dashes.get(kind.pattern, ()),
        cap=Cap.ROUND if kind.pattern == "dotted" else Cap.BUTT,
    )
    return {name: line, f"{name}-head": Style(stroke=None, fill=kind.colour)}


def arrow_head(before: Point, tip: Point, size_mm: float = ARROW_MM) -> tuple[Point, ...]:
    """Return the triangle of an arrow that ends at `tip`.

    Examples
    --------
    >>> arrow_head((0.0, 0.0), (10.0, 0.0), 2.0)
    ((10.0, 0.0), (8.0, 0.7), (8.0, -0.7))
    """
    length = math.dist(before, tip) or 1.0
    x, y = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length
    back = (tip[0] - size_mm * x, tip[1] - size_mm * y)
    half = 0.35 * size_mm
    return (
        tip,
        (back[0] - half * y, back[1] + half * x),
        (back[0] + half * y, back[1] - half * x),
    )


def _points(shape: dict[str, Any]) -> list[PointM]:
    """Return the points of a shape in the box of its symbol."""
    if "ellipse" in shape:
        x, y, half_width, half_length = shape["ellipse"]
        angles = [2 * math.pi * n / ELLIPSE_CORNERS for n in range(ELLIPSE_CORNERS)]
        return [(x + half_width * math.cos(a), y + half_length * math.sin(a)) for a in angles]
    points: list[PointM] = shape.get("area") or shape["line"]
    return points


def _paint(body: Body, paint: str) -> str:
    if body.moment is Moment.IMPACT:
        return "body-impact"
    if paint != "body":
        return f"paint-{paint}"
    of_party = body.party_no is not None or body.kind == "vehicle"
    return "body-assumed" if of_party and body.size_method is Method.ASSUMED else "body"


def _cross(body: Body, placement: Placement) -> Iterator[Primitive]:
    """Yield the cross over a body that lies on its roof."""
    for side in (-0.4, 0.4):
        ends = [
            place(body.at_m, body.heading_deg, end * body.length_m, end * side / 0.4 * body.width_m)
            for end in (-0.4, 0.4)
        ]
        yield Line(placement.all_to_mm(ends), "body-line", (("object", body.object_id),))


def _width_mm(trace: Trace, placement: Placement) -> float:
    return round(max(LEAST_TRACE_MM, placement.length_mm(trace.width_m)), 2)


def _shortened(line: tuple[Point, ...], by_mm: float) -> tuple[Point, ...]:
    """Return a line without its last bit, where the head of its arrow lies."""
    points = list(line)
    while len(points) > 2 and math.dist(points[-2], points[-1]) <= by_mm:  # noqa: PLR2004
        by_mm -= math.dist(points[-2], points[-1])
        points.pop()
    (x0, y0), (x1, y1) = points[-2:]
    length = math.dist(points[-2], points[-1])
    share = max(0.0, 1 - by_mm / length) if length else 0.0
    points[-1] = (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)
    return tuple(points)


def _ticks(line: tuple[Point, ...]) -> Iterator[tuple[Point, Point]]:
    """Yield short strokes across a line, at even distances, slanting as striations do."""
    gone = 0.0
    for (x0, y0), (x1, y1) in pairwise(line):
        length = math.dist((x0, y0), (x1, y1))
        if length == 0:
            continue
        east, south = (x1 - x0) / length, (y1 - y0) / length
        at = TICK_EVERY_MM - gone
        while at <= length:
            x, y = x0 + at * east, y0 + at * south
            half = TICK_MM / 2
            slant = (half * (east - south), half * (south + east))
            yield ((x - slant[0], y - slant[1]), (x + slant[0], y + slant[1]))
            at += TICK_EVERY_MM
        gone = length - (at - TICK_EVERY_MM)
