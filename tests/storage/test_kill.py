"""A process that dies while it imports or saves loses nothing that was acknowledged.

`DAOAN_KILL_ROUNDS=100 pytest tests/storage/test_kill.py -s` runs a hundred rounds on each store.
"""

import os
import random
import signal
import time

import psycopg
import pytest

from storage.documents import DocumentKind
from storage.open import open_store
from tests.storage.batches import batch, crash
from tests.storage.test_concurrency import start

ROUNDS = int(os.environ.get("DAOAN_KILL_ROUNDS", "5"))
FILES_A_ROUND = 16
CRASHES_A_FILE = 200
LONGEST_LIFE_S = 0.6


def kill_while_importing(url, seed, life_s):
    """Let a process import until it is killed; return the files it said were saved."""
    return kill(start("import", url, seed, FILES_A_ROUND, CRASHES_A_FILE), life_s)


def kill(process, life_s):
    """Let a process work until it is killed; return what it acknowledged."""
    try:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        time.sleep(life_s)
    finally:
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate(timeout=60)
    return out.split()


def wait_for_the_server(url):
    """Wait until PostgreSQL is done with what the dead process had asked of it."""
    if url.startswith("gpkg"):
        return
    others = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'daoan'"
    with psycopg.connect(url, autocommit=True) as connection:
        deadline = time.monotonic() + 60
        while connection.execute(others).fetchone()[0]:
            assert time.monotonic() < deadline, "the server does not let go of a dead client"
            time.sleep(0.01)


def check_after_death(url, saved, acknowledged):
    """Open the store, check it, import one more file; return the files that it holds."""
    store = open_store(url, create=False)
    files = set(store.imports()["file"])
    assert saved | set(acknowledged) <= files, "acknowledged and lost"
    assert len(files - saved - set(acknowledged)) <= 1, "only one can have been under way"
    large = [file for file in files if file.endswith(".csv")]
    assert store.count_crashes() == CRASHES_A_FILE * len(large) + len(files) - len(large)
    store.check_integrity()
    outcome = store.save_import(batch([crash(f"next {len(files)}")], file=f"next {len(files)}"))
    assert outcome.crashes_new == 1
    files = set(store.imports()["file"])
    store.close()
    return files


@pytest.mark.slow
@pytest.mark.timeout(300 + 20 * ROUNDS)
def test_killed_import_leaves_whole_files_only(url):
    chance = random.Random(7)
    saved, in_the_middle = set(), 0
    started = time.monotonic()
    for number in range(ROUNDS):
        first = number * FILES_A_ROUND
        acknowledged = kill_while_importing(url, first, chance.uniform(0, LONGEST_LIFE_S))
        wait_for_the_server(url)
        saved = check_after_death(url, saved, acknowledged)
        in_the_middle += len(acknowledged) < FILES_A_ROUND
    assert in_the_middle > 0, "no process died before its last file: let them live shorter"
    print(
        f"\n{url.partition(':')[0]}: {ROUNDS} rounds, {in_the_middle} killed before the last file,"
        f" {len(saved)} files whole, {time.monotonic() - started:.0f} s"
    )


@pytest.mark.slow
@pytest.mark.timeout(300 + 20 * ROUNDS)
def test_killed_server_loses_no_version_of_a_scene(url):
    chance = random.Random(11)
    open_store(url).close()
    versions, in_the_middle = 0, 0
    for _ in range(ROUNDS):
        acknowledged = kill(start("draw", url, "c1", 10_000), chance.uniform(0.05, LONGEST_LIFE_S))
        wait_for_the_server(url)
        store = open_store(url, create=False)
        kept = store.document_versions(DocumentKind.SCENE, "c1")
        store.check_integrity()
        store.close()
        newest = int(acknowledged[-1]) if acknowledged else versions
        assert newest <= len(kept) <= newest + 1, "only one can have been under way"
        assert [one.version for one in kept] == list(range(1, len(kept) + 1))
        assert all(f'"drawn": {one.version},' in one.text for one in kept)
        in_the_middle += len(kept) > versions
        versions = len(kept)
    assert in_the_middle > 0, "no process lived long enough to save"
