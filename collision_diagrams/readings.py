"""The ways two parties may have met, and how well each agrees with the record."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from collision_diagrams.conflicts import (
    CONSTRUCTIONS,
    DEGREES_OF_TURN,
    HEADING_OF_SIDE,
    construction,
    wrapped_deg,
)
from collision_diagrams.contacts import contact_likelihood, heading_difference_deg
from collision_diagrams.model import (
    STANDING_STILL,
    CrashFacts,
    DiagramType,
    Hypothesis,
    Movement,
    Party,
    Relation,
    Side,
    Turn,
)
from collision_diagrams.rules import PairType, rules

SMALL_SHARE = 0.01  # of a side that the shares leave out
STANDING_SHARES = {Side.SAME: 0.6, Side.OPPOSITE: 0.14, Side.RIGHT: 0.13, Side.LEFT: 0.13}
BACKING_SHARES = {Side.SAME: 0.5, Side.OPPOSITE: 0.1, Side.RIGHT: 0.2, Side.LEFT: 0.2}
ANY_PAIR = PairType(sides=tuple(Side))


@dataclass(frozen=True, slots=True)
class Reading:
    """A hypothesis, what speaks for it, and how far it is from the contact parts."""

    hypothesis: Hypothesis
    swapped: bool  # party 2 is the first role of the construction
    off_contact_deg: float | None  # None where contact parts are not known
    by_cause: float  # logarithm of what the causes add
    by_contact: float


def readings(facts: CrashFacts, first: Party, second: Party) -> tuple[Reading, ...]:
    """Return every way two vehicles may have met, best first, with probabilities that sum to 1.

    Parameters
    ----------
    facts
        The crash: its type restricts the sides, its place and control set the shares.
    first, second
        The parties, in the order of the record.

    Returns
    -------
    readings
        Empty where the recorded turns have no conflict of paths on the sides that the type allows.
    """
    kind = rules().pair_types.get(facts.type_code or "", ANY_PAIR)
    drafts = _as_told(facts, list(_drafts(facts, kind, first, second)))
    scored = [_scored(facts, draft, first, second) for draft in drafts]
    best = max((one.hypothesis.log_weight for one in scored), default=0.0)
    total = sum(math.exp(one.hypothesis.log_weight - best) for one in scored)
    shared = [
        replace(
            one,
            hypothesis=replace(
                one.hypothesis,
                probability=math.exp(one.hypothesis.log_weight - best) / total,
            ),
        )
        for one in scored
    ]
    order = list(Side)
    return tuple(
        sorted(
            shared,
            key=lambda one: (
                -round(one.hypothesis.probability, 9),
                order.index(one.hypothesis.side),
                one.hypothesis.diagram_type,
            ),
        )
    )


def turns_of(movement: Movement) -> tuple[Turn, ...]:
    """Return the paths that a coded movement may mean."""
    if movement is Movement.U_TURN_OR_CROSSING:
        return (Turn.U_TURN, Turn.THROUGH)
    if movement in {Movement.LEFT, Movement.RIGHT}:
        return (Turn(movement.value),)
    return (Turn.THROUGH,)


@dataclass(frozen=True, slots=True)
class _Draft:
    side: Side
    turns: tuple[Turn, Turn]
    diagram_type: DiagramType
    swapped: bool
    share: float


def _drafts(facts: CrashFacts, kind: PairType, first: Party, second: Party) -> Iterator[_Draft]:
    """Return the readings that the type and the recorded movements leave open."""
    if Movement.BACKING in {first.movement, second.movement}:
        yield from _backing(kind, first, second)
    elif (first.movement in STANDING_STILL) != (second.movement in STANDING_STILL):
        yield from _standing(kind, first, second)
    else:
        yield from _moving(facts, kind, first, second)


def _as_told(facts: CrashFacts, drafts: list[_Draft]) -> list[_Draft]:
    """Return the readings with shares that follow the relation the description tells."""
    agree = [draft.side.relation is facts.told_relation for draft in drafts]
    if not any(agree) or all(agree):
        return drafts
    total = {
        said: sum(draft.share for draft, one in zip(drafts, agree, strict=True) if one is said)
        for said in (True, False)
    }
    parts = {True: facts.told_trust, False: 1.0 - facts.told_trust}
    return [
        replace(draft, share=draft.share * parts[one] / total[one])
        for draft, one in zip(drafts, agree, strict=True)
    ]


def _backing(kind: PairType, first: Party, second: Party) -> Iterator[_Draft]:
    swapped = first.movement is not Movement.BACKING
    for side in kind.sides:
        turns = (turns_of(first.movement)[-1], turns_of(second.movement)[-1])
        yield _Draft(side, turns, DiagramType.BACK, swapped, BACKING_SHARES[side])


def _standing(kind: PairType, first: Party, second: Party) -> Iterator[_Draft]:
    swapped = first.movement in STANDING_STILL
    turns = (turns_of(first.movement)[-1], turns_of(second.movement)[-1])
    for side in kind.sides:
        struck = DiagramType.REAR if kind.always is DiagramType.REAR else DiagramType.PARKED
        yield _Draft(side, turns, struck, swapped, STANDING_SHARES[side])


def _moving(facts: CrashFacts, kind: PairType, first: Party, second: Party) -> Iterator[_Draft]:
    place = _place(facts)
    found = False
    for turns in _turn_pairs(first, second):
        shares = _shares(turns, place)
        for side in kind.sides:
            drawn = construction(side, *turns)
            if drawn is None or not _allowed(first, second, turns, side):
                continue
            found = True
            share = shares.get(side, SMALL_SHARE)
            both_through = turns == (Turn.THROUGH, Turn.THROUGH)
            diagram = kind.always or (kind.turns_through if both_through else None) or drawn[0]
            yield _Draft(side, turns, diagram, drawn[1], share)
    if not found and kind.turns_through and len(kind.sides) == 1:
        turns = next(iter(_turn_pairs(first, second)))
        yield _Draft(kind.sides[0], turns, kind.turns_through, swapped=False, share=1.0)


def _turn_pairs(first: Party, second: Party) -> Iterable[tuple[Turn, Turn]]:
    return [(one, two) for one in turns_of(first.movement) for two in turns_of(second.movement)]


def _allowed(first: Party, second: Party, turns: tuple[Turn, Turn], side: Side) -> bool:
    """Say no where one who crosses the road, and makes no U-turn, would not come from the side."""
    return all(
        party.movement is not Movement.U_TURN_OR_CROSSING
        or turn is Turn.U_TURN
        or side.relation is Relation.CROSSING
        for party, turn in zip((first, second), turns, strict=True)
    )


def _place(facts: CrashFacts) -> str:
    if facts.position_code is not None and facts.position_code not in rules().junction_positions:
        return "road"
    return "signal" if facts.signal_kind_code in rules().working_signals else "other"


def _shares(turns: tuple[Turn, Turn], place: str) -> dict[Side, float]:
    said = rules().shares.get(turns)
    if said:
        return dict(said[place])
    sides = {side for side, *pair in CONSTRUCTIONS if tuple(pair) in {turns, turns[::-1]}}
    return {side: 1 / len(sides) for side in sides}


def _scored(facts: CrashFacts, draft: _Draft, first: Party, second: Party) -> Reading:
    seen = heading_difference_deg(first, second)
    off = None if seen is None else abs(wrapped_deg(seen - _expected_deg(draft)))
    by_contact = 0.0 if off is None else math.log(contact_likelihood(off, 0.0))
    by_cause = sum(
        _cause_weight(facts, party, draft, is_first=party is first) for party in (first, second)
    )
    weight = math.log(draft.share) + by_contact + by_cause
    hypothesis = Hypothesis(draft.side, draft.turns, draft.diagram_type, weight)
    return Reading(hypothesis, draft.swapped, off, by_cause, by_contact)


def _expected_deg(draft: _Draft) -> float:
    """Return the heading difference of the bodies at impact that a reading implies."""
    done = rules().turned_at_impact.get(draft.diagram_type, (0.5, 0.5))
    if draft.swapped:
        done = (done[1], done[0])
    turned = [DEGREES_OF_TURN[turn] * part for turn, part in zip(draft.turns, done, strict=True)]
    return HEADING_OF_SIDE[draft.side] + turned[1] - turned[0]


def _cause_weight(facts: CrashFacts, party: Party, draft: _Draft, *, is_first: bool) -> float:
    """Return what the cause of one party adds to a reading."""
    said = rules().cause_weights(facts.code_version, party.cause)
    if not said:
        return 0.0
    weight = said.get(draft.side.relation.value, 0.0)
    came_from = draft.side.seen_from_the_other if is_first else draft.side
    if came_from is Side.LEFT:
        weight += said.get("from_left", 0.0)
    turn = draft.turns[0 if is_first else 1]
    if turn in {Turn.LEFT, Turn.RIGHT, Turn.U_TURN}:
        weight += said.get("turning", 0.0)
    if party.movement is Movement.U_TURN_OR_CROSSING:
        weight += said.get("u_turn" if turn is Turn.U_TURN else "across", 0.0)
    return weight
