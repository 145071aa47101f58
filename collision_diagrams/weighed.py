"""Read how two vehicles met by learned weights, where there are weights for the source."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from collision_diagrams.choices import SHOWN, Choice, candidates, listed, placed, side_line
from collision_diagrams.conflicts import (
    NO_TURN_FITS,
    construction,
    side_between,
    turn_between,
)
from collision_diagrams.evidence import evidence
from collision_diagrams.model import (
    CrashFacts,
    DiagramType,
    Movement,
    Party,
    PartyPath,
    Relation,
    Resolution,
    Side,
    Source,
    Status,
    Turn,
)
from collision_diagrams.readings import readings, turns_of
from collision_diagrams.reasons import Reason
from collision_diagrams.weights import CrashClass, WeightTable, weights_for
from language import Message

AGAINST_ITEMS = 0.5  # how likely recorded directions are right where the items doubt them
NEGLIGIBLE = 0.002  # a class less probable than this is not worked out
SIDES = {
    Relation.SAME: (Side.SAME,),
    Relation.OPPOSITE: (Side.OPPOSITE,),
    Relation.CROSSING: (Side.RIGHT, Side.LEFT),
}
DIRECTIONS_RECORDED = Message("The directions of travel are recorded.")
DIRECTIONS_DOUBTED = Message("Type and movements speak against the recorded directions of travel.")
DIRECTIONS_STAND = Message("They stand as recorded, as nothing says otherwise for certain.")
WEIGHED = Message("Read by weights learned from crashes whose relation is known.")
ITEM_WORDS = {
    "action": Message("the movements"),
    "contact": Message("the contact parts"),
    "kind": Message("the kinds of the parties"),
    "cause": Message("the causes"),
    "main_cause": Message("the main cause"),
    "position": Message("the place on the road"),
    "control": Message("the control"),
    "road_form": Message("the form of the road"),
    "headings": Message("the directions of travel"),
    "turned": Message("the turns"),
}


@dataclass(frozen=True, slots=True)
class _Way:
    """One way the parties may have met, with its probability."""

    side: Side
    turns: tuple[Turn, Turn]
    diagram_type: DiagramType
    swapped: bool
    probability: float


def resolve_weighed(facts: CrashFacts, first: Party, second: Party) -> Resolution | None:
    """Return how two vehicles met by learned weights.

    The probabilities of all classes are added up by relation; the most probable one is read when
    it reaches the limit of the table, and its most probable way is drawn.

    Returns
    -------
    resolution
        None where no weights apply: the rules of the resolver read the crash then.
    """
    recorded = _recorded_paths(first, second)
    table = weights_for(facts.source, headings=recorded is not None)
    if table is None or not _applies(table, facts, first, second):
        return None
    said = evidence(facts, first, second)
    shares = table.probabilities(said, facts.type_code)
    ways = list(_ways(table, shares, facts, (first, second), recorded))
    by_relation: dict[Relation, float] = defaultdict(float)
    for way in ways:
        by_relation[way.side.relation] += way.probability
    relation, confidence = _read(table, by_relation, recorded)
    source = Source.RECORDED if recorded else Source.INFERRED
    open_ways = candidates(facts, _choices(ways, source), first, second)
    if confidence < table.dare_from:
        several = listed(facts, Reason.SEVERAL, status=Status.TO_CONFIRM)
        return replace(several, candidates=open_ways, confidence=round(confidence, 3))
    best = _best([way for way in ways if way.side.relation is relation])
    found = placed(
        facts,
        Choice(
            best.side,
            best.turns,
            best.diagram_type,
            best.swapped,
            confidence,
            source,
            (side_line(best.side), *_reasons(table, said, relation, recorded, by_relation)),
        ),
        first,
        second,
    )
    if recorded and found.status.plotted:
        found = replace(found, paths=recorded, absolute=True)
    return replace(found, candidates=found.candidates or open_ways)


def _read(
    table: WeightTable,
    by_relation: Mapping[Relation, float],
    recorded: tuple[PartyPath, PartyPath] | None,
) -> tuple[Relation, float]:
    """Return the relation that is read and how likely it is.

    Recorded directions stand unless another relation is nearly certain: years are coded in
    different ways, and what one of them teaches against the directions need not hold in the next.
    """
    likely = min(by_relation, key=lambda one: (-round(by_relation[one], 9), one))
    if recorded is None:
        return likely, by_relation[likely]
    stated = side_between(recorded[0].from_deg, recorded[1].from_deg).relation
    if likely is stated or stated not in by_relation:
        return likely, by_relation[likely]
    if by_relation[likely] >= table.override_from:
        return likely, by_relation[likely]
    return stated, max(by_relation[stated], AGAINST_ITEMS)


def _applies(table: WeightTable, facts: CrashFacts, first: Party, second: Party) -> bool:
    if facts.type_code is not None and not table.beside_type:
        return False
    if table.left_out_actions & {first.action_code, second.action_code}:
        return False
    return Movement.UNKNOWN not in {first.movement, second.movement}


def _recorded_paths(first: Party, second: Party) -> tuple[PartyPath, PartyPath] | None:
    paths = []
    for party in (first, second):
        if party.from_deg is None:
            return None
        ahead = (party.from_deg + 180.0) % 360.0
        to_deg = ahead if party.to_deg is None else party.to_deg
        paths.append(PartyPath(party.party_no, party.from_deg, to_deg))
    return paths[0], paths[1]


def _ways(
    table: WeightTable,
    shares: dict[CrashClass, float],
    facts: CrashFacts,
    pair: tuple[Party, Party],
    recorded: tuple[PartyPath, PartyPath] | None,
) -> Iterator[_Way]:
    """Return the ways of all classes; together they are as probable as their class."""
    for one, share in shares.items():
        if share < NEGLIGIBLE:
            continue
        open_ways = (
            _ways_of_directions(one, recorded)
            if recorded
            else _ways_of_rules(one, replace(facts, type_code=one.type_code), pair)
        )
        total = sum(weight for _, _, weight in open_ways)
        for side, turns, weight in open_ways:
            drawn, swapped = _drawn(table, one, side, turns, pair)
            yield _Way(side, turns, drawn, swapped, share * weight / total)


def _ways_of_directions(
    one: CrashClass, recorded: tuple[PartyPath, PartyPath]
) -> list[tuple[Side, tuple[Turn, Turn], float]]:
    """Return side and turns as recorded, or sides of the class where that says another relation."""
    side = side_between(recorded[0].from_deg, recorded[1].from_deg)
    turned = [turn_between(path.from_deg, path.to_deg) for path in recorded]
    sides = SIDES[one.relation] if one.relation and side.relation is not one.relation else (side,)
    return [(side, (turned[0], turned[1]), 1.0) for side in sides]


def _ways_of_rules(
    one: CrashClass, facts: CrashFacts, pair: tuple[Party, Party]
) -> list[tuple[Side, tuple[Turn, Turn], float]]:
    """Return sides and turns as the rules of the resolver weigh them within a class."""
    guesses = [reading.hypothesis for reading in readings(facts, *pair)]
    fitting = [
        (guess.side, guess.turns, guess.probability)
        for guess in guesses
        if one.relation in {None, guess.side.relation}
    ]
    if fitting:
        return fitting
    turns = (turns_of(pair[0].movement)[-1], turns_of(pair[1].movement)[-1])
    sides = SIDES[one.relation] if one.relation else tuple(Side)
    return [(side, turns, 1.0) for side in sides]


def _drawn(
    table: WeightTable,
    one: CrashClass,
    side: Side,
    turns: tuple[Turn, Turn],
    pair: tuple[Party, Party],
) -> tuple[DiagramType, bool]:
    """Return the construction of a way, and whether the parties change roles in it."""
    moved = [party.movement for party in pair]
    if Movement.BACKING in moved:
        return DiagramType.BACK, moved[0] is not Movement.BACKING
    if Movement.PARKED in moved:
        return DiagramType.PARKED, moved[0] is Movement.PARKED
    fixed = table.drawn_as.get(one.type_code)
    if fixed is not None and fixed is not DiagramType.BACK:
        return fixed, False
    through = Turn.THROUGH
    for tried in (turns, (turns[0], through), (through, turns[1])):
        if drawn := construction(side, *tried):
            return drawn
    return NO_TURN_FITS[side.relation], False


def _best(ways: list[_Way]) -> _Way:
    """Return the most probable way; equal ones of several classes are one."""
    return _joined(ways)[0]


def _joined(ways: list[_Way]) -> list[_Way]:
    total: dict[tuple[Side, tuple[Turn, Turn], DiagramType, bool], float] = defaultdict(float)
    for way in ways:
        total[way.side, way.turns, way.diagram_type, way.swapped] += way.probability
    joined = [_Way(*key, probability) for key, probability in total.items()]
    order = list(Side)
    return sorted(
        joined,
        key=lambda way: (-round(way.probability, 9), order.index(way.side), way.diagram_type),
    )


def _choices(ways: list[_Way], source: Source) -> list[Choice]:
    """Return the most probable ways as choices."""
    return [
        Choice(
            way.side,
            way.turns,
            way.diagram_type,
            way.swapped,
            way.probability,
            source,
            (side_line(way.side), WEIGHED),
        )
        for way in _joined(ways)[:SHOWN]
    ]


def _reasons(
    table: WeightTable,
    said: dict[str, str],
    relation: Relation,
    recorded: tuple[PartyPath, PartyPath] | None,
    by_relation: Mapping[Relation, float],
) -> list[Message]:
    """Return what speaks for a relation, in words."""
    lines = []
    if recorded:
        stated = side_between(recorded[0].from_deg, recorded[1].from_deg).relation
        doubted = max(by_relation, key=lambda one: by_relation[one]) is not stated
        lines.append(DIRECTIONS_DOUBTED if doubted else DIRECTIONS_RECORDED)
        if doubted and stated is relation:
            return [*lines, DIRECTIONS_STAND]
    lines.append(WEIGHED)
    names = [name for items, _ in table.strongest(said, relation) for name in items.split("*")]
    words = list(dict.fromkeys(name.rstrip("_12") for name in names))[:SHOWN]
    lines += [Message("For it speaks: {item}.", {"item": ITEM_WORDS[word]}) for word in words]
    return lines
