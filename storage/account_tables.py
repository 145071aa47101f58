"""The tables of accounts, of who is signed in, and of sealed identities.

None of them goes into a snapshot; who is signed in goes into no backup either.
"""

import sqlalchemy as sa

from storage.tables import UtcTime, metadata

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("display_name", sa.Text, nullable=False),
    sa.Column("password_hash", sa.Text, nullable=False),  # argon2id
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("disabled", sa.Boolean, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
)
sign_ins = sa.Table(
    "sign_ins",
    metadata,
    sa.Column("token_hash", sa.Text, primary_key=True),  # SHA-256; the token is kept nowhere
    sa.Column("account_name", sa.ForeignKey("accounts.name"), nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("last_seen_at", UtcTime, nullable=False),
    sa.Column("expires_at", UtcTime, nullable=False),
)
sign_in_failures = sa.Table(
    "sign_in_failures",
    metadata,
    sa.Column("failure_id", sa.Integer, primary_key=True),
    sa.Column("account_name", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("failed_at", UtcTime, nullable=False),
)
# Name, ID number, plate, phone, address … of a party: encrypted with a key that is not here.
identities = sa.Table(
    "identities",
    metadata,
    sa.Column("crash_id", sa.Text, primary_key=True),
    sa.Column("party_no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("key_id", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("saved_at", UtcTime, nullable=False),
)
