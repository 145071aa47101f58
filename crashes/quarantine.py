"""Rows that could not be imported: as a table, as a file, and corrected."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from crashes.model import QUARANTINE_COLUMNS
from language import Message


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row of a file could not be imported."""

    file_row: int  # 1 = the first row after the header
    column: str | None  # None: the whole row
    reason: Message
    cells: dict[str, str]  # column -> text


def quarantine_table(file: str, faults: Sequence[RowFault]) -> pd.DataFrame:
    """Return the rows of one file as QUARANTINE_COLUMNS, in the order of the file.

    Examples
    --------
    >>> fault = RowFault(3, "發生日期", Message("no date"), {"發生日期": "20250230"})
    >>> quarantine_table("a.csv", [fault])[["file", "file_row", "column"]].values.tolist()
    [['a.csv', 3, '發生日期']]
    """
    rows = [
        (
            file,
            fault.file_row,
            fault.column,
            fault.reason.to_json(),
            json.dumps(fault.cells, ensure_ascii=False),
        )
        for fault in sorted(faults, key=lambda fault: fault.file_row)
    ]
    return pd.DataFrame(rows, columns=list(QUARANTINE_COLUMNS)).astype({"column": object})
