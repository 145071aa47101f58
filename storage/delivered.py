"""Read back what agencies delivered: crashes and parties as prepared rows."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from storage.bulk import among
from storage.columns import SOURCE_CRASH_COLUMNS, SOURCE_PARTY_COLUMNS
from storage.content import Values
from storage.tables import source_crashes, source_parties

CRASH_COLUMNS_READ = [source_crashes.c[name] for name in SOURCE_CRASH_COLUMNS]
PARTY_COLUMNS_READ = [source_parties.c[name] for name in SOURCE_PARTY_COLUMNS]
OCCURRED_AT = SOURCE_CRASH_COLUMNS.index("occurred_at")


def delivered_crashes(connection: sa.Connection, fids: Sequence[int]) -> dict[int, Values]:
    """Return the crashes with these numbers as they were delivered."""
    chosen = among(source_crashes.c.crash_fid, fids, connection.dialect.name)
    found = connection.execute(
        sa.select(source_crashes.c.crash_fid, *CRASH_COLUMNS_READ).where(chosen)
    )
    return {row[0]: _with_time_as_text(tuple(row[1:])) for row in found.all()}


def delivered_parties(connection: sa.Connection, fids: Sequence[int]) -> dict[int, list[Values]]:
    """Return the parties of these crashes as they were delivered, by number."""
    chosen = among(source_parties.c.crash_fid, fids, connection.dialect.name)
    found = connection.execute(
        sa.select(source_parties.c.crash_fid, *PARTY_COLUMNS_READ)
        .where(chosen)
        .order_by(source_parties.c.crash_fid, source_parties.c.party_no)
    )
    parties: dict[int, list[Values]] = {fid: [] for fid in fids}
    for row in found.all():
        parties[row[0]].append(tuple(row[1:]))
    return parties


def as_record(crash: Values, parties: Iterable[Values]) -> str:
    """Return a crash with its parties as JSON, for the history."""
    record = {
        "crash": dict(zip(SOURCE_CRASH_COLUMNS, crash, strict=True)),
        "parties": [dict(zip(SOURCE_PARTY_COLUMNS, party, strict=True)) for party in parties],
    }
    return json.dumps(record, ensure_ascii=False)


def _with_time_as_text(crash: Values) -> Values:
    """Return a crash as it was before it was stored, on either engine."""
    moment: Any = crash[OCCURRED_AT]
    if moment is None or isinstance(moment, str):
        return crash
    text = moment.isoformat(timespec="seconds")
    return (*crash[:OCCURRED_AT], text, *crash[OCCURRED_AT + 1 :])
