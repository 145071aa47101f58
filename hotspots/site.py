"""The crashes of a site: a circle around a point."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pyproj import Transformer

from hotspots.model import ScreeningError
from hotspots.selection import is_believed
from roadnet.crs import TAIWAN_CRS
from roadnet.model import Junction

OWNER_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Site:
    """A circle under study, in the CRS of the crashes."""

    x_m: float
    y_m: float
    radius_m: float

    def __post_init__(self) -> None:
        """Refuse a circle without an area."""
        if not self.radius_m > 0:
            raise ScreeningError(
                "The radius of a site must be above 0 m; found {radius}.", radius=self.radius_m
            )

    def holds(self, x_m: float, y_m: float) -> bool:
        """Return whether a point lies in the circle, its edge included."""
        return bool(np.hypot(x_m - self.x_m, y_m - self.y_m) <= self.radius_m)


def site_at(lon: float, lat: float, radius_m: float, *, crs: str = TAIWAN_CRS) -> Site:
    """Return the circle of `radius_m` metres around a longitude and latitude (WGS84).

    Raises
    ------
    ScreeningError
        When the place cannot be expressed in the CRS, or the radius is not positive.

    Examples
    --------
    >>> site = site_at(120.446193, 23.489516, 40)
    >>> round(site.x_m), round(site.y_m)
    (193434, 2598599)
    """
    x_m, y_m = Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform(lon, lat)
    if not (np.isfinite(x_m) and np.isfinite(y_m)):
        raise ScreeningError("No place has longitude {lon} and latitude {lat}.", lon=lon, lat=lat)
    return Site(float(x_m), float(y_m), float(radius_m))


def crashes_at(crashes: pd.DataFrame, site: Site) -> pd.DataFrame:
    """Return the crashes with a believed location within the circle, its edge included.

    Parameters
    ----------
    crashes
        `crash_id`, `x_m`, `y_m`, `location_status`; other columns are kept.
    site
        The circle.

    Returns
    -------
    crashes
        The same columns and index labels, in the order of the input.
    """
    away_m = np.hypot(crashes["x_m"] - site.x_m, crashes["y_m"] - site.y_m)
    return crashes[is_believed(crashes) & (away_m <= site.radius_m)]


def junction_of(
    junctions: Sequence[Junction], site: Site, crashes: pd.DataFrame | None = None
) -> Junction | None:
    """Return the junction of the site, None without one.

    Parameters
    ----------
    junctions
        Junctions of the store.
    site
        The circle; the junction in it that is nearest to its middle is the site's.
    crashes
        Crashes of the site with their `junction_id`: the junction to which at least half of them
        belong is the site's, even where another one lies nearer to the middle.
    """
    inside = [one for one in junctions if site.holds(one.x_m, one.y_m)]
    if crashes is not None:
        shares = crashes["junction_id"].value_counts() / max(len(crashes), 1)
        owners = set(shares.index[shares >= OWNER_SHARE])
        inside = [one for one in junctions if one.junction_id in owners] or inside
    return min(
        inside,
        key=lambda one: (np.hypot(one.x_m - site.x_m, one.y_m - site.y_m), one.junction_id),
        default=None,
    )


def doubtful_naming(
    crashes: pd.DataFrame, junction: Junction, *, county: str | None = None
) -> pd.DataFrame:
    """Return the crashes with a doubtful location whose record names the junction.

    They probably happened here, but their points say otherwise; they are counted apart.

    Parameters
    ----------
    crashes
        CRASH_COLUMNS and LOCATION_COLUMNS.
    junction
        The junction of the site.
    county
        Restrict to a county, because road names come back in other cities.
    """
    names = (crashes["junction_name"] == junction.name) | (
        crashes["proposal_junction"] == junction.name
    )
    names |= crashes["junction_id"] == junction.junction_id
    if county is not None:
        names &= crashes["county"] == county
    return crashes[names.fillna(False).astype(bool) & ~is_believed(crashes)]
