"""Which days are compared: the same calendar months before and after, the works left out."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

import pandas as pd

from errors import DaoanError

MONTHS_PER_YEAR = 12


class PeriodError(DaoanError, ValueError):
    """The dates or lengths of a before/after comparison do not fit together."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to the day before `end`."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.end - self.start).days

    def holds(self, at: pd.Series) -> pd.Series:
        """Return, for each moment, whether it lies in the period."""
        return (at >= pd.Timestamp(self.start)) & (at < pd.Timestamp(self.end))


@dataclass(frozen=True, slots=True)
class EvaluationPlan:
    """What a user asks for."""

    completed: date  # first day on which the measure stood
    before_months: int
    after_months: int
    works_from: date | None = None  # first day of the works; the works count for neither side


@dataclass(frozen=True, slots=True)
class ComparedPeriods:
    """The days counted; every calendar month has the same share before and after."""

    before: tuple[Period, ...]  # oldest first; more than one when months of several years are taken
    after: Period
    works: Period | None
    before_months: int
    after_months: int

    @property
    def exposure_ratio(self) -> float:
        """Exposure after over exposure before, in months.

        Months are matched, so a 29 February on one side only (at most 0.3 % of a year) is left
        where it is.
        """
        return self.after_months / self.before_months

    def in_before(self, at: pd.Series) -> pd.Series:
        """Return, for each moment, whether it counts as before."""
        inside = pd.Series(False, index=at.index)
        for period in self.before:
            inside |= period.holds(at)
        return inside

    def in_after(self, at: pd.Series) -> pd.Series:
        """Return, for each moment, whether it counts as after."""
        return self.after.holds(at)


def add_months(day: date, months: int) -> date:
    """Return the same day of another month, or its last day where it has fewer.

    Examples
    --------
    >>> add_months(date(2024, 2, 29), -12), add_months(date(2024, 11, 15), 3)
    (datetime.date(2023, 2, 28), datetime.date(2025, 2, 15))
    """
    year, month = divmod(day.year * MONTHS_PER_YEAR + day.month - 1 + months, MONTHS_PER_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def compared_periods(plan: EvaluationPlan) -> ComparedPeriods:
    """Return the days to compare.

    After starts on the day of completion. Before ends at the latest when the works begin (without
    `works_from`, on the day of completion) and holds the same calendar months as after:

    - whole years on both sides: the years right before the works;
    - else before is a multiple of after: the same months of the latest earlier years.

    Raises
    ------
    PeriodError
        When a length is not positive, the works begin after completion, or the lengths cannot
        hold the same calendar months.

    Examples
    --------
    Eight months after, and the same eight months of the year before:

    >>> found = compared_periods(EvaluationPlan(date(2024, 1, 1), 8, 8))
    >>> found.before[0].start.isoformat(), found.before[0].end.isoformat()
    ('2023-01-01', '2023-09-01')
    """
    before, after = plan.before_months, plan.after_months
    if before < 1 or after < 1:
        raise PeriodError(
            "Before and after need at least one month each; found {before} and {after}.",
            before=before,
            after=after,
        )
    stop = plan.works_from or plan.completed
    if stop > plan.completed:
        raise PeriodError(
            "The works begin on {works_from}, after their completion on {completed}.",
            works_from=stop,
            completed=plan.completed,
        )
    return ComparedPeriods(
        before=_before(plan, stop),
        after=Period(plan.completed, add_months(plan.completed, after)),
        works=Period(stop, plan.completed) if stop < plan.completed else None,
        before_months=before,
        after_months=after,
    )


def _before(plan: EvaluationPlan, stop: date) -> tuple[Period, ...]:
    before, after = plan.before_months, plan.after_months
    if before % MONTHS_PER_YEAR == 0 and after % MONTHS_PER_YEAR == 0:
        return (Period(add_months(stop, -before), stop),)
    if before % after:
        raise PeriodError(
            "{before} months before and {after} months after cannot hold the same calendar "
            "months: take whole years for both, or for before a multiple of after.",
            before=before,
            after=after,
        )
    block_years = -(-after // MONTHS_PER_YEAR)
    years = block_years
    while add_months(plan.completed, after - MONTHS_PER_YEAR * years) > stop:
        years += 1
    blocks = [MONTHS_PER_YEAR * (years + number * block_years) for number in range(before // after)]
    return tuple(
        Period(add_months(plan.completed, -shift), add_months(plan.completed, after - shift))
        for shift in reversed(blocks)
    )
