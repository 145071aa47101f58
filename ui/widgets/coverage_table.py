"""What months the store holds, as a table of symbols."""

import pandas as pd
import streamlit as st

from crashes.model import CoverageState
from language import translate as _
from ui.widgets.table_download import table_download
from ui.wording import coverage_state_name, field_name

SYMBOLS = {CoverageState.COMPLETE: "●", CoverageState.PARTIAL: "◐", CoverageState.ABSENT: "–"}
MONTHS = tuple(f"{month:02d}" for month in range(1, 13))
MONTH_WIDTH_PX = 52
ROWS_WITHOUT_SCROLLING = 12


def show_coverage(coverage: pd.DataFrame, *, key: str) -> None:
    """Show county, class, year and one column for each month, with what the symbols mean."""
    table = coverage_table(coverage)
    st.dataframe(
        table,
        hide_index=True,
        height="content" if len(table) <= ROWS_WITHOUT_SCROLLING else 460,
        column_config={
            month: st.column_config.TextColumn(width=MONTH_WIDTH_PX, alignment="center")
            for month in MONTHS
        },
        key=key,
    )
    meaning = [f"{SYMBOLS[state]} {coverage_state_name(state)}" for state in CoverageState]
    st.caption("　".join(meaning))
    table_download(table, "coverage", title=_("Coverage"), key=f"{key}_download")


def coverage_table(coverage: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each county, class and year, the latest first, with a column a month.

    Parameters
    ----------
    coverage
        Columns county, severity, month (YYYY-MM), state.
    """
    said = coverage.assign(
        symbol=coverage["state"].map(SYMBOLS),
        year=coverage["month"].str[:4],
        month=coverage["month"].str[5:],
    )
    table = said.pivot(index=["county", "severity", "year"], columns="month", values="symbol")
    absent = SYMBOLS[CoverageState.ABSENT]
    table = table.reindex(columns=list(MONTHS)).astype(object).fillna(absent)
    table = table.sort_index(ascending=[True, True, False]).reset_index()
    table.columns.name = None
    headings = {"county": field_name("county"), "severity": field_name("severity")}
    return table.rename(columns=headings | {"year": _("Year")})
