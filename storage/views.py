"""What everybody reads: the source with the edits in force over it, as views.

`crashes` and `parties` are plain SQL views without triggers. An edit in force is one that no later
edit of the same field has superseded; a code may also be corrected to "nothing", so the views ask
whether there is an edit, not whether it has a value.
"""

import sqlalchemy as sa

from crashes.model import (
    EDITABLE_CRASH_FIELDS,
    EDITABLE_PARTY_FIELDS,
    LOCATION_COLUMNS,
    PARTY_COLUMNS,
    LocationStatus,
)
from storage.columns import (
    MERGED_CRASH_COLUMNS,
    SOURCE_CRASH_COLUMNS,
    SOURCE_PARTY_COLUMNS,
    Kind,
    kind_of,
)
from storage.tables import TYPE_OF

LOCATION = "location"
CORRECTED_CODES = tuple(name for name in EDITABLE_CRASH_FIELDS if name != LOCATION)
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
        "w.x_m",
        "w.y_m",
        f"CASE WHEN p.crash_fid IS NOT NULL THEN '{LocationStatus.CORRECTED}'"
        f" ELSE COALESCE(l.location_status, '{LocationStatus.MISSING}') END AS location_status",
        "CASE WHEN p.crash_fid IS NULL THEN l.location_reason ELSE p.location_reason END"
        " AS location_reason",
        "CASE WHEN p.names_junction THEN p.junction_id ELSE l.junction_id END AS junction_id",
        *(f"l.{name}" for name in DERIVED_ONLY),
        "r.revision",
        "(p.crash_fid IS NOT NULL OR c.crash_fid IS NOT NULL OR q.crash_fid IS NOT NULL) AS merged",
        "w.geom",  # the plain column of a table, so that GDAL finds its spatial index
    ]
    codes = ", ".join(_latest(name) for name in CORRECTED_CODES)
    return f"""CREATE VIEW crashes AS SELECT {", ".join(columns)}
    FROM source_crashes s
    JOIN crash_revisions r ON r.crash_fid = s.crash_fid
    LEFT JOIN crash_points w ON w.crash_fid = s.crash_fid
    LEFT JOIN crash_locations l ON l.crash_fid = s.crash_fid
    LEFT JOIN crash_edits p ON p.crash_fid = s.crash_fid AND p.field = '{LOCATION}'
        AND p.party_no = 0 AND p.superseded_revision IS NULL
    LEFT JOIN (SELECT crash_fid, {codes} FROM crash_edits
        WHERE superseded_revision IS NULL AND party_no = 0 AND field <> '{LOCATION}'
        GROUP BY crash_fid) c ON c.crash_fid = s.crash_fid
    LEFT JOIN (SELECT DISTINCT crash_fid FROM crash_edits
        WHERE superseded_revision IS NULL AND party_no > 0) q ON q.crash_fid = s.crash_fid"""


def parties_view() -> str:
    """Return the statement that creates the view of the merged parties."""
    columns = ["p.party_fid AS ogc_fid", "s.crash_id", *map(_party_column, SOURCE_PARTY_COLUMNS)]
    fields = ", ".join(_latest(name) for name in EDITABLE_PARTY_FIELDS)
    return f"""CREATE VIEW parties AS SELECT {", ".join(columns)}
    FROM source_parties p
    JOIN source_crashes s ON s.crash_fid = p.crash_fid
    LEFT JOIN (SELECT crash_fid, party_no, {fields} FROM crash_edits
        WHERE superseded_revision IS NULL AND party_no > 0
        GROUP BY crash_fid, party_no) c
    ON c.crash_fid = p.crash_fid AND c.party_no = p.party_no"""


def _crash_column(name: str) -> str:
    if name == "severity_derived":  # a class that a person set is not derived
        return f"CASE WHEN c.has_severity = 1 THEN FALSE ELSE s.{name} END AS {name}"
    return _over(name, "s") if name in CORRECTED_CODES else f"s.{name}"


def _party_column(name: str) -> str:
    return _over(name, "p") if name in EDITABLE_PARTY_FIELDS else f"p.{name}"


def _over(name: str, source: str) -> str:
    merged = f"CASE WHEN c.has_{name} = 1 THEN c.{name} ELSE {source}.{name} END"
    if kind_of(name) is Kind.NUMBER:
        merged = f"CAST({merged} AS DOUBLE PRECISION)"  # a type that other programs can tell
    return f"{merged} AS {name}"


def _latest(name: str) -> str:
    """Return the columns that say whether a field is corrected, and to what."""
    value = "number_value" if kind_of(name) is Kind.NUMBER else "text_value"
    return (
        f"MAX(CASE WHEN field = '{name}' THEN 1 ELSE 0 END) AS has_{name},"
        f" MAX(CASE WHEN field = '{name}' THEN {value} END) AS {name}"
    )
