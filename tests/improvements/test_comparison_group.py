"""The comparison group: the published case of right turn on red."""

import pytest

from improvements.comparison_group import GroupCounts, compare_with_group
from improvements.naive import CountError

GROUP = GroupCounts(3566, 6121)


@pytest.mark.parametrize(
    ("odds_ratio_variance", "sd", "index", "index_sd", "reduction_sd"),
    [(0.0, 22.98, 1.085, 0.106, 29.0), (0.0055, 31.30, 1.079, 0.131, 36.0)],
)
def test_right_turn_on_red(odds_ratio_variance, sd, index, index_sd, reduction_sd):
    """Hauer (1997): 167 crashes became 313 while the comparison group went from 3566 to 6121."""
    found = compare_with_group(167, 313, GROUP, odds_ratio_variance=odds_ratio_variance)
    assert found.ratio == pytest.approx(1.7160, abs=5e-5)
    assert found.expected_after == pytest.approx(286.57, abs=5e-3)
    assert found.reduction == pytest.approx(-26.4, abs=0.05)
    assert found.expected_sd == pytest.approx(sd, abs=5e-3)
    assert (found.index.value, found.index.sd) == pytest.approx((index, index_sd), abs=5e-4)
    assert found.reduction_sd == pytest.approx(reduction_sd, abs=0.05)


def test_the_odds_ratio_of_right_turn_on_red():
    found = compare_with_group(167, 313, GROUP)
    assert found.odds_ratio == pytest.approx(1.0919, abs=5e-5)
    assert (found.odds_ratio_low, found.odds_ratio_high) == pytest.approx((0.901, 1.323), abs=5e-4)


def test_no_crash_after_has_no_interval_of_the_odds_ratio():
    found = compare_with_group(5, 0, GROUP)
    assert (found.odds_ratio, found.odds_ratio_low, found.odds_ratio_high) == (0.0, None, None)


@pytest.mark.parametrize("wrong", [(0, GROUP), (5, GroupCounts(0, 5)), (5, GroupCounts(5, 0))])
def test_nothing_can_be_expected_from_nothing(wrong):
    before, group = wrong
    with pytest.raises(CountError):
        compare_with_group(before, 3, group)
