"""Take back a crash that an officer entered: by mistake, or because a file brought it, too.

The crash leaves the records, so that nothing counts it any more. What it was (crash, parties, all
corrections) stands in the audit log with author and reason; its scene and case stay as documents.
"""

import sqlalchemy as sa

from storage.audit import append, require_author
from storage.delivered import delivered_crashes
from storage.edits import find_crash
from storage.imports import ENTERED, SOURCE
from storage.locations import lock_points
from storage.record import read_record
from storage.stale import stale_error
from storage.store import StoreError
from storage.tables import (
    crash_corrections,
    crash_edits,
    crash_locations,
    crash_points,
    crash_revisions,
    party_corrections,
    source_crashes,
    source_history,
    source_parties,
)

WITHDRAWN_ACTION = "withdraw crash"
OF_A_CRASH = (  # those that refer to others first
    crash_edits,
    crash_corrections,
    party_corrections,
    crash_locations,
    crash_points,
    crash_revisions,
    source_history,
    source_parties,
    source_crashes,
)


def withdraw_entered_crash(
    connection: sa.Connection, crash_id: str, *, author: str, reason: str, expected_revision: int
) -> None:
    """Take a crash that was entered out of the records.

    Raises
    ------
    StaleRevisionError
        Somebody else changed the crash after `expected_revision`.
    StoreError
        There is no such crash, a file delivered it, or author or reason is empty.
    """
    require_author(author)
    if not reason.strip():
        raise StoreError("Withdrawing a crash needs a reason.")
    fid = find_crash(connection, crash_id)
    if delivered_crashes(connection, [fid])[fid][SOURCE] != ENTERED:
        raise StoreError("Crash {crash_id} was delivered in a file: it stays.", crash_id=crash_id)
    lock_points(connection, shared=True)
    held = sa.select(crash_revisions.c.revision).where(crash_revisions.c.crash_fid == fid)
    if connection.scalar(held.with_for_update()) != expected_revision:
        raise stale_error(connection, fid, crash_id, expected_revision)
    record = read_record(connection, crash_id)
    detail = {
        "reason": reason,
        "crash": record.source_crash,
        "parties": list(record.source_parties),
        "edits": [
            {
                "field": one.edit.field,
                "party_no": one.edit.party_no,
                "value": one.edit.value,
                "author": one.author,
                "reason": one.reason,
                "made_at": one.made_at,
            }
            for one in record.edits
        ],
    }
    append(connection, author, WITHDRAWN_ACTION, crash_id, detail)
    for table in OF_A_CRASH:
        connection.execute(table.delete().where(table.c.crash_fid == fid))
