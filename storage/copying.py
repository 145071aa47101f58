"""Copy the whole content of one store into another, whatever the engines."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.bulk import insert_rows
from storage.document_tables import attachments, documents
from storage.every_table import CONTENT_TABLES, PASSING
from storage.geometry import point_value
from storage.moments import moment_text
from storage.settings import read_settings, read_srid, set_srid
from storage.tables import POINT_TABLES, LocalTime

SETTINGS = "settings"
COPIED_AT_ONCE = 10_000
COPIED_AT_ONCE_OF = {attachments.name: 20, documents.name: 500}  # rows that may be large


def is_empty(connection: sa.Connection) -> bool:
    """Tell whether a store holds nothing but settings."""
    return not any(
        connection.scalar(sa.select(sa.exists().select_from(table)))
        for table in CONTENT_TABLES
        if table.name != SETTINGS
    )


def rows_at_once(table: str) -> int:
    """Return how many rows of a table fit into memory whatever they hold."""
    return COPIED_AT_ONCE_OF.get(table, COPIED_AT_ONCE)


def clear(connection: sa.Connection) -> None:
    """Take everything out of a store, inside the open transaction."""
    if connection.dialect.name == "postgresql":
        names = ", ".join(table.name for table in (*PASSING, *CONTENT_TABLES))
        connection.exec_driver_sql(f"TRUNCATE {names}")
        return
    for table in (*PASSING, *reversed(CONTENT_TABLES)):
        connection.execute(table.delete())


def copy_content(
    source: sa.Connection,
    target: sa.Connection,
    tables: Sequence[sa.Table] = CONTENT_TABLES,
) -> None:
    """Copy everything into an empty store of the same schema, inside both open transactions.

    Parameters
    ----------
    tables
        What to copy, those that others refer to first.
    """
    set_srid(target, read_srid(source) if read_settings(source).crs else None)
    srid = read_srid(source)
    for table in tables:
        columns = [column for column in table.columns if column.name != "geom"]
        names = [column.name for column in columns]
        query = sa.select(*columns).order_by(*table.primary_key)
        at_once = rows_at_once(table.name)
        streamed = {"stream_results": True, "max_row_buffer": at_once}
        found = source.execute(query, execution_options=streamed)
        for rows in found.partitions(at_once):
            prepared = _portable(rows, columns)
            if table in POINT_TABLES:
                prepared = _with_points(prepared, names, target.dialect.name, srid)
            insert_rows(target, table, _names(table, names), prepared)
    if target.dialect.name == "postgresql":
        _continue_numbering(target)


def _names(table: sa.Table, names: list[str]) -> list[str]:
    return [*names, "geom"] if table in POINT_TABLES else names


def _portable(rows: Any, columns: list[sa.Column[Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield rows with times as the text that both engines take."""
    local = [isinstance(column.type, LocalTime) for column in columns]
    for row in rows:
        yield tuple(
            value
            if not isinstance(value, datetime)
            else value.isoformat(timespec="seconds")
            if is_local
            else moment_text(value)
            for value, is_local in zip(row, local, strict=True)
        )


def _with_points(
    rows: Iterator[tuple[Any, ...]], names: list[str], dialect: str, srid: int
) -> Iterator[tuple[Any, ...]]:
    x_m, y_m = names.index("x_m"), names.index("y_m")
    for row in rows:
        yield (*row, point_value(dialect, row[x_m], row[y_m], srid))


def _continue_numbering(connection: sa.Connection) -> None:
    """Let the counters of PostgreSQL go on after the numbers that were copied."""
    for table in CONTENT_TABLES:
        key = table.autoincrement_column
        if key is not None:
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key.name}'),"
                f" (SELECT COALESCE(MAX({key.name}), 0) + 1 FROM {table.name}), false)"
            )
