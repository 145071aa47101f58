"""Read every crash of a table and write what was read in one row each, for machines."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from collision_diagrams.confirmed import ConfirmedReading
from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.model import CrashFacts, KindClass, Relation, Resolution, Status
from collision_diagrams.resolver import NOTHING_CONFIRMED, resolve, without_type
from language import Language
from roadnet.model import Junction

FEWEST_ARMS = 3
FORMS_BY_ARMS = {3: "03", 4: "04"}  # arms -> item 8
MANY_ARMS = "05"
CLASSIFICATION_COLUMNS = (
    "crash_id",
    "source_crash_id",
    "relation",  # a Relation; `unknown` unless the status is a dared one
    "diagram_type",  # a DiagramType; `UNKNOWN` likewise
    "party_1_from_deg",  # compass side the party came from, missing where not known
    "party_1_to_deg",  # compass side it left to
    "party_2_from_deg",
    "party_2_to_deg",
    "source",  # a Source: where the directions come from
    "confidence",  # probability of the relation, 0 to 1
    "status",  # a Status
    "reason",  # why it is not dared, else what speaks for the reading; English
)


def classify(
    crashes: pd.DataFrame,
    parties: pd.DataFrame,
    junctions: Sequence[Junction] = (),
    *,
    hide_headings: bool = False,
    hide_type: bool = False,
    confirmed: Mapping[str, ConfirmedReading] = NOTHING_CONFIRMED,
) -> pd.DataFrame:
    """Return CLASSIFICATION_COLUMNS: how the parties of each crash met, as far as it can be read.

    Parameters
    ----------
    crashes, parties
        Tables of `crashes.model`.
    junctions
        Junctions of the store: the number of arms tells the form of the road where the record of a
        crash (`junction_id`) has none.
    hide_headings
        Ignore recorded directions and infer them.
    hide_type
        Ignore the official crash type.
    confirmed
        crash_id -> what a person decided.

    Returns
    -------
    classification
        One row for each crash, ordered by `crash_id`. Directions stand in the order of the record:
        party 1 and 2 are the first two that drive or walk. They are missing where the reading is
        relative only.
    """
    keys = dict(zip(crashes["crash_id"], crashes["source_crash_id"], strict=True))
    rows = []
    for one in facts_of_crashes(_with_road_forms(crashes, junctions), parties):
        seen = _hidden(one, headings=hide_headings, crash_type=hide_type)
        rows.append(
            _row(seen, resolve(seen, confirmed=confirmed.get(one.crash_id)), keys[one.crash_id])
        )
    table = pd.DataFrame(rows, columns=list(CLASSIFICATION_COLUMNS))
    return table.sort_values("crash_id", ignore_index=True)


def _with_road_forms(crashes: pd.DataFrame, junctions: Sequence[Junction]) -> pd.DataFrame:
    """Return the crashes with the form of their junction where the record has none."""
    if "junction_id" not in crashes:
        return crashes
    forms = {one.junction_id: _form(one) for one in junctions if len(one.arms) >= FEWEST_ARMS}
    known = crashes["junction_id"].astype(object).map(forms).astype(object)
    recorded = crashes["road_form_code"].astype(object)
    return crashes.assign(road_form_code=recorded.where(recorded.notna(), known))


def _form(junction: Junction) -> str:
    return FORMS_BY_ARMS.get(len(junction.arms), MANY_ARMS)


def _hidden(facts: CrashFacts, *, headings: bool, crash_type: bool) -> CrashFacts:
    """Return the crash without what is to be ignored."""
    if headings:
        parties = tuple(replace(one, from_deg=None, to_deg=None) for one in facts.parties)
        facts = replace(facts, parties=parties)
    return without_type(facts) if crash_type else facts


def _row(facts: CrashFacts, found: Resolution, source_crash_id: object) -> tuple[object, ...]:
    dared = found.status.plotted
    sides = {path.party_no: path for path in found.paths} if found.absolute else {}
    numbers = [
        party.party_no
        for party in facts.parties
        if party.kind.is_vehicle or party.kind is KindClass.PEDESTRIAN
    ][:2]
    degrees: list[float | None] = []
    for place in range(2):
        path = sides.get(numbers[place]) if place < len(numbers) else None
        degrees += [path.from_deg, path.to_deg] if path and dared else [None, None]
    return (
        facts.crash_id,
        source_crash_id,
        str(found.relation if dared else Relation.UNKNOWN),
        str(found.diagram_type),
        *degrees,
        str(found.source),
        round(found.confidence, 3),
        str(found.status),
        _reason(found),
    )


def _reason(found: Resolution) -> str:
    if found.status in {Status.TO_CONFIRM, Status.NOT_PLOTTABLE} and found.reason:
        return found.reason.in_language(Language.EN)
    return " ".join(line.in_language(Language.EN) for line in found.explanation)
