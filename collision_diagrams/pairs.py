"""Read how two vehicles met, and say why."""

import math
from dataclasses import replace

from collision_diagrams.choices import (
    SHOWN,
    Choice,
    candidates,
    listed,
    placed,
    side_line,
    turned,
)
from collision_diagrams.conflicts import (
    DEGREES_OF_TURN,
    construction,
    side_between,
    turn_between,
)
from collision_diagrams.contacts import zone
from collision_diagrams.definitions import within_definition
from collision_diagrams.doors import door_opened
from collision_diagrams.model import (
    STANDING_STILL,
    CrashFacts,
    DiagramType,
    Movement,
    Party,
    PartyPath,
    Resolution,
    Side,
    Source,
    Status,
    Turn,
)
from collision_diagrams.readings import Reading, readings, turns_of
from collision_diagrams.reasons import TOLD_BY, Reason, not_understood
from collision_diagrams.rules import rules
from collision_diagrams.weighed import resolve_weighed
from language import Message

FROM_BELOW_DEG = 180.0  # party 1 comes from here where no compass side is known
TRUST_IN_TYPE = 0.97
TRUST_OFF_CONTACT = 0.75  # where the contact parts lie well off the reading
OFF_CONTACT_DEG = 60.0
MOST_ODDS = 12.0  # by which the rest of a record speaks for or against a told side


def resolve_pair(facts: CrashFacts, first: Party, second: Party) -> Resolution:
    """Return how the first two vehicles of a crash met.

    Parameters
    ----------
    facts
        The crash.
    first, second
        Its first two vehicles, in the order of the record.
    """
    door = door_opened(facts, first, second)
    if door is not None:
        return _in_compass(door, first, second)
    weighed = resolve_weighed(facts, first, second)
    if weighed is not None:
        return _in_compass(weighed, first, second)
    if first.from_deg is not None and second.from_deg is not None:
        return _from_headings(facts, first, second)
    return _in_compass(_inferred(facts, first, second), first, second)


def _in_compass(found: Resolution, first: Party, second: Party) -> Resolution:
    """Return a relative reading turned into the compass where one side is recorded."""
    found = replace(
        found, candidates=tuple(_in_compass(one, first, second) for one in found.candidates)
    )
    for place, party in enumerate((first, second)):
        if party.from_deg is not None and found.paths:
            return turned(found, party.from_deg - found.paths[place].from_deg)
    return found


def _inferred(facts: CrashFacts, first: Party, second: Party) -> Resolution:
    """Return a reading that only type, movements, contact parts, causes and place tell."""
    fixed = _type_fixes_one_side(facts)
    if not fixed and (reason := _missing(first, second)):
        return listed(facts, reason)
    found = readings(facts, first, second)
    if not found:
        return listed(facts, Reason.NO_CONFLICT)
    best = found[0]
    choices = [_choice(facts, one, first, second, fixed=fixed) for one in found[:SHOWN]]
    open_ways = candidates(facts, choices, first, second)
    if best.off_contact_deg is not None and all(
        (one.off_contact_deg or 0) > rules().contradiction_deg for one in found
    ):
        return replace(listed(facts, Reason.CONTRADICTION), candidates=open_ways)
    if not _leads(found):
        several = listed(facts, Reason.SEVERAL, status=Status.TO_CONFIRM)
        return replace(several, candidates=open_ways)
    chosen = placed(facts, choices[0], first, second)
    return replace(chosen, candidates=chosen.candidates or open_ways)


def _missing(first: Party, second: Party) -> Reason | None:
    """Return what keeps a pair from being read where the type says nothing of the approaches."""
    if Movement.UNKNOWN in {first.movement, second.movement}:
        return Reason.NO_MOVEMENT
    return None


def _type_fixes_one_side(facts: CrashFacts) -> bool:
    kind = rules().pair_types.get(facts.type_code or "")
    return kind is not None and len(kind.sides) == 1


def _leads(found: tuple[Reading, ...]) -> bool:
    if len(found) == 1:
        return True
    lead = found[0].hypothesis.log_weight - found[1].hypothesis.log_weight
    return lead > rules().margin


def _choice(facts: CrashFacts, one: Reading, first: Party, second: Party, *, fixed: bool) -> Choice:
    """Return a reading as a choice, with what speaks for it and against it."""
    guess = one.hypothesis
    confidence = guess.probability * (TRUST_IN_TYPE if facts.type_code else 1.0)
    lines = [_type_line(facts)] if fixed else []
    if first.contact_deg is not None and second.contact_deg is not None:
        off = one.off_contact_deg or 0.0
        if off > OFF_CONTACT_DEG:
            confidence *= TRUST_OFF_CONTACT
            lines.append(Message("The contact parts speak against it."))
        else:
            lines.append(_contact_line(first, second))
    if one.by_cause > 0:
        lines.append(Message("The cause speaks for it."))
    if facts.told_relation is guess.side.relation:
        lines.append(Message("The description tells it."))
    lines += not_understood(facts)
    if Movement.UNKNOWN in {first.movement, second.movement}:
        confidence *= TRUST_OFF_CONTACT
        lines.append(Message("A movement is not recorded; it is drawn straight on."))
    told = facts.told_relation is guess.side.relation
    source = Source.TYPE if fixed else Source.NARRATIVE if told else Source.INFERRED
    return Choice(
        guess.side,
        guess.turns,
        guess.diagram_type,
        one.swapped,
        confidence,
        source,
        (side_line(guess.side), *lines),
    )


