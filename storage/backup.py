"""Write a whole, checked copy of a store while others go on working.

A backup of either engine is one GeoPackage file: it can be kept, sent, opened as a store, and
restored into either engine. It shows one moment; what others save meanwhile is not in it, nor who
was signed in. Sealed identities are in it, the key that opens them is not.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from storage.address import Address, read_address
from storage.copying import copy_content
from storage.database import Database, Renews
from storage.engines import Journal
from storage.every_table import CONTENT_TABLES, PASSING
from storage.integrity import check_integrity
from storage.moments import now
from storage.schema import create
from storage.seal import write_seal
from storage.unfinished import unfinished


def write_backup(database: Database, target: Path) -> datetime:
    """Write a backup of a store to a new file; return the moment it shows.

    Raises
    ------
    StoreError
        The file is there already, or cannot be written.
    DamagedStoreError
        The copy, and so the store, is not whole; there is no backup then.
    """
    with unfinished(target) as part:
        moment = copy_to_file(database, part)
        copy = Database(_address(part), journal=Journal.DELETE)
        try:
            check_integrity(copy)
            take_out(part, PASSING)
            with copy.writing(renews=Renews.NOTHING) as connection:
                write_seal(connection)
        finally:
            copy.close()
    return moment


def copy_to_file(
    database: Database, file: Path, tables: Sequence[sa.Table] = CONTENT_TABLES
) -> datetime:
    """Copy a store as it is at one moment, which is returned, into a new GeoPackage.

    Parameters
    ----------
    tables
        What to copy from a server; the copy of a file has everything.
    """
    if database.address.file:
        return copy_file(database, file)
    copy = Database(_address(file), journal=Journal.DELETE)
    try:
        with database.reading() as source, copy.writing() as target:
            moment = _begin(source)
            create(target)
            copy_content(source, target, tables)
    finally:
        copy.close()
    return moment


def copy_file(database: Database, file: Path) -> datetime:
    """Copy an embedded store page by page, with what its log holds, into one file."""
    with database.reading() as connection, closing(sqlite3.connect(file)) as copy:
        moment = _begin(connection)
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        source.backup(copy)
        copy.execute(f"PRAGMA journal_mode = {Journal.DELETE}")
    return moment


def take_out(file: Path, tables: Sequence[sa.Table]) -> None:
    """Empty tables of a copy; of what they held no byte stays in the file."""
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("PRAGMA secure_delete = ON")
        for table in tables:
            copy.execute(f"DELETE FROM {table.name}")
        copy.commit()


def _begin(connection: sa.Connection) -> datetime:
    """Take hold of the moment that the transaction sees."""
    moment = now()
    connection.exec_driver_sql("SELECT count(*) FROM schema_versions")
    return moment


def _address(file: Path) -> Address:
    return read_address(str(file))
