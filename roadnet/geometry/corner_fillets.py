"""Round the kerb corners between the arms of a junction."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from roadnet.geometry.arm_shape import ArmShape

Floats = NDArray[np.float64]
ON_EDGE_M = 1e-6
LONGEST_TANGENT_M = 8.0  # from the corner to the end of the curve; sharper corners: less radius
LEAST_RADIUS_M = 0.25
LEAST_TURN_RAD = math.radians(3)
NEAR_M = 0.3
LOOK_M = 1.5  # the kerbs' directions are taken this far from the corner
STEPS_PER_QUARTER = 16
FOUND_WITHIN = 0.3  # of the radius: how near the centre must be to where it is expected

RadiusOf = Callable[[ArmShape, ArmShape], float]


@dataclass(frozen=True, slots=True)
class Fillet:
    """A rounded kerb corner."""

    surface: BaseGeometry  # what the curve adds to the junction
    centre: tuple[float, float]
    radius_m: float
    arms: tuple[int, ...]  # indices of the arms whose kerbs it touches
    corner: tuple[float, float]  # where the kerbs would meet


def fillets(area: shapely.Polygon, shapes: Sequence[ArmShape], radius_of: RadiusOf) -> list[Fillet]:
    """Return the rounded corners on the outside of a junction.

    Parameters
    ----------
    area
        Union of the surfaces of all arms.
    shapes
        The arms.
    radius_of
        The radius between two arms; a corner so sharp that its curve would be longer than
        `LONGEST_TANGENT_M` gets a smaller one.
    """
    ring = shapely.remove_repeated_points(shapely.normalize(area).exterior, ON_EDGE_M)
    corners = _corners(ring, shapes)
    grown: dict[float, Floats] = {}
    found = []
    for corner, arms in corners:
        opening, expected = _opening(ring, corner)
        radius = radius_of(shapes[arms[0]], shapes[arms[1]])
        radius = round(min(radius, LONGEST_TANGENT_M * math.tan(opening / 2)), 6)
        while radius >= LEAST_RADIUS_M:
            if radius not in grown:
                grown[radius] = _centres(area, radius)
            there = corner + expected * radius / math.sin(opening / 2)
            centre = _nearest(grown[radius], there, radius)
            if centre is not None:
                break
            radius = round(radius / 2, 6)  # a narrow gap, such as a median, has a rounder nose
        else:
            continue
        surface = _surface(ring, corner, centre, radius)
        if surface is not None:
            found.append(Fillet(surface, _pair(centre), radius, arms, _pair(corner)))
    return found


def _pair(place: Floats) -> tuple[float, float]:
    return float(place[0]), float(place[1])


def _corners(
    ring: shapely.LinearRing, shapes: Sequence[ArmShape]
) -> list[tuple[Floats, tuple[int, ...]]]:
    """Return the concave corners where kerbs of different arms meet."""
    points = shapely.get_coordinates(ring)[:-1]
    before, after = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
    turn = np.arctan2(
        before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0], (before * after).sum(axis=1)
    )
    sign = 1.0 if shapely.is_ccw(ring) else -1.0
    concave = points[sign * turn < -LEAST_TURN_RAD]
    edges = np.array([shape.edge for shape in shapes])
    if not len(concave):
        return []
    touches = shapely.distance(shapely.points(concave)[:, None], edges[None]) < ON_EDGE_M
    found = []
    for corner, row in zip(concave, touches, strict=True):
        arms = tuple(int(index) for index in np.flatnonzero(row))
        if len(arms) > 1 and shapes[arms[0]].may_cross(shapes[arms[1]]):
            found.append((corner, arms))
    return found


def _opening(ring: shapely.LinearRing, corner: Floats) -> tuple[float, Floats]:
    """Return the angle between the kerbs outside the road, and the direction of its middle."""
    at, length = ring.project(shapely.Point(corner)), ring.length
    ways = []
    for step in (-LOOK_M, LOOK_M):
        there = ring.interpolate((at + step) % length)
        way = np.array([there.x, there.y]) - corner
        ways.append(way / max(np.hypot(*way), ON_EDGE_M))
    middle = ways[0] + ways[1]
    size = np.hypot(*middle)
    opening = math.acos(max(-1.0, min(1.0, float(ways[0] @ ways[1]))))
    return max(opening, LEAST_TURN_RAD), middle / max(size, ON_EDGE_M)


def _centres(area: shapely.Polygon, radius_m: float) -> Floats:
    """Return the centres of all circles of a radius that touch the outside twice."""
    grown = shapely.buffer(area, radius_m, quad_segs=STEPS_PER_QUARTER)
    found = []
    for polygon in shapely.get_parts(grown):
        points = shapely.get_coordinates(shapely.normalize(polygon).exterior)[:-1]
        before, after = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
        turn = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
        sign = 1.0 if shapely.is_ccw(polygon.exterior) else -1.0
        size = np.hypot(*before.T) * np.hypot(*after.T)
        found.append(points[sign * turn < -size * math.sin(LEAST_TURN_RAD)])
    return np.concatenate(found) if found else np.empty((0, 2))


def _nearest(points: Floats, expected: Floats, radius_m: float) -> Floats | None:
    if not len(points):
        return None
    distance = np.hypot(*(points - expected).T)
    best = int(distance.argmin())
    return points[best] if distance[best] <= FOUND_WITHIN * radius_m + NEAR_M else None


def _surface(
    ring: shapely.LinearRing, corner: Floats, centre: Floats, radius_m: float
) -> BaseGeometry | None:
    """Return what lies between the kerbs and the circle that touches both."""
    length, at = ring.length, ring.project(shapely.Point(corner))
    shifted = _started_opposite(ring, at)
    at = shifted.project(shapely.Point(corner))
    reach = 3 * radius_m + 2 * LONGEST_TANGENT_M
    sides = [
        substring(shifted, max(at - reach, 0.0), at),
        substring(shifted, at, min(at + reach, length)),
    ]
    place = shapely.Point(centre)
    stops = [sides[0].project(place), at + sides[1].project(place)]
    stops[0] += max(at - reach, 0.0)
    kerbs = substring(shifted, stops[0], stops[1])
    path = shapely.get_coordinates(kerbs)
    if len(path) < 3:  # noqa: PLR2004
        return None
    arc = _arc(path[-1], path[0], centre)
    patch = shapely.make_valid(shapely.Polygon(np.concatenate([path, arc])))
    return patch if patch.area > 0 else None


def _started_opposite(ring: shapely.LinearRing, at_m: float) -> shapely.LineString:
    """Return the ring as a line that starts far from a place, so that it can be cut around it."""
    start = (at_m + ring.length / 2) % ring.length
    head, tail = substring(ring, start, ring.length), substring(ring, 0.0, start)
    return shapely.LineString(
        np.concatenate([shapely.get_coordinates(head), shapely.get_coordinates(tail)[1:]])
    )


def _arc(start: Floats, end: Floats, centre: Floats) -> Floats:
    """Return points of the shorter arc from start to end around a centre, both left out."""
    first = math.atan2(*(start - centre)[::-1])
    turn = math.remainder(math.atan2(*(end - centre)[::-1]) - first, math.tau)
    count = max(math.ceil(abs(turn) / (math.pi / 2) * STEPS_PER_QUARTER), 1)
    angles = first + turn * np.arange(1, count) / count
    radii = np.hypot(*(start - centre)), np.hypot(*(end - centre))
    radius = np.linspace(*radii, count + 1)[1:-1, None]
    return np.asarray(centre + radius * np.column_stack([np.cos(angles), np.sin(angles)]))
