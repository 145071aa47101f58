"""Points outside the county their place text names; its extent is learned from the points."""

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from crashes.named_places import NONE, Numbers

Floats = npt.NDArray[np.float64]
NEIGHBOURS = 10  # nearest other points that are asked which county they name
OWN_NEIGHBOURS = 3  # the third nearest point of the own county tells how far the county is
NEAR_BORDER_M = 2_000  # at a border the names of neighbours mix
FAR_M = 10_000  # farther than that from every point of the county
FAR_FACTOR = 10  # and that many times farther than 99 % of its points
MIN_POINTS = 20  # of a county, to learn its extent


def outside_county(x_m: Floats, y_m: Floats, county: Numbers) -> npt.NDArray[np.bool_]:
    """Return which points lie outside the county that their text names.

    A point is outside when none of its ten nearest neighbours names the county and the county is
    more than 2 km away, or when it is farther from the county than any spread of its points
    explains. A remote island or mountain road of the county has neighbours of the same county.

    Parameters
    ----------
    x_m, y_m
        Points in metres, none missing.
    county
        Number of the county each text names, -1 for none.
    """
    places, first, of_place = np.unique(
        np.stack([x_m, y_m], axis=1), axis=0, return_index=True, return_inverse=True
    )
    county_of_place = county[first]
    names_it = _neighbours_naming_it(places, county_of_place)
    is_outside = np.zeros(len(places), dtype=bool)
    for one in np.unique(county_of_place[county_of_place != NONE]):
        own = np.flatnonzero(county_of_place == one)
        if len(own) < MIN_POINTS:
            continue
        away_m = cKDTree(places[own]).query(places[own], k=OWN_NEIGHBOURS + 1)[0][:, -1]
        far_m = max(FAR_M, FAR_FACTOR * np.quantile(away_m, 0.99))
        is_elsewhere = (names_it[own] == 0) & (away_m > NEAR_BORDER_M)
        is_outside[own] = is_elsewhere | (away_m > far_m)
    outside: npt.NDArray[np.bool_] = is_outside[of_place.ravel()]
    return outside


def _neighbours_naming_it(places: Floats, county: Numbers) -> Numbers:
    """Return how many of the nearest other places name the same county."""
    count = min(NEIGHBOURS, len(places) - 1)
    if count < 1:
        return np.ones(len(places), dtype=np.int64)
    nearest = cKDTree(places).query(places, k=count + 1)[1][:, 1:]
    named: Numbers = (county[nearest] == county[:, None]).sum(axis=1)
    return named
