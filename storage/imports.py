"""Save what one file became, in one transaction.

What a file says and what the store has are brought together crash by crash:

* A crash that is not in the file stays: files are deliveries, not mirrors.
* A crash with equal content is unchanged; nothing is written.
* A delivery that only lacks some parties of a crash we have, and says nothing else of it, is a
  fragment (a file cut in the middle, the first rows of a month); the crash is unchanged.
* A poorer layout never replaces a richer one: one row a crash tells less than one row a party.
* A file never replaces what an officer entered: see `entered.py`.
* Anything else replaces crash and parties by the delivery. What it replaces goes to the history,
  with the import that brought it, so that nothing delivered is ever lost.

An import is known by the SHA-256 of its file. Importing it again replaces what the book-keeping
says of it (counts, unknown codes, coverage), so that nothing is counted twice.
"""

from collections import Counter
from dataclasses import dataclass

import pandas as pd
import sqlalchemy as sa

from crashes.model import ImportBatch, ImportOutcome
from storage.bulk import among, insert_rows, next_key, update_rows
from storage.columns import SOURCE_CRASH_COLUMNS, SOURCE_PARTY_COLUMNS
from storage.content import PARTY_NO, Content, Values, grouped
from storage.coverage import save_file_coverage
from storage.delivered import as_record, delivered_crashes, delivered_parties
from storage.edits import conflicting
from storage.frames import stored_columns
from storage.import_files import save_counts, save_file
from storage.moments import moment_text, now
from storage.quarantine import save_quarantined
from storage.source_rows import Row, packed
from storage.tables import (
    crash_revisions,
    source_crashes,
    source_history,
    source_parties,
    source_rows,
)
from storage.unknown_codes import save_unknown_codes

CRASH_FIELDS = (*SOURCE_CRASH_COLUMNS, "content_hash", "import_id", "chunk_id")
ENTERED = "entered"  # the source of what officers entered
POORER_SOURCES = frozenset({"npa_simple"})  # layouts that tell less than all others
SOURCE = SOURCE_CRASH_COLUMNS.index("source")


@dataclass(frozen=True, slots=True)
class Known:
    """A crash that the store has already."""

    fid: int
    content_hash: bytes


@dataclass(frozen=True, slots=True)
class Replaced:
    """A crash as it stood before a new delivery took its place."""

    crash_id: str
    fid: int
    crash: Values
    parties: list[Values]


def save_import(connection: sa.Connection, batch: ImportBatch, content: Content) -> ImportOutcome:
    """Save one file inside the open transaction.

    Parameters
    ----------
    content
        `read_content` of the tables of the batch, made before the transaction began.
    """
    import_id = save_file(connection, batch)
    known = known_crashes(connection, list(content.crashes))
    new = [crash_id for crash_id in content.crashes if crash_id not in known]
    other = [
        crash_id
        for crash_id, crash in known.items()
        if crash.content_hash != content.hashes[crash_id]
    ]
    replaced = _replaced(connection, content, {crash_id: known[crash_id].fid for crash_id in other})
    changed = [crash.crash_id for crash in replaced]
    chunks = _save_rows(connection, import_id, batch, [*new, *changed])
    insert_crashes(connection, import_id, content, new, chunks)
    replace_crashes(connection, import_id, content, replaced, chunks)
    outcome = ImportOutcome(
        crashes_new=len(new),
        crashes_changed=len(changed),
        crashes_unchanged=len(content.crashes) - len(new) - len(changed),
        conflicts=conflicting(connection, [crash.fid for crash in replaced]),
    )
    save_counts(connection, import_id, batch, outcome)
    save_unknown_codes(connection, import_id, batch.unknown_codes)
    save_file_coverage(connection, import_id, batch.coverage)
    save_quarantined(connection, import_id, batch.quarantine)
    return outcome


def known_crashes(connection: sa.Connection, crash_ids: list[str]) -> dict[str, Known]:
    """Return those of the crashes that the store has already, by key."""
    columns = (
        source_crashes.c.crash_id,
        source_crashes.c.crash_fid,
        source_crashes.c.content_hash,
    )
    chosen = among(source_crashes.c.crash_id, crash_ids, connection.dialect.name)
    found = connection.execute(sa.select(*columns).where(chosen))
    return {row[0]: Known(row[1], bytes(row[2])) for row in found}


def _replaced(connection: sa.Connection, content: Content, fids: dict[str, int]) -> list[Replaced]:
    """Return the crashes that the delivery really replaces, without fragments."""
    if not fids:
        return []
    numbers = list(fids.values())
    crashes = delivered_crashes(connection, numbers)
    parties = delivered_parties(connection, numbers)
    stored = [Replaced(crash_id, fid, crashes[fid], parties[fid]) for crash_id, fid in fids.items()]
    return [
        crash
        for crash in stored
        if not _tells_less(content.crashes[crash.crash_id], crash.crash)
        and (
            content.crashes[crash.crash_id] != crash.crash
            or not _only_lacks(content.parties[crash.crash_id], crash.parties)
        )
    ]


def _tells_less(delivered: Values, stored: Values) -> bool:
    """Tell whether a delivery may not take the place of what the store has."""
    if stored[SOURCE] == ENTERED:
        return bool(delivered[SOURCE] != ENTERED)
    return delivered[SOURCE] in POORER_SOURCES and stored[SOURCE] not in POORER_SOURCES


