"""Try corrected rows of Oregon files again: crash, vehicle and participant rows join once more.

A row of one file is a crash only together with the rows of the others. So what waits beside it, and
what the store has of the same crash as delivered, is read again with it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

import pandas as pd

from crashes.model import CrashFilter, CrashRecord, ImportBatch, ImportOutcome
from crashes.odot import FILES, NO_CRASH, batch_of_parts
from crashes.odot_crashes import ID, SOURCE, fault_of, moments_of
from crashes.quarantine import Cells
from crashes.row_damage import damage_left
from crashes.source_table import SourceTable
from language import Message

CORRECTED_ROWS = "corrected rows"  # the file name of their import
Parts = dict[str, pd.DataFrame]  # part -> rows, indexed by the number of the quarantine


class Records(Protocol):
    """The verbs of a store that are needed."""

    def crashes(self, chosen: CrashFilter | None = None) -> pd.DataFrame:
        """Return merged crashes."""
        ...

    def crash(self, crash_id: str) -> CrashRecord:
        """Return one crash with its rows as delivered."""
        ...

    def save_import(self, batch: ImportBatch) -> ImportOutcome:
        """Save crashes and parties."""
        ...


@dataclass(frozen=True, slots=True)
class OdotRetry:
    """What became of rows of Oregon files."""

    settled: frozenset[int]  # also rows that waited for one of those tried
    reasons: dict[int, Message]  # of the tried ones that still wait


def is_odot(cells: Mapping[str, str]) -> bool:
    """Return whether a row is one of an Oregon file."""
    return _part(cells) is not None


def retry_odot(
    records: Records, tried: Mapping[int, Cells], waiting: Mapping[int, Cells]
) -> OdotRetry:
    """Import the tried rows that can be read now, with all that belongs to their crashes.

    Parameters
    ----------
    records
        The store.
    tried
        Rows to try, by the number of the quarantine.
    waiting
        All rows that wait: those of the same crashes are taken along.
    """
    numbers = {row.get(ID, "") for row in tried.values()} - {""}
    beside = {key: row for key, row in waiting.items() if is_odot(row) and row[ID] in numbers}
    rows = {**beside, **tried}
    reasons = {
        key: damage.reason for key, row in rows.items() if (damage := damage_left(list(row), row))
    }
    parts = _parts({key: row for key, row in rows.items() if key not in reasons})
    known = _known(records, numbers)
    crashes = _together(known["crash"], parts["crash"])
    for key, (_column, reason) in fault_of(crashes, moments_of(crashes)).items():
        reasons[key] = reason
    sound = crashes.drop(index=[key for key in crashes.index if key in reasons])
    for part in ("vehicle", "participant"):
        orphans = parts[part].index[~parts[part][ID].isin(set(sound[ID]))]
        reasons |= dict.fromkeys(orphans.tolist(), NO_CRASH)
    if len(sound):
        taken = {part: _together(known[part], parts[part]) for part in ("vehicle", "participant")}
        mine = {part: table[table[ID].isin(set(sound[ID]))] for part, table in taken.items()}
        batch = batch_of_parts(_table(sound), mine, (), ())
        records.save_import(replace(batch, coverage=batch.coverage[:0]))
    return OdotRetry(
        frozenset(key for key in rows if key not in reasons),
        {key: reason for key, reason in reasons.items() if key in tried},
    )


def _part(cells: Mapping[str, str]) -> str | None:
    """Return the part of a delivery whose file a row is from, None where it is from none."""
    return next((part for part, (_, needed) in FILES.items() if set(needed) <= set(cells)), None)


def _parts(rows: Mapping[int, Cells]) -> Parts:
    of_part = {
        part: {key: row for key, row in rows.items() if _part(row) == part} for part in FILES
    }
    return {part: _frame(part, found) for part, found in of_part.items()}


def _frame(part: str, rows: Mapping[int, Cells]) -> pd.DataFrame:
    columns = dict.fromkeys([*FILES[part][1], *(name for row in rows.values() for name in row)])
    table = pd.DataFrame(list(rows.values()), columns=list(columns), dtype="str").fillna("")
    table.index = pd.Index(list(rows), dtype="int64")
    return table


def _known(records: Records, numbers: set[str]) -> Parts:
    """Return the rows as delivered of those crashes that the store has already, by part."""
    keys = tuple(f"{SOURCE}-{number}" for number in sorted(numbers))
    stored = sorted(records.crashes(CrashFilter(crash_ids=keys or ("",)))["crash_id"])
    found: dict[str, dict[tuple[str, ...], Cells]] = {part: {} for part in FILES}
    for crash_id in stored:
        for row in records.crash(crash_id).source_rows:
            for part, kept in found.items():
                start = f"{part}: "
                cells = {
                    name.removeprefix(start): text
                    for name, text in row.items()
                    if name.startswith(start)
                }
                if any(cells.values()):
                    kept.setdefault(tuple(cells.values()), cells)
    return {
        part: _frame(part, {-place: row for place, row in enumerate(kept.values(), start=1)})
        for part, kept in found.items()
    }


def _together(known: pd.DataFrame, corrected: pd.DataFrame) -> pd.DataFrame:
    """Return both tables as one; a row that is known already stands once."""
    return pd.concat([known, corrected]).fillna("").astype("str")


def _table(rows: pd.DataFrame) -> SourceTable:
    text = rows.to_csv(index=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return SourceTable(CORRECTED_ROWS, digest, tuple(rows.columns), rows, (), len(rows), 0, 0)
