"""Bring a backup back, into a store of either engine."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from storage.address import read_address
from storage.copying import clear, copy_content, is_empty
from storage.database import Database
from storage.engines import Journal
from storage.integrity import check_integrity
from storage.open import bring_up_to_date, open_database
from storage.schema import read_version, require_known
from storage.seal import check_seal
from storage.store import DamagedStoreError, StoreError


def restore(backup: Path, url: str, *, replace: bool = False) -> None:
    """Put the content of a backup into a store, all of it or nothing.

    The backup is checked first and stays as it is; one of an older program is brought up to date
    on the way. Others may read the store meanwhile and see it as it was until all is done.

    Parameters
    ----------
    backup
        A file that `Store.backup` wrote, or another store in a file.
    url
        The store to fill, as for `open_store`; it is made when it is missing.
    replace
        Whether what the store holds may be thrown away.

    Raises
    ------
    DamagedStoreError
        The backup is not whole; the store stays as it was.
    StoreError
        There is no backup in that file, or the store is not empty and `replace` is not set.
    """
    _require_other_file(backup, url)
    with tempfile.TemporaryDirectory(prefix="daoan-restore-") as folder:
        copy = Path(folder) / "backup.gpkg"
        _copy(backup, copy)
        source = Database(read_address(str(copy)), journal=Journal.DELETE)
        try:
            _check(source, backup)
            _fill(source, url, replace=replace)
        finally:
            source.close()


def _require_other_file(backup: Path, url: str) -> None:
    if not backup.is_file():
        raise StoreError("There is no backup at {backup}.", backup=backup)
    target = read_address(url).file
    if target and target.exists() and target.samefile(backup):
        raise StoreError("{backup} is the store itself, not a backup of it.", backup=backup)


def _copy(backup: Path, copy: Path) -> None:
    """Copy the file through SQLite, so that a log beside it is not forgotten."""
    address = f"file:{quote(str(backup.absolute()))}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(address, uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
            target.execute(f"PRAGMA journal_mode = {Journal.DELETE}")
    except sqlite3.DatabaseError as error:
        raise DamagedStoreError(
            "{backup} is not a backup, or is damaged: {reason}.", backup=backup, reason=error
        ) from error


def _check(source: Database, backup: Path) -> None:
    """Check the copy, and bring it up to date."""
    try:
        with source.reading() as connection:
            version = read_version(connection)
            if version is None:
                raise StoreError("{backup} is not a backup of this program.", backup=backup)
            require_known(version, str(backup))
            check_seal(connection, str(backup))
        with source.writing() as connection:
            bring_up_to_date(connection)
        check_integrity(source)
    except DamagedStoreError as error:
        raise DamagedStoreError(
            "{store} is damaged: {faults}.", store=backup, faults=error.values["faults"]
        ) from error


def _fill(source: Database, url: str, *, replace: bool) -> None:
    target = open_database(url)
    try:
        with source.reading() as old, target.writing(bulk=True) as new:
            if not replace and not is_empty(new):
                raise StoreError(
                    "{store} is not empty: say so if all it holds may be replaced.",
                    store=target.address.shown,
                )
            clear(new)
            copy_content(old, new)
    finally:
        target.close()
