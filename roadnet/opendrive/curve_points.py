"""Exact points of reference lines: place, heading and curvature at stations."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

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
GAUSS_NODES, GAUSS_WEIGHTS = np.polynomial.legendre.leggauss(12)
TURN_OF_PANEL_RAD = 0.6  # a clothoid is integrated in panels that turn no more
STRAIGHT = 1e-12  # curvature, 1/m
SAME_STATION_M = 1e-9


@dataclass(frozen=True, slots=True)
class CurvePoints:
    """Points of a curve; arrays of one length."""

    x_m: Floats
    y_m: Floats
    heading_rad: Floats
    curvature_per_m: Floats

    def beside(self, offsets_m: ArrayLike) -> Floats:
        """Return the points at offsets to the left, shape (points, 2)."""
        offset = np.asarray(offsets_m, dtype=float)
        return np.column_stack(
            [
                self.x_m - offset * np.sin(self.heading_rad),
                self.y_m + offset * np.cos(self.heading_rad),
            ]
        )


def points_along(line: ReferenceLine, stations_m: ArrayLike) -> CurvePoints:
    """Return the points of a line at stations; beyond its ends the end pieces go on.

    Examples
    --------
    >>> line = ReferenceLine((LinePiece(0.0, 0.0, 0.0, 10.0), ArcPiece(10.0, 0.0, 0.0, 5.0, 0.2)))
    >>> points = points_along(line, [5.0, 15.0])
    >>> points.x_m.round(3).tolist(), points.heading_rad.round(3).tolist()
    ([5.0, 14.207], [0.0, 1.0])
    """
    stations = np.atleast_1d(np.asarray(stations_m, dtype=float))
    lengths = [piece.length_m for piece in line.pieces]
    starts = np.concatenate([[0.0], np.cumsum(lengths)[:-1]])
    which = np.clip(np.searchsorted(starts, stations + SAME_STATION_M, side="right") - 1, 0, None)
    result = np.empty((4, len(stations)))
    for index in np.unique(which):
        own = which == index
        result[:, own] = _of_piece(line.pieces[index], stations[own] - starts[index])
    return CurvePoints(*result)


def end_of(piece: CurvePiece) -> tuple[float, float, float]:
    """Return place and heading at the end of a piece."""
    x, y, heading, _ = _of_piece(piece, np.array([piece.length_m]))[:, 0]
    return float(x), float(y), float(heading)


def start_of(piece: CurvePiece) -> tuple[float, float, float]:
    """Return place and heading at the start of a piece."""
    x, y, heading, _ = _of_piece(piece, np.zeros(1))[:, 0]
    return float(x), float(y), float(heading)


def cubic_length_m(piece: CubicPiece, until: float | None = None) -> float:
    """Return the true length of a cubic along the curve, up to a parameter (default: its end)."""
    end = piece.parameter_end if until is None else until
    edges = np.linspace(0.0, end, 17)
    half = (edges[1] - edges[0]) / 2
    parameter = (edges[:-1, None] + half * (GAUSS_NODES + 1)).ravel()
    speed = np.hypot(_derivative(piece.u, parameter), _derivative(piece.v, parameter))
    return float((speed.reshape(-1, len(GAUSS_NODES)) @ GAUSS_WEIGHTS).sum() * half)


def _of_piece(piece: CurvePiece, along_m: Floats) -> Floats:
    """Return x, y, heading and curvature at distances from the start of a piece."""
    if isinstance(piece, PolylinePiece):
        return _of_polyline(piece, along_m)
    if isinstance(piece, CubicPiece):
        return _of_cubic(piece, along_m)
    if isinstance(piece, ArcPiece):
        start, rate = piece.curvature_per_m, 0.0
    elif isinstance(piece, ClothoidPiece):
        start = piece.start_curvature_per_m
        rate = (piece.end_curvature_per_m - start) / piece.length_m
    else:
        start, rate = 0.0, 0.0
    u, v = _bent(along_m, start, rate)
    turned = along_m * (start + rate * along_m / 2)
    return _placed(piece, u, v, turned, start + rate * along_m)


def _placed(
    piece: LinePiece | ArcPiece | ClothoidPiece | CubicPiece,
    u: Floats,
    v: Floats,
    turned: Floats,
    curvature: Floats,
) -> Floats:
    cos, sin = math.cos(piece.heading_rad), math.sin(piece.heading_rad)
    x, y = piece.x_m + cos * u - sin * v, piece.y_m + sin * u + cos * v
    return np.vstack([x, y, piece.heading_rad + turned, np.broadcast_to(curvature, u.shape)])


def _bent(along_m: Floats, start: float, rate: float) -> tuple[Floats, Floats]:
    """Return points of a curve whose curvature is `start` plus `rate` times the distance."""
    if abs(rate) < STRAIGHT:
        if abs(start) < STRAIGHT:
            return along_m, np.zeros_like(along_m)
        turned = along_m * start
        return np.sin(turned) / start, 2 * np.sin(turned / 2) ** 2 / start
    farthest = float(np.abs(along_m).max(initial=0.0))
    sharpest = max(abs(start), abs(start + rate * farthest), abs(start - rate * farthest))
    panels = max(math.ceil(farthest * sharpest / TURN_OF_PANEL_RAD), 1)
    half = along_m / panels / 2
    left = np.arange(panels)[None, :] * 2 * half[:, None]
    at = left[:, :, None] + half[:, None, None] * (GAUSS_NODES + 1)
    turned = at * (start + rate * at / 2)
    u = ((np.cos(turned) @ GAUSS_WEIGHTS).sum(axis=1)) * half
    v = ((np.sin(turned) @ GAUSS_WEIGHTS).sum(axis=1)) * half
    return u, v


def _of_cubic(piece: CubicPiece, along_m: Floats) -> Floats:
    """Return points of a cubic; its parameter runs evenly along its length, as in OpenDRIVE."""
    parameter = along_m * (piece.parameter_end / piece.length_m)
    powers = parameter[:, None] ** np.arange(4)
    u, v = powers @ np.array(piece.u), powers @ np.array(piece.v)
    du, dv = _derivative(piece.u, parameter), _derivative(piece.v, parameter)
    ddu = 2 * piece.u[2] + 6 * piece.u[3] * parameter
    ddv = 2 * piece.v[2] + 6 * piece.v[3] * parameter
    speed = np.maximum(np.hypot(du, dv), STRAIGHT)
    curvature = (du * ddv - dv * ddu) / speed**3
    return _placed(piece, u, v, np.unwrap(np.arctan2(dv, du)), curvature)


def _derivative(cubic: tuple[float, float, float, float], parameter: Floats) -> Floats:
    _, b, c, d = cubic
    return b + parameter * (2 * c + 3 * d * parameter)


def _of_polyline(piece: PolylinePiece, along_m: Floats) -> Floats:
    points = np.array(piece.points_m)
    steps = np.diff(points, axis=0)
    lengths = np.hypot(*steps.T)
    starts = np.concatenate([[0.0], np.cumsum(lengths)[:-1]])
    which = np.clip(np.searchsorted(starts, along_m, side="right") - 1, 0, len(steps) - 1)
    share = (along_m - starts[which]) / lengths[which]
    places = points[which] + share[:, None] * steps[which]
    headings = np.arctan2(steps[which, 1], steps[which, 0])
    return np.vstack([places.T, headings, np.zeros(len(along_m))])
