"""From police crash files to what the store saves: one batch for each file."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from crashes.code_reading import Unknown
from crashes.coverage import coverage_of
from crashes.crash_file import CrashFile, open_crash_file
from crashes.file_rows import FileRows, read_rows
from crashes.layouts import Layout
from crashes.model import ImportBatch
from crashes.npa import read_npa
from crashes.npa_simple import read_npa_simple
from crashes.quarantine import quarantine_table
from crashes.row_checks import CheckedRows, check_rows

Progress = Callable[[str, int, int], None]  # file, how many are done, how many there are
READERS = {Layout.NPA: read_npa, Layout.NPA_SIMPLE: read_npa_simple}


def read_crash_files(
    paths: Sequence[Path], *, counties: Collection[str] = (), progress: Progress | None = None
) -> Iterator[ImportBatch]:
    """Yield what each police crash file becomes; the caller saves it.

    Parameters
    ----------
    paths
        CSV files of the National Police Agency, in any of its layouts.
    counties
        Own counties, for example `["嘉義市"]`; rows of others are counted and left out. Empty: all.
    progress
        Called before each file and at the end.

    Yields
    ------
    batch
        Tables, quarantine, unknown codes, coverage and counts of one file.

    Raises
    ------
    CrashFileError
        A file is no police crash file; the files before it have been yielded.
    """
    for done, path in enumerate(paths):
        if progress:
            progress(path.name, done, len(paths))
        yield read_crash_file(path, counties=counties)
    if progress and paths:
        progress(paths[-1].name, len(paths), len(paths))


def read_crash_file(path: Path, *, counties: Collection[str] = ()) -> ImportBatch:
    """Return what the police crash file at `path` becomes; see `read_crash_files`."""
    file = open_crash_file(path)
    content = read_rows(file)
    file = replace(file, body=b"")  # 50 MB of a month: not needed any more
    return batch_of(file, content, counties)


def batch_of(file: CrashFile, content: FileRows, counties: Collection[str] = ()) -> ImportBatch:
    """Return what the rows of an opened file become."""
    checked = check_rows(content.rows, file.layout, counties)
    unknown: Unknown = Counter()
    crashes, parties, grouping = READERS[file.layout](checked.used, unknown)
    faults = [*content.faults, *checked.faults]
    raw_rows = pd.DataFrame(
        {
            "crash_id": grouping.crash_ids[grouping.crash],
            "party_no": grouping.party_no,
            "cells": checked.used.rows.lines.iloc[grouping.order].reset_index(drop=True),
        }
    )
    return ImportBatch(
        file=file.name,
        sha256=file.sha256,
        layout=file.layout.value,
        crashes=crashes,
        parties=parties,
        raw_rows=raw_rows,
        quarantine=quarantine_table(file.name, faults),
        unknown_codes=_unknown_table(unknown),
        coverage=coverage_of(checked.delivered, content.provided_on, counties),
        counts=_counts(content, checked, len(faults), len(crashes)),
        columns=file.columns,
    )


def _counts(
    content: FileRows, checked: CheckedRows, quarantined_rows: int, crashes: int
) -> dict[str, int]:
    """Return the counts of a file: rows read = all other kinds of rows together."""
    return {
        "rows_read": content.rows_read,
        "footer_rows": content.footer_rows,
        "blank_rows": content.blank_rows,
        "duplicate_rows": checked.duplicate_rows,
        "other_county_rows": checked.other_county_rows,
        "quarantined_rows": quarantined_rows,
        "party_rows": len(checked.used.rows),
        "crashes": crashes,
    }


def _unknown_table(unknown: Unknown) -> pd.DataFrame:
    rows = sorted((column, value, count) for (column, value), count in unknown.items())
    return pd.DataFrame(rows, columns=["column", "value", "count"])
