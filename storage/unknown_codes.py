"""Texts of code columns that no code list knows, counted for each file."""

from collections import Counter
from typing import Any

import pandas as pd
import sqlalchemy as sa

from storage.bulk import insert_rows
from storage.frames import read_frame, stored_columns
from storage.tables import unknown_codes


def save_unknown_codes(connection: sa.Connection, import_id: int, found: pd.DataFrame) -> None:
    """Save the unknown texts of a file, in place of those it had before."""
    mine = unknown_codes.c.import_id == import_id
    connection.execute(unknown_codes.delete().where(mine))
    counts: Counter[tuple[Any, Any]] = Counter()
    for column, value, count in zip(
        *stored_columns(found, ("column", "value", "count")), strict=True
    ):
        counts[column, value] += count
    rows = [(import_id, column, value, count) for (column, value), count in sorted(counts.items())]
    insert_rows(connection, unknown_codes, ("import_id", "column", "value", "count"), rows)


def read_unknown_codes(connection: sa.Connection) -> pd.DataFrame:
    """Return column, value and count of unknown texts over all files, the most frequent first."""
    total = sa.func.sum(unknown_codes.c.count)
    key = (unknown_codes.c.column, unknown_codes.c.value)
    rows = connection.execute(
        sa.select(*key, sa.cast(total, sa.Integer)).group_by(*key).order_by(sa.desc(total), *key)
    ).all()
    return read_frame([rows] if rows else [], ("column", "value", "count"))
