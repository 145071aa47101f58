"""Make tables of an SQLite file layers of a GeoPackage (OGC 12-128r18, version 1.3).

The R-tree triggers are those of the standard (annex F.3); they call five functions which other
programs bring themselves and which `register_functions` gives to our own connections.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from pyproj import CRS

from storage.geometry import bounds

APPLICATION_ID = 0x47504B47  # "GPKG"
GEOPACKAGE_VERSION = 10300  # newer ones make QGIS of today warn
UNDEFINED_CARTESIAN = -1
WGS84 = 4326

CATALOGUE = (
    """CREATE TABLE IF NOT EXISTS gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)""",
    """CREATE TABLE IF NOT EXISTS gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))""",
    """CREATE TABLE IF NOT EXISTS gpkg_geometry_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))""",
    """CREATE TABLE IF NOT EXISTS gpkg_extensions (
    table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
    scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))""",
)
UNDEFINED = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic"),
)
MANY_ROWS = 1_000
RTREE_DEFINITION = "http://www.geopackage.org/spec120/#extension_rtree"


def register_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that R-tree triggers of GeoPackages call."""

    def side(place: int) -> Callable[[bytes | None], float | None]:
        def value(blob: bytes | None) -> float | None:
            box = bounds(blob)
            return None if box is None else box[place]

        return value

    for place, name in enumerate(("ST_MinX", "ST_MinY", "ST_MaxX", "ST_MaxY")):
        connection.create_function(name, 1, side(place), deterministic=True)

    def is_empty(blob: bytes | None) -> int | None:
        return None if blob is None else int(bounds(blob) is None)

    connection.create_function("ST_IsEmpty", 1, is_empty, deterministic=True)


def make_geopackage(connection: sa.Connection) -> None:
    """Mark an SQLite file as a GeoPackage and give it the catalogue tables."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {GEOPACKAGE_VERSION}")
    for statement in CATALOGUE:
        connection.exec_driver_sql(statement)
    for row in UNDEFINED:
        _add_crs(connection, row)
    add_crs(connection, WGS84)


def add_crs(connection: sa.Connection, srid: int) -> None:
    """List an EPSG coordinate reference system in the catalogue."""
    crs = CRS.from_epsg(srid)
    _add_crs(connection, (crs.name, srid, "EPSG", srid, crs.to_wkt("WKT1_GDAL"), ""))


def _add_crs(connection: sa.Connection, row: tuple[Any, ...]) -> None:
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", row
    )


def register_layer(connection: sa.Connection, name: str, srid: int, description: str) -> None:
    """List a table or view with the point column `geom` as a layer."""
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, description,"
        " srs_id) VALUES (?, 'features', ?, ?, ?)",
        (name, name, description, srid),
    )
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', ?, 0, 0)",
        (name, srid),
    )


def register_attributes(connection: sa.Connection, name: str, description: str) -> None:
    """List a table or view without geometry."""
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, description)"
        " VALUES (?, 'attributes', ?, ?)",
        (name, name, description),
    )


def set_layer_crs(connection: sa.Connection, srid: int) -> None:
    """Say which CRS the points of all layers are in."""
    if srid > 0:
        add_crs(connection, srid)
    connection.exec_driver_sql("UPDATE gpkg_geometry_columns SET srs_id = ?", (srid,))
    connection.exec_driver_sql(
        "UPDATE gpkg_contents SET srs_id = ? WHERE data_type = 'features'", (srid,)
    )


def add_spatial_index(connection: sa.Connection, table: sa.Table) -> None:
    """Give the column `geom` of a table its R-tree and the triggers that keep it."""
    index = f"rtree_{table.name}_geom"
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {index} USING rtree(id, minx, maxx, miny, maxy)"
    )
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO gpkg_extensions VALUES"
        " (?, 'geom', 'gpkg_rtree_index', ?, 'write-only')",
        (table.name, RTREE_DEFINITION),
    )
    for statement in index_triggers(table).values():
        connection.exec_driver_sql(statement)


@contextmanager
def filling_index(
    connection: sa.Connection, table: sa.Table, keys: Sequence[int]
) -> Iterator[None]:
    """Change the rows `keys` of a table with an R-tree; many of them without its triggers.

    The triggers call Python for each row, so for many rows they are put aside and the index is
    filled from the table at the end, all in the open transaction.
    """
    if connection.dialect.name != "sqlite" or len(keys) < MANY_ROWS:
        yield
        return
    for name in index_triggers(table):
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    key = next(iter(table.primary_key)).name
    index = f"rtree_{table.name}_geom"
    listed = json.dumps(list(keys))
    chosen = "(SELECT value FROM json_each(?))"
    connection.exec_driver_sql(f"DELETE FROM {index} WHERE id IN {chosen}", (listed,))
    connection.exec_driver_sql(
        f"INSERT INTO {index} SELECT {key}, x_m, x_m, y_m, y_m FROM {table.name}"
        f" WHERE {key} IN {chosen}",
        (listed,),
    )
    for statement in index_triggers(table).values():
        connection.exec_driver_sql(statement)


def index_triggers(table: sa.Table) -> dict[str, str]:
    """Return the statements that create the triggers of an R-tree, by name."""
    key = next(iter(table.primary_key)).name
    index = f"rtree_{table.name}_geom"
    sides = "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)"
    put = f"INSERT OR REPLACE INTO {index} VALUES (NEW.{key}, {sides});"
    drop = f"DELETE FROM {index} WHERE id = OLD.{key};"
    drop_both = f"DELETE FROM {index} WHERE id IN (OLD.{key}, NEW.{key});"
    same, other = f"OLD.{key} = NEW.{key}", f"OLD.{key} != NEW.{key}"
    filled = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))"
    empty = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
    rules = {
        "insert": ("AFTER INSERT", filled, put),
        "update1": ("AFTER UPDATE OF geom", f"{same} AND {filled}", put),
        "update2": ("AFTER UPDATE OF geom", f"{same} AND {empty}", drop),
        "update3": ("AFTER UPDATE", f"{other} AND {filled}", drop + put),
        "update4": ("AFTER UPDATE", f"{other} AND {empty}", drop_both),
        "delete": ("AFTER DELETE", "OLD.geom NOT NULL", drop),
    }
    return {
        f"{index}_{name}": f"CREATE TRIGGER IF NOT EXISTS {index}_{name} {event}"
        f" ON {table.name} WHEN {when} BEGIN {body} END"
        for name, (event, when, body) in rules.items()
    }
