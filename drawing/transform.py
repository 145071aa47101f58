"""Move primitives on the paper, and find the room they take."""

import math
from collections.abc import Iterable
from dataclasses import replace

from drawing.fonts import ASCENT, DESCENT, text_width_mm
from drawing.model import Anchor, Area, Curve, Disc, Layer, Line, Picture, Point, Primitive, Text

Extent = tuple[float, float, float, float]  # left, top, right, bottom in mm

SHIFT_OF_ANCHOR = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}


def moved(item: Primitive, right_mm: float, down_mm: float) -> Primitive:
    """Return a primitive moved on the paper.

    Examples
    --------
    >>> moved(Disc((1.0, 2.0), 3.0, "dot"), 10.0, 20.0).centre_mm
    (11.0, 22.0)
    """

    def shift(point: Point) -> Point:
        return (point[0] + right_mm, point[1] + down_mm)

    match item:
        case Line():
            return replace(item, points_mm=tuple(map(shift, item.points_mm)))
        case Area():
            rings = tuple(tuple(map(shift, ring)) for ring in item.rings_mm)
            return replace(item, rings_mm=rings)
        case Curve():
            pieces = tuple((shift(a), shift(b), shift(c)) for a, b, c in item.pieces_mm)
            return replace(item, start_mm=shift(item.start_mm), pieces_mm=pieces)
        case Disc():
            return replace(item, centre_mm=shift(item.centre_mm))
        case Text():
            return replace(item, at_mm=shift(item.at_mm))
        case Picture():
            first, second, third = item.corners_mm
            return replace(item, corners_mm=(shift(first), shift(second), shift(third)))


def all_moved(items: Iterable[Primitive], right_mm: float, down_mm: float) -> tuple[Primitive, ...]:
    """Return primitives moved together."""
    return tuple(moved(item, right_mm, down_mm) for item in items)


def layer_moved(layer: Layer, right_mm: float, down_mm: float) -> Layer:
    """Return a layer moved with its clip."""
    clip = layer.clip_mm
    return replace(
        layer,
        items=all_moved(layer.items, right_mm, down_mm),
        clip_mm=clip and (clip[0] + right_mm, clip[1] + down_mm, clip[2], clip[3]),
    )


def extent(items: Iterable[Primitive]) -> Extent:
    """Return left, top, right, bottom of what primitives cover, without stroke widths.

    A curve counts with its control points; a text by the widths of its letters.

    Raises
    ------
    ValueError
        There are no primitives.

    Examples
    --------
    >>> extent([Disc((5.0, 5.0), 2.0, "dot"), Text((0.0, 20.0), "路口", "letters", 3.0)])
    (0.0, 3.0, 7.0, 20.36)
    """
    points = [point for item in items for point in outline(item)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def outline(item: Primitive) -> tuple[Point, ...]:
    """Return points whose convex hull covers a primitive."""
    match item:
        case Line():
            return item.points_mm
        case Area():
            return tuple(point for ring in item.rings_mm for point in ring)
        case Curve():
            return (item.start_mm, *(point for piece in item.pieces_mm for point in piece))
        case Disc():
            (x, y), radius = item.centre_mm, item.radius_mm
            return (
                (x - radius, y - radius),
                (x + radius, y - radius),
                (x + radius, y + radius),
                (x - radius, y + radius),
            )
        case Text():
            return text_box(item)
        case Picture():
            (x1, y1), (x2, y2), (x3, y3) = item.corners_mm
            return ((x1, y1), (x2, y2), (x2 + x3 - x1, y2 + y3 - y1), (x3, y3))


def text_box(item: Text) -> tuple[Point, Point, Point, Point]:
    """Return the corners of the box of a text, turned with it."""
    width = text_width_mm(item.text, item.size_mm, bold=item.bold)
    left = -width * SHIFT_OF_ANCHOR[item.anchor]
    top, bottom = -ASCENT * item.size_mm, DESCENT * item.size_mm
    angle = math.radians(item.angle_deg)
    cos, sin = math.cos(angle), math.sin(angle)

    def turned(right: float, down: float) -> Point:
        x, y = item.at_mm
        return (x + right * cos - down * sin, y + right * sin + down * cos)

    return (
        turned(left, top),
        turned(left + width, top),
        turned(left + width, bottom),
        turned(left, bottom),
    )
