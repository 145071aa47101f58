"""Read the lines of a crash file that need care: footers, blanks, quoted cells, damaged rows."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from crashes.file_lines import OddLine
from crashes.quarantine import RowFault
from crashes.row_damage import NOT_CLOSED, Damage, damage_of, kept_cells

MAX_JOINED_LINES = 20  # a quoted cell with line ends in it
ROC_YEAR_0 = 1911  # 民國 counts from 1912
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
        rows.faults.append(_fault(line, columns, content, Damage(NOT_CLOSED)))
    elif not any(cell.strip() for cell in cells):
        rows.blank_rows += 1
    elif _is_footer(cells):
        rows.footer_rows += 1
        rows.provided_on = _provided_on(cells[0]) or rows.provided_on
    elif damage := damage_of(columns, _trimmed(cells, len(columns)), ended=line.ended):
        rows.faults.append(_fault(line, columns, cells, damage))
    else:
        rows.cells.append(_trimmed(cells, len(columns)))
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


def _trimmed(cells: list[str], count: int) -> list[str]:
    """Return the cells without empty ones beyond the last column: spreadsheets add such."""
    return cells[:count] if len(cells) > count and not any(cells[count:]) else cells


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


def _fault(line: OddLine, columns: Sequence[str], cells: Sequence[str], damage: Damage) -> RowFault:
    return RowFault(line.file_row, damage.column, damage.reason, kept_cells(columns, cells, damage))
