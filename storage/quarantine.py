"""Rows that could not be imported, until somebody corrects or drops them.

A row is known by its cells as delivered and by which of several equal rows of a file it is. So a
row that comes again, in the same file or in a later edition of the month, is not listed twice, and
keeps its state and its correction.
"""

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

import pandas as pd
import sqlalchemy as sa

from crashes.model import QUARANTINE_COLUMNS, QuarantineState
from storage.audit import append
from storage.bulk import among, insert_rows
from storage.frames import read_frame, stored_columns
from storage.moments import moment_text, now
from storage.store import StoreError
from storage.tables import quarantined_rows

LISTED = ("quarantine_id", *QUARANTINE_COLUMNS, "state", "import_id", "first_seen_at")
SAVED = (
    "row_hash",
    "occurrence",
    *QUARANTINE_COLUMNS,
    "cells_delivered",
    "state",
    "import_id",
    "first_seen_at",
)
CLOSED = {QuarantineState.SETTLED, QuarantineState.DROPPED}


def save_quarantined(connection: sa.Connection, import_id: int, rows: pd.DataFrame) -> None:
    """Save the rows of a file that could not be imported, those that are new."""
    if rows.empty:
        return
    occurrences: Counter[str] = Counter()
    moment = moment_text(now())
    prepared = {}
    for row in zip(*stored_columns(rows, QUARANTINE_COLUMNS), strict=True):
        cells = row[-1]
        key = sha256(cells.encode()).hexdigest()
        place = (key, occurrences[key])
        occurrences[key] += 1
        prepared[place] = (*place, *row, cells, str(QuarantineState.WAITING), import_id, moment)
    known = _known(connection, sorted(occurrences))
    insert_rows(
        connection,
        quarantined_rows,
        SAVED,
        [row for place, row in prepared.items() if place not in known],
    )


def read_quarantined(connection: sa.Connection, state: str | None) -> pd.DataFrame:
    """Return the columns LISTED of the rows in a state, or of all, in the order they came."""
    table = quarantined_rows.c
    query = sa.select(*(table[name] for name in LISTED)).order_by(table.quarantine_id)
    if state is not None:
        query = query.where(table.state == str(state))
    rows = connection.execute(query).all()
    return read_frame([rows] if rows else [], LISTED)


def correct_quarantined(
    connection: sa.Connection, quarantine_id: int, cells: dict[str, str], *, author: str
) -> None:
    """Replace the cells of a waiting row by corrected ones; the delivered ones are kept.

    Raises
    ------
    StoreError
        There is no such row, or it does not wait any more.
    """
    _require_waiting(connection, [quarantine_id])
    connection.execute(
        quarantined_rows.update()
        .where(quarantined_rows.c.quarantine_id == quarantine_id)
        .values(cells=json.dumps(cells, ensure_ascii=False))
    )
    append(connection, author, "correct quarantined row", f"quarantine {quarantine_id}", cells)


def close_quarantined(
    connection: sa.Connection, quarantine_ids: Sequence[int], *, state: str, author: str
) -> None:
    """Mark waiting rows as settled or dropped, all of them or none.

    Raises
    ------
    StoreError
        A row is not there or does not wait any more, or the state is not one of the two.
    """
    if state not in CLOSED:
        raise StoreError(
            "A quarantined row ends as settled or dropped, not as {state}.", state=state
        )
    numbers = sorted({int(one) for one in quarantine_ids})
    _require_waiting(connection, numbers)
    chosen = among(quarantined_rows.c.quarantine_id, numbers, connection.dialect.name)
    connection.execute(quarantined_rows.update().where(chosen).values(state=str(state)))
    for number in numbers:
        append(connection, author, f"quarantined row {state}", f"quarantine {number}", {})


def _known(connection: sa.Connection, hashes: list[str]) -> set[tuple[str, int]]:
    table = quarantined_rows.c
    chosen = among(table.row_hash, hashes, connection.dialect.name)
    found = connection.execute(sa.select(table.row_hash, table.occurrence).where(chosen))
    return {(row[0], row[1]) for row in found}


def _require_waiting(connection: sa.Connection, numbers: list[int]) -> None:
    """Raise unless all rows wait; on PostGIS they stay locked until the transaction ends."""
    table = quarantined_rows.c
    found = connection.execute(
        sa.select(table.quarantine_id, table.state)
        .where(among(table.quarantine_id, numbers, connection.dialect.name))
        .order_by(table.quarantine_id)
        .with_for_update()
    )
    states = {row[0]: row[1] for row in found}
    for number in numbers:
        if number not in states:
            raise StoreError("There is no row {number} in the quarantine.", number=number)
        if states[number] != QuarantineState.WAITING:
            raise StoreError(
                "Row {number} of the quarantine is {state} already.",
                number=number,
                state=states[number],
            )
