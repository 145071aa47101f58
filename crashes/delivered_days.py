"""Which days of a class a file holds, told by the days of its crashes.

A police file does not say which days it covers. Crashes do: where a class has ten crashes a day, a
week without one means that the week was not delivered; where it has ten a year, it means nothing.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

IMPROBABLE = 0.001  # a gap that would be so rare in a delivered stretch was not delivered
MIN_CRASHES_FOR_DAYS = 5  # to ask whether all crashes fall on the first days of months
DAYS_PER_MONTH = 30.4


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
