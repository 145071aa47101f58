"""Look at every row of a crash file: which can be used, which not and why, which are ours."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crashes.counties import county_of_police_unit, county_of_text
from crashes.file_rows import Rows
from crashes.layouts import DATE, PLACE, POLICE_UNIT, TIME, Layout
from crashes.quarantine import RowFault
from crashes.text_column import Indices, Texts
from crashes.when import NO_NUMBER, read_day, read_day_and_time, read_time
from language import Message

SHOWN_CHARACTERS = 60
HASH_SEED = 20_230_701


@dataclass(frozen=True, slots=True)
class DatedRows:
    """Rows of which day, time and place can be read, each once."""

    rows: Rows
    day: Indices  # YYYYMMDD
    time: Indices  # HHMMSS
    county: Texts  # None where neither place nor police unit tells it

    def at(self, rows: npt.NDArray[np.bool_] | Indices) -> "DatedRows":
        """Return these rows (a mask or positions)."""
        return DatedRows(self.rows.take(rows), self.day[rows], self.time[rows], self.county[rows])


@dataclass(frozen=True, slots=True)
class CheckedRows:
    """The rows of a file that can be used, and what became of the others."""

    used: DatedRows
    delivered: DatedRows  # with those of other counties: they tell which days the file covers
    faults: tuple[RowFault, ...]
    duplicate_rows: int
    other_county_rows: int


def check_rows(rows: Rows, layout: Layout, counties: Collection[str] = ()) -> CheckedRows:
    """Return the usable rows of `rows`, each once.

    The county of a row is the one its place names, else that of the police unit. A row of another
    county is counted and left alone; a row without a readable date, time or place is a fault; of
    rows that are equal in every cell, the first is used.

    Parameters
    ----------
    rows
        Rows of a file.
    layout
        The layout of the file.
    counties
        Own counties; empty: all are.
    """
    day, time = _when(rows, layout)
    county = _counties(rows)
    has_place = rows.columns[PLACE].read(lambda text: bool(text.strip()), bool)
    is_readable = (day != NO_NUMBER) & (time != NO_NUMBER) & has_place
    is_own = np.isin(county, list(counties)) if counties else np.ones(len(rows), dtype=bool)
    is_repeated = is_readable & _repeats(rows)
    once = is_readable & ~is_repeated
    delivered = DatedRows(rows, day, time, county).at(once)
    return CheckedRows(
        used=delivered if is_own.all() else delivered.at(is_own[once]),
        delivered=delivered,
        faults=tuple(
            _fault(rows, int(row), layout, (day[row], time[row]))
            for row in np.flatnonzero(is_own & ~is_readable)
        ),
        duplicate_rows=int((is_own & is_repeated).sum()),
        other_county_rows=int((~is_own).sum()),
    )


def _when(rows: Rows, layout: Layout) -> tuple[Indices, Indices]:
    if layout == Layout.NPA:
        days = rows.columns[DATE].read(read_day, np.int64)
        return days, rows.columns[TIME].read(read_time, np.int64)
    both = rows.columns[TIME]
    return (
        both.read(lambda text: read_day_and_time(text)[0], np.int64),
        both.read(lambda text: read_day_and_time(text)[1], np.int64),
    )


def _counties(rows: Rows) -> Texts:
    county = rows.columns[PLACE].read(lambda text: county_of_text(text.strip()))
    if POLICE_UNIT in rows.columns:
        unknown = county == None  # noqa: E711 - element by element
        county[unknown] = rows.columns[POLICE_UNIT].take(unknown).read(county_of_police_unit)
    return county


def _repeats(rows: Rows) -> npt.NDArray[np.bool_]:
    """Whether an earlier row has the same text in every cell.

    Each text of each column gets a random number of 63 bits, and a row is the sum of those of its
    cells: two different rows of a million have the same sum once in 30 million files.
    """
    random = np.random.default_rng(HASH_SEED)
    fingerprint = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.columns.values():
        factors = random.integers(1, 2**63, size=len(column.texts), dtype=np.uint64)
        fingerprint += factors[column.rows]
    _, first = np.unique(fingerprint, return_index=True)
    is_repeated = np.ones(len(rows), dtype=bool)
    is_repeated[first] = False
    return is_repeated


def _fault(rows: Rows, row: int, layout: Layout, when: tuple[int, int]) -> RowFault:
    cells = rows.cells(row)
    column, reason = PLACE, Message("There is no place.")
    if when[1] == NO_NUMBER:
        column, reason = (
            TIME,
            Message("This is no time of day: {text}", {"text": cells[TIME][:SHOWN_CHARACTERS]}),
        )
    if when[0] == NO_NUMBER:
        column = DATE if layout == Layout.NPA else TIME
        reason = Message("This is no date: {text}", {"text": cells[column][:SHOWN_CHARACTERS]})
    return RowFault(int(rows.file_rows[row]), column, reason, cells)
