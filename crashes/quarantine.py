"""Rows that could not be imported: as a table, as a file in which to correct them, and back."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from crashes.model import QUARANTINE_COLUMNS
from errors import DaoanError
from language import Message

ID = "quarantine_id"
ABOUT = (ID, "file", "file_row", "column", "reason")  # of the row, before its cells
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would compute such a text
TEXT_SIGN = "'"

Cells = dict[str, str]


class CorrectionsError(DaoanError, ValueError):
    """A file of corrected rows cannot be read."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row of a file could not be imported."""

    file_row: int  # 1 = the first row after the header
    column: str | None  # None: the whole row
    reason: Message
    cells: Cells  # column -> text; a column the row does not reach is absent


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


def corrections_csv(rows: pd.DataFrame) -> str:
    """Return quarantined rows as CSV text in which the cells can be corrected.

    Parameters
    ----------
    rows
        As the store gives them: `quarantine_id` and QUARANTINE_COLUMNS.

    Returns
    -------
    text
        The columns of ABOUT, the reason in the chosen language, then one column for each cell.
        A cell that a spreadsheet would compute begins with an apostrophe; `read_corrections` takes
        it away again.
    """
    cells = [json.loads(text) for text in rows["cells"]]
    names = list(dict.fromkeys(name for row in cells for name in row))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([*ABOUT, *names])
    for about, row in zip(rows[list(ABOUT)].to_dict("records"), cells, strict=True):
        reason = Message.from_json(about["reason"]).in_language()
        column = about["column"] if isinstance(about["column"], str) else ""
        known = [about[ID], about["file"], about["file_row"], column, reason]
        writer.writerow(
            [_as_text(str(cell)) for cell in (*known, *(row.get(n, "") for n in names))]
        )
    return written.getvalue()


def read_corrections(text: str) -> dict[int, Cells]:
    r"""Return the cells of each row of a file that `corrections_csv` wrote and somebody corrected.

    Raises
    ------
    CorrectionsError
        The file has no column `quarantine_id`, or a row has no number there.

    Examples
    --------
    >>> read_corrections("quarantine_id,file,reason,發生日期,發生地點\n7,a.csv,x,20250228,'=甲路")
    {7: {'發生日期': '20250228', '發生地點': '=甲路'}}
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if ID not in (reader.fieldnames or ()):
        raise CorrectionsError("The column {column} is missing.", column=ID)
    corrected: dict[int, Cells] = {}
    for line, row in enumerate(reader, start=1):
        number = str(row[ID] or "").strip()
        if not number.isdigit():
            raise CorrectionsError(
                "Row {row} has no number in the column {column}.", row=line, column=ID
            )
        corrected[int(number)] = {
            name: _as_typed(cell)
            for name, cell in row.items()
            if isinstance(name, str) and name not in ABOUT and isinstance(cell, str)
        }
    return corrected


def changed_cells(delivered: Mapping[str, Any], corrected: Mapping[str, str]) -> Cells | None:
    """Return the corrected cells of a row, None when nothing was corrected.

    A cell that was absent and still is empty stays absent: the row is as short as it was.

    Examples
    --------
    >>> changed_cells({"a": "1"}, {"a": "1", "b": ""}) is None
    True
    >>> changed_cells({"a": "1"}, {"a": "1", "b": "2"})
    {'a': '1', 'b': '2'}
    """
    now = dict(corrected)
    if {name: cell for name, cell in now.items() if name in delivered or cell} == dict(delivered):
        return None
    return now


def _as_text(cell: str) -> str:
    return TEXT_SIGN + cell if cell.startswith(FORMULA_SIGNS) else cell


def _as_typed(cell: str) -> str:
    is_guarded = cell.startswith(TEXT_SIGN) and cell[1:].startswith(FORMULA_SIGNS)
    return cell[1:] if is_guarded else cell
