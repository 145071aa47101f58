"""A case: what an officer fills in of a crash, from the first click to the finished record.

A field that was not filled in is not there: nothing stands for it, so nothing that nobody entered
can be printed. Identity is no part of a case.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from crashes.model import Severity
from crashes.scene.checklist import SheetFacts, SheetParty

Value = str | int | bool  # a code, a text, a moment as ISO text; a number; a flag


class CaseState(StrEnum):
    """How far a case is."""

    DRAFT = "draft"  # an officer is still at it
    DONE = "done"  # it is a crash of the records


class PlaceOrigin(StrEnum):
    """How the place of a case was found."""

    MAP = "map"  # by a click on the map
    JUNCTION = "junction"  # by the name of a junction
    ROAD = "road"  # by the name of a road or an address
    DEVICE = "device"  # where the device of the officer was


@dataclass(frozen=True, slots=True)
class CasePlace:
    """Where a crash was."""

    x_m: float  # in the CRS of the store
    y_m: float
    lon: float  # the same in degrees, WGS84
    lat: float
    origin: PlaceOrigin
    junction_id: str | None = None
    junction: str = ""  # its name


@dataclass(frozen=True, slots=True)
class CaseParty:
    """A party of a case."""

    party_no: int  # 1 is party A
    values: dict[str, Value] = field(default_factory=dict)  # field of form (二) -> what was entered


@dataclass(frozen=True, slots=True)
class Case:
    """What an officer has filled in so far."""

    crash_id: str
    state: CaseState = CaseState.DRAFT
    place: CasePlace | None = None
    values: dict[str, Value] = field(default_factory=dict)  # field of form (一) -> what was entered
    parties: tuple[CaseParty, ...] = ()

    @property
    def occurred_at(self) -> datetime | None:
        """The time of the crash."""
        stated = self.values.get("occurred_at")
        return datetime.fromisoformat(str(stated)) if stated else None

    @property
    def severity(self) -> Severity | None:
        """The class of the crash."""
        stated = self.values.get("severity")
        return Severity(str(stated)) if stated else None

    def text(self, name: str) -> str:
        """Return what was entered in a field of the crash, empty without."""
        return str(self.values.get(name, ""))


def sheet_facts(
    case: Case, plates: dict[int, str] | None = None, *, is_demo: bool = False
) -> SheetFacts:
    """Return what the official sheet says around the drawing; what was not entered stays empty.

    Parameters
    ----------
    case
        The case.
    plates
        Party number -> plate, from the identity that is kept apart.
    is_demo
        Whether the data are invented.

    Examples
    --------
    >>> sheet_facts(Case("c1", values={"severity": "A2"})).severity
    <Severity.A2: 'A2'>
    """
    known = plates or {}
    when = case.occurred_at
    return SheetFacts(
        police_bureau=case.text("police_bureau"),
        general_no=case.text("general_no"),
        precinct=case.text("precinct"),
        case_no=case.text("case_no"),
        severity=case.severity,
        occurred_at=when,
        place=case.text("place_text"),
        parties=tuple(
            SheetParty(
                party.party_no,
                str(party.values["kind_code"]) if "kind_code" in party.values else None,
                known.get(party.party_no, ""),
            )
            for party in case.parties
        ),
        drawn_on=when.date() if when else None,
        is_demo=is_demo,
    )


def questioned_record(
    case: Case, bearings: dict[int, tuple[float | None, float | None]] | None = None
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a case as crash and parties with the columns of a record.

    Parameters
    ----------
    case
        The case.
    bearings
        Party number -> (from_deg, to_deg) of the scene, as `travel_bearings` gives them.

    Examples
    --------
    >>> crash, parties = questioned_record(Case("c1", parties=(CaseParty(1),)), {1: (180.0, None)})
    >>> parties
    [{'party_no': 1, 'from_deg': 180.0, 'to_deg': None}]
    """
    known = bearings or {}
    parties: list[dict[str, Any]] = []
    for party in case.parties:
        came, went = known.get(party.party_no, (None, None))
        parties.append(
            {"party_no": party.party_no, **party.values, "from_deg": came, "to_deg": went}
        )
    return dict(case.values), parties
