"""The sheets of many sites in one PDF, made while the user sees how far it is."""

import pandas as pd
import streamlit as st

from crashes.model import CrashFilter
from drawing.model import Drawing
from drawing.pdf import write_pdf
from errors import DaoanError
from language import chosen_language
from language import translate as _
from ui.diagram.question import DiagramQuestion
from ui.diagrams import diagram_of
from ui.maps.hotspot_map import place_of
from ui.plain_text import error_text, sentence
from ui.store_access import data_version
from ui.widgets.diagram_files import PDF

MADE = "many_sheets_made"
USUAL, MOST = 10, 100


def many_sheets(table: pd.DataFrame, chosen: CrashFilter) -> None:
    """Show the way to one PDF with the diagrams of the first hotspots of a table.

    Parameters
    ----------
    table
        HOTSPOT_COLUMNS, in order of rank.
    chosen
        The crashes of the screening; the same stand on the sheets.
    """
    if table.empty:
        return
    with st.popover(_("All diagrams in one PDF"), icon=":material/picture_as_pdf:"):
        most = min(len(table), MOST)
        count = int(
            st.number_input(_("How many hotspots"), 1, most, min(USUAL, most), key="sheets_count")
        )
        lists = st.checkbox(_("With the list of crashes of each"), key="sheets_with_lists")
        asked = (data_version(), chosen, count, lists, chosen_language(), tuple(table["name"]))
        if st.button(_("Make the PDF"), type="primary", key="sheets_make"):
            try:
                st.session_state[MADE] = (asked, made(table.head(count), chosen, lists=lists))
            except DaoanError as error:
                st.error(error_text(error))
        kept, content = st.session_state.get(MADE, (None, b""))
        if kept == asked:
            st.download_button(
                _("Download PDF ({megabytes:.1f} MB)", megabytes=len(content) / 1e6),
                content,
                file_name="collision_diagrams.pdf",
                mime=PDF,
                icon=":material/download:",
                on_click="ignore",
                key="sheets_download",
            )


def made(table: pd.DataFrame, chosen: CrashFilter, *, lists: bool) -> bytes:
    """Return one PDF with the sheets of all rows, in their order; show how far it is."""
    drawings: list[Drawing] = []
    bar = st.progress(0.0)
    rows = table.to_dict("records")
    for number, row in enumerate(rows, start=1):
        said = {"number": number, "count": len(rows), "name": row["name"]}
        bar.progress((number - 1) / len(rows), sentence("{number} of {count}: {name}", **said))
        sheets = diagram_of(DiagramQuestion(place_of(row), chosen)).drawings
        drawings += sheets if lists else sheets[:1]
    bar.progress(1.0, _("Writing the PDF"))
    content = write_pdf(drawings)
    bar.empty()
    return content
