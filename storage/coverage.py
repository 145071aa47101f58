"""Whether the store holds all crashes of a county, class and month.

Files speak first: a complete statement beats a partial one, days of fragments are united (and stay
a fragment: whether the days of a month together are the whole of it is for a person to say). What a
person states stands over all files, whatever is imported later.
"""

import calendar
import json
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd
import sqlalchemy as sa

from crashes.model import CoverageState, Severity
from storage.audit import append
from storage.bulk import insert_rows
from storage.frames import stored_columns
from storage.moments import moment_text, now
from storage.store import StoreError
from storage.tables import coverage_by_files, coverage_by_people

KEY = ("county", "severity", "month")
COVERAGE_COLUMNS = (*KEY, "state", "days", "stated_by", "reason")
BETTER = {CoverageState.COMPLETE: 0, CoverageState.PARTIAL: 1, CoverageState.ABSENT: 2}
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

Key = tuple[str, str, str]


def save_file_coverage(connection: sa.Connection, import_id: int, found: pd.DataFrame) -> None:
    """Save what a file says of months, in place of what it said before."""
    mine = coverage_by_files.c.import_id == import_id
    connection.execute(coverage_by_files.delete().where(mine))
    if found.empty:
        return
    columns = stored_columns(found, (*KEY, "state"))
    days = [json.dumps(days_of(*one)) for one in zip(found["days"], *columns[2:], strict=True)]
    reasons = stored_columns(found, ("reason",))[0] if "reason" in found else [None] * len(found)
    rows = [(import_id, *row) for row in zip(*columns, days, reasons, strict=True)]
    insert_rows(connection, coverage_by_files, ("import_id", *KEY, "state", "days", "reason"), rows)


def read_coverage(connection: sa.Connection) -> pd.DataFrame:
    """Return COVERAGE_COLUMNS, ordered by county, class and month.

    `days` is a tuple of the days of the month that were delivered, `stated_by` the person who
    stated the state (None: the files suggest it), `reason` a Message as JSON or None.
    """
    merged = _merged_files(connection)
    for key, state, author in _statements(connection):
        days = merged[key]["days"] if key in merged else set()
        merged[key] = {"state": state, "days": days, "stated_by": author, "reason": None}
    rows = [
        (*key, str(one["state"]), tuple(sorted(one["days"])), one["stated_by"], one["reason"])
        for key, one in sorted(merged.items())
    ]
    frame = pd.DataFrame(rows, columns=list(COVERAGE_COLUMNS), dtype=object)
    return frame.astype(dict.fromkeys((*KEY, "state"), "str"))


def state_coverage(connection: sa.Connection, key: Key, state: str, *, author: str) -> None:
    """Save what a person says of a month.

    Raises
    ------
    StoreError
        The class, the month or the state is none.
    """
    county, severity, month = key
    known = severity in set(Severity) and state in set(CoverageState)
    if not known or not MONTH.fullmatch(month) or not county:
        raise StoreError(
            "{county}, {severity}, {month}, {state}: not a county, class, month and coverage.",
            county=county,
            severity=severity,
            month=month,
            state=state,
        )
    connection.execute(
        coverage_by_people.insert().values(
            county=county,
            severity=str(severity),
            month=month,
            state=str(state),
            author=author,
            made_at=moment_text(now()),
        )
    )
    append(connection, author, "state coverage", " ".join(key), {"state": str(state)})


def days_of(days: Any, month: str, state: str) -> list[int]:
    """Return the days of a month that were delivered, in order.

    Of a complete month that is every day; else `days` lists them, or their JSON does.

    Examples
    --------
    >>> days_of((3, 1, 2), "2025-02", "partial"), days_of("[1, 2]", "2025-02", "partial")
    ([1, 2, 3], [1, 2])
    >>> len(days_of(None, "2024-02", "complete"))
    29
    """
    if state == CoverageState.COMPLETE:
        year, number = (int(part) for part in month.split("-"))
        return list(range(1, calendar.monthrange(year, number)[1] + 1))
    if isinstance(days, str):
        days = json.loads(days)
    numbers: Iterable[Any] = days if isinstance(days, Iterable) else ()
    return sorted({int(one) for one in numbers})


def _merged_files(connection: sa.Connection) -> dict[Key, dict[str, Any]]:
    merged: dict[Key, dict[str, Any]] = {}
    table = coverage_by_files.c
    found = connection.execute(
        sa.select(*(table[name] for name in (*KEY, "state", "days", "reason"))).order_by(
            table.import_id
        )
    )
    for county, severity, month, text, days, reason in found:
        state = CoverageState(text)
        said = {"state": state, "days": set(json.loads(days)), "stated_by": None, "reason": reason}
        before = merged.get((county, severity, month))
        if before is not None:
            better = said if BETTER[state] < BETTER[before["state"]] else before
            said = {**better, "days": before["days"] | said["days"]}
        merged[county, severity, month] = said
    return merged


def _statements(connection: sa.Connection) -> list[tuple[Key, CoverageState, str]]:
    """Return what people stated, the earlier first."""
    table = coverage_by_people.c
    found = connection.execute(
        sa.select(*(table[name] for name in (*KEY, "state", "author"))).order_by(table.statement_id)
    )
    return [((row[0], row[1], row[2]), CoverageState(row[3]), row[4]) for row in found]
