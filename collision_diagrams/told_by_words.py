"""What the officer's description tells of the directions of travel, and what it does not."""

from dataclasses import replace

from collision_diagrams.model import CrashFacts, KindClass, Movement, Party, Relation, Source
from collision_diagrams.rules import rules
from crashes.narrative import Beside, Narrative, ToldParty, read_narrative
from crashes.scene.model import party_name

HALF_TURN_DEG, FULL_TURN_DEG = 180.0, 360.0
TOLD_MOVEMENTS = {  # of the grammar -> as the record codes it
    "back": Movement.BACKING,
    "lane_left": Movement.LANE_LEFT,
    "lane_right": Movement.LANE_RIGHT,
    "uturn": Movement.U_TURN_OR_CROSSING,
    "left": Movement.LEFT,
    "right": Movement.RIGHT,
    "parked": Movement.PARKED,
    "stopped": Movement.STOPPED,
    "start": Movement.STARTING,
    "through": Movement.THROUGH,
}
TURNING = frozenset({Movement.LEFT, Movement.RIGHT})
ON_ONE_LINE = {Beside.SAME: Relation.SAME, Beside.OPPOSITE: Relation.OPPOSITE}


def with_description(facts: CrashFacts, text: str) -> CrashFacts:
    """Return a crash with what its description tells; what stronger sources tell stays.

    A party whose description names another turn than its record is left as it is: nobody knows
    which of the two is wrong.

    Parameters
    ----------
    facts
        The crash.
    text
        The summary of what happened; without a sentence nothing is added.
    """
    if not text.strip():
        return facts
    told = read_narrative(text)
    parties = tuple(_with_told(party, _of(told, party)) for party in facts.parties)
    otherwise = [one.party_no for one in facts.parties if _turns_disagree(one, _of(told, one))]
    described = replace(
        facts,
        parties=parties,
        not_understood=told.not_understood,
        told_otherwise=tuple(otherwise),
    )
    return _with_relation(described, told)


def _of(told: Narrative, party: Party) -> ToldParty | None:
    return told.party(party_name(party.party_no))


def _turns_disagree(party: Party, told: ToldParty | None) -> bool:
    """Whether a turn stands against another turn or against going straight on."""
    movement = TOLD_MOVEMENTS.get(told.movement or "") if told else None
    known = {*TURNING, Movement.THROUGH}
    both = {party.movement, movement}
    return len(both) > 1 and both <= known and bool(both & TURNING)


def _with_told(party: Party, told: ToldParty | None) -> Party:
    if told is None or _turns_disagree(party, told):
        return party
    movement = party.movement
    if movement is Movement.UNKNOWN and party.kind is not KindClass.PEDESTRIAN:
        movement = TOLD_MOVEMENTS.get(told.movement or "", Movement.UNKNOWN)
    from_deg = told.came_from_deg
    if party.from_deg is not None or from_deg is None:
        return replace(party, movement=movement)
    return _with_side(replace(party, movement=movement), from_deg, told.to_deg)


def _with_side(party: Party, from_deg: float, to_deg: float | None) -> Party:
    trust = rules().heading_trust["words"]
    return replace(party, from_deg=from_deg, to_deg=to_deg, told_by=Source.NARRATIVE, trust=trust)


def _with_relation(facts: CrashFacts, told: Narrative) -> CrashFacts:
    """Return the crash with the side of a party that is told by that of the other one.

    Where the other's is not known either, what is told is that both came from one approach, or
    from two that face each other.
    """
    pair = [party for party in facts.parties if party.kind.is_vehicle][:2]
    if len(pair) != 2:  # noqa: PLR2004 - a party seen from the other one
        return facts
    words = [_of(told, party) for party in pair]
    besides = {one.beside for one in words if one and one.beside}
    if len(besides) != 1:
        return facts
    beside = besides.pop()
    relation = ON_ONE_LINE[beside]
    first, second = (party.from_deg for party in pair)
    if first is None and second is None:
        return replace(facts, told_relation=relation, told_trust=rules().heading_trust["words"])
    if first is not None and second is not None:
        return facts
    known, missing = (pair[0], pair[1]) if second is None else (pair[1], pair[0])
    turned = HALF_TURN_DEG if beside is Beside.OPPOSITE else 0.0
    side = ((known.from_deg or 0.0) + turned) % FULL_TURN_DEG
    parties = tuple(
        _with_side(party, side, None) if party.party_no == missing.party_no else party
        for party in facts.parties
    )
    return replace(facts, parties=parties)
