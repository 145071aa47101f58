"""The plan of a road: a chain of lines, arcs, clothoids, cubics and polylines in metres.

Headings are radians, counter-clockwise from east (the x axis). Curvature is 1/m, positive to the
left. Stations count from the start of the road.
"""

import math
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LinePiece:
    """A straight piece."""

    x_m: float
    y_m: float
    heading_rad: float
    length_m: float


@dataclass(frozen=True, slots=True)
class ArcPiece:
    """A piece of a circle."""

    x_m: float
    y_m: float
    heading_rad: float
    length_m: float
    curvature_per_m: float


@dataclass(frozen=True, slots=True)
class ClothoidPiece:
    """A piece whose curvature changes linearly along its length."""

    x_m: float
    y_m: float
    heading_rad: float
    length_m: float
    start_curvature_per_m: float
    end_curvature_per_m: float


@dataclass(frozen=True, slots=True)
class CubicPiece:
    """A parametric cubic in the frame of its start; `u` along the heading, `v` to the left.

    The parameter runs from 0 to `parameter_end`; `length_m` is the length along the curve.
    """

    x_m: float
    y_m: float
    heading_rad: float
    length_m: float
    u: tuple[float, float, float, float]  # coefficients of p**0 … p**3
    v: tuple[float, float, float, float]
    parameter_end: float = 1.0


@dataclass(frozen=True, slots=True)
class PolylinePiece:
    """Straight pieces from point to point, as OpenStreetMap draws a way."""

    points_m: tuple[Point, ...]

    @property
    def length_m(self) -> float:
        """Length along the points."""
        return math.fsum(map(math.dist, self.points_m, self.points_m[1:]))


CurvePiece = LinePiece | ArcPiece | ClothoidPiece | CubicPiece | PolylinePiece


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """The line from which stations and offsets of a road are counted.

    Examples
    --------
    >>> ReferenceLine((PolylinePiece(((0.0, 0.0), (3.0, 4.0))),)).length_m
    5.0
    """

    pieces: tuple[CurvePiece, ...]

    @property
    def length_m(self) -> float:
        """Length of the whole line."""
        return math.fsum(piece.length_m for piece in self.pieces)
