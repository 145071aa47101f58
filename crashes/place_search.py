"""Find a place by what an officer types: two roads of a junction, a road, an address."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from crashes.place_text import normalise_place_text

BETWEEN = re.compile(r"[\s/／×xX、,，&+]+|(?<=[路街道巷段])[與和及跟](?=.)")
ENDINGS = re.compile(r"(?:交[叉岔])?路?口$|附近$")
MOST_HITS = 12
NEVER = 9


class FoundKind(StrEnum):
    """What a place that was found is."""

    JUNCTION = "junction"  # where two or more named roads meet
    ROAD = "road"  # a named road, at its middle
    ADDRESS = "address"  # a house number known from a crash of the records


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place with the names by which somebody may look for it."""

    kind: FoundKind
    names: tuple[str, ...]  # of its roads; an address: the road with its number
    x_m: float
    y_m: float

    @property
    def title(self) -> str:
        """How it is called on a page."""
        return "×".join(self.names)


def find_places(typed: str, known: Iterable[NamedPlace]) -> tuple[NamedPlace, ...]:
    """Return the places that fit what was typed, the best first.

    台 and 臺, full and half width, 3段 and 三段, and both orders of a junction are the same. The
    names may be cut off: 「中山 民生」 finds 中山路×民生路.

    Parameters
    ----------
    typed
        The words of the officer; roads stand apart by spaces, /, × or 與.
    known
        Where to look.

    Examples
    --------
    >>> crossing = NamedPlace(FoundKind.JUNCTION, ("臺灣大道3段", "民生路"), 0.0, 0.0)
    >>> road = NamedPlace(FoundKind.ROAD, ("民生路",), 5.0, 0.0)
    >>> [one.title for one in find_places("民生 台灣大道三段", [crossing, road])]
    ['臺灣大道3段×民生路']
    >>> [one.title for one in find_places("民生路", [crossing, road])]
    ['民生路', '臺灣大道3段×民生路']
    """
    parts = _parts(typed)
    if not parts:
        return ()
    ranked = [(rank, one) for one in known if (rank := _misfit(parts, one)) < NEVER]
    ranked.sort(key=lambda found: (found[0], len(found[1].title), found[1].title, found[1].x_m))
    return tuple(one for _rank, one in ranked[:MOST_HITS])


def _parts(typed: str) -> list[str]:
    words = [word for word in BETWEEN.split(typed.strip()) if word]
    cleaned = [ENDINGS.sub("", normalise_place_text(word)) for word in words]
    return [word for word in cleaned if word]


def _misfit(parts: Sequence[str], place: NamedPlace) -> float:
    """Return how badly a place fits: 0 by its exact names, NEVER when a word fits nothing."""
    left = [normalise_place_text(name) for name in place.names]
    total = 0.0
    for part in parts:
        fits = sorted(_fits(part, left))
        if not fits:
            return NEVER
        misfit, number = fits[0]
        total += misfit
        del left[number]
    return min(total / len(parts) + 0.5 * len(left), NEVER - 1)


def _fits(part: str, names: Sequence[str]) -> Iterator[tuple[float, int]]:
    for number, name in enumerate(names):
        if name == part:
            yield 0.0, number
        elif name.startswith(part):
            yield 1.0, number
        elif part in name or part.endswith(name):
            yield 2.0, number
