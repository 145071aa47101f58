"""The tables of the store, the same on both engines.

Four groups, never mixed: `source_*` is what agencies delivered and no correction touches it;
`crash_edits` is what people said over it, and `…_corrections` what of that is in force;
`crash_locations`, `crash_points` and `junctions` are derived or learned and can be made again; the
rest is book-keeping. What everybody reads are the views of `views.py`.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeEngine, UserDefinedType

from crashes.model import EDITABLE_PARTY_FIELDS, LOCATION_COLUMNS
from storage.columns import (
    CORRECTED_CODES,
    SOURCE_CRASH_COLUMNS,
    SOURCE_PARTY_COLUMNS,
    Kind,
    kind_of,
)


class Point(UserDefinedType[Any]):
    """A point in the CRS of the store; written as the engine's own bytes, see `geometry.py`."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return the name that GeoPackage asks for."""
        return "POINT"


class LocalTime(UserDefinedType[Any]):
    """Local wall-clock time as ISO text, `2025-01-31T17:05:00`."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return the type of the column."""
        return "TEXT"


class UtcTime(UserDefinedType[Any]):
    """A moment in UTC as ISO text, `2025-01-31T09:05:00.000Z`."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return the type of the column, the one GeoPackage has for moments."""
        return "DATETIME"


@compiles(Point, "postgresql")
def _point_on_postgis(type_: Point, compiler: Any, **_: Any) -> str:  # noqa: ARG001
    return "geometry(Point)"


@compiles(LocalTime, "postgresql")
def _local_time_on_postgis(type_: LocalTime, compiler: Any, **_: Any) -> str:  # noqa: ARG001
    return "timestamp(0)"


@compiles(UtcTime, "postgresql")
def _utc_time_on_postgis(type_: UtcTime, compiler: Any, **_: Any) -> str:  # noqa: ARG001
    return "timestamptz(3)"


TYPE_OF: dict[Kind, TypeEngine[Any]] = {
    Kind.TEXT: sa.Text(),
    Kind.COUNT: sa.Integer(),
    Kind.INTEGER: sa.Integer(),
    Kind.NUMBER: sa.Double(),
    Kind.FLAG: sa.Boolean(),
    Kind.MAYBE: sa.Boolean(),
    Kind.LOCAL_TIME: LocalTime(),
    Kind.UTC_TIME: UtcTime(),
}
NEVER_MISSING = {Kind.COUNT, Kind.FLAG}

metadata = sa.MetaData()


def _columns(names: tuple[str, ...]) -> list[sa.Column[Any]]:
    return [
        sa.Column(name, TYPE_OF[kind_of(name)], nullable=kind_of(name) not in NEVER_MISSING)
        for name in names
    ]


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=True)


def _crash_key() -> sa.Column[int]:
    key = sa.ForeignKey("source_crashes.crash_fid")
    return sa.Column("crash_fid", sa.Integer, key, primary_key=True, autoincrement=False)


def _text(name: str, **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.Text, **{"nullable": False, **options})


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


def _corrected(names: tuple[str, ...]) -> list[sa.Column[Any]]:
    return [
        column
        for name in names
        for column in (_flag(f"has_{name}"), sa.Column(name, TYPE_OF[kind_of(name)]))
    ]


schema_versions = sa.Table(
    "schema_versions",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("applied_at", UtcTime, nullable=False),
)
settings = sa.Table("settings", metadata, _text("name", primary_key=True), _text("value"))
# Two rows: a text that is another one after any change, and one that is another one after changes
# of what is counted and mapped (crashes, junctions, streets, settings) but not of documents; both
# are written as the last act of a transaction.
ANY_CHANGE, OF_RECORDS = 1, 2
data_versions = sa.Table("data_versions", metadata, _key("one"), _text("version"))

