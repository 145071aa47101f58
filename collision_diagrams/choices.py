"""Turn a chosen way of meeting into a reading: roles, sides, frame, status."""

from dataclasses import dataclass

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


def placed(facts: CrashFacts, choice: Choice, first: Party, second: Party) -> Resolution:
    """Return the reading of a choice: its roles, side and frame.

    Where the record cannot tell who was behind or on which side, the crash is listed; where its
    source never records that, it is drawn with low confidence and says so.
    """
    diagram, confidence = choice.diagram_type, choice.confidence
    roles = (second, first) if choice.swapped else (first, second)
    beside: Side | None = None
    unsure: Message | None = None
    if diagram is DiagramType.SS_SAME and _rear_contact(first, second):
        diagram = DiagramType.REAR if _may_be_rear(facts) else diagram
    if diagram in NEEDS_ORDER:
        order = who_is_behind(first, second) or _behind_by_cause(facts, first, second)
        if order is None and _tells_contacts(facts):
            return listed(facts, Reason.ORDER_UNKNOWN, status=Status.TO_CONFIRM)
        if order is None:
            order, unsure = (first.party_no, False), ORDER_NOT_RECORDED
        roles = (first, second) if order[0] == first.party_no else (second, first)
    elif diagram in NEEDS_SIDE:
        beside = lateral(roles[0], roles[1])
        if beside is None and _tells_contacts(facts):
            return listed(facts, Reason.SIDE_UNKNOWN, status=Status.TO_CONFIRM)
        if beside is None:
            beside, unsure = Side.RIGHT, SIDE_NOT_RECORDED
    elif diagram is DiagramType.SS_OPP:
        beside = lateral_of_oncoming(first, second)
    sure = confidence >= rules().automatic_from and unsure is None
    return Resolution(
        facts.crash_id,
        Status.AUTOMATIC if sure else Status.LOW_CONFIDENCE,
        choice.side.relation,
        diagram,
        parties=tuple(party.party_no for party in roles),
        paths=paths_from_below(first, second, choice.side, choice.turns),
        lateral=beside,
        confidence=round(confidence, 3),
        source=choice.source,
        explanation=(*choice.explanation, unsure) if unsure else choice.explanation,
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
