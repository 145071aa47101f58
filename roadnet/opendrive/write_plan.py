"""Write the plan and the heights of a road."""

import math
from itertools import pairwise

from lxml import etree

from roadnet.model import (
    ArcPiece,
    ClothoidPiece,
    CubicPiece,
    CurvePiece,
    LinePiece,
    PolylinePiece,
    Profile,
    ReferenceLine,
)
from roadnet.opendrive.cubics import without_repetition
from roadnet.opendrive.cut_line import joined_lines, normalised
from roadnet.opendrive.stations import StationMap
from roadnet.opendrive.xml_text import add


def write_plan(road: etree._Element, line: ReferenceLine) -> None:
    """Add the plan of a road."""
    plan = add(road, "planView")
    station = 0.0
    for piece in joined_lines(ReferenceLine(tuple(_without_polylines(line)))):
        own = normalised(piece) if isinstance(piece, CubicPiece) else piece
        _write_piece(plan, own, station)
        station += own.length_m


def write_elevation(road: etree._Element, elevation: Profile | None, stations: StationMap) -> None:
    """Add the heights of a road, as far as they are known."""
    if elevation is None:
        return
    profile = add(road, "elevationProfile")
    for piece in without_repetition(stations.chain(list(elevation.pieces)), stations.end_m):
        values = {"s": piece.start_m, "a": piece.a, "b": piece.b, "c": piece.c, "d": piece.d}
        add(profile, "elevation", values)


def _without_polylines(line: ReferenceLine) -> list[CurvePiece]:
    """Return the pieces of a line, polylines as straight pieces."""
    pieces: list[CurvePiece] = []
    for piece in line.pieces:
        if not isinstance(piece, PolylinePiece):
            pieces.append(piece)
            continue
        for (x, y), (to_x, to_y) in pairwise(piece.points_m):
            heading = math.atan2(to_y - y, to_x - x)
            pieces.append(LinePiece(x, y, heading, math.hypot(to_x - x, to_y - y)))
    return pieces


def _write_piece(plan: etree._Element, piece: CurvePiece, station_m: float) -> None:
    assert not isinstance(piece, PolylinePiece)
    geometry = add(
        plan,
        "geometry",
        {
            "s": station_m,
            "x": piece.x_m,
            "y": piece.y_m,
            "hdg": math.remainder(piece.heading_rad, math.tau),
            "length": piece.length_m,
        },
    )
    if isinstance(piece, LinePiece):
        add(geometry, "line")
    elif isinstance(piece, ArcPiece):
        add(geometry, "arc", {"curvature": piece.curvature_per_m})
    elif isinstance(piece, ClothoidPiece):
        curvatures = {
            "curvStart": piece.start_curvature_per_m,
            "curvEnd": piece.end_curvature_per_m,
        }
        add(geometry, "spiral", curvatures)
    else:
        _write_cubic(geometry, piece)


def _write_cubic(geometry: etree._Element, piece: CubicPiece) -> None:
    values: dict[str, str | float | None] = {}
    for axis, cubic in (("U", piece.u), ("V", piece.v)):
        values |= {f"{name}{axis}": one for name, one in zip("abcd", cubic, strict=True)}
    values["pRange"] = "normalized" if piece.parameter_end == 1.0 else "arcLength"
    add(geometry, "paramPoly3", values)
