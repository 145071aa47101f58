"""One open database: its connections, transactions and errors.

Both engines work the same way. A reading transaction sees one moment of the data and blocks
nobody; a writing transaction is all or nothing and, as its last act, renews the version of the
data. SQLite takes its one writer's lock at the start (`BEGIN IMMEDIATE`), so that a transaction
never fails half-way because somebody else was writing.
"""

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum

import sqlalchemy as sa

from storage import forking, gdal_guard
from storage.address import Address
from storage.driver_errors import explain
from storage.engines import (
    BUSY_TIMEOUT_S,
    Journal,
    Transaction,
    postgres_engine,
    require_own_log,
    sqlite_engine,
)
from storage.store import StoreError
from storage.tables import ANY_CHANGE, OF_RECORDS, data_versions

BULK_LOCK = 0x44414F414E  # the advisory lock of bulk writers on PostGIS ("DAOAN")
VERSION_BYTES = 8


class Renews(Enum):
    """Which versions of the data a transaction renews, so that readers take it for changed."""

    RECORDS = (ANY_CHANGE, OF_RECORDS)  # crashes, junctions, streets, settings
    OTHERS = (ANY_CHANGE,)  # documents, accounts, the audit log
    NOTHING = ()  # what nobody keeps, such as who is signed in


class Database:
    """The connections to one store."""

    def __init__(self, address: Address, *, journal: Journal = Journal.WAL) -> None:
        self.address = address
        self.engine = (
            sqlite_engine(address.file, journal) if address.file else postgres_engine(address)
        )
        self.journal = journal
        self._is_open = True
        forking.watch(self.engine)
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
        self, *, bulk: bool = False, renews: Renews = Renews.RECORDS
    ) -> Iterator[sa.Connection]:
        """Open a transaction that is saved when the block ends, or not at all.

        Parameters
        ----------
        bulk
            Whether many records are written: such transactions come one after the other.
        renews
            What readers must take for changed.
        """
        with self._connected(Transaction.WRITES) as connection, connection.begin():
            if bulk:
                lock_bulk_writers(connection)
            yield connection
            renew_versions(connection, renews)

    def write_if_free(self, write: Callable[[sa.Connection], None]) -> None:
        """Write what may as well be left out: at once, or not while somebody else is writing."""
        with self._connected(Transaction.WRITES) as connection:
            driver = connection.connection.driver_connection
            if isinstance(driver, sqlite3.Connection):
                driver.execute("PRAGMA busy_timeout = 0")
            try:
                with connection.begin():
                    write(connection)
            except sa.exc.OperationalError as error:
                if "locked" not in str(error):
                    raise
            finally:
                if isinstance(driver, sqlite3.Connection):
                    driver.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000:.0f}")

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


def lock_bulk_writers(connection: sa.Connection) -> None:
    """Wait until no other bulk writer is at work; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(BULK_LOCK)))


def renew_versions(connection: sa.Connection, renews: Renews) -> None:
    """Give the data other versions."""
    version = secrets.token_hex(VERSION_BYTES)
    for number in renews.value:
        renewed = data_versions.update().where(data_versions.c.one == number)
        if not connection.execute(renewed.values(version=version)).rowcount:
            connection.execute(data_versions.insert().values(one=number, version=version))


def read_version(connection: sa.Connection, number: int) -> str:
    """Return one of the two versions of the data."""
    query = sa.select(data_versions.c.version).where(data_versions.c.one == number)
    return str(connection.scalar(query))
