"""What a check against the rules found: the rule in force, the element, and a verdict."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from language import Language, Message


class Verdict(StrEnum):
    """How a finding is to be read."""

    VIOLATION = "violation"  # against a shall of the rule in force
    DEVIATES = "deviates_from_principle"  # 以…為原則: allowed, and said
    NOTE = "note"  # below today's standard where older streets may stay, or allowed by a clause
    CANNOT_BE_JUDGED = "cannot_be_judged"  # the day of painting or the measurement does not tell
    NOT_CHECKABLE = "not_checkable"  # the text of the rule gives no size


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding."""

    rule: str  # TW-<article>, or the code of the standard
    article: str
    valid_from: date  # of the version that was applied
    element: str  # key of the feature, boundary, strip or asset
    found: Message
    required: Message
    verdict: Verdict

    def as_dict(self, language: Language = Language.EN) -> dict[str, str]:
        """Return the finding for machines; `found` and `required` in a language."""
        return {
            "rule": self.rule,
            "article": self.article,
            "valid_from": self.valid_from.isoformat(),
            "element": self.element,
            "found": self.found.in_language(language),
            "required": self.required.in_language(language),
            "verdict": str(self.verdict),
        }
