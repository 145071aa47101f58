"""Buttons that download a table as CSV or XLSX."""

from functools import partial

import pandas as pd
import streamlit as st

from language import translate as _
from ui.table_files import csv_bytes, xlsx_bytes

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_download(table: pd.DataFrame, file_name: str, *, title: str, key: str) -> None:
    """Show the two buttons; a file is made when its button is pressed.

    Parameters
    ----------
    table
        What the user sees, with headings in the language of the page.
    file_name
        Without extension.
    title
        Name of the sheet in the workbook.
    key
        Unique on the page.
    """
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("Download CSV"),
            partial(csv_bytes, table),
            file_name=f"{file_name}.csv",
            mime="text/csv; charset=utf-8",
            key=f"{key}_csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            _("Download XLSX"),
            partial(xlsx_bytes, table, title),
            file_name=f"{file_name}.xlsx",
            mime=XLSX_TYPE,
            key=f"{key}_xlsx",
            icon=":material/download:",
            on_click="ignore",
        )
