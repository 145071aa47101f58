"""What of the edits is in force: one row for each corrected crash or party, for the views.

The history of the edits says it all; these rows say the same in the form that a view can lay over
the source with one look-up. They are written with each edit, in its transaction.
"""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from language import Message
from storage.columns import LOCATION
from storage.locations import set_point
from storage.tables import crash_corrections, crash_edits, party_corrections

WHOLE_CRASH = 0  # the party number of an edit of the crash itself

Correction = dict[str, Any]  # columns of the two tables
Key = tuple[int, ...]  # number of the crash, and of the party


def put_in_force(connection: sa.Connection, fid: int, edit: Correction) -> None:
    """Let an edit that was just saved be what everybody reads.

    Parameters
    ----------
    fid
        The number of the crash.
    edit
        Its columns `party_no`, `field`, `value`, `author` and `reason` as they are stored.
    """
    _lay_over(connection, crash_corrections, {"crash_fid": fid}, {})
    if edit["party_no"] != WHOLE_CRASH:
        key = {"crash_fid": fid, "party_no": edit["party_no"]}
        _lay_over(connection, party_corrections, key, correction(edit))
        return
    corrected = correction(edit)
    _lay_over(connection, crash_corrections, {"crash_fid": fid}, corrected)
    if edit["field"] == LOCATION:
        set_point(connection, fid, corrected["x_m"], corrected["y_m"])


def correction(edit: Correction) -> Correction:
    """Return what an edit puts into its row.

    Examples
    --------
    >>> correction({"field": "severity", "value": '"A1"', "author": "a", "reason": "r"})
    {'has_severity': True, 'severity': 'A1'}
    """
    field, value = edit["field"], json.loads(edit["value"])
    if field != LOCATION:
        return {f"has_{field}": True, field: value}
    said = Message(
        "{author} set the point: {reason}", {"author": edit["author"], "reason": edit["reason"]}
    )
    return {
        "has_location": True,
        "x_m": float(value["x_m"]),
        "y_m": float(value["y_m"]),
        "has_junction": "junction" in value,
        "junction_id": value.get("junction"),
        "location_reason": said.to_json(),
    }


def faults(connection: sa.Connection) -> Iterator[str]:
    """Compare the rows in force with the history of the edits."""
    crashes: dict[Key, Correction] = {}
    parties: dict[Key, Correction] = {}
    found = connection.execute(
        sa.select(crash_edits).where(crash_edits.c.superseded_revision.is_(None))
    )
    for row in found.mappings():
        of_crash = crashes.setdefault((row["crash_fid"],), {})
        if row["party_no"] == WHOLE_CRASH:
            of_crash |= correction(dict(row))
        else:
            key = (row["crash_fid"], row["party_no"])
            parties.setdefault(key, {}).update(correction(dict(row)))
    for table, expected in ((crash_corrections, crashes), (party_corrections, parties)):
        stored = _stored(connection, table)
        for place in sorted(expected.keys() | stored.keys()):
            if expected.get(place) != stored.get(place):
                yield f"the corrections {place} of {table.name} are not those that were made"


def _stored(connection: sa.Connection, table: sa.Table) -> dict[Key, Correction]:
    """Return what the rows of a table correct, by their key."""
    keys = [column.name for column in table.primary_key]
    found = connection.execute(sa.select(table)).mappings()
    return {tuple(row[name] for name in keys): _said(row) for row in found}


def _said(row: Any) -> Correction:
    """Return the columns of a row that say something."""
    said: Correction = {}
    for name in row:
        if name.startswith("has_") and row[name] and name != "has_junction":
            field = name.removeprefix("has_")
            said[name] = True
            said |= {one: row[one] for one in (_LOCATION if field == LOCATION else (field,))}
    return said


_LOCATION = ("x_m", "y_m", "has_junction", "junction_id", "location_reason")


def _lay_over(
    connection: sa.Connection, table: sa.Table, key: dict[str, int], corrected: Correction
) -> None:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = insert(table).values(**key, **corrected)
    if corrected:
        row = row.on_conflict_do_update(index_elements=list(key), set_=corrected)
    else:
        row = row.on_conflict_do_nothing(index_elements=list(key))
    connection.execute(row)
