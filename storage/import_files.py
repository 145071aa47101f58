"""The book of imported files: which, when, and what each brought.

A file is known by its SHA-256, so one that is imported again is not listed twice.
"""

import json

import pandas as pd
import sqlalchemy as sa

from crashes.model import ImportBatch, ImportOutcome
from storage.frames import read_frame
from storage.moments import moment_text, now
from storage.tables import import_files

OUTCOME_COUNTS = ("crashes_new", "crashes_changed", "crashes_unchanged")
NO_FILE = "entered"  # stands where the hash of a file would
IMPORT_COLUMNS = ("import_id", "file", "sha256", "layout", "imported_at", "imported_again_at")


def save_file(connection: sa.Connection, batch: ImportBatch) -> int:
    """Return the number of the import, the old one when the file was imported before."""
    same = import_files.c.sha256 == batch.sha256
    found = connection.scalar(sa.select(import_files.c.import_id).where(same))
    if found is not None:
        again = import_files.update().where(same).values(imported_again_at=moment_text(now()))
        connection.execute(again)
        return int(found)
    inserted = connection.execute(
        import_files.insert().values(
            file=batch.file,
            sha256=batch.sha256,
            layout=batch.layout,
            imported_at=moment_text(now()),
            counts="{}",
        )
    )
    key: int = inserted.inserted_primary_key[0]  # type: ignore[index]
    return key


def entered_by_officers(connection: sa.Connection) -> int:
    """Return the number under which crashes stand that no file brought; nobody lists it."""
    query = sa.select(import_files.c.import_id).where(import_files.c.sha256 == NO_FILE)
    found = connection.scalar(query)
    if found is not None:
        return int(found)
    inserted = connection.execute(
        import_files.insert().values(
            file="", sha256=NO_FILE, layout=NO_FILE, imported_at=moment_text(now()), counts="{}"
        )
    )
    key: int = inserted.inserted_primary_key[0]  # type: ignore[index]
    return key


def save_counts(
    connection: sa.Connection, import_id: int, batch: ImportBatch, outcome: ImportOutcome
) -> None:
    """Keep the counts of the file; what it did to the store is told of its first import."""
    mine = import_files.c.import_id == import_id
    kept = json.loads(connection.scalar(sa.select(import_files.c.counts).where(mine)) or "{}")
    first = {name: kept.get(name, getattr(outcome, name)) for name in OUTCOME_COUNTS}
    counts = json.dumps({**batch.counts, **first}, default=int, sort_keys=False)
    connection.execute(import_files.update().where(mine).values(counts=counts))


def read_imports(connection: sa.Connection) -> pd.DataFrame:
    """Return the imported files, the first first, with a column for each count."""
    columns = [import_files.c[name] for name in (*IMPORT_COLUMNS, "counts")]
    query = sa.select(*columns).where(import_files.c.sha256 != NO_FILE)
    rows = connection.execute(query.order_by(import_files.c.import_id)).all()
    imports = read_frame([[row[:-1] for row in rows]] if rows else [], IMPORT_COLUMNS)
    counts = [json.loads(row[-1]) for row in rows]
    names = dict.fromkeys([*OUTCOME_COUNTS, *(name for one in counts for name in one)])
    for name in names:
        imports[name] = pd.array([one.get(name, 0) for one in counts], dtype="int64")
    return imports
