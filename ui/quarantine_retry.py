"""Try corrected rows of the quarantine again, together with what is known of their crashes."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from crashes.intake import read_crash_file
from crashes.model import CrashFilter, ImportBatch, QuarantineState
from language import Message
from storage.store import Store

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class RetryOutcome:
    """What became of the rows that were tried again."""

    settled: tuple[int, ...]
    reasons: Mapping[int, Message]  # of the rows that still cannot be read


def retry_quarantined(store: Store, quarantine_ids: Sequence[int], *, author: str) -> RetryOutcome:
    """Import waiting rows as they are corrected now; those that can be read are settled.

    A row may belong to a crash whose other rows were imported long ago: these are read again with
    it, so that the crash gets its missing party and loses none.
    """
    waiting = store.quarantined(state=QuarantineState.WAITING)
    rows = waiting[waiting["quarantine_id"].isin(list(quarantine_ids))]
    settled: list[int] = []
    reasons: dict[int, Message] = {}
    cells = rows["cells"].map(json.loads)
    for _columns, numbers in cells.groupby(cells.map(lambda one: tuple(one))).groups.items():
        corrected = [cells[number] for number in numbers]
        ids = [int(number) for number in rows.loc[numbers, "quarantine_id"]]
        known = known_rows(store, read_cells(corrected))
        batch = read_cells([*known, *corrected])
        store.save_import(replace(batch, quarantine=batch.quarantine.iloc[:0]))
        failed = faults_by_row(batch.quarantine, first=len(known))
        reasons |= {ids[place]: reason for place, reason in failed.items()}
        settled += [one for place, one in enumerate(ids) if place not in failed]
    if settled:
        store.close_quarantined(settled, state=QuarantineState.SETTLED, author=author)
    return RetryOutcome(tuple(sorted(settled)), reasons)


def read_cells(rows: Sequence[Cells]) -> ImportBatch:
    """Return what a file of these rows would become; nothing of it goes to the quarantine."""
    with TemporaryDirectory(prefix="daoan-retry-") as folder:
        path = Path(folder) / "corrected.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]), restval="")
            writer.writeheader()
            writer.writerows(rows)
        return read_crash_file(path)


def known_rows(store: Store, batch: ImportBatch) -> list[Cells]:
    """Return the rows as delivered of those crashes of a batch that the store has already."""
    keys = tuple(batch.crashes["crash_id"])
    if not keys:
        return []
    found = store.crashes(CrashFilter(crash_ids=keys))["crash_id"]
    return [dict(row) for key in found for row in store.crash(key).source_rows]


def faults_by_row(faults: pd.DataFrame, *, first: int) -> dict[int, Message]:
    """Return the reasons of the rows that could not be read, by their place after `first`."""
    return {
        int(row) - 1 - first: Message.from_json(reason)
        for row, reason in zip(faults["file_row"], faults["reason"], strict=True)
    }
