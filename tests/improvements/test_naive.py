"""The naive comparison: exact for chance."""

import math

import numpy as np
import pytest
from scipy import stats

from improvements.naive import CountError, compare_naively


def test_the_all_red_junction_of_madou():
    """新生南路/民權路, Liberty Times 5176634: 13 crashes in January to August, then 2."""
    found = compare_naively(13, 2)
    assert found.p_fewer == pytest.approx(0.0036926, abs=5e-8)
    assert found.p_two_sided == pytest.approx(0.0073853, abs=5e-8)
    assert found.rate_ratio == pytest.approx(0.154, abs=5e-4)
    assert (found.ratio_low, found.ratio_high) == pytest.approx((0.017, 0.680), abs=5e-4)
    assert found.change == pytest.approx(-0.846, abs=5e-4)


def test_a_page_of_the_clearinghouse_gives_hauers_index():
    """CMF Clearinghouse 1485, an extra signal head per lane: 87 crashes, then 44."""
    found = compare_naively(87, 44)
    assert found.rate_ratio == pytest.approx(0.506, abs=5e-4)
    assert found.index.value == pytest.approx(0.500, abs=5e-4)


@pytest.mark.parametrize(("before", "after", "ratio"), [(30, 7, 1 / 3), (5, 20, 2.0), (8, 8, 0.5)])
def test_unequal_durations_enter_by_their_ratio(before, after, ratio):
    found = compare_naively(before, after, exposure_ratio=ratio)
    assert found.rate_ratio == pytest.approx(after / (before * ratio))
    exact = stats.binomtest(after, before + after).proportion_ci(method="exact")
    ends = [exact.low / (1 - exact.low) / ratio, exact.high / (1 - exact.high) / ratio]
    assert [found.ratio_low, found.ratio_high] == pytest.approx(ends)


@pytest.mark.parametrize("ratio", [0.25, 1.0, 3.0])
def test_p_below_five_percent_is_the_same_as_an_interval_without_one(ratio):
    for before in range(25):
        for after in range(25):
            found = compare_naively(before, after, exposure_ratio=ratio)
            outside = found.ratio_low > 1 or (found.ratio_high or math.inf) < 1
            assert outside == (found.p_two_sided < 0.05)


def test_zero_counts_leave_open_ends():
    none_before = compare_naively(0, 4)
    assert (none_before.rate_ratio, none_before.ratio_high, none_before.index) == (None, None, None)
    assert none_before.ratio_low > 0
    none_after = compare_naively(6, 0)
    assert (none_after.rate_ratio, none_after.ratio_low) == (0.0, 0.0)
    assert none_after.index.value == none_after.index.sd == 0.0
    assert compare_naively(0, 0).p_two_sided == 1.0


def test_the_interval_covers_the_truth_at_least_95_times_in_100():
    rng = np.random.default_rng(41)
    for mean, ratio, effect in ((8, 1.0, 0.7), (25, 1 / 3, 1.0), (60, 2.0, 0.5)):
        before = rng.poisson(mean, 2000)
        after = rng.poisson(mean * ratio * effect, 2000)
        held = [
            found.ratio_low <= effect <= (found.ratio_high or math.inf)
            for found in (
                compare_naively(int(k), int(n), exposure_ratio=ratio)
                for k, n in zip(before, after, strict=True)
            )
        ]
        assert 0.945 <= np.mean(held) <= 0.99


@pytest.mark.parametrize("wrong", [(-1, 2, 1.0), (1, -2, 1.0), (1, 2, 0.0), (1, 2, math.nan)])
def test_impossible_numbers_are_refused(wrong):
    before, after, ratio = wrong
    with pytest.raises(CountError):
        compare_naively(before, after, exposure_ratio=ratio)
