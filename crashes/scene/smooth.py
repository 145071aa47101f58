"""Smooth curves through the points of a mark."""

import math
from collections.abc import Sequence
from itertools import pairwise

from crashes.scene.model import PointM, Trace

STEPS = 16  # straight pieces that stand for one curved one when its length is measured
TWO_POINTS = 2

Piece = tuple[PointM, PointM, PointM]  # control, control, end of a cubic Bézier


def curve_pieces(points: Sequence[PointM]) -> tuple[Piece, ...]:
    """Return the cubic pieces of a smooth curve through points, one for each stretch.

    Notes
    -----
    Centripetal Catmull-Rom: it passes through every point, and close points make no loops
    (Yuksel, Schaefer, Keyser, Parameterization and applications of Catmull-Rom curves, 2011).

    Examples
    --------
    >>> len(curve_pieces([(0, 0), (1, 0), (2, 1)]))
    2
    """
    padded = [points[0], *points, points[-1]]
    return tuple(_piece(*padded[n : n + 4]) for n in range(len(points) - 1))


def trace_line(trace: Trace) -> tuple[PointM, ...]:
    """Return the points of a trace, a curve as short straight pieces."""
    if not trace.curved or len(trace.points_m) <= TWO_POINTS:
        return trace.points_m
    line = [trace.points_m[0]]
    for start, (first, second, end) in zip(
        trace.points_m, curve_pieces(trace.points_m), strict=False
    ):
        line += [on_curve((start, first, second, end), n / STEPS) for n in range(1, STEPS + 1)]
    return tuple(line)


def length_m(line: Sequence[PointM]) -> float:
    """Return the length of a line.

    Examples
    --------
    >>> length_m([(0, 0), (3, 4), (3, 5)])
    6.0
    """
    return sum(math.dist(one, other) for one, other in pairwise(line))


def on_curve(piece: tuple[PointM, PointM, PointM, PointM], share: float) -> PointM:
    """Return the point of a cubic Bézier at a share of its parameter, 0 at its start.

    Examples
    --------
    >>> on_curve(((0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0)), 0.5)
    (1.5, 0.0)
    """
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x, y = (sum(w * point[n] for w, point in zip(weights, piece, strict=True)) for n in (0, 1))
    return x, y


def _piece(before: PointM, start: PointM, end: PointM, after: PointM) -> Piece:
    a, b, c = (
        math.sqrt(math.dist(*pair)) for pair in ((before, start), (start, end), (end, after))
    )
    return (
        _control(before, start, end, a, b),
        _control(after, end, start, c, b),
        end,
    )


def _control(before: PointM, at: PointM, towards: PointM, a: float, b: float) -> PointM:
    """Return the control point beside `at`, for the knot distances a (before) and b (after)."""
    if a == 0 or b == 0:
        return (at[0] + (towards[0] - at[0]) / 3, at[1] + (towards[1] - at[1]) / 3)
    scale = 3 * a * (a + b)
    x, y = (
        (a * a * towards[n] - b * b * before[n] + (2 * a * a + 3 * a * b + b * b) * at[n]) / scale
        for n in (0, 1)
    )
    return x, y
