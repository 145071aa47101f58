"""Read a folder of Oregon crash data: crash, vehicle and participant files, joined."""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from crashes.code_reading import Unknown
from crashes.crash_file import CrashFileError
from crashes.model import ImportBatch
from crashes.odot_crashes import (
    ID,
    NEEDED_COLUMNS,
    SOURCE,
    counties_of,
    fault_of,
    moments_of,
    read_crashes,
)
from crashes.odot_parties import PARTICIPANT_COLUMNS, VEHICLE_COLUMNS, read_parties
from crashes.quarantine import RowFault, quarantine_table
from crashes.source_batch import batch_of_source
from crashes.source_table import SourceTable, csv_line, read_source_table
from language import Message

FILES = {  # part of a delivery -> names of its files, columns they need
    "crash": ("crash*.csv", NEEDED_COLUMNS),
    "vehicle": ("vehicle*.csv", VEHICLE_COLUMNS),
    "participant": ("participant*.csv", PARTICIPANT_COLUMNS),
}
NO_CRASH = Message("No crash with this number was imported.")
Refused = Callable[[CrashFileError], None]


@dataclass(frozen=True, slots=True)
class _Rest:
    """Rows of a vehicle or participant file that no crash file has taken yet."""

    part: str
    table: SourceTable

    def split(self, numbers: Collection[str]) -> tuple[pd.DataFrame, "_Rest"]:
        """Return the rows of these crashes, and what remains."""
        mine = self.table.rows[ID].isin(numbers)
        remaining = replace(self.table, rows=self.table.rows[~mine])
        return self.table.rows[mine], replace(self, table=remaining)


def read_odot_folder(
    folder: Path, *, counties: Collection[str] = (), on_refused: Refused | None = None
) -> Iterator[ImportBatch]:
    """Yield what each crash file of the folder becomes, with its vehicles and participants.

    Parameters
    ----------
    folder
        Holds `crash*.csv`, and `vehicle*.csv` and `participant*.csv` where there are any.
    counties
        Own counties, for example `["Multnomah, Oregon"]`; crashes of others are counted and left
        out. Empty: all.
    on_refused
        Called for each file that is not of this layout; the others are read all the same. Without
        it, such a file is an error after the others have been yielded.

    Yields
    ------
    batch
        One for each crash file; then one for each other file that has rows which are damaged or
        belong to no imported crash: they are in its quarantine.

    Raises
    ------
    CrashFileError
        There is no such folder, or it has no crash file of this layout.
    """
    if not folder.is_dir():
        raise CrashFileError("There is no folder {folder}.", folder=str(folder))
    refused: list[CrashFileError] = []
    tables = {part: _tables(folder, part, refused) for part in FILES}
    for error in refused if on_refused else ():
        on_refused(error)  # type: ignore[misc]
    if tables["crash"]:
        yield from _batches(tables, counties)
    elif on_refused or not refused:
        raise CrashFileError(
            "{folder} holds no crash file of this layout (crash*.csv).", folder=str(folder)
        )
    if refused and not on_refused:
        raise refused[0]


def _tables(folder: Path, part: str, refused: list[CrashFileError]) -> list[SourceTable]:
    pattern, needed = FILES[part]
    tables = []
    for path in sorted(folder.glob(pattern)):
        try:
            tables.append(read_source_table(path, needed))
        except CrashFileError as error:
            refused.append(error)
    return tables


def _batches(
    tables: dict[str, list[SourceTable]], counties: Collection[str]
) -> Iterator[ImportBatch]:
    rests = [_Rest(part, one) for part in ("vehicle", "participant") for one in tables[part]]
    for file in tables["crash"]:
        faults = fault_of(file.rows, moments_of(file.rows))
        sound = replace(file, rows=file.rows.drop(index=list(faults)))
        taken, rests = _split(rests, set(sound.rows[ID]))
        broken = [
            RowFault(row, column, reason, _cells(file.rows.loc[row]))
            for row, (column, reason) in faults.items()
        ]
        yield batch_of_parts(sound, taken, (*file.faults, *broken), counties)
    yield from (batch for rest in rests if (batch := _batch_of_rest(rest.table)))


def _split(
    rests: list[_Rest], numbers: Collection[str]
) -> tuple[dict[str, pd.DataFrame], list[_Rest]]:
    """Return the rows of these crashes by part, and what remains of the files."""
    needed = {"vehicle": VEHICLE_COLUMNS, "participant": PARTICIPANT_COLUMNS}
    found = {part: [pd.DataFrame(columns=list(needed[part]), dtype="str")] for part in needed}
    remaining = []
    for rest in rests:
        mine, left = rest.split(numbers)
        found[rest.part].append(mine)
        remaining.append(left)
    joined = {part: pd.concat(rows, ignore_index=True).fillna("") for part, rows in found.items()}
    return joined, remaining


