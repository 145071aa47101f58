"""One open database: its connections, transactions and errors.

Both engines work the same way. A reading transaction sees one moment of the data and blocks
nobody; a writing transaction is all or nothing and, as its last act, renews the version of the
data. SQLite takes its one writer's lock at the start (`BEGIN IMMEDIATE`), so that a transaction
never fails half-way because somebody else was writing.
"""

import functools
import os
import secrets
import sqlite3
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from storage import gdal_guard
from storage.address import Address
from storage.geopackage import register_functions
from storage.store import DamagedStoreError, StoreError
from storage.tables import data_versions

BUSY_TIMEOUT_S = 60.0
RETRY_S = 0.02
CONNECT_TIMEOUT_S = 10
POOL_SIZE = 8
MAX_OVERFLOW = 24
LOG = "daoan_log"  # which log a connection writes to: device and inode
WAL_LIMIT_BYTES = 64 * 2**20
CACHE_KIB = 64 * 1024
BULK_LOCK = 0x44414F414E  # the advisory lock of bulk writers on PostGIS ("DAOAN")
VERSION_BYTES = 8

# Connections must not be used, nor closed, in a forked process: closing one there would drop the
# locks of the parent. A child keeps the pool it inherited, untouched, and makes its own.
_open_engines: "weakref.WeakSet[sa.Engine]" = weakref.WeakSet()
_inherited_pools: list[Any] = []


def _leave_inherited_connections() -> None:
    for engine in list(_open_engines):
        _inherited_pools.append(engine.pool)
        engine.dispose(close=False)


os.register_at_fork(after_in_child=_leave_inherited_connections)


class Journal(StrEnum):
    """How an embedded store makes its transactions safe."""

    WAL = "WAL"  # a log beside the file: readers and a writer at the same time
    DELETE = "DELETE"  # all in the one file when it is closed: for copies that travel


class Transaction(Enum):
    """What a transaction is for, and how SQLite begins it."""

    READS = "BEGIN"  # sees one moment
    WRITES = "BEGIN IMMEDIATE"  # takes the lock of the one writer at once
    NONE = ""  # a command that must stand alone


class Database:
    """The connections to one store."""

    def __init__(self, address: Address, *, journal: Journal = Journal.WAL) -> None:
        self.address = address
        self.engine = (
            _sqlite_engine(address.file, journal) if address.file else _postgres_engine(address)
        )
        self.journal = journal
        self._is_open = True
        _open_engines.add(self.engine)
        if address.file:
            gdal_guard.guard(address.file)

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Open a transaction that sees one moment of the data."""
        with self._connected(Transaction.READS) as connection:
            if self.dialect == "postgresql":
                connection = connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin():
                yield connection

    @contextmanager
    def writing(
        self, *, bulk: bool = False, renews_version: bool = True
    ) -> Iterator[sa.Connection]:
        """Open a transaction that is saved when the block ends, or not at all.

        Parameters
        ----------
        bulk
            Whether many records are written: such transactions come one after the other.
        renews_version
            Whether readers must take the data for changed.
        """
        with self._connected(Transaction.WRITES) as connection, connection.begin():
            if bulk:
                lock_bulk_writers(connection)
            yield connection
            if renews_version:
                renew_version(connection)

    @contextmanager
    def outside_transactions(self) -> Iterator[sa.Connection]:
        """Give a connection for the commands that SQLite takes only outside a transaction."""
        with self._connected(Transaction.NONE) as connection:
            yield connection

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()
        if self._is_open and self.address.file:
            gdal_guard.release(self.address.file)
        self._is_open = False

    @contextmanager
    def _connected(self, transaction: Transaction) -> Iterator[sa.Connection]:
        if not self._is_open:
            raise StoreError("The store {store} is closed.", store=self.address.shown)
        with self._said_to_the_user(), self.engine.connect() as connection:
            if self.address.file and self.journal is Journal.WAL:
                require_own_log(connection, self.address.file)
            yield connection.execution_options(daoan_transaction=transaction)

    @contextmanager
    def _said_to_the_user(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.TimeoutError as error:
            raise StoreError("The store is busy: try again in a moment.") from error
        except (sa.exc.DBAPIError, sqlite3.Error) as error:
            raise explain(error, self.address) from error


def explain(error: Exception, address: Address) -> StoreError:
    """Return an error of the database driver as one for the user."""
    cause = getattr(error, "orig", None) or error
    text = str(cause).strip().partition("\n")[0]
    for sign, sentence in (
        ("database is locked", "The store is busy: try again in a moment."),
        ("readonly database", "{store} cannot be written to: check its permissions."),
        ("disk is full", "The disk that holds {store} is full; nothing was saved."),
        ("file is not a database", "{store} is not a GeoPackage."),
        ("unable to open database file", "{store} cannot be opened: check folder and permissions."),
    ):
        if sign in text:
            return StoreError(sentence, store=address.shown, reason=text)
    if "malformed" in text:
        return DamagedStoreError("{store} is damaged: {faults}.", store=address.shown, faults=text)
    if isinstance(error, sa.exc.OperationalError) and address.file is None:
        return StoreError(
            "The database server at {store} does not answer: {reason}.",
            store=address.shown,
            reason=text,
        )
    return StoreError("The store refused: {reason}.", store=address.shown, reason=text)


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


def lock_bulk_writers(connection: sa.Connection) -> None:
    """Wait until no other bulk writer is at work; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(BULK_LOCK)))


def renew_version(connection: sa.Connection) -> None:
    """Give the data another version."""
    version = secrets.token_hex(VERSION_BYTES)
    if not connection.execute(data_versions.update().values(version=version)).rowcount:
        connection.execute(data_versions.insert().values(one=1, version=version))


def _sqlite_engine(file: Path, journal: Journal) -> sa.Engine:
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


def _postgres_engine(address: Address) -> sa.Engine:
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
