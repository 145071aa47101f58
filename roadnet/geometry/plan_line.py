"""Turn a reference line into stations and points that follow it to within a centimetre."""

import math

import numpy as np
from numpy.typing import NDArray

from roadnet.model import (
    ArcPiece,
    ClothoidPiece,
    CubicPiece,
    CurvePiece,
    LinePiece,
    PolylinePiece,
    ReferenceLine,
)

Floats = NDArray[np.float64]
CHORD_ERROR_M = 0.01  # of straight steps along a curve
LONGEST_STEP_M = 5.0  # along a curve
INTEGRATION_STEPS = 8  # Simpson panels for each step of a clothoid
SAME_PLACE_M = 1e-6


def sample(line: ReferenceLine) -> tuple[Floats, Floats]:
    """Return stations and points along a line, ends included, without repeated places.

    Examples
    --------
    >>> stations, points = sample(ReferenceLine((LinePiece(1.0, 2.0, 0.0, 10.0),)))
    >>> stations.tolist(), points.tolist()
    ([0.0, 10.0], [[1.0, 2.0], [11.0, 2.0]])
    """
    stations, points, start_m = [], [], 0.0
    for piece in line.pieces:
        along, places = _sample_piece(piece)
        stations.append(start_m + along)
        points.append(places)
        start_m += piece.length_m
    all_stations, all_points = np.concatenate(stations), np.concatenate(points)
    step = np.hypot(*np.diff(all_points, axis=0).T)
    keep = np.concatenate([[True], step > SAME_PLACE_M])
    if not keep[-1] and keep.sum() > 1:
        keep[np.flatnonzero(keep)[-1]] = False
        keep[-1] = True
    return all_stations[keep], all_points[keep]


def heading_at(line: ReferenceLine, *, at_end: bool) -> float:
    """Return the heading of a line at its start or end, radians from east."""
    _, points = sample(line)
    step = points[-1] - points[-2] if at_end else points[1] - points[0]
    return math.atan2(step[1], step[0])


def _sample_piece(piece: CurvePiece) -> tuple[Floats, Floats]:
    if isinstance(piece, PolylinePiece):
        points = np.array(piece.points_m)
        steps = np.hypot(*np.diff(points, axis=0).T)
        return np.concatenate([[0.0], np.cumsum(steps)]), points
    if isinstance(piece, LinePiece):
        along = np.array([0.0, piece.length_m])
        return along, _placed(piece, along, np.zeros(2))
    if isinstance(piece, ArcPiece):
        along = _steps(piece.length_m, abs(piece.curvature_per_m))
        return along, _placed(piece, *_arc(along, piece.curvature_per_m))
    if isinstance(piece, ClothoidPiece):
        sharpest = max(abs(piece.start_curvature_per_m), abs(piece.end_curvature_per_m))
        along = _steps(piece.length_m, sharpest)
        return along, _placed(piece, *_clothoid(along, piece))
    return _cubic(piece)


def _placed(
    piece: LinePiece | ArcPiece | ClothoidPiece | CubicPiece, u: Floats, v: Floats
) -> Floats:
    """Return points given in the frame of a piece's start."""
    cos, sin = math.cos(piece.heading_rad), math.sin(piece.heading_rad)
    return np.column_stack([piece.x_m + cos * u - sin * v, piece.y_m + sin * u + cos * v])


def _steps(length_m: float, curvature_per_m: float) -> Floats:
    """Return stations so close together that chords follow the curve."""
    step = LONGEST_STEP_M
    if curvature_per_m > 0:
        step = min(step, math.sqrt(8 * CHORD_ERROR_M / curvature_per_m))
    return np.linspace(0.0, length_m, max(math.ceil(length_m / step), 1) + 1)


def _arc(along: Floats, curvature_per_m: float) -> tuple[Floats, Floats]:
    turned = along * curvature_per_m
    small = np.abs(turned) < 1e-9  # noqa: PLR2004
    safe = np.where(small, 1.0, turned)
    u = np.where(small, along, along * np.sin(safe) / safe)
    v = np.where(small, along * turned / 2, along * (1 - np.cos(safe)) / safe)
    return u, v


def _clothoid(along: Floats, piece: ClothoidPiece) -> tuple[Floats, Floats]:
    """Return points of a clothoid by Simpson's rule over each step."""
    rate = (piece.end_curvature_per_m - piece.start_curvature_per_m) / piece.length_m
    panels = 2 * INTEGRATION_STEPS
    weights = np.ones(panels + 1)
    weights[1:-1:2], weights[2:-1:2] = 4.0, 2.0
    shares = np.linspace(0.0, 1.0, panels + 1)
    start, step = along[:-1, None], np.diff(along)[:, None]
    at = start + step * shares
    turned = at * (piece.start_curvature_per_m + rate * at / 2)
    factor = np.diff(along) / (3 * panels)
    u = np.concatenate([[0.0], np.cumsum((np.cos(turned) * weights).sum(axis=1) * factor)])
    v = np.concatenate([[0.0], np.cumsum((np.sin(turned) * weights).sum(axis=1) * factor)])
    return u, v


def _cubic(piece: CubicPiece) -> tuple[Floats, Floats]:
    count = max(math.ceil(piece.length_m), 8)
    parameter = np.linspace(0.0, piece.parameter_end, count + 1)
    powers = parameter[:, None] ** np.arange(4)
    u, v = powers @ np.array(piece.u), powers @ np.array(piece.v)
    points = _placed(piece, u, v)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    scale = piece.length_m / along[-1] if along[-1] > 0 else 1.0
    return along * scale, points
