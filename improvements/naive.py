"""Before against after of one site, with nothing else: exact for chance, blind to the rest."""

from dataclasses import dataclass

from scipy import stats

from errors import DaoanError
from improvements.effectiveness import CONFIDENCE, Index, index_of_effectiveness


class CountError(DaoanError, ValueError):
    """A number of crashes, or an exposure, cannot be right."""


@dataclass(frozen=True, slots=True)
class NaiveComparison:
    """Every number of the naive method; None where a division by zero would stand."""

    before: int  # K
    after: int  # L
    exposure_ratio: float  # r_d: exposure after over exposure before
    expected_after: float  # r_d·K
    rate_ratio: float | None  # (L/r_d)/K
    ratio_low: float
    ratio_high: float | None  # None: without an upper end
    p_fewer: float  # one-sided
    p_two_sided: float  # twice the smaller tail
    index: Index | None  # Hauer's θ

    @property
    def change(self) -> float | None:
        """Change of the rate, -0.5 for a halving."""
        return None if self.rate_ratio is None else self.rate_ratio - 1


def compare_naively(
    before: int, after: int, *, exposure_ratio: float = 1.0, confidence: float = CONFIDENCE
) -> NaiveComparison:
    """Return the rate ratio of two Poisson counts with its exact conditional interval.

    Given K + L crashes and no effect, L is binomial with share r_d/(1 + r_d); the Clopper-Pearson
    interval of that share gives the interval of the rate ratio.

    Parameters
    ----------
    before, after
        Crashes counted, K and L.
    exposure_ratio
        Exposure after over exposure before, for example 12 months / 36 months.
    confidence
        Of the interval.

    Raises
    ------
    CountError
        When a count is negative or the exposure ratio is not positive.

    Notes
    -----
    Source: Clopper and Pearson (1934) on the conditional binomial; θ after Hauer (1997). The method
    knows neither regression to the mean nor trends: docs/methods.md.

    Examples
    --------
    >>> found = compare_naively(13, 2)
    >>> round(found.rate_ratio, 3), round(found.ratio_low, 3), round(found.ratio_high, 3)
    (0.154, 0.017, 0.68)
    """
    if before < 0 or after < 0 or not exposure_ratio > 0:
        raise CountError(
            "Counts must not be negative and the exposure ratio must be above 0; found {before}, "
            "{after} and {ratio}.",
            before=before,
            after=after,
            ratio=exposure_ratio,
        )
    total, share = before + after, exposure_ratio / (1 + exposure_ratio)
    tail = (1 - confidence) / 2
    low = float(stats.beta.ppf(tail, after, before + 1)) if after else 0.0
    high = float(stats.beta.ppf(1 - tail, after + 1, before)) if before else 1.0
    fewer = float(stats.binom.cdf(after, total, share))
    more = float(stats.binom.sf(after - 1, total, share))
    expected = exposure_ratio * before
    return NaiveComparison(
        before=before,
        after=after,
        exposure_ratio=exposure_ratio,
        expected_after=expected,
        rate_ratio=after / expected if before else None,
        ratio_low=low / (1 - low) / exposure_ratio,
        ratio_high=high / (1 - high) / exposure_ratio if before else None,
        p_fewer=fewer,
        p_two_sided=min(1.0, 2 * min(fewer, more)),
        index=index_of_effectiveness(after, expected, exposure_ratio * expected)
        if before
        else None,
    )
