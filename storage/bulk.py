"""Write and look up many rows at once, the fastest way each engine has."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

LOOKED_UP_AT_ONCE = 50_000


def insert_rows(
    connection: sa.Connection,
    table: sa.Table,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Insert prepared rows; on PostGIS by COPY.

    Parameters
    ----------
    columns
        The columns of `rows`, in their order.
    rows
        Tuples of values as they are stored.
    """
    names = ", ".join(f'"{name}"' for name in columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        prepared = list(rows)
        if prepared:
            connection.exec_driver_sql(
                f"INSERT INTO {table.name} ({names}) VALUES ({marks})",
                prepared,
            )
        return
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def update_rows(
    connection: sa.Connection,
    table: sa.Table,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
) -> None:
    """Update rows by their key.

    Parameters
    ----------
    columns
        The columns to set.
    rows
        Tuples of the new values, in their order, and the key of the row at the end.
    """
    if not rows:
        return
    key = next(iter(table.primary_key)).name
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    assigned = ", ".join(f'"{name}" = {mark}' for name in columns)
    connection.exec_driver_sql(
        f"UPDATE {table.name} SET {assigned} WHERE {key} = {mark}",
        [tuple(row) for row in rows],
    )


def among(
    column: sa.ColumnElement[Any], values: Sequence[Any], dialect: str
) -> sa.ColumnElement[bool]:
    """Return the condition that a column has one of many values; any number of them.

    Parameters
    ----------
    values
        Texts or whole numbers, all of one type.
    """
    if dialect == "sqlite":
        each = sa.func.json_each(json.dumps(list(values))).table_valued("value")
        return column.in_(sa.select(each.c.value))
    kind = sa.Integer() if isinstance(column.type, sa.Integer) else sa.Text()
    return column == sa.func.any(sa.bindparam(None, list(values), sa.ARRAY(kind)))


def next_key(connection: sa.Connection, column: sa.Column[int]) -> int:
    """Return the first free number of a key that only bulk writers give out."""
    highest = connection.scalar(sa.select(sa.func.max(column)))
    return int(highest or 0) + 1
