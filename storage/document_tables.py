"""The tables of documents: one row for each version, and the files that belong to them."""

import sqlalchemy as sa

from storage.tables import UtcTime, metadata

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("document_key", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", sa.LargeBinary, nullable=False),  # the text: UTF-8, zlib
    sa.Column("content_hash", sa.LargeBinary, nullable=False),  # of the text
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("saved_at", UtcTime, nullable=False),
)
attachments = sa.Table(
    "attachments",
    metadata,
    sa.Column("document_key", sa.Text, primary_key=True),
    sa.Column("attachment_id", sa.Text, primary_key=True),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("content_hash", sa.LargeBinary, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("saved_at", UtcTime, nullable=False),
)
