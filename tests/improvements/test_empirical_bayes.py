"""Empirical Bayes: the published worked examples, and what selection does to it."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from improvements.effectiveness import Expectation
from improvements.empirical_bayes import (
    Prediction,
    compare_by_empirical_bayes,
    expected_crashes,
)
from improvements.naive import CountError
from improvements.pooled import pool_sites

SEGMENTS = Path("hsm") / "hsm_9_10_segments.csv"
HSM_PRINTED = {  # site: O_b, O_a, P_b, P_a, w, E_b, r, E_a, Var E_a, OR
    1: (16, 2, 13.182, 5.257, 0.264, 15.257, 0.399, 6.085, 1.787, 0.329),
    2: (6, 2, 13.155, 5.246, 0.221, 7.580, 0.399, 3.023, 0.939, 0.662),
    3: (4, 2, 7.160, 2.855, 0.221, 4.698, 0.399, 1.873, 0.582, 1.068),
    4: (16, 1, 8.560, 3.413, 0.331, 13.537, 0.399, 5.398, 1.440, 0.185),
    5: (1, 1, 3.925, 1.565, 0.331, 1.969, 0.399, 0.785, 0.209, 1.274),
    6: (5, 1, 4.187, 1.670, 0.336, 4.727, 0.399, 1.885, 0.499, 0.530),
    7: (17, 9, 8.264, 3.296, 0.336, 14.065, 0.399, 5.610, 1.486, 1.604),
    8: (12, 0, 5.219, 1.920, 0.366, 9.521, 0.368, 3.502, 0.817, 0.000),
    9: (8, 0, 6.493, 2.362, 0.365, 7.450, 0.364, 2.711, 0.627, 0.000),
    10: (3, 0, 5.312, 1.933, 0.365, 3.843, 0.364, 1.398, 0.323, 0.000),
    11: (9, 5, 5.755, 2.094, 0.365, 7.816, 0.364, 2.844, 0.657, 1.758),
    12: (9, 6, 8.190, 2.980, 0.365, 8.704, 0.364, 3.167, 0.732, 1.894),
    13: (16, 1, 6.788, 2.470, 0.365, 12.639, 0.364, 4.599, 1.063, 0.217),
}


class TestTutorialOfHauerHarwoodCouncilGriffith2002:
    """Transportation Research Record 1784: 1.8 km, SPF 0.0224·AADT^0.564, φ = 2.05 per km."""

    length_km = 1.8
    per_km_year = 0.0224 * 4000**0.564

    def expected(self, counts):
        predicted = self.per_km_year * self.length_km * len(counts)
        return expected_crashes(sum(counts), predicted, 1 / (2.05 * self.length_km)), predicted

    def test_one_year(self):
        site, predicted = self.expected([12])
        assert self.per_km_year == pytest.approx(2.409, abs=5e-4)
        assert site.weight == pytest.approx(0.460, abs=5e-4)
        assert predicted == pytest.approx(4.34, abs=5e-3)
        assert (site.expected, site.sd) == pytest.approx((8.48, 2.14), abs=5e-3)
        per_km = (site.expected / self.length_km, site.sd / self.length_km)
        assert per_km == pytest.approx((4.71, 1.19), abs=5e-3)

    def test_three_years(self):
        site, predicted = self.expected([12, 7, 8])
        assert site.weight == pytest.approx(0.221, abs=5e-4)
        assert predicted == pytest.approx(13.01, abs=5e-3)
        assert (site.expected, site.sd) == pytest.approx((23.91, 4.32), abs=5e-3)
        assert (site.expected / 3, site.sd / 3) == pytest.approx((7.97, 1.44), abs=5e-3)
        per_km_year = (site.expected / 3 / self.length_km, site.sd / 3 / self.length_km)
        assert per_km_year == pytest.approx((4.43, 0.80), abs=5e-3)


@pytest.fixture(scope="module")
def passing_lanes(real_data):
    """The 13 segments of the sample problem, HSM section 9.10: 5 years before, 2 after."""
    with (real_data / SEGMENTS).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {int(row["Site_No."]): _segment(row) for row in rows}


def _segment(row):
    miles = float(row["L"])

    def predicted(side, years):
        aadt = [float(row[f"{side}.AADT.Major_{year}"]) for year in range(1, years + 1)]
        return sum(one * miles * 365e-6 * math.exp(-0.312) for one in aadt)

    before = sum(int(row[f"Before.Yr_{year}"]) for year in range(1, 6))
    after = sum(int(row[f"After.Yr_{year}"]) for year in range(1, 3))
    prediction = Prediction(predicted("Before", 5), predicted("After", 2), 0.236 / miles)
    return compare_by_empirical_bayes(before, after, prediction)


@pytest.mark.real_data
class TestHighwaySafetyManualSection9Point10:
    """AASHTO, Highway Safety Manual, 1st ed. (2010): passing lanes on 13 rural segments."""

    @pytest.mark.parametrize("site", HSM_PRINTED)
    def test_each_site(self, passing_lanes, site):
        found = passing_lanes[site]
        numbers = (
            found.before,
            found.after,
            found.predicted_before,
            found.predicted_after,
            found.weight,
            found.expected_before,
            found.ratio,
            found.expected_after,
            found.variance,
            found.after / found.expected_after,
        )
        assert numbers == pytest.approx(HSM_PRINTED[site], abs=5.01e-4)

    def test_all_sites_together(self, passing_lanes):
        found = pool_sites(passing_lanes.values())
        assert (found.sites, found.observed_before, found.observed_after) == (13, 122, 30)
        assert found.predicted_before == pytest.approx(96.189875, abs=5e-7)
        assert found.predicted_after == pytest.approx(37.062322, abs=5e-7)
        assert found.expected_before == pytest.approx(111.806561, abs=5e-7)
        assert found.expected_after == pytest.approx(42.880984, abs=5e-7)
        assert found.variance == pytest.approx(11.161585, abs=5e-7)
        assert found.odds_ratio_biased == pytest.approx(0.6996108, abs=5e-8)
        assert found.odds_ratio == pytest.approx(0.6953897, abs=5e-8)
        assert found.effectiveness_percent == pytest.approx(30.461028, abs=5e-7)
        assert found.se_percent == pytest.approx(13.845526, abs=5e-7)
        assert found.test_ratio == pytest.approx(2.200063, abs=5e-7)
        assert found.se_percent_hauer == pytest.approx(13.803695, abs=5e-7)
        assert found.confidence_percent == 95


def test_the_all_red_junction_of_madou_with_an_assumed_reference():
    """13 then 2 crashes; reference 6.0 in eight months, k 0.39, both assumed."""
    found = compare_by_empirical_bayes(13, 2, Prediction(6.0, 6.0, 0.39))
    assert found.weight == pytest.approx(0.299, abs=5e-4)
    assert found.expected_after == pytest.approx(10.90, abs=1e-2)
    assert (found.index.value, found.index.sd) == pytest.approx((0.172, 0.122), abs=5e-4)
    assert found.index_low < found.index.value < found.index_high < 1


def test_the_interval_and_p_value_are_those_of_the_negative_binomial():
    expectation = Expectation(10.9, 7.6)
    low, high = expectation.interval(4)

    def distribution(effect):
        mean, variance = effect * 10.9, effect * 10.9 + effect**2 * 7.6
        return stats.nbinom(mean**2 / (variance - mean), mean / variance)

    assert distribution(high).cdf(4) == pytest.approx(0.025)
    assert distribution(low).sf(3) == pytest.approx(0.025)
    assert expectation.p_fewer(4) == pytest.approx(distribution(1.0).cdf(4))


def test_without_uncertainty_the_interval_is_the_exact_poisson_one():
    exact = [stats.chi2.ppf(0.025, 8) / 2 / 5, stats.chi2.ppf(0.975, 10) / 2 / 5]
    assert list(Expectation(5.0, 0.0).interval(4)) == pytest.approx(exact)
    nearly = Expectation(5.0, 1e-7).interval(4)
    assert list(nearly) == pytest.approx(exact, rel=1e-4)


def test_p_below_five_percent_is_the_same_as_an_interval_without_one():
    for after in range(40):
        expectation = Expectation(14.0, 6.0)
        low, high = expectation.interval(after)
        assert (low > 1 or high < 1) == (expectation.p_two_sided(after) < 0.05)


def test_a_homogeneous_group_outweighs_the_site_and_a_mixed_one_does_not():
    alike, unlike = expected_crashes(20, 5, 0.001), expected_crashes(20, 5, 100)
    assert alike.expected == pytest.approx(5, abs=0.1)
    assert unlike.expected == pytest.approx(20, abs=0.1)


@pytest.mark.parametrize("wrong", [(-1, 5, 0.4), (3, 0, 0.4), (3, 5, -0.1), (3, math.nan, 0.4)])
def test_impossible_numbers_are_refused(wrong):
    with pytest.raises(CountError):
        expected_crashes(*wrong)


def test_pooling_without_a_site_is_refused():
    with pytest.raises(CountError):
        pool_sites([])


@pytest.mark.parametrize(
    ("years", "naive_change", "naive_p", "fewer_by_three", "bayes_p"),
    [(1, -0.178, 0.109, 0.57, 0.037), (3, -0.066, 0.083, 0.55, 0.045)],
)
def test_selection_biases_the_naive_method_but_not_empirical_bayes(
    years, naive_change, naive_p, fewer_by_three, bayes_p
):
    """The simulation of docs/methods.md: no treatment, the 100 worst of 5,000 sites followed."""
    rng = np.random.default_rng(20260101)
    runs, k = 100, 0.39
    seen = {"before": 0, "after": 0, "expected": 0.0, "naive_p": [], "fewer": [], "bayes_p": []}
    for _ in range(runs):
        aadt = np.exp(rng.normal(np.log(15000), 0.7, 5000))
        mean = 3 * (aadt / 15000) ** 0.8 * np.exp(-0.5 * (0.8 * 0.7) ** 2)
        true = mean * rng.gamma(1 / k, k, 5000)
        counts = rng.poisson(true, (6, 5000))
        before, after = counts[3 - years : 3].sum(axis=0), counts[3 : 3 + years].sum(axis=0)
        worst = np.argsort(before + rng.random(5000) * 0.5)[-100:]
        for site in worst:
            prediction = Prediction(years * mean[site], years * mean[site], k)
            found = compare_by_empirical_bayes(int(before[site]), int(after[site]), prediction)
            seen["expected"] += found.expected_after
            seen["bayes_p"].append(found.p_fewer < 0.05)
        seen["before"] += before[worst].sum()
        seen["after"] += after[worst].sum()
        seen["fewer"].append(before[worst] - after[worst] >= 3)
        p = stats.binom.cdf(after[worst], before[worst] + after[worst], 0.5)
        seen["naive_p"].append(p < 0.05)
    assert seen["after"] / seen["before"] - 1 == pytest.approx(naive_change, abs=0.015)
    assert seen["after"] / seen["expected"] - 1 == pytest.approx(0, abs=0.015)
    assert np.mean(seen["naive_p"]) == pytest.approx(naive_p, abs=0.015)
    assert np.mean(seen["fewer"]) == pytest.approx(fewer_by_three, abs=0.03)
    assert np.mean(seen["bayes_p"]) == pytest.approx(bayes_p, abs=0.012)
