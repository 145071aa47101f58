"""Turn a chosen way of meeting into a reading: roles, sides, frame, status."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from collision_diagrams.conflicts import DEGREES_OF_TURN, HEADING_OF_SIDE
from collision_diagrams.contacts import lateral, who_is_behind, zone
from collision_diagrams.model import (
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
from collision_diagrams.reasons import SIDE_WORDS, Reason
from collision_diagrams.rules import rules
from language import Message

NEEDS_ORDER = frozenset({DiagramType.REAR})
NEEDS_SIDE = frozenset({DiagramType.SS_SAME})
ORDER_NOT_RECORDED = Message("Which vehicle was in front is not recorded; the drawing may differ.")
SIDE_NOT_RECORDED = Message("Which side the other was on is not recorded; the drawing may differ.")
NOT_RECORDED = {Reason.ORDER_UNKNOWN: ORDER_NOT_RECORDED, Reason.SIDE_UNKNOWN: SIDE_NOT_RECORDED}
SHOWN = 3  # ways that a person may choose from


@dataclass(frozen=True, slots=True)
class Choice:
    """How two parties met, before roles and frame are worked out."""

    side: Side
    turns: tuple[Turn, Turn]
    diagram_type: DiagramType
    swapped: bool
    confidence: float
    source: Source
    explanation: tuple[Message, ...]


def listed(
    facts: CrashFacts, reason: Reason, *, status: Status = Status.NOT_PLOTTABLE
) -> Resolution:
    """Return a crash that is not drawn, with its reason."""
    return Resolution(facts.crash_id, status, reason=reason.message)


def side_line(side: Side) -> Message:
    """Return the sentence that says where party 2 came from."""
    return Message("Party 2 came {where}, seen from party 1.", {"where": SIDE_WORDS[side.value]})


@dataclass(frozen=True, slots=True)
class _Roles:
    """Who takes which role of a construction, and on which side the other was."""

    diagram_type: DiagramType
    parties: tuple[Party, Party]
    lateral: Side | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a drawing shows of two parties on one approach, where it does."""

    behind: int | None = None  # party number
    lateral: Side | None = None  # where the second role lies, seen from the first
    roles_of: int | None = None  # the first role `lateral` is meant for


def placed(
    facts: CrashFacts, choice: Choice, first: Party, second: Party, *, seen: Seen | None = None
) -> Resolution:
    """Return the reading of a choice: its roles, side and frame.

    Where the record cannot tell who was behind or on which side, the crash is listed with both
    ways as candidates; where its source never records that, or where a drawing of the crash shows
    all there is to see (`seen`), it is drawn with low confidence and says so.
    """
    ways, missing = _ways(facts, choice, first, second)
    if missing is not None and seen is not None:
        ways, missing = _as_seen(ways, missing, seen)
    elif missing is not None and _tells_contacts(facts):
        several = listed(facts, missing, status=Status.TO_CONFIRM)
        return replace(several, candidates=candidates(facts, [choice], first, second))
    unsure = () if missing is None else (NOT_RECORDED[missing],)
    sure = choice.confidence >= rules().automatic_from and not unsure
    status = Status.AUTOMATIC if sure else Status.LOW_CONFIDENCE
    return _resolution(facts, choice, ways[0], (first, second), status, unsure)


def _as_seen(
    ways: tuple[_Roles, ...], missing: Reason, seen: Seen
) -> tuple[tuple[_Roles, ...], Reason | None]:
    """Return the way that a drawing shows, with nothing missing; else both as they were."""
    for way in ways:
        leader = way.parties[0].party_no
        beside = seen.lateral
        if beside is not None and leader != seen.roles_of:
            beside = beside.seen_from_the_other
        if missing is Reason.ORDER_UNKNOWN and leader == seen.behind:
            return (way,), None
        if missing is Reason.SIDE_UNKNOWN and way.lateral is beside:
            return (way,), None
    return ways, missing


def candidates(
    facts: CrashFacts, choices: Iterable[Choice], first: Party, second: Party
) -> tuple[Resolution, ...]:
    """Return what a person may choose from, in the order of the choices, at most `SHOWN`.

    A choice whose order or side the record does not tell gives one candidate for each.
    """
    found: dict[tuple[object, ...], Resolution] = {}
    for choice in choices:
        ways, _ = _ways(facts, choice, first, second)
        for way in ways:
            one = _resolution(facts, choice, way, (first, second), Status.TO_CONFIRM, ())
            found.setdefault((one.diagram_type, one.parties, one.paths, one.lateral), one)
    return tuple(found.values())[:SHOWN]


