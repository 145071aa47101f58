"""Bring a store of an older program up to date: numbered steps, forward only.

A step never changes once it was released, and so uses nothing that may change, such as the tables
of today. The schema of today is what all steps together make; a test holds a migrated store against
a new one.
"""

from collections.abc import Callable, Iterator

import sqlalchemy as sa

from storage.moments import moment_text, now
from storage.tables import schema_versions
from storage.views import create_views, drop_views


def migrate(connection: sa.Connection, version: int) -> None:
    """Take the steps after `version`, inside the open transaction."""
    drop_views(connection)  # they stand on the tables that change
    for number in sorted(STEPS):
        if number > version:
            for statement in STEPS[number](_types(connection)):
                connection.exec_driver_sql(statement)
            note_version(connection, number)
    create_views(connection)


def note_version(connection: sa.Connection, version: int) -> None:
    """Write down that the store has a schema version now."""
    connection.execute(
        schema_versions.insert().values(version=version, applied_at=moment_text(now()))
    )


Types = dict[str, str]


def _types(connection: sa.Connection) -> Types:
    """Return how the engine names the types of columns."""
    if connection.dialect.name == "sqlite":
        return {
            "number": "DOUBLE",
            "moment": "DATETIME",
            "false": "0",
            "counted": "INTEGER NOT NULL",
            "bytes": "BLOB",
        }
    return {
        "number": "DOUBLE PRECISION",
        "moment": "timestamptz(3)",
        "false": "false",
        "counted": "SERIAL NOT NULL",
        "bytes": "BYTEA",
    }


def _remember_files_imported_again(types: Types) -> Iterator[str]:
    """Yield what makes schema 2: when a file was imported once more."""
    yield f"ALTER TABLE import_files ADD COLUMN imported_again_at {types['moment']}"


def _keep_edits_in_force_apart(types: Types) -> Iterator[str]:
    """Yield what makes schema 3: edits in force, one row for each corrected crash or party."""
    codes = (
        *("severity", "crash_type_code", "main_cause_code"),
        *("road_form_code", "position_code", "signal_kind_code"),
    )
    party_codes = (
        *("kind_code", "action_code", "contact_first_code", "contact_other_code", "cause_code"),
    )
    sides = ("from_deg", "to_deg")
    flag = f"BOOLEAN DEFAULT {types['false']} NOT NULL"
    key = "crash_fid INTEGER NOT NULL"
    crash = "FOREIGN KEY (crash_fid) REFERENCES source_crashes (crash_fid)"
    of_crash = "".join(f"has_{name} {flag}, {name} TEXT, " for name in codes)
    yield (
        f"CREATE TABLE crash_corrections ({key}, {of_crash} has_location {flag},"
        f" x_m {types['number']}, y_m {types['number']}, has_junction {flag}, junction_id TEXT,"
        f" location_reason TEXT, PRIMARY KEY (crash_fid), {crash})"
    )
    of_party = "".join(f"has_{name} {flag}, {name} TEXT, " for name in party_codes)
    of_party += "".join(f"has_{name} {flag}, {name} {types['number']}, " for name in sides)
    yield (
        f"CREATE TABLE party_corrections ({key}, party_no INTEGER NOT NULL, {of_party}"
        f" PRIMARY KEY (crash_fid, party_no), {crash})"
    )

    def latest(name: str, value: str) -> str:
        return (
            f"MAX(CASE WHEN party_no = 0 AND field = '{name}' THEN 1 ELSE 0 END) = 1,"
            f" MAX(CASE WHEN party_no = 0 AND field = '{name}' THEN {value} END)"
        )

    place = "CASE WHEN field = 'location' THEN"
    yield (
        f"INSERT INTO crash_corrections SELECT crash_fid,"
        f" {', '.join(latest(name, 'text_value') for name in codes)},"
        f" {latest('location', 'x_m')}, MAX({place} y_m END),"
        f" MAX({place} CASE WHEN names_junction THEN 1 ELSE 0 END ELSE 0 END) = 1,"
        f" MAX({place} junction_id END), MAX({place} location_reason END)"
        " FROM crash_edits WHERE superseded_revision IS NULL GROUP BY crash_fid"
    )
    of_party = ", ".join(
        [
            *(latest(name, "text_value") for name in party_codes),
            *(latest(name, "number_value") for name in sides),
        ]
    ).replace("party_no = 0 AND ", "")
    yield (
        f"INSERT INTO party_corrections SELECT crash_fid, party_no, {of_party} FROM crash_edits"
        " WHERE superseded_revision IS NULL AND party_no > 0 GROUP BY crash_fid, party_no"
    )
    for name in (
        *("text_value", "number_value", "x_m", "y_m"),
        *("names_junction", "junction_id", "location_reason"),
    ):
        yield f"ALTER TABLE crash_edits DROP COLUMN {name}"


