"""Points far from the road that their place text names, as other crashes on that road tell it."""

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from crashes.named_places import NONE, NamedPlaces

Floats = npt.NDArray[np.float64]
MIN_CRASHES = 10  # on a road of a district, to know where it runs
NEIGHBOURS = 3  # the third nearest crash of the road tells how far the road is
FAR_M = 1_000  # at least; and
FAR_FACTOR = 5  # so many times the distance that nine in ten crashes of the road have
USUAL_QUANTILE = 0.9


def away_from_road(x_m: Floats, y_m: Floats, named: NamedPlaces) -> Floats:
    """Return how far each point is from the road it names, nan where it is not far.

    A crash that names two roads is far when it is far from each of them that is known well enough.
    A road is known in a district: another district may have a road of the same name.

    Parameters
    ----------
    x_m, y_m
        Believed points in metres, none missing.
    named
        What the place texts name, in the same order.
    """
    points = np.stack([x_m, y_m], axis=1)
    away_m = np.full(named.roads.shape, np.nan)
    is_near = np.zeros(len(points), dtype=bool)
    for rows, column in _crashes_by_road(named):
        distance_m = cKDTree(points[rows]).query(points[rows], k=NEIGHBOURS + 1)[0][:, -1]
        far_m = max(FAR_M, FAR_FACTOR * np.quantile(distance_m, USUAL_QUANTILE))
        is_far = distance_m > far_m
        away_m[rows[is_far], column[is_far]] = distance_m[is_far]
        is_near[rows[~is_far]] = True
    nearest_m = np.fmin.reduce(away_m, axis=1)
    return np.asarray(np.where(is_near, np.nan, nearest_m), dtype=np.float64)


def _crashes_by_road(
    named: NamedPlaces,
) -> list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """Return the crashes of each well-known road, and which of their roads it is."""
    rows, column = np.nonzero(named.roads != NONE)
    districts = int(named.district.max(initial=0)) + 2
    road = named.roads[rows, column] * districts + named.district[rows] + 1
    order = np.argsort(road, kind="stable")
    bounds = np.flatnonzero(np.diff(road[order])) + 1
    groups = zip(np.split(rows[order], bounds), np.split(column[order], bounds), strict=True)
    return [(group, at) for group, at in groups if len(group) >= MIN_CRASHES]
