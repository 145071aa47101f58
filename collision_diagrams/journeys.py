"""How the parties of a crash move over a plan: their arms, headings, and ways."""

from dataclasses import dataclass

from collision_diagrams.conflicts import turn_between, wrapped_deg
from collision_diagrams.model import CrashFacts, Movement, Party, PartyPath, Resolution, Turn
from collision_diagrams.plan import Flow, Plan, PlanArm
from collision_diagrams.rules import legend
from collision_diagrams.sketch import Mover
from collision_diagrams.street_on_paper import Way
from collision_diagrams.ways import Traveller, way_of


@dataclass(frozen=True, slots=True)
class Journey:
    """One party on the plan."""

    mover: Mover
    way: Way | None  # None: on foot


Journeys = dict[int, Journey]  # by party number, in the order of the paths


def journeys_on(plan: Plan, facts: CrashFacts, resolution: Resolution) -> Journeys | None:
    """Return how each party of a reading moves on the plan, None where an arm is missing.

    Parameters
    ----------
    plan
        The place on the paper.
    facts, resolution
        The crash and what was read from it.
    """
    parties = {party.party_no: party for party in facts.parties}
    found: Journeys = {}
    for path in resolution.paths:
        placed = _on_arms(plan, path)
        if placed is None:
            return None
        found[path.party_no] = _journey(plan, parties[path.party_no], placed)
    for number in resolution.parties:  # a person on foot has no path of its own
        if number not in found:
            heading = found[resolution.parties[0]].mover.heading_deg
            found[number] = Journey(Mover(parties[number], heading), None)
    return found


def _journey(plan: Plan, party: Party, placed: tuple[PlanArm, PlanArm | None, Turn]) -> Journey:
    start, end, turn = placed
    heading = (start.angle_deg + 180.0) % 360.0
    turned = 0.0
    if turn is Turn.U_TURN:
        turned = -180.0
    elif end is not None and turn is not Turn.THROUGH:
        turned = wrapped_deg(end.angle_deg - heading)
    who = Traveller(
        party.kind,
        turn,
        in_two_stages=party.cause not in legend().direct_turn_causes,
        at_kerb=party.movement is not Movement.LEFT and turn is not Turn.LEFT,
    )
    who = who if who.rides else Traveller(party.kind, turn)
    way = way_of(plan, start, end, who)
    staged = way.waits_at_mm is not None and turn is Turn.LEFT
    return Journey(Mover(party, heading, turned, in_two_stages=staged), way)


def _on_arms(plan: Plan, path: PartyPath) -> tuple[PlanArm, PlanArm | None, Turn] | None:
    """Return the arms of a path and its turn; None where it came from, or turned to, no arm."""
    start, end = plan.arm_at(path.from_deg, Flow.IN), plan.arm_at(path.to_deg, Flow.OUT)
    turn = turn_between(path.from_deg, path.to_deg)
    if start is None or (end is None and turn in {Turn.LEFT, Turn.RIGHT}):
        return None
    return start, end, turn
