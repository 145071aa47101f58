"""The base map: from the city to the stop line, what is known of every strip, sheets to scale."""

from datetime import date
from functools import partial
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from crashes.model import CrashFilter
from language import Language, chosen_language, in_language
from language import translate as _
from roadnet.model import LOCAL_CRS
from roadnet.model.record import StreetArea
from ui.map_data import points_address
from ui.maps.base_map import Bounds
from ui.maps.crash_looks import crash_looks
from ui.maps.layers import FastPoints
from ui.page_address import choice_of_address, keep_choice
from ui.plain_text import as_text
from ui.sign_in import author_of_page
from ui.store_access import store_settings
from ui.street_map.check_view import check_section
from ui.street_map.correcting.chosen import forget_seen
from ui.street_map.correcting.history_view import corrections_of
from ui.street_map.correcting.panel import panel, take_click
from ui.street_map.element import Click, read_click
from ui.street_map.finding import NEAR_ZOOM, find_field
from ui.street_map.import_form import import_form
from ui.street_map.kept import extent_deg, overview, street_areas, today
from ui.street_map.layer import street_base_map, street_layers
from ui.street_map.map_view import MapView
from ui.street_map.overview_text import days_text, state_text
from ui.street_map.routes import blocks_address
from ui.street_map.sheets import PAPERS, SCALES, TYPES, sheet_bytes, sheet_choice
from ui.street_map.words import area_title
from ui.widgets.author import author_field

MAP_HEIGHT_PX = 540
FORMATS = {"svg": "SVG", "pdf": "PDF", "dxf": "DXF (CAD)"}
CHOSEN = "chosen:"  # what the map tells of a click
TOLD, CLICK = "street_told", "street_click"
LAST_VIEW, FIRST_VIEWS, SHOWN_MAP = "street_last_view", "street_first_views", "street_shown_map"
FOUND, SEEN_VIEW = "street_found_place", "street_seen_view"
GOING_TO_FOUND = "street_going_to_found"  # key of the map that has not reached it yet


def show() -> None:
    """Draw the page."""
    st.title(_("Base map"))
    areas = {area.name: area for area in street_areas()}
    if not areas:
        st.info(_("There are no streets yet: bring in a file of OpenStreetMap or OpenDRIVE."))
        import_form()
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        area = areas[area_field(list(areas))]
        day = day_field()
        found = find_field(area) if area.crs != LOCAL_CRS else None
    with st.container(horizontal=True, gap="medium"):
        with_crashes = st.toggle(_("Show crashes"), key="street_map_crashes")
        correcting = st.toggle(_("Correct the map"), key="street_correcting")
    bounds = extent_deg(area) if area.crs != LOCAL_CRS else None
    if bounds is None:
        st.warning(_("This area is tied to no place on Earth: there is no map of it."))
    else:
        view = MapView(area, day, bounds, with_crashes, correcting, found)
        draw_map(view, chosen_language())
    title = area_title(area.name, is_demo=store_settings().is_demo)
    st.caption(as_text(days_text(area, title, overview(area))))
    st.caption(_("What is pale or hatched is assumed."))
    check_section(area, day)
    if overview(area).corrections or correcting:
        with st.expander(_("Corrections of this area"), icon=":material/history:"):
            corrections_of(area, author_of_page() if correcting else "")
    with st.expander(_("Bring in streets"), icon=":material/upload_file:"):
        import_form()


def area_field(names: list[str]) -> str:
    """Let the user choose the area."""
    choice_of_address(
        "area", "street_area", read=lambda name: _known(name, names), default=names[0]
    )
    if st.session_state["street_area"] not in names:
        st.session_state["street_area"] = names[0]
    titles = {name: area_title(name, is_demo=store_settings().is_demo) for name in names}
    area = st.selectbox(
        _("Area"), names, format_func=titles.__getitem__, key="street_area", width=220
    )
    keep_choice("area", area, area if len(names) > 1 else "")
    return area


def _known(name: str, names: list[str]) -> str:
    if name not in names:
        raise ValueError(name)
    return name


def day_field() -> date:
    """Let the user choose the day whose streets are shown."""
    choice_of_address("on", "street_day", read=date.fromisoformat, default=today())
    day = st.date_input(
        _("As it stood on"),
        key="street_day",
        min_value=date(1950, 1, 1),
        max_value=today(),
        width=160,
    )
    keep_choice("on", day, day.isoformat() if day != today() else "")
    return day


@st.fragment
def draw_map(view: MapView, language: Language) -> None:
    """Draw map and sheet; when the map moves only this runs again: it is told the language."""
    with in_language(language):
        draw_map_and_sheet(view)


