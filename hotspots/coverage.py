"""Which months of a county and class the store holds whole, in part or not at all."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from crashes.model import CoverageState, Severity


def months_between(start: date, end: date) -> tuple[str, ...]:
    """Return every month (YYYY-MM) that a period touches; the day `end` is excluded.

    Examples
    --------
    >>> months_between(date(2024, 11, 15), date(2025, 1, 1))
    ('2024-11', '2024-12')
    """
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    stop = last if end.day == 1 else last + 1
    return tuple(f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, stop))


def coverage_states(
    coverage: pd.DataFrame, county: str, severities: Iterable[Severity], months: Sequence[str]
) -> pd.DataFrame:
    """Return the state of each month for each class in a county; what is not stated is absent.

    Parameters
    ----------
    coverage
        `county`, `severity`, `month` (YYYY-MM), `state`, as a store gives it.
    county, severities, months
        What to look up.

    Returns
    -------
    states
        One row a month, one column a class (A1, A2, A3), values of CoverageState.
    """
    mine = coverage[coverage["county"] == county]
    known = {
        (str(severity), month): str(state)
        for severity, month, state in mine[["severity", "month", "state"]].itertuples(index=False)
    }
    return pd.DataFrame(
        {
            str(severity): [
                known.get((str(severity), month), CoverageState.ABSENT.value) for month in months
            ]
            for severity in severities
        },
        index=pd.Index(months, name="month"),
    )


def coverage_of_period(
    coverage: pd.DataFrame,
    counties: Iterable[str],
    *,
    start: date | None = None,
    end: date | None = None,
    severities: Sequence[Severity] = (),
) -> list[dict[str, Any]]:
    """Return, for each county and class, how many months are complete, partial and absent.

    Without `start` or `end` the period reaches from the first to the last month the coverage of
    these counties names. Classes of which nothing was delivered are listed too: an empty map of A3
    does not mean that nothing happened.

    Parameters
    ----------
    coverage
        `county`, `severity`, `month`, `state`, as a store gives it.
    counties
        Counties of the crashes shown.
    start, end
        First day, and the day after the last.
    severities
        Classes shown; empty: all.

    Returns
    -------
    summary
        Objects with `county`, `severity`, `from`, `to` (first and last month), `complete`,
        `partial`, `absent` (numbers of months), `partial_months` and `absent_months`.
    """
    wanted = sorted(set(counties))
    named = sorted(coverage.loc[coverage["county"].isin(wanted), "month"])
    if not named and (start is None or end is None):
        return []
    first = start or date.fromisoformat(f"{named[0]}-01")
    last = end or _month_after(named[-1])
    months = months_between(first, last)
    return [
        _summary(county, severity, states)
        for county in wanted
        for severity, states in coverage_states(
            coverage, county, severities or tuple(Severity), months
        ).items()
    ]


def _summary(county: str, severity: Any, states: pd.Series) -> dict[str, Any]:
    months = {state: list(states.index[states == state.value]) for state in CoverageState}
    return {
        "county": county,
        "severity": str(severity),
        "from": states.index[0] if len(states) else None,
        "to": states.index[-1] if len(states) else None,
        "complete": len(months[CoverageState.COMPLETE]),
        "partial": len(months[CoverageState.PARTIAL]),
        "absent": len(months[CoverageState.ABSENT]),
        "partial_months": months[CoverageState.PARTIAL],
        "absent_months": months[CoverageState.ABSENT],
    }


def _month_after(month: str) -> date:
    year, number = (int(part) for part in month.split("-"))
    return date(year + number // 12, number % 12 + 1, 1)
