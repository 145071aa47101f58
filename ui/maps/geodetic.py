"""Between the metres of the store and the longitude and latitude of web maps."""

from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt
from pyproj import Transformer

WGS84 = "EPSG:4326"
Floats = npt.NDArray[np.float64]


@cache
def _transform(source: str, target: str) -> Callable[[Floats, Floats], tuple[Floats, Floats]]:
    return Transformer.from_crs(source, target, always_xy=True).transform


def to_lonlat(x_m: npt.ArrayLike, y_m: npt.ArrayLike, crs: str) -> tuple[Floats, Floats]:
    """Return longitudes and latitudes (WGS84, degrees) of points in the CRS of the store.

    Examples
    --------
    >>> lon, lat = to_lonlat([250_000.0], [2_600_000.0], "EPSG:3826")
    >>> float(lon[0].round(4)), float(lat[0].round(4))
    (121.0, 23.5031)
    """
    return _transform(crs, WGS84)(np.asarray(x_m, dtype=float), np.asarray(y_m, dtype=float))


def to_metres(lon: npt.ArrayLike, lat: npt.ArrayLike, crs: str) -> tuple[Floats, Floats]:
    """Return points in the CRS of the store of longitudes and latitudes (WGS84, degrees)."""
    return _transform(WGS84, crs)(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
