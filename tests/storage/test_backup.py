"""Backups: whole, checked, portable between the engines; restored all or not at all."""

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from crashes.model import CrashFilter, Edit
from roadnet.model import Arm, Junction, JunctionId
from storage.documents import DocumentKind
from storage.open import open_database, open_store
from storage.restore import restore
from storage.store import DamagedStoreError, StoreError
from tests.storage.batches import (
    batch,
    coverage,
    crash,
    large_batch,
    location,
    locations,
    quarantine,
    unknown_codes,
)

SCENE = DocumentKind.SCENE
JUNCTION = Junction(JunctionId("j1"), "甲×乙", 1.0, 2.0, ("甲", "乙"), (Arm("甲", 90.0),))


@pytest.fixture
def full(store):
    """A store with something in every table."""
    store.change_settings(city_name="嘉義市", counties=("嘉義市",))
    store.save_import(
        batch(
            [crash("c1"), crash("c2", road_2="民族路")],
            quarantine=quarantine([("a.csv", 3, "日期", "[]", '{"日期": "x"}')]),
            unknown_codes=unknown_codes([("天候名稱", "沙塵暴", 4)]),
            coverage=coverage([("嘉義市", "A2", "2025-01", "partial", (1, 2), None)]),
        )
    )
    store.save_import(batch([crash("c2", injuries=4)], file="late.csv"))
    store.save_locations(locations(location("c1"), location("c2", junction_id="j1")))
    store.save_junctions([JUNCTION], replace_method="assumed")
    for revision, value in ((1, "10"), (2, "11")):
        store.save_edits(
            "c1",
            [Edit("crash_type_code", value), Edit("location", {"x_m": 5.0, "y_m": 6.0})],
            author="陳",
            reason="圖",
            expected_revision=revision,
        )
    store.state_coverage("嘉義市", "A2", "2025-01", "complete", author="林")
    store.correct_quarantined(1, {"日期": "20250101"}, author="林")
    for version, text in enumerate(["{}", '{"crash_id": "c1"}']):
        store.save_document(SCENE, "c1", text, author="陳", expected_version=version)
    store.save_attachment("c1", "photo", "image/png", b"\x89PNG" * 1000, author="陳")
    return store


def content(store):
    """All that can be read from a store."""
    return {
        "settings": store.settings(),
        "records": [store.crash(key) for key in store.crashes()["crash_id"]],
        "junctions": store.junctions(),
        "scenes": store.document_versions(SCENE, "c1"),
        "photo": store.attachment("c1", "photo"),
        "inside": store.crashes(CrashFilter(box_m=(4.0, 5.0, 6.0, 7.0)))["crash_id"].tolist(),
        **{
            name: getattr(store, name)().to_dict("records")
            for name in ("imports", "parties", "coverage", "unknown_codes", "quarantined")
        },
        "audit": store.audit_log().to_dict("records"),
    }


def assert_same(one, other):
    assert one.keys() == other.keys()
    for name, value in one.items():
        assert repr(value) == repr(other[name]), name


def test_backup_restored_into_a_new_store_has_all_of_it(full, new_url, tmp_path):
    before = datetime.now(UTC) - timedelta(seconds=1)
    moment = full.backup(tmp_path / "backup.gpkg")
    assert before < moment <= datetime.now(UTC)
    url = new_url()
    restore(tmp_path / "backup.gpkg", url)
    again = open_store(url, create=False)
    assert_same(content(full), content(again))
    again.check_integrity()
    again.close()


@pytest.mark.postgis
@pytest.mark.xdist_group("postgis")
def test_backup_of_one_engine_goes_into_the_other(full, engine, postgis_server, tmp_path):
    full.backup(tmp_path / "backup.gpkg")
    other = f"{tmp_path}/other.gpkg" if engine == "postgis" else postgis_server.new_database()
    restore(tmp_path / "backup.gpkg", other)
    again = open_store(other)
    assert_same(content(full), content(again))
    again.check_integrity()
    again.close()


def test_restored_store_goes_on_working(full, new_url, tmp_path):
    full.backup(tmp_path / "backup.gpkg")
    url = new_url()
    restore(tmp_path / "backup.gpkg", url)
    again = open_store(url)
    again.save_import(batch([crash("c9")], file="next.csv"))
    again.save_edits("c1", [Edit("severity", "A1")], author="a", reason="r", expected_revision=3)
    again.log("a", "b", "c", {})
    assert again.count_crashes() == 3
    again.close()


