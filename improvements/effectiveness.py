"""The index of effectiveness: crashes counted after over crashes expected without the measure."""

import math
from dataclasses import dataclass

from scipy import special

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Index:
    """Hauer's index θ with its standard error; below 1 there were fewer crashes than expected."""

    value: float
    sd: float


def index_of_effectiveness(after: int, expected: float, variance: float) -> Index:
    """Return θ = (L/π)/(1 + v) and its standard error, where v = Var π/π².

    Parameters
    ----------
    after
        L, crashes counted after.
    expected
        π, crashes expected after without the measure; above 0.
    variance
        Var π.

    Notes
    -----
    Var θ = θ²·(1/L + v)/(1 + v)², written so that it holds for L = 0 too. Source: E. Hauer,
    Observational Before-After Studies in Road Safety (1997).

    Examples
    --------
    Right turn on red, 313 crashes where 286.57 ± 22.98 were expected.

    >>> index = index_of_effectiveness(313, 286.57, 22.98**2)
    >>> round(index.value, 3), round(index.sd, 3)
    (1.085, 0.106)
    """
    relative = variance / expected**2
    value = after / expected / (1 + relative)
    squared = (after / expected**2 + (after / expected) ** 2 * relative) / (1 + relative) ** 4
    return Index(value, math.sqrt(squared))


@dataclass(frozen=True, slots=True)
class Expectation:
    """What was to be expected after: a gamma distribution by its mean and variance.

    Crashes counted after are then negative binomial with mean θ·E and variance θ·E + θ²·V, where θ
    is the true effect (1: none). With V = 0 they are Poisson.
    """

    mean: float
    variance: float

    @property
    def shape(self) -> float:
        """Shape E²/V of the gamma distribution; infinite when the mean is known exactly."""
        return math.inf if self.variance == 0 else self.mean**2 / self.variance

    def at_most(self, after: int, effect: float = 1.0) -> float:
        """Return P(crashes ≤ after) when the true effect is `effect`."""
        if after < 0:
            return 0.0
        if math.isinf(self.shape):
            return float(special.gammaincc(after + 1, effect * self.mean))
        share = self.shape / (self.shape + effect * self.mean)
        return float(special.betainc(self.shape, after + 1, share))

    def effect_at(self, after: int, probability: float) -> float:
        """Return the effect under which P(crashes ≤ after) is `probability`."""
        if math.isinf(self.shape):
            return float(special.gammainccinv(after + 1, probability)) / self.mean
        share = float(special.betaincinv(self.shape, after + 1, probability))
        return self.shape / self.mean * (1 / share - 1)

    def interval(self, after: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
        """Return the exact interval of the effect, given the crashes counted after.

        Examples
        --------
        With an expectation known exactly it is the exact Poisson interval: 2 counted, 1 expected.

        >>> [round(end, 3) for end in Expectation(1.0, 0.0).interval(2)]
        [0.242, 7.225]
        """
        tail = (1 - confidence) / 2
        low = 0.0 if after == 0 else self.effect_at(after - 1, 1 - tail)
        return low, self.effect_at(after, tail)

    def p_fewer(self, after: int) -> float:
        """Return the one-sided p-value of so few crashes when the measure does nothing."""
        return self.at_most(after)

    def p_two_sided(self, after: int) -> float:
        """Return twice the smaller tail, at most 1; below 0.05 when `interval` leaves out 1."""
        return min(1.0, 2 * min(self.at_most(after), 1 - self.at_most(after - 1)))
