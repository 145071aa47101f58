"""Cluster points in metres: DBSCAN, and how long each cluster is."""

import numpy as np
import numpy.typing as npt
from pyproj import CRS
from sklearn.cluster import DBSCAN

from hotspots.model import NOISE, ScreeningError

Points = npt.NDArray[np.float64]  # n × 2: x_m, y_m
Labels = npt.NDArray[np.int64]  # n: cluster number, -1 for noise

DEGREES_AT_MOST = (180.0, 90.0)


def require_metres(points: Points, crs: str) -> None:
    """Refuse points that are not metres of a projected CRS.

    Raises
    ------
    ScreeningError
        When the CRS is not projected in metres, or every point could be a longitude and latitude.
    """
    system = CRS.from_user_input(crs)
    if not system.is_projected or system.axis_info[0].unit_name != "metre":
        raise ScreeningError("Clustering needs metres; {crs} is not a projected CRS.", crs=crs)
    if len(points) and (np.abs(points).max(axis=0) <= DEGREES_AT_MOST).all():
        raise ScreeningError("Clustering needs metres; these points look like degrees.")


def cluster_points(points: Points, *, eps_m: float, min_crashes: int) -> Labels:
    """Return the DBSCAN cluster number of each point, -1 for noise.

    A point with at least `min_crashes` points (itself included) within `eps_m` is a core point;
    core points within `eps_m` of each other share a cluster. A border point within reach of two
    clusters takes the one met first, so sort the points by crash key before: the answer is then
    the same at every import. A cluster that loses border points to another one in this way, and
    keeps fewer than `min_crashes`, is noise.

    Raises
    ------
    ScreeningError
        When `eps_m` is not positive.

    Notes
    -----
    Ester, Kriegel, Sander and Xu, "A density-based algorithm for discovering clusters", KDD 1996;
    scikit-learn's implementation.

    Examples
    --------
    >>> points = np.array([[500.0, 0.0], [510.0, 0.0], [520.0, 0.0], [900.0, 0.0]])
    >>> cluster_points(points, eps_m=10, min_crashes=2).tolist()
    [0, 0, 0, -1]
    """
    if not eps_m > 0:
        raise ScreeningError("The clustering distance must be above 0 m; found {eps}.", eps=eps_m)
    if len(points) == 0:
        return np.empty(0, dtype=np.int64)
    search = DBSCAN(eps=eps_m, min_samples=min_crashes, algorithm="kd_tree")
    return without_small(np.asarray(search.fit_predict(points), dtype=np.int64), min_crashes)


def without_small(labels: Labels, min_crashes: int) -> Labels:
    """Return the labels with clusters of fewer than `min_crashes` as noise, numbered anew.

    Examples
    --------
    >>> without_small(np.array([0, 0, 1, 2, 2, -1]), 2).tolist()
    [0, 0, -1, 1, 1, -1]
    """
    sizes = np.bincount(labels[labels != NOISE])
    large = sizes >= min_crashes
    if large.all():
        return labels
    numbers = np.where(large, np.cumsum(large) - 1, NOISE)
    return np.where(labels == NOISE, NOISE, numbers[labels]).astype(np.int64)


def lengths_m(points: Points, labels: Labels) -> npt.NDArray[np.float64]:
    """Return the diagonal of the bounding box of each cluster, in the order of its number.

    Examples
    --------
    >>> lengths_m(np.array([[0.0, 0.0], [30.0, 40.0], [7.0, 7.0]]), np.array([0, 0, -1])).tolist()
    [50.0]
    """
    clusters = int(labels.max(initial=NOISE)) + 1
    low = np.full((clusters, 2), np.inf)
    high = np.full((clusters, 2), -np.inf)
    inside = labels != NOISE
    np.minimum.at(low, labels[inside], points[inside])
    np.maximum.at(high, labels[inside], points[inside])
    return np.asarray(np.hypot(*(high - low).T), dtype=np.float64)
