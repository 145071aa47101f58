"""Read the lines of a crash file that need care: footers, blanks, quoted cells, damaged rows."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from crashes.file_lines import OddLine
from crashes.layouts import LAT, LON
from crashes.quarantine import RowFault
from language import Message

MAX_CELL_CHARACTERS = 1_000
KEPT_CHARACTERS = 200  # of a giant cell, in the quarantine
MAX_JOINED_LINES = 20  # a quoted cell with line ends in it
ROC_YEAR_0 = 1911  # 民國 counts from 1912
NOT_UTF8 = Message("The cell holds bytes that are not UTF-8 text.")
NOT_CLOSED = Message("A quotation mark is not closed.")
CUT = Message("The file ends in the middle of this row.")
PROVIDED_ON = re.compile(r"資料提供日期[：:]\s*(\d{2,3})年(\d{1,2})月(\d{1,2})日")


@dataclass
class OddRows:
    """What the odd lines turned out to be."""

    cells: list[list[str]] = field(default_factory=list)
    file_rows: list[int] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    footer_rows: int = 0
    blank_rows: int = 0
    joined_lines: int = 0  # lines that belong to the row before them
    provided_on: date | None = None  # what the footer says


def read_odd_lines(lines: Sequence[OddLine], columns: Sequence[str]) -> OddRows:
    """Return the rows, faults, footers and blanks among `lines`.

    Parameters
    ----------
    lines
        The odd lines of a file in their order.
    columns
        The names of the cells.

    Examples
    --------
    >>> lines = [OddLine(1, '"2025","中山路, 西側"'.encode(), True), OddLine(2, b"2025", False)]
    >>> rows = read_odd_lines(lines, ["發生年度", "發生地點"])
    >>> rows.cells, [str(fault.reason.text) for fault in rows.faults]
    ([['2025', '中山路, 西側']], ['The row has {found} cells instead of {expected}.'])
    """
    rows = OddRows()
    position = 0
    while position < len(lines):
        position += _read_row(lines, position, columns, rows)
    return rows


def _read_row(
    lines: Sequence[OddLine], position: int, columns: Sequence[str], rows: OddRows
) -> int:
    """Read the row that begins at `position`; return how many lines it takes."""
    line = lines[position]
    cells = _cells(line.content.decode(errors="replace"))
    taken = 1
    if cells is None:
        cells, taken = _joined_cells(lines, position, len(columns))
    if cells is None:
        content = line.content.decode(errors="replace").split(",")
        rows.faults.append(_fault(line, columns, content, NOT_CLOSED))
    elif not any(cell.strip() for cell in cells):
        rows.blank_rows += 1
    elif _is_footer(cells):
        rows.footer_rows += 1
        rows.provided_on = _provided_on(cells[0]) or rows.provided_on
    elif fault := _damage(line, columns, cells):
        rows.faults.append(fault)
    else:
        rows.cells.append(cells)
        rows.file_rows.append(line.file_row)
        rows.joined_lines += taken - 1
        return taken
    return 1


def _cells(text: str) -> list[str] | None:
    """Return the cells of a line, None when a quotation mark is wrong."""
    try:
        return next(csv.reader([text], strict=True), [])
    except csv.Error:  # a quotation mark is wrong, or a cell is larger than the reader takes
        is_giant = len(text) > csv.field_size_limit()
        return text.split(",") if is_giant or '"' not in text else None


def _joined_cells(
    lines: Sequence[OddLine], position: int, cell_count: int
) -> tuple[list[str] | None, int]:
    """Return the cells of a row whose quoted cell holds line ends, and how many lines it takes."""
    first = lines[position].file_row
    text = lines[position].content.decode(errors="replace")
    for taken, line in enumerate(lines[position + 1 : position + MAX_JOINED_LINES], start=2):
        if line.file_row != first + taken - 1:
            break
        text += "\n" + line.content.decode(errors="replace")
        try:
            rows = list(csv.reader(text.splitlines(keepends=True), strict=True))
        except csv.Error:
            continue
        if len(rows) == 1 and len(rows[0]) == cell_count:
            return rows[0], taken
    return None, 1


def _is_footer(cells: Sequence[str]) -> bool:
    """Whether only the first cell is filled, and not with a number: 「資料提供日期：…」."""
    return not cells[0].strip().isdigit() and not any(cell.strip() for cell in cells[1:])


def _provided_on(text: str) -> date | None:
    if found := PROVIDED_ON.search(text):
        year, month, day = (int(part) for part in found.groups())
        try:
            return date(year + ROC_YEAR_0, month, day)
        except ValueError:
            return None
    return None


def _damage(line: OddLine, columns: Sequence[str], cells: Sequence[str]) -> RowFault | None:
    """Return what is wrong with the cells of a row, None when nothing is."""
    for column, cell in zip(columns, cells, strict=False):
        if reason := _cell_damage(cell):
            return _fault(line, columns, cells, reason, column)
    if len(cells) != len(columns):
        reason = Message(
            "The row has {found} cells instead of {expected}.",
            {"found": len(cells), "expected": len(columns)},
        )
        return _fault(line, columns, cells, reason)
    if not line.ended and _is_cut(columns, cells):
        return _fault(line, columns, cells, CUT, LAT)
    return None


def _cell_damage(cell: str) -> Message | None:
    if len(cell) > MAX_CELL_CHARACTERS:
        return Message(
            "The cell holds {characters} characters; at most {limit} are read.",
            {"characters": len(cell), "limit": MAX_CELL_CHARACTERS},
        )
    if "\0" in cell:
        return Message("The cell holds NUL bytes, which are no text.")
    if "\ufffd" in cell:
        return NOT_UTF8
    return None


def _is_cut(columns: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether the last cell, the latitude, has lost its end: both have as many decimals."""
    if columns[-1] != LAT or LON not in columns:
        return False
    lon, lat = cells[columns.index(LON)].strip(), cells[-1].strip()
    return _decimals(lat) < _decimals(lon) or (not lat and bool(lon))


def _decimals(number: str) -> int:
    return len(number.partition(".")[2])


def _fault(
    line: OddLine,
    columns: Sequence[str],
    cells: Sequence[str],
    reason: Message,
    column: str | None = None,
) -> RowFault:
    names = [*columns, *(f"+{extra + 1}" for extra in range(len(cells) - len(columns)))]
    kept = dict(zip(names, (_kept(cell) for cell in cells), strict=False))
    return RowFault(line.file_row, column, reason, kept)


def _kept(cell: str) -> str:
    """Return what the quarantine keeps of a cell."""
    shortened = cell if len(cell) <= MAX_CELL_CHARACTERS else cell[:KEPT_CHARACTERS] + "…"
    return shortened.replace("\0", "")
