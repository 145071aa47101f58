"""What is wrong with the cells of a row before anybody reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crashes.layouts import LAT, LON
from language import Message

MAX_CELL_CHARACTERS = 1_000
KEPT_CHARACTERS = 200  # of a giant cell, in the quarantine
SHORTENED = "…"
SHOWN_NUL = "\u2400"  # ␀
NOT_TEXT = "\ufffd"  # stands where bytes were no UTF-8
EXTRA = "+"  # names a cell beyond the last column: +1, +2, …
QUOTE = '"'
NOT_UTF8 = Message("The cell holds bytes that are not UTF-8 text.")
HOLDS_NUL = Message("The cell holds NUL bytes, which are no text.")
NOT_CLOSED = Message("A quotation mark is not closed.")
CUT = Message("The file ends in the middle of this row.")


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a row, and in which column (None: the whole row)."""

    reason: Message
    column: str | None = None


def damage_of(columns: Sequence[str], cells: Sequence[str], *, ended: bool = True) -> Damage | None:
    """Return what is wrong with the cells of a line, None when nothing is.

    Parameters
    ----------
    columns
        The names of the cells.
    cells
        The cells of the line.
    ended
        False when the file ends with this line, without an end of line: it may have been cut.

    Examples
    --------
    >>> damage_of(["經度", "緯度"], ["120.451168", "23.49"], ended=False).reason.text
    'The file ends in the middle of this row.'
    """
    for column, cell in zip(columns, cells, strict=False):
        if reason := _cell_damage(cell):
            return Damage(reason, column)
    if len(cells) != len(columns):
        return Damage(_wrong_count(len(cells), len(columns)))
    if not ended and _is_cut(columns, cells):
        return Damage(CUT, LAT)
    return None


def damage_left(columns: Sequence[str], cells: Mapping[str, str]) -> Damage | None:
    """Return what is still wrong with a row of the quarantine, None when it can be read.

    Examples
    --------
    >>> damage_left(["發生日期", "發生地點"], {"發生日期": "20250131"}).reason.values
    {'found': 1, 'expected': 2}
    >>> damage_left(["發生日期"], {"發生日期": "20250131", "+1": ""}) is None
    True
    """
    extra = [name for name, cell in cells.items() if name.startswith(EXTRA) and cell.strip()]
    found = sum(column in cells for column in columns) + len(extra)
    for column in columns:
        cell = cells.get(column, "")
        if reason := _cell_damage(cell):
            return Damage(reason, column)
        if cell.startswith(QUOTE) and not cell.removeprefix(QUOTE).endswith(QUOTE):
            return Damage(NOT_CLOSED, column)
        if SHOWN_NUL in cell:
            return Damage(HOLDS_NUL, column)
        if len(cell) == KEPT_CHARACTERS + len(SHORTENED) and cell.endswith(SHORTENED):
            return Damage(Message("The cell was too long and has been shortened."), column)
    return Damage(_wrong_count(found, len(columns))) if found != len(columns) else None


def kept_cells(columns: Sequence[str], cells: Sequence[str], damage: Damage) -> dict[str, str]:
    r"""Return what the quarantine keeps of the cells of a damaged line.

    A cell that the row does not reach, or that was cut, is absent. Cells beyond the last column are
    named +1, +2 and so on. NUL becomes ␀, a giant cell keeps its beginning.

    Examples
    --------
    >>> kept_cells(["a", "b"], ["1", "x\x00", "3"], Damage(HOLDS_NUL))
    {'a': '1', 'b': 'x␀', '+1': '3'}
    """
    names = [*columns, *(f"{EXTRA}{number + 1}" for number in range(len(cells) - len(columns)))]
    kept = {
        name: (cell if len(cell) <= MAX_CELL_CHARACTERS else cell[:KEPT_CHARACTERS] + SHORTENED)
        for name, cell in zip(names, cells, strict=False)
        if not (damage.reason == CUT and name == damage.column)
    }
    return {name: cell.replace("\0", SHOWN_NUL) for name, cell in kept.items()}


def _wrong_count(found: int, expected: int) -> Message:
    return Message(
        "The row has {found} cells instead of {expected}.", {"found": found, "expected": expected}
    )


def _cell_damage(cell: str) -> Message | None:
    if len(cell) > MAX_CELL_CHARACTERS:
        return Message(
            "The cell holds {characters} characters; at most {limit} are read.",
            {"characters": len(cell), "limit": MAX_CELL_CHARACTERS},
        )
    if "\0" in cell:
        return HOLDS_NUL
    return NOT_UTF8 if NOT_TEXT in cell else None


def _is_cut(columns: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether the last cell, the latitude, has lost its end: both have as many decimals."""
    if columns[-1] != LAT or LON not in columns:
        return False
    lon, lat = cells[columns.index(LON)].strip(), cells[-1].strip()
    return _decimals(lat) < _decimals(lon) or (not lat and bool(lon))


def _decimals(number: str) -> int:
    return len(number.partition(".")[2])
