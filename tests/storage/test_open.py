"""Opening a store: made where it is missing, refused with a reason where it cannot be."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from language import Language, catalogue
from storage.address import read_address
from storage.driver_errors import SAID_BY_SQLITE
from storage.open import open_store
from storage.store import StoreError
from tests.storage.batches import batch

ROOT = Path(__file__).parent.parent.parent


def test_store_that_is_missing_is_made(url):
    store = open_store(url)
    assert store.crashes().empty
    store.save_import(batch())
    store.close()
    again = open_store(url, create=False)
    assert again.count_crashes() == 1
    again.close()


def test_store_is_made_only_when_wanted(url):
    with pytest.raises(StoreError, match="There is no store"):
        open_store(url, create=False)
    if url.startswith("gpkg"):
        assert not read_address(url).file.exists()


def test_folders_of_a_new_file_are_made(tmp_path):
    store = open_store(str(tmp_path / "a" / "b" / "store.gpkg"))
    assert (tmp_path / "a" / "b" / "store.gpkg").is_file()
    store.close()


def test_plain_path_and_url_are_one_store(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    by_path = open_store("./city data #1.gpkg")
    by_path.save_import(batch())
    by_url = open_store(f"gpkg://{tmp_path}/city data #1.gpkg")
    assert by_url.count_crashes() == 1
    assert by_path.url == by_url.url
    by_path.close()
    by_url.close()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "gpkg://relative.gpkg",
        "mysql://host/db",
        "http://host/store.gpkg",
        "postgresql://host:port/x",
    ],
)
def test_address_that_is_none_is_refused(text):
    with pytest.raises(StoreError):
        open_store(text)


def test_file_that_is_something_else_is_refused_and_left_alone(tmp_path):
    text = tmp_path / "report.gpkg"
    text.write_text("a report, longer than the head of a database" * 100)
    with pytest.raises(StoreError, match="not a GeoPackage"):
        open_store(str(text))
    assert text.read_text().startswith("a report")


def test_database_that_is_no_geopackage_is_refused(tmp_path):
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (a)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a GeoPackage"):
        open_store(str(path))
    assert path.read_bytes()[100:] == before[100:]


def test_geopackage_of_another_program_is_refused(tmp_path):
    path = tmp_path / "roads.gpkg"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 1196444487")
        connection.execute("CREATE TABLE roads (fid INTEGER PRIMARY KEY)")
    with pytest.raises(StoreError, match="another program"):
        open_store(str(path))


def test_empty_file_becomes_a_store(tmp_path):
    path = tmp_path / "touched.gpkg"
    path.touch()
    store = open_store(str(path))
    assert store.count_crashes() == 0
    store.close()


def test_folder_is_no_store(tmp_path):
    with pytest.raises(StoreError, match="is a folder"):
        open_store(str(tmp_path))


def test_file_as_a_folder_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be reached"):
        open_store(str(tmp_path / "file" / "store.gpkg"))


AS_ANOTHER_USER = """
import os, sys
from storage.open import open_store
from storage.store import StoreError
os.setgid(65534)
os.setuid(65534)
try:
    store = open_store(sys.argv[1])
    store.log("a", "b", "c", {})
except StoreError as error:
    print(error)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(
    ("mode", "has_store", "said"),
    [
        (0o755, False, "The folder {folder} cannot be written to"),
        (0o755, True, "The folder {folder} cannot be written to"),
        (0o777, True, "{folder}/store.gpkg cannot be written to"),
        (0o700, True, "{folder}/store.gpkg cannot be reached: Permission denied"),
    ],
)
def test_what_may_not_be_written_is_named(mode, has_store, said):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.gpkg"
        if has_store:
            open_store(str(path)).close()
            path.chmod(0o644)
        Path(folder).chmod(mode)
        done = subprocess.run(
            [sys.executable, "-c", AS_ANOTHER_USER, path],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        assert said.format(folder=folder) in done.stdout


def test_server_that_does_not_answer_is_named_without_the_password():
    with pytest.raises(StoreError, match="does not answer") as caught:
        open_store("postgresql://officer:secret@127.0.0.1:9/daoan")
    assert "secret" not in str(caught.value)


@pytest.mark.postgis
@pytest.mark.xdist_group("postgis")
def test_database_that_is_not_there_is_named(postgis_server):
    with pytest.raises(StoreError, match='"nowhere" does not exist'):
        open_store(postgis_server.url("nowhere"))


@pytest.mark.postgis
@pytest.mark.xdist_group("postgis")
def test_database_gets_postgis_when_it_lacks_it(postgis_server):
    postgis_server.run("postgres", "CREATE DATABASE plain TEMPLATE template0")
    store = open_store(postgis_server.url("plain"))
    store.save_import(batch())
    assert store.count_crashes() == 1
    store.close()


@pytest.mark.postgis
@pytest.mark.xdist_group("postgis")
def test_account_that_may_not_add_postgis_is_told_what_to_do(postgis_server):
    postgis_server.run(
        "postgres",
        "CREATE DATABASE bare TEMPLATE template0",
        "CREATE ROLE officer LOGIN",
    )
    address = postgis_server.url("bare").replace("postgres@", "officer@")
    with pytest.raises(StoreError, match="CREATE EXTENSION postgis"):
        open_store(address)


@pytest.mark.postgis
@pytest.mark.xdist_group("postgis")
def test_connections_that_the_server_dropped_are_not_used(postgis_server):
    store = open_store(postgis_server.new_database())
    store.save_import(batch())
    postgis_server.run(
        "postgres",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'daoan'",
    )
    assert store.count_crashes() == 1
    store.close()


def test_closed_store_stays_closed(url):
    store = open_store(url)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="is closed"):
        store.crashes()


def test_what_drivers_say_is_translated():
    assert set(SAID_BY_SQLITE.values()) <= set(catalogue(Language.ZH_TW))
