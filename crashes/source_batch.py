"""What sources beside the police have in common: an import batch, and what it says of months."""

import calendar

import pandas as pd

from crashes.code_reading import Unknown
from crashes.coverage import COVERAGE_COLUMNS
from crashes.model import CoverageState, ImportBatch
from crashes.quarantine import quarantine_table
from language import Message

NOT_SAID = Message("The file does not say whether it holds all crashes of the month.")


def batch_of_source(
    file: str, source: str, crashes: pd.DataFrame, parties: pd.DataFrame, unknown: Unknown
) -> ImportBatch:
    """Return a batch without raw rows, quarantine and counts: these differ by source."""
    rows = sorted((column, value, count) for (column, value), count in unknown.items())
    return ImportBatch(
        file=file,
        sha256="",
        layout=source,
        crashes=crashes,
        parties=parties,
        raw_rows=pd.DataFrame(columns=["crash_id", "party_no", "cells"]),
        quarantine=quarantine_table(file, ()),
        unknown_codes=pd.DataFrame(rows, columns=["column", "value", "count"]),
        coverage=partial_coverage(crashes),
    )


def partial_coverage(crashes: pd.DataFrame) -> pd.DataFrame:
    """Return COVERAGE_COLUMNS for a source that does not say which months are whole.

    Every month from the first to the last that has a crash of a county and class is partial; its
    days are those that have one.
    """
    dated = crashes[["county", "severity", "occurred_at"]].dropna()
    dated = dated.assign(
        month=dated["occurred_at"].dt.strftime("%Y-%m"), day=dated["occurred_at"].dt.day
    )
    rows = []
    for (county, severity, month), one in dated.groupby(["county", "severity", "month"], sort=True):
        last = calendar.monthrange(*map(int, str(month).split("-")))[1]
        days = tuple(sorted({int(day) for day in one["day"] if day <= last}))
        rows.append((county, severity, month, CoverageState.PARTIAL, days, NOT_SAID.to_json()))
    return pd.DataFrame(rows, columns=list(COVERAGE_COLUMNS))
