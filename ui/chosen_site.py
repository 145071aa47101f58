"""The site that this user looks at: chosen on one page, kept on the others and in the address."""

import streamlit as st

from ui.page_address import choice_of_address, keep_choice
from ui.site_address import ADDRESS_NAME, CHOSEN_SITE, SitePlace, read_place


def site_of_page() -> SitePlace | None:
    """Return the chosen site, from the address when that says something new."""
    choice_of_address(ADDRESS_NAME, CHOSEN_SITE, read=read_place, default=None)
    place: SitePlace | None = st.session_state[CHOSEN_SITE]
    keep_choice(ADDRESS_NAME, place, place.address if place else "")
    return place


def choose_site(place: SitePlace | None) -> None:
    """Look at another site from the next run of the page on (for callbacks)."""
    st.session_state[CHOSEN_SITE] = place
