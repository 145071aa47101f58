"""Bring a store of an older program up to date: numbered steps, forward only.

A step never changes once it was released; the schema of today is what all steps together make, and
a test holds a migrated store against a new one.
"""

from collections.abc import Callable

import sqlalchemy as sa

from storage.moments import moment_text, now
from storage.tables import schema_versions
from storage.views import create_views, drop_views

FIRST_VERSION = 1


def migrate(connection: sa.Connection, version: int) -> None:
    """Take the steps after `version`, inside the open transaction."""
    drop_views(connection)  # they stand on the tables that change
    for number in sorted(STEPS):
        if number > version:
            STEPS[number](connection)
            note_version(connection, number)
    create_views(connection)


def note_version(connection: sa.Connection, version: int) -> None:
    """Write down that the store has a schema version now."""
    connection.execute(
        schema_versions.insert().values(version=version, applied_at=moment_text(now()))
    )


def _remember_files_imported_again(connection: sa.Connection) -> None:
    """Make schema 2: remember when a file was imported once more."""
    moment = "DATETIME" if connection.dialect.name == "sqlite" else "timestamptz(3)"
    connection.exec_driver_sql(f"ALTER TABLE import_files ADD COLUMN imported_again_at {moment}")


STEPS: dict[int, Callable[[sa.Connection], None]] = {
    2: _remember_files_imported_again,
}
SCHEMA_VERSION = max(STEPS)
