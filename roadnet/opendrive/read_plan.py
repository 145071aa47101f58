"""Read the plan of a road: its reference line, and how stations of the file count along it."""

import math
from dataclasses import dataclass, replace

import numpy as np
from lxml import etree

from roadnet.model import (
    ArcPiece,
    ClothoidPiece,
    CubicPiece,
    CurvePiece,
    LinePiece,
    ReferenceLine,
)
from roadnet.opendrive.curve_points import cubic_length_m
from roadnet.opendrive.document import error_at, number
from roadnet.opendrive.placement import Placement
from roadnet.opendrive.stations import StationMap

SHORTEST_M = 1e-9  # a piece of a plan without length is left out
STRAIGHT_PER_M = 1e-12
SAME_LENGTH_M = 1e-4  # of a cubic as stated and as measured
LONGEST_ROAD_M = 1e6
HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """The reference line of a road, in metres of the map."""

    line: ReferenceLine
    stations: StationMap  # from stations of the file to stations of the line


def read_plan(road: etree._Element, placement: Placement) -> Plan:
    """Return the plan of a road.

    Cubics get their true lengths where the file states others, and everything is as long as the
    map is scaled; the stations of the file are counted accordingly.

    Raises
    ------
    OpenDriveError
        There is no plan, or a piece of it is not known or longer than any road.
    """
    elements = road.findall("planView/geometry")
    if not elements:
        raise error_at(road, "{path}, line {line}: road {road} has no plan.", road=road.get("id"))
    elements.sort(key=lambda element: number(element, "s"))
    pieces: list[CurvePiece] = []
    old: list[float] = []
    new = [0.0]
    for element in elements:
        length_m = number(element, "length")
        if length_m < SHORTEST_M:
            continue
        piece = placement.placed(_piece(element, length_m))
        start = number(element, "s")
        old.append(start if not old else max(start, old[-1] + SHORTEST_M))
        new.append(new[-1] + piece.length_m)
        pieces.append(piece)
    if not pieces or not new[-1] < LONGEST_ROAD_M:
        raise error_at(
            road, "{path}, line {line}: the plan of road {road} is empty or longer than any road.",
            road=road.get("id"),
        )  # fmt: skip
    last = elements[-1]
    old.append(max(number(last, "s") + number(last, "length"), old[-1] + SHORTEST_M))
    return Plan(ReferenceLine(tuple(pieces)), StationMap(np.array(old), np.array(new)))


def _piece(element: etree._Element, length_m: float) -> CurvePiece:
    shapes = [child for child in element if child.tag in _READERS]
    if len(shapes) != 1:
        raise error_at(
            element,
            "{path}, line {line}: a piece of a plan is a line, arc, spiral, poly3 or paramPoly3; "
            "found {found}.",
            found=", ".join(str(child.tag) for child in element) or "-",
        )
    base = LinePiece(number(element, "x"), number(element, "y"), number(element, "hdg"), length_m)
    return _READERS[str(shapes[0].tag)](shapes[0], base)


def _line(_: etree._Element, base: LinePiece) -> CurvePiece:
    return base


def _arc(shape: etree._Element, base: LinePiece) -> CurvePiece:
    return _circular(base, number(shape, "curvature"))


def _circular(base: LinePiece, curvature_per_m: float) -> CurvePiece:
    if abs(curvature_per_m) < STRAIGHT_PER_M:
        return base
    return ArcPiece(base.x_m, base.y_m, base.heading_rad, base.length_m, curvature_per_m)


def _spiral(shape: etree._Element, base: LinePiece) -> CurvePiece:
    start, end = number(shape, "curvStart"), number(shape, "curvEnd")
    if abs(end - start) < STRAIGHT_PER_M:
        return _circular(base, start)
    return ClothoidPiece(base.x_m, base.y_m, base.heading_rad, base.length_m, start, end)


def _poly3(shape: etree._Element, base: LinePiece) -> CurvePiece:
    """Return a cubic over the local u axis; its end is where its length is the stated one."""
    v = tuple(number(shape, name, 0.0) for name in "abcd")
    piece = _cubic(base, (0.0, 1.0, 0.0, 0.0), v, base.length_m)
    low, high = 0.0, base.length_m
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if cubic_length_m(piece, middle) < base.length_m else (low, middle)
        )
    return replace(piece, parameter_end=high)


def _param_poly3(shape: etree._Element, base: LinePiece) -> CurvePiece:
    u = tuple(number(shape, f"{name}U", 0.0) for name in "abcd")
    v = tuple(number(shape, f"{name}V", 0.0) for name in "abcd")
    is_by_length = shape.get("pRange") == "arcLength"
    piece = _cubic(base, u, v, base.length_m if is_by_length else 1.0)
    true_length_m = cubic_length_m(piece)
    if not SHORTEST_M < true_length_m < LONGEST_ROAD_M:
        raise error_at(
            shape, "{path}, line {line}: a cubic of a plan has no length.",
        )  # fmt: skip
    if abs(true_length_m - base.length_m) > SAME_LENGTH_M:
        return replace(piece, length_m=true_length_m)
    return piece


def _cubic(
    base: LinePiece, u: tuple[float, ...], v: tuple[float, ...], parameter_end: float
) -> CubicPiece:
    """Return a cubic; it starts where its coefficients say, at the turned origin."""
    assert len(u) == len(v) == 4  # noqa: PLR2004
    return CubicPiece(
        base.x_m,
        base.y_m,
        math.remainder(base.heading_rad, math.tau),
        base.length_m,
        (u[0], u[1], u[2], u[3]),
        (v[0], v[1], v[2], v[3]),
        parameter_end,
    )


_READERS = {
    "line": _line,
    "arc": _arc,
    "spiral": _spiral,
    "poly3": _poly3,
    "paramPoly3": _param_poly3,
}
