"""Which version of a rule a piece of paint was drawn by."""

from dataclasses import dataclass
from datetime import date

from roadnet.markings.rules import MarkingRule, RuleVersion


@dataclass(frozen=True, slots=True)
class ChosenVersion:
    """A version, and whether the paint is known to have been made under it."""

    version: RuleVersion
    is_certain: bool  # the day of painting is known, or the rule has had one version only
    is_before_first: bool = False  # painted before the earliest text that is known


def version_for(rule: MarkingRule, painted_on: date | None, day: date) -> ChosenVersion | None:
    """Return the version that paint seen on `day` follows; None where the rule did not exist yet.

    The day of painting decides. Where it is not known, the version in force on `day` is taken,
    except that a version which binds new paint only is passed over: nobody knows that the paint
    is new.

    Parameters
    ----------
    rule
        The rule.
    painted_on
        Day of the last painting; None, or a later day than `day`: not known.
    day
        The day the street is looked at.

    Examples
    --------
    >>> from roadnet.markings.rules import marking_rule
    >>> stop_line, day = marking_rule("TW-170"), date(2026, 1, 1)
    >>> version_for(stop_line, date(2025, 7, 1), day).version.valid_from.isoformat()
    '2025-06-30'
    >>> version_for(stop_line, None, day).version.valid_from.isoformat()
    '2017-06-14'
    """
    is_known = painted_on is not None and painted_on <= day
    seen_on = painted_on if is_known and painted_on is not None else day
    held = [version for version in rule.versions if version.valid_from <= seen_on]
    if not held:
        if rule.began:
            return None
        return ChosenVersion(rule.versions[0], is_certain=False, is_before_first=True)
    if not is_known:
        held = [version for version in held if not version.binds_new_only] or held
    return ChosenVersion(held[-1], is_certain=is_known or len(rule.versions) == 1)
