"""Save and read the street map: whole areas from files, records by area, place, day and moment."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from roadnet.model import DrivingSide, Method
from roadnet.model.record import Box, StreetArea, StreetOutcome, StreetOverview, StreetRecord
from storage.audit import append
from storage.moments import moment_text, now, read_moment
from storage.street_tables import street_areas, street_records

Key = tuple[str, str]  # kind, key
GONE = ""  # content of a version that says that the thing is no longer there


def save_streets(
    connection: sa.Connection, area: StreetArea, records: Sequence[StreetRecord], *, author: str
) -> StreetOutcome:
    """Replace what was imported of an area; what a person edited stays.

    Records with the same content stay as they are; changed ones are superseded by the new ones;
    those that are no longer delivered are superseded by nothing. What comes for a record that
    people corrected is kept beneath the correction.
    """
    at = moment_text(now())
    _save_area(connection, area)
    held = _current(connection, area.name)
    delivered = {(record.kind, record.key): record for record in records}
    kept = {key for key, rows in held.items() if any(row.is_edit for row in rows)}
    same = {
        key
        for key, record in delivered.items()
        if key in held and key not in kept and _is_same(held[key], record)
    }
    new = [record for key, record in delivered.items() if key not in kept and key not in same]
    ended = [
        row.record_id
        for key, rows in held.items()
        if key not in kept and key not in same
        for row in rows
    ]
    supersede(connection, ended, at)
    if new:
        connection.execute(
            street_records.insert(), [row_of(area.name, record, author, at) for record in new]
        )
    if kept:
        _keep_beneath(connection, area.name, {key: delivered.get(key) for key in kept}, author, at)
    changed = sum((record.kind, record.key) in held for record in new)
    outcome = StreetOutcome(
        new=len(new) - changed,
        changed=changed,
        unchanged=len(same),
        gone=len(ended) - changed,
        kept_edits=len(kept),
    )
    if new or ended:
        detail = {"new": outcome.new, "changed": outcome.changed, "gone": outcome.gone}
        append(connection, author, "save_streets", area.name, detail)
    return outcome


def read_areas(connection: sa.Connection) -> tuple[StreetArea, ...]:
    """Return the areas of the map, ordered by name."""
    rows = connection.execute(sa.select(street_areas).order_by(street_areas.c.name))
    return tuple(
        StreetArea(
            name=row.name,
            crs=row.crs,
            driving_side=DrivingSide(row.driving_side),
            driving_side_method=Method(row.driving_side_method),
            notes=row.notes,
            source=row.source,
        )
        for row in rows
    )


def read_overview(connection: sa.Connection, area: str) -> StreetOverview:
    """Return where an area lies, and what is known of its days."""
    table = street_records.c
    holding = sa.and_(table.area == area, table.superseded_at.is_(None))
    roads = sa.and_(holding, table.kind == "roads")
    ends = (
        sa.func.min(table.west_m),
        sa.func.min(table.south_m),
        sa.func.max(table.east_m),
        sa.func.max(table.north_m),
    )
    box = connection.execute(sa.select(*ends).where(holding, table.kind == "nodes")).one()
    counted = sa.select(sa.func.count(sa.distinct(table.record_key)))
    changes = sa.select(sa.func.max(table.recorded_at), sa.func.max(table.superseded_at))
    moments = connection.execute(changes.where(table.area == area)).one()
    return StreetOverview(
        box_m=None if box[0] is None else (box[0], box[1], box[2], box[3]),
        roads=connection.scalar(counted.where(roads)) or 0,
        dated_roads=connection.scalar(counted.where(roads, table.valid_from.is_not(None))) or 0,
        corrections=connection.scalar(counted.where(holding, table.is_edit)) or 0,
        recorded_at=max((read_moment(one) for one in moments if one), default=None),
    )


def read_records(
    connection: sa.Connection,
    area: str,
    *,
    box_m: Box | None = None,
    on: date | None = None,
    known_at: datetime | None = None,
) -> tuple[StreetRecord, ...]:
    """Return records of an area, ordered by kind, key and first day on the street.

    Parameters
    ----------
    area
        Name of the area.
    box_m
        Only what touches the box, and what has no place of its own.
    on
        Only what stood on the street on that day, as far as is known.
    known_at
        The map as it was known at that moment; default now.
    """
    table = street_records.c
    query = sa.select(street_records).where(table.area == area)
    if known_at is None:
        query = query.where(table.superseded_at.is_(None))
    else:
        at = moment_text(known_at)
        query = query.where(
            table.recorded_at <= at,
            sa.or_(table.superseded_at.is_(None), table.superseded_at > at),
        )
    if on is not None:
        day = on.isoformat()
        query = query.where(
            sa.or_(table.valid_from.is_(None), table.valid_from <= day),
            sa.or_(table.valid_to.is_(None), table.valid_to > day),
        )
    if box_m is not None:
        west, south, east, north = box_m
        touches = sa.and_(
            table.west_m <= east,
            table.east_m >= west,
            table.south_m <= north,
            table.north_m >= south,
        )
        query = query.where(sa.or_(table.west_m.is_(None), touches))
    first_day = sa.func.coalesce(table.valid_from, "")
    query = query.order_by(table.kind, table.record_key, first_day, table.record_id)
    return tuple(record_of(row) for row in connection.execute(query))


def _save_area(connection: sa.Connection, area: StreetArea) -> None:
    values: dict[str, Any] = {
        "name": area.name,
        "crs": area.crs,
        "driving_side": area.driving_side.value,
        "driving_side_method": area.driving_side_method.value,
        "notes": area.notes,
        "source": area.source,
    }
    changed = connection.execute(
        street_areas.update().where(street_areas.c.name == area.name).values(**values)
    )
    if not changed.rowcount:
        connection.execute(street_areas.insert().values(**values))


def _current(connection: sa.Connection, area: str) -> dict[Key, list[Any]]:
    """Return what holds of each thing: a correction since a day leaves two versions of it."""
    query = sa.select(street_records).where(
        street_records.c.area == area, street_records.c.superseded_at.is_(None)
    )
    held: dict[Key, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        held[row.kind, row.record_key].append(row)
    return held


def _is_same(rows: Sequence[Any], record: StreetRecord) -> bool:
    return [(row.content, row.valid_from, row.valid_to) for row in rows] == [
        (record.content, _day(record.valid_from), _day(record.valid_to))
    ]


def _keep_beneath(
    connection: sa.Connection,
    area: str,
    delivered: Mapping[Key, StreetRecord | None],
    author: str,
    at: str,
) -> None:
    """Keep what came for corrected records, where it is not what came the last time."""
    table = street_records.c
    query = sa.select(street_records).where(table.area == area, table.is_edit.is_(False))
    last = {
        (row.kind, row.record_key): row
        for row in connection.execute(query.order_by(table.recorded_at, table.record_id))
    }
    for (kind, key), came in sorted(delivered.items()):
        before = last.get((kind, key))
        record = came or StreetRecord(kind, key, None, GONE)
        if before is None and came is None:
            continue  # made by a person: no file has it
        if before is None or not _is_same([before], record):
            row = row_of(area, record, author, at)
            connection.execute(street_records.insert().values(**row, superseded_at=at))


def supersede(connection: sa.Connection, record_ids: Sequence[int], at: str) -> None:
    """Let rows hold no longer."""
    if record_ids:
        chosen: sa.BindParameter[int] = sa.bindparam("chosen")
        connection.execute(
            street_records.update()
            .where(street_records.c.record_id == chosen)
            .values(superseded_at=at),
            [{"chosen": record_id} for record_id in record_ids],
        )


def row_of(area: str, record: StreetRecord, author: str, at: str) -> dict[str, Any]:
    """Return the columns of a record that holds from a moment on."""
    west, south, east, north = record.box_m or (None, None, None, None)
    return {
        "area": area,
        "kind": record.kind,
        "record_key": record.key,
        "west_m": west,
        "south_m": south,
        "east_m": east,
        "north_m": north,
        "valid_from": _day(record.valid_from),
        "valid_to": _day(record.valid_to),
        "is_edit": record.is_edit,
        "author": author,
        "recorded_at": at,
        "content": record.content,
    }


def record_of(row: Any) -> StreetRecord:
    """Return the record that a row holds."""
    box = None if row.west_m is None else (row.west_m, row.south_m, row.east_m, row.north_m)
    return StreetRecord(
        kind=row.kind,
        key=row.record_key,
        box_m=box,
        content=row.content,
        valid_from=date.fromisoformat(row.valid_from) if row.valid_from else None,
        valid_to=date.fromisoformat(row.valid_to) if row.valid_to else None,
        is_edit=bool(row.is_edit),
        author=row.author,
        recorded_at=read_moment(row.recorded_at),
        superseded_at=read_moment(row.superseded_at) if row.superseded_at else None,
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
