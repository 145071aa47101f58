"""Try corrected rows of the quarantine again, together with what is known of their crashes.

The command and the quarantine page both do this. The store comes as an argument: this file names
the few verbs it needs and knows nothing of any store.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import pandas as pd

from crashes.crash_file import CrashFile
from crashes.file_rows import FileRows, rows_of_cells
from crashes.intake import batch_of
from crashes.layouts import (
    DATE,
    PARTY_LAYOUT_COLUMNS,
    PLACE,
    SIMPLE_LAYOUT_COLUMNS,
    YEAR,
    Layout,
)
from crashes.model import CrashFilter, CrashRecord, ImportBatch, ImportOutcome, QuarantineState
from crashes.odot_retry import is_odot, retry_odot
from crashes.quarantine import ID, Cells, changed_cells
from crashes.row_damage import EXTRA, damage_left
from language import Message

CORRECTED_ROWS = "corrected rows"  # the file name of their import
OF_ANOTHER_SOURCE = Message(
    "The row was read by a mapping that is not kept here: correct it in its file and import that"
    " again."
)


@dataclass(frozen=True, slots=True)
class RetryOutcome:
    """What became of the rows that were tried again."""

    settled: tuple[int, ...]  # numbers of the rows that are imported now
    reasons: dict[int, Message] = field(default_factory=dict)  # of those that still wait


class Records(Protocol):
    """The verbs of a store that are needed."""

    def quarantined(self, *, state: str | None = None) -> pd.DataFrame:
        """Return quarantined rows."""
        ...

    def correct_quarantined(
        self, quarantine_id: int, cells: dict[str, str], *, author: str
    ) -> None:
        """Replace the cells of a row."""
        ...

    def close_quarantined(self, quarantine_ids: Sequence[int], *, state: str, author: str) -> None:
        """Mark rows as settled."""
        ...

    def crashes(self, chosen: CrashFilter | None = None) -> pd.DataFrame:
        """Return merged crashes."""
        ...

    def crash(self, crash_id: str) -> CrashRecord:
        """Return one crash with its rows as delivered."""
        ...

    def save_import(self, batch: ImportBatch) -> ImportOutcome:
        """Save crashes and parties."""
        ...


def retry_quarantined(
    records: Records,
    *,
    author: str,
    corrections: Mapping[int, Cells] | None = None,
    quarantine_ids: Collection[int] | None = None,
) -> RetryOutcome:
    """Import the waiting rows that can be read now, and settle them.

    A row may belong to a crash whose other rows were imported long ago: these are read again with
    it, so that the crash gets its missing party and loses none. A row that is still damaged, or has
    no readable date, time or place, goes on waiting with its reason. A row of an Oregon file is
    read with what waits, and what is stored, of the same crash. Rows that were read by a mapping
    wait until their file is imported again: the mapping is not in the store.

    Parameters
    ----------
    records
        The store.
    author
        Who corrected the rows.
    corrections
        Corrected cells by the number of the row, as `read_corrections` gives them; rows that do not
        wait any more are left alone.
    quarantine_ids
        The rows to try; None: all that wait.
    """
    waiting = records.quarantined(state=QuarantineState.WAITING)
    cells = {
        number: row
        for number, row in _cells_of(waiting).items()
        if quarantine_ids is None or number in quarantine_ids
    }
    for number, corrected in sorted((corrections or {}).items()):
        if number in cells and (changed := changed_cells(cells[number], corrected)):
            records.correct_quarantined(number, changed, author=author)
            cells[number] = changed
    others = {number: row for number, row in cells.items() if not _layout(row)}
    reasons = {number: OF_ANOTHER_SOURCE for number, row in others.items() if not is_odot(row)}
    for layout in Layout:
        of_layout = {number: row for number, row in cells.items() if _layout(row) is layout}
        reasons |= _import_rows(records, layout, of_layout)
    of_oregon = {number: row for number, row in others.items() if number not in reasons}
    retried = retry_odot(records, of_oregon, _cells_of(waiting)) if of_oregon else None
    if retried:
        reasons |= retried.reasons
    along = retried.settled if retried else frozenset()
    settled = tuple(sorted((set(cells) - set(reasons)) | along))
    if settled:
        records.close_quarantined(settled, state=QuarantineState.SETTLED, author=author)
    return RetryOutcome(settled, reasons)


def _cells_of(waiting: pd.DataFrame) -> dict[int, Cells]:
    return {
        int(number): json.loads(text)
        for number, text in zip(waiting[ID], waiting["cells"], strict=True)
    }


def _import_rows(records: Records, layout: Layout, rows: dict[int, Cells]) -> dict[int, Message]:
    """Import the rows of one layout that can be read; return why the others cannot."""
    columns = _columns(layout, rows.values())
    damages = {number: damage_left(columns, row) for number, row in rows.items()}
    reasons = {number: damage.reason for number, damage in damages.items() if damage}
    sound = {number: row for number, row in rows.items() if number not in reasons}
    if not sound:
        return reasons
    alone = batch_of_cells(layout, columns, list(sound.values()))
    numbers = list(sound)
    for file_row, reason in zip(
        alone.quarantine["file_row"], alone.quarantine["reason"], strict=True
    ):
        reasons[numbers[file_row - 1]] = Message.from_json(reason)
    if len(alone.crashes):
        known = _known_rows(records, alone)
        together = [*known, *sound.values()]
        batch = batch_of_cells(layout, _columns(layout, together), together)
        records.save_import(
            replace(batch, quarantine=batch.quarantine[:0], coverage=batch.coverage[:0])
        )
    return reasons


def batch_of_cells(
    layout: Layout, columns: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> ImportBatch:
    """Return what a file of these rows would become; a cell that is not given is empty."""
    cells = [[row.get(column, "") for column in columns] for row in rows]
    content = rows_of_cells(cells, range(1, len(rows) + 1), columns)
    sha256 = hashlib.sha256("\n".join(content.lines).encode()).hexdigest()
    file = CrashFile(CORRECTED_ROWS, sha256, layout, tuple(columns), b"")
    return batch_of(
        file,
        FileRows(
            rows=content,
            faults=(),
            rows_read=len(rows),
            footer_rows=0,
            blank_rows=0,
            provided_on=None,
        ),
    )


def _known_rows(records: Records, batch: ImportBatch) -> list[dict[str, str]]:
    """Return the rows as delivered of those crashes of a batch that the store has already."""
    wanted = CrashFilter(crash_ids=tuple(batch.crashes["crash_id"]))
    stored = sorted(records.crashes(wanted)["crash_id"])
    rows = [dict(row) for crash_id in stored for row in records.crash(crash_id).source_rows]
    return [row for row in rows if _layout(row) == batch.layout]


def _layout(row: Mapping[str, Any]) -> Layout | None:
    """Return the layout of the police that a row has, None where it is of another source."""
    if YEAR in row or DATE in row:
        return Layout.NPA
    return Layout.NPA_SIMPLE if PLACE in row else None


def _columns(layout: Layout, rows: Collection[Mapping[str, str]]) -> tuple[str, ...]:
    """Return the columns of a layout, then others that all rows have, such as coordinates."""
    own = PARTY_LAYOUT_COLUMNS if layout is Layout.NPA else SIMPLE_LAYOUT_COLUMNS
    shared = [name for name in next(iter(rows), {}) if all(name in row for row in rows)]
    extra = [name for name in shared if name not in own and not name.startswith(EXTRA)]
    return (*own, *extra)
