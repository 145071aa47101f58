"""Before and after are compared only where the records are equally complete."""

from datetime import date

import pandas as pd
import pytest

from crashes.model import Severity
from improvements.equal_coverage import UnequalCoverageError, classes_covered
from improvements.periods import EvaluationPlan, compared_periods

PERIODS = compared_periods(
    EvaluationPlan(date(2024, 6, 1), 12, 12, works_from=date(2024, 4, 1))
)  # April 2023 to March 2024, June 2024 to May 2025


def coverage(**states):
    """All months of 2023 to 2025 complete for A1 and A2; `A2_2025_01="partial"` changes one."""
    rows = {
        (severity, f"{year}-{month:02d}"): "complete"
        for severity in ("A1", "A2")
        for year in (2023, 2024, 2025)
        for month in range(1, 13)
    }
    for name, state in states.items():
        severity, year, month = name.split("_")
        rows[severity, f"{year}-{month}"] = state
    table = pd.DataFrame([(*key, state) for key, state in rows.items()])
    return table.set_axis(["severity", "month", "state"], axis=1).assign(county="嘉義市")


def test_complete_classes_are_compared_and_one_never_delivered_is_left_out():
    assert classes_covered(coverage(), "嘉義市", PERIODS) == (Severity.A1, Severity.A2)
    assert classes_covered(coverage(), "嘉義市", PERIODS, [Severity.A2]) == (Severity.A2,)


@pytest.mark.parametrize("state", ["partial", "absent"])
def test_an_incomplete_month_is_refused_and_named(state):
    with pytest.raises(UnequalCoverageError, match=r"A2 .* 2025-01"):
        classes_covered(coverage(A2_2025_01=state), "嘉義市", PERIODS)


def test_an_incomplete_month_during_the_works_does_not_matter():
    during = coverage(A2_2024_04="absent", A1_2024_05="partial")
    assert classes_covered(during, "嘉義市", PERIODS) == (Severity.A1, Severity.A2)


def test_a_class_asked_for_alone_needs_only_its_own_months():
    table = coverage(A2_2025_01="partial")
    assert classes_covered(table, "嘉義市", PERIODS, [Severity.A1]) == (Severity.A1,)


def test_a_month_touched_in_part_must_be_complete():
    periods = compared_periods(EvaluationPlan(date(2024, 6, 15), 12, 12))
    assert classes_covered(coverage(), "嘉義市", periods)
    with pytest.raises(UnequalCoverageError, match="2025-06"):
        classes_covered(coverage(A1_2025_06="absent"), "嘉義市", periods)


def test_many_incomplete_months_are_counted():
    rows = coverage()
    part = rows[~((rows["severity"] == "A1") & (rows["month"] >= "2024-06"))]
    with pytest.raises(UnequalCoverageError, match="incomplete in 12 months"):
        classes_covered(part, "嘉義市", PERIODS)


def test_another_county_without_records_is_refused():
    with pytest.raises(UnequalCoverageError, match="No class of crashes of 臺北市"):
        classes_covered(coverage(), "臺北市", PERIODS)
