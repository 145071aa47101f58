"""What months the store holds, as a table of symbols."""

import pandas as pd
import streamlit as st

from crashes.model import CoverageState
from language import translate as _
from ui.widgets.table_download import table_download
from ui.wording import coverage_state_name, field_name

SYMBOLS = {CoverageState.COMPLETE: "●", CoverageState.PARTIAL: "◐", CoverageState.ABSENT: "–"}
MONTH_WIDTH_PX = 64


def show_coverage(coverage: pd.DataFrame, *, key: str) -> None:
    """Show county, class and one column for each month, with what the symbols mean."""
    table = coverage_table(coverage)
    months = [name for name in table.columns if name[:1].isdigit()]
    st.dataframe(
        table,
        hide_index=True,
        height="content" if len(table) <= 12 else 460,  # noqa: PLR2004
        column_config={
            month: st.column_config.TextColumn(width=MONTH_WIDTH_PX, alignment="center")
            for month in months
        },
        key=key,
    )
    meaning = [f"{SYMBOLS[state]} {coverage_state_name(state)}" for state in CoverageState]
    st.caption("　".join(meaning))
    table_download(table, "coverage", title=_("Coverage"), key=f"{key}_download")


def coverage_table(coverage: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each county and class, one column for each month from first to last.

    Parameters
    ----------
    coverage
        Columns county, severity, month (YYYY-MM), state.
    """
    period = pd.period_range(coverage["month"].min(), coverage["month"].max(), freq="M")
    months = [str(month) for month in period]
    symbols = coverage.assign(symbol=coverage["state"].map(SYMBOLS))
    table = symbols.pivot_table(
        index=["county", "severity"], columns="month", values="symbol", aggfunc="first"
    )
    table = table.reindex(columns=months).fillna(SYMBOLS[CoverageState.ABSENT]).reset_index()
    table.columns.name = None
    return table.rename(columns={name: field_name(name) for name in ("county", "severity")})
