"""Corrections of the street map by people: versions of records, with the reasons in the audit log.

What an import delivers for a record that people corrected is kept beneath the correction: as a
version that was superseded in the moment it came, without content where the file has it no longer.
In the same way a version without content says who took something away.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from roadnet.model.record import StreetRecord
from storage.audit import append, require_author
from storage.moments import moment_text, now, read_moment
from storage.store import StaleRevisionError, StoreError
from storage.street_tables import street_areas, street_records
from storage.streets import GONE, Key, record_of, row_of, supersede
from storage.tables import audit_entries

ACTION = "save_street_edits"
VERSION = ("kind", "record_key", "content", "valid_from", "valid_to", "is_edit")


def save_street_edits(
    connection: sa.Connection,
    area: str,
    records: Sequence[StreetRecord],
    *,
    author: str,
    reason: str,
    expected: Sequence[StreetRecord],
) -> None:
    """Let `records` be all that holds of the things that they and `expected` name.

    Raises
    ------
    StaleRevisionError
        What holds of these things is no longer `expected`; nothing was saved.
    StoreError
        Author or reason is empty, there is no such area, or nothing changes.
    """
    require_author(author)
    if not reason.strip():
        raise StoreError("A correction needs a reason.")
    if connection.scalar(sa.select(street_areas.c.name).where(street_areas.c.name == area)) is None:
        raise StoreError("There is no area {area} in the store.", area=area)
    named = sorted({(one.kind, one.key) for one in (*records, *expected)})
    held = _held(connection, area, named)
    _require_same(held, expected)
    at = moment_text(now())
    wanted = [row_of(area, one, author, at) for one in records]
    staying = {_version(row) for row in held} & {_version(row) for row in wanted}
    new = [row for row in wanted if _version(row) not in staying]
    ended = [row["record_id"] for row in held if _version(row) not in staying]
    if not (new or ended):
        raise StoreError("There is nothing to correct.")
    supersede(connection, ended, at)
    if new:
        connection.execute(street_records.insert(), new)
    for kind, key in set(named) - {(row["kind"], row["record_key"]) for row in new}:
        gone = row_of(area, StreetRecord(kind, key, None, GONE, is_edit=True), author, at)
        connection.execute(street_records.insert().values(**gone, superseded_at=at))
    detail = {"reason": reason, "recorded_at": at, "records": [list(key) for key in named]}
    append(connection, author, ACTION, area, detail)


def read_street_history(
    connection: sa.Connection, area: str, named: Sequence[Key] | None
) -> tuple[StreetRecord, ...]:
    """Return all versions of some things, or of all that people ever corrected.

    Returns
    -------
    versions
        Ordered by kind, key and moment; those that people saved with their reason.
    """
    table = street_records.c
    if named is None:
        corrected = sa.select(table.kind, table.record_key).where(table.area == area, table.is_edit)
        named = [(row.kind, row.record_key) for row in connection.execute(corrected.distinct())]
    reasons = _reasons(connection, area)
    order = (table.record_key, table.recorded_at, table.record_id)
    found = []
    for kind, keys in sorted(_by_kind(named).items()):
        for some in _portions(keys):
            query = sa.select(street_records).where(table.area == area, table.kind == kind)
            for row in connection.execute(query.where(table.record_key.in_(some)).order_by(*order)):
                at = moment_text(read_moment(row.recorded_at))
                reason = reasons.get((kind, row.record_key, at), "")
                found.append(replace(record_of(row), reason=reason))
    return tuple(found)


def _by_kind(named: Iterable[Key]) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = defaultdict(list)
    for kind, key in sorted(set(named)):
        keys[kind].append(key)
    return keys


def _portions(keys: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    """Yield keys in portions that a query takes."""
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _held(connection: sa.Connection, area: str, named: Sequence[Key]) -> list[dict[str, Any]]:
    table = street_records.c
    query = sa.select(street_records).where(table.area == area, table.superseded_at.is_(None))
    return [
        dict(row._mapping)
        for kind, keys in sorted(_by_kind(named).items())
        for some in _portions(keys)
        for row in connection.execute(
            query.where(table.kind == kind, table.record_key.in_(some)).order_by(table.record_id)
        )
    ]


def _require_same(held: Sequence[dict[str, Any]], expected: Sequence[StreetRecord]) -> None:
    """Raise unless what holds is what the author saw."""
    seen = {_version(row_of("", one, "", "")) for one in expected}
    if {_version(row) for row in held} == seen:
        return
    others = [row for row in held if _version(row) not in seen]
    if not others:
        raise StaleRevisionError(
            "Somebody took this off the map in the meantime; nothing was saved."
        )
    last = max(others, key=lambda row: read_moment(row["recorded_at"]))
    raise StaleRevisionError(
        "{author} changed this in the meantime ({when}); nothing was saved.",
        author=last["author"],
        when=f"{read_moment(last['recorded_at']).astimezone():%Y-%m-%d %H:%M:%S}",
    )


def _version(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in VERSION)


def _reasons(connection: sa.Connection, area: str) -> dict[tuple[str, str, str], str]:
    """Return the reasons of corrections by kind, key and moment."""
    query = sa.select(audit_entries.c.detail).where(
        audit_entries.c.action == ACTION, audit_entries.c.subject == area
    )
    reasons = {}
    for text in connection.scalars(query):
        detail = json.loads(text)
        for kind, key in detail["records"]:
            reasons[kind, key, detail["recorded_at"]] = detail["reason"]
    return reasons
