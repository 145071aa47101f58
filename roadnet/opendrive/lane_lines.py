"""The middle line of a strip as a chain of smooth pieces."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from roadnet.model import (
    ArcPiece,
    ClothoidPiece,
    CubicPiece,
    CurvePiece,
    LinePiece,
    PolylinePiece,
    ProfilePiece,
    ReferenceLine,
    Road,
)
from roadnet.opendrive.cubics import between, combined
from roadnet.opendrive.curve_points import cubic_length_m, points_along, start_of

Floats = NDArray[np.float64]
LONGEST_M = 5.0  # of a cubic that follows a line beside a curve
TURN_RAD = 0.2  # such a cubic turns no more
SHORTEST_M = 1e-3
STRAIGHT = 1e-9


def middle_of_strip(road: Road, section: int, strip: int) -> list[ProfilePiece]:
    """Return the offset of the middle of a strip from the reference line, by its section."""
    one = road.sections[section]
    offset = list(one.datum_offset.pieces)
    if strip < one.left_count:
        inner, sign = one.strips[strip + 1 : one.left_count], 1.0
    else:
        inner, sign = one.strips[one.left_count : strip], -1.0
    for other in inner:
        offset = combined(offset, other.width.pieces, sign)
    return combined(offset, one.strips[strip].width.pieces, sign / 2)


def line_beside(
    line: ReferenceLine, offset: Sequence[ProfilePiece], start_m: float, end_m: float
) -> list[CurvePiece]:
    """Return the line at an offset from a reference line, between two of its stations.

    Beside lines and arcs a constant offset gives lines and arcs; all else becomes cubics that
    follow it to within a millimetre.

    Parameters
    ----------
    offset
        Cubics that count from `start_m`.
    """
    pieces: list[CurvePiece] = []
    begin = 0.0
    for piece in line.pieces:
        finish = begin + piece.length_m
        low, high = max(begin, start_m), min(finish, end_m)
        if high - low > SHORTEST_M:
            own = between(offset, low - start_m, high - start_m)
            pieces += _beside(piece, line, own, (low, high))
        begin = finish
    return pieces


def reversed_line(pieces: Sequence[CurvePiece]) -> list[CurvePiece]:
    """Return the pieces of a line in the opposite direction."""
    return [_reversed(piece) for piece in reversed(pieces)]


def _beside(
    piece: CurvePiece,
    line: ReferenceLine,
    offset: Sequence[ProfilePiece],
    span_m: tuple[float, float],
) -> list[CurvePiece]:
    first = offset[0]
    is_constant = len(offset) == 1 and first.b == first.c == first.d == 0.0
    if is_constant and isinstance(piece, LinePiece | ArcPiece):
        curvature = piece.curvature_per_m if isinstance(piece, ArcPiece) else 0.0
        stretch = 1.0 - curvature * first.a
        if stretch > STRAIGHT:
            return [_parallel(line, first.a, span_m, curvature / stretch, stretch)]
    edges = sorted({0.0, span_m[1] - span_m[0], *(one.start_m for one in offset)})
    found: list[CurvePiece] = []
    for low, high in pairwise(edges):
        if high - low > SHORTEST_M:
            found += _cubics(line, offset, span_m[0], (low, high))
    return found


def _parallel(
    line: ReferenceLine,
    offset_m: float,
    span_m: tuple[float, float],
    curvature: float,
    stretch: float,
) -> CurvePiece:
    at = points_along(line, span_m[0])
    (x, y), heading = at.beside([offset_m])[0], float(at.heading_rad[0])
    length_m = (span_m[1] - span_m[0]) * stretch
    if curvature == 0.0:
        return LinePiece(float(x), float(y), heading, length_m)
    return ArcPiece(float(x), float(y), heading, length_m, curvature)


def _cubics(
    line: ReferenceLine,
    offset: Sequence[ProfilePiece],
    origin_m: float,
    span_m: tuple[float, float],
) -> list[CurvePiece]:
    """Return cubics along a stretch on which the offset is one cubic."""
    low, high = span_m
    inside = 1e-9  # the ends of the span are taken from within it
    probe = points_along(line, origin_m + np.linspace(low + inside, high - inside, 17))
    turning = float(np.abs(np.diff(probe.heading_rad)).sum())
    count = max(math.ceil((high - low) / LONGEST_M), math.ceil(turning / TURN_RAD), 1)
    along = np.linspace(low, high, count + 1)
    at = points_along(line, origin_m + np.clip(along, low + inside, high - inside))
    cubic = between(offset, low, high)[0]
    local = along - low
    t = cubic.a + local * (cubic.b + local * (cubic.c + local * cubic.d))
    slope = cubic.b + local * (2 * cubic.c + 3 * cubic.d * local)
    places = at.beside(t)
    forward = 1.0 - at.curvature_per_m * t
    cos, sin = np.cos(at.heading_rad), np.sin(at.heading_rad)
    tangents = np.column_stack([forward * cos - slope * sin, forward * sin + slope * cos])
    step = along[1] - along[0]
    return [
        hermite(places[i], places[i + 1], tangents[i] * step, tangents[i + 1] * step)
        for i in range(count)
    ]


def hermite(start: Floats, end: Floats, start_tangent: Floats, end_tangent: Floats) -> CubicPiece:
    """Return the cubic between two points with given tangents (per unit of its parameter)."""
    heading = math.atan2(start_tangent[1], start_tangent[0])
    cos, sin = math.cos(heading), math.sin(heading)
    into = np.array([[cos, sin], [-sin, cos]])
    chord, first, last = into @ (end - start), into @ start_tangent, into @ end_tangent
    c = 3 * chord - 2 * first - last
    d = -2 * chord + first + last
    piece = CubicPiece(
        x_m=float(start[0]),
        y_m=float(start[1]),
        heading_rad=heading,
        length_m=1.0,
        u=(0.0, float(first[0]), float(c[0]), float(d[0])),
        v=(0.0, 0.0, float(c[1]), float(d[1])),
    )
    return with_true_length(piece)


def with_true_length(piece: CubicPiece) -> CubicPiece:
    """Return a cubic with its length along the curve."""
    length_m = cubic_length_m(piece)
    return CubicPiece(
        piece.x_m, piece.y_m, piece.heading_rad, length_m, piece.u, piece.v, piece.parameter_end
    )


def _reversed(piece: CurvePiece) -> CurvePiece:
    if isinstance(piece, PolylinePiece):
        return PolylinePiece(piece.points_m[::-1])
    at = points_along(ReferenceLine((piece,)), [piece.length_m])
    x, y = float(at.x_m[0]), float(at.y_m[0])
    heading = math.remainder(float(at.heading_rad[0]) + math.pi, math.tau)
    if isinstance(piece, LinePiece):
        return LinePiece(x, y, heading, piece.length_m)
    if isinstance(piece, ArcPiece):
        return ArcPiece(x, y, heading, piece.length_m, -piece.curvature_per_m)
    if isinstance(piece, ClothoidPiece):
        start, end = -piece.end_curvature_per_m, -piece.start_curvature_per_m
        return ClothoidPiece(x, y, heading, piece.length_m, start, end)
    return _reversed_cubic(piece)


def _reversed_cubic(piece: CubicPiece) -> CubicPiece:
    """Return a cubic the other way round; four values of it fix it."""
    p = piece.parameter_end
    start = np.array(start_of(piece)[:2])
    cos, sin = math.cos(piece.heading_rad), math.sin(piece.heading_rad)
    turn = np.array([[cos, -sin], [sin, cos]])
    end = np.array([piece.x_m, piece.y_m]) + turn @ np.array(
        [_value(piece.u, p), _value(piece.v, p)]
    )
    first = turn @ np.array([piece.u[1], piece.v[1]]) * p
    last = turn @ np.array([_slope(piece.u, p), _slope(piece.v, p)]) * p
    return hermite(end, start, -last, -first)


def _value(cubic: tuple[float, float, float, float], at: float) -> float:
    a, b, c, d = cubic
    return a + at * (b + at * (c + at * d))


def _slope(cubic: tuple[float, float, float, float], at: float) -> float:
    return cubic[1] + at * (2 * cubic[2] + 3 * cubic[3] * at)
