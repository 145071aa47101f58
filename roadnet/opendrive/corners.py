"""Round the corners of polylines, so that a road has no kinks.

The edges of the road stay where they are (`corner_edges`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from roadnet.model import (
    ArcPiece,
    CurvePiece,
    DrivingSide,
    LinePiece,
    Point,
    PolylinePiece,
    ReferenceLine,
    Road,
)
from roadnet.opendrive.corner_edges import Corner, fitted_section
from roadnet.opendrive.curve_points import end_of
from roadnet.opendrive.cut_line import headings_of, turns_of
from roadnet.opendrive.drawn_road import (
    DrawnRoad,
    drawn_sections,
)
from roadnet.opendrive.stations import StationMap

Floats = NDArray[np.float64]
LEAST_TURN_RAD = 1e-5  # a corner that turns less is no corner
CLEARANCE = 1.02  # the centre of an arc lies beyond the innermost edge by this share
LEAST_RADIUS_M = 2.0
SHARE_OF_STEP = 0.98  # of a step that its two corners may take
SHORTEST_M = 1e-6


@dataclass(frozen=True, slots=True)
class EndTurn:
    """Half of a corner, at an end of a road that goes on into another one there."""

    tangent_m: float
    turn_rad: float  # of the half, positive to the left along the road


def tangent_wanted_m(turn_rad: float, left_m: float, right_m: float) -> float:
    """Return how far from a corner its arc should begin.

    Parameters
    ----------
    turn_rad
        Turn of the corner, positive to the left.
    left_m, right_m
        How far the edges reach to both sides of the line.
    """
    inner = max(left_m if turn_rad > 0 else right_m, 0.0)
    return max(inner * CLEARANCE, LEAST_RADIUS_M) * math.tan(abs(turn_rad) / 2)


def reach_of(road: Road) -> tuple[float, float]:
    """Return how far the edges of a road reach to the left and to the right, at most."""
    edges = [
        section.offsets_at(at)
        for section in road.sections
        for at in (0.0, section.length_m / 2, section.length_m)
    ]
    return max(0.0, *(one[0] for one in edges)), max(0.0, *(-one[-1] for one in edges))


def points_of(line: ReferenceLine) -> tuple[Point, ...] | None:
    """Return the points of a line that is nothing but polylines; None for other lines."""
    points: list[Point] = []
    for piece in line.pieces:
        if not isinstance(piece, PolylinePiece):
            return None
        points += [
            point
            for point in piece.points_m
            if not points or math.dist(point, points[-1]) > SHORTEST_M
        ]
    return tuple(points) if len(points) > 1 else None


def rounded_road(
    road: Road, points_m: Sequence[Point], ends: tuple[EndTurn | None, EndTurn | None],
    side: DrivingSide,
) -> DrawnRoad:  # fmt: skip
    """Return a polyline road with arcs at its corners and its edges where they were.

    Parameters
    ----------
    road
        The road.
    points_m
        The points of its line.
    ends
        Halves of corners at its start and end.
    side
        Side of the road driven on.
    """
    corners, pieces, stations = _rounded_line(np.array(points_m), ends, reach_of(road))
    sections = tuple(
        fitted_section(section, corners, stations)
        for section in drawn_sections(road.sections, side)
    )
    return DrawnRoad(road, ReferenceLine(tuple(pieces)), sections, stations)


def _rounded_line(
    points: Floats, ends: tuple[EndTurn | None, EndTurn | None], reach: tuple[float, float]
) -> tuple[list[Corner], list[CurvePiece], StationMap]:
    lengths = np.hypot(*np.diff(points, axis=0).T)
    at = np.concatenate([[0.0], np.cumsum(lengths)])
    turns = [2 * ends[0].turn_rad if ends[0] else 0.0, *turns_of(points), 0.0]
    turns[-1] = 2 * ends[1].turn_rad if ends[1] else 0.0
    tangents = _tangents(turns, lengths, ends, reach)
    headings = headings_of(points)
    pieces: list[CurvePiece] = []
    corners: list[Corner] = []
    old, new = [0.0], [0.0]
    place = points[0]
    if ends[0] and tangents[0] > 0:
        corners.append(_corner(at[0], turns[0], tangents[0], 0.0, "second"))
        pieces.append(_end_arc(points[0], float(headings[0]), corners[0]))
        place = np.array(end_of(pieces[0])[:2])
        old.append(tangents[0])
        new.append(corners[0].end_m)
    for index, length in enumerate(lengths):
        straight = float(length - tangents[index] - tangents[index + 1])
        heading = float(headings[index])
        if straight > SHORTEST_M:
            pieces.append(LinePiece(float(place[0]), float(place[1]), heading, straight))
            place = place + straight * np.array([math.cos(heading), math.sin(heading)])
            old.append(float(at[index + 1] - tangents[index + 1]))
            new.append(new[-1] + straight)
        tangent, turn = tangents[index + 1], turns[index + 1]
        if tangent <= 0:
            place = points[index + 1]
            continue
        halves = "first" if index == len(lengths) - 1 else "both"
        corner = _corner(at[index + 1], turn, tangent, new[-1], halves)
        arc = ArcPiece(
            float(place[0]), float(place[1]), heading, corner.end_m - corner.start_m,
            corner.curvature_per_m,
        )  # fmt: skip
        corners.append(corner)
        pieces.append(arc)
        place = np.array(end_of(arc)[:2])
        old.append(float(at[index + 1]) if halves == "first" else float(at[index + 1] + tangent))
        new.append(corner.end_m)
    return corners, pieces, StationMap(np.array(old), np.array(new))


def _corner(middle: float, turn: float, tangent: float, start: float, halves: str) -> Corner:
    curvature = math.tan(turn / 2) / tangent
    half = abs(turn) / 2 / abs(curvature)
    count = 2 if halves == "both" else 1
    return Corner(
        float(middle), tangent, curvature, start, start + count * half,
        has_first=halves != "second", has_second=halves != "first",
    )  # fmt: skip


def _end_arc(node: Floats, heading: float, corner: Corner) -> ArcPiece:
    """Return the half arc at the start of a road whose first step has a heading."""
    finish = node + corner.tangent_m * np.array([math.cos(heading), math.sin(heading)])
    length = corner.half_m
    turned = corner.curvature_per_m * length
    back = ArcPiece(
        float(finish[0]), float(finish[1]), heading + math.pi, length, -corner.curvature_per_m
    )
    x, y, _ = end_of(back)
    return ArcPiece(x, y, heading - turned, length, corner.curvature_per_m)


def _tangents(
    turns: Sequence[float],
    lengths: Floats,
    ends: tuple[EndTurn | None, EndTurn | None],
    reach: tuple[float, float],
) -> list[float]:
    """Return the tangents of all corners so that two of them fit into each step."""
    wanted = [
        tangent_wanted_m(turn, *reach) if abs(turn) > LEAST_TURN_RAD else 0.0 for turn in turns
    ]
    fixed = {}
    for index, end in ((0, ends[0]), (len(turns) - 1, ends[1])):
        wanted[index] = end.tangent_m if end else 0.0
        fixed[index] = True
    found = list(wanted)
    for index, length in enumerate(lengths):
        both = wanted[index], wanted[index + 1]
        free = float(length) * SHARE_OF_STEP
        if sum(both) <= free:
            continue
        for own, other in ((index, index + 1), (index + 1, index)):
            if own in fixed:
                continue
            room = free - wanted[other] if other in fixed else free * wanted[own] / sum(both)
            found[own] = min(found[own], max(room, 0.0))
    return [one if one > SHORTEST_M else 0.0 for one in found]
