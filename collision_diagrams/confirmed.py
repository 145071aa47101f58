"""What a person decided about one crash: it stands above whatever the resolver reads.

A confirmed reading is kept as a document, one for each crash; its author and time are those of the
document.
"""

import json
from dataclasses import dataclass
from typing import Any

from collision_diagrams.model import (
    CrashFacts,
    DiagramType,
    PartyPath,
    Relation,
    Resolution,
    Side,
    Source,
    Status,
)
from collision_diagrams.reasons import Reason
from errors import DaoanError
from language import Message

CONFIRMED_VERSION = 1  # of the JSON form
BY_A_PERSON = Message("A person has chosen this reading.")


class ConfirmedReadingError(DaoanError, ValueError):
    """A stored reading cannot be read."""


@dataclass(frozen=True, slots=True)
class ConfirmedReading:
    """How the parties of one crash met, as a person decided."""

    relation: Relation
    diagram_type: DiagramType  # UNKNOWN: the person found that it cannot be drawn
    parties: tuple[int, ...] = ()  # party numbers in the roles of the construction
    paths: tuple[PartyPath, ...] = ()  # in the compass if `absolute`, else party 1 comes from 180
    absolute: bool = False
    lateral: Side | None = None  # second role lies to the left or right of the first
    impact_m: tuple[float, float] | None = None  # where they touched, in the CRS of the store
    note: str = ""  # why, in the person's words

    @property
    def can_be_drawn(self) -> bool:
        """Whether the person chose a construction."""
        return self.diagram_type is not DiagramType.UNKNOWN


def confirmed_of(candidate: Resolution, *, note: str = "") -> ConfirmedReading:
    """Return the reading that a person confirms by choosing a candidate, or what is drawn."""
    return ConfirmedReading(
        candidate.relation,
        candidate.diagram_type,
        candidate.parties,
        candidate.paths,
        candidate.absolute,
        candidate.lateral,
        candidate.impact_m,
        note,
    )


def confirmed_resolution(facts: CrashFacts, reading: ConfirmedReading) -> Resolution | None:
    """Return a crash as a person read it; None where the record no longer has its parties."""
    numbers = {party.party_no for party in facts.parties}
    named = {*reading.parties, *(path.party_no for path in reading.paths)}
    if not named <= numbers:
        return None
    note = (Message("Note: {note}", {"note": reading.note}),) if reading.note else ()
    if not reading.can_be_drawn:
        return Resolution(
            facts.crash_id,
            Status.NOT_PLOTTABLE,
            source=Source.PERSON,
            reason=Reason.BY_A_PERSON.message,
            explanation=note,
        )
    return Resolution(
        facts.crash_id,
        Status.CONFIRMED,
        reading.relation,
        reading.diagram_type,
        parties=reading.parties,
        paths=reading.paths,
        absolute=reading.absolute,
        lateral=reading.lateral,
        confidence=1.0,
        source=Source.PERSON,
        explanation=(BY_A_PERSON, *note),
        impact_m=reading.impact_m,
    )


def confirmed_text(reading: ConfirmedReading) -> str:
    """Return a reading as JSON, the same text for the same reading.

    Examples
    --------
    >>> chosen = ConfirmedReading(Relation.CROSSING, DiagramType.ANGLE, (1, 2))
    >>> parse_confirmed(confirmed_text(chosen)) == chosen
    True
    """
    said: dict[str, Any] = {
        "version": CONFIRMED_VERSION,
        "relation": reading.relation.value,
        "diagram_type": reading.diagram_type.value,
        "parties": list(reading.parties),
        "paths": [
            {"party_no": path.party_no, "from_deg": path.from_deg, "to_deg": path.to_deg}
            for path in reading.paths
        ],
        "absolute": reading.absolute,
        "lateral": reading.lateral.value if reading.lateral else None,
        "impact_m": list(reading.impact_m) if reading.impact_m else None,
        "note": reading.note,
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def parse_confirmed(text: str) -> ConfirmedReading | None:
    """Return the reading that `confirmed_text` wrote; None for a withdrawn one (no text).

    Raises
    ------
    ConfirmedReadingError
        The text is no such reading.

    Examples
    --------
    >>> parse_confirmed("") is None
    True
    """
    if not text:
        return None
    try:
        said = json.loads(text)
        if said["version"] != CONFIRMED_VERSION:
            raise ConfirmedReadingError(
                "The confirmed reading was written by a newer version ({version}).",
                version=said["version"],
            )
        return ConfirmedReading(
            relation=Relation(said["relation"]),
            diagram_type=DiagramType(said["diagram_type"]),
            parties=tuple(int(number) for number in said["parties"]),
            paths=tuple(_path(one) for one in said["paths"]),
            absolute=bool(said["absolute"]),
            lateral=Side(said["lateral"]) if said["lateral"] else None,
            impact_m=_point(said.get("impact_m")),
            note=str(said.get("note", "")),
        )
    except ConfirmedReadingError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfirmedReadingError("The confirmed reading cannot be read.") from error


def _path(said: dict[str, Any]) -> PartyPath:
    return PartyPath(int(said["party_no"]), float(said["from_deg"]), float(said["to_deg"]))


def _point(said: Any) -> tuple[float, float] | None:
    return (float(said[0]), float(said[1])) if said else None
