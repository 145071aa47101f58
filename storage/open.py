"""Open a store, make it when it is missing, and bring it up to date."""

import os
from pathlib import Path

import sqlalchemy as sa

from storage.address import Address, read_address
from storage.database import Database
from storage.geopackage import APPLICATION_ID
from storage.migrations import SCHEMA_VERSION, migrate
from storage.schema import create as create_tables
from storage.schema import read_version, require_known
from storage.sql_store import SqlStore
from storage.store import Store, StoreError


def open_store(url: str, *, create: bool = True) -> Store:
    """Open the store at an address.

    Parameters
    ----------
    url
        `gpkg:///absolute/path.gpkg`, a plain path, or `postgresql://user@host:port/database`.
    create
        Whether a store that is missing is made: the file with its folder, or the tables in the
        database, which itself must be there.

    Returns
    -------
    store
        Safe in threads. It gives back its connections with `close`.

    Raises
    ------
    StoreError
        The address cannot be read, there is no store and none was wanted, the file is something
        else, the folder cannot be written to, the server does not answer, or a newer program made
        the store.
    """
    return SqlStore(open_database(url, create=create))


def open_database(url: str, *, create: bool = True) -> Database:
    """Open the database of a store, made and brought up to date as `open_store` says."""
    address = read_address(url)
    if address.file:
        _prepare_file(address.file, create=create)
    database = Database(address)
    try:
        _prepare_tables(database, create=create)
    except BaseException:
        database.close()
        raise
    return database


def _prepare_file(file: Path, *, create: bool) -> None:
    """Refuse early, with the reason, what SQLite would only call unable to open."""
    try:
        is_there = file.exists()
        if not is_there and create:
            file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            "{store} cannot be reached: {reason}.", store=file, reason=error.strerror
        ) from error
    if not is_there and not create:
        raise StoreError("There is no store at {store}.", store=file)
    if file.is_dir():
        raise StoreError("{store} is a folder, not a GeoPackage.", store=file)
    if not os.access(file.parent, os.W_OK | os.X_OK):
        raise StoreError("The folder {folder} cannot be written to.", folder=file.parent)
    if is_there and not os.access(file, os.R_OK | os.W_OK):
        raise StoreError("{store} cannot be written to: check its permissions.", store=file)


def _prepare_tables(database: Database, *, create: bool) -> None:
    shown = database.address.shown
    with database.reading() as connection:
        version = read_version(connection)
        if version is None and database.address.file:
            _require_geopackage(connection, database.address)
    if version is None and not create:
        raise StoreError("There is no store at {store}.", store=shown)
    if version is not None:
        require_known(version, shown)
    if version != SCHEMA_VERSION:
        with database.writing(bulk=True) as connection:
            bring_up_to_date(connection)
        if database.address.file:
            _write_header(database)


def _write_header(database: Database) -> None:
    """Bring the header from the log into the file: GDAL knows a GeoPackage by it."""
    with database.outside_transactions() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")


def bring_up_to_date(connection: sa.Connection) -> None:
    """Create what is missing; nobody else does it at the same time."""
    version = read_version(connection)
    if version is None:
        create_tables(connection)
    elif version < SCHEMA_VERSION:
        migrate(connection, version)


def _require_geopackage(connection: sa.Connection, address: Address) -> None:
    """Raise unless the file is new, or a GeoPackage that may get our tables."""
    has_tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if has_tables and mark != APPLICATION_ID:
        raise StoreError("{store} is not a GeoPackage.", store=address.shown)
    if has_tables:
        raise StoreError(
            "{store} is a GeoPackage of another program: choose another file.",
            store=address.shown,
        )