def test_backup_opens_as_a_store(full, tmp_path):
    full.backup(tmp_path / "backup.gpkg")
    copy = open_store(str(tmp_path / "backup.gpkg"), create=False)
    assert_same(content(full), content(copy))
    copy.log("a", "b", "c", {})
    copy.close()
    restore(tmp_path / "backup.gpkg", str(tmp_path / "third.gpkg"))


def test_backup_is_one_file(full, tmp_path):
    (tmp_path / "kept").mkdir()
    full.backup(tmp_path / "kept" / "backup.gpkg")
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["backup.gpkg"]


def test_backup_overwrites_nothing(full, tmp_path):
    target = tmp_path / "report.txt"
    target.write_text("mine")
    with pytest.raises(StoreError, match="exists already"):
        full.backup(target)
    assert target.read_text() == "mine"


def test_backup_into_no_folder_is_refused(full, tmp_path):
    with pytest.raises(StoreError, match="no folder"):
        full.backup(tmp_path / "none" / "backup.gpkg")


def test_backup_shows_one_moment_while_others_write(store, tmp_path):
    """Each import brings 50 crashes: a copy that saw half of one would not divide by 50."""
    store.save_import(large_batch(50, seed=0))
    stop = threading.Event()

    def go_on_importing():
        for seed in range(1, 200):
            if stop.is_set():
                return
            store.save_import(large_batch(50, seed=seed, file=f"{seed}.csv"))

    writer = threading.Thread(target=go_on_importing)
    writer.start()
    try:
        counts = []
        for number in range(5):
            target = tmp_path / f"backup_{number}.gpkg"
            store.backup(target)
            copy = open_store(str(target))
            counts.append(copy.count_crashes())
            assert len(copy.imports()) * 50 == counts[-1]
            copy.close()
    finally:
        stop.set()
        writer.join()
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]


def test_store_that_is_not_empty_is_not_overwritten_unless_told(full, new_url, tmp_path):
    full.backup(tmp_path / "backup.gpkg")
    url = new_url()
    other = open_store(url)
    other.change_settings(crs="EPSG:32651", city_name="Manila")
    other.save_import(batch([crash("m1")], file="manila.csv"))
    other.save_locations(locations(location("m1")))
    with pytest.raises(StoreError, match="not empty"):
        restore(tmp_path / "backup.gpkg", url)
    assert other.crashes()["crash_id"].tolist() == ["m1"]
    version = other.data_version()
    restore(tmp_path / "backup.gpkg", url, replace=True)
    assert_same(content(full), content(other))
    assert other.data_version() != version
    other.check_integrity()
    other.close()


def test_store_with_settings_only_counts_as_empty(full, new_url, tmp_path):
    full.backup(tmp_path / "backup.gpkg")
    url = new_url()
    other = open_store(url)
    other.change_settings(city_name="x")
    restore(tmp_path / "backup.gpkg", url)
    assert other.settings().city_name == "嘉義市"
    other.close()


def damaged(path, how):
    """Damage a file in a way that SQLite alone may not notice."""
    if how == "changed letter":
        whole = path.read_bytes()
        place = whole.index("民族路".encode())
        path.write_bytes(whole[:place] + "民生路".encode() + whole[place + 9 :])
    elif how == "lost page":
        whole = path.read_bytes()
        middle = len(whole) // 2 // 4096 * 4096
        path.write_bytes(whole[:middle] + bytes(4096) + whole[middle + 4096 :])
    elif how == "cut":
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
    elif how == "lost rows":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DELETE FROM audit_entries WHERE entry_id = 1")
            connection.commit()
    else:
        path.write_bytes(b"not a database at all" * 500)


@pytest.mark.parametrize(
    "how", ["changed letter", "lost page", "cut", "lost rows", "something else"]
)
def test_damaged_backup_is_refused_and_the_store_stays(store, new_url, tmp_path, how):
    store.save_import(batch([crash("c1", road_2="民族路")]))
    store.save_import(large_batch(300))
    store.log("a", "b", "c", {})
    store.backup(tmp_path / "backup.gpkg")
    damaged(tmp_path / "backup.gpkg", how)
    url = new_url()
    other = open_store(url)
    other.save_import(batch([crash("mine")], file="mine.csv"))
    with pytest.raises(DamagedStoreError):
        restore(tmp_path / "backup.gpkg", url, replace=True)
    assert other.crashes()["crash_id"].tolist() == ["mine"]
    other.close()


