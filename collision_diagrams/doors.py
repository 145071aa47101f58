"""Read crashes in which the door of a standing vehicle was opened into the path of another."""

from collision_diagrams.choices import SIDE_NOT_RECORDED, listed, paths_from_below
from collision_diagrams.contacts import Zone, lateral, zone
from collision_diagrams.definitions import sides_by_definition
from collision_diagrams.model import (
    CrashFacts,
    DiagramType,
    KindClass,
    Party,
    Resolution,
    Side,
    Source,
    Status,
    Turn,
)
from collision_diagrams.reasons import Reason
from collision_diagrams.rules import rules
from language import Message

SURE, UNSURE = 0.9, 0.8  # confidence where the side is told, and where it is not


def door_opened(facts: CrashFacts, first: Party, second: Party) -> Resolution | None:
    """Return a crash with an opened door, None where no cause tells of one.

    The other passes a vehicle that stands its own way, unless the type says that they faced each
    other. A type that says they crossed contradicts the cause.
    """
    for opener, other in ((first, second), (second, first)):
        if not rules().cause_weights(facts.code_version, opener.cause).get("door"):
            continue
        if other.kind is KindClass.PEDESTRIAN:
            return None
        side = next(
            (one for one in (Side.SAME, Side.OPPOSITE) if one in sides_by_definition(facts)), None
        )
        if side is None:
            return listed(facts, Reason.CONTRADICTION)
        swapped = opener is second
        return _read(facts, (first, second), side, swapped=swapped)
    return None


def _read(facts: CrashFacts, pair: tuple[Party, Party], side: Side, *, swapped: bool) -> Resolution:
    opener, other = pair[::-1] if swapped else pair
    passed = _passed(opener, other) if side is Side.OPPOSITE else lateral(opener, other)
    lines = [Message("The cause tells of an opened door.")]
    if passed is None:  # traffic passes a vehicle at the right kerb on its left
        lines.append(SIDE_NOT_RECORDED)
    return Resolution(
        facts.crash_id,
        Status.AUTOMATIC if passed else Status.LOW_CONFIDENCE,
        side.relation,
        DiagramType.DOOR,
        parties=(opener.party_no, other.party_no),
        paths=paths_from_below(*pair, side, (Turn.THROUGH, Turn.THROUGH)),
        lateral=passed or Side.LEFT,
        confidence=SURE if passed else UNSURE,
        source=Source.INFERRED,
        explanation=tuple(lines),
    )


def _passed(opener: Party, other: Party) -> Side | None:
    """Return on which side of a line along its own travel the other had the oncoming vehicle.

    Bodies that face each other touch with the same sides.
    """
    touched = {zone(party.contact_deg) for party in (opener, other)} & {Zone.LEFT, Zone.RIGHT}
    if len(touched) != 1:
        return None
    return Side.RIGHT if touched == {Zone.LEFT} else Side.LEFT
