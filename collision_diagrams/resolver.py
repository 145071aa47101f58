"""Read each crash: relation, construction, directions, confidence, reason. Nothing is guessed.

Passengers are no parties of the diagram. The primary pair are the first two parties that drive or
walk; the others are drawn as a chain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from collision_diagrams.confirmed import ConfirmedReading, confirmed_resolution
from collision_diagrams.model import (
    CrashFacts,
    DiagramType,
    KindClass,
    Party,
    Relation,
    Resolution,
    Status,
)
from collision_diagrams.pairs import resolve_pair
from collision_diagrams.reasons import Reason
from collision_diagrams.rules import rules
from collision_diagrams.singles import is_walker, resolve_pedestrian, resolve_single, walk_of

PAIR = 2
NOTHING_CONFIRMED: Mapping[str, ConfirmedReading] = MappingProxyType({})


def resolve(facts: CrashFacts, *, confirmed: ConfirmedReading | None = None) -> Resolution:
    """Return what can be read from one crash.

    Parameters
    ----------
    facts
        The crash with its parties.
    confirmed
        What a person decided: it overrides everything, as long as the record has its parties.

    Returns
    -------
    resolution
        A plotted status with everything a glyph needs, or a listed one with its reason. Its
        candidates are complete readings, best first, that a person may choose from.
    """
    decided = confirmed_resolution(facts, confirmed) if confirmed else None
    return with_everyone(facts, decided or _read(facts))


def with_everyone(facts: CrashFacts, found: Resolution) -> Resolution:
    """Return a reading that names all parties: the chain behind its roles, and who was not touched.

    A person on foot has the leg, the side and the crosswalk beside it.
    """
    moving = [party for party in facts.parties if party.kind.is_vehicle or is_walker(party)]
    return replace(
        found,
        chain=tuple(one.party_no for one in moving if one.party_no not in found.parties),
        indirect=tuple(one.party_no for one in moving if one.untouched),
        walk=walk_of(facts, found),
    )


def _read(facts: CrashFacts) -> Resolution:
    """Return what the record itself tells."""
    vehicles = touched_first([party for party in facts.parties if party.kind.is_vehicle])
    walkers = [party for party in facts.parties if is_walker(party)]
    if not vehicles:
        return _listed(facts, Reason.NO_PARTY)
    code = facts.type_code or ""
    if code in rules().single_types:
        return resolve_single(facts, vehicles[0])
    if walkers and (code in rules().pedestrian_types or len(vehicles) == 1):
        return resolve_pedestrian(facts, vehicles[0], walkers[0])
    if code in rules().pedestrian_types:
        return _pedestrian_type_without_pedestrian(facts, vehicles)
    if len(vehicles) > 1:
        return resolve_pair(facts, vehicles[0], vehicles[1])
    fled = any(party.kind in {KindClass.FLED, KindClass.UNKNOWN} for party in facts.parties)
    return _listed(facts, Reason.FLED if fled else Reason.NO_PARTY)


def resolve_all(
    facts: Sequence[CrashFacts], confirmed: Mapping[str, ConfirmedReading] = NOTHING_CONFIRMED
) -> tuple[Resolution, ...]:
    """Return what can be read from each crash, in the same order.

    Parameters
    ----------
    facts
        The crashes.
    confirmed
        crash_id -> what a person decided.
    """
    return tuple(resolve(one, confirmed=confirmed.get(one.crash_id)) for one in facts)


def without_type(facts: CrashFacts) -> CrashFacts:
    """Return the crash as if its official type were not known, to measure the resolver."""
    return replace(facts, type_code=None)


def touched_first(vehicles: list[Party]) -> list[Party]:
    """Return vehicles in the order of the record; of three or more the untouched ones come last.

    A vehicle that only made another one swerve is not one of the two that met.
    """
    touched = [party for party in vehicles if not party.untouched]
    if len(touched) < PAIR:
        return vehicles
    return [*touched, *(party for party in vehicles if party.untouched)]


def _pedestrian_type_without_pedestrian(facts: CrashFacts, vehicles: Sequence[Party]) -> Resolution:
    """Return a pedestrian type whose person on foot is missing: read as a pair, if there is one."""
    if len(vehicles) > 1:
        return resolve_pair(replace(facts, type_code=None), vehicles[0], vehicles[1])
    return _listed(facts, Reason.NO_PARTY)


def _listed(facts: CrashFacts, reason: Reason) -> Resolution:
    return Resolution(
        facts.crash_id,
        Status.NOT_PLOTTABLE,
        Relation.UNKNOWN,
        DiagramType.UNKNOWN,
        reason=reason.message,
    )
