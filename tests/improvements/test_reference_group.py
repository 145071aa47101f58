"""Junctions like the site: who belongs, what is counted, and how sure its figures are."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from hotspots.site import Site
from improvements.empirical_bayes import compare_by_empirical_bayes
from improvements.periods import EvaluationPlan, compared_periods
from improvements.reference_group import (
    ReferenceGroup,
    counties_of,
    reference_group,
    reference_junctions,
    variance_of_expectation,
)
from tests.hotspots.invented import ORIGIN, crash_table, junction

PERIODS = compared_periods(EvaluationPlan(date(2024, 1, 1), 12, 12))
SITE = Site(*ORIGIN, radius_m=30)
HERE = junction("甲×乙", 5, 0)


def keys(junctions, usable=lambda _: True):
    return [one.junction_id for one in reference_junctions(junctions, SITE, HERE, usable)]


def test_only_junctions_with_as_many_roads_are_like_the_site():
    assert keys([junction("甲×丙", 500, 0), junction("甲×丙×丁", 900, 0)]) == ["甲×丙"]


def test_the_site_and_its_neighbours_within_100_m_are_left_out():
    near, edge, far = junction("甲×丙", 60, 0), junction("甲×丁", 104, 0), junction("甲×戊", 106, 0)
    assert keys([HERE, near, edge, far]) == ["甲×戊"]


def test_a_junction_with_incomplete_records_is_left_out():
    others = [junction("甲×丙", 500, 0), junction("甲×丁", 900, 0)]
    assert keys(others, lambda one: one.junction_id != "甲×丙") == ["甲×丁"]


def test_the_order_of_the_junctions_does_not_matter():
    others = [junction(f"甲×{name}", 500 + 200 * place, 0) for place, name in enumerate("丙丁戊")]
    assert keys(others) == keys(others[::-1])


def test_crashes_are_counted_in_the_circle_of_the_site_around_each_junction():
    moments = pd.to_datetime(["2023-03-01", "2023-12-31", "2024-01-01", "2024-07-01", "2025-01-01"])
    crashes = crash_table([(500, 0), (530, 0), (500, 30), (531, 0), (500, 0)], occurred_at=moments)
    doubtful = crash_table([(500, 0)], location_status="default_point", occurred_at=moments[0])
    others = (junction("甲×丙", 500, 0), junction("甲×丁", 900, 0))
    group = reference_group(pd.concat([crashes, doubtful]), others, PERIODS, radius_m=30)
    assert group == ReferenceGroup(("甲×丙", "甲×丁"), (2, 0), (1, 0))


def test_a_junction_without_crashes_takes_the_county_of_the_nearest_crash():
    crashes = crash_table([(0, 0), (1000, 0)], county=["嘉義市", "嘉義縣"])
    found = counties_of([junction("甲×乙", 100, 0), junction("丙×丁", 800, 0)], crashes)
    assert found == {"甲×乙": "嘉義市", "丙×丁": "嘉義縣"}
    assert counties_of([HERE], crashes.head(0)) == {}


def test_the_moments_of_the_group_give_mean_dispersion_and_trend():
    group = ReferenceGroup(tuple("abcd"), (2, 4, 6, 12), (3, 3, 6, 6))
    assert group.mean_before == 6
    assert group.variance_before == pytest.approx(56 / 3)
    assert group.dispersion == pytest.approx((56 / 3 - 6) / 36)
    assert group.counts.ratio == pytest.approx(18 / 24 / (1 + 1 / 24))
    assert group.prediction.after == pytest.approx(6 * group.counts.ratio)


def test_the_dispersion_has_a_floor():
    group = ReferenceGroup(tuple("abc"), (5, 5, 5), (5, 5, 5))
    assert group.dispersion_found < 0
    assert group.dispersion == 0.05


def test_a_site_far_worse_than_any_other_is_told_apart():
    group = ReferenceGroup(tuple(str(n) for n in range(30)), (3, 5, 8, 4, 6, 9) * 5, (5,) * 30)
    assert not group.is_unlike(14)
    assert group.is_unlike(25)
    assert group.p_at_least(0) == 1.0


def test_the_jackknife_leaves_out_every_junction_in_turn():
    rng = np.random.default_rng(3)
    group = ReferenceGroup(
        tuple("abcdefghijkl"), tuple(rng.poisson(8, 12)), tuple(rng.poisson(7, 12))
    )

    def expected(left_out):
        keep = [place for place in range(12) if place != left_out]
        rest = ReferenceGroup(
            tuple(group.junction_ids[place] for place in keep),
            tuple(group.before[place] for place in keep),
            tuple(group.after[place] for place in keep),
        )
        prediction = rest.prediction
        weight = 1 / (1 + prediction.dispersion * prediction.before)
        before = weight * prediction.before + (1 - weight) * 15
        return prediction.after / prediction.before * before

    every = np.array([expected(place) for place in range(12)])
    by_hand = 11 / 12 * ((every - every.mean()) ** 2).sum()
    assert variance_of_expectation(group, 15) == pytest.approx(by_hand)


def test_a_larger_group_is_surer():
    rng = np.random.default_rng(4)

    def variance(size):
        rates = rng.gamma(2.5, 4, size)
        before, after = rng.poisson(rates), rng.poisson(rates)
        keys = tuple(str(place) for place in range(size))
        return variance_of_expectation(ReferenceGroup(keys, tuple(before), tuple(after)), 20)

    assert np.mean([variance(20) for _ in range(50)]) > 5 * np.mean(
        [variance(400) for _ in range(10)]
    )


@pytest.mark.parametrize("size", [21, 100])
def test_empirical_bayes_with_an_estimated_group_is_honest_about_the_worst_site(size):
    """No treatment, the site with most crashes chosen: the interval holds 1, the naive one not."""
    rng = np.random.default_rng(20260102)
    held, naive, expected, true_after = [], [], [], []
    for _ in range(1500):
        rates = rng.gamma(2.5, 4, size)
        before, after = rng.poisson(rates), rng.poisson(rates)
        worst = int(np.argmax(before + rng.random(size) * 0.5))
        others = np.arange(size) != worst
        group = ReferenceGroup(
            tuple(str(place) for place in np.flatnonzero(others)),
            tuple(before[others].tolist()),
            tuple(after[others].tolist()),
        )
        found = compare_by_empirical_bayes(
            int(before[worst]),
            int(after[worst]),
            group.prediction,
            reference_variance=variance_of_expectation(group, int(before[worst])),
        )
        held.append(found.index_low <= 1 <= found.index_high)
        expected.append(found.expected_after)
        true_after.append(rates[worst])
        naive.append(before[worst])
    assert np.mean(held) >= 0.94
    assert 0.92 < np.mean(expected) / np.mean(true_after) < 1.03  # the worst left the group
    assert np.mean(naive) / np.mean(true_after) > 1.12
