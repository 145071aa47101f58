"""The choice of a site: a junction by its name, and a radius around it."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from crashes.model import CrashFilter
from hotspots.site import junction_of
from language import translate as _
from roadnet.model import Junction
from ui.chosen_site import choose_site, site_of_page
from ui.maps.geodetic import WGS84, to_lonlat
from ui.site_address import CHOSEN_SITE, DEFAULT_RADIUS_M, MAX_RADIUS_M, MIN_RADIUS_M, SitePlace
from ui.site_reading import crashes_of_site, site_of
from ui.store_access import read_junctions, store_settings

JUNCTION_KEY = "site_junction"
RADIUS_KEY = "site_radius"
SEARCH_KEY = "site_search"
OFFERED = 500  # more than that would be slow to send and to scroll
STEP_M = 5


def site_chooser() -> SitePlace | None:
    """Show the choice and return the chosen site, None until there is one."""
    place = site_of_page()
    junctions = read_junctions()
    here = None
    if place:
        crashes = crashes_of_site(place, CrashFilter())
        here = junction_of(junctions, site_of(place), crashes)
    offered = searched(junctions, here)
    by_key = {str(junction.junction_id): junction for junction in offered}
    st.session_state[JUNCTION_KEY] = here.junction_id if here else None
    st.session_state[RADIUS_KEY] = place.radius_m if place else DEFAULT_RADIUS_M
    st.selectbox(
        _("Junction"),
        list(by_key),
        format_func=lambda key: by_key[key].name if key in by_key else str(key),
        placeholder=_("Type part of a road name"),
        key=JUNCTION_KEY,
        on_change=lambda: follow_junction(by_key),
    )
    st.number_input(
        _("Radius (m)"),
        MIN_RADIUS_M,
        MAX_RADIUS_M,
        step=STEP_M,
        key=RADIUS_KEY,
        on_change=follow_radius,
        width=150,
    )
    return place


def searched(junctions: Sequence[Junction], here: Junction | None) -> list[Junction]:
    """Return the junctions to choose from; where there are very many, those that fit a search."""
    if len(junctions) <= OFFERED:
        return list(junctions)
    said = st.text_input(_("Road"), key=SEARCH_KEY, placeholder=_("Type part of a road name"))
    fitting = [junction for junction in junctions if said.strip() in junction.name][:OFFERED]
    return fitting if here is None or here in fitting else [here, *fitting]


def follow_junction(by_key: dict[str, Junction]) -> None:
    """Choose the place of the junction that was chosen."""
    junction = by_key.get(st.session_state[JUNCTION_KEY])
    if junction is None:
        choose_site(None)
        return
    (lon,), (lat,) = to_lonlat([junction.x_m], [junction.y_m], store_settings().crs or WGS84)
    choose_site(SitePlace(float(lon), float(lat), int(st.session_state[RADIUS_KEY])))


def follow_radius() -> None:
    """Choose the same place with another radius."""
    place: SitePlace | None = st.session_state.get(CHOSEN_SITE)
    if place:
        choose_site(replace(place, radius_m=int(st.session_state[RADIUS_KEY])))
