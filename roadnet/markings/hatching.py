"""Parallel stripes of paint across a surface, exact in width and distance."""

import math

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
LEAST_AREA_M2 = 1e-4


def stripes(
    surface: BaseGeometry,
    direction: Floats,
    stripe_m: float,
    gap_m: float,
    *,
    origin: Floats | None = None,
) -> list[shapely.Polygon]:
    """Return stripes that run in a direction, as far as they lie on a surface.

    Parameters
    ----------
    surface
        Polygon or polygons.
    direction
        Unit vector along the stripes.
    stripe_m, gap_m
        Width of a stripe, clear distance of two.
    origin
        A point on the near edge of a stripe; the corner of the surface without one.

    Examples
    --------
    >>> square = shapely.box(0.0, 0.0, 4.0, 4.0)
    >>> [stripe.bounds[1::2] for stripe in stripes(square, np.array([1.0, 0.0]), 1.0, 1.0)]
    [(0.0, 1.0), (2.0, 3.0)]
    """
    points = shapely.get_coordinates(surface)
    if not len(points):
        return []
    across = np.array([-direction[1], direction[0]])
    start = points[0] if origin is None else origin
    along, aside = (points - start) @ direction, (points - start) @ across
    pitch = stripe_m + gap_m
    if origin is None:
        start = start + across * aside.min()
        aside = aside - aside.min()
    first, last = math.floor(aside.min() / pitch), math.ceil(aside.max() / pitch)
    ends = np.array([along.min() - 1.0, along.max() + 1.0])
    bars = []
    for row in range(first, last + 1):
        low, high = row * pitch, row * pitch + stripe_m
        corners = [(ends[0], low), (ends[1], low), (ends[1], high), (ends[0], high)]
        bars.append(shapely.Polygon([start + x * direction + y * across for x, y in corners]))
    cut = shapely.get_parts(shapely.get_parts(shapely.intersection(np.array(bars), surface)))
    return [part for part in cut if part.geom_type == "Polygon" and part.area > LEAST_AREA_M2]


def outline(surface: shapely.Polygon, width_m: float) -> list[shapely.Polygon]:
    """Return a line of paint along the inside of the edge of a surface.

    Examples
    --------
    >>> round(outline(shapely.box(0, 0, 10, 10), 1.0)[0].area, 3)
    36.0
    """
    inside = surface.buffer(-width_m, join_style="mitre")
    ring = shapely.difference(surface, inside)
    return [part for part in shapely.get_parts(ring) if part.geom_type == "Polygon"]
