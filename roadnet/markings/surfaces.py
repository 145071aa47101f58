"""Small operations on surfaces of paint: their polygons, and moving them in the driver's frame."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]


def polygons_of(shape: BaseGeometry) -> list[shapely.Polygon]:
    """Return the polygons of a geometry; lines and points are dropped."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return [part for part in parts if isinstance(part, shapely.Polygon) and part.area > 0]


def largest_polygon(shape: BaseGeometry) -> shapely.Polygon:
    """Return the largest polygon of a geometry; an empty one where there is none."""
    return max(polygons_of(shape), key=lambda part: part.area, default=shapely.Polygon())


def moved(
    shapes: Sequence[shapely.Polygon], ahead_m: float, left_m: float
) -> list[shapely.Polygon]:
    """Return shapes moved ahead and to the left.

    Examples
    --------
    >>> moved([shapely.box(0, 0, 1, 1)], 2.0, 3.0)[0].bounds
    (2.0, 3.0, 3.0, 4.0)
    """
    step = np.array([ahead_m, left_m])
    return [shapely.transform(shape, lambda points: points + step) for shape in shapes]


def turned(
    shapes: Sequence[shapely.Polygon], ahead: Floats, origin: Floats
) -> list[shapely.Polygon]:
    """Return shapes of the driver's frame laid on the ground.

    Parameters
    ----------
    shapes
        Polygons, x ahead, y to the left.
    ahead
        Unit vector of the direction of travel.
    origin
        Where their origin comes to lie.
    """
    turn = np.array([ahead, [-ahead[1], ahead[0]]])
    return [shapely.transform(shape, lambda points: points @ turn + origin) for shape in shapes]


def rotated(direction: Floats, angle_deg: float) -> Floats:
    """Return a direction turned counter-clockwise.

    Examples
    --------
    >>> rotated(np.array([1.0, 0.0]), 90.0).round(6).tolist()
    [0.0, 1.0]
    """
    cos, sin = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    x, y = direction
    return np.array([x * cos - y * sin, x * sin + y * cos])
