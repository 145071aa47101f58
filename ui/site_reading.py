"""The crashes of a site, read from the open store."""

from dataclasses import replace

import pandas as pd

from crashes.model import CrashFilter
from hotspots.site import Site, crashes_at, site_at
from roadnet.crs import TAIWAN_CRS
from ui.site_address import SitePlace
from ui.store_access import store_settings, the_store


def site_of(place: SitePlace) -> Site:
    """Return the circle in the CRS of the store."""
    return site_at(place.lon, place.lat, place.radius_m, crs=store_settings().crs or TAIWAN_CRS)


def crashes_of_site(place: SitePlace, chosen: CrashFilter) -> pd.DataFrame:
    """Return the chosen crashes whose believed location lies in the circle."""
    site = site_of(place)
    box = (
        site.x_m - site.radius_m,
        site.y_m - site.radius_m,
        site.x_m + site.radius_m,
        site.y_m + site.radius_m,
    )
    return crashes_at(the_store().crashes(replace(chosen, box_m=box)), site)
