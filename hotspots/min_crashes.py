"""How many crashes make a hotspot in this period: the default grows with the data."""

import math
from collections.abc import Sequence

import pandas as pd

from hotspots.model import MinCrashes, ScreeningError
from roadnet.model import Junction

FLOOR = 5


def min_crashes_of(
    believed: pd.DataFrame, junctions: Sequence[Junction], *, given: int | None = None
) -> MinCrashes:
    """Return the smallest number of crashes that makes a hotspot.

    The default is max(5, mean crashes per junction of the period), rounded up. The mean is taken
    over the junctions inside the bounding box of the crashes, those without a crash included, so
    that a county is not thinned out by the junctions of another.

    Parameters
    ----------
    believed
        Crashes with a believed location: `x_m`, `y_m`, `junction_id`.
    junctions
        Junctions of the store, in the CRS of the crashes.
    given
        The user's own number; it stands over the default.

    Raises
    ------
    ScreeningError
        When the given number is below 1.

    Notes
    -----
    A fixed number loses its meaning as years accumulate: everything chains together. Source:
    docs/methods.md, "How many crashes make a hotspot".
    """
    if given is not None and given < 1:
        raise ScreeningError("A hotspot needs at least 1 crash; {given} was asked.", given=given)
    inside = _inside(believed, junctions)
    at_junctions = int(believed["junction_id"].isin(inside).sum())
    mean = at_junctions / len(inside) if inside else 0.0
    value = max(FLOOR, math.ceil(mean)) if given is None else given
    return MinCrashes(value, given is not None, len(inside), at_junctions, mean)


def _inside(believed: pd.DataFrame, junctions: Sequence[Junction]) -> list[str]:
    if believed.empty:
        return []
    west, east = believed["x_m"].min(), believed["x_m"].max()
    south, north = believed["y_m"].min(), believed["y_m"].max()
    return [
        str(junction.junction_id)
        for junction in junctions
        if west <= junction.x_m <= east and south <= junction.y_m <= north
    ]