def test_changed_letter_in_a_live_store_is_found(tmp_path):
    url = str(tmp_path / "live.gpkg")
    store = open_store(url)
    store.save_import(batch([crash("c1", road_2="民族路")]))
    store.check_integrity()
    store.close()
    damaged(Path(url), "changed letter")
    store = open_store(url)
    with pytest.raises(DamagedStoreError, match="crash c1 is not what was saved"):
        store.check_integrity()
    with pytest.raises(DamagedStoreError):
        store.backup(tmp_path / "backup.gpkg")
    assert not (tmp_path / "backup.gpkg").exists()
    store.close()


def test_store_is_not_restored_from_itself(full, tmp_path):
    url = full.url
    if url.startswith("gpkg"):
        with pytest.raises(StoreError, match="the store itself"):
            restore(Path(url.removeprefix("gpkg://")), url, replace=True)
    with pytest.raises(StoreError, match="no backup"):
        restore(tmp_path / "nothing.gpkg", url, replace=True)
    assert full.count_crashes() == 2


def test_geopackage_of_another_program_is_no_backup(full, tmp_path):
    with closing(sqlite3.connect(tmp_path / "other.gpkg")) as connection:
        connection.execute("CREATE TABLE t (a)")
    with pytest.raises(StoreError, match="not a backup of this program"):
        restore(tmp_path / "other.gpkg", full.url, replace=True)
    assert full.count_crashes() == 2


def test_backup_of_an_older_program_is_brought_up_to_date(tmp_path, new_url):
    text = (Path(__file__).parent / "schema_1_embedded.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "old.gpkg")) as connection:
        connection.executescript(text)
        connection.execute(
            "INSERT INTO import_files (file, sha256, layout, imported_at, counts)"
            " VALUES ('old.csv', 'abc', 'npa', '2026-11-21T00:00:00.000Z', '{}')"
        )
        connection.commit()
    url = new_url()
    restore(tmp_path / "old.gpkg", url)
    store = open_store(url)
    assert store.imports()["file"].tolist() == ["old.csv"]
    store.close()


def test_snapshot_is_compact_and_whole(full, tmp_path):
    full.snapshot(tmp_path / "snapshot.gpkg")
    copy = open_store(str(tmp_path / "snapshot.gpkg"))
    assert_same(content(full), content(copy))
    copy.close()
    with pytest.raises(StoreError, match="exists already"):
        full.snapshot(tmp_path / "snapshot.gpkg")


def test_integrity_of_a_whole_store(full):
    full.check_integrity()
    assert isinstance(full.crashes(), pd.DataFrame)


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        ("UPDATE source_crashes SET deaths = 3 WHERE crash_id = 'c2'", "crash c2 is not what was"),
        ("DELETE FROM source_parties WHERE party_no = 2", "crash c1 is not what was saved"),
        ("UPDATE crash_points SET x_m = x_m + 1", "the point of crash c1"),
        ("DELETE FROM crash_points", "the point of crash c1"),
        ("UPDATE crash_corrections SET crash_type_code = '13'", "the corrections"),
        ("UPDATE crash_edits SET value = '\"12\"' WHERE field <> 'location'", "the corrections"),
        ("UPDATE source_rows SET chunk = '\\x00' WHERE chunk_id = 2", "delivered rows 2 cannot"),
        (
            "UPDATE documents SET content = '\\x00' WHERE version = 2",
            "version 2 of scene c1 is not",
        ),
        ("DELETE FROM documents WHERE version = 1", "version 1 of scene c1 is missing"),
        (
            "UPDATE attachments SET content = '\\x00'",
            "attachment photo of c1 is not",
        ),
    ],
)
def test_tampering_is_found(full, tampering, said):
    database = open_database(full.url)
    with database.writing() as connection:
        connection.exec_driver_sql(tampering)
    with pytest.raises(DamagedStoreError, match=said):
        full.check_integrity()
    database.close()
