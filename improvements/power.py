"""The smallest effect that given numbers of crashes could have shown."""

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from improvements.effectiveness import Expectation

ALPHA = 0.05  # one-sided
POWER = 0.80
SPAN_SD = 9.0  # counts farther from their mean than this are left out (probability below 1e-15)
REDUCTION_STEPS = 40  # halvings of the search interval


def naive_power(expected_before: float, reduction: float, *, exposure_ratio: float = 1.0) -> float:
    """Return the probability that the exact one-sided 5 % test shows a true reduction.

    Parameters
    ----------
    expected_before
        Crashes expected before.
    reduction
        True reduction of the rate, 0.3 for 30 %.
    exposure_ratio
        Exposure after over exposure before.

    Notes
    -----
    Both counts are Poisson; no regression to the mean. The test is the one of `naive`.

    Examples
    --------
    >>> round(naive_power(125, 0.30), 2)
    0.81
    """
    before, critical = _critical_counts(expected_before, exposure_ratio)
    after_mean = expected_before * exposure_ratio * (1 - reduction)
    shown = np.where(critical >= 0, special.gammaincc(critical + 1, after_mean), 0.0)
    return float(np.sum(stats.poisson.pmf(before, expected_before) * shown))


def smallest_naive_reduction(
    expected_before: float, *, exposure_ratio: float = 1.0
) -> float | None:
    """Return the smallest true reduction that had an 80 % chance to be shown.

    None when not even the end of all crashes had that chance.

    Examples
    --------
    >>> [round(smallest_naive_reduction(count), 3) for count in (10, 20, 50, 100)]
    [0.875, 0.668, 0.454, 0.33]
    """
    if expected_before <= 0 or _power_at(expected_before, exposure_ratio, 1.0) < POWER:
        return None
    low, high = 0.0, 1.0
    for _ in range(REDUCTION_STEPS):
        middle = (low + high) / 2
        if _power_at(expected_before, exposure_ratio, middle) < POWER:
            low = middle
        else:
            high = middle
    return high


def smallest_reduction_against(expectation: Expectation) -> float | None:
    """Return the smallest true reduction that had an 80 % chance to be shown by Empirical Bayes.

    The test is one-sided at 5 % against the expected number after, its uncertainty included. None
    when not even the end of all crashes had that chance.

    Examples
    --------
    >>> round(smallest_reduction_against(Expectation(40.0, 20.0)), 3)
    0.425
    """
    critical = _largest_significant(expectation)
    if critical is None:
        return None
    return 1 - expectation.effect_at(critical, POWER)


def _power_at(expected_before: float, exposure_ratio: float, reduction: float) -> float:
    return naive_power(expected_before, reduction, exposure_ratio=exposure_ratio)


def _critical_counts(
    expected_before: float, exposure_ratio: float
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return counts before, and for each the largest count after that is significant (or -1).

    P(Binomial(K + L, r/(1 + r)) ≤ L) = I_{1/(1 + r)}(K, L + 1) rises with L for given K.
    """
    spread = SPAN_SD * np.sqrt(expected_before) + SPAN_SD
    first = max(0, int(expected_before - spread))
    before = np.arange(first, int(expected_before + spread) + 2)
    share = 1 / (1 + exposure_ratio)
    low = np.full(len(before), -1)  # significant, or nothing is
    high = np.ceil(before * exposure_ratio).astype(np.int64)  # as many as expected: never is
    while np.any(high - low > 1):
        middle = (low + high) // 2
        p = special.betainc(np.maximum(before, 1e-300), np.maximum(middle, 0) + 1, share)
        significant = (p <= ALPHA) & (middle >= 0)
        low, high = np.where(significant, middle, low), np.where(significant, high, middle)
    return before, low


def _largest_significant(expectation: Expectation) -> int | None:
    """Return the largest count after with a one-sided p-value of at most 5 %, None without one."""
    if expectation.at_most(0) > ALPHA:
        return None
    low, high = 0, int(expectation.mean) + 1
    while high - low > 1:
        middle = (low + high) // 2
        if expectation.at_most(middle) <= ALPHA:
            low = middle
        else:
            high = middle
    return low
