"""The measures planted in the demo city: one works, one is a trap."""

import pytest

from crashes.demo_city.generate import make_demo_city
from hotspots.site import Site
from improvements.evaluate import evaluate_site
from improvements.periods import EvaluationPlan

RADIUS_M = 40.0


@pytest.fixture(scope="module")
def city():
    return make_demo_city()


@pytest.fixture(scope="module")
def evaluated(city):
    """Measure -> its evaluation over twelve months on each side."""
    crashes = city.batch.crashes.merge(city.locations, on="crash_id")
    return {
        measure.true_effect: evaluate_site(
            crashes,
            city.junctions,
            city.batch.coverage,
            Site(measure.x_m, measure.y_m, RADIUS_M),
            EvaluationPlan(measure.completed, 12, 12, measure.works_from),
        )
        for measure in city.truth.improvements
    }


def test_the_true_effect_lies_in_the_interval_of_empirical_bayes(evaluated):
    for effect, found in evaluated.items():
        bayes = found.empirical_bayes
        assert bayes.index_low <= 1 + effect <= bayes.index_high


def test_the_measure_that_works_is_shown(evaluated):
    assert evaluated[-0.4].empirical_bayes.index_high < 1


def test_the_measure_that_does_nothing_is_not_shown_and_looks_better_to_the_naive_method(evaluated):
    trap = evaluated[0.0]
    assert trap.empirical_bayes.index_high > 1
    assert trap.naive.rate_ratio < trap.empirical_bayes.index.value


def test_after_a_bad_year_empirical_bayes_expects_less_than_the_naive_method(evaluated):
    for found in evaluated.values():
        assert found.empirical_bayes.expected_after < found.naive.expected_after
