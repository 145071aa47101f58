"""Save the derived locations of crashes: where they are, whether to believe it, and why."""

import pandas as pd
import sqlalchemy as sa

from crashes.model import LOCATION_COLUMNS
from storage.bulk import among, insert_rows
from storage.content import Values
from storage.frames import stored_columns
from storage.geometry import point_value
from storage.settings import read_srid
from storage.store import StoreError
from storage.tables import crash_locations, source_crashes

DERIVED = LOCATION_COLUMNS[1:]
X_M, Y_M = DERIVED.index("x_m"), DERIVED.index("y_m")


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
    dialect, srid = connection.dialect.name, read_srid(connection)
    replaced = among(crash_locations.c.crash_fid, list(changed), dialect)
    connection.execute(crash_locations.delete().where(replaced))
    insert_rows(
        connection,
        crash_locations,
        ("crash_fid", "geom", *DERIVED),
        [
            (fid, point_value(dialect, row[X_M], row[Y_M], srid), *row)
            for fid, row in changed.items()
        ],
    )


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