def draw_map_and_sheet(view: MapView) -> None:
    """Draw the map, the panel beside it when somebody corrects, and below them the sheet."""
    beside = st.columns([3, 2], gap="medium") if view.correcting else None
    with beside[0] if beside else st.container():
        said = the_map(view)
        sheet_section(view.area, view.day, middle_of(said, view.bounds))
    if beside:
        with beside[1]:
            panel(view.area, view.day, last_click(view.area, said), author_field())


def the_map(view: MapView) -> dict[str, Any]:
    """Draw the map and return what the browser says of it; the view stays when the page changes."""
    layers = street_layers(
        blocks_address(view.area.name, view.day),
        state_text(view.day, overview(view.area)),
        tells=view.correcting,
    )
    if view.with_crashes:
        FastPoints(points_address(CrashFilter()), crash_looks()).add_to(layers)
    key = f"street_map_{view.area.name}_{'correct' if view.correcting else 'look'}"
    centre, zoom = wanted_view(key, view)
    said = st_folium(
        street_base_map(view.bounds),
        feature_group_to_add=layers,
        returned_objects=["center", "zoom", "last_object_clicked_tooltip"],
        center=centre,
        zoom=zoom,
        height=MAP_HEIGHT_PX,
        use_container_width=True,
        key=key,
    )
    found: dict[str, Any] = said or {}
    seen = (key, found.get("center"), found.get("zoom"))
    if st.session_state.get(GOING_TO_FOUND) == key:  # what it told before it got there is past
        if found.get("zoom") != NEAR_ZOOM:
            return found
        del st.session_state[GOING_TO_FOUND]
    if found.get("center") and seen != st.session_state.get(SEEN_VIEW):  # somebody moved the map
        st.session_state[SEEN_VIEW] = seen
        st.session_state[LAST_VIEW] = (view.area.name, *seen[1:])
    return found


def wanted_view(key: str, view: MapView) -> tuple[tuple[float, float] | None, int | None]:
    """Return where the map is told to look.

    A map that has just appeared looks where the one before it looked; a place that was found is
    gone to once. Else the map stays where people moved it.
    """
    kept: dict[str, Any] = st.session_state.setdefault(FIRST_VIEWS, {})
    if st.session_state.get(SHOWN_MAP) != key:
        st.session_state[SHOWN_MAP] = key
        last = st.session_state.get(LAST_VIEW)
        kept[key] = last[1:] if last and last[0] == view.area.name else None
    if view.found != st.session_state.get(FOUND):
        st.session_state[FOUND] = view.found
        if view.found:
            lon, lat = view.found
            kept[key] = ({"lng": lon, "lat": lat}, NEAR_ZOOM)
            st.session_state[GOING_TO_FOUND] = key
            st.session_state[LAST_VIEW] = (view.area.name, *kept[key])
    if not kept.get(key):
        return None, None
    centre, zoom = kept[key]
    return (centre["lat"], centre["lng"]), zoom


def middle_of(said: dict[str, Any], bounds: Bounds) -> tuple[float, float]:
    """Return longitude and latitude of the middle of the map."""
    centre = said.get("center")
    west, south, east, north = bounds
    return (centre["lng"], centre["lat"]) if centre else ((west + east) / 2, (south + north) / 2)


def last_click(area: StreetArea, said: dict[str, Any]) -> Click | None:
    """Return the click that chooses what is corrected."""
    told = str(said.get("last_object_clicked_tooltip") or "")
    if told.startswith(CHOSEN) and told != st.session_state.get(TOLD):
        st.session_state[TOLD] = told
        click = read_click(told.removeprefix(CHOSEN).rpartition("#")[0])
        before = st.session_state.get(CLICK)
        known = before[1] if before and before[0] == area.name else None
        st.session_state[CLICK] = (area.name, take_click(area, known, click))
        forget_seen()
    kept = st.session_state.get(CLICK)
    return kept[1] if kept and kept[0] == area.name else None


def sheet_section(area: StreetArea, day: date, lon_lat: tuple[float, float]) -> None:
    """Offer the sheet around the middle of the map."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        scale = st.selectbox(
            _("Scale of the sheet"),
            SCALES,
            index=1,
            format_func=lambda number: f"1:{number}",
            key="street_scale",
            width=160,
        )
        paper = st.selectbox(_("Paper"), list(PAPERS), key="street_paper", width=110)
        choice = sheet_choice(area, day, lon_lat, scale, paper)
        language = chosen_language()

        def content(ending: str) -> bytes:
            with in_language(language):  # the button calls from a thread of its own
                return sheet_bytes(area, choice, ending)

        for ending, label in FORMATS.items():
            st.download_button(
                label,
                partial(content, ending),
                file_name=f"{area.name}_1-{scale}.{ending}",
                mime=TYPES[ending],
                key=f"street_sheet_{ending}",
                icon=":material/download:",
                on_click="ignore",
            )
    st.caption(_("The sheet shows the middle of the map."))


if __name__ == "__main__":
    show()
