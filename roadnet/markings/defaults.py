"""What is drawn where no paint is stated (`data/markings/defaults.yaml`)."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from roadnet.markings.rules import RULES_FOLDER
from roadnet.model import PaintColour


@cache
def marking_defaults() -> Mapping[str, Any]:
    """Return the defaults of markings as the file has them."""
    text = (RULES_FOLDER / "defaults.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def feature_default(kind: str, item: str) -> float:
    """Return one number of a kind of feature.

    Examples
    --------
    >>> feature_default("crosswalk", "to_cross_road_edge_m")
    3.0
    """
    return float(marking_defaults()["features"][kind][item])


@cache
def _texts() -> Mapping[str, Any]:
    text = (RULES_FOLDER / "texts.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def code_of_text(text: str) -> str:
    """Return the rule that letters on the road belong to.

    Examples
    --------
    >>> code_of_text("慢"), code_of_text("台北")
    ('TW-163', 'TW-192')
    """
    known = _texts()["texts"].get(text)
    return str(known["code"] if known else _texts()["other"])


def colour_of_text(text: str) -> PaintColour | None:
    """Return the colour of letters where it is not that of their rule."""
    colour = _texts()["texts"].get(text, {}).get("colour")
    return PaintColour(colour) if colour else None
