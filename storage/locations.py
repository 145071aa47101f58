"""Save where crashes are: as derived from the delivery, and the point that everybody uses.

The point to use is the one a person set, else the derived one. It stands in a table of its own for
the sake of the spatial index, and is written here only.
"""

from collections.abc import Iterable, Sequence

import pandas as pd
import sqlalchemy as sa

from crashes.model import LOCATION_COLUMNS
from storage.bulk import among, insert_rows
from storage.content import Values
from storage.frames import stored_columns
from storage.geometry import point_value
from storage.geopackage import filling_index
from storage.settings import read_srid
from storage.store import StoreError
from storage.tables import crash_corrections, crash_locations, crash_points, source_crashes

DERIVED = LOCATION_COLUMNS[1:]
X_M, Y_M = DERIVED.index("x_m"), DERIVED.index("y_m")
POINTS_LOCK = 0x504F494E54  # the advisory lock of points on PostGIS ("POINT")

Point = tuple[int, float, float]  # number of the crash, x_m, y_m


def read_locations(locations: pd.DataFrame) -> dict[str, Values]:
    """Return the locations of a table as prepared rows, by crash key.

    Raises
    ------
    StoreError
        A crash appears twice, or a column is absent or cannot be read.
    """
    crash_ids = stored_columns(locations, ("crash_id",))[0]
    rows = zip(*stored_columns(locations, DERIVED), strict=True)
    by_crash = dict(zip(crash_ids, rows, strict=True))
    if len(by_crash) != len(crash_ids):
        raise StoreError("A crash has two locations in the table to save.")
    return by_crash


def save_locations(connection: sa.Connection, locations: dict[str, Values]) -> None:
    """Put locations in the place of those of the same crashes; equal ones are not touched.

    Raises
    ------
    StoreError
        A crash is not in the store.
    """
    lock_points(connection, shared=False)
    stored = _stored(connection, list(locations))
    unknown = sorted(set(locations) - set(stored))
    if unknown:
        raise StoreError("There is no crash {crash_id} in the store.", crash_id=unknown[0])
    changed = {
        stored[crash_id][0]: row
        for crash_id, row in locations.items()
        if stored[crash_id][1] != row
    }
    if not changed:
        return
    replaced = among(crash_locations.c.crash_fid, list(changed), connection.dialect.name)
    connection.execute(crash_locations.delete().where(replaced))
    rows = [(fid, *row) for fid, row in changed.items()]
    insert_rows(connection, crash_locations, ("crash_fid", *DERIVED), rows)
    set_by_people = _set_by_people(connection)
    derived = {fid: row for fid, row in changed.items() if fid not in set_by_people}
    points = [
        (fid, row[X_M], row[Y_M])
        for fid, row in derived.items()
        if row[X_M] is not None and row[Y_M] is not None
    ]
    _replace_points(connection, list(derived), points)


def set_point(connection: sa.Connection, fid: int, x_m: float, y_m: float) -> None:
    """Let the point that a person set be the one to use."""
    _replace_points(connection, [fid], [(fid, x_m, y_m)])


def lock_points(connection: sa.Connection, *, shared: bool) -> None:
    """Keep derived points from overtaking one that a person is just setting, and the reverse."""
    if connection.dialect.name == "postgresql":
        functions = sa.func
        lock = functions.pg_advisory_xact_lock_shared if shared else functions.pg_advisory_xact_lock
        connection.execute(sa.select(lock(POINTS_LOCK)))


def _replace_points(
    connection: sa.Connection, fids: Sequence[int], points: Iterable[Point]
) -> None:
    dialect, srid = connection.dialect.name, read_srid(connection)
    rows = [(fid, point_value(dialect, x_m, y_m, srid), x_m, y_m) for fid, x_m, y_m in points]
    with filling_index(connection, crash_points, fids):
        replaced = among(crash_points.c.crash_fid, fids, dialect)
        connection.execute(crash_points.delete().where(replaced))
        insert_rows(connection, crash_points, ("crash_fid", "geom", "x_m", "y_m"), rows)


def _set_by_people(connection: sa.Connection) -> set[int]:
    """Return the numbers of the crashes whose point a person set."""
    found = connection.scalars(
        sa.select(crash_corrections.c.crash_fid).where(crash_corrections.c.has_location)
    )
    return set(found)


def _stored(
    connection: sa.Connection, crash_ids: list[str]
) -> dict[str, tuple[int, Values | None]]:
    """Return the number of each crash and its location, None where it has none yet."""
    columns = [crash_locations.c[name] for name in DERIVED]
    found = connection.execute(
        sa.select(
            source_crashes.c.crash_id,
            source_crashes.c.crash_fid,
            crash_locations.c.crash_fid,
            *columns,
        )
        .outerjoin_from(source_crashes, crash_locations)
        .where(among(source_crashes.c.crash_id, crash_ids, connection.dialect.name))
    )
    return {row[0]: (row[1], None if row[2] is None else tuple(row[3:])) for row in found}
