"""Read crashes of one vehicle, with or without an object, and those with a pedestrian."""

from collision_diagrams.conflicts import DEGREES_OF_TURN, turn_between
from collision_diagrams.contacts import Zone, zone
from collision_diagrams.model import (
    CrashFacts,
    DiagramType,
    KindClass,
    Movement,
    Party,
    PartyPath,
    Relation,
    Resolution,
    Side,
    Source,
    Status,
    Turn,
    Walk,
    WalkLeg,
)
from collision_diagrams.readings import turns_of
from collision_diagrams.reasons import TOLD_BY, Reason, not_understood
from collision_diagrams.rules import rules
from language import Message

FROM_BELOW_DEG = 180.0
SIDE_FROM_CONTACT = 0.7  # confidence of a pedestrian's side that only the contact part tells


def resolve_single(facts: CrashFacts, vehicle: Party) -> Resolution:
    """Return a crash of one vehicle as its type says; the type must be one of them."""
    said = rules().single_types[facts.type_code or ""]
    diagram = said.diagram
    if diagram is DiagramType.RUNOFF:
        diagram = _run_off_side(vehicle)
    paths, absolute = _path_of(vehicle)
    told = absolute and vehicle.trust < rules().automatic_from
    return Resolution(
        facts.crash_id,
        Status.LOW_CONFIDENCE if told else Status.AUTOMATIC,
        said.relation,
        diagram,
        parties=(vehicle.party_no,),
        paths=paths,
        absolute=absolute,
        confidence=0.95,
        source=vehicle.told_by if absolute else Source.TYPE,
        explanation=(
            Message("Crash type {code} fixes this by its definition.", {"code": facts.type_code}),
            *not_understood(facts),
        ),
    )


def _run_off_side(vehicle: Party) -> DiagramType:
    """Return the side a vehicle left the road to, where its lane change or contact part tells."""
    if vehicle.movement in {Movement.LANE_LEFT, Movement.LEFT}:
        return DiagramType.RUNOFF_L
    if vehicle.movement in {Movement.LANE_RIGHT, Movement.RIGHT}:
        return DiagramType.RUNOFF_R
    touched = zone(vehicle.contact_deg)
    sides = {Zone.LEFT: DiagramType.RUNOFF_L, Zone.RIGHT: DiagramType.RUNOFF_R}
    return sides.get(touched, DiagramType.RUNOFF) if touched else DiagramType.RUNOFF


def _path_of(vehicle: Party) -> tuple[tuple[PartyPath, ...], bool]:
    """Return the path of a vehicle: in the compass where recorded, else from below."""
    turn = turns_of(vehicle.movement)[-1]
    if vehicle.from_deg is not None:
        to_deg = vehicle.to_deg
        ahead = (vehicle.from_deg + 180.0) % 360.0
        if to_deg is None:
            to_deg = (ahead + DEGREES_OF_TURN[turn]) % 360.0
        return (PartyPath(vehicle.party_no, vehicle.from_deg, to_deg),), True
    to_deg = DEGREES_OF_TURN[turn] % 360.0
    return (PartyPath(vehicle.party_no, FROM_BELOW_DEG, to_deg),), False


def resolve_pedestrian(facts: CrashFacts, vehicle: Party, walker: Party) -> Resolution:
    """Return a crash of a vehicle with a person on foot.

    A person who crossed and whose side nothing tells is drawn without an arrow head: that a person
    crossed is true, from where is not claimed.
    """
    word = rules().pedestrian_types.get(facts.type_code or "", DiagramType.P_OTHER)
    diagram, confidence, lines = word, 0.95, []
    if word is DiagramType.P_CROSS:
        diagram, confidence, line = _crossing(vehicle, walker)
        lines.append(line)
    paths, absolute = _path_of(vehicle)
    if vehicle.movement is Movement.UNKNOWN and not absolute:
        return Resolution(
            facts.crash_id,
            Status.NOT_PLOTTABLE,
            Relation.PEDESTRIAN,
            reason=Reason.NO_MOVEMENT.message,
        )
    told = absolute and vehicle.trust < rules().automatic_from
    sure = confidence >= rules().automatic_from and not told
    status = Status.AUTOMATIC if sure else Status.LOW_CONFIDENCE
    return Resolution(
        facts.crash_id,
        status,
        Relation.PEDESTRIAN,
        diagram,
        parties=(vehicle.party_no, walker.party_no),
        paths=paths,
        absolute=absolute,
        confidence=confidence,
        source=vehicle.told_by if absolute else Source.TYPE,
        explanation=(*lines, *not_understood(facts)),
    )


CROSSED_FROM = {DiagramType.P_CROSS_NEAR: Side.RIGHT, DiagramType.P_CROSS_FAR: Side.LEFT}


def walk_of(facts: CrashFacts, found: Resolution) -> Walk | None:
    """Return where the person on foot of a reading walked, None where there is none.

    One that turned struck on the arm it left to, any other one before or on the arm it came over.
    """
    if found.relation is not Relation.PEDESTRIAN or not found.paths:
        return None
    path = found.paths[0]
    turn = turn_between(path.from_deg, path.to_deg)
    place = facts.position_code
    at_junction = place is None or place in rules().junction_positions
    leg = WalkLeg.EXIT if turn is not Turn.THROUGH else WalkLeg.ENTRY
    return Walk(
        leg if at_junction else WalkLeg.ROAD,
        turn,
        CROSSED_FROM.get(found.diagram_type),
        None if place is None else place in rules().crosswalk_positions,
    )


def _crossing(vehicle: Party, walker: Party) -> tuple[DiagramType, float, Message]:
    """Return from which side a person crossed, how sure that is, and why."""
    if walker.from_deg is not None and vehicle.from_deg is not None:
        heading = _heading_at_crosswalk(vehicle)
        to_the_right = (walker.from_deg - heading) % 360.0
        near = to_the_right < 180.0  # noqa: PLR2004 - half a turn
        diagram = DiagramType.P_CROSS_NEAR if near else DiagramType.P_CROSS_FAR
        weakest = min((vehicle, walker), key=lambda party: party.trust)
        return diagram, weakest.trust, TOLD_BY[weakest.told_by]
    touched = zone(vehicle.contact_deg)
    if touched is Zone.RIGHT:
        line = Message("The right side of the vehicle was touched: the person came from there.")
        return DiagramType.P_CROSS_NEAR, SIDE_FROM_CONTACT, line
    if touched is Zone.LEFT:
        line = Message("The left side of the vehicle was touched: the person came from there.")
        return DiagramType.P_CROSS_FAR, SIDE_FROM_CONTACT, line
    line = Message("From which side the person crossed is not recorded; drawn without a head.")
    return DiagramType.P_CROSS, 0.9, line


def _heading_at_crosswalk(vehicle: Party) -> float:
    """Return the heading of a vehicle where it meets the crosswalk: after its turn, if it turns."""
    (path,), _ = _path_of(vehicle)
    return path.to_deg % 360.0


def is_walker(party: Party) -> bool:
    """Whether a party is a person on foot.

    Examples
    --------
    >>> is_walker(Party(2, KindClass.PEDESTRIAN, Movement.WALKING))
    True
    """
    return party.kind is KindClass.PEDESTRIAN
