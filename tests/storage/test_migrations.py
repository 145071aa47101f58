"""A store of an older program is brought up to date when it is opened."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from crashes.model import Edit
from storage import corrections
from storage.migrations import SCHEMA_VERSION
from storage.open import open_database, open_store
from storage.store import StoreError
from tests.storage.batches import batch, crash, location, locations

HERE = Path(__file__).parent
IMPORTED = """
INSERT INTO import_files (file, sha256, layout, imported_at, counts)
VALUES ('old.csv', 'abc', 'npa', '2026-11-21T00:00:00.000Z', '{"crashes_new": 1}');
"""
A_CRASH = """
INSERT INTO source_crashes (crash_fid, crash_id, severity, severity_derived, crash_type_code,
    content_hash, import_id)
VALUES ({fid}, 'old{fid}', 'A2', false, '13', 'x', 1);
INSERT INTO source_parties (party_fid, crash_fid, party_no, action_code)
VALUES ({fid}1, {fid}, 1, '05'), ({fid}2, {fid}, 2, '05');
INSERT INTO crash_revisions VALUES ({fid}, 4);
"""
AN_EDIT = """
INSERT INTO crash_edits (crash_fid, party_no, field, value, text_value, number_value, x_m, y_m,
    names_junction, junction_id, location_reason, source_value, basis, author, reason, made_at,
    revision, superseded_revision)
VALUES ({}, 'null', '{{}}', '陳', '圖', '2026-11-21T00:00:00.000Z', 2, {});
"""
# crash, party, field, value, text, number, x, y, names a junction, junction, reason; superseded by
EDITS = [
    ("1, 0, 'severity', '\"A3\"', 'A3', NULL, NULL, NULL, false, NULL, NULL", "3"),
    ("1, 0, 'severity', '\"A1\"', 'A1', NULL, NULL, NULL, false, NULL, NULL", "NULL"),
    ("1, 0, 'main_cause_code', 'null', NULL, NULL, NULL, NULL, false, NULL, NULL", "NULL"),
    (
        '1, 0, \'location\', \'{"x_m": 5.0, "y_m": 6.0, "junction": "j"}\', NULL, NULL, 5, 6,'
        " true, 'j', '[\"{author} set the point: {reason}\","
        ' {"author": "陳", "reason": "圖"}]\'',
        "NULL",
    ),
    ("2, 2, 'action_code', '\"08\"', '08', NULL, NULL, NULL, false, NULL, NULL", "NULL"),
    ("2, 2, 'from_deg', '90.0', NULL, 90, NULL, NULL, false, NULL, NULL", "NULL"),
]


def run(url, statements):
    if url.startswith("gpkg"):
        with closing(sqlite3.connect(url.removeprefix("gpkg://"))) as connection:
            connection.executescript(statements)
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statements)


def schema(url):
    """Names and types of all columns, and the text of views and triggers."""
    if url.startswith("gpkg"):
        with closing(sqlite3.connect(url.removeprefix("gpkg://"))) as connection:
            tables = connection.execute(
                "SELECT name, type, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
            ).fetchall()
            return {
                (name, kind): sorted(connection.execute(f"PRAGMA table_info({name})"))
                if kind in ("table", "view")
                else sql
                for name, kind, sql in tables
            }
    with psycopg.connect(url) as connection:
        return set(
            connection.execute(
                "SELECT table_name, column_name, data_type, is_nullable"
                " FROM information_schema.columns WHERE table_schema = 'public'"
            )
        ) | set(connection.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"))


@pytest.fixture
def old_url(engine, url):
    """The address of a store as schema 1 was, with one file imported."""
    text = (HERE / f"schema_1_{engine}.sql").read_text(encoding="utf-8")
    edits = "".join(AN_EDIT.format(*edit) for edit in EDITS)
    run(url, text + IMPORTED + A_CRASH.format(fid=1) + A_CRASH.format(fid=2) + edits)
    return url


def test_migrated_store_is_like_a_new_one(old_url, new_url):
    fresh = new_url()
    open_store(fresh).close()
    open_store(old_url).close()
    assert schema(old_url) == schema(fresh)


def test_migrated_store_keeps_its_data_and_works(old_url):
    store = open_store(old_url)
    try:
        assert store.imports()["file"].tolist() == ["old.csv"]
        assert store.imports()["imported_again_at"].isna().all()
        store.change_settings(crs="EPSG:3826")
        store.save_import(batch([crash()]))
        store.save_locations(locations(location()))
        store.save_edits(
            "c1", [Edit("severity", "A1")], author="a", reason="r", expected_revision=1
        )
        assert store.crashes().set_index("crash_id")["severity"]["c1"] == "A1"
    finally:
        store.close()


def test_edits_of_an_older_store_stay_in_force(old_url):
    store = open_store(old_url)
    try:
        first, second = store.crash("old1"), store.crash("old2")
        assert (first.crash["severity"], first.crash["main_cause_code"]) == ("A1", None)
        assert first.crash["location_status"] == "corrected"
        assert first.crash["junction_id"] == "j"
        assert second.crash["severity"] == "A2"
        assert [one["action_code"] for one in second.parties] == ["05", "08"]
        assert [one["from_deg"] for one in second.parties] == [None, 90.0]
        assert store.crashes()["merged"].tolist() == [True, True]
        assert [one.edit.value for one in first.edits[:2]] == ["A3", "A1"]
        database = open_database(old_url)
        with database.reading() as connection:
            assert list(corrections.faults(connection)) == []
        database.close()
    finally:
        store.close()


def test_migration_is_written_down_once(old_url):
    open_store(old_url).close()
    open_store(old_url).close()
    query = "SELECT version FROM schema_versions ORDER BY version"
    if old_url.startswith("gpkg"):
        with closing(sqlite3.connect(old_url.removeprefix("gpkg://"))) as connection:
            versions = connection.execute(query).fetchall()
    else:
        with psycopg.connect(old_url) as connection:
            versions = connection.execute(query).fetchall()
    assert [row[0] for row in versions] == list(range(1, SCHEMA_VERSION + 1))


def test_store_of_a_newer_program_is_refused_and_left_alone(url):
    open_store(url).close()
    run(url, "INSERT INTO schema_versions VALUES (99, '2030-01-01T00:00:00.000Z');")
    before = schema(url)
    with pytest.raises(StoreError, match="newer version of the program"):
        open_store(url)
    assert schema(url) == before
