"""Save crashes that officers entered, without a police file.

Such a crash is a crash like any other: everybody reads it with what files brought, hotspots count
it and diagrams draw it. Its source is "entered"; saving it again puts what was there into the
history, and no file ever replaces it. The point is a location that a person set, so it stays when
the locations of all crashes are judged anew.

`Store.save_entered_crash` is the verb; what it takes is `crashes.model.EnteredCrash`, and
`new_crash_id` gives the key of a crash that is not there yet:

    crash = {"crash_id": new_crash_id(), "code_version": "from-2023-07",
             "occurred_at": datetime(2026, 11, 21, 8, 5), "severity": "A2", "county": "嘉義市"}
    parties = ({"party_no": 1, "kind_code": "C03", "from_deg": 0.0, "to_deg": 180.0}, ...)
    entered = EnteredCrash(crash, parties, point_m=(195_000.0, 2_597_000.0), junction_id="j1")
    revision = store.save_entered_crash(entered, author="陳", expected_revision=0)
"""

import json
import math
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import sqlalchemy as sa
from pyproj import Transformer

from crashes.model import CRASH_COLUMNS, PARTY_COLUMNS, CrashId, Edit, EnteredCrash, Severity
from storage.audit import append, require_author
from storage.columns import LOCATION
from storage.content import Content, read_content
from storage.delivered import delivered_crashes, delivered_parties
from storage.document_rows import require_key
from storage.edits import save_edits
from storage.import_files import entered_by_officers
from storage.imports import (
    ENTERED,
    SOURCE,
    Replaced,
    insert_crashes,
    known_crashes,
    replace_crashes,
)
from storage.settings import read_settings
from storage.stale import ENTERED_ACTION, stale_error
from storage.store import StoreError
from storage.tables import crash_edits, crash_revisions

NEEDED = ("crash_id", "code_version", "occurred_at", "severity")
REASON = "Set on the map while the crash was entered."
DEGREE_DIGITS = 7  # a centimetre


def new_crash_id() -> CrashId:
    """Return a key for a crash that is about to be entered; no other crash has it.

    Examples
    --------
    >>> new_crash_id().startswith("entered-")
    True
    """
    return CrashId(f"{ENTERED}-{secrets.token_hex(8)}")


def save_entered_crash(
    connection: sa.Connection, entered: EnteredCrash, *, author: str, expected_revision: int
) -> int:
    """Save a crash, new (`expected_revision` 0) or once more; return its revision.

    The same content again changes nothing.

    Raises
    ------
    StaleRevisionError
        Somebody else changed the crash after `expected_revision`; the text says who and what.
    StoreError
        Author, key, time or class is missing, a column is not one of a crash or party, the crash
        was delivered by an agency, or it has a point and the store has no CRS yet.
    """
    require_author(author)
    content = _content(connection, entered)
    (crash_id,) = content.crashes
    known = known_crashes(connection, [crash_id]).get(crash_id)
    if known is None:
        if expected_revision:
            raise StoreError("There is no crash {crash_id} in the store.", crash_id=crash_id)
        insert_crashes(connection, entered_by_officers(connection), content, [crash_id], {})
        fid, revision, is_changed = known_crashes(connection, [crash_id])[crash_id].fid, 1, True
    else:
        fid = known.fid
        revision = _held_revision(connection, fid, crash_id, expected_revision)
        is_changed = known.content_hash != content.hashes[crash_id]
        if is_changed:
            _replace(connection, content, crash_id, fid)
            revision += 1
    if is_changed:
        append(connection, author, ENTERED_ACTION, crash_id, {"revision": revision})
    return _set_point(connection, fid, entered, author=author, revision=revision)


def _content(connection: sa.Connection, entered: EnteredCrash) -> Content:
    """Return the crash as prepared rows, checked."""
    crash = {**entered.crash, "source": ENTERED}
    _require_columns(crash, CRASH_COLUMNS)
    if missing := [name for name in NEEDED if pd.isna(crash.get(name)) or crash[name] == ""]:
        raise StoreError("A crash to save needs {columns}.", columns=", ".join(missing))
    require_key(crash["crash_id"])
    if crash["severity"] not in set(Severity):
        raise StoreError("{severity} is no class of a crash.", severity=crash["severity"])
    crash["severity_derived"] = bool(crash.get("severity_derived"))
    if entered.point_m:
        crash["lon"], crash["lat"] = _lonlat(connection, entered.point_m)
    for party in entered.parties:
        _require_columns(party, PARTY_COLUMNS)
    parties = [{**party, "crash_id": crash["crash_id"]} for party in entered.parties]
    return read_content(
        pd.DataFrame([crash], columns=list(CRASH_COLUMNS)),
        pd.DataFrame(parties, columns=list(PARTY_COLUMNS)),
    )


def _require_columns(values: Mapping[str, Any], columns: Iterable[str]) -> None:
    if strange := sorted(values.keys() - set(columns)):
        raise StoreError("The record has no column {columns}.", columns=", ".join(strange))


def _lonlat(connection: sa.Connection, point_m: tuple[float, float]) -> tuple[float, float]:
    crs = read_settings(connection).crs
    if crs is None:
        raise StoreError("The store has no CRS yet: import a file, or name one with daoan init.")
    if not all(math.isfinite(one) for one in point_m):
        raise StoreError("The point of a crash must be two numbers.")
    lon, lat = Transformer.from_crs(crs, "EPSG:4326", always_xy=True).transform(*point_m)
    return round(lon, DEGREE_DIGITS), round(lat, DEGREE_DIGITS)


def _held_revision(
    connection: sa.Connection, fid: int, crash_id: str, expected_revision: int
) -> int:
    """Return the revision of the crash, which nobody else can raise until we are done."""
    held = connection.execute(
        sa.select(crash_revisions.c.revision)
        .where(crash_revisions.c.crash_fid == fid)
        .with_for_update()
    ).scalar_one()
    if held != expected_revision:
        raise stale_error(connection, fid, crash_id, expected_revision)
    return int(held)


def _replace(connection: sa.Connection, content: Content, crash_id: str, fid: int) -> None:
    stored = delivered_crashes(connection, [fid])[fid]
    if stored[SOURCE] != ENTERED:
        raise StoreError(
            "Crash {crash_id} was delivered in a file: correct it instead.", crash_id=crash_id
        )
    before = Replaced(crash_id, fid, stored, delivered_parties(connection, [fid])[fid])
    replace_crashes(connection, entered_by_officers(connection), content, [before], {})


def _set_point(
    connection: sa.Connection, fid: int, entered: EnteredCrash, *, author: str, revision: int
) -> int:
    """Set the point unless it is the one that was entered before; return the revision.

    So a point that somebody corrected later stays until the crash is entered somewhere else.
    """
    if entered.point_m is None:
        return revision
    x_m, y_m = map(float, entered.point_m)
    value = {"x_m": x_m, "y_m": y_m, "junction": entered.junction_id}
    before = connection.scalar(
        sa.select(crash_edits.c.value)
        .where(crash_edits.c.crash_fid == fid, crash_edits.c.field == LOCATION)
        .where(crash_edits.c.reason == REASON)
        .order_by(crash_edits.c.edit_id.desc())
        .limit(1)
    )
    if before is not None and json.loads(before) == value:
        return revision
    return save_edits(
        connection,
        str(entered.crash["crash_id"]),
        [Edit(LOCATION, value)],
        author=author,
        reason=REASON,
        expected_revision=revision,
    )
