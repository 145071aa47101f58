"""The same calendar months before and after; the works count for neither."""

from collections import Counter
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvements.periods import EvaluationPlan, PeriodError, add_months, compared_periods


def spans(plan):
    found = compared_periods(plan)
    return [(one.start.isoformat(), one.end.isoformat()) for one in (*found.before, found.after)]


def test_whole_years_lie_right_before_the_completion():
    assert spans(EvaluationPlan(date(2024, 3, 1), 12, 12)) == [
        ("2023-03-01", "2024-03-01"),
        ("2024-03-01", "2025-03-01"),
    ]


def test_the_works_count_for_neither_side():
    plan = EvaluationPlan(date(2024, 3, 1), 24, 12, works_from=date(2023, 11, 16))
    assert spans(plan) == [("2021-11-16", "2023-11-16"), ("2024-03-01", "2025-03-01")]
    found = compared_periods(plan)
    assert (found.works.start, found.works.end) == (date(2023, 11, 16), date(2024, 3, 1))
    at = pd.Series(pd.to_datetime(["2023-11-15 23:59", "2023-12-24 00:00", "2024-03-01 00:00"]))
    assert found.in_before(at).tolist() == [True, False, False]
    assert found.in_after(at).tolist() == [False, False, True]
    assert found.exposure_ratio == 0.5


def test_part_of_a_year_is_compared_with_the_same_months_of_earlier_years():
    assert spans(EvaluationPlan(date(2024, 3, 1), 18, 6)) == [
        ("2021-03-01", "2021-09-01"),
        ("2022-03-01", "2022-09-01"),
        ("2023-03-01", "2023-09-01"),
        ("2024-03-01", "2024-09-01"),
    ]


def test_months_that_the_works_reach_into_are_taken_from_an_earlier_year():
    plan = EvaluationPlan(date(2024, 3, 1), 6, 6, works_from=date(2023, 8, 1))
    assert spans(plan) == [("2022-03-01", "2022-09-01"), ("2024-03-01", "2024-09-01")]


def test_a_year_and_a_half_is_compared_with_the_same_months_two_years_earlier():
    assert spans(EvaluationPlan(date(2024, 1, 1), 18, 18)) == [
        ("2022-01-01", "2023-07-01"),
        ("2024-01-01", "2025-07-01"),
    ]


def test_a_leap_day_has_its_anniversary_on_the_28th():
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert spans(EvaluationPlan(date(2024, 2, 29), 12, 12)) == [
        ("2023-02-28", "2024-02-29"),
        ("2024-02-29", "2025-02-28"),
    ]
    assert add_months(date(2024, 12, 31), 2) == date(2025, 2, 28)


@given(
    completed=st.dates(date(2010, 1, 1), date(2030, 12, 28)),
    works_days=st.integers(0, 700),
    after=st.integers(1, 36),
    blocks=st.integers(1, 4),
)
def test_before_holds_the_same_calendar_months_and_ends_before_the_works(
    completed, works_days, after, blocks
):
    completed = completed.replace(day=1)
    works_from = date.fromordinal(completed.toordinal() - works_days).replace(day=1)
    found = compared_periods(EvaluationPlan(completed, after * blocks, after, works_from))
    assert found.before[-1].end <= works_from
    assert all(
        one.end <= later.start for one, later in zip(found.before, found.before[1:], strict=False)
    )
    months = [months_of(*found.before), months_of(found.after)]
    assert {month: blocks * count for month, count in months[1].items()} == months[0]


def months_of(*periods):
    starts = [
        one
        for period in periods
        for one in pd.date_range(period.start, period.end, freq="MS", inclusive="left")
    ]
    return Counter(start.month for start in starts)


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (EvaluationPlan(date(2024, 1, 1), 0, 12), "at least one month"),
        (EvaluationPlan(date(2024, 1, 1), 12, -1), "at least one month"),
        (EvaluationPlan(date(2024, 1, 1), 12, 5), "same calendar months"),
        (EvaluationPlan(date(2024, 1, 1), 6, 12), "same calendar months"),
        (EvaluationPlan(date(2024, 1, 1), 12, 12, date(2024, 2, 1)), "after their completion"),
    ],
)
def test_a_plan_that_cannot_be_right_is_refused(plan, said):
    with pytest.raises(PeriodError, match=said):
        compared_periods(plan)
