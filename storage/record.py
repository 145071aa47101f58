"""Read one crash: what everybody reads, with its source and its edits beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from crashes.model import PARTY_COLUMNS, CrashRecord
from storage.columns import MERGED_CRASH_COLUMNS, Kind, kind_of
from storage.edits import find_crash, read_edits, read_sources
from storage.moments import read_local_time
from storage.source_rows import unpacked
from storage.tables import source_crashes, source_rows
from storage.views import crashes, parties


def read_record(connection: sa.Connection, crash_id: str) -> CrashRecord:
    """Return one crash; StoreError when there is none with that key."""
    fid = find_crash(connection, crash_id)
    crash = connection.execute(
        sa.select(*(crashes.c[name] for name in MERGED_CRASH_COLUMNS)).where(
            crashes.c.crash_id == crash_id
        )
    ).one()
    members = connection.execute(
        sa.select(*(parties.c[name] for name in PARTY_COLUMNS))
        .where(parties.c.crash_id == crash_id)
        .order_by(parties.c.party_no)
    )
    source, source_parties = read_sources(connection, [fid])[fid]
    merged = _plain(crash._mapping, MERGED_CRASH_COLUMNS)
    return CrashRecord(
        crash=merged,
        parties=tuple(_plain(row._mapping, PARTY_COLUMNS) for row in members),
        source_crash={"crash_id": crash_id, **_plain(source, tuple(source))},
        source_parties=tuple(
            {"crash_id": crash_id, **_plain(party, tuple(party))}
            for party in source_parties.values()
        ),
        source_rows=_rows(connection, fid, crash_id),
        edits=read_edits(connection, fid),
        revision=merged["revision"],
    )


def _rows(connection: sa.Connection, fid: int, crash_id: str) -> tuple[dict[str, str], ...]:
    chunk = connection.scalar(
        sa.select(source_rows.c.chunk).join(source_crashes).where(source_crashes.c.crash_fid == fid)
    )
    return () if chunk is None else unpacked(bytes(chunk), crash_id)


def _plain(row: Mapping[Any, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return the values of a row as Python has them: datetime, bool, None."""
    return {name: _value(row[name], kind_of(name)) for name in names}


def _value(value: Any, kind: Kind) -> Any:
    if value is None:
        return None
    if kind is Kind.LOCAL_TIME:
        return read_local_time(value)
    return bool(value) if kind in (Kind.FLAG, Kind.MAYBE) else value
