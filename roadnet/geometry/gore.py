"""The ground between two roads that part at a sharp angle: painted, up to a blunt nose.

The point where the kerbs of such roads part moves far when a road moves a little. The nose is
therefore put at a whole multiple of two metres behind it.
"""

import math
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from roadnet.geometry.arm_shape import ArmShape
from roadnet.geometry.fillet import Fillet

Floats = NDArray[np.float64]
GORE_RAD = math.radians(20)  # kerbs that part at a sharper angle make a gore
NOSE_STEP_M = 2.0
BEHIND_M = 3.0  # the nose is at least this far behind the point where the kerbs part


def gore(corner: Floats, arms: Sequence[int], shapes: Sequence[ArmShape]) -> Fillet:
    """Return the ground between two arms from the corner of their kerbs to the nose.

    Parameters
    ----------
    corner
        Where the kerbs part.
    arms
        Indices of the two arms.
    shapes
        All arms of the junction.
    """
    place = shapely.Point(corner)
    ends, ring = [], [corner]
    for index in arms[:2]:
        shape = shapes[index]
        end_m = nose_m(float(shape.distance_of(place)) + BEHIND_M, shape.length_m)
        ends.append(end_m)
        left, right = shape.kerb_points(end_m)
        inner = min((left, right), key=lambda point: float(np.hypot(*(point - corner))))
        ring.append(inner)
    ring += [
        shapely.get_coordinates(shapes[index].line.interpolate(end))[0]
        for index, end in zip(arms, ends, strict=False)
    ]
    hull = shapely.MultiPoint(np.array(ring)).convex_hull
    return Fillet(hull, 0.0, tuple(arms[:2]), tuple(ends))


def nose_m(distance_m: float, length_m: float) -> float:
    """Return the next whole step, at most the length of the road.

    Examples
    --------
    >>> nose_m(13.2, 100.0), nose_m(13.2, 13.5)
    (14.0, 13.5)
    """
    return min(math.ceil(distance_m / NOSE_STEP_M) * NOSE_STEP_M, length_m)