def _ways(
    facts: CrashFacts, choice: Choice, first: Party, second: Party
) -> tuple[tuple[_Roles, ...], Reason | None]:
    """Return the ways a choice may be drawn, and what the record lacks where it is not one."""
    diagram = choice.diagram_type
    roles = (second, first) if choice.swapped else (first, second)
    if diagram is DiagramType.SS_SAME and _rear_contact(first, second) and _may_be_rear(facts):
        diagram = DiagramType.REAR
    if diagram in NEEDS_ORDER:
        order = who_is_behind(first, second) or _behind_by_cause(facts, first, second)
        if order is None:
            both = (_Roles(diagram, (first, second)), _Roles(diagram, (second, first)))
            return both, Reason.ORDER_UNKNOWN
        behind_first = order[0] == first.party_no
        return (_Roles(diagram, (first, second) if behind_first else (second, first)),), None
    if diagram in NEEDS_SIDE:
        beside = lateral(*roles)
        if beside is None:
            sides = (Side.RIGHT, Side.LEFT)
            return tuple(_Roles(diagram, roles, side) for side in sides), Reason.SIDE_UNKNOWN
        return (_Roles(diagram, roles, beside),), None
    beside = lateral_of_oncoming(first, second) if diagram is DiagramType.SS_OPP else None
    return (_Roles(diagram, roles, beside),), None


def _resolution(
    facts: CrashFacts,
    choice: Choice,
    way: _Roles,
    pair: tuple[Party, Party],
    status: Status,
    unsure: tuple[Message, ...],
) -> Resolution:
    return Resolution(
        facts.crash_id,
        status,
        choice.side.relation,
        way.diagram_type,
        parties=tuple(party.party_no for party in way.parties),
        paths=paths_from_below(*pair, choice.side, choice.turns),
        lateral=way.lateral,
        confidence=round(choice.confidence, 3),
        source=choice.source,
        explanation=(*choice.explanation, *unsure),
    )


def _tells_contacts(facts: CrashFacts) -> bool:
    """Whether the source records contact parts: then missing or odd ones have to be looked at."""
    return facts.source not in rules().sources_without_contacts


def _may_be_rear(facts: CrashFacts) -> bool:
    """Whether the type leaves open that one ran into the back of the other."""
    kind = rules().pair_types.get(facts.type_code or "")
    return kind is None or kind.turns_through is None


def _rear_contact(first: Party, second: Party) -> bool:
    order = who_is_behind(first, second)
    return (
        order is not None
        and order[1]
        and "front"
        in {
            str(zone(first.contact_deg)),
            str(zone(second.contact_deg)),
        }
    )


def _behind_by_cause(facts: CrashFacts, first: Party, second: Party) -> tuple[int, bool] | None:
    weights = [
        rules().cause_weights(facts.code_version, party.cause).get("behind", 0.0)
        for party in (first, second)
    ]
    if weights[0] == weights[1]:
        return None
    return (first if weights[0] > weights[1] else second).party_no, False


def lateral_of_oncoming(first: Party, second: Party) -> Side:
    """Return on which side an oncoming vehicle passed: the left, unless right sides touched."""
    zones = {str(zone(first.contact_deg)), str(zone(second.contact_deg))}
    return Side.RIGHT if zones == {"right"} else Side.LEFT


def paths_from_below(
    first: Party, second: Party, side: Side, turns: tuple[Turn, Turn]
) -> tuple[PartyPath, ...]:
    """Return the paths in the frame in which party 1 comes from below."""
    body = 180.0 if first.movement is Movement.BACKING else 0.0  # heading of the body of party 1
    headings = (body, body + HEADING_OF_SIDE[side])
    paths = []
    for party, heading, turn in zip((first, second), headings, turns, strict=True):
        backwards = 180.0 if party.movement is Movement.BACKING else 0.0
        travel = (heading + backwards) % 360.0
        paths.append(
            PartyPath(
                party.party_no,
                (travel + 180.0) % 360.0,
                (travel + DEGREES_OF_TURN[turn]) % 360.0,
            )
        )
    return tuple(paths)


def turned(found: Resolution, turn_deg: float) -> Resolution:
    """Return a relative reading turned clockwise into the compass."""
    paths = tuple(
        replace(
            path,
            from_deg=(path.from_deg + turn_deg) % 360.0,
            to_deg=(path.to_deg + turn_deg) % 360.0,
        )
        for path in found.paths
    )
    return replace(found, paths=paths, absolute=True)
