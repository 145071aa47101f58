"""Learned weights: how each item of a record, and items together, speak for each class of crash.

A class is a crash type with the relation it stands for, such as `16/opposite`. The weights are data
files in `data/legend/weights/`: a table and a description of how it was estimated.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from collision_diagrams.model import DiagramType, Relation

FOLDER = Path(__file__).parent.parent / "data" / "legend" / "weights"
CONSTANT = "constant"  # the weight every crash has
TOGETHER = "*"  # joins the names of items that are weighed together
VALUES_TOGETHER = "|"  # joins their values
BESIDE_RELATION = "/"

Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CrashClass:
    """A crash type and the relation of its two vehicles; None where the type leaves it open."""

    type_code: str
    relation: Relation | None

    @classmethod
    def of(cls, text: str) -> "CrashClass":
        """Return the class that a text names.

        Examples
        --------
        >>> CrashClass.of("13/same").relation, CrashClass.of("16").relation
        (<Relation.SAME: 'same'>, None)
        """
        code, _, relation = text.partition(BESIDE_RELATION)
        return cls(code, Relation(relation) if relation else None)


@dataclass(frozen=True)
class WeightTable:
    """Weights for the records of some sources."""

    name: str
    sources: frozenset[str]
    reads_headings: bool  # for records with compass sides; else for those without
    beside_type: bool  # also used where the crash type is known: it chooses among the classes
    items: tuple[tuple[str, ...], ...]  # single items, and items weighed together
    classes: tuple[CrashClass, ...]
    drawn_as: Mapping[str, DiagramType]  # type -> construction, where turns do not decide
    dare_from: float  # least probability of a relation that is read automatically
    override_from: float  # least probability at which recorded directions are overruled
    left_out_actions: frozenset[str]  # of parties; the estimate knows no crash with them
    weights: Mapping[tuple[str, str], Weights]  # (items, their values) -> one for each class

    def probabilities(
        self, said: Mapping[str, str], type_code: str | None = None
    ) -> dict[CrashClass, float]:
        """Return how probable each class is; where the type is given, among its classes.

        Parameters
        ----------
        said
            The items of `evidence`.
        type_code
            The crash type, None where it is hidden. A type without a class is ignored.
        """
        total = self.weights[CONSTANT, ""].copy()
        for key in features(self.items, said):
            if key in self.weights:
                total += self.weights[key]
        of_type = [one.type_code == type_code for one in self.classes]
        if type_code is not None and any(of_type):
            total[~np.array(of_type)] = -np.inf
        shares = np.exp(total - total.max())
        shares /= shares.sum()
        return dict(zip(self.classes, shares.tolist(), strict=True))

    def strongest(
        self, said: Mapping[str, str], found: Relation, *, most: int = 3
    ) -> list[tuple[str, str]]:
        """Return the items that speak most for a relation against the others, the first first."""
        mine = np.array([one.relation is found for one in self.classes])
        if not mine.any() or mine.all():
            return []
        keys = [key for key in features(self.items, said) if key in self.weights]
        if not keys:
            return []
        rows = np.array([self.weights[key] for key in keys])
        leads = rows[:, mine].mean(axis=1) - rows[:, ~mine].mean(axis=1)
        ranked = np.argsort(-leads.round(6), kind="stable")[:most]
        return [keys[place] for place in ranked.tolist() if leads[place] > 0]


def features(
    items: tuple[tuple[str, ...], ...], said: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Return the keys of the weights that a record has.

    Examples
    --------
    >>> list(features((("a",), ("a", "b")), {"a": "1", "b": "2"}))
    [('a', '1'), ('a*b', '1|2')]
    """
    for names in items:
        yield TOGETHER.join(names), VALUES_TOGETHER.join(said[name] for name in names)


def weights_for(source: str | None, *, headings: bool) -> WeightTable | None:
    """Return the weights for records of a source with or without compass sides, if there are."""
    return next(
        (
            table
            for table in weight_tables()
            if source in table.sources and table.reads_headings == headings
        ),
        None,
    )


@cache
def weight_tables() -> tuple[WeightTable, ...]:
    """Return all shipped tables of weights, by name."""
    return tuple(read_weights(path) for path in sorted(FOLDER.glob("*.yaml")))


def read_weights(path: Path) -> WeightTable:
    """Return the table that the YAML file at `path` describes; the weights stand beside it."""
    said: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    sharpness = said.get("sharpness", 1.0)
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        classes = tuple(CrashClass.of(name) for name in next(rows)[2:])
        weights = {
            (row[0], row[1]): sharpness * np.array([float(cell) for cell in row[2:]])
            for row in rows
        }
    return WeightTable(
        name=path.stem,
        sources=frozenset(said["sources"]),
        reads_headings=said["reads_headings"],
        beside_type=said["beside_type"],
        items=items_of(said),
        classes=classes,
        drawn_as={code: DiagramType(name) for code, name in said.get("drawn_as", {}).items()},
        dare_from=said["dare_from"],
        override_from=said.get("override_from", 0.0),
        left_out_actions=frozenset(said.get("left_out_actions", ())),
        weights=weights,
    )


def items_of(said: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Return what a description weighs: each item, all pairs of them if it says so, and others."""
    names = said["items"]
    pairs = [(one, two) for place, one in enumerate(names) for two in names[place + 1 :]]
    return (
        *((name,) for name in names),
        *(pairs if said.get("all_pairs") else ()),
        *(tuple(together) for together in said.get("together", ())),
    )
