"""Where crashes concentrate: map and table of the hotspots, linked, and the chosen one."""

import math
from typing import Any

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from crashes.model import CrashFilter
from errors import DaoanError
from hotspots.find import DEFAULT_EPS_M
from hotspots.model import Hotspots
from language import translate as _
from ui.chosen_site import choose_site, site_of_page
from ui.map_data import background_address, points_address
from ui.maps.hotspot_map import (
    hotspot_base_map,
    hotspot_layers,
    place_of,
    told_choice,
)
from ui.page_address import choice_of_address, keep_choice
from ui.plain_text import as_text, error_text, sentence
from ui.record.opened import close_record
from ui.screening import area_of, screen
from ui.site_address import SitePlace, read_place
from ui.store_access import count_crashes, counties_of_store, read_crashes
from ui.widgets.crash_filter import crash_filter
from ui.widgets.diagram_view import show_diagram
from ui.widgets.empty_page import empty_page
from ui.widgets.many_sheets import many_sheets
from ui.widgets.site_panel import show_site
from ui.widgets.table_download import table_download

MAP_HEIGHT_PX = 540
ROW_HEIGHT_PX = 40
NUMBER_WIDTH_PX = 46
SITE_ZOOM = 18
SAME_SITE_M = 60.0
METRES_PER_DEGREE = 111_000
MAP_KEY = "hotspot_map"
VIEW = "hotspot_map_view"  # where the table or the address has sent the map
OPENED_POINT = "hotspot_map_point"  # a crash that was clicked on the map
MIN_EPS_M, MAX_EPS_M, STEP_EPS_M = 10, 100, 5


def show() -> None:
    """Draw the page."""
    st.title(_("Hotspots"))
    if not count_crashes(CrashFilter()):
        empty_page(
            _("There are no records yet."),
            next_page="ui/screens/imports.py",
            next_label=_("Import a police crash file"),
        )
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = crash_filter(counties_of_store())
        eps_m, min_crashes = method_fields()
    try:
        draw(chosen, screen(chosen, eps_m=eps_m, min_crashes=min_crashes))
    except DaoanError as error:
        st.error(error_text(error))


def method_fields() -> tuple[float, int | None]:
    """Show the settings of the clustering; return distance and least number of crashes."""
    with st.popover(_("Method"), icon=":material/tune:"):
        choice_of_address("eps", "eps_m", read=int, default=int(DEFAULT_EPS_M))
        eps_m = st.slider(
            _("Clustering distance (m)"), MIN_EPS_M, MAX_EPS_M, step=STEP_EPS_M, key="eps_m"
        )
        keep_choice("eps", eps_m, "" if eps_m == DEFAULT_EPS_M else str(eps_m))
        choice_of_address("least", "min_crashes", read=int, default=None)
        least = st.number_input(
            _("At least so many crashes"),
            min_value=2,
            value=None,
            key="min_crashes",
            placeholder=_("the larger of 5 and the mean per junction"),
        )
        keep_choice("least", least, str(least) if least else "")
    return float(eps_m), int(least) if least else None


def draw(chosen: CrashFilter, found: Hotspots) -> None:
    """Draw map, table and the chosen hotspot."""
    open_clicked_crash(chosen)
    place = site_of_page()
    rank = rank_of(found.table, place)
    map_side, table_side = st.columns([4, 3], gap="medium")
    with map_side:
        draw_map(found, chosen, rank)
    with table_side:
        choose_in_table(found, rank)
    many_sheets(found.table, chosen)
    say_counts(found)
    if place is None:
        st.info(_("Choose a hotspot on the map or in the table: its collision diagram opens here."))
        return
    name = str(found.table["name"].iloc[rank - 1]) if rank else ""
    show_site(place, chosen, name)
    if rank:
        say_flags(found, rank)
    show_diagram(place, chosen, key="hotspot_diagram")


def draw_map(found: Hotspots, chosen: CrashFilter, rank: int | None) -> None:
    """Draw the map; a click on it chooses a hotspot or opens a record."""
    view = st.session_state.get(VIEW)
    st_folium(
        hotspot_base_map(area_of(chosen.counties), background_address()),
        feature_group_to_add=hotspot_layers(found.table, points_address(chosen), rank),
        returned_objects=["last_object_clicked_tooltip"],
        center=view,
        zoom=SITE_ZOOM if view else None,
        height=MAP_HEIGHT_PX,
        use_container_width=True,
        key=MAP_KEY,
        on_change=follow_map,
    )


def follow_map() -> None:
    """Choose what was clicked on the map."""
    choice = told_choice(st.session_state.get(MAP_KEY))
    if choice is None:
        return
    kind, said = choice
    if kind == "site":
        choose_site(read_place(said))
    elif kind == "point":
        st.session_state[OPENED_POINT] = int(said)


