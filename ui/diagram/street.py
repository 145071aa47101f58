"""The real street under a diagram, where the store has a map of it."""

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from collision_diagrams.street_site import StreetSite, site_box, street_site
from crashes.model import CrashFilter
from roadnet.crs import TAIWAN_CRS
from roadnet.model.record import StreetArea, StreetRecord
from roadnet.records import streets_of
from ui.site_address import SitePlace
from ui.site_reading import site_of
from ui.store_access import store_settings, the_store
from ui.street_map.kept import digest_of, street_areas, today

KEPT_STREETS = 24
ONE_DAY = timedelta(days=1)


def street_of(place: SitePlace, chosen: CrashFilter) -> StreetSite | None:
    """Return the street of a site on the last day of the period; None where no map has it."""
    site = site_of(place)
    return street_at((site.x_m, site.y_m), chosen.end - ONE_DAY if chosen.end else today())


def street_at(centre_m: tuple[float, float], last_day: date) -> StreetSite | None:
    """Return the street of a place on a day, or as it stands today where the day is to come.

    The first area of the store that has a junction there is taken, and only areas in the CRS of
    the records.
    """
    day = min(last_day, today())
    crs = store_settings().crs or TAIWAN_CRS
    for area in street_areas():
        if area.crs != crs:
            continue
        records = the_store().street_records(area.name, box_m=site_box(centre_m), on=day)
        if records:
            found = _street(digest_of(area, records), centre_m, day, _area=area, _records=records)
            if found:
                return found
    return None


@st.cache_resource(max_entries=KEPT_STREETS, show_spinner=False)
def _street(
    digest: str,  # noqa: ARG001 (stands for the records)
    centre_m: tuple[float, float],
    day: date,
    *,
    _area: StreetArea,
    _records: Sequence[StreetRecord],
) -> StreetSite | None:
    return street_site(streets_of(_area, _records), centre_m, day)
