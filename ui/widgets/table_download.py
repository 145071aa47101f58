"""Buttons that download a table as CSV or XLSX."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from language import chosen_language, in_language
from language import translate as _
from ui.table_files import csv_bytes, xlsx_bytes

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_download(
    table: pd.DataFrame | Callable[[], pd.DataFrame], file_name: str, *, title: str, key: str
) -> None:
    """Show the two buttons; a file is made when its button is pressed.

    Parameters
    ----------
    table
        What the user sees, with headings in the language of the page; or what makes it, where it
        is long.
    file_name
        Without extension.
    title
        Name of the sheet in the workbook.
    key
        Unique on the page.
    """
    language = chosen_language()

    def content(write: Callable[[pd.DataFrame], bytes]) -> bytes:
        with in_language(language):  # the button calls from a thread of its own
            return write(table if isinstance(table, pd.DataFrame) else table())

    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("Download CSV"),
            lambda: content(csv_bytes),
            file_name=f"{file_name}.csv",
            mime="text/csv; charset=utf-8",
            key=f"{key}_csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            _("Download XLSX"),
            lambda: content(lambda one: xlsx_bytes(one, title)),
            file_name=f"{file_name}.xlsx",
            mime=XLSX_TYPE,
            key=f"{key}_xlsx",
            icon=":material/download:",
            on_click="ignore",
        )
