"""Write a whole, checked copy of a store while others go on working."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from storage.database import Database
from storage.moments import now
from storage.store import StoreError


def write_backup(database: Database, target: Path) -> datetime:
    """Write a copy of an embedded store."""
    moment = now()
    if target.exists():
        raise StoreError("{target} exists already: choose another name.", target=target)
    with database.reading() as connection, closing(sqlite3.connect(target)) as copy:
        source: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    return moment
