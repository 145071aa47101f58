"""Check that a store is whole."""

import sqlalchemy as sa

from storage.database import Database
from storage.store import DamagedStoreError
from storage.tables import POINT_TABLES


def check_integrity(database: Database) -> None:
    """Raise DamagedStoreError unless the store is whole."""
    with database.reading() as connection:
        if database.dialect == "sqlite":
            _check_file(connection, database.address.shown)


def _check_file(connection: sa.Connection, shown: str) -> None:
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(3)")]
    if found != ["ok"]:
        raise DamagedStoreError(
            "{store} is damaged: {faults}.", store=shown, faults="; ".join(found)
        )
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if loose:
        raise DamagedStoreError("{store} is damaged: {faults}.", store=shown, faults=f"{loose[0]}")
    for table in POINT_TABLES:
        state = connection.exec_driver_sql(f"SELECT rtreecheck('rtree_{table.name}_geom')").scalar()
        if state != "ok":
            raise DamagedStoreError("{store} is damaged: {faults}.", store=shown, faults=state)
