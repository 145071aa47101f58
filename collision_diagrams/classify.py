"""Read every crash of a table and write what was read in one row each, for machines."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from collision_diagrams.attached import (
    NOTHING_ATTACHED,
    Attached,
    resolve_attached,
    with_attached,
    with_summary_only,
)
from collision_diagrams.contradictions import contradictions
from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.mirror import mirrored_facts, mirrored_reading
from collision_diagrams.model import CrashFacts, KindClass, Relation, Resolution, Status
from collision_diagrams.resolver import resolve, without_type
from language import Language
from roadnet.model import DrivingSide, Junction

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
CONTRADICTION_COLUMNS = ("crash_id", "kind", "reason")


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the resolver must do without, to measure it."""

    headings: bool = False  # recorded and drawn directions of travel
    crash_type: bool = False  # the official crash type


NOTHING_HIDDEN = Hidden()


@dataclass(frozen=True, slots=True)
class ReadCrash:
    """A crash as the resolver saw it, and what it read."""

    facts: CrashFacts
    resolution: Resolution


def read_crashes(
    crashes: pd.DataFrame,
    parties: pd.DataFrame,
    junctions: Sequence[Junction] = (),
    *,
    hidden: Hidden = NOTHING_HIDDEN,
    attached: Attached = NOTHING_ATTACHED,
    driving_side: DrivingSide = DrivingSide.RIGHT,
) -> tuple[ReadCrash, ...]:
    """Return every crash with its reading, in the order of time, then key.

    Parameters
    ----------
    crashes, parties
        Tables of `crashes.model`.
    junctions
        Junctions of the store: the number of arms tells the form of the road where the record of a
        crash (`junction_id`) has none.
    hidden
        What is to be inferred although it is recorded.
    attached
        Scenes of the crashes, and readings that a person confirmed.
    driving_side
        The side traffic keeps to. Left-hand traffic is read in a mirror and turned back.
    """
    found = []
    for one in facts_of_crashes(_with_road_forms(crashes, junctions), parties):
        seen = without_type(one) if hidden.crash_type else one
        if driving_side is DrivingSide.LEFT:
            told = with_summary_only if hidden.headings else with_attached
            read = resolve_in_mirror(told(seen, attached), attached)
        elif hidden.headings:
            seen = with_summary_only(seen, attached)
            read = (seen, resolve(seen, confirmed=attached.confirmed.get(one.crash_id)))
        else:
            (read,) = resolve_attached([seen], attached)
        found.append(ReadCrash(*read))
    return tuple(found)


def resolve_in_mirror(facts: CrashFacts, attached: Attached) -> tuple[CrashFacts, Resolution]:
    """Return a crash of left-hand traffic with its reading, both as they are on the street."""
    decided = attached.confirmed.get(facts.crash_id)
    if decided is not None:
        return facts, resolve(facts, confirmed=decided)
    return facts, mirrored_reading(resolve(mirrored_facts(facts)))


def classify(
    crashes: pd.DataFrame,
    parties: pd.DataFrame,
    junctions: Sequence[Junction] = (),
    *,
    hidden: Hidden = NOTHING_HIDDEN,
    attached: Attached = NOTHING_ATTACHED,
    driving_side: DrivingSide = DrivingSide.RIGHT,
) -> pd.DataFrame:
    """Return CLASSIFICATION_COLUMNS: how the parties of each crash met, as far as it can be read.

    Parameters are those of `read_crashes`.

    Returns
    -------
    classification
        One row for each crash, ordered by `crash_id`. Directions stand in the order of the record:
        party 1 and 2 are the first two that drive or walk. They are missing where the reading is
        relative only.
    """
    read = read_crashes(
        crashes, parties, junctions, hidden=hidden, attached=attached, driving_side=driving_side
    )
    return classification_table(read, crashes)


def classification_table(read: Sequence[ReadCrash], crashes: pd.DataFrame) -> pd.DataFrame:
    """Return CLASSIFICATION_COLUMNS of crashes that were read; the table names their sources."""
    keys = dict(zip(crashes["crash_id"], crashes["source_crash_id"], strict=True))
    rows = [_row(one.facts, one.resolution, keys[one.facts.crash_id]) for one in read]
    table = pd.DataFrame(rows, columns=list(CLASSIFICATION_COLUMNS))
    return table.sort_values("crash_id", ignore_index=True)


def contradictions_table(read: Sequence[ReadCrash]) -> pd.DataFrame:
    """Return CONTRADICTION_COLUMNS: what the records say against themselves, by crash and kind."""
    rows = [
        (one.facts.crash_id, str(found.kind), found.message.in_language(Language.EN))
        for one in read
        for found in contradictions(one.facts)
    ]
    table = pd.DataFrame(rows, columns=list(CONTRADICTION_COLUMNS), dtype=object)
    return table.sort_values(["crash_id", "kind"], kind="stable", ignore_index=True)


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
