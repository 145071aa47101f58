"""Processes that write to a store, for the tests of what happens when many do, or one dies.

python -m tests.storage.writers edit URL CRASH_ID TIMES NAME
python -m tests.storage.writers import URL SEED COUNT CRASHES
python -m tests.storage.writers open URL TIME
python -m tests.storage.writers draw URL KEY TIMES
"""

import sys
import time

from crashes.model import Edit
from storage.documents import DocumentKind
from storage.open import open_store
from storage.store import StaleRevisionError
from tests.storage.batches import large_batch


def edit(url, crash_id, times, name):
    """Correct one crash many times, each time on its newest revision; print the refusals."""
    store = open_store(url)
    refused = 0
    for number in range(int(times)):
        while True:
            revision = store.crash(crash_id).revision
            try:
                store.save_edits(
                    crash_id,
                    [Edit("main_cause_code", f"{name}-{number}")],
                    author=name,
                    reason="r",
                    expected_revision=revision,
                )
                break
            except StaleRevisionError:
                refused += 1
    store.close()
    print(refused)


def import_files(url, seed, count, crashes):
    """Import files one after the other; print the name of each as soon as it is saved."""
    batches = [
        large_batch(int(crashes), seed=int(seed) + number, file=f"{int(seed) + number}.csv")
        for number in range(int(count))
    ]
    store = open_store(url)
    print("ready", flush=True)
    for batch in batches:
        store.save_import(batch)
        print(batch.file, flush=True)
    store.close()


def open_at(url, moment):
    """Open a store at a moment, when others do too, and write to it."""
    time.sleep(max(0.0, float(moment) - time.time()))
    store = open_store(url)
    store.log("a", "open", "store", {})
    store.close()


def draw(url, key, times):
    """Save version after version of a scene; print each as soon as it is acknowledged."""
    store = open_store(url)
    latest = store.document(DocumentKind.SCENE, key)
    version = latest.version if latest else 0
    print("ready", flush=True)
    for _ in range(int(times)):
        text = f'{{"drawn": {version + 1}, "much": "{"x" * 20_000}"}}'
        saved = store.save_document(
            DocumentKind.SCENE, key, text, author="a", expected_version=version
        )
        version = saved.version
        print(version, flush=True)
    store.close()


if __name__ == "__main__":
    {"edit": edit, "import": import_files, "open": open_at, "draw": draw}[sys.argv[1]](
        *sys.argv[2:]
    )
