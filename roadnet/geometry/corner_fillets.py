"""Round the kerb corners between the arms of a junction.

The curve is a morphological closing: what a disc of the corner's radius cannot reach from outside
belongs to the junction. It touches both kerbs smoothly, gives way where a kerb is short, and moves
only a little when the roads do.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.arm_shape import ArmShape
from roadnet.geometry.fillet import Fillet
from roadnet.geometry.gore import GORE_RAD, gore
from roadnet.geometry.ribbon import united

Floats = NDArray[np.float64]
ON_EDGE_M = 2e-3
LONGEST_TANGENT_M = 8.0  # from the corner to the end of the curve; sharper corners: less radius
LEAST_RADIUS_M = 0.1
LEAST_TURN_RAD = math.radians(3)
LOOK_M = 4.0  # the kerbs' directions are taken this far from the corner
STEPS_PER_QUARTER = 16
LAP_M = 0.5  # over the roads: surfaces that only touch come apart on the grid
THICK_M = 0.005  # half the width of what is too thin to count
REACH = 1.25  # times the tangent: how far from its corner a curve may go along bent kerbs

RadiusOf = Callable[[ArmShape, ArmShape], float]


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
    ring = shapely.normalize(shapely.Polygon(area.exterior)).exterior
    found = []
    for corner, arms in _corners(ring, shapes):
        opening = _opening_rad(ring, corner)
        if opening < GORE_RAD:
            found.append(gore(corner, arms, shapes))
            continue
        radius = radius_of(shapes[arms[0]], shapes[arms[1]])
        radius = round(min(radius, LONGEST_TANGENT_M * math.tan(opening / 2)), 6)
        if radius < LEAST_RADIUS_M:
            continue
        tangent = radius / math.tan(opening / 2)
        place = shapely.Point(corner)
        starts = [float(shapes[arm].distance_of(place)) for arm in arms]
        reach = REACH * tangent + LOOK_M
        roads = [
            shapes[arm].piece(0.0, min(start + reach, shapes[arm].reach_m))
            for arm, start in zip(arms, starts, strict=True)
        ]
        curve = _curve(united(roads), place.buffer(reach, quad_segs=4), radius)
        if not curve.is_empty:
            found.append(Fillet(curve, radius, arms, tuple(start + tangent for start in starts)))
    return found


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
    kerbs = np.array([shape.kerbs for shape in shapes])
    if not len(concave):
        return []
    touches = shapely.distance(shapely.points(concave)[:, None], kerbs[None]) < ON_EDGE_M
    found = []
    for corner, row in zip(concave, touches, strict=True):
        arms = tuple(int(index) for index in np.flatnonzero(row))
        if len(arms) > 1 and shapes[arms[0]].may_cross(shapes[arms[1]]):
            found.append((corner, arms))
    return found


def _opening_rad(ring: shapely.LinearRing, corner: Floats) -> float:
    """Return the angle between the kerbs at a corner, outside the road."""
    at, length = ring.project(shapely.Point(corner)), ring.length
    ways = []
    for step in (-LOOK_M, LOOK_M):
        place = ring.interpolate((at + step) % length)
        way = shapely.get_coordinates(place)[0] - corner
        ways.append(way / max(float(np.hypot(*way)), ON_EDGE_M))
    return math.acos(max(-1.0, min(1.0, float(ways[0] @ ways[1]))))


def _curve(roads: BaseGeometry, around: BaseGeometry, radius_m: float) -> BaseGeometry:
    """Return what a disc cannot reach between the roads of a corner, with a lap over them."""
    grown = shapely.buffer(roads, radius_m, quad_segs=STEPS_PER_QUARTER)
    closed = shapely.buffer(grown, -radius_m, quad_segs=STEPS_PER_QUARTER)
    added = shapely.intersection(shapely.difference(closed, roads), around)
    thick = shapely.buffer(added, -THICK_M, quad_segs=2)  # without threads along kerbs
    lap = shapely.intersection(roads, shapely.buffer(thick, LAP_M, quad_segs=2))
    return shapely.union(shapely.buffer(thick, THICK_M, quad_segs=2), lap)
