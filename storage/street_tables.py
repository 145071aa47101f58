"""The tables of the street map: areas, and one row for each version of each record.

Nothing is overwritten: a record that changes or goes is superseded, so that the map of any day can
be read as it was known at any moment.
"""

import sqlalchemy as sa

from storage.tables import UtcTime, metadata

street_areas = sa.Table(
    "street_areas",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("crs", sa.Text, nullable=False),
    sa.Column("driving_side", sa.Text, nullable=False),
    sa.Column("driving_side_method", sa.Text, nullable=False),
    sa.Column("notes", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
)
street_records = sa.Table(
    "street_records",
    metadata,
    sa.Column("record_id", sa.Integer, primary_key=True),
    sa.Column("area", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("record_key", sa.Text, nullable=False),
    sa.Column("west_m", sa.Double),  # the extent; none for things without a place of their own
    sa.Column("south_m", sa.Double),
    sa.Column("east_m", sa.Double),
    sa.Column("north_m", sa.Double),
    sa.Column("valid_from", sa.Text),  # days as ISO text
    sa.Column("valid_to", sa.Text),
    sa.Column("is_edit", sa.Boolean, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("recorded_at", UtcTime, nullable=False),
    sa.Column("superseded_at", UtcTime),
    sa.Column("content", sa.Text, nullable=False),  # JSON
    sa.Index("street_records_by_key", "area", "kind", "record_key"),
    sa.Index("street_records_by_place", "area", "west_m", "east_m"),
)