def _type_line(facts: CrashFacts) -> Message:
    return Message("Crash type {code} fixes this by its definition.", {"code": facts.type_code})


def _contact_line(first: Party, second: Party) -> Message:
    parts = {"first": zone(first.contact_deg), "second": zone(second.contact_deg)}
    return Message(
        "Contact parts fit: {first} of party 1, {second} of party 2.",
        {key: ZONE_WORDS[str(part)] for key, part in parts.items()},
    )


ZONE_WORDS = {
    "front": Message("the front"),
    "right": Message("the right side"),
    "rear": Message("the rear"),
    "left": Message("the left side"),
}


def _from_headings(facts: CrashFacts, first: Party, second: Party) -> Resolution:
    """Return how two parties met whose compass sides are known.

    Sides that are told and not recorded are weighed against everything else the record says.
    """
    paths = tuple(known_path(party) for party in (first, second))
    side = side_between(paths[0].from_deg, paths[1].from_deg)
    turns = (_turn(paths[0]), _turn(paths[1]))
    diagram, swapped = construction_of(facts, side, turns, first, second)
    if diagram is None:
        return listed(facts, Reason.NO_CONFLICT)
    others = readings(facts, first, second)
    weakest = min((first, second), key=lambda party: party.trust)
    confidence = _borne_out(weakest.trust, side, others)
    lines = (side_line(side), TOLD_BY[weakest.told_by], *not_understood(facts))
    choice = Choice(side, turns, diagram, swapped, confidence, weakest.told_by, lines)
    found = within_definition(facts, placed(facts, choice, first, second))
    ways = [choice, *(_choice(facts, one, first, second, fixed=False) for one in others)]
    if confidence < rules().told_from:
        found = listed(facts, Reason.SEVERAL, status=Status.TO_CONFIRM)
    if found.status.plotted:
        return replace(found, paths=paths, absolute=True)
    told = candidates(facts, ways[:1], first, second)
    known = [replace(one, paths=paths, absolute=True) for one in told]
    looks = {(one.diagram_type, one.parties, one.lateral) for one in known}
    rest = [
        _in_compass(one, first, second)
        for one in candidates(facts, ways[1:], first, second)
        if (one.diagram_type, one.parties, one.lateral) not in looks
    ]
    return replace(found, candidates=(*known, *rest)[:SHOWN])


def _borne_out(trust: float, side: Side, others: tuple[Reading, ...]) -> float:
    """Return how likely a told side is, given what type, contact parts and causes say of it."""
    if trust == 1.0 or not others:
        return trust
    told = [_likelihood(one) for one in others if one.hypothesis.side is side]
    rest = [_likelihood(one) for one in others if one.hypothesis.side is not side]
    odds = max(told, default=0.0) / max(rest) if rest else MOST_ODDS
    agrees = trust * min(max(odds, 1.0 / MOST_ODDS), MOST_ODDS)
    return agrees / (agrees + 1.0 - trust)


def _likelihood(one: Reading) -> float:
    return math.exp(one.by_contact + one.by_cause)


def known_path(party: Party) -> PartyPath:
    """Return the path of a party; one whose exit is not known leaves as its movement says."""
    start = party.from_deg if party.from_deg is not None else FROM_BELOW_DEG
    if party.to_deg is not None:
        return PartyPath(party.party_no, start, party.to_deg)
    turned_deg = DEGREES_OF_TURN[turns_of(party.movement)[0]]
    return PartyPath(party.party_no, start, (start + 180.0 + turned_deg) % 360.0)


def _turn(path: PartyPath) -> Turn:
    return turn_between(path.from_deg, path.to_deg)


def construction_of(
    facts: CrashFacts, side: Side, turns: tuple[Turn, Turn], first: Party, second: Party
) -> tuple[DiagramType | None, bool]:
    """Return the construction of recorded directions, and whether party 2 takes its first role."""
    if Movement.BACKING in {first.movement, second.movement}:
        return DiagramType.BACK, first.movement is not Movement.BACKING
    kind = rules().pair_types.get(facts.type_code or "")
    if (first.movement in STANDING_STILL) != (second.movement in STANDING_STILL):
        rear = kind is not None and kind.always is DiagramType.REAR
        swapped = first.movement in STANDING_STILL
        return (DiagramType.REAR if rear else DiagramType.PARKED), swapped
    if kind and kind.always and side in kind.sides:
        return kind.always, False
    drawn = construction(side, *turns)
    if drawn is None:
        return None, False
    through = turns == (Turn.THROUGH, Turn.THROUGH)
    if through and kind and kind.turns_through and side in kind.sides:
        return kind.turns_through, drawn[1]
    return drawn
