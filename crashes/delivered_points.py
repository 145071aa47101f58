"""The delivered coordinates as points in metres, and those that cannot be a place at all."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pyproj import Transformer

from crashes.model import LocationStatus

Floats = npt.NDArray[np.float64]
MAX_LAT_DEG = 90


@dataclass(frozen=True, slots=True)
class DeliveredPoints:
    """For each crash its point in the CRS of the store, and the status so far."""

    x_m: Floats  # nan where there is none to use
    y_m: Floats
    status: npt.NDArray[np.object_]  # a LocationStatus; GOOD until something speaks against it
    swapped_x_m: Floats  # where the point is when the axes are exchanged, else nan
    swapped_y_m: Floats

    @property
    def is_good(self) -> npt.NDArray[np.bool_]:
        """Whether nothing has spoken against the point yet."""
        return np.asarray(self.status == LocationStatus.GOOD, dtype=bool)


def delivered_points(crashes: pd.DataFrame, crs: str) -> DeliveredPoints:
    """Return the points of `lon`, `lat`; MISSING, PLACEHOLDER and SWAPPED_AXES are told here.

    Two whole numbers are a placeholder: six decimals are delivered. The axes are swapped where
    exchanging them, and nothing else, brings the point among the others: into the box that holds
    the middle 98 % of them, widened by its own size.

    Parameters
    ----------
    crashes
        With the columns `lon` and `lat` (WGS84 degrees).
    crs
        CRS of the store, in metres.

    Examples
    --------
    >>> points = {"lon": [120.45, 111, 24.14, None], "lat": [23.48, 11, 120.69, None]}
    >>> [str(status) for status in delivered_points(pd.DataFrame(points), "EPSG:3826").status]
    ['good', 'placeholder', 'swapped_axes', 'missing']
    """
    lon = crashes["lon"].to_numpy(dtype=np.float64, na_value=np.nan)
    lat = crashes["lat"].to_numpy(dtype=np.float64, na_value=np.nan)
    status = np.full(len(crashes), LocationStatus.GOOD, dtype=object)
    is_missing = np.isnan(lon) | np.isnan(lat)
    is_placeholder = (lon % 1 == 0) & (lat % 1 == 0)
    plausible = ~is_missing & ~is_placeholder & (abs(lat) <= MAX_LAT_DEG)
    is_swapped = ~is_placeholder & _swapped(lon, lat, plausible)
    status[is_missing] = LocationStatus.MISSING
    status[is_placeholder] = LocationStatus.PLACEHOLDER
    status[is_swapped] = LocationStatus.SWAPPED_AXES
    to_metres = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    x_m, y_m = _projected(to_metres, lon, lat, ~is_missing & ~is_placeholder & ~is_swapped)
    swapped_x_m, swapped_y_m = _projected(to_metres, lat, lon, is_swapped)
    status[np.isnan(x_m) & (status == LocationStatus.GOOD)] = LocationStatus.PLACEHOLDER
    return DeliveredPoints(x_m, y_m, status, swapped_x_m, swapped_y_m)


def _swapped(lon: Floats, lat: Floats, plausible: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    if not plausible.any():
        return np.zeros(len(lon), dtype=bool)
    west, east = np.quantile(lon[plausible], [0.01, 0.99])
    south, north = np.quantile(lat[plausible], [0.01, 0.99])
    width, height = max(east - west, 1), max(north - south, 1)

    def among_the_others(x: Floats, y: Floats) -> npt.NDArray[np.bool_]:
        is_beside = (x > west - width) & (x < east + width)
        is_level = (y > south - height) & (y < north + height)
        return np.asarray(is_beside & is_level, dtype=bool)

    return among_the_others(lat, lon) & ~among_the_others(lon, lat)


def _projected(
    to_metres: Transformer, lon: Floats, lat: Floats, which: npt.NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    x_m, y_m = np.full(len(lon), np.nan), np.full(len(lon), np.nan)
    x_m[which], y_m[which] = to_metres.transform(lon[which], lat[which])
    is_lost = ~np.isfinite(x_m) | ~np.isfinite(y_m)
    x_m[is_lost] = y_m[is_lost] = np.nan
    return x_m, y_m
