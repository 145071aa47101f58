"""Refuse to compare periods in which the records are not equally complete."""

from collections.abc import Iterable

import pandas as pd

from crashes.model import CoverageState, Severity
from errors import DaoanError
from hotspots.coverage import coverage_states, months_between
from improvements.periods import ComparedPeriods

NAMED_MONTHS = 6  # more are counted, not named


class UnequalCoverageError(DaoanError, ValueError):
    """Some months of the comparison are complete and others are not."""


def months_compared(periods: ComparedPeriods) -> tuple[str, ...]:
    """Return every month (YYYY-MM) that before or after touches, in order."""
    return tuple(
        month
        for period in (*periods.before, periods.after)
        for month in months_between(period.start, period.end)
    )


def classes_covered(
    coverage: pd.DataFrame,
    county: str,
    periods: ComparedPeriods,
    severities: Iterable[Severity] = Severity,
) -> tuple[Severity, ...]:
    """Return the classes whose records are complete in every month of before and after.

    A class of which no month was ever delivered is left out of both sides alike.

    Parameters
    ----------
    coverage
        `county`, `severity`, `month`, `state`, as a store gives it.
    county
        County of the site.
    periods
        The days to compare.
    severities
        The classes asked for.

    Raises
    ------
    UnequalCoverageError
        When a class is complete in some months only, or none is complete.
    """
    months = months_compared(periods)
    states = coverage_states(coverage, county, severities, months)
    covered = []
    for severity, column in states.items():
        complete = column == CoverageState.COMPLETE.value
        if complete.all():
            covered.append(Severity(str(severity)))
        elif not (column == CoverageState.ABSENT.value).all():
            _refuse(county, str(severity), list(column.index[~complete]))
    if not covered:
        raise UnequalCoverageError(
            "No class of crashes of {county} is complete from {first} to {last}, so before and "
            "after cannot be compared.",
            county=county,
            first=months[0],
            last=months[-1],
        )
    return tuple(covered)


def is_covered(
    coverage: pd.DataFrame, county: str, periods: ComparedPeriods, severities: Iterable[Severity]
) -> bool:
    """Return whether every month of the comparison is complete for all these classes."""
    states = coverage_states(coverage, county, severities, months_compared(periods))
    return bool((states == CoverageState.COMPLETE.value).to_numpy().all())


def _refuse(county: str, severity: str, incomplete: list[str]) -> None:
    named = ", ".join(incomplete[:NAMED_MONTHS])
    if len(incomplete) > NAMED_MONTHS:
        raise UnequalCoverageError(
            "Before and after are not equally covered: {severity} crashes of {county} are "
            "incomplete in {count} months ({months}, …). Choose other months, or leave out "
            "this class.",
            severity=severity,
            county=county,
            count=len(incomplete),
            months=named,
        )
    raise UnequalCoverageError(
        "Before and after are not equally covered: {severity} crashes of {county} are "
        "incomplete in {months}. Choose other months, or leave out this class.",
        severity=severity,
        county=county,
        months=named,
    )
