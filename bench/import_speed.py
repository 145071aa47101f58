"""Time the reading of police crash files beside `pandas.read_csv` of the same file.

    python bench/import_speed.py FILE.csv [FILE.csv ...]

For each file: the median of five `pandas.read_csv(dtype=str)`, the median of three readings into
clean tables (without the store), the first reading of the process (code lists loaded, nothing
cached), and their ratios. The peak memory is that of the whole process.
"""

import resource
import statistics
import sys
import time
from pathlib import Path

import pandas as pd

from crashes.intake import read_crash_file
from crashes.road_names import read_road_place

PLAIN_RUNS, CLEAN_RUNS = 5, 3


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def clean(path):
    read_road_place.cache_clear()
    return read_crash_file(path)


def peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(paths):
    print(f"{'file':44}{'rows':>8}{'read_csv s':>12}{'first s':>9}{'clean s':>9}{'ratio':>7}")
    for path in map(Path, paths):
        first_s = seconds(lambda: clean(path))  # noqa: B023 - called at once
        memory_mb = peak_mb()
        runs = [seconds(lambda: clean(path)) for _ in range(CLEAN_RUNS)]  # noqa: B023
        plain = [
            seconds(lambda: pd.read_csv(path, dtype=str))  # noqa: B023
            for _ in range(PLAIN_RUNS)
        ]
        plain_s, clean_s = statistics.median(plain), statistics.median(runs)
        rows = clean(path).counts["rows_read"]
        print(
            f"{path.name:44}{rows:8}{plain_s:12.2f}{first_s:9.2f}{clean_s:9.2f}"
            f"{clean_s / plain_s:7.1f}"
        )
        print(f"{'':44}peak memory of the process after the first reading: {memory_mb:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
