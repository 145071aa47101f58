"""Find a street or a junction by name, and go there."""

import streamlit as st

from language import translate as _
from roadnet.model.record import StreetArea
from ui.case.named_places import places_named
from ui.maps.geodetic import to_lonlat
from ui.street_map.kept import overview

NEAR_ZOOM = 19
NEAR_M = 200.0  # beyond the nodes of the area


def find_field(area: StreetArea) -> tuple[float, float] | None:
    """Let the user type a name and choose a place; return its longitude and latitude."""
    typed = st.text_input(
        _("Find a street or a junction"),
        placeholder=_("such as 中山路 民生路"),
        key="street_search",
        width=230,
    )
    if not typed.strip():
        return None
    west, south, east, north = overview(area).box_m or (0.0, 0.0, 0.0, 0.0)
    here = [
        one
        for one in places_named(typed)
        if west - NEAR_M <= one.x_m <= east + NEAR_M and south - NEAR_M <= one.y_m <= north + NEAR_M
    ]
    if not here:
        st.caption(_("No street or junction of this area has that name."))
        return None
    titles = dict(enumerate(one.title for one in here))
    number = st.selectbox(
        _("Places found"),
        list(titles),
        format_func=titles.__getitem__,
        key="street_found",
        width=260,
    )
    lon, lat = to_lonlat([here[number].x_m], [here[number].y_m], area.crs)
    return round(float(lon[0]), 7), round(float(lat[0]), 7)
