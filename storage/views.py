"""What everybody reads: the source with the edits in force over it, as views.

`crashes` and `parties` are plain SQL views without triggers.
"""

import sqlalchemy as sa

from crashes.model import (
    EDITABLE_PARTY_FIELDS,
    LOCATION_COLUMNS,
    PARTY_COLUMNS,
    LocationStatus,
)
from storage.columns import (
    CORRECTED_CODES,
    MERGED_CRASH_COLUMNS,
    SOURCE_CRASH_COLUMNS,
    SOURCE_PARTY_COLUMNS,
    Kind,
    kind_of,
)
from storage.tables import TYPE_OF

DERIVED_ONLY = tuple(name for name in LOCATION_COLUMNS if name.startswith("proposal"))

crashes = sa.table(
    "crashes",
    sa.column("ogc_fid", sa.Integer),
    *(sa.column(name, TYPE_OF[kind_of(name)]) for name in MERGED_CRASH_COLUMNS),
)
parties = sa.table("parties", *(sa.column(name, TYPE_OF[kind_of(name)]) for name in PARTY_COLUMNS))


def drop_views(connection: sa.Connection) -> None:
    """Take the views away, before what they stand on changes."""
    for name in ("crashes", "parties"):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")


def create_views(connection: sa.Connection) -> None:
    """Create the views of the merged records."""
    connection.exec_driver_sql(crashes_view())
    connection.exec_driver_sql(parties_view())


def crashes_view() -> str:
    """Return the statement that creates the view of the merged crashes."""
    columns = [
        "s.crash_fid AS ogc_fid",  # the name by which GDAL knows a key in a view
        "s.crash_id",
        *(_crash_column(name) for name in SOURCE_CRASH_COLUMNS),
        "p.x_m",
        "p.y_m",
        f"CASE WHEN c.has_location THEN '{LocationStatus.CORRECTED}'"
        f" ELSE COALESCE(l.location_status, '{LocationStatus.MISSING}') END AS location_status",
        "CASE WHEN c.has_location THEN c.location_reason ELSE l.location_reason END"
        " AS location_reason",
        "CASE WHEN c.has_junction THEN c.junction_id ELSE l.junction_id END AS junction_id",
        *(f"l.{name}" for name in DERIVED_ONLY),
        "r.revision",
        "c.crash_fid IS NOT NULL AS merged",
        "p.geom",  # the plain column of a table, so that GDAL knows it for a geometry
    ]
    return f"""CREATE VIEW crashes AS SELECT {", ".join(columns)}
    FROM source_crashes s
    JOIN crash_revisions r ON r.crash_fid = s.crash_fid
    LEFT JOIN crash_points p ON p.crash_fid = s.crash_fid
    LEFT JOIN crash_locations l ON l.crash_fid = s.crash_fid
    LEFT JOIN crash_corrections c ON c.crash_fid = s.crash_fid"""


def parties_view() -> str:
    """Return the statement that creates the view of the merged parties."""
    columns = ["p.party_fid AS ogc_fid", "s.crash_id", *map(_party_column, SOURCE_PARTY_COLUMNS)]
    return f"""CREATE VIEW parties AS SELECT {", ".join(columns)}
    FROM source_parties p
    JOIN source_crashes s ON s.crash_fid = p.crash_fid
    LEFT JOIN party_corrections c ON c.crash_fid = p.crash_fid AND c.party_no = p.party_no"""


def _crash_column(name: str) -> str:
    if name == "severity_derived":  # a class that a person set is not derived
        return f"CASE WHEN c.has_severity THEN FALSE ELSE s.{name} END AS {name}"
    return _corrected(name, "s") if name in CORRECTED_CODES else f"s.{name}"


def _party_column(name: str) -> str:
    return _corrected(name, "p") if name in EDITABLE_PARTY_FIELDS else f"p.{name}"


def _corrected(name: str, source: str) -> str:
    merged = f"CASE WHEN c.has_{name} THEN c.{name} ELSE {source}.{name} END"
    if kind_of(name) is Kind.NUMBER:
        merged = f"CAST({merged} AS DOUBLE PRECISION)"  # a type that other programs can tell
    return f"{merged} AS {name}"
