"""Seeded chance: the same seed and name give the same draws on every machine."""

import math
from collections.abc import Mapping
from random import Random
from typing import TypeVar

Choice = TypeVar("Choice")


def stream(seed: int, *names: object) -> Random:
    """Return a source of random numbers of its own for the thing that `names` name.

    Things drawn from different streams do not disturb each other: adding a junction changes no
    crash of another.

    Examples
    --------
    >>> stream(1, "rain").random() == stream(1, "rain").random()
    True
    """
    return Random("/".join(map(str, (seed, *names))))


def choose(rng: Random, weights: Mapping[Choice, float]) -> Choice:
    """Return one key of `weights`, each with a chance in proportion to its weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def one_of(rng: Random, value: str | list[str]) -> str:
    """Return `value` itself, or one of its members when it is a list."""
    return rng.choice(value) if isinstance(value, list) else value


def poisson_quantile(mean: float, probability: float) -> int:
    """Return the smallest count whose Poisson distribution function reaches `probability`.

    Examples
    --------
    >>> [poisson_quantile(14.0, p) for p in (0.05, 0.5, 0.975)]
    [8, 14, 22]
    """
    term = total = math.exp(-mean)
    count = 0
    while total < probability and count < mean + 40 * (1 + math.sqrt(mean)):
        count += 1
        term *= mean / count
        total += term
    return count


def poisson(rng: Random, mean: float) -> int:
    """Return a count drawn from the Poisson distribution."""
    return poisson_quantile(mean, rng.random())
