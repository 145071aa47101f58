"""Hold a measured size against a rule, in the version that binds the paint."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from language import Message
from roadnet.markings.finding import Finding, Verdict
from roadnet.markings.rules import Force, MarkingRule, RuleVersion, Size
from roadnet.markings.size_wording import size_name
from roadnet.model import Measured, Stated

ROUNDING_M = 0.005  # differences below are nobody's
EXACT_M = 0.02  # of a size without limits: the accuracy of a drawing at 1:200
EXACT_SHARE = 0.02
SURE_SIGMAS = 2.0  # a breach smaller than this many standard errors is not proven
METRES = Message(" m")
UNITS = {"deg": Message("°"), "kmh": Message(" km/h")}  # by the ending of a size's name
BY_FORCE = {
    Force.SHALL: Verdict.VIOLATION,
    Force.RANGE: Verdict.VIOLATION,
    Force.PRINCIPLE: Verdict.DEVIATES,
    Force.MAY: Verdict.NOTE,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A size as it is on the street."""

    element: str
    size: str  # name of the size in the rule
    value: float
    sigma_m: float = 0.0
    painted_on: date | None = None
    stands_since: date | None = None  # not painted before; None: not known
    may_be_larger: bool = False  # article 151: fast or wide roads may have larger markings


def sigma_of(measured: Measured | None, stated: Stated) -> float:
    """Return the standard error of a measured value, else that of its record, else 0."""
    own = measured.sigma_m if measured is not None else None
    return own if own is not None else (stated.sigma_m or 0.0)


def judge(rule: MarkingRule, reading: Reading, day: date) -> Finding | None:
    """Return what a rule says of a size on the street; None where it is in order.

    The day of painting chooses the version. Where it is not known and the versions that may apply
    differ in their verdicts, the finding cannot be judged.

    Parameters
    ----------
    rule
        The rule.
    reading
        The size on the street.
    day
        The day the street is looked at.
    """
    if reading.painted_on is not None and reading.painted_on <= day:
        version = rule.in_force(reading.painted_on)
        if version is None:
            return _before_texts(rule, reading)
        return _finding(version, reading, verdict_on(version, reading))
    held = _that_may_bind(rule, reading, day)
    if not held:
        return None
    verdicts = [verdict_on(version, reading) for version in held]
    latest = held[-1]
    if len(set(verdicts)) == 1:
        return _finding(latest, reading, verdicts[-1])
    if reading.size not in latest.sizes:
        latest = next(one for one in reversed(held) if reading.size in one.sizes)
    return _finding(latest, reading, Verdict.CANNOT_BE_JUDGED)


def _that_may_bind(rule: MarkingRule, reading: Reading, day: date) -> list[RuleVersion]:
    """Return the versions in force on some day between the earliest painting and `day`."""
    held = [version for version in rule.versions if version.valid_from <= day]
    since = reading.stands_since
    if since is None:
        return held
    over = [version for version in held if version.valid_from <= since][:-1]
    return [version for version in held if version not in over]


def verdict_on(version: RuleVersion, reading: Reading) -> Verdict | None:
    """Return the verdict of one version; None where the size is in order or not in it.

    Examples
    --------
    >>> from roadnet.markings.rules import marking_rule
    >>> clear = Reading("f", "clear_to_crosswalk", 1.4)
    >>> [verdict_on(version, clear) for version in marking_rule("TW-170").versions]
    [None, None, <Verdict.VIOLATION: 'violation'>]
    """
    size = version.sizes.get(reading.size)
    if size is None:
        return None
    if size.is_assumed and (size.minimum, size.maximum) == (None, None):
        return Verdict.NOT_CHECKABLE
    if size.are_limits_assumed:
        return Verdict.NOT_CHECKABLE
    below, above = _breach(size, reading)
    if below <= 0 and above <= 0:
        return None
    verdict = _how_bad(size, reading, is_above=above > 0)
    serious = verdict in {Verdict.VIOLATION, Verdict.DEVIATES}
    if serious and max(below, above) < SURE_SIGMAS * reading.sigma_m:
        return Verdict.CANNOT_BE_JUDGED
    return verdict


def _breach(size: Size, reading: Reading) -> tuple[float, float]:
    """Return how far a value lies below and above what is allowed."""
    value = reading.value
    if (size.minimum, size.maximum) == (None, None):
        exact = size.value or 0.0
        slack = max(EXACT_M, EXACT_SHARE * exact)
        above = 0.0 if reading.may_be_larger else value - exact - slack
        return exact - value - slack, above
    below = -math.inf if size.minimum is None else size.minimum - value - ROUNDING_M
    above = -math.inf if size.maximum is None else value - size.maximum - ROUNDING_M
    return below, (0.0 if reading.may_be_larger else above)


def _how_bad(size: Size, reading: Reading, *, is_above: bool) -> Verdict:
    if is_above and (size.may_be_enlarged or size.is_enlarging_unconfirmed):
        return Verdict.NOTE
    if size.least is not None and reading.value < size.least - ROUNDING_M:
        return Verdict.VIOLATION
    return BY_FORCE[size.force]


def _before_texts(rule: MarkingRule, reading: Reading) -> Finding | None:
    """Return what is said of paint older than the earliest text that is known."""
    first = rule.versions[0]
    if rule.began:
        return None
    verdict = verdict_on(first, reading)
    return _finding(first, reading, Verdict.CANNOT_BE_JUDGED if verdict else None)


def _finding(version: RuleVersion, reading: Reading, verdict: Verdict | None) -> Finding | None:
    if verdict is None:
        return None
    return Finding(
        rule=version.code,
        article=version.article,
        valid_from=version.valid_from,
        element=reading.element,
        found=_measure(reading),
        required=required(version.sizes[reading.size], reading.size),
        verdict=verdict,
    )


def _measure(reading: Reading) -> Message:
    values = {"size": size_name(reading.size), "value": f"{reading.value:.2f}"}
    if reading.size.endswith("_deg"):
        return Message("{size} {value}°", values)
    if reading.size.endswith("_kmh"):
        return Message("{size} {value} km/h", values)
    return Message("{size} {value} m", values)


def required(size: Size, name: str) -> Message:
    """Return what a rule asks for, in words."""
    unit = UNITS.get(name.rsplit("_", 1)[-1], METRES)
    if size.is_assumed and (size.minimum, size.maximum) == (None, None):
        return Message("The text of the rule gives no size.")
    low, high = size.minimum, size.maximum
    values = {"low": low, "high": high, "least": size.least, "value": size.value, "unit": unit}
    said = {
        key: f"{value:g}" if isinstance(value, float) else value for key, value in values.items()
    }
    if low is not None and high is not None:
        if size.least is not None:
            return Message("{low} to {high}{unit}, never under {least}{unit}", said)
        if size.force is Force.PRINCIPLE:
            return Message("{low} to {high}{unit} as a principle", said)
        return Message("{low} to {high}{unit}", said)
    if low is not None:
        return Message("at least {low}{unit}", said)
    if high is not None:
        return Message("at most {high}{unit}", said)
    return Message("{value}{unit}", said)


def judged(rule: MarkingRule, readings: Iterator[Reading], day: date) -> Iterator[Finding]:
    """Yield the findings of readings."""
    for reading in readings:
        finding = judge(rule, reading, day)
        if finding is not None:
            yield finding