import_files = sa.Table(
    "import_files",
    metadata,
    _key("import_id"),
    _text("file"),
    _text("sha256", unique=True),
    _text("layout"),
    sa.Column("imported_at", UtcTime, nullable=False),
    _text("counts"),  # JSON object count -> number
    sa.Column("imported_again_at", UtcTime),
)
# Rows as delivered, many crashes in one compressed chunk: see `source_rows.py`.
source_rows = sa.Table(
    "source_rows",
    metadata,
    sa.Column("chunk_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("import_id", sa.ForeignKey("import_files.import_id"), nullable=False),
    sa.Column("chunk", sa.LargeBinary, nullable=False),
)
source_crashes = sa.Table(
    "source_crashes",
    metadata,
    sa.Column("crash_fid", sa.Integer, primary_key=True, autoincrement=False),
    _text("crash_id", unique=True),
    *_columns(SOURCE_CRASH_COLUMNS),
    sa.Column("content_hash", sa.LargeBinary, nullable=False),  # of the crash and its parties
    sa.Column("import_id", sa.ForeignKey("import_files.import_id"), nullable=False),
    sa.Column("chunk_id", sa.ForeignKey("source_rows.chunk_id")),
    sa.Index("source_crashes_by_time", "occurred_at", "crash_id"),
)
source_parties = sa.Table(
    "source_parties",
    metadata,
    sa.Column("party_fid", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("crash_fid", sa.ForeignKey("source_crashes.crash_fid"), nullable=False),
    *_columns(SOURCE_PARTY_COLUMNS),
    sa.UniqueConstraint("crash_fid", "party_no"),
)
# What a later delivery replaced, so that nothing delivered is ever gone.
source_history = sa.Table(
    "source_history",
    metadata,
    _key("history_id"),
    sa.Column("crash_fid", sa.ForeignKey("source_crashes.crash_fid"), nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),  # the revision that replaced it
    sa.Column("import_id", sa.ForeignKey("import_files.import_id"), nullable=False),
    sa.Column("replaced_by", sa.ForeignKey("import_files.import_id"), nullable=False),
    sa.Column("replaced_at", UtcTime, nullable=False),
    sa.Column("chunk_id", sa.Integer),
    _text("record"),  # JSON object: crash, parties
)
crash_revisions = sa.Table(
    "crash_revisions", metadata, _crash_key(), sa.Column("revision", sa.Integer, nullable=False)
)
crash_edits = sa.Table(
    "crash_edits",
    metadata,
    _key("edit_id"),
    sa.Column("crash_fid", sa.ForeignKey("source_crashes.crash_fid"), nullable=False),
    sa.Column("party_no", sa.Integer, nullable=False),  # 0: the crash itself
    _text("field"),
    _text("value"),  # JSON
    _text("source_value"),  # JSON: what the source said
    _text("basis"),  # JSON: all of the source that the edit rests on; another one is a conflict
    _text("author"),
    _text("reason"),
    sa.Column("made_at", UtcTime, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),  # the revision it made
    sa.Column("superseded_revision", sa.Integer),  # the revision that put another in its place
    sa.Index("crash_edits_by_crash", "crash_fid", "edit_id"),
    sa.Index(
        "crash_edits_in_force",
        "crash_fid",
        "field",
        "party_no",
        unique=True,
        sqlite_where=sa.text("superseded_revision IS NULL"),
        postgresql_where=sa.text("superseded_revision IS NULL"),
    ),
)
# The edits in force, one row for a crash or party, for the views: `corrections.py` keeps them. A
# code may also be corrected to nothing, so `has_…` tells a correction from none. A crash has a row
# as soon as anything of it or its parties is corrected.
crash_corrections = sa.Table(
    "crash_corrections",
    metadata,
    _crash_key(),
    *_corrected(CORRECTED_CODES),
    _flag("has_location"),
    sa.Column("x_m", sa.Double),
    sa.Column("y_m", sa.Double),
    _flag("has_junction"),
    sa.Column("junction_id", sa.Text),
    sa.Column("location_reason", sa.Text),  # a Message as JSON
)
party_corrections = sa.Table(
    "party_corrections",
    metadata,
    _crash_key(),
    sa.Column("party_no", sa.Integer, primary_key=True, autoincrement=False),
    *_corrected(EDITABLE_PARTY_FIELDS),
)
crash_locations = sa.Table(
    "crash_locations",
    metadata,
    _crash_key(),
    *_columns(LOCATION_COLUMNS[1:]),
)
# The point to use of each crash that has one: as a person set it, else as derived. A table of its
# own so that one spatial index finds crashes, for us and for QGIS; `locations.py` keeps it.
crash_points = sa.Table(
    "crash_points",
    metadata,
    _crash_key(),
    sa.Column("geom", Point, nullable=False),
    sa.Column("x_m", sa.Double, nullable=False),
    sa.Column("y_m", sa.Double, nullable=False),
)
junctions = sa.Table(
    "junctions",
    metadata,
    _key("junction_fid"),
    sa.Column("geom", Point),
    _text("junction_id", unique=True),
    _text("name"),
    sa.Column("x_m", sa.Double, nullable=False),
    sa.Column("y_m", sa.Double, nullable=False),
    _text("road_names"),  # JSON list
    _text("arms"),  # JSON list of objects
    _text("control"),
    _text("method"),
    sa.Column("sigma_m", sa.Double),
)
# What each file, and over it a person, says of a county, class and month.
coverage_by_files = sa.Table(
    "coverage_by_files",
    metadata,
    sa.Column("import_id", sa.ForeignKey("import_files.import_id"), primary_key=True),
    _text("county", primary_key=True),
    _text("severity", primary_key=True),
    _text("month", primary_key=True),
    _text("state"),
    _text("days"),  # JSON list of days of the month
    _text("reason", nullable=True),  # a Message as JSON
)
coverage_by_people = sa.Table(
    "coverage_by_people",
    metadata,
    _key("statement_id"),  # the latest stands
    _text("county"),
    _text("severity"),
    _text("month"),
    _text("state"),
    _text("author"),
    sa.Column("made_at", UtcTime, nullable=False),
)
unknown_codes = sa.Table(
    "unknown_codes",
    metadata,
    sa.Column("import_id", sa.ForeignKey("import_files.import_id"), primary_key=True),
    _text("column", primary_key=True),
    _text("value", primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)
quarantined_rows = sa.Table(
    "quarantined_rows",
    metadata,
    _key("quarantine_id"),
    _text("row_hash"),  # of the cells as delivered
    sa.Column("occurrence", sa.Integer, nullable=False),  # 0, 1, … of equal rows in one file
    _text("file"),
    sa.Column("file_row", sa.Integer),
    _text("column", nullable=True),
    _text("reason"),
    _text("cells"),  # as they stand now, corrected or not
    _text("cells_delivered"),
    _text("state"),
    sa.Column("import_id", sa.ForeignKey("import_files.import_id"), nullable=False),
    sa.Column("first_seen_at", UtcTime, nullable=False),
    sa.UniqueConstraint("row_hash", "occurrence"),
)
audit_entries = sa.Table(
    "audit_entries",
    metadata,
    _key("entry_id"),
    sa.Column("at", UtcTime, nullable=False),
    _text("author"),
    _text("action"),
    _text("subject", index=True),
    _text("detail"),  # JSON object
)

# Tables with a spatial index; QGIS and other programs open them, and the view `crashes`, as layers.
POINT_TABLES = (crash_points, junctions)
