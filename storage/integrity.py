"""Check that a store is whole: its structure, and that its records are what was saved."""

import zlib
from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter

import sqlalchemy as sa

from storage import corrections, document_rows
from storage.content import content_hash
from storage.database import Database
from storage.delivered import delivered_crashes, delivered_parties
from storage.source_rows import crashes_in
from storage.store import DamagedStoreError
from storage.tables import (
    POINT_TABLES,
    crash_corrections,
    crash_locations,
    crash_points,
    crash_revisions,
    source_crashes,
    source_rows,
)

CHECKED_AT_ONCE = 5_000
FAULTS_SHOWN = 3


def check_integrity(database: Database) -> None:
    """Raise DamagedStoreError, with the first faults, unless the store is whole."""
    with database.reading() as connection:
        for check in CHECKS:
            faults = list(islice(check(connection), FAULTS_SHOWN))
            if faults:
                raise DamagedStoreError(
                    "{store} is damaged: {faults}.",
                    store=database.address.shown,
                    faults="; ".join(faults),
                )


def _structure(connection: sa.Connection) -> Iterator[str]:
    """Let SQLite check pages, indexes and references; PostgreSQL does so by itself."""
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.exec_driver_sql(f"PRAGMA integrity_check({FAULTS_SHOWN})"):
        if said != "ok":
            yield str(said)
    for table, row, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} refers to nothing"
    for table in POINT_TABLES:
        index = f"rtree_{table.name}_geom"
        said = connection.exec_driver_sql(f"SELECT rtreecheck('{index}')").scalar()
        if said != "ok":
            yield str(said)
        if _count(connection, index) != _count(connection, table.name):
            yield f"{index} does not fit {table.name}"


def _count(connection: sa.Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0)


def _records(connection: sa.Connection) -> Iterator[str]:
    """Compare every crash and its parties with the hash that was saved with them."""
    last = 0
    columns = (source_crashes.c.crash_fid, source_crashes.c.crash_id, source_crashes.c.content_hash)
    while True:
        found = connection.execute(
            sa.select(*columns, crash_revisions.c.revision)
            .outerjoin_from(source_crashes, crash_revisions)
            .where(source_crashes.c.crash_fid > last)
            .order_by(source_crashes.c.crash_fid)
            .limit(CHECKED_AT_ONCE)
        ).all()
        if not found:
            return
        fids = [row.crash_fid for row in found]
        crashes = delivered_crashes(connection, fids)
        parties = delivered_parties(connection, fids)
        for row in found:
            content = content_hash(crashes[row.crash_fid], parties[row.crash_fid])
            if content != bytes(row.content_hash):
                yield f"crash {row.crash_id} is not what was saved"
            if row.revision is None:
                yield f"crash {row.crash_id} has no revision"
        last = fids[-1]


def _delivered_rows(connection: sa.Connection) -> Iterator[str]:
    """Unpack the rows as delivered, which carry their own check sum."""
    users = connection.execute(
        sa.select(source_crashes.c.chunk_id, source_crashes.c.crash_id)
        .where(source_crashes.c.chunk_id.is_not(None))
        .order_by(source_crashes.c.chunk_id)
    ).all()
    for chunk_id, of_chunk in groupby(users, key=itemgetter(0)):
        one = source_rows.c.chunk_id == chunk_id
        chunk = connection.execute(sa.select(source_rows.c.chunk).where(one)).scalar_one()
        try:
            lost = {crash_id for _, crash_id in of_chunk} - crashes_in(bytes(chunk))
        except (zlib.error, ValueError, TypeError):
            yield f"delivered rows {chunk_id} cannot be read"
        else:
            yield from (f"the rows of crash {crash_id} are lost" for crash_id in sorted(lost))


def _points(connection: sa.Connection) -> Iterator[str]:
    """Compare the points to use with what people set and what was derived."""
    wrong = (
        sa.func.coalesce(crash_corrections.c[side], crash_locations.c[side]).is_distinct_from(
            crash_points.c[side]
        )
        for side in ("x_m", "y_m")
    )
    found = connection.execute(
        sa.select(source_crashes.c.crash_id)
        .outerjoin_from(source_crashes, crash_points)
        .outerjoin(crash_locations, crash_locations.c.crash_fid == source_crashes.c.crash_fid)
        .outerjoin(crash_corrections, crash_corrections.c.crash_fid == source_crashes.c.crash_fid)
        .where(sa.or_(*wrong))
        .limit(FAULTS_SHOWN)
    )
    for (crash_id,) in found:
        yield f"the point of crash {crash_id} is not the one that was set"


CHECKS = (_structure, _records, _delivered_rows, corrections.faults, _points, document_rows.faults)
