"""Read the values of OpenStreetMap tags: lengths, speeds, counts, sides, lists by lane."""

import re

from roadnet.osm.elements import Tags

FEET_M, INCH_M = 0.3048, 0.0254
KMH_PER_MPH = 1.609344
MAX_SPEED_KMH = 150.0
MAX_LANES = 20
YES = frozenset({"yes", "true", "1"})
NO = frozenset({"no", "none", "false", "0"})
_METRES = re.compile(r"^\s*(\d+(?:[.,]\d+)?)\s*(m|km|cm|ft|')?\s*$")
_FEET_INCHES = re.compile(r"^\s*(\d+)'\s*(?:(\d+(?:\.\d+)?)\")?\s*$")
_SPEED = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(mph|km/h|kmh)?\s*$")
_UNITS = {None: 1.0, "m": 1.0, "km": 1000.0, "cm": 0.01, "ft": FEET_M, "'": FEET_M}
_SWAPS = (
    ("forward", "backward"),
    ("left", "right"),
)


def metres(text: str | None) -> float | None:
    """Return a length in metres; None for no text, other text or zero.

    Examples
    --------
    >>> metres("3.5"), metres("12'"), metres("3 m"), metres("narrow")
    (3.5, 3.6576, 3.0, None)
    """
    if not text:
        return None
    if found := _METRES.match(text):
        value = float(found[1].replace(",", ".")) * _UNITS[found[2]]
    elif found := _FEET_INCHES.match(text):
        value = float(found[1]) * FEET_M + float(found[2] or 0) * INCH_M
    else:
        return None
    return round(value, 4) if value > 0 else None


def speed_kmh(text: str | None) -> float | None:
    """Return a speed limit in km/h; None for words and for what no road allows.

    Examples
    --------
    >>> speed_kmh("50"), round(speed_kmh("30 mph"), 1), speed_kmh("3025 mph"), speed_kmh("walk")
    (50.0, 48.3, None, None)
    """
    found = _SPEED.match(text or "")
    if not found:
        return None
    value = float(found[1]) * (KMH_PER_MPH if found[2] == "mph" else 1.0)
    return value if 0 < value <= MAX_SPEED_KMH else None


def count(text: str | None) -> int | None:
    """Return a whole number of lanes; None for anything else.

    Examples
    --------
    >>> count("3"), count("1.5"), count("2;3"), count("many")
    (3, 1, 2, None)
    """
    found = re.match(r"^\s*(\d{1,2})(?:[.;]|\s*$)", text or "")
    value = int(found[1]) if found else 0
    return value if 0 < value <= MAX_LANES else None


def by_lane(text: str | None) -> list[str]:
    """Return the values of a list by lane, left to right; empty for no text.

    Examples
    --------
    >>> by_lane("left|through|"), by_lane(None)
    (['left', 'through', ''], [])
    """
    return [] if text is None else [value.strip() for value in text.split("|")]


def of_side(tags: Tags, key: str, side: str, suffix: str = "") -> str | None:
    """Return the value for a side: `key:side`, else `key:both`, else nothing.

    Examples
    --------
    >>> of_side({"parking:both": "lane"}, "parking", "left")
    'lane'
    """
    for part in (side, "both"):
        value = tags.get(f"{key}:{part}{suffix}")
        if value is not None:
            return value
    return None


def turned_round(tags: Tags) -> dict[str, str]:
    """Return the tags as they would read on the same way drawn in the other direction.

    Examples
    --------
    >>> turned_round({"oneway": "-1", "sidewalk": "left", "turn:lanes:backward": "left|"})
    {'oneway': 'yes', 'sidewalk': 'right', 'turn:lanes:forward': 'left|'}
    """
    turned = {}
    for key, value in tags.items():
        parts = [_swapped(part) for part in key.split(":")]
        if key == "oneway":
            value = {"-1": "yes", "reverse": "yes"}.get(value, "-1" if value in YES else value)
        elif key in {"sidewalk", "shoulder", "verge"}:
            value = _swapped(value)
        turned[":".join(parts)] = value
    return turned


def _swapped(word: str) -> str:
    for one, other in _SWAPS:
        if word == one:
            return other
        if word == other:
            return one
    return word
