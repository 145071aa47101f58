"""The common effect of one measure at several sites, by Empirical Bayes."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from improvements.empirical_bayes import EmpiricalBayes
from improvements.naive import CountError

SIGNIFICANT_90 = 1.7
SIGNIFICANT_95 = 2.0


@dataclass(frozen=True, slots=True)
class PooledEffect:
    """Every number of the pooled comparison; sums are over the sites."""

    sites: int
    observed_before: int
    observed_after: int
    predicted_before: float
    predicted_after: float
    expected_before: float
    expected_after: float
    variance: float
    odds_ratio_biased: float  # OR' = ΣO_a/ΣE_a
    odds_ratio: float  # OR, the bias taken out
    effectiveness_percent: float  # 100·(1 − OR): crashes avoided
    se_percent: float  # as printed in the Highway Safety Manual
    se_percent_hauer: float  # with Hauer's squared denominator
    test_ratio: float  # |effectiveness / SE|
    confidence_percent: int | None  # 95, 90, or None: not significant


def pool_sites(sites: Iterable[EmpiricalBayes]) -> PooledEffect:
    """Return the effect of a measure over all its sites.

    Raises
    ------
    CountError
        Without a site, or when no crash was expected or counted after.

    Notes
    -----
    OR' = ΣO_a/ΣE_a, OR = OR'/(1 + v), Var OR = OR'²·(1/ΣO_a + v)/(1 + v), v = ΣVar/(ΣE_a)².
    Source: AASHTO, Highway Safety Manual, 1st ed. (2010), section 9.10 and appendix 9A.
    |effectiveness / SE| of 1.7 is significant at 90 %, of 2.0 at 95 %.
    """
    every = tuple(sites)
    expected = sum(site.expected_after for site in every)
    observed = sum(site.after for site in every)
    if not expected > 0 or observed == 0:
        raise CountError("Pooling sites needs crashes expected and counted after the measure.")
    variance = sum(site.variance + site.reference_variance for site in every)
    relative = variance / expected**2
    biased = observed / expected
    chance = 1 / observed + relative
    odds = biased / (1 + relative)
    error = biased * math.sqrt(chance / (1 + relative))
    ratio = abs((1 - odds) / error)
    return PooledEffect(
        sites=len(every),
        observed_before=sum(site.before for site in every),
        observed_after=observed,
        predicted_before=sum(site.predicted_before for site in every),
        predicted_after=sum(site.predicted_after for site in every),
        expected_before=sum(site.expected_before for site in every),
        expected_after=expected,
        variance=variance,
        odds_ratio_biased=biased,
        odds_ratio=odds,
        effectiveness_percent=100 * (1 - odds),
        se_percent=100 * error,
        se_percent_hauer=100 * biased * math.sqrt(chance) / (1 + relative),
        test_ratio=ratio,
        confidence_percent=_confidence(ratio),
    )


def _confidence(ratio: float) -> int | None:
    if ratio >= SIGNIFICANT_95:
        return 95
    return 90 if ratio >= SIGNIFICANT_90 else None
