"""Keep the edges of a road where they are when arcs round the corners of its line.

The map keeps the edges of a polyline parallel to its steps and lets them meet in mitres. A file
counts offsets square to a smooth line: along the arc that rounds a corner, an edge that is straight
on the map has an offset of (1/k)·(1 - (1 - k·o) / cos φ), with the curvature k, its distance o from
the step and the angle φ turned since the arc began.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from roadnet.model import ProfilePiece
from roadnet.opendrive.cubics import value_at
from roadnet.opendrive.drawn_road import Chain, DrawnSection, edge_chains, from_edges
from roadnet.opendrive.stations import StationMap

PANEL_RAD = 0.15  # an edge is followed by cubics that turn no more
ALMOST_STRAIGHT_M = 0.002  # an edge that a corner moves less keeps its offset
SLOPE_STEP_M = 1e-4
SHORTEST_M = 1e-6


@dataclass(frozen=True, slots=True)
class Corner:
    """An arc in place of a corner, or half of one at an end of the road."""

    middle_m: float  # station of the corner on the polyline
    tangent_m: float
    curvature_per_m: float
    start_m: float  # stations of the arc on the drawn line
    end_m: float
    has_first: bool = True  # whether the half before the corner belongs to the road
    has_second: bool = True

    @property
    def half_m(self) -> float:
        """Length of half of the arc."""
        return (self.end_m - self.start_m) / (self.has_first + self.has_second)


def fitted_section(
    drawn: DrawnSection, corners: Sequence[Corner], stations: StationMap
) -> DrawnSection:
    """Return a section on the drawn line with its edges where the polyline had them.

    Parameters
    ----------
    drawn
        The section by stations of the polyline.
    corners
        The arcs of the road.
    stations
        From stations of the polyline to those of the drawn line.
    """
    start, end = stations.at(drawn.start_m), stations.at(drawn.end_m)
    moved = replace(drawn, start_m=start, end_m=end)
    inside = [one for one in corners if one.end_m > moved.start_m and one.start_m < moved.end_m]
    origin = drawn.start_m
    if not any(_moves_edges(corner, drawn) for corner in inside):
        return replace(
            moved,
            datum=stations.chain(drawn.datum, origin),
            widths=[stations.chain(width, origin) for width in drawn.widths],
        )
    edges = edge_chains(drawn)
    return from_edges(moved, [_followed(edge, moved, inside, stations, origin) for edge in edges])


def _moves_edges(corner: Corner, section: DrawnSection) -> bool:
    """Whether edges of constant offsets would leave their place by more than a little."""
    distance = min(max(corner.middle_m - section.start_m, 0.0), section.length_m)
    half = corner.half_m
    return any(
        abs(_offset_in_arc(corner.curvature_per_m, half, edge) - edge) > ALMOST_STRAIGHT_M
        for edge in section.edges_at(distance)
    )


def _offset_in_arc(curvature: float, along_m: float, offset_m: float) -> float:
    """Return the offset, square to an arc, of a line parallel to the tangent where it began."""
    return (1.0 - (1.0 - curvature * offset_m) / math.cos(curvature * along_m)) / curvature


def _followed(
    edge: Chain,
    section: DrawnSection,
    corners: Sequence[Corner],
    stations: StationMap,
    origin_m: float,
) -> Chain:
    """Return the chain of an edge along the drawn line."""
    back = StationMap(stations.new_m, stations.old_m)

    def offset(station_m: float, corner: Corner | None) -> float:
        own = value_at(edge, back.at(station_m) - origin_m)
        if corner is None:
            return own
        from_start = station_m - corner.start_m if corner.has_first else math.inf
        from_end = corner.end_m - station_m if corner.has_second else math.inf
        return _offset_in_arc(corner.curvature_per_m, min(from_start, from_end), own)

    pieces: Chain = []
    for start, end, corner in _stretches(section, corners, edge, stations, origin_m):
        middle = (start + end) / 2
        if corner is None:
            at = back.at(middle) - origin_m
            own = _as_it_is(edge, at, back.at(start) - origin_m)
            pieces.append(replace(own, start_m=start - section.start_m))
        else:
            values = [offset(start, corner), offset(end, corner)]
            step = min(SLOPE_STEP_M, (end - start) / 4)
            slopes = [
                (offset(start + step, corner) - values[0]) / step,
                (values[1] - offset(end - step, corner)) / step,
            ]
            pieces.append(_cubic(start - section.start_m, end - start, values, slopes))
    return pieces


def _as_it_is(edge: Chain, inside_m: float, start_m: float) -> ProfilePiece:
    """Return the cubic of a chain around a place, counted from another one."""
    index = max(i for i, piece in enumerate(edge) if i == 0 or piece.start_m <= inside_m)
    piece = edge[index]
    by = start_m - piece.start_m
    return ProfilePiece(
        start_m,
        piece.at(start_m),
        piece.b + by * (2 * piece.c + 3 * piece.d * by),
        piece.c + 3 * by * piece.d,
        piece.d,
    )


def _cubic(
    start: float, length: float, values: Sequence[float], slopes: Sequence[float]
) -> ProfilePiece:
    rise = (values[1] - values[0]) / length
    c = (3 * rise - 2 * slopes[0] - slopes[1]) / length
    d = (slopes[0] + slopes[1] - 2 * rise) / length**2
    return ProfilePiece(start, values[0], slopes[0], c, d)


def _stretches(
    section: DrawnSection,
    corners: Sequence[Corner],
    edge: Chain,
    stations: StationMap,
    origin_m: float,
) -> list[tuple[float, float, Corner | None]]:
    """Return the stretches of a section along which an edge is one cubic, with their corners."""
    breaks = {section.start_m, section.end_m}
    breaks |= {stations.at(origin_m + piece.start_m) for piece in edge[1:]}
    for corner in corners:
        middle = corner.start_m + corner.half_m if corner.has_first else corner.start_m
        for start, end in ((corner.start_m, middle), (middle, corner.end_m)):
            count = math.ceil(abs(corner.curvature_per_m) * (end - start) / PANEL_RAD)
            breaks |= set(np.linspace(start, end, count + 1).tolist()) if count else set()
    inside = sorted(one for one in breaks if section.start_m <= one <= section.end_m)
    found: list[tuple[float, float, Corner | None]] = []
    for start, end in pairwise(inside):
        if end - start > SHORTEST_M:
            middle = (start + end) / 2
            own = next((one for one in corners if one.start_m < middle < one.end_m), None)
            found.append((start, end, own))
    return found