def open_clicked_crash(chosen: CrashFilter) -> None:
    """Open the record of a crash that was clicked on the map."""
    row = st.session_state.pop(OPENED_POINT, None)
    crashes = read_crashes(chosen)
    if row is not None and row < len(crashes):
        close_record()
        crash_id = str(crashes["crash_id"].iloc[row])
        st.switch_page("ui/screens/record.py", query_params={"crash": crash_id})


def choose_in_table(found: Hotspots, rank: int | None) -> None:
    """Show the hotspots in order; choosing a row chooses the hotspot."""
    table = found.table
    if table.empty:
        st.info(_("No hotspot in this choice: widen the period or ask for fewer crashes."))
        return
    key = f"hotspot_table_{abs(hash(tuple(table['name'])))}_{rank}"
    places = [place_of(row) for row in table.to_dict("records")]
    st.dataframe(
        hotspot_table(table),
        hide_index=True,
        height=MAP_HEIGHT_PX - 60,
        row_height=ROW_HEIGHT_PX,
        selection_mode="single-row",
        selection_default={"selection": {"rows": [rank - 1]}} if rank else None,
        column_config=column_widths(),
        on_select=lambda: follow_table(key, places),
        key=key,
    )
    table_download(hotspot_table(table), "hotspots", title=_("Hotspots"), key="hotspots")


def follow_table(key: str, places: list[SitePlace]) -> None:
    """Choose the hotspot of the chosen row, and let the map go there."""
    rows = st.session_state[key]["selection"]["rows"]
    place = places[rows[0]] if rows else None
    choose_site(place)
    if place:
        st.session_state[VIEW] = (place.lat, place.lon)


def hotspot_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return what the page shows of HOTSPOT_COLUMNS, with headings in its language."""
    headings = {
        "rank": _("Rank"),
        "name": _("Place"),
        "epdo": "EPDO",
        "crashes": _("Crashes"),
        "a1": "A1",
        "a2": "A2",
        "a3": "A3",
        "length_m": _("Length (m)"),
    }
    shown = table[list(headings)].assign(length_m=table["length_m"].round().astype(int))
    return shown.rename(columns=headings)


def column_widths() -> dict[str, Any]:
    """Return narrow columns for numbers, so that the place has room."""
    narrow = st.column_config.NumberColumn(width=NUMBER_WIDTH_PX)
    wider = st.column_config.NumberColumn(width=NUMBER_WIDTH_PX + 14, format="%.0f")
    return {
        **dict.fromkeys((_("Rank"), "A1", "A2", "A3"), narrow),
        **dict.fromkeys((_("Crashes"), "EPDO", _("Length (m)")), wider),
    }


def rank_of(table: pd.DataFrame, place: SitePlace | None) -> int | None:
    """Return the rank of the hotspot at a place, None where there is none."""
    if place is None or table.empty:
        return None
    east = (table["lon"] - place.lon) * math.cos(math.radians(place.lat))
    away_m = ((table["lat"] - place.lat) ** 2 + east**2).pow(0.5) * METRES_PER_DEGREE
    nearest = int(away_m.argmin())
    return nearest + 1 if away_m.iloc[nearest] <= SAME_SITE_M else None


def say_counts(found: Hotspots) -> None:
    """Say what became of all crashes of the choice, and how the hotspots were found."""
    in_hotspots = found.total - found.noise - found.doubtful_location
    st.caption(
        _(
            "{total} crashes = {inside} in {count} hotspots + {noise} elsewhere"
            " + {doubtful} with a doubtful location",
            total=found.total,
            inside=in_hotspots,
            count=len(found.table),
            noise=found.noise,
            doubtful=found.doubtful_location,
        )
    )
    st.caption(
        _(
            "Method: DBSCAN, distance {eps_m:.0f} m, at least {least} crashes; order by EPDO"
            " (weights {weights})",
            eps_m=found.method["eps_m"],
            least=found.method["min_crashes"],
            weights=" / ".join(f"{one:g}" for one in found.method["epdo_weights"].values()),
        )
    )
    for warning in found.warnings:
        st.warning(as_text(warning.in_language()))


def say_flags(found: Hotspots, rank: int) -> None:
    """Say what to know about the chosen hotspot before believing its place in the list."""
    for flag in found.table["flags"].iloc[rank - 1]:
        st.caption(as_text(flag.sentence.in_language()))
    ranks = found.sensitivity.loc[[rank]].to_numpy()
    best, worst = int(ranks.min()), int(ranks.max())
    if best != worst:
        st.caption(
            sentence(
                "Rank {rank} here; between {best} and {worst} under other severity weights.",
                rank=rank,
                best=best,
                worst=worst,
            )
        )


if __name__ == "__main__":
    show()
