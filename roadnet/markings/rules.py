"""The rules of road markings as dated data: which sizes held on which day, and how binding."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from errors import DaoanError
from language import Language
from roadnet.model import LineStyle, PaintColour

RULES_FOLDER = Path(__file__).parent.parent.parent / "data" / "markings"


class UnknownRuleError(DaoanError, KeyError):
    """No marking rule has this code."""


class Force(StrEnum):
    """How binding a size is: the modal word of the text."""

    SHALL = "shall"  # 應: another size is a violation
    PRINCIPLE = "principle"  # 以…為原則: deviation is allowed, and noted
    RANGE = "range"  # 以…為度: within these limits
    MAY = "may"  # 得: optional


@dataclass(frozen=True, slots=True)
class Size:
    """One size of a rule, in metres, or degrees where its name ends in `_deg`."""

    value: float | None  # what is drawn; None: only checked
    minimum: float | None = None
    maximum: float | None = None
    least: float | None = None  # never less, even where the minimum may be passed below
    force: Force = Force.SHALL
    is_assumed: bool = False  # the text does not give it: drawings mark it, checks pass over it
    are_limits_assumed: bool = False  # the limits are from a secondary source
    may_be_enlarged: bool = False  # more than the maximum where the site needs it
    is_enlarging_unconfirmed: bool = False  # whether it may be enlarged is not known

    @property
    def is_chosen(self) -> bool:
        """Whether the text leaves a choice, so that the value drawn is ours and not the street's.

        Examples
        --------
        >>> Size(0.4, minimum=0.3, maximum=0.4).is_chosen, Size(0.1).is_chosen
        (True, False)
        """
        return self.value is not None and (self.minimum, self.maximum) != (None, None)


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """What a rule said from a day on."""

    code: str
    article: str
    valid_from: date
    colour: PaintColour
    style: LineStyle
    sizes: dict[str, Size]
    kind: str = ""  # what the rule draws: line, stop_line, crosswalk …
    binds_new_only: bool = False  # only markings painted or repainted from that day on

    def drawn(self, size: str) -> float:
        """Return the value of a size that is drawn, in metres or degrees."""
        value = self.sizes[size].value
        if value is None:
            raise UnknownRuleError("{code} has no size {size}.", code=self.code, size=size)
        return value

    @property
    def has_assumed_sizes(self) -> bool:
        """Whether any size of the rule is assumed."""
        return any(size.is_assumed for size in self.sizes.values())


@dataclass(frozen=True, slots=True)
class MarkingRule:
    """A rule with all its versions, the earliest first."""

    code: str
    article: str
    kind: str
    names: dict[str, str]  # language -> name
    versions: tuple[RuleVersion, ...]
    began: bool = False  # the first version is the beginning; else earlier texts are not known
    stands_for: str = ""  # of a neutral rule: the first Taiwanese one that it stands for

    def name(self, language: Language) -> str:
        """Return the name of the marking in a language."""
        return self.names["en" if language is Language.EN else "zh"]

    def in_force(self, day: date) -> RuleVersion | None:
        """Return the version in force on a day; None before the first one."""
        held = [version for version in self.versions if version.valid_from <= day]
        return held[-1] if held else None


@cache
def marking_rules() -> dict[str, MarkingRule]:
    """Return all marking rules by code, in the order of the articles."""
    content = yaml.safe_load((RULES_FOLDER / "rules.yaml").read_text(encoding="utf-8"))
    rules = [_rule(entry) for entry in content["rules"]]
    return {rule.code: rule for rule in rules}


def marking_rule(code: str) -> MarkingRule:
    """Return the rule with a code such as `TW-182`.

    Raises
    ------
    UnknownRuleError
        No rule has the code.

    Examples
    --------
    >>> rule = marking_rule("TW-170")
    >>> rule.in_force(date(2025, 6, 29)).sizes["clear_to_crosswalk"].minimum
    1.0
    >>> rule.in_force(date(2025, 6, 30)).sizes["clear_to_crosswalk"].minimum
    2.0
    """
    try:
        return marking_rules()[code]
    except KeyError:
        raise UnknownRuleError("There is no marking rule {code}.", code=code) from None


@cache
def unchecked_after() -> date:
    """Return the day after which the text of the rules has not been checked."""
    content = yaml.safe_load((RULES_FOLDER / "rules.yaml").read_text(encoding="utf-8"))
    day: date = content["unchecked_after"]
    return day


def _rule(entry: dict[str, Any]) -> MarkingRule:
    versions = sorted(
        (_version(entry, version) for version in entry["versions"]),
        key=lambda version: version.valid_from,
    )
    return MarkingRule(
        code=entry["code"],
        article=str(entry["article"]),
        kind=entry["kind"],
        names=entry["name"],
        versions=tuple(versions),
        began=bool(entry.get("began")),
    )


def _version(rule: dict[str, Any], entry: dict[str, Any]) -> RuleVersion:
    return RuleVersion(
        code=rule["code"],
        article=str(rule["article"]),
        valid_from=entry["valid_from"],
        colour=PaintColour(entry["colour"]),
        style=LineStyle(entry["style"]),
        sizes={name: _size(size) for name, size in entry["sizes"].items()},
        kind=rule["kind"],
        binds_new_only=entry.get("binds") == "new",
    )


def _size(entry: dict[str, Any]) -> Size:
    return Size(
        value=entry.get("value"),
        minimum=entry.get("min"),
        maximum=entry.get("max"),
        least=entry.get("least"),
        force=Force(entry["force"]),
        is_assumed=bool(entry.get("assumed")),
        are_limits_assumed=entry.get("limits") == "assumed",
        may_be_enlarged=bool(entry.get("may_be_enlarged")),
        is_enlarging_unconfirmed=bool(entry.get("enlarging_unconfirmed")),
    )
