"""Strokes of paint along a line on the ground, whole or in dashes, of exact width and length."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from roadnet.markings.surfaces import largest_polygon

Floats = NDArray[np.float64]
SHORTEST_M = 0.01  # shorter pieces of paint are left out
LEAST_OF_DASH = 0.15  # shorter remains of a dash are left out
SHARPEST = 0.2  # cosine-like limit of a mitre: sharper corners are cut off
SAME_PLACE_M = 1e-7


def along(points: Floats) -> Floats:
    """Return the distance of each point of a line from its start."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    return np.concatenate([[0.0], np.cumsum(steps)])


def clean(points: Floats) -> Floats:
    """Return a line without repeated points."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    return np.asarray(points[np.concatenate([[True], steps > SAME_PLACE_M])])


def shifted(points: Floats, left_m: float) -> Floats:
    """Return a line moved to its left, corners mitred."""
    if left_m == 0.0:
        return points
    return np.asarray(points + left_m * _normals(points))


def stroke(points: Floats, width_m: float) -> shapely.Polygon:
    """Return the surface of an unbroken stroke along a line.

    Examples
    --------
    >>> line = np.array([[0.0, 0.0], [10.0, 0.0]])
    >>> stroke(line, 0.1).bounds
    (0.0, -0.05, 10.0, 0.05)
    """
    normals = _normals(points) * width_m / 2
    whole = shapely.Polygon(np.concatenate([points + normals, (points - normals)[::-1]]))
    if whole.is_valid:
        return whole
    # A line that folds back on itself: the inside of a bend that is tighter than it lies aside.
    rounded = shapely.LineString(points).buffer(width_m / 2, cap_style="flat", join_style="mitre")
    return largest_polygon(rounded)


def dashes(
    points: Floats, width_m: float, dash_m: tuple[float, float], *, phase_m: float = 0.0
) -> list[shapely.Polygon]:
    """Return the dashes along a line; remains at its ends that are no dashes are left out.

    Parameters
    ----------
    points
        The line, shape (n, 2).
    width_m
        Width of the dashes.
    dash_m
        Length of a dash and of the gap after it.
    phase_m
        Where in the pattern the line starts; 0: with a whole dash.

    Examples
    --------
    >>> line = np.array([[0.0, 0.0], [20.0, 0.0]])
    >>> [dash.bounds[0::2] for dash in dashes(line, 0.1, (4.0, 6.0))]
    [(0.0, 4.0), (10.0, 14.0)]
    """
    distances = along(points)
    length, (on, off) = distances[-1], dash_m
    first = -(phase_m % (on + off))
    starts = np.arange(first, length, on + off)
    ends = np.minimum(starts + on, length)
    starts = np.maximum(starts, 0.0)
    kept = ends - starts > max(SHORTEST_M, LEAST_OF_DASH * on)
    return [
        stroke(between(points, distances, start, end), width_m)
        for start, end in zip(starts[kept], ends[kept], strict=True)
    ]


def between(points: Floats, distances: Floats, start_m: float, end_m: float) -> Floats:
    """Return the piece of a line between two distances from its start."""
    cuts = np.array([start_m, end_m])
    ends = np.column_stack([np.interp(cuts, distances, points[:, axis]) for axis in (0, 1)])
    inner = points[(distances > start_m + SAME_PLACE_M) & (distances < end_m - SAME_PLACE_M)]
    return np.concatenate([ends[:1], inner, ends[1:]])


def clipped(polygons: Sequence[shapely.Polygon], surface: BaseGeometry) -> list[shapely.Polygon]:
    """Return what of polygons lies on a surface, as polygons."""
    cut = shapely.intersection(np.asarray(polygons), surface)
    parts = shapely.get_parts(shapely.get_parts(cut))
    return [part for part in parts if part.geom_type == "Polygon" and part.area > SHORTEST_M**2]


def _normals(points: Floats) -> Floats:
    """Return for every point the vector to the left that keeps a stroke one metre wide."""
    steps = np.diff(points, axis=0)
    units = steps / np.hypot(steps[:, 0], steps[:, 1])[:, None]
    left = np.column_stack([-units[:, 1], units[:, 0]])
    total = left[:-1] + left[1:]
    square = np.maximum((total**2).sum(axis=1), SHARPEST)
    corners = total * (2.0 / square)[:, None]
    return np.vstack([left[:1], corners, left[-1:]])
