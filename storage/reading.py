"""Read merged crashes and parties, many at once, as tables."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any

import pandas as pd
import sqlalchemy as sa

from crashes.model import PARTY_COLUMNS, CrashFilter
from storage.bulk import among
from storage.columns import MERGED_CRASH_COLUMNS
from storage.frames import FETCHED_ROWS, read_frame
from storage.geometry import Box, in_box
from storage.settings import read_srid
from storage.tables import crash_points, junctions
from storage.views import crashes, parties

NO_LIMIT = -1  # SQLite wants a limit where there is an offset


def read_crashes(connection: sa.Connection, chosen: CrashFilter) -> pd.DataFrame:
    """Return MERGED_CRASH_COLUMNS of the chosen crashes, ordered by time, then key."""
    dialect = connection.dialect.name
    query = (
        sa.select(*(crashes.c[name] for name in MERGED_CRASH_COLUMNS))
        .where(*conditions(connection, chosen))
        .order_by(crashes.c.occurred_at, crashes.c.crash_id)
    )
    if chosen.limit is not None:
        query = query.limit(chosen.limit)
    elif chosen.offset and dialect == "sqlite":
        query = query.limit(NO_LIMIT)
    if chosen.offset:
        query = query.offset(chosen.offset)
    return read_frame(fetched(connection, query), MERGED_CRASH_COLUMNS)


def count_crashes(connection: sa.Connection, chosen: CrashFilter) -> int:
    """Return how many crashes are chosen, limit and offset left aside."""
    query = sa.select(sa.func.count()).select_from(crashes)
    return int(connection.scalar(query.where(*conditions(connection, chosen))) or 0)


def read_parties(connection: sa.Connection, crash_ids: Sequence[str] | None) -> pd.DataFrame:
    """Return PARTY_COLUMNS of the parties of these crashes, or of all; by crash, then number."""
    query = sa.select(*(parties.c[name] for name in PARTY_COLUMNS)).order_by(
        parties.c.crash_id, parties.c.party_no
    )
    if crash_ids is not None:
        keys = [str(one) for one in crash_ids]
        query = query.where(among(parties.c.crash_id, keys, connection.dialect.name))
    return read_frame(fetched(connection, query), PARTY_COLUMNS)


def fetched(
    connection: sa.Connection, query: sa.Select[Any], at_once: int = FETCHED_ROWS
) -> Iterator[Sequence[Any]]:
    """Yield the rows of a query in pieces, as the driver gives them."""
    cursor = connection.execute(query).cursor
    while cursor is not None and (piece := cursor.fetchmany(at_once)):
        yield piece


def conditions(connection: sa.Connection, chosen: CrashFilter) -> list[sa.ColumnElement[bool]]:
    """Return what a filter demands of the view of the crashes."""
    dialect = connection.dialect.name
    found: list[sa.ColumnElement[bool]] = []
    if chosen.start:
        found.append(crashes.c.occurred_at >= _midnight(chosen.start))
    if chosen.end:
        found.append(crashes.c.occurred_at < _midnight(chosen.end))
    for column, values in (
        (crashes.c.severity, chosen.severities),
        (crashes.c.county, chosen.counties),
        (crashes.c.source, chosen.sources),
        (crashes.c.location_status, chosen.location_statuses),
        (crashes.c.crash_id, chosen.crash_ids),
    ):
        if values:
            found.append(among(column, [str(one) for one in values], dialect))
    if chosen.hours:
        found.append(_hour(dialect).in_([int(one) for one in chosen.hours]))
    if chosen.box_m:
        found += _in_box(connection, chosen.box_m)
    if chosen.text.strip():
        found.append(_mentions(chosen.text.strip()))
    return found


def _midnight(day: Any) -> str:
    return datetime.combine(day, time()).isoformat()


def _hour(dialect: str) -> sa.ColumnElement[int]:
    if dialect == "sqlite":
        return sa.cast(sa.func.substr(crashes.c.occurred_at, 12, 2), sa.Integer)
    return sa.cast(sa.extract("hour", crashes.c.occurred_at), sa.Integer)


def _in_box(connection: sa.Connection, box_m: Box) -> list[sa.ColumnElement[bool]]:
    """Look near the box by the spatial index, then compare the point."""
    west, south, east, north = box_m
    inside = in_box(crash_points, box_m, connection.dialect.name, read_srid(connection))
    near = sa.select(crash_points.c.crash_fid).where(inside)
    return [
        crashes.c.ogc_fid.in_(near),
        crashes.c.x_m.between(west, east),
        crashes.c.y_m.between(south, north),
    ]


def _mentions(text: str) -> sa.ColumnElement[bool]:
    """Search place text, key and junction, by the name in the text and that on the map."""
    of_junction = sa.select(junctions.c.junction_id).where(
        junctions.c.name.icontains(text, autoescape=True)
    )
    return sa.or_(
        crashes.c.place_text.icontains(text, autoescape=True),
        crashes.c.junction_name.icontains(text, autoescape=True),
        crashes.c.crash_id.icontains(text, autoescape=True),
        crashes.c.junction_id.in_(of_junction),
    )
