"""Read the named sets of severity weights."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import yaml

from crashes.model import Severity
from errors import DaoanError

WEIGHTS_FILE = Path(__file__).parent.parent / "data" / "weights" / "epdo.yaml"


class WeightsError(DaoanError, ValueError):
    """No set of severity weights has this name."""


@dataclass(frozen=True, slots=True)
class WeightSet:
    """How many property-damage-only crashes one crash of each class stands for."""

    key: str
    title: str  # English sentence; its Chinese stands in the catalogue
    weights: Mapping[Severity, float]
    source: str
    evidence: str  # seen, general_knowledge or requirement
    valid_from: date | None = None

    def of(self, severities: pd.Series) -> pd.Series:
        """Return the weight of each crash; one of unknown class weighs as much as A3.

        Examples
        --------
        >>> weight_set("taiwan").of(pd.Series(["A1", "A3", None])).tolist()
        [9.5, 1.0, 1.0]
        """
        known = {str(severity): weight for severity, weight in self.weights.items()}
        return severities.map(known).astype(float).fillna(self.weights[Severity.A3])


@dataclass(frozen=True, slots=True)
class WeightSets:
    """Every set of the data file, the default one and those for the sensitivity."""

    sets: Mapping[str, WeightSet]
    default: str
    sensitivity: tuple[str, ...]


@cache
def read_weight_sets(path: Path = WEIGHTS_FILE) -> WeightSets:
    """Return the weight sets of the data file, in its order."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    sets = {
        entry["key"]: WeightSet(
            key=entry["key"],
            title=entry["title"],
            weights={severity: float(entry["weights"][severity.value]) for severity in Severity},
            source=entry["source"],
            evidence=entry["evidence"],
            valid_from=entry["valid_from"],
        )
        for entry in content["sets"]
    }
    return WeightSets(sets, content["default"], tuple(content["sensitivity"]))


def weight_set(key: str | None = None) -> WeightSet:
    """Return the weight set named `key`, or the default one.

    Raises
    ------
    WeightsError
        When there is no such set; the text names those there are.

    Examples
    --------
    >>> [float(weight) for weight in weight_set().weights.values()]
    [9.5, 3.5, 1.0]
    """
    known = read_weight_sets()
    key = key or known.default
    if key not in known.sets:
        raise WeightsError(
            "There is no weight set {key}; known are {known}.",
            key=key,
            known=", ".join(known.sets),
        )
    return known.sets[key]


def sensitivity_sets(chosen: WeightSet) -> tuple[WeightSet, ...]:
    """Return the chosen set and, after it, the sets to hold against it."""
    known = read_weight_sets()
    others = dict.fromkeys((*known.sensitivity, known.default))
    return (chosen, *(known.sets[key] for key in others if key != chosen.key))
