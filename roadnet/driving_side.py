"""The side of the road traffic keeps to, from the place on Earth."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from roadnet.model import DrivingSide, Method

RULES_FILE = Path(__file__).parent.parent / "data" / "streets" / "driving_side.yaml"


@dataclass(frozen=True, slots=True)
class Country:
    """What the place says: the country where it is known, and the side traffic keeps to."""

    code: str  # two letters; empty where the place does not tell
    driving_side: DrivingSide
    method: Method  # assumed where the place does not tell


def country_at(lon: float, lat: float) -> Country:
    """Return the country of a place, as far as it can be known from boxes.

    Examples
    --------
    >>> country_at(121.5, 25.05).code, country_at(-0.09, 51.5).driving_side.value
    ('TW', 'left')
    >>> country_at(-30.0, 0.0).method.value
    'assumed'
    """
    rules = _rules()
    for side in (DrivingSide.LEFT, DrivingSide.RIGHT):
        for code, boxes in rules[side].items():
            if any(w <= lon <= e and s <= lat <= n for w, s, e, n in boxes):
                return Country(code, side, Method.OSM)
    return Country("", DrivingSide.RIGHT, Method.ASSUMED)


@cache
def _rules() -> dict[str, Any]:
    return dict(yaml.safe_load(RULES_FILE.read_text(encoding="utf-8")))
