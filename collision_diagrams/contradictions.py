"""What a record says against itself: reported back to the record, never settled by a guess."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from collision_diagrams.conflicts import construction, side_between, turn_between
from collision_diagrams.definitions import sides_by_definition
from collision_diagrams.model import (
    STANDING_STILL,
    CrashFacts,
    KindClass,
    Movement,
    Party,
    Relation,
    Side,
    Turn,
)
from collision_diagrams.readings import readings, turns_of
from collision_diagrams.rules import rules
from language import Message

Field = tuple[int | None, str]  # party number (None: the crash) and column
OTHER_WITH_A_PERSON = "09"  # also of passengers, who are no parties of the diagram
SAID_OF_PATH = frozenset({Movement.THROUGH, Movement.LEFT, Movement.RIGHT})


class ContradictionKind(StrEnum):
    """Which items of a record exclude each other."""

    TYPE_CONTACT = "type_contact"  # crash type against contact parts
    TYPE_MOVEMENT = "type_movement"  # crash type against movements: the paths do not meet
    TYPE_DIRECTION = "type_direction"  # crash type against recorded directions of travel
    TYPE_BACKING = "type_backing"  # a backing crash in which nobody was backing
    TYPE_PARTIES = "type_parties"  # crash type against the kinds of the parties
    CAUSE_MOVEMENT = "cause_movement"  # cause of a party against its movement
    CAUSE_DOOR = "cause_door"  # an opened door against a type of crossing paths
    CAUSE_SIDE = "cause_side"  # cause that names a side against the contact parts
    DIRECTION_MOVEMENT = "direction_movement"  # recorded turn against the coded movement
    WORDS_MOVEMENT = "words_movement"  # the description names another turn than the movement
    NOBODY_MOVED = "nobody_moved"  # both vehicles stood


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Items of one record that cannot all be true."""

    kind: ContradictionKind
    message: Message
    fields: tuple[Field, ...]  # where to look, in the columns of the record


def contradictions(facts: CrashFacts) -> tuple[Contradiction, ...]:
    """Return what a record says against itself, in the order of ContradictionKind.

    Parameters
    ----------
    facts
        The crash; its first two vehicles are looked at.
    """
    vehicles = [party for party in facts.parties if party.kind.is_vehicle]
    found = list(_of_parties(facts, vehicles))
    found += _words_against_movement(facts)
    for party in vehicles:
        found += [*_cause_against_movement(facts, party), *_direction_against_movement(party)]
    if len(vehicles) > 1 and (facts.type_code or "") not in rules().single_types:
        pair = vehicles[0], vehicles[1]
        for check in PAIR_CHECKS:
            found += check(facts, *pair)
    order = list(ContradictionKind)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), str(one.fields))))


def _of_parties(facts: CrashFacts, vehicles: list[Party]) -> Iterator[Contradiction]:
    """Find a type that its parties cannot have."""
    code = facts.type_code or ""
    walkers = any(party.kind is KindClass.PEDESTRIAN for party in facts.parties)
    unknown = any(party.kind in {KindClass.UNKNOWN, KindClass.FLED} for party in facts.parties)
    missing: Message | None = None
    named = code in rules().pedestrian_types and code != OTHER_WITH_A_PERSON
    if named and not walkers and not unknown:
        missing = Message("The crash type names a pedestrian; no party is one.")
    elif code in rules().pair_types and len(vehicles) == 1 and not unknown:
        missing = Message("The crash type is one of two vehicles; only one is recorded.")
    elif code in rules().single_types and walkers:
        missing = Message("The crash type is one of a vehicle alone; a pedestrian is recorded.")
    if missing:
        fields = ((None, "crash_type_code"), *_of(facts.parties, "kind_code"))
        yield Contradiction(ContradictionKind.TYPE_PARTIES, missing, fields)


def _cause_against_movement(facts: CrashFacts, party: Party) -> Iterator[Contradiction]:
    stated = rules().cause_turns.get(facts.code_version, {}).get(party.cause or "")
    told = party.movement in SAID_OF_PATH or party.movement is Movement.U_TURN_OR_CROSSING
    if stated and told and not stated & set(turns_of(party.movement)):
        yield Contradiction(
            ContradictionKind.CAUSE_MOVEMENT,
            Message("Cause and movement of party {number} exclude each other.", _no(party)),
            ((party.party_no, "cause_code"), (party.party_no, "action_code")),
        )


def _direction_against_movement(party: Party) -> Iterator[Contradiction]:
    if party.from_deg is None or party.to_deg is None or party.movement not in SAID_OF_PATH:
        return
    if turn_between(party.from_deg, party.to_deg).value != party.movement.value:
        yield Contradiction(
            ContradictionKind.DIRECTION_MOVEMENT,
            Message(
                "Directions of travel and movement of party {number} exclude each other.",
                _no(party),
            ),
            tuple((party.party_no, name) for name in ("from_deg", "to_deg", "action_code")),
        )


def _words_against_movement(facts: CrashFacts) -> Iterator[Contradiction]:
    for number in facts.told_otherwise:
        yield Contradiction(
            ContradictionKind.WORDS_MOVEMENT,
            Message(
                "The description names another turn of party {number} than its movement.",
                {"number": number},
            ),
            ((number, "action_code"),),
        )


