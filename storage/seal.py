"""Seal a backup: write down how many rows each table has and the hash of them all.

SQLite finds broken pages, but not a changed letter; the seal finds both. It holds for one version
of the data: a backup that somebody opened as a store and wrote to has no seal any more.
"""

from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from storage.copying import rows_at_once
from storage.database import read_version
from storage.every_table import CONTENT_TABLES
from storage.reading import fetched
from storage.store import DamagedStoreError
from storage.tables import ANY_CHANGE, data_versions

seals = sa.Table(
    "backup_seals",
    sa.MetaData(),
    sa.Column("table_name", sa.Text, primary_key=True),
    sa.Column("row_count", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
)


def write_seal(connection: sa.Connection) -> None:
    """Seal the content of a finished copy."""
    seals.drop(connection, checkfirst=True)
    seals.create(connection)
    row = {
        "table_name": data_versions.name,
        "row_count": 1,
        "sha256": read_version(connection, ANY_CHANGE),
    }
    connection.execute(seals.insert().values(**row))
    for table in CONTENT_TABLES:
        count, digest = _digest(connection, table.name)
        row = {"table_name": table.name, "row_count": count, "sha256": digest}
        connection.execute(seals.insert().values(**row))


def check_seal(connection: sa.Connection, shown: str) -> None:
    """Raise DamagedStoreError unless every table of a sealed file is as it was sealed."""
    if not sa.inspect(connection).has_table(seals.name):
        return
    sealed = {row[0]: (row[1], row[2]) for row in connection.execute(sa.select(seals))}
    if sealed.pop(data_versions.name, None) != (1, read_version(connection, ANY_CHANGE)):
        return
    for name, found in sorted(sealed.items()):
        if _digest(connection, name) != found:
            raise DamagedStoreError(
                "{store} is damaged: {faults}.",
                store=shown,
                faults=f"{name} is not what was saved",
            )


def _digest(connection: sa.Connection, table: str) -> tuple[int, str]:
    """Return the number of rows and the hash of all of them, in the order of their key."""
    keys = sa.inspect(connection).get_pk_constraint(table)["constrained_columns"]
    columns: list[sa.ColumnClause[Any]] = [sa.column(name) for name in keys]
    digest, count = sha256(), 0
    query = sa.select(sa.text("*")).select_from(sa.table(table)).order_by(*columns)
    for rows in fetched(connection, query, rows_at_once(table)):
        count += len(rows)
        for row in rows:
            digest.update(repr(row).encode("utf-8", "backslashreplace"))
    return count, digest.hexdigest()
