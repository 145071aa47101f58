"""What a chosen site is: its crashes by class, and the ways to its records and evaluation."""

import streamlit as st

from crashes.model import CrashFilter, Severity
from language import translate as _
from ui.filter_address import filter_to_query
from ui.plain_text import as_text
from ui.site_address import ADDRESS_NAME, SitePlace
from ui.site_reading import crashes_of_site
from ui.theme import severity_label

RECORDS = "ui/screens/records.py"
DIAGRAM = "ui/screens/diagram.py"
BEFORE_AFTER = "ui/screens/before_after.py"


def show_site(place: SitePlace, chosen: CrashFilter, name: str) -> None:
    """Show counts and links of a site."""
    crashes = crashes_of_site(place, chosen)
    st.subheader(as_text(name) if name else place_text(place))
    counts = crashes["severity"].value_counts()
    by_class = [f"{severity_label(one)}: {counts.get(one.value, 0)}" for one in Severity]
    st.markdown(
        _("{count} crashes within {radius_m} m", count=len(crashes), radius_m=place.radius_m)
        + "　"
        + "　".join(by_class)
    )
    site_links(place, chosen)


def site_links(place: SitePlace, chosen: CrashFilter, *, diagram: bool = True) -> None:
    """Show the ways from a site to its diagram, its records and its evaluation."""
    query = filter_to_query(chosen)
    with st.container(horizontal=True, gap="medium"):
        if diagram:
            st.page_link(
                DIAGRAM,
                label=_("Diagram with its list"),
                icon=":material/schema:",
                query_params={**query, ADDRESS_NAME: place.address},
            )
        st.page_link(
            RECORDS,
            label=_("Records of this site"),
            icon=":material/description:",
            query_params={**query, "near": place.address},
        )
        st.page_link(
            BEFORE_AFTER,
            label=_("Before and after an improvement here"),
            icon=":material/balance:",
            query_params={ADDRESS_NAME: place.address},
        )


def place_text(place: SitePlace) -> str:
    """Return where a site without a name is."""
    return _("Place at {lon:.5f}, {lat:.5f}", lon=place.lon, lat=place.lat)
