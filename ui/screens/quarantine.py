"""Rows that could not be imported: look at them, correct, retry, export or drop them."""

import json
from typing import Any

import pandas as pd
import streamlit as st

from crashes.model import QuarantineState
from crashes.quarantine import corrections_csv, read_corrections
from crashes.relocation import relocate
from crashes.retry import RetryOutcome, retry_quarantined
from errors import DaoanError
from language import chosen_language, in_language
from language import translate as _
from ui.plain_text import error_text, sentence
from ui.store_access import read_quarantined, the_store
from ui.widgets.author import author_field
from ui.widgets.empty_page import empty_page
from ui.widgets.table_download import table_download
from ui.wording import message_text, quarantine_state_name

SAID = "quarantine_said"
ROW_HEIGHT_PX = 44
CELL, CONTENT = "column", "cells"


def show() -> None:
    """Draw the page."""
    st.title(_("Quarantine"))
    st.markdown(_("Rows of the files whose date, time or place cannot be read wait here."))
    if said := st.session_state.pop(SAID, None):
        st.success(said)
    waiting = read_quarantined(QuarantineState.WAITING)
    if waiting.empty:
        empty_page(
            _("No row waits: everything that was delivered is in the records."),
            next_page="ui/screens/records.py",
            next_label=_("To the records"),
        )
    else:
        draw_waiting(waiting)
    draw_closed()


def draw_waiting(waiting: pd.DataFrame) -> None:
    """Draw the waiting rows, and the one that is chosen."""
    author = author_field()
    table = quarantine_table(waiting)
    chosen = st.dataframe(
        table,
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        row_height=ROW_HEIGHT_PX,
        key=f"waiting_{len(waiting)}",
    )
    rows = list(chosen["selection"]["rows"])
    table_download(
        export_table(waiting), "quarantine", title=_("Quarantine"), key="quarantine_download"
    )
    if not author:
        return
    corrected_file(waiting, author)
    if not rows:
        st.caption(_("Choose a row to correct its cells; choose several to drop them."))
        return
    picked = waiting.iloc[rows]
    if len(picked) == 1:
        edit_cells(picked.iloc[0], author)
    drop_rows(picked, author)


def edit_cells(row: "pd.Series[Any]", author: str) -> None:
    """Show the cells of a row; save what the user has corrected in them."""
    st.subheader(_("Row {row} of the file", row=row["file_row"]))
    st.text(message_text(row["reason"]))
    cells: dict[str, str] = json.loads(row["cells"])
    table = pd.DataFrame({CELL: list(cells), CONTENT: list(cells.values())})
    key = f"cells_{row['quarantine_id']}"
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=[CELL],
        column_config={
            CELL: st.column_config.TextColumn(_("Column of the file")),
            CONTENT: st.column_config.TextColumn(_("Cell"), width="large"),
        },
        key=key,
    )
    corrected = dict(zip(edited[CELL], edited[CONTENT].fillna("").astype(str), strict=True))
    if st.button(_("Save and try again"), type="primary", icon=":material/replay:"):
        save_and_retry(row, corrected, author)


def save_and_retry(row: "pd.Series[Any]", cells: dict[str, str], author: str) -> None:
    """Save the corrected cells, import the row, and say what came of it."""
    number = int(row["quarantine_id"])
    try:
        outcome = retry(author, {number: cells})
    except DaoanError as error:
        st.error(error_text(error))
        return
    if outcome.settled:
        st.session_state[SAID] = _("The row is imported.")
        st.rerun()
    st.error(sentence("Still not readable: {reason}", reason=outcome.reasons.get(number, "")))


def retry(author: str, corrections: dict[int, dict[str, str]]) -> RetryOutcome:
    """Import corrected rows; where some came in, judge the locations again."""
    outcome = retry_quarantined(
        the_store(), author=author, corrections=corrections, quarantine_ids=set(corrections)
    )
    if outcome.settled:
        relocate(the_store())
    return outcome


def corrected_file(waiting: pd.DataFrame, author: str) -> None:
    """Offer the rows as a file to correct in a spreadsheet, and take the corrected file."""
    with st.expander(_("Correct many rows in a spreadsheet")):
        language = chosen_language()

        def content() -> bytes:
            with in_language(language):  # the button calls from a thread of its own
                return corrections_csv(waiting).encode("utf-8-sig")

        st.download_button(
            _("Download the rows to correct"),
            content,
            file_name="quarantine.csv",
            mime="text/csv; charset=utf-8",
            icon=":material/download:",
            on_click="ignore",
        )
        upload = st.file_uploader(_("The corrected file"), type=["csv"], key="corrected_file")
        if upload is not None and st.button(_("Try the corrected rows"), type="primary"):
            retry_file(upload.getvalue(), author)


def retry_file(content: bytes, author: str) -> None:
    """Import the rows of a corrected file, and say what came of them."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        st.error(_("The file is not text in UTF-8: save it as CSV UTF-8."))
        return
    try:
        outcome = retry(author, read_corrections(text))
    except DaoanError as error:
        st.error(error_text(error))
        return
    st.session_state[SAID] = _(
        "{settled} rows are imported, {waiting} still wait.",
        settled=len(outcome.settled),
        waiting=len(outcome.reasons),
    )
    st.rerun()


def drop_rows(picked: pd.DataFrame, author: str) -> None:
    """Offer to leave rows out for good, after the user has said so twice."""
    with st.popover(_("Drop {count} rows", count=len(picked)), icon=":material/delete:"):
        st.markdown(_("Dropped rows stay listed, but are never imported."))
        if not st.button(_("Drop them"), type="primary", key="drop_rows"):
            return
        try:
            the_store().close_quarantined(
                picked["quarantine_id"].tolist(), state=QuarantineState.DROPPED, author=author
            )
        except DaoanError as error:
            st.error(error_text(error))
            return
        st.session_state[SAID] = _("{count} rows are dropped.", count=len(picked))
        st.rerun()


def draw_closed() -> None:
    """Show the rows that are settled or dropped."""
    for state in (QuarantineState.SETTLED, QuarantineState.DROPPED):
        rows = read_quarantined(state)
        if not rows.empty:
            with st.expander(f"{quarantine_state_name(state)}: {len(rows)}"):
                st.dataframe(quarantine_table(rows), hide_index=True, key=f"closed_{state}")


def quarantine_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return file, row, column, reason and place of quarantined rows."""
    return pd.DataFrame(
        {
            _("File"): rows["file"],
            _("Row"): rows["file_row"],
            _("Column of the file"): rows["column"].fillna(""),
            _("Reason"): rows["reason"].map(message_text),
            _("Cells"): rows["cells"].map(lambda cells: " | ".join(json.loads(cells).values())),
        }
    )


def export_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return quarantined rows with every cell of the file in a column of its own."""
    cells = pd.DataFrame([json.loads(one) for one in rows["cells"]], index=rows.index)
    return pd.concat([quarantine_table(rows).iloc[:, :4], cells], axis=1)


if __name__ == "__main__":
    show()
