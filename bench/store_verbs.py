"""Measure the verbs of a store on a month of invented crashes: time and memory.

    python -m bench.store_verbs [URL]

URL: a store that is not there yet; default a GeoPackage in a temporary folder. The month has 36,006
crashes and about 81,500 parties, as January 2025 of Taiwan has.

On two cores that others used too, GeoPackage, seconds on the processor: import 1.6, again 0.6, all
crashes 0.4, all parties 0.3, all locations 0.7, a box of 346 crashes 0.010, a record 0.003, an edit
0.003, check 1.3, backup 2.1, restore 4.4; 462 MB, of which the invented month is 370.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from crashes.model import LOCATION_COLUMNS, CrashFilter, Edit
from storage.open import open_store
from storage.restore import restore
from storage.store import Store
from tests.storage.batches import large_batch

CRASHES = 36_006
BOX_M = (45_000.0, 45_000.0, 46_000.0, 46_000.0)
EDITS = 100


def measure(name: str, work: Callable[[], Any], *, times: int = 1) -> None:
    started, on_processor = time.perf_counter(), time.process_time()
    for _ in range(times):
        work()
    wall_s = (time.perf_counter() - started) / times
    processor_s = (time.process_time() - on_processor) / times
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:34}{wall_s:9.3f} s{processor_s:9.3f} s CPU{memory_mb:8.0f} MB", flush=True)


def locations_of(crashes: pd.DataFrame) -> pd.DataFrame:
    empty = pd.DataFrame(dict.fromkeys(LOCATION_COLUMNS), index=crashes.index)
    return empty.assign(
        crash_id=crashes["crash_id"],
        x_m=(crashes["lon"] - 120) * 1e5,
        y_m=(crashes["lat"] - 23) * 1e5,
        location_status="good",
        location_reason="[]",
    )


def edit(store: Store, crash_id: str) -> None:
    store.save_edits(
        crash_id,
        [Edit("location", {"x_m": 1.0, "y_m": 2.0}), Edit("severity", "A1")],
        author="bench",
        reason="bench",
        expected_revision=store.crash(crash_id).revision,
    )


def run(url: str, folder: Path) -> None:
    month = large_batch(CRASHES)
    store = open_store(url)
    store.change_settings(crs="EPSG:3826")
    measure("import a month", lambda: store.save_import(month))
    measure("import it again", lambda: store.save_import(month))
    crashes = store.crashes()
    keys = iter(crashes["crash_id"].tolist())
    measure("read all crashes", store.crashes)
    measure("read all parties", store.parties)
    locations = locations_of(crashes)
    measure("save all locations", lambda: store.save_locations(locations))
    measure("save them again", lambda: store.save_locations(locations))
    measure("read a box", lambda: store.crashes(CrashFilter(box_m=BOX_M)), times=10)
    measure("read a page of 50", lambda: store.crashes(CrashFilter(limit=50, offset=9)), times=10)
    measure("search a place", lambda: store.crashes(CrashFilter(text="文化路77")), times=5)
    measure("read a record and edit it", lambda: edit(store, next(keys)), times=EDITS)
    measure("read a record", lambda: store.crash(next(keys)), times=EDITS)
    measure("ask for the version", store.data_version, times=EDITS)
    measure("check all", store.check_integrity)
    measure("back up", lambda: store.backup(folder / "backup.gpkg"))
    measure("restore", lambda: restore(folder / "backup.gpkg", str(folder / "restored.gpkg")))
    store.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        run(sys.argv[1] if len(sys.argv) > 1 else str(here / "bench.gpkg"), here)
