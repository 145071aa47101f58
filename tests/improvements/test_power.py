"""The smallest effect that the numbers could have shown."""

import math

import numpy as np
import pytest
from scipy import stats

from improvements.effectiveness import Expectation
from improvements.power import (
    naive_power,
    smallest_naive_reduction,
    smallest_reduction_against,
)


@pytest.mark.parametrize(("before", "percent"), [(10, 88), (20, 67), (30, 57), (50, 46), (100, 33)])
def test_the_table_of_smallest_detectable_reductions(before, percent):
    """docs/methods.md: the smallest whole percent with 80 % power, one-sided 5 %."""
    assert math.ceil(100 * smallest_naive_reduction(before)) == percent


@pytest.mark.parametrize(("reduction", "needed"), [(0.2, 290), (0.3, 125), (0.4, 70), (0.5, 40)])
def test_the_table_of_crashes_needed(reduction, needed):
    assert naive_power(needed, reduction) >= 0.80
    assert naive_power(needed - 10, reduction) < 0.80


@pytest.mark.parametrize(
    ("mean", "reduction", "ratio"),
    [(10, 0.87, 1.0), (30, 0.5, 1 / 3), (7, 0.9, 2.0), (0.5, 0.5, 1)],
)
def test_power_is_the_double_sum_over_both_counts(mean, reduction, ratio):
    before, after = np.arange(200)[:, None], np.arange(200)[None, :]
    shown = stats.binom.cdf(after, before + after, ratio / (1 + ratio)) <= 0.05
    chance = stats.poisson.pmf(before, mean) * stats.poisson.pmf(
        after, mean * ratio * (1 - reduction)
    )
    expected = float((chance * shown).sum())
    assert naive_power(mean, reduction, exposure_ratio=ratio) == pytest.approx(expected)


def test_too_few_crashes_can_show_nothing():
    assert smallest_naive_reduction(0) is None
    assert smallest_naive_reduction(3) is None
    assert smallest_reduction_against(Expectation(2.0, 1.0)) is None


def test_a_shorter_time_after_shows_less():
    assert smallest_naive_reduction(40, exposure_ratio=1 / 3) > smallest_naive_reduction(40)


@pytest.mark.parametrize("expectation", [Expectation(20.0, 12.0), Expectation(20.0, 0.0)])
def test_the_reduction_against_an_expectation_has_just_80_percent_power(expectation):
    reduction = smallest_reduction_against(expectation)
    critical = max(after for after in range(21) if expectation.at_most(after) <= 0.05)
    assert expectation.at_most(critical, 1 - reduction) == pytest.approx(0.80)
    assert 0 < reduction < 1


def test_an_expectation_known_exactly_shows_more():
    known, vague = Expectation(30.0, 0.0), Expectation(30.0, 30.0)
    assert smallest_reduction_against(known) < smallest_reduction_against(vague)
