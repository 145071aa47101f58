"""Empirical Bayes: a site's own count mixed with that of sites like it, so that luck evens out."""

import math
from dataclasses import dataclass

from improvements.effectiveness import Expectation, Index, index_of_effectiveness
from improvements.naive import CountError


@dataclass(frozen=True, slots=True)
class ExpectedCrashes:
    """The long-run number of crashes of a site in a period."""

    weight: float  # w of the prediction
    expected: float  # E = w·P + (1 − w)·O
    variance: float  # (1 − w)·E

    @property
    def sd(self) -> float:
        """Standard error of the expected number."""
        return math.sqrt(self.variance)


def expected_crashes(observed: float, predicted: float, dispersion: float) -> ExpectedCrashes:
    """Return the expected crashes of a site from its count and the prediction for sites like it.

    Parameters
    ----------
    observed
        O, crashes counted in the period.
    predicted
        P, crashes predicted for the same period by a reference group or a performance function.
    dispersion
        k, overdispersion of the predictions: the variance between like sites is P + k·P².

    Raises
    ------
    CountError
        When a number is negative, or nothing is predicted.

    Notes
    -----
    w = 1/(1 + k·P). Source: Hauer, Harwood, Council and Griffith, "Estimating safety by the
    empirical Bayes method: a tutorial", Transportation Research Record 1784 (2002).

    Examples
    --------
    Example 1 of the tutorial: 12 crashes on 1.8 km in a year where 4.34 are usual.

    >>> site = expected_crashes(12, 2.409 * 1.8, 1 / (2.05 * 1.8))
    >>> round(site.weight, 2), round(site.expected, 2), round(site.sd, 2)
    (0.46, 8.48, 2.14)
    """
    if observed < 0 or not predicted > 0 or dispersion < 0:
        raise CountError(
            "Empirical Bayes needs a count, a prediction above 0 and a dispersion; found "
            "{observed}, {predicted} and {dispersion}.",
            observed=observed,
            predicted=predicted,
            dispersion=dispersion,
        )
    weight = 1 / (1 + dispersion * predicted)
    expected = weight * predicted + (1 - weight) * observed
    return ExpectedCrashes(weight, expected, (1 - weight) * expected)


@dataclass(frozen=True, slots=True)
class EmpiricalBayes:
    """Every number of the Empirical Bayes before/after comparison."""

    before: int  # O_b
    after: int  # O_a
    predicted_before: float  # P_b
    predicted_after: float  # P_a
    dispersion: float  # k
    weight: float  # w
    expected_before: float  # E_b
    ratio: float  # r = P_a/P_b
    expected_after: float  # E_a = r·E_b
    variance: float  # r²·E_b·(1 − w): the prediction taken as known
    reference_variance: float  # what the estimate of the prediction itself adds
    index: Index  # θ with both variances
    index_low: float
    index_high: float
    p_fewer: float
    p_two_sided: float

    @property
    def expectation(self) -> Expectation:
        """What was to be expected after, with all its uncertainty."""
        return Expectation(self.expected_after, self.variance + self.reference_variance)

    @property
    def change(self) -> float:
        """Change against the expectation, -0.5 for a halving."""
        return self.index.value - 1


@dataclass(frozen=True, slots=True)
class Prediction:
    """What sites like this one have, before and after."""

    before: float  # P_b
    after: float  # P_a
    dispersion: float  # k


def compare_by_empirical_bayes(
    before: int, after: int, prediction: Prediction, *, reference_variance: float = 0.0
) -> EmpiricalBayes:
    """Return the crashes expected after without the measure, and the index of effectiveness.

    Parameters
    ----------
    before, after
        Crashes of the site.
    prediction
        Crashes of sites like it in the same periods.
    reference_variance
        Variance of the expected number after that comes from estimating the prediction; 0 takes
        the prediction as known, as the published formulas do.

    Notes
    -----
    E_a = r·E_b and Var E_a = r²·E_b·(1 − w). Source: AASHTO, Highway Safety Manual, 1st ed. (2010),
    appendix 9A; Hauer (1997). The interval is exact for a gamma expectation: the count after is
    negative binomial, see `effectiveness.Expectation`.

    Examples
    --------
    Madou: 13 crashes, then 2; junctions like it have 6 in eight months, k = 0.39.

    >>> found = compare_by_empirical_bayes(13, 2, Prediction(6.0, 6.0, 0.39))
    >>> round(found.weight, 3), round(found.expected_after, 2)
    (0.299, 10.9)
    >>> round(found.index.value, 3), round(found.index.sd, 3)
    (0.172, 0.122)
    """
    site = expected_crashes(before, prediction.before, prediction.dispersion)
    ratio = prediction.after / prediction.before
    expected = ratio * site.expected
    variance = ratio**2 * site.variance
    expectation = Expectation(expected, variance + reference_variance)
    low, high = expectation.interval(after)
    return EmpiricalBayes(
        before=before,
        after=after,
        predicted_before=prediction.before,
        predicted_after=prediction.after,
        dispersion=prediction.dispersion,
        weight=site.weight,
        expected_before=site.expected,
        ratio=ratio,
        expected_after=expected,
        variance=variance,
        reference_variance=reference_variance,
        index=index_of_effectiveness(after, expected, expectation.variance),
        index_low=low,
        index_high=high,
        p_fewer=expectation.p_fewer(after),
        p_two_sided=expectation.p_two_sided(after),
    )
