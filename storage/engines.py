"""Make the connections of either engine what the store needs."""

import functools
import sqlite3
import time
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from storage.address import Address
from storage.geopackage import register_functions
from storage.store import StoreError

BUSY_TIMEOUT_S = 60.0
RETRY_S = 0.02
CONNECT_TIMEOUT_S = 10
POOL_SIZE = 8
MAX_OVERFLOW = 24
LOG = "daoan_log"  # which log a connection writes to: device and inode
WAL_LIMIT_BYTES = 64 * 2**20
CACHE_KIB = 64 * 1024


class Journal(StrEnum):
    """How an embedded store makes its transactions safe."""

    WAL = "WAL"  # a log beside the file: readers and a writer at the same time
    DELETE = "DELETE"  # all in the one file when it is closed: for copies that travel


class Transaction(Enum):
    """What a transaction is for, and how SQLite begins it."""

    READS = "BEGIN"  # sees one moment
    WRITES = "BEGIN IMMEDIATE"  # takes the lock of the one writer at once
    NONE = ""  # a command that must stand alone


def sqlite_engine(file: Path, journal: Journal) -> sa.Engine:
    """Return an engine for a GeoPackage file."""
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(file)),
        poolclass=QueuePool,
        pool_size=POOL_SIZE,
        max_overflow=MAX_OVERFLOW,
        connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
    )
    prepare = functools.partial(_prepare_sqlite, file=file, journal=journal)
    sa.event.listen(engine, "connect", prepare)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(
    connection: sqlite3.Connection, record: Any, *, file: Path, journal: Journal
) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin_sqlite`
    _set_journal(connection, journal)
    for pragma in (
        "synchronous = FULL",  # an acknowledged transaction survives a power cut
        "foreign_keys = ON",
        f"journal_size_limit = {WAL_LIMIT_BYTES}",
        f"cache_size = -{CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    register_functions(connection)
    connection.execute("SELECT count(*) FROM sqlite_master")  # opens the log
    record.info[LOG] = _log_identity(file)


def _set_journal(connection: sqlite3.Connection, journal: Journal) -> None:
    """Set the journal, which a file keeps; SQLite does not wait here while others set it too."""
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute(f"PRAGMA journal_mode = {journal}")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(RETRY_S)
        else:
            return


def _begin_sqlite(connection: sa.Connection) -> None:
    transaction = connection.get_execution_options().get("daoan_transaction", Transaction.READS)
    if transaction is not Transaction.NONE:
        connection.exec_driver_sql(transaction.value)


def postgres_engine(address: Address) -> sa.Engine:
    """Return an engine for a PostGIS database; connections are tried before they are used."""
    return sa.create_engine(
        address.engine_url,
        pool_size=POOL_SIZE,
        max_overflow=MAX_OVERFLOW,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_S,
            "application_name": "daoan",
            "options": "-c timezone=UTC -c client_encoding=UTF8",
        },
    )


def require_own_log(connection: sa.Connection, file: Path) -> None:
    """Raise when the log of an embedded store is not the one this connection writes to.

    Then something opened the file with another SQLite in this process, past the guard of
    `gdal_guard.py`: better to stop than to save into a log that nobody will read.
    """
    if connection.info[LOG] is None or connection.info[LOG] != _log_identity(file):
        raise StoreError(
            "The log of {store} was deleted under this program; changes saved in the last minutes"
            " may be lost. Restart the program and check them.",
            store=file,
        )


def _log_identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.with_name(f"{file.name}-wal").stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
