"""Copies of a store for other programs, and for our own use of GDAL.

The file of an embedded store must never be opened by GDAL (geopandas, pyogrio) in this process:
closing it there drops SQLite's locks, the log is deleted, and rows that were saved are gone. What
needs GDAL gets a snapshot. It has no accounts and no identities, sealed or not.
"""

from datetime import datetime
from pathlib import Path

from storage.backup import copy_to_file, take_out
from storage.database import Database
from storage.every_table import CONFIDENTIAL, OPEN_TABLES, PASSING
from storage.moments import now
from storage.unfinished import unfinished


def write_snapshot(database: Database, target: Path) -> datetime:
    """Write a compact copy of the store to a new GeoPackage; return the moment it shows.

    Raises
    ------
    StoreError
        The file is there already, or cannot be written.
    """
    with unfinished(target) as part:
        if not database.address.file:
            return copy_to_file(database, part, OPEN_TABLES)
        moment = now()
        with database.outside_transactions() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(part),))
        take_out(part, (*PASSING, *CONFIDENTIAL))
    return moment