def batch_of_parts(
    file: SourceTable,
    taken: dict[str, pd.DataFrame],
    faults: tuple[RowFault, ...],
    counties: Collection[str],
) -> ImportBatch:
    """Return what a crash file and the rows that belong to it become."""
    own = counties_of(file.rows).isin(list(counties)) | (not counties)
    rows = file.rows[own]
    mine = {part: table[table[ID].isin(set(rows[ID]))] for part, table in taken.items()}
    unknown: Unknown = Counter()
    crashes = read_crashes(rows, unknown)
    parties, origins = read_parties(mine["vehicle"], mine["participant"], unknown)
    others = len(file.rows) - len(rows) + sum(len(taken[part]) - len(mine[part]) for part in mine)
    used = len(rows) + sum(len(table) for table in mine.values())
    counts = {
        "rows_read": file.rows_read + sum(len(table) for table in taken.values()),
        "footer_rows": 0,
        "blank_rows": file.blank_rows,
        "duplicate_rows": file.duplicate_rows,
        "other_county_rows": others,
        "quarantined_rows": len(faults),
        "party_rows": len(parties),
        "joined_rows": used - len(parties),
        "crashes": len(crashes),
    }
    raw_rows, columns = _raw_rows(rows, mine, parties, origins)
    batch = batch_of_source(file.name, SOURCE, crashes, parties, unknown)
    return replace(
        batch,
        sha256=_sha256(file, mine),
        raw_rows=raw_rows,
        quarantine=quarantine_table(file.name, faults),
        counts=counts,
        columns=columns,
    )


def _cells(row: Any) -> dict[str, str]:
    return {str(column): str(text) for column, text in row.items()}


def _raw_rows(
    rows: pd.DataFrame,
    mine: dict[str, pd.DataFrame],
    parties: pd.DataFrame,
    origins: pd.DataFrame,
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the cells as delivered of each party, those of the crash with its first one."""
    of_crash = dict(zip(SOURCE + "-" + rows[ID], rows.to_numpy().tolist(), strict=True))
    of_part = {
        part: dict(zip(table.index, table.to_numpy().tolist(), strict=True))
        for part, table in mine.items()
    }
    blank = {part: [""] * table.shape[1] for part, table in (("crash", rows), *mine.items())}
    lines: list[tuple[str, int, str]] = []
    seen: set[str] = set()
    for crash_id, vehicle, person in zip(
        parties["crash_id"], origins["vehicle_row"], origins["participant_row"], strict=True
    ):
        crash = blank["crash"] if crash_id in seen else of_crash[crash_id]
        seen.add(crash_id)
        cells = [
            *crash,
            *(blank["vehicle"] if pd.isna(vehicle) else of_part["vehicle"][vehicle]),
            *(blank["participant"] if pd.isna(person) else of_part["participant"][person]),
        ]
        lines.append((crash_id, len(lines), csv_line(cells)))
    table = pd.DataFrame(lines, columns=["crash_id", "party_no", "cells"])
    table["party_no"] = parties["party_no"].to_numpy()
    alone = [
        (crash_id, 1, csv_line([*cells, *blank["vehicle"], *blank["participant"]]))
        for crash_id, cells in of_crash.items()
        if crash_id not in seen
    ]
    names = [
        f"{part}: {column}"
        for part, columns in (("crash", rows.columns), *((p, t.columns) for p, t in mine.items()))
        for column in columns
    ]
    without = pd.DataFrame(alone, columns=["crash_id", "party_no", "cells"])
    return pd.concat([table, without], ignore_index=True), tuple(names)


def _sha256(file: SourceTable, mine: dict[str, pd.DataFrame]) -> str:
    """Return a hash of the crash file and of the rows of other files that were joined to it."""
    joined = hashlib.sha256(file.sha256.encode())
    for _, table in sorted(mine.items()):
        joined.update(table.to_csv(index=False).encode())
    return joined.hexdigest()


def _batch_of_rest(table: SourceTable) -> ImportBatch | None:
    """Return the batch of a vehicle or participant file whose rows were not all taken."""
    odd = len(table.rows) + len(table.faults) + table.duplicate_rows + table.blank_rows
    if not odd:
        return None
    orphans = [
        RowFault(int(row), ID, NO_CRASH, _cells(table.rows.loc[row])) for row in table.rows.index
    ]
    faults = [*table.faults, *orphans]
    empty = table.rows[:0]
    unknown: Unknown = Counter()
    parties, _ = read_parties(
        pd.DataFrame(columns=list(VEHICLE_COLUMNS), dtype="str"),
        pd.DataFrame(columns=list(PARTICIPANT_COLUMNS), dtype="str"),
        unknown,
    )
    crashes = read_crashes(empty.reindex(columns=list(NEEDED_COLUMNS)), unknown)
    batch = batch_of_source(table.name, SOURCE, crashes, parties, unknown)
    return replace(
        batch,
        sha256=table.sha256,
        quarantine=quarantine_table(table.name, faults),
        counts={
            "rows_read": odd,
            "blank_rows": table.blank_rows,
            "duplicate_rows": table.duplicate_rows,
            "quarantined_rows": len(faults),
        },
        columns=table.columns,
    )