def _hold_the_street_map(types: Types) -> Iterator[str]:
    """Yield what makes schema 4: areas of the street map and their records."""
    yield (
        "CREATE TABLE street_areas (name TEXT NOT NULL, crs TEXT NOT NULL,"
        " driving_side TEXT NOT NULL, driving_side_method TEXT NOT NULL, notes TEXT NOT NULL,"
        " source TEXT NOT NULL, PRIMARY KEY (name))"
    )
    number, moment = types["number"], types["moment"]
    yield (
        f"CREATE TABLE street_records (record_id {types['counted']}, area TEXT NOT NULL,"
        " kind TEXT NOT NULL, record_key TEXT NOT NULL,"
        f" west_m {number}, south_m {number}, east_m {number}, north_m {number},"
        " valid_from TEXT, valid_to TEXT, is_edit BOOLEAN NOT NULL, author TEXT NOT NULL,"
        f" recorded_at {moment} NOT NULL, superseded_at {moment}, content TEXT NOT NULL,"
        " PRIMARY KEY (record_id))"
    )
    yield "CREATE INDEX street_records_by_key ON street_records (area, kind, record_key)"
    yield "CREATE INDEX street_records_by_place ON street_records (area, west_m, east_m)"


def _hold_documents_and_accounts(types: Types) -> Iterator[str]:
    """Yield what makes schema 5: documents with their files, accounts, sealed identities."""
    content = f"content {types['bytes']} NOT NULL, content_hash {types['bytes']} NOT NULL"
    moment = types["moment"]
    saved = f"author TEXT NOT NULL, saved_at {moment} NOT NULL"
    yield (
        "CREATE TABLE documents (kind TEXT NOT NULL, document_key TEXT NOT NULL,"
        f" version INTEGER NOT NULL, {content}, {saved},"
        " PRIMARY KEY (kind, document_key, version))"
    )
    yield (
        "CREATE TABLE attachments (document_key TEXT NOT NULL, attachment_id TEXT NOT NULL,"
        f" media_type TEXT NOT NULL, {content}, {saved},"
        " PRIMARY KEY (document_key, attachment_id))"
    )
    yield (
        "CREATE TABLE accounts (name TEXT NOT NULL, display_name TEXT NOT NULL,"
        " password_hash TEXT NOT NULL, role TEXT NOT NULL, disabled BOOLEAN NOT NULL,"
        f" created_at {moment} NOT NULL, PRIMARY KEY (name))"
    )
    yield (
        "CREATE TABLE sign_ins (token_hash TEXT NOT NULL, account_name TEXT NOT NULL,"
        f" created_at {moment} NOT NULL, last_seen_at {moment} NOT NULL,"
        f" expires_at {moment} NOT NULL, PRIMARY KEY (token_hash),"
        " FOREIGN KEY (account_name) REFERENCES accounts (name))"
    )
    yield (
        f"CREATE TABLE sign_in_failures (failure_id {types['counted']},"
        f" account_name TEXT NOT NULL, address TEXT NOT NULL, failed_at {moment} NOT NULL,"
        " PRIMARY KEY (failure_id))"
    )
    yield (
        "CREATE TABLE identities (crash_id TEXT NOT NULL, party_no INTEGER NOT NULL,"
        f" sealed {types['bytes']} NOT NULL, key_id TEXT NOT NULL, {saved},"
        " PRIMARY KEY (crash_id, party_no))"
    )


STEPS: dict[int, Callable[[Types], Iterator[str]]] = {
    2: _remember_files_imported_again,
    3: _keep_edits_in_force_apart,
    4: _hold_the_street_map,
    5: _hold_documents_and_accounts,
}
SCHEMA_VERSION = max(STEPS)
