"""The line of text beside a glyph, by the template of the legend."""

from collision_diagrams.buckets import Bucket, Case
from collision_diagrams.model import KindClass, Status
from collision_diagrams.rules import legend
from crashes.model import Severity
from language import Language, translate

NIGHT = "N"
UNSURE = "?"
CONFIRMED = "✓"
HOW_SURE = {Status.LOW_CONFIDENCE: UNSURE, Status.CONFIRMED: CONFIRMED}
PAIR = 2


def case_label(case: Case, language: Language) -> str:
    """Return the label of a crash: its number, date, time, circumstances as the legend says.

    Examples
    --------
    >>> from datetime import datetime
    >>> from collision_diagrams.model import CrashFacts, DiagramType, Resolution
    >>> facts = CrashFacts("c", datetime(2025, 1, 31, 18, 5), Severity.A2, (), "", at_night=True)
    >>> case_label(Case(7, facts, Resolution("c", Status.LOW_CONFIDENCE)), Language.ZH_TW)
    '7 01/31 18:05 N ?'
    """
    return _filled(legend().label, case, language)


def short_label(case: Case, language: Language) -> str:
    """Return what stands beside a glyph where the whole label has no room."""
    return _filled(legend().short_label, case, language)


def _filled(template: str, case: Case, language: Language) -> str:
    facts = case.facts
    count = sum(party.kind is not KindClass.THING for party in facts.parties)
    parties = translate("{count} parties", language=language, count=count)
    said = template.format(
        serial=case.serial,
        date=facts.occurred_at.strftime("%m/%d"),
        time=facts.occurred_at.strftime("%H:%M"),
        year=facts.occurred_at.year,
        severity=facts.severity,
        circumstances=circumstances(case),
        count=parties if count > PAIR else "",
        unsure=HOW_SURE.get(case.resolution.status, ""),
    )
    return " ".join(said.split())


def circumstances(case: Case) -> str:
    """Return the letters for night and for a surface that was not dry."""
    surface = legend().surface_letters.get(case.facts.surface_code or "", "")
    return (NIGHT if case.facts.at_night else "") + surface


def bucket_label(bucket: Bucket) -> str:
    """Return the badge of a bundle: how many crashes, and how many of the severe classes.

    The mark of a single crash says its class.
    """
    if len(bucket.cases) == 1:
        return "×1"
    severe = [
        f"{severity} {bucket.count(severity)}"
        for severity in (Severity.A1, Severity.A2)
        if bucket.count(severity)
    ]
    count = f"×{len(bucket.cases)}"
    return f"{count} ({', '.join(severe)})" if severe else count
