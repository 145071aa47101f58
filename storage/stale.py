"""Say who changed a crash in the meantime: the text of a refused edit."""

import json
from typing import Any

import sqlalchemy as sa

from storage.import_files import NO_FILE
from storage.moments import read_moment
from storage.store import StaleRevisionError
from storage.tables import audit_entries, crash_edits, import_files, source_history

ENTERED_ACTION = "enter crash"  # in the audit log


def stale_error(
    connection: sa.Connection, fid: int, crash_id: str, expected_revision: int
) -> StaleRevisionError:
    """Return the error that says who changed what and when after `expected_revision`.

    Its `values["changes"]` holds all changes, the earlier first: `at`, and either `author`,
    `field`, `party_no`, `value` and `reason` of an edit, the `file` of an import, or the `author`
    alone of a crash that was entered anew.
    """
    changes = _edits(connection, fid, expected_revision)
    changes += _deliveries(connection, fid, expected_revision)
    changes += _entries(connection, crash_id, expected_revision)
    changes.sort(key=lambda change: change["at"])
    if not changes:
        return StaleRevisionError(
            "Crash {crash_id} has no revision {revision}: read it again. Nothing was saved.",
            crash_id=crash_id,
            revision=expected_revision,
            changes=(),
        )
    last = changes[-1]
    if "file" in last:
        return StaleRevisionError(
            "Crash {crash_id} was delivered anew in {file} ({when}); nothing was saved.",
            crash_id=crash_id,
            file=last["file"],
            when=_shown(last),
            changes=tuple(changes),
        )
    fields = dict.fromkeys(change.get("field", "crash") for change in changes)
    return StaleRevisionError(
        "{author} changed crash {crash_id} in the meantime ({when}: {fields}); nothing was saved.",
        crash_id=crash_id,
        author=last["author"],
        when=_shown(last),
        fields=", ".join(fields),
        changes=tuple(changes),
    )


def _edits(connection: sa.Connection, fid: int, revision: int) -> list[dict[str, Any]]:
    found = connection.execute(
        sa.select(crash_edits)
        .where(crash_edits.c.crash_fid == fid, crash_edits.c.revision > revision)
        .order_by(crash_edits.c.edit_id)
    )
    return [
        {
            "at": read_moment(row.made_at),
            "author": row.author,
            "field": row.field,
            "party_no": row.party_no or None,
            "value": json.loads(row.value),
            "reason": row.reason,
        }
        for row in found
    ]


def _deliveries(connection: sa.Connection, fid: int, revision: int) -> list[dict[str, Any]]:
    found = connection.execute(
        sa.select(source_history.c.replaced_at, import_files.c.file)
        .join(import_files, import_files.c.import_id == source_history.c.replaced_by)
        .where(source_history.c.crash_fid == fid, source_history.c.revision > revision)
        .where(import_files.c.sha256 != NO_FILE)
    )
    return [{"at": read_moment(row[0]), "file": row[1]} for row in found]


def _entries(connection: sa.Connection, crash_id: str, revision: int) -> list[dict[str, Any]]:
    found = connection.execute(
        sa.select(audit_entries.c.at, audit_entries.c.author, audit_entries.c.detail)
        .where(audit_entries.c.subject == crash_id, audit_entries.c.action == ENTERED_ACTION)
        .order_by(audit_entries.c.entry_id)
    )
    return [
        {"at": read_moment(row.at), "author": row.author}
        for row in found
        if json.loads(row.detail)["revision"] > revision
    ]


def _shown(change: dict[str, Any]) -> str:
    return f"{change['at'].astimezone():%Y-%m-%d %H:%M:%S}"
