"""Many people, threads and processes at once: nothing is lost, and readers wait for nobody."""

import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from crashes.model import CrashFilter, Edit
from storage.open import open_database, open_store
from storage.store import StaleRevisionError
from tests.storage.batches import batch, crash, large_batch, location, locations

ROOT = Path(__file__).parent.parent.parent
PROCESSES = 8
TIMES = int(os.environ.get("DAOAN_WRITER_TRANSACTIONS", "15"))


def start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.storage.writers", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def finish(processes):
    """The output of each process, which must end well."""
    outputs = []
    for process in processes:
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
        outputs.append(out)
    return outputs


@pytest.mark.slow
def test_edits_of_many_processes_are_all_kept(store):
    """Two processes on each crash: each must win its revision, and none is overwritten unseen."""
    store.save_import(batch([crash(f"c{number}") for number in range(PROCESSES // 2)]))
    started = time.monotonic()
    finish([start("edit", store.url, f"c{n // 2}", TIMES, f"p{n}") for n in range(PROCESSES)])
    took_s = time.monotonic() - started
    engine = store.url.partition(":")[0]
    print(f"\n{engine}: {PROCESSES} x {TIMES} edits in {took_s:.0f} s with starting")
    for number in range(PROCESSES // 2):
        record = store.crash(f"c{number}")
        assert record.revision == 1 + 2 * TIMES
        both = (2 * number, 2 * number + 1)
        assert {one.edit.value for one in record.edits} == {
            f"p{process}-{time}" for process in both for time in range(TIMES)
        }
    assert len(store.audit_log()) == PROCESSES * TIMES
    store.check_integrity()


@pytest.mark.slow
def test_imports_of_many_processes_are_all_kept_and_none_twice(store):
    """Each process imports the files of its left neighbour too."""
    importers = [start("import", store.url, 2 * (number // 2), 4, 40) for number in range(4)]
    finish(importers)
    assert sorted(store.imports()["file"]) == [f"{number}.csv" for number in range(6)]
    assert store.count_crashes() == 6 * 40
    store.check_integrity()


@pytest.mark.slow
def test_store_that_many_open_at_once_is_made_once(url):
    moment = time.time() + 5  # by then all have started
    finish([start("open", url, moment) for _ in range(6)])
    store = open_store(url)
    assert len(store.audit_log()) == 6
    store.check_integrity()
    store.close()


def test_threads_that_open_a_new_store_at_once(url):
    def work(number):
        store = open_store(url)
        store.log(f"t{number}", "open", "store", {})
        store.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))
    store = open_store(url)
    assert len(store.audit_log()) == 8
    store.close()


def test_editors_in_threads_overwrite_nobody(store):
    store.save_import(batch())

    def correct(name):
        while True:
            try:
                return store.save_edits(
                    "c1",
                    [Edit("crash_type_code", name)],
                    author=name,
                    reason="r",
                    expected_revision=store.crash("c1").revision,
                )
            except StaleRevisionError:
                continue

    with ThreadPoolExecutor(PROCESSES) as threads:
        revisions = list(threads.map(correct, [f"t{number}" for number in range(24)]))
    assert sorted(revisions) == list(range(2, 26))


def test_of_two_who_edit_the_same_revision_one_is_told(store):
    store.save_import(batch())
    together = threading.Barrier(2)

    def correct(name):
        together.wait()
        try:
            store.save_edits(
                "c1",
                [Edit("severity", "A1")],
                author=name,
                reason="r",
                expected_revision=1,
            )
        except StaleRevisionError as error:
            return error.values["author"]
        return None

    with ThreadPoolExecutor(2) as threads:
        told = list(threads.map(correct, ["甲", "乙"]))
    assert sorted(told, key=str) in ([None, "乙"], [None, "甲"])
    assert told != [None, None]
    assert told.index(None) != told.index(next(filter(None, told)))


def test_readers_wait_for_no_writer(store):
    store.save_import(batch())
    database = open_database(store.url)
    with database.writing(bulk=True) as connection:
        connection.exec_driver_sql("UPDATE source_crashes SET deaths = 9")
        assert store.crashes()["deaths"].tolist() == [0]  # waiting would end in an error
        assert store.crash("c1").crash["deaths"] == 0
        assert store.count_crashes(CrashFilter(counties=("嘉義市",))) == 1
    assert store.crashes()["deaths"].tolist() == [9]
    database.close()


def test_reader_sees_one_moment(store):
    """A record read while others import is not half old and half new."""
    database = open_database(store.url)
    store.save_import(batch())
    with database.reading() as connection:
        count = "SELECT count(*) FROM source_crashes"
        assert connection.exec_driver_sql(count).scalar() == 1
        store.save_import(batch([crash("c2")], file="b.csv"))
        assert connection.exec_driver_sql(count).scalar() == 1
    database.close()


def test_one_open_store_serves_many_threads(store):
    store.save_import(large_batch(200))
    keys = store.crashes()["crash_id"].tolist()

    def work(number):
        store.log(f"t{number}", "look", keys[number], {})
        store.save_locations(locations(location(keys[number], x_m=float(number))))
        return store.crash(keys[number]).crash["x_m"], len(store.crashes()), len(store.parties())

    with ThreadPoolExecutor(16) as threads:
        seen = list(threads.map(work, range(48)))
    assert [x_m for x_m, _, _ in seen] == [float(number) for number in range(48)]
    assert len(store.audit_log()) == 48
    store.check_integrity()


def test_point_set_by_a_person_is_not_overtaken_by_derived_ones(store):
    """Whoever comes first, the point that a person set is the one to use."""
    keys = [f"c{number}" for number in range(20)]
    store.save_import(batch([crash(key) for key in keys]))
    derived = locations(*[location(key) for key in keys])

    def derive():
        for shift_m in range(8):
            store.save_locations(derived.assign(x_m=derived["x_m"] + shift_m))

    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(derive)
        for key in keys:
            store.save_edits(
                key,
                [Edit("location", {"x_m": 5.0, "y_m": 6.0})],
                author="a",
                reason="r",
                expected_revision=1,
            )
        running.result()
    assert set(store.crashes()["x_m"]) == {5.0}
    store.check_integrity()


FORK = """
import json, multiprocessing, os, sys
from storage.open import open_store
from tests.storage.batches import batch, crash

store = open_store(sys.argv[1])
store.save_import(batch([crash("parent")], file="1"))

def work(number):
    store.save_import(batch([crash(f"child{number}")], file=f"child {number}"))
    return store.count_crashes()

with multiprocessing.get_context("fork").Pool(3) as pool:
    counts = pool.map(work, range(6))
store.save_import(batch([crash("parent again")], file="2"))
store.check_integrity()
print(json.dumps(sorted(store.crashes()["crash_id"])))
"""


def test_forked_process_takes_connections_of_its_own(url):
    done = subprocess.run(
        [sys.executable, "-c", FORK, url],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    children = [f"child{number}" for number in range(6)]
    assert json.loads(done.stdout) == sorted([*children, "parent", "parent again"])
