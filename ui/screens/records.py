"""The list of records: filter, search, pages, and the way to one record."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from crashes.model import CrashFilter, LocationStatus
from language import translate as _
from ui.filter_address import AddressError, split
from ui.page_address import choice_of_address, keep_choice
from ui.plain_text import error_text
from ui.record.opened import close_record
from ui.site_address import read_place
from ui.site_reading import crashes_of_site
from ui.store_access import counties_of_store, the_store
from ui.theme import coloured, severity_label
from ui.widgets.crash_filter import crash_filter
from ui.widgets.empty_page import empty_page
from ui.widgets.table_download import table_download
from ui.wording import field_name, location_status_name

ROWS_ON_A_PAGE = 50
ROW_HEIGHT_PX = 44
NO_CRASH = ("",)  # a key that no crash has: an empty choice would not restrict
SHOWN = (
    "occurred_at",
    "severity",
    "county",
    "district",
    "place_text",
    "junction_name",
    "deaths",
    "injuries",
    "location_status",
    "crash_id",
)
TEXTS = ("county", "district", "place_text", "junction_name")


def show() -> None:
    """Draw the list."""
    st.title(_("Records"))
    if not the_store().count_crashes():
        empty_page(
            _("There are no records yet."),
            next_page="ui/screens/imports.py",
            next_label=_("Import a police crash file"),
        )
        return
    chosen = near_site(narrowed(crash_filter(counties_of_store())))
    count = the_store().count_crashes(chosen)
    st.markdown(_("{count} crashes, the latest first", count=f"{count:,}"))
    if not count:
        st.info(_("No crash fits this choice: widen the period or clear the search."))
        return
    page = page_number(count)
    crashes = latest_first(chosen, count, page)
    chosen_row = st.dataframe(
        coloured(record_table(crashes)),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        row_height=ROW_HEIGHT_PX,
        height="content",
        key=f"records_{abs(hash((chosen, page)))}",
    )
    open_chosen(crashes, list(chosen_row["selection"]["rows"]))
    st.caption(_("Choose a row to open the record."))
    table_download(
        lambda: record_table(the_store().crashes(chosen)),
        "crashes",
        title=_("Records"),
        key="records",
    )


def narrowed(chosen: CrashFilter) -> CrashFilter:
    """Show the search and the location statuses, and return the filter with both."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        choice_of_address("text", "filter_text", read=str, default="")
        text = st.text_input(
            _("Search"), key="filter_text", placeholder=_("Road, junction or crash key"), width=320
        )
        keep_choice("text", text, text)
        choice_of_address(
            "location",
            "filter_location",
            read=lambda said: [LocationStatus(one) for one in split(said)],
            default=[],
        )
        statuses = st.multiselect(
            _("Location"),
            list(LocationStatus),
            format_func={one: location_status_name(one) for one in LocationStatus}.__getitem__,
            key="filter_location",
            placeholder=_("All"),
            width=360,
        )
        keep_choice("location", list(statuses), ",".join(statuses))
    return replace(chosen, text=text.strip(), location_statuses=tuple(statuses))


def near_site(chosen: CrashFilter) -> CrashFilter:
    """Return the filter, restricted to the site that the address names, and say so."""
    said = st.query_params.get("near")
    if not said:
        return chosen
    try:
        place = read_place(said)
    except AddressError as error:
        st.error(error_text(error))
        return chosen
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _(
                "Only crashes within {radius_m} m of {lon:.5f}, {lat:.5f}",
                radius_m=place.radius_m,
                lon=place.lon,
                lat=place.lat,
            ),
            width="content",
        )
        if st.button(_("Show all places"), icon=":material/close:"):
            del st.query_params["near"]
            st.rerun()
    at_site = crashes_of_site(place, chosen)
    return replace(chosen, crash_ids=tuple(at_site["crash_id"]) or NO_CRASH)


def page_number(count: int) -> int:
    """Show the pages when there are several; return the chosen one, 0 for the first."""
    pages = -(-count // ROWS_ON_A_PAGE)
    if pages == 1:
        return 0
    number = st.number_input(
        _("Page of {pages}", pages=pages), 1, pages, 1, key=f"page_of_{count}", width=160
    )
    return int(number) - 1


def latest_first(chosen: CrashFilter, count: int, page: int) -> pd.DataFrame:
    """Return one page of crashes; the store gives them in the order of time."""
    end = count - page * ROWS_ON_A_PAGE
    start = max(0, end - ROWS_ON_A_PAGE)
    crashes = the_store().crashes(replace(chosen, limit=end - start, offset=start))
    return crashes.iloc[::-1].reset_index(drop=True)


def record_table(crashes: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that a list shows, with headings and words of the page."""
    table = crashes.loc[:, list(SHOWN)].copy()
    table["occurred_at"] = table["occurred_at"].dt.strftime("%Y-%m-%d %H:%M")
    table["severity"] = table["severity"].map(severity_label)
    table["location_status"] = table["location_status"].map(location_status_name)
    table = table.astype(dict.fromkeys(TEXTS, object)).fillna(dict.fromkeys(TEXTS, ""))
    return table.rename(columns={name: field_name(name) for name in SHOWN})


def open_chosen(crashes: pd.DataFrame, rows: list[int]) -> None:
    """Go to the record of the chosen row."""
    if rows:
        close_record()
        crash_id = str(crashes["crash_id"].iloc[rows[0]])
        st.switch_page("ui/screens/record.py", query_params={"crash": crash_id})


if __name__ == "__main__":
    show()
