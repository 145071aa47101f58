"""Which rules hold at a place: those of Taiwan there, neutral ones elsewhere.

The rules of Taiwan name what a marking is (`TW-185`: a crosswalk); elsewhere a neutral rule stands
for each of them, with sizes of its own that are all assumed (`data/markings/neutral.yaml`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml

from roadnet.country import TAIWAN, country_of
from roadnet.markings.rules import (
    RULES_FOLDER,
    Force,
    MarkingRule,
    RuleVersion,
    Size,
    UnknownRuleError,
    marking_rules,
)
from roadnet.model import LineStyle, PaintColour, Streets


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules that hold at a place, by the code of the Taiwanese rule they stand for."""

    country: str  # two letters; empty where the place does not tell
    rules: Mapping[str, MarkingRule]

    @property
    def is_law(self) -> bool:
        """Whether these are the rules of the country, and not neutral ones."""
        return self.country == TAIWAN

    def get(self, code: str) -> MarkingRule | None:
        """Return the rule for a code; a Taiwanese one that nothing stands for holds itself.

        Examples
        --------
        >>> rule_book("TW").get("TW-182").versions[0].drawn("dash")
        4.0
        >>> rule_book("DE").get("TW-182").code
        'neutral-lane-line'
        """
        return self.rules.get(code) or marking_rules().get(code)

    def __getitem__(self, code: str) -> MarkingRule:
        """Return the rule for a code; UnknownRuleError where there is none."""
        rule = self.get(code)
        if rule is None:
            raise UnknownRuleError("There is no marking rule {code}.", code=code)
        return rule


def rule_book_of(streets: Streets) -> RuleBook:
    """Return the rules that hold where streets lie."""
    return rule_book(country_of(streets))


@cache
def rule_book(country: str) -> RuleBook:
    """Return the rules of a country; neutral ones where those of the country are not known."""
    return RuleBook(country, marking_rules() if country == TAIWAN else _neutral_rules())


def any_rule(code: str) -> MarkingRule:
    """Return the rule with a code of its own, of Taiwan or neutral.

    Raises
    ------
    UnknownRuleError
        No rule has the code.
    """
    neutral = {rule.code: rule for rule in _neutral_rules().values()}
    found = marking_rules().get(code) or neutral.get(code)
    if found is None:
        raise UnknownRuleError("There is no marking rule {code}.", code=code)
    return found


@cache
def _neutral_rules() -> Mapping[str, MarkingRule]:
    content = yaml.safe_load((RULES_FOLDER / "neutral.yaml").read_text(encoding="utf-8"))
    found: dict[str, MarkingRule] = {}
    for entry in content["rules"]:
        rule = _rule(entry, content["valid_from"])
        found |= dict.fromkeys(entry["stands_for"], rule)
    return found


def _rule(entry: dict[str, Any], valid_from: date) -> MarkingRule:
    version = RuleVersion(
        code=entry["code"],
        article="",
        valid_from=valid_from,
        colour=PaintColour(entry.get("colour", "white")),
        style=LineStyle(entry["style"]),
        sizes={
            name: Size(value, force=Force.MAY, is_assumed=True)
            for name, value in entry["sizes"].items()
        },
        kind=entry["kind"],
    )
    return MarkingRule(
        entry["code"],
        "",
        entry["kind"],
        entry["name"],
        (version,),
        stands_for=entry["stands_for"][0],
    )
