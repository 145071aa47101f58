"""Corrections of crash records: who set which field to what and why; the source stays as it is.

An edit remembers the part of the source that it rests on. When a later delivery changes that part,
the edit stays in force and is marked as a conflict until somebody edits the field again.
"""

import json
import math
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from crashes.model import (
    EDITABLE_CRASH_FIELDS,
    EDITABLE_PARTY_FIELDS,
    Edit,
    RecordedEdit,
    Severity,
)
from storage.audit import append, require_author
from storage.bulk import among
from storage.columns import (
    LOCATION,
    SOURCE_CRASH_COLUMNS,
    SOURCE_PARTY_COLUMNS,
    Kind,
    kind_of,
)
from storage.corrections import WHOLE_CRASH, put_in_force
from storage.delivered import delivered_crashes, delivered_parties
from storage.locations import lock_points
from storage.moments import moment_text, now, read_moment
from storage.stale import stale_error
from storage.store import StoreError
from storage.tables import crash_edits, crash_revisions, source_crashes

FULL_CIRCLE_DEG = 360.0
LOCATION_BASIS = ("lon", "lat", "place_text")
PARTY_BASIS = ("delivered_ordinal", "kind_code", "sex_code", "age")  # is it still the same party?

Source = tuple[dict[str, Any], dict[int, dict[str, Any]]]  # the crash, its parties by number


def save_edits(
    connection: sa.Connection,
    crash_id: str,
    edits: Sequence[Edit],
    *,
    author: str,
    reason: str,
    expected_revision: int,
) -> int:
    """Save edits of one crash as its next revision, which is returned.

    Raises
    ------
    StaleRevisionError
        Somebody else changed the crash after `expected_revision`; the text says who and what.
    StoreError
        There is no such crash or party, a field cannot be corrected or not to that value, or
        author or reason is empty.
    """
    require_author(author)
    if not reason.strip():
        raise StoreError("A correction needs a reason.")
    if not edits:
        raise StoreError("There is nothing to correct.")
    for edit in edits:
        require_possible(edit)
    fid = find_crash(connection, crash_id)
    if any(edit.field == LOCATION for edit in edits):
        lock_points(connection, shared=True)
    revision = _next_revision(connection, fid, crash_id, expected_revision)
    source = read_sources(connection, [fid])[fid]
    by_field = {(edit.field, edit.party_no or WHOLE_CRASH): edit for edit in edits}
    for edit in by_field.values():
        _supersede(connection, fid, edit, revision)
        row = _row(edit, source, author=author, reason=reason)
        connection.execute(crash_edits.insert().values(crash_fid=fid, revision=revision, **row))
        put_in_force(connection, fid, row)
    detail = {"reason": reason, "revision": revision, "edits": [_as_json(one) for one in edits]}
    append(connection, author, "edit crash", crash_id, detail)
    return revision


def find_crash(connection: sa.Connection, crash_id: str) -> int:
    """Return the number of a crash; StoreError when there is none with that key."""
    query = sa.select(source_crashes.c.crash_fid).where(source_crashes.c.crash_id == crash_id)
    fid = connection.scalar(query)
    if fid is None:
        raise StoreError("There is no crash {crash_id} in the store.", crash_id=crash_id)
    return int(fid)


def read_edits(connection: sa.Connection, fid: int) -> tuple[RecordedEdit, ...]:
    """Return all edits of a crash, the earlier first, superseded ones too."""
    source = read_sources(connection, [fid])[fid]
    found = connection.execute(
        sa.select(crash_edits).where(crash_edits.c.crash_fid == fid).order_by(crash_edits.c.edit_id)
    )
    return tuple(_recorded(row, source) for row in found)


def conflicting(connection: sa.Connection, fids: Sequence[int]) -> tuple[str, ...]:
    """Return the keys of the crashes, of those given, whose source changed under an edit."""
    if not fids:
        return ()
    found = connection.execute(
        sa.select(crash_edits, source_crashes.c.crash_id)
        .join(source_crashes)
        .where(among(crash_edits.c.crash_fid, fids, connection.dialect.name))
        .where(crash_edits.c.superseded_revision.is_(None))
    ).all()
    sources = read_sources(connection, sorted({row.crash_fid for row in found}))
    return tuple(sorted({row.crash_id for row in found if _has_moved(row, sources[row.crash_fid])}))


