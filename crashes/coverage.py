"""Which months of a county and class a file holds whole, judged by its crashes."""

import calendar
import math
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy.special import pdtr

from crashes.casualties import read_casualties
from crashes.counties import all_counties, usual_share
from crashes.delivered_days import (
    IMPROBABLE,
    MIN_CRASHES_FOR_DAYS,
    Stretch,
    delivered_stretches,
)
from crashes.layouts import PLACE
from crashes.model import CoverageState
from crashes.row_checks import DatedRows
from crashes.text_column import Indices
from language import Message

COVERAGE_COLUMNS = ("county", "severity", "month", "state", "days", "reason")
NATIONAL_COUNTIES = 10  # a file with so many counties is one of the whole country
SHORTFALL = 0.2  # of the usual crashes of a county: so few were not all

Days = tuple[int, ...]  # of a month, in order


@dataclass(frozen=True, slots=True)
class _Delivery:
    """What a file holds of one county and class in one stretch of days."""

    stretch: Stretch  # of all counties of the file together
    own: list[date]  # days of the county's crashes in it
    usual: float | None  # crashes the county usually has among so many, None: not known
    provided_on: date | None


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
    gaps in the light of its own number of crashes. In a file of the whole country a county that has
    less than a fifth of its usual share had not delivered yet (the months are published when half
    of the counties are still missing). A month that is not listed is absent.
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
                usual = usual_share(county) * stretch.crashes if is_national else None
                inside = [day for day in own if stretch.first <= day <= stretch.last]
                delivery = _Delivery(stretch, inside, usual, provided_on)
                for month in _months(stretch):
                    state, days, reason = _judged(month, delivery)
                    if days:
                        key = (str(county), str(severity), f"{month:%Y-%m}")
                        rows.append((*key, state.value, days, reason.to_json()))
    rows.sort(key=lambda row: (*row[:3], -len(row[4])))
    table = pd.DataFrame(rows, columns=list(COVERAGE_COLUMNS))
    return table.drop_duplicates(list(COVERAGE_COLUMNS[:3])).reset_index(drop=True)


def _months(stretch: Stretch) -> Iterator[date]:
    month = stretch.first.replace(day=1)
    while month <= stretch.last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def _judged(month: date, delivery: _Delivery) -> tuple[CoverageState, Days, Message]:
    """Return state, delivered days of the month and reason of one month of a county."""
    stretch, own = delivery.stretch, delivery.own
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    missing_before = max((stretch.first - month).days, 0)
    missing_after = max((last - stretch.last).days, 0)
    days = tuple(range(1 + missing_before, last.day - missing_after + 1))
    if _falls_short(delivery):
        reason = Message(
            "The county has {count} crashes where {usual} are usual: not all were delivered.",
            {"count": len(own), "usual": round(delivery.usual or 0)},
        )
        return CoverageState.PARTIAL, _days_of(own, month), reason
    if delivery.provided_on and delivery.provided_on <= last:
        reason = Message(
            "The file was provided on {day}, before the month had ended.",
            {"day": str(delivery.provided_on)},
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


def _falls_short(delivery: _Delivery) -> bool:
    """Whether the county has far fewer crashes than usual, more than chance explains."""
    count, usual = len(delivery.own), delivery.usual
    if usual is None or count >= SHORTFALL * usual:
        return False
    return bool(pdtr(count, usual) < IMPROBABLE)


def _days_of(own: list[date], month: date) -> Days:
    """Return the days of the month on which the county has a crash."""
    return tuple(sorted({day.day for day in own if day.replace(day=1) == month}))


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