def _no(party: Party) -> dict[str, object]:
    return {"number": party.party_no}


def _of(parties: tuple[Party, ...], *columns: str) -> tuple[Field, ...]:
    return tuple((party.party_no, name) for party in parties for name in columns)


def _type_against_contact(
    facts: CrashFacts, first: Party, second: Party
) -> Iterator[Contradiction]:
    if facts.type_code not in rules().pair_types or _by_door(facts, first, second):
        return
    found = readings(facts, first, second)
    off = [one.off_contact_deg for one in found if one.off_contact_deg is not None]
    if off and min(off) > rules().contradiction_deg:
        yield Contradiction(
            ContradictionKind.TYPE_CONTACT,
            Message("Crash type and contact parts contradict each other."),
            ((None, "crash_type_code"), *_of((first, second), "contact_first_code")),
        )


def _type_against_movement(
    facts: CrashFacts, first: Party, second: Party
) -> Iterator[Contradiction]:
    if facts.type_code not in rules().pair_types or Movement.UNKNOWN in _moved(first, second):
        return
    if not readings(facts, first, second):
        yield Contradiction(
            ContradictionKind.TYPE_MOVEMENT,
            Message("With these movements the paths do not meet as the crash type says."),
            ((None, "crash_type_code"), *_of((first, second), "action_code")),
        )


def _type_against_direction(
    facts: CrashFacts, first: Party, second: Party
) -> Iterator[Contradiction]:
    if first.from_deg is None or second.from_deg is None:
        return
    relation = side_between(first.from_deg, second.from_deg).relation
    allowed = {side.relation for side in sides_by_definition(facts)}
    if relation not in allowed:
        yield Contradiction(
            ContradictionKind.TYPE_DIRECTION,
            Message("Crash type and directions of travel contradict each other."),
            ((None, "crash_type_code"), *_of((first, second), "from_deg")),
        )


def _backing_without_one(facts: CrashFacts, first: Party, second: Party) -> Iterator[Contradiction]:
    kind = rules().pair_types.get(facts.type_code or "")
    moved = _moved(first, second)
    if kind and kind.backing and not moved & {Movement.BACKING, Movement.UNKNOWN}:
        yield Contradiction(
            ContradictionKind.TYPE_BACKING,
            Message("The crash type says that one was backing; no movement does."),
            ((None, "crash_type_code"), *_of((first, second), "action_code")),
        )


def _door_against_type(facts: CrashFacts, first: Party, second: Party) -> Iterator[Contradiction]:
    straight = {Side.SAME, Side.OPPOSITE} & set(sides_by_definition(facts))
    if _by_door(facts, first, second) and not straight:
        yield Contradiction(
            ContradictionKind.CAUSE_DOOR,
            Message("A cause tells of an opened door, the crash type of crossing paths."),
            ((None, "crash_type_code"), *_of((first, second), "cause_code")),
        )


def _by_door(facts: CrashFacts, first: Party, second: Party) -> bool:
    return any(
        rules().cause_weights(facts.code_version, party.cause).get("door")
        for party in (first, second)
    )


def _side_against_contact(
    facts: CrashFacts, first: Party, second: Party
) -> Iterator[Contradiction]:
    """Find a yielding rule of sides that the contact parts turn round."""
    for party, other in ((first, second), (second, first)):
        weights = rules().cause_weights(facts.code_version, party.cause)
        if weights.get("from_left", 0.0) <= 1.0 or Movement.UNKNOWN in _moved(first, second):
            continue
        crossing = [
            one
            for one in readings(facts, first, second)
            if one.hypothesis.side.relation is Relation.CROSSING
            and one.hypothesis.turns == (Turn.THROUGH, Turn.THROUGH)
            and construction(one.hypothesis.side, *one.hypothesis.turns)
        ]
        came_from = {
            one.hypothesis.side.seen_from_the_other if party is first else one.hypothesis.side: (
                one.off_contact_deg
            )
            for one in crossing
        }
        left, right = came_from.get(Side.LEFT), came_from.get(Side.RIGHT)
        if left is not None and right is not None and left - right > rules().contradiction_deg:
            yield Contradiction(
                ContradictionKind.CAUSE_SIDE,
                Message(
                    "The cause says that party {number} came from the left, the contact parts "
                    "that it came from the right.",
                    _no(party),
                ),
                ((party.party_no, "cause_code"), *_of((party, other), "contact_first_code")),
            )


def _nobody_moved(_: CrashFacts, first: Party, second: Party) -> Iterator[Contradiction]:
    if {first.movement, second.movement} <= STANDING_STILL:
        yield Contradiction(
            ContradictionKind.NOBODY_MOVED,
            Message("Both vehicles stood, by their movements."),
            _of((first, second), "action_code"),
        )


def _moved(first: Party, second: Party) -> set[Movement]:
    return {first.movement, second.movement}


PairCheck = Callable[[CrashFacts, Party, Party], Iterator[Contradiction]]
PAIR_CHECKS: tuple[PairCheck, ...] = (
    _type_against_contact,
    _type_against_movement,
    _type_against_direction,
    _backing_without_one,
    _door_against_type,
    _side_against_contact,
    _nobody_moved,
)