def read_sources(connection: sa.Connection, fids: Sequence[int]) -> dict[int, Source]:
    """Return crashes and parties as delivered, by column name."""
    crashes = delivered_crashes(connection, fids)
    parties = delivered_parties(connection, fids)
    return {
        fid: (
            dict(zip(SOURCE_CRASH_COLUMNS, crash, strict=True)),
            {
                party["party_no"]: party
                for party in (
                    dict(zip(SOURCE_PARTY_COLUMNS, row, strict=True)) for row in parties[fid]
                )
            },
        )
        for fid, crash in crashes.items()
    }


def require_possible(edit: Edit) -> None:
    """Raise unless the field may be corrected and the value is one of its kind."""
    fields = EDITABLE_CRASH_FIELDS if edit.party_no is None else EDITABLE_PARTY_FIELDS
    if edit.field not in fields:
        raise StoreError("The field {field} cannot be corrected.", field=edit.field)
    if not _is_possible(edit.field, edit.value):
        raise StoreError(
            "{field} cannot be corrected to {value}.", field=edit.field, value=edit.value
        )


def _is_possible(field: str, value: Any) -> bool:
    if field == LOCATION:
        return (
            isinstance(value, dict)
            and all(_is_number(value.get(one)) for one in ("x_m", "y_m"))
            and isinstance(value.get("junction"), str | None)
        )
    if field == "severity":
        return value in set(Severity)
    if kind_of(field) is Kind.NUMBER:
        return value is None or (_is_number(value) and 0 <= value < FULL_CIRCLE_DEG)
    return value is None or (isinstance(value, str) and bool(value))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _next_revision(
    connection: sa.Connection, fid: int, crash_id: str, expected_revision: int
) -> int:
    """Raise the revision; the row stays locked until the transaction ends."""
    raised = connection.execute(
        crash_revisions.update()
        .where(crash_revisions.c.crash_fid == fid)
        .where(crash_revisions.c.revision == expected_revision)
        .values(revision=expected_revision + 1)
    )
    if not raised.rowcount:
        raise stale_error(connection, fid, crash_id, expected_revision)
    return expected_revision + 1


def _supersede(connection: sa.Connection, fid: int, edit: Edit, revision: int) -> None:
    connection.execute(
        crash_edits.update()
        .where(crash_edits.c.crash_fid == fid)
        .where(crash_edits.c.field == edit.field)
        .where(crash_edits.c.party_no == (edit.party_no or WHOLE_CRASH))
        .where(crash_edits.c.superseded_revision.is_(None))
        .values(superseded_revision=revision)
    )


def _row(edit: Edit, source: Source, *, author: str, reason: str) -> dict[str, Any]:
    """Return the columns of an edit."""
    basis = _basis(edit.field, edit.party_no, source)
    if basis is None:
        raise StoreError("The crash has no party {party_no}.", party_no=edit.party_no)
    return {
        "party_no": edit.party_no or WHOLE_CRASH,
        "field": edit.field,
        "value": _json(edit.value),
        "source_value": _json(_source_value(edit.field, edit.party_no, source)),
        "basis": _json(basis),
        "author": author,
        "reason": reason,
        "made_at": moment_text(now()),
    }


def _basis(field: str, party_no: int | None, source: Source) -> dict[str, Any] | None:
    """Return what of the source an edit rests on; None when the party is not there."""
    crash, parties = source
    if party_no is None or party_no == WHOLE_CRASH:
        names = LOCATION_BASIS if field == LOCATION else (field,)
        return {name: crash[name] for name in names}
    party = parties.get(party_no)
    return party and {name: party[name] for name in dict.fromkeys((*PARTY_BASIS, field))}


def _source_value(field: str, party_no: int | None, source: Source) -> Any:
    basis = _basis(field, party_no, source)
    if field == LOCATION and basis:
        return {name: basis[name] for name in ("lon", "lat")}
    return basis and basis[field]


def _has_moved(row: Any, source: Source) -> bool:
    return bool(json.loads(row.basis) != _basis(row.field, row.party_no, source))


def _recorded(row: Any, source: Source) -> RecordedEdit:
    return RecordedEdit(
        edit=Edit(row.field, json.loads(row.value), row.party_no or None),
        source_value=json.loads(row.source_value),
        author=row.author,
        reason=row.reason,
        made_at=read_moment(row.made_at),
        conflict=row.superseded_revision is None and _has_moved(row, source),
    )


def _as_json(edit: Edit) -> dict[str, Any]:
    return {"field": edit.field, "value": edit.value, "party_no": edit.party_no}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
