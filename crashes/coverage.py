"""Which months of a county and class a file holds whole, judged by the days of its crashes.

A police file does not say which days it covers. Crashes do: where a class has ten crashes a day, a
week without one means that the week was not delivered; where it has ten a year, it means nothing.
"""

import calendar
import math
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd

from crashes.casualties import read_casualties
from crashes.counties import all_counties
from crashes.layouts import PLACE
from crashes.model import CoverageState
from crashes.row_checks import DatedRows
from crashes.text_column import Indices
from language import Message

COVERAGE_COLUMNS = ("county", "severity", "month", "state", "days", "reason")
IMPROBABLE = 0.001  # a gap that would be so rare in a delivered stretch was not delivered
NATIONAL_COUNTIES = 15  # a file with so many counties is one of the whole country
MIN_CRASHES_FOR_DAYS = 5  # to ask whether all crashes fall on the first days of months
DAYS_PER_MONTH = 30.4

Days = tuple[int, ...]  # of a month, in order


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days without an improbable gap between crashes."""

    first: date
    last: date
    crashes: int

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.last - self.first).days + 1

    @property
    def crashes_per_day(self) -> float:
        """Mean crashes per day; one less than observed, as both ends are crashes by definition."""
        return (self.crashes - 1) / max(self.days - 1, 1) if self.crashes > 1 else math.inf


def coverage_of(
    delivered: DatedRows, provided_on: date | None, counties: Collection[str] = ()
) -> pd.DataFrame:
    """Return COVERAGE_COLUMNS: each county, class and month that the file holds or touches.

    `days` are the days of the month that were delivered, so that fragments can be put together.

    Parameters
    ----------
    delivered
        All readable rows of the file, those of other counties too.
    provided_on
        The day the footer of the file names: a month that had not ended cannot be complete.
    counties
        Own counties; others are left out. Empty: all.

    Notes
    -----
    The days of a class are judged over all counties of the file together, then each county's own
    gaps in the light of its own number of crashes. A month that is not listed is absent.
    """
    crashes = _crash_days(delivered)
    rows: list[tuple[str, str, str, str, Days, str]] = []
    for severity, of_class in crashes.groupby("severity", sort=True):
        present = sorted(of_class["county"].dropna().unique())
        is_national = len(present) >= NATIONAL_COUNTIES
        stretches = delivered_stretches(of_class["day"].to_list())
        for county in all_counties() if is_national else present:
            if counties and county not in counties:
                continue
            own = of_class.loc[of_class["county"] == county, "day"].to_list()
            for stretch in stretches:
                for month in _months(stretch):
                    state, days, reason = _judged(month, stretch, own, provided_on)
                    if days:
                        key = (str(county), str(severity), f"{month:%Y-%m}")
                        rows.append((*key, state.value, days, reason.to_json()))
    rows.sort(key=lambda row: (*row[:3], -len(row[4])))
    table = pd.DataFrame(rows, columns=list(COVERAGE_COLUMNS))
    return table.drop_duplicates(list(COVERAGE_COLUMNS[:3])).reset_index(drop=True)


def delivered_stretches(days: Collection[date]) -> list[Stretch]:
    """Return the stretches of days that hold crashes without improbable gaps.

    Parameters
    ----------
    days
        The day of each crash.

    Notes
    -----
    Crashes of a class are taken as a Poisson process: n gaps at a mean of m crashes a day contain
    one of g days with a probability of about n exp(-m g). Where that is below 0.001 the stretch is
    cut, and its parts are looked at again. Crashes that fall on the first days of many months only
    are cut at the months.

    Examples
    --------
    >>> month = [date(2025, 1, day) for day in range(1, 32)] * 10
    >>> [(str(s.first), s.days) for s in delivered_stretches([*month, date(2025, 3, 1)])]
    [('2025-01-01', 31), ('2025-03-01', 1)]
    """
    counts = sorted(Counter(days).items())
    if _only_first_days(counts):
        months = sorted({day.replace(day=1) for day, _ in counts})
        parts = [[one for one in counts if one[0].replace(day=1) == month] for month in months]
        return [_stretch(part) for part in parts]
    return list(_cut(counts)) if counts else []


def _cut(counts: list[tuple[date, int]]) -> Iterator[Stretch]:
    stretch = _stretch(counts)
    gaps = np.diff([day.toordinal() for day, _ in counts])
    if len(gaps):
        longest = int(np.argmax(gaps))
        probability = stretch.crashes * math.exp(-stretch.crashes_per_day * (gaps[longest] - 1))
        if gaps[longest] > 1 and probability < IMPROBABLE:
            yield from _cut(counts[: longest + 1])
            yield from _cut(counts[longest + 1 :])
            return
    yield stretch


def _stretch(counts: list[tuple[date, int]]) -> Stretch:
    return Stretch(counts[0][0], counts[-1][0], sum(count for _, count in counts))


def _only_first_days(counts: list[tuple[date, int]]) -> bool:
    """Whether the crashes of several months fall on their first days, more than chance allows."""
    months = {day.replace(day=1) for day, _ in counts}
    total = sum(count for _, count in counts)
    if len(months) == 1 or total < MIN_CRASHES_FOR_DAYS:
        return False
    latest = max(day.day for day, _ in counts)
    return bool((latest / DAYS_PER_MONTH) ** total < IMPROBABLE)


def _months(stretch: Stretch) -> Iterator[date]:
    month = stretch.first.replace(day=1)
    while month <= stretch.last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def _judged(
    month: date, stretch: Stretch, own: list[date], provided_on: date | None
) -> tuple[CoverageState, Days, Message]:
    """Return state, delivered days of the month and reason of one month of a county."""
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    missing_before = max((stretch.first - month).days, 0)
    missing_after = max((last - stretch.last).days, 0)
    days = tuple(range(1 + missing_before, last.day - missing_after + 1))
    if provided_on and provided_on <= last:
        reason = Message(
            "The file was provided on {day}, before the month had ended.", {"day": str(provided_on)}
        )
        return CoverageState.PARTIAL, days, reason
    expected = stretch.crashes_per_day * (missing_before + missing_after)
    if (missing_before or missing_after) and math.exp(-expected) < IMPROBABLE**0.5:
        reason = Message(
            "The crashes of the file stop: it holds {first} to {last}.",
            {"first": str(max(stretch.first, month)), "last": str(min(stretch.last, last))},
        )
        return CoverageState.PARTIAL, days, reason
    if gap := _own_gap(month, last, own):
        reason = Message(
            "The county has no crash from {first} to {last}, more than chance explains.",
            {"first": str(gap[0]), "last": str(gap[1])},
        )
        days = tuple(day for day in range(1, last.day + 1) if not gap[0].day <= day <= gap[1].day)
        return CoverageState.PARTIAL, days, reason
    reason = Message(
        "The file has crashes from {first} to {last} without a gap that chance would not explain.",
        {"first": str(stretch.first), "last": str(stretch.last)},
    )
    return CoverageState.COMPLETE, tuple(range(1, last.day + 1)), reason


def _own_gap(month: date, last: date, own: list[date]) -> tuple[date, date] | None:
    """Return first and last day of an improbable gap of the county in the month."""
    inside = sorted({day for day in own if month <= day <= last})
    total = sum(month <= day <= last for day in own)
    edges = [month - timedelta(days=1), *inside, last + timedelta(days=1)]
    gaps = [(after - before).days - 1 for before, after in pairwise(edges)]
    longest = int(np.argmax(gaps))
    per_day = total / max(last.day - gaps[longest], 1)
    if total < MIN_CRASHES_FOR_DAYS or total * math.exp(-per_day * gaps[longest]) >= IMPROBABLE**2:
        return None
    return edges[longest] + timedelta(days=1), edges[longest + 1] - timedelta(days=1)


def _crash_days(delivered: DatedRows) -> pd.DataFrame:
    """Return county, class and day of each crash of the file."""
    first = _first_rows(delivered)
    crashes = delivered.at(first)
    severity = read_casualties(crashes.rows, Counter()).severity
    days = [date(day // 10_000, day // 100 % 100, day % 100) for day in crashes.day.tolist()]
    return pd.DataFrame({"county": crashes.county, "severity": severity, "day": days}, dtype=object)


def _first_rows(delivered: DatedRows) -> Indices:
    place = delivered.rows.columns[PLACE]
    moment = delivered.day * 1_000_000 + delivered.time
    numbers, _ = pd.factorize(moment * (len(place.texts) + 1) + place.rows)
    _, first = np.unique(numbers, return_index=True)
    return first
