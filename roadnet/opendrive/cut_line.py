"""Cut a reference line at stations, and bring its pieces into the form files have them in."""

import math
from itertools import pairwise

import numpy as np

from roadnet.model import (
    ArcPiece,
    ClothoidPiece,
    CubicPiece,
    CurvePiece,
    LinePiece,
    PolylinePiece,
    ReferenceLine,
)
from roadnet.opendrive.cubics import moved
from roadnet.opendrive.curve_points import cubic_length_m, end_of, points_along
from roadnet.opendrive.lane_lines import with_true_length

SHORTEST_M = 1e-9
SAME_HEADING_RAD = 2e-6  # lines that turn less from one to the next are one line
ANCHORED = 1e-12


def cut_line(line: ReferenceLine, start_m: float, end_m: float) -> ReferenceLine:
    """Return the part of a line between two of its stations.

    Examples
    --------
    >>> cut_line(ReferenceLine((LinePiece(0.0, 0.0, 0.0, 10.0),)), 2.0, 9.0).pieces
    (LinePiece(x_m=2.0, y_m=0.0, heading_rad=0.0, length_m=7.0),)
    """
    if start_m <= 0.0 and end_m >= line.length_m:
        return line
    pieces: list[CurvePiece] = []
    begin = 0.0
    for piece in line.pieces:
        low, high = max(start_m - begin, 0.0), min(end_m - begin, piece.length_m)
        if high - low > SHORTEST_M:
            is_whole = low <= 0.0 and high >= piece.length_m
            pieces.append(piece if is_whole else _part(piece, low, high))
        begin += piece.length_m
    return ReferenceLine(tuple(pieces))


def _part(piece: CurvePiece, low_m: float, high_m: float) -> CurvePiece:
    if isinstance(piece, PolylinePiece):
        return _part_of_polyline(piece, low_m, high_m)
    if isinstance(piece, CubicPiece):
        return _part_of_cubic(piece, low_m, high_m)
    at = points_along(ReferenceLine((piece,)), [low_m])
    x, y, heading = float(at.x_m[0]), float(at.y_m[0]), float(at.heading_rad[0])
    length_m = high_m - low_m
    if isinstance(piece, LinePiece):
        return LinePiece(x, y, heading, length_m)
    if isinstance(piece, ArcPiece):
        return ArcPiece(x, y, heading, length_m, piece.curvature_per_m)
    start = piece.start_curvature_per_m
    rate = (piece.end_curvature_per_m - start) / piece.length_m
    return ClothoidPiece(x, y, heading, length_m, start + rate * low_m, start + rate * high_m)


def _part_of_polyline(piece: PolylinePiece, low_m: float, high_m: float) -> PolylinePiece:
    points = np.array(piece.points_m)
    stations = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    inner = points[(stations > low_m + SHORTEST_M) & (stations < high_m - SHORTEST_M)]
    ends = [
        [float(np.interp(at, stations, points[:, axis])) for axis in (0, 1)]
        for at in (low_m, high_m)
    ]
    kept = np.vstack([ends[0], inner, ends[1]])
    return PolylinePiece(tuple((float(x), float(y)) for x, y in kept))


def _part_of_cubic(piece: CubicPiece, low_m: float, high_m: float) -> CubicPiece:
    rate = piece.parameter_end / piece.length_m
    low, high = low_m * rate, high_m * rate
    part = CubicPiece(
        piece.x_m, piece.y_m, piece.heading_rad, high_m - low_m,
        moved(piece.u, low), moved(piece.v, low), high - low,
    )  # fmt: skip
    return anchored(part)


def anchored(piece: CubicPiece) -> CubicPiece:
    """Return a cubic whose frame lies at its start, along its heading, as OpenDRIVE wants it."""
    offset, sideways = max(abs(piece.u[0]), abs(piece.v[0])), abs(piece.v[1])
    if offset < ANCHORED and sideways < ANCHORED and piece.u[1] > 0:
        return piece
    turn = math.atan2(piece.v[1], piece.u[1])
    cos, sin = math.cos(piece.heading_rad), math.sin(piece.heading_rad)
    x = piece.x_m + cos * piece.u[0] - sin * piece.v[0]
    y = piece.y_m + sin * piece.u[0] + cos * piece.v[0]
    cos, sin = math.cos(turn), math.sin(turn)
    u = [cos * one + sin * other for one, other in zip(piece.u, piece.v, strict=True)]
    v = [cos * other - sin * one for one, other in zip(piece.u, piece.v, strict=True)]
    heading = math.remainder(piece.heading_rad + turn, math.tau)
    return CubicPiece(
        x, y, heading, piece.length_m,
        (0.0, u[1], u[2], u[3]), (0.0, 0.0, v[2], v[3]), piece.parameter_end,
    )  # fmt: skip


def normalised(piece: CubicPiece) -> CubicPiece:
    """Return a cubic whose parameter runs from 0 to 1, or evenly with its true length."""
    piece = anchored(piece)
    if abs(piece.parameter_end - piece.length_m) < SHORTEST_M:
        return piece
    p = piece.parameter_end
    u, v = ((one[0], one[1] * p, one[2] * p**2, one[3] * p**3) for one in (piece.u, piece.v))
    scaled = CubicPiece(piece.x_m, piece.y_m, piece.heading_rad, piece.length_m, u, v, 1.0)
    is_true = abs(cubic_length_m(scaled) - scaled.length_m) < 1e-4  # noqa: PLR2004
    return scaled if is_true else with_true_length(scaled)


def joined_lines(line: ReferenceLine) -> tuple[CurvePiece, ...]:
    """Return the pieces of a line; straight pieces in one direction become one."""
    pieces: list[CurvePiece] = [line.pieces[0]]
    for piece in line.pieces[1:]:
        last = pieces[-1]
        if isinstance(last, LinePiece) and isinstance(piece, LinePiece):
            turn = math.remainder(piece.heading_rad - last.heading_rad, math.tau)
            if abs(turn) < SAME_HEADING_RAD:
                x, y, _ = end_of(piece)
                heading = math.atan2(y - last.y_m, x - last.x_m)
                length = last.length_m + piece.length_m
                pieces[-1] = LinePiece(last.x_m, last.y_m, heading, length)
                continue
        pieces.append(piece)
    return tuple(pieces)


def headings_of(points_m: np.ndarray) -> np.ndarray:
    """Return the headings of the steps of a polyline."""
    steps = np.diff(points_m, axis=0)
    return np.asarray(np.arctan2(steps[:, 1], steps[:, 0]))


def turns_of(points_m: np.ndarray) -> list[float]:
    """Return how much a polyline turns at its inner points, positive to the left."""
    return [
        math.remainder(float(after - before), math.tau)
        for before, after in pairwise(headings_of(points_m))
    ]
