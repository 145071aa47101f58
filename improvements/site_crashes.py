"""Sort the crashes of a site into before, after and works."""

import numpy as np
import pandas as pd

from errors import DaoanError
from hotspots.selection import is_believed
from hotspots.site import Site, crashes_at, doubtful_naming
from improvements.model import SiteCrashes
from improvements.periods import ComparedPeriods
from roadnet.model import Junction


class SiteError(DaoanError, ValueError):
    """The site is nowhere near the records of the store."""


def county_of_site(crashes: pd.DataFrame, site: Site) -> str:
    """Return the county of most crashes in the circle, else of the nearest crash.

    Raises
    ------
    SiteError
        When no crash has a believed location and a county.
    """
    known = crashes[is_believed(crashes) & crashes["county"].notna()]
    if known.empty:
        raise SiteError("No crash of the store tells in which county this site lies.")
    here = crashes_at(known, site)
    if not here.empty:
        return str(min(here["county"].mode()))
    away_m = np.hypot(known["x_m"] - site.x_m, known["y_m"] - site.y_m)
    nearest = known[away_m == away_m.min()].sort_values("crash_id")
    return str(nearest["county"].iloc[0])


def crashes_of_site(
    crashes: pd.DataFrame,
    site: Site,
    periods: ComparedPeriods,
    *,
    junction: Junction | None,
    county: str,
) -> SiteCrashes:
    """Return the keys of the crashes of a site, in order, by the time they belong to.

    Crashes with a doubtful location that name the junction of the site are told apart; they count
    for neither side.
    """
    here = crashes_at(crashes, site)
    doubtful = here.iloc[:0]
    if junction is not None:
        doubtful = doubtful_naming(crashes, junction, county=county)
    works = periods.works
    return SiteCrashes(
        before=_keys(here, periods.in_before(here["occurred_at"])),
        after=_keys(here, periods.in_after(here["occurred_at"])),
        during_works=_keys(here, works.holds(here["occurred_at"])) if works else (),
        doubtful_before=_keys(doubtful, periods.in_before(doubtful["occurred_at"])),
        doubtful_after=_keys(doubtful, periods.in_after(doubtful["occurred_at"])),
    )


def _keys(crashes: pd.DataFrame, chosen: pd.Series) -> tuple[str, ...]:
    ordered = crashes[chosen].sort_values(["occurred_at", "crash_id"])
    return tuple(str(key) for key in ordered["crash_id"])