def _only_lacks(delivered: list[Values], stored: list[Values]) -> bool:
    """Tell whether every delivered party is a stored one; their numbers may have moved up."""

    def unnumbered(parties: list[Values]) -> Counter[Values]:
        return Counter(row[:PARTY_NO] + row[PARTY_NO + 1 :] for row in parties)

    return unnumbered(delivered) <= unnumbered(stored)


def _save_rows(
    connection: sa.Connection, import_id: int, batch: ImportBatch, crash_ids: list[str]
) -> dict[str, int]:
    """Save the rows as delivered; return the chunk of each crash."""
    rows_of = _rows_by_crash(batch.raw_rows, crash_ids)
    first = next_key(connection, source_rows.c.chunk_id)
    chunk_of: dict[str, int] = {}
    chunks = []
    for number, (keys, chunk) in enumerate(packed(rows_of, batch.columns), start=first):
        chunks.append((number, import_id, chunk))
        chunk_of.update(dict.fromkeys(keys, number))
    insert_rows(connection, source_rows, ("chunk_id", "import_id", "chunk"), chunks)
    return chunk_of


def _rows_by_crash(raw_rows: pd.DataFrame, crash_ids: list[str]) -> dict[str, list[Row]]:
    """Return the rows as delivered of these crashes, of those that have any."""
    if raw_rows.empty or not crash_ids:
        return {}
    owners, numbers = stored_columns(raw_rows, ("crash_id", "party_no"))
    rows = list(zip(numbers, raw_rows["cells"].tolist(), strict=True))
    rows_of = grouped(pd.Series(owners, dtype=object), numbers, rows)
    return {crash_id: rows_of[crash_id] for crash_id in crash_ids if crash_id in rows_of}


def insert_crashes(
    connection: sa.Connection,
    import_id: int,
    content: Content,
    new: list[str],
    chunks: dict[str, int],
) -> None:
    """Save crashes that are not there yet, as revision 1."""
    first = next_key(connection, source_crashes.c.crash_fid)
    fids = {crash_id: fid for fid, crash_id in enumerate(new, start=first)}
    insert_rows(
        connection,
        source_crashes,
        ("crash_fid", "crash_id", *CRASH_FIELDS),
        [
            (fid, key, *content.crashes[key], content.hashes[key], import_id, chunks.get(key))
            for key, fid in fids.items()
        ],
    )
    insert_rows(
        connection, crash_revisions, ("crash_fid", "revision"), [(fid, 1) for fid in fids.values()]
    )
    _insert_parties(connection, content, fids)


def _insert_parties(connection: sa.Connection, content: Content, fids: dict[str, int]) -> None:
    members = [(fid, *party) for key, fid in fids.items() for party in content.parties[key]]
    first = next_key(connection, source_parties.c.party_fid)
    insert_rows(
        connection,
        source_parties,
        ("party_fid", "crash_fid", *SOURCE_PARTY_COLUMNS),
        [(number, *member) for number, member in enumerate(members, start=first)],
    )


def replace_crashes(
    connection: sa.Connection,
    import_id: int,
    content: Content,
    replaced: list[Replaced],
    chunks: dict[str, int],
) -> None:
    """Put the delivery in the place of what was there, and that into the history."""
    if not replaced:
        return
    fids = {crash.crash_id: crash.fid for crash in replaced}
    update_rows(  # first: it holds off edits of these crashes until we are done
        connection,
        crash_revisions,
        ("revision",),
        [(revision, fid) for fid, revision in _raised_revisions(connection, fids).items()],
    )
    _keep_history(connection, import_id, replaced)
    update_rows(
        connection,
        source_crashes,
        CRASH_FIELDS,
        [
            (*content.crashes[key], content.hashes[key], import_id, chunks.get(key), fid)
            for key, fid in fids.items()
        ],
    )
    of_these = among(source_parties.c.crash_fid, list(fids.values()), connection.dialect.name)
    connection.execute(source_parties.delete().where(of_these))
    _insert_parties(connection, content, fids)


def _raised_revisions(connection: sa.Connection, fids: dict[str, int]) -> dict[int, int]:
    """Return the next revision of each crash; on PostGIS the rows stay locked."""
    chosen = among(crash_revisions.c.crash_fid, list(fids.values()), connection.dialect.name)
    found = connection.execute(
        sa.select(crash_revisions.c.crash_fid, crash_revisions.c.revision + 1)
        .where(chosen)
        .order_by(crash_revisions.c.crash_fid)
        .with_for_update()
    )
    return {row[0]: row[1] for row in found}


def _keep_history(connection: sa.Connection, import_id: int, replaced: list[Replaced]) -> None:
    fids = [crash.fid for crash in replaced]
    found = connection.execute(
        sa.select(
            source_crashes.c.crash_fid,
            source_crashes.c.import_id,
            source_crashes.c.chunk_id,
            crash_revisions.c.revision,
        )
        .join(crash_revisions)
        .where(among(source_crashes.c.crash_fid, fids, connection.dialect.name))
    )
    origin = {row.crash_fid: row for row in found}
    moment = moment_text(now())
    columns = (
        "crash_fid",
        "revision",
        "import_id",
        "replaced_by",
        "replaced_at",
        "chunk_id",
        "record",
    )
    rows = [
        (
            crash.fid,
            origin[crash.fid].revision,
            origin[crash.fid].import_id,
            import_id,
            moment,
            origin[crash.fid].chunk_id,
            as_record(crash.crash, crash.parties),
        )
        for crash in replaced
    ]
    insert_rows(connection, source_history, columns, rows)
