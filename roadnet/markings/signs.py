"""Traffic signs: what a code means, how its face looks, how large it is (`signs.yaml`)."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import yaml

from language import Language
from roadnet.markings.rules import RULES_FOLDER


class SignShape(StrEnum):
    """Outline of a sign."""

    OCTAGON = "octagon"  # stop
    TRIANGLE_UP = "triangle_up"  # warnings
    TRIANGLE_DOWN = "triangle_down"  # give way
    CIRCLE = "circle"  # prohibitions, limits, orders
    SQUARE = "square"  # lane use and others
    OBLONG = "oblong"  # guide signs
    SALTIRE = "saltire"  # level crossing
    RHOMBUS = "rhombus"  # works


@dataclass(frozen=True, slots=True)
class SignLook:
    """The face of a sign."""

    code: str
    article: str
    names: dict[str, str]
    shape: SignShape
    ground: str  # colours by name
    border: str
    ink: str
    text: str = ""
    symbol: str = ""
    arrow: tuple[str, ...] = ()
    slash: bool = False  # red bar from the upper left to the lower right
    bar: bool = False  # white bar across
    cross: bool = False  # two bars
    shows_value: bool = False
    is_known: bool = True  # the code is in the list

    def name(self, language: Language) -> str:
        """Return what the sign is called."""
        return self.names["en" if language is Language.EN else "zh"]


def canonical_code(code: str) -> str:
    """Return a code in the spelling of the list: half-width digits, aliases resolved.

    Examples
    --------
    >>> canonical_code("限５"), canonical_code("give_way"), canonical_code("TW:禁18")
    ('限5', '遵2', '禁18')
    """
    plain = unicodedata.normalize("NFKC", code).replace(" ", "").replace("○", "0")
    plain = plain.split(";")[0].split("[")[0].removeprefix("TW:")
    return str(_data()["aliases"].get(plain, plain))


def sign_look(code: str) -> SignLook:
    """Return the face of a sign; one that is not listed looks like its family.

    Examples
    --------
    >>> sign_look("遵1").shape.value, sign_look("警99").shape.value, sign_look("x").shape.value
    ('octagon', 'triangle_up', 'square')
    """
    plain = canonical_code(code)
    return _looks().get(plain) or _look({"code": plain})


def signal_look() -> dict[str, Any]:
    """Return how signal heads look, as the file has it."""
    return dict(_data()["signal_heads"])


def sign_rules() -> dict[str, Any]:
    """Return heights and distances of signs and signal heads, in metres, with their first day."""
    return dict(_data()["rules"])


def colour_of(name: str) -> str:
    """Return a colour of signs as `#rrggbb`."""
    return str(_data()["colours"][name])


def sizes_cm(shape: SignShape) -> dict[str, float]:
    """Return the sizes of signs of a shape by name, in centimetres; empty where none are told."""
    return dict(_data()["sizes_cm"].get(str(shape), {}))


@cache
def _looks() -> dict[str, SignLook]:
    return {entry["code"]: _look(entry) for entry in _data()["signs"]}


def _look(entry: dict[str, Any]) -> SignLook:
    family = _data()["families"].get(entry["code"][:1], _data()["unknown"])
    merged = {**family, **entry}
    return SignLook(
        code=entry["code"],
        article=str(merged.get("article", "")),
        names=merged["name"],
        shape=SignShape(merged["shape"]),
        ground=merged["ground"],
        border=merged["border"],
        ink=merged["ink"],
        text=str(merged.get("text", "")),
        symbol=str(merged.get("symbol", "")),
        arrow=tuple(merged.get("arrow", ())),
        slash=bool(merged.get("slash")),
        bar=bool(merged.get("bar")),
        cross=bool(merged.get("cross")),
        shows_value=bool(merged.get("value")),
        is_known="article" in entry,
    )


@cache
def _data() -> dict[str, Any]:
    text = (RULES_FOLDER / "signs.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))
