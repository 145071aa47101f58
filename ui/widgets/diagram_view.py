"""The collision diagram of a site on the page: sheet, counts, tray, downloads."""

import pandas as pd
import streamlit as st

from collision_diagrams.diagram import DiagramResult
from crashes.model import CrashFilter
from drawing.svg import write_svg
from improvements.model import Evaluation
from language import translate as _
from ui.components.sheet_view import sheet_view
from ui.diagram.question import DiagramQuestion
from ui.diagrams import comparison_of, diagram_of, diagram_svg
from ui.plain_text import as_text
from ui.record.opened import CLICKED, close_record
from ui.site_address import SitePlace
from ui.widgets.diagram_files import comparison_files, diagram_files
from ui.widgets.table_download import table_download

RECORD = "ui/screens/record.py"


def show_diagram(place: SitePlace, chosen: CrashFilter, *, key: str) -> DiagramResult:
    """Show the diagram of the chosen crashes of a site; a click on a glyph opens its record."""
    open_clicked_record()
    question = DiagramQuestion(place, chosen)
    result = diagram_of(question)
    say_counts(result)
    sheet_view(diagram_svg(question), key=f"{key}_sheet", on_crash=remember_click)
    st.caption(_("Click on a crash in the diagram to open its record."))
    diagram_files(result, result.drawings, key=key)
    return result


def say_counts(result: DiagramResult) -> None:
    """Say what became of every crash of the question."""
    st.markdown(
        _(
            "{plotted} plotted + {listed} listed = {total} crashes",
            plotted=result.plotted,
            listed=result.listed,
            total=result.total,
        )
    )


def show_comparison(evaluation: Evaluation) -> None:
    """Show the diagrams before and after a measure on one sheet."""
    open_clicked_record()
    st.subheader(_("Collision diagrams before and after"))
    comparison = comparison_of(evaluation)
    sheet_view(write_svg(comparison.drawing), key="comparison_sheet", on_crash=remember_click)
    comparison_files(comparison, key="comparison")


def show_tray(result: DiagramResult, *, key: str) -> None:
    """Show the crashes that are not plotted, each with its reason; a chosen row is opened."""
    listed = result.rows[~result.rows["plotted"].astype(bool)]
    st.subheader(_("Listed, not plotted"))
    if listed.empty:
        st.caption(_("Every crash is plotted."))
        return
    reading_table(listed, {"reason": _("Reason")}, key=f"{key}_tray")


def show_readings(result: DiagramResult, *, key: str) -> None:
    """Show how each plotted crash was read, with what speaks for it."""
    plotted = result.rows[result.rows["plotted"].astype(bool)]
    if plotted.empty:
        return
    with st.expander(_("How the plotted crashes were read")):
        headings = {
            "diagram_type": _("Diagram type"),
            "confidence": _("Confidence"),
            "explanation": _("What speaks for it"),
        }
        reading_table(plotted, headings, key=f"{key}_readings")


def reading_table(rows: pd.DataFrame, headings: dict[str, str], *, key: str) -> None:
    """Show readings; choosing a row opens its record."""
    names = {"serial": _("No."), **headings, "crash_id": _("Crash key")}
    table = rows[list(names)].rename(columns=names)
    crash_ids = rows["crash_id"].astype(str).tolist()
    st.dataframe(
        table,
        hide_index=True,
        on_select=lambda: follow_row(key, crash_ids),
        selection_mode="single-row",
        row_height=40,
        key=key,
    )
    table_download(table, key, title=key, key=f"{key}_download")


def follow_row(key: str, crash_ids: list[str]) -> None:
    """Open the record of a chosen row when the page runs again."""
    rows = st.session_state[key]["selection"]["rows"]
    if rows:
        remember_click(crash_ids[rows[0]])


def remember_click(crash_id: str) -> None:
    """Open a record when the page runs again (a callback cannot change the page)."""
    st.session_state[CLICKED] = crash_id


def open_clicked_record() -> None:
    """Go to the record that was clicked; its page forgets the click when it is there."""
    crash_id = st.session_state.get(CLICKED)
    if crash_id:
        close_record()
        st.switch_page(RECORD, query_params={"crash": crash_id})


def said_site(result: DiagramResult) -> str:
    """Return the name of the site, for Markdown."""
    return as_text(result.site)
