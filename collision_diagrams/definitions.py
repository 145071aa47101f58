"""Hold a reading to what the official definition of its crash type fixes."""

from dataclasses import replace

from collision_diagrams.model import CrashFacts, DiagramType, Relation, Resolution, Side, Status
from collision_diagrams.reasons import Reason
from collision_diagrams.rules import rules


def sides_by_definition(facts: CrashFacts) -> tuple[Side, ...]:
    """Return the sides that the type leaves open for the second party; all where it fixes none.

    Types of sources with another code list fix nothing.
    """
    kind = rules().pair_types.get(facts.type_code or "")
    if kind is None or facts.source in rules().sources_with_other_types:
        return tuple(Side)
    return kind.sides


def within_definition(facts: CrashFacts, found: Resolution) -> Resolution:
    """Return a reading of two vehicles, or the contradiction where its type excludes it.

    The definition of a type is not outvoted: a reading with another relation is left to a person.
    """
    relations = {side.relation for side in sides_by_definition(facts)}
    if not found.status.plotted or found.relation in relations:
        return found
    return replace(
        found,
        status=Status.TO_CONFIRM,
        relation=Relation.UNKNOWN,
        diagram_type=DiagramType.UNKNOWN,
        reason=Reason.CONTRADICTION.message,
    )
