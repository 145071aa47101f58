"""What a changed rule file would do: the same crashes read and drawn before and after."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from collision_diagrams.attached import NOTHING_ATTACHED, Attached, resolve_attached
from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.ghosts import candidate_drawing
from collision_diagrams.model import CrashFacts, Resolution
from collision_diagrams.rules import rules_in_force
from drawing.model import Drawing
from language import Language

SAMPLES = 12
OF_ONE_KIND = 2  # samples of one construction among those whose reading stays


@dataclass(frozen=True, slots=True)
class Sample:
    """One crash before and after; no drawing where it is not plotted."""

    crash_id: str
    before: Resolution
    after: Resolution
    drawings: tuple[Drawing | None, Drawing | None]

    @property
    def is_changed(self) -> bool:
        """Whether it is read otherwise."""
        return said(self.before) != said(self.after)


@dataclass(frozen=True, slots=True)
class RulePreview:
    """What changes on a set of crashes."""

    total: int
    changed: int  # read otherwise: status, relation, construction, roles or paths
    statuses: tuple[tuple[str, int, int], ...]  # status, crashes before, crashes after
    samples: tuple[Sample, ...]  # changed ones first, then one or two of each construction


def preview_rules(
    crashes: pd.DataFrame,
    parties: pd.DataFrame,
    texts: tuple[Mapping[str, str], Mapping[str, str]],
    language: Language,
    attached: Attached = NOTHING_ATTACHED,
) -> RulePreview:
    """Return what the second set of rule files does otherwise than the first.

    Parameters
    ----------
    crashes, parties
        Tables of `crashes.model`: the test set.
    texts
        Rule files before and after: name -> text (`rules_in_force`).
    language
        Language of the letters in the glyphs.
    attached
        Scenes of the crashes. Decisions of people are left out: no rule changes them.
    """
    told = Attached(attached.scenes)
    before, after = (_read_under(one, crashes, parties, told) for one in texts)
    pairs = [
        (facts_before, facts_after, one, other)
        for (facts_before, one), (facts_after, other) in zip(before, after, strict=True)
    ]
    changed = [pair for pair in pairs if said(pair[2]) != said(pair[3])]
    counts = [Counter(str(one.status) for _, one in read) for read in (before, after)]
    statuses = sorted({*counts[0], *counts[1]})
    return RulePreview(
        len(pairs),
        len(changed),
        tuple((status, counts[0][status], counts[1][status]) for status in statuses),
        tuple(_sample(pair, texts, language) for pair in _shown(pairs, changed)),
    )


Pair = tuple[CrashFacts, CrashFacts, Resolution, Resolution]


def said(reading: Resolution) -> tuple[object, ...]:
    """Return what of a reading a drawing shows."""
    return (
        reading.status,
        reading.relation,
        reading.diagram_type,
        reading.parties,
        reading.paths,
        reading.lateral,
    )


def _read_under(
    texts: Mapping[str, str], crashes: pd.DataFrame, parties: pd.DataFrame, told: Attached
) -> tuple[tuple[CrashFacts, Resolution], ...]:
    with rules_in_force(texts):
        return resolve_attached(facts_of_crashes(crashes, parties), told)


def _shown(pairs: list[Pair], changed: list[Pair]) -> list[Pair]:
    """Return the changed crashes first, then some of each construction that is plotted."""
    shown = changed[:SAMPLES]
    kinds: Counter[object] = Counter(pair[3].diagram_type for pair in shown)
    for pair in pairs:
        after = pair[3]
        if len(shown) == SAMPLES:
            break
        if after.status.plotted and pair not in shown and kinds[after.diagram_type] < OF_ONE_KIND:
            kinds[after.diagram_type] += 1
            shown.append(pair)
    return shown


def _sample(
    pair: Pair, texts: tuple[Mapping[str, str], Mapping[str, str]], language: Language
) -> Sample:
    facts_before, facts_after, before, after = pair
    drawings = (
        _drawn_under(texts[0], facts_before, before, language),
        _drawn_under(texts[1], facts_after, after, language),
    )
    return Sample(facts_after.crash_id, before, after, drawings)


def _drawn_under(
    texts: Mapping[str, str], facts: CrashFacts, reading: Resolution, language: Language
) -> Drawing | None:
    if not reading.status.plotted:
        return None
    with rules_in_force(texts):
        return candidate_drawing(facts, reading, language)
