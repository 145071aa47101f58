"""Create the tables of a new store, and tell which version a store has."""

import sqlalchemy as sa

from storage.every_table import EVERY_TABLE
from storage.geopackage import (
    add_spatial_index,
    make_geopackage,
    register_attributes,
    register_layer,
)
from storage.migrations import SCHEMA_VERSION, note_version
from storage.settings import NO_SRID
from storage.store import StoreError
from storage.tables import (
    POINT_TABLES,
    crash_points,
    junctions,
    schema_versions,
)
from storage.views import create_views


def read_version(connection: sa.Connection) -> int | None:
    """Return the schema version of the store; None when there are no tables yet."""
    if not sa.inspect(connection).has_table(schema_versions.name):
        return None
    return int(connection.scalar(sa.select(sa.func.max(schema_versions.c.version))) or 0)


def create(connection: sa.Connection) -> None:
    """Create everything, inside the open transaction."""
    if connection.dialect.name == "sqlite":
        make_geopackage(connection)
    else:
        _require_postgis(connection)
    EVERY_TABLE.create_all(connection)
    create_views(connection)
    if connection.dialect.name == "sqlite":
        _register(connection)
    else:
        for table in POINT_TABLES:
            connection.exec_driver_sql(
                f"CREATE INDEX {table.name}_by_place ON {table.name} USING gist (geom)"
            )
    note_version(connection, SCHEMA_VERSION)


def _require_postgis(connection: sa.Connection) -> None:
    """Add PostGIS to the database unless it is there."""
    if connection.scalar(sa.text("SELECT 1 FROM pg_extension WHERE extname = 'postgis'")):
        return
    try:
        connection.exec_driver_sql("CREATE EXTENSION postgis")
    except sa.exc.DBAPIError as error:
        raise StoreError(
            "The database has no PostGIS, and it could not be added ({reason}): let an"
            " administrator run CREATE EXTENSION postgis in it.",
            reason=str(error.orig).partition("\n")[0],
        ) from error


def require_known(version: int, shown: str) -> None:
    """Raise when a newer program made the store."""
    if version > SCHEMA_VERSION:
        raise StoreError(
            "{store} was made by a newer version of the program (schema {version}, this program"
            " knows {known}): update the program.",
            store=shown,
            version=version,
            known=SCHEMA_VERSION,
        )


def _register(connection: sa.Connection) -> None:
    """List what QGIS and other programs may open."""
    srid = NO_SRID["sqlite"]
    register_layer(connection, "crashes", srid, "Crashes as everybody reads them")
    register_layer(connection, junctions.name, srid, "Junctions")
    register_layer(connection, crash_points.name, srid, "Points of crashes")
    register_attributes(connection, "parties", "Parties as everybody reads them")
    for table in POINT_TABLES:
        add_spatial_index(connection, table)
