"""All tables of the store, and which of them travel in copies."""

import sqlalchemy as sa

from storage import document_tables, street_tables
from storage.account_tables import accounts, identities, sign_in_failures, sign_ins
from storage.tables import data_versions, metadata, schema_versions

EVERY_TABLE: sa.MetaData = metadata
SUBJECTS = (document_tables, street_tables)  # they add their tables to `metadata`
OF_THE_STORE_ITSELF = (schema_versions, data_versions)
PASSING = (sign_in_failures, sign_ins)  # who is signed in: nobody is after a restore
CONFIDENTIAL = (identities, accounts)  # in backups, never in what other programs get
CONTENT_TABLES = tuple(
    table
    for table in EVERY_TABLE.sorted_tables
    if table not in OF_THE_STORE_ITSELF and table not in PASSING
)
OPEN_TABLES = tuple(table for table in CONTENT_TABLES if table not in CONFIDENTIAL)
