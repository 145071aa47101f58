"""What is still missing before a scene can be printed, and what must be shown as assumed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from crashes.model import Severity
from crashes.scene.base_map import BaseMap
from crashes.scene.computed import computed_m
from crashes.scene.measurements import Solution, solve
from crashes.scene.model import (
    Body,
    MeasurementKind,
    Moment,
    Role,
    Scene,
    SceneObject,
    Trace,
    ValueOrigin,
)
from crashes.scene.wording import measurement_name, party_title, thing_name
from language import Message
from roadnet.model import Method


class Weight(StrEnum):
    """How much a gap weighs."""

    MISSING = "missing"  # the official drawing is not complete without it
    REMARK = "remark"  # worth a look; it is printed as it is


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing or worth a look, and where to mend it."""

    item: str  # stable key: header, class, time, place, street, parties, …
    weight: Weight
    message: Message
    party_no: int | None = None
    object_id: str | None = None


@dataclass(frozen=True, slots=True)
class SheetParty:
    """A party as the sheet needs it; the plate is private and goes nowhere else."""

    party_no: int
    class_code: str | None = None
    plate: str = ""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What stands around the drawing, from the record; what is empty is printed empty."""

    police_bureau: str = ""  # 警察局名稱
    general_no: str = ""  # 總編號
    precinct: str = ""  # 轄區分局名稱
    case_no: str = ""  # 處理編號
    severity: Severity | None = None
    occurred_at: datetime | None = None
    place: str = ""
    parties: tuple[SheetParty, ...] = ()
    drawn_on: date | None = None
    is_demo: bool = False  # invented data: said on the sheet
    more: dict[str, str] = field(default_factory=dict)  # further cells of a city's template


def gaps(scene: Scene, facts: SheetFacts, base_map: BaseMap | None = None) -> tuple[Gap, ...]:
    """Return what is missing for a complete drawing, in the order of the sheet.

    Parameters
    ----------
    scene
        The scene.
    facts
        The record around it.
    base_map
        The street of the day; without one, kerbs and markings count as missing unless drawn.

    Notes
    -----
    The list follows the customary one of a complete 現場圖: header and class, time and place, kerbs
    and markings, vehicles with names, reference point and base line, position and size, travel
    arrows, plates, summary, date. North, scale and road directions are drawn by the sheet itself.

    Examples
    --------
    >>> empty = Scene("c1", "EPSG:3826", (0.0, 0.0))
    >>> [gap.item for gap in gaps(empty, SheetFacts())][:4]
    ['header', 'header', 'header', 'header']
    """
    solution = solve(scene)
    return (
        *_header_gaps(facts),
        *_street_gaps(scene, base_map),
        *_party_gaps(scene, facts),
        *_measuring_gaps(scene, solution),
        *_assumed_gaps(scene),
        *_closing_gaps(scene, facts),
    )


def _missing(item: str, message: Message, party_no: int | None = None) -> Gap:
    return Gap(item, Weight.MISSING, message, party_no)


def _header_gaps(facts: SheetFacts) -> list[Gap]:
    wanted = (
        ("header", facts.police_bureau, Message("The name of the police bureau is missing.")),
        ("header", facts.general_no, Message("The general number is missing.")),
        ("header", facts.precinct, Message("The name of the precinct is missing.")),
        ("header", facts.case_no, Message("The case number is missing.")),
        ("class", facts.severity, Message("The class (A1, A2, A3) is missing.")),
        ("time", facts.occurred_at, Message("The time of the crash is missing.")),
        ("place", facts.place, Message("The place of the crash is missing.")),
    )
    return [_missing(item, message) for item, value, message in wanted if not value]


def _street_gaps(scene: Scene, base_map: BaseMap | None) -> list[Gap]:
    drawn = any(isinstance(one, Trace) and one.kind == "line" for one in scene.objects)
    found = []
    if base_map is None and not drawn:
        found.append(_missing("street", Message("Kerbs and markings of the street are missing.")))
    if base_map and base_map.map_version != scene.map_version:
        found.append(
            _missing(
                "street",
                Message(
                    "The scene was drawn on version {pinned} of the map, not on {given}.",
                    {"pinned": scene.map_version or "–", "given": base_map.map_version},
                ),
            )
        )
    return found


def _party_gaps(scene: Scene, facts: SheetFacts) -> list[Gap]:
    bodies = [one for one in scene.objects if isinstance(one, Body)]
    drawn = {one.party_no for one in bodies if one.party_no is not None}
    travels = {one.party_no: one for one in scene.travels}
    paths = {
        one.party_no
        for one in scene.objects
        if isinstance(one, Trace) and one.kind in {"path_before", "stated_path"}
    }
    found = []
    if not facts.parties:
        found.append(_missing("parties", Message("The crash has no parties.")))
    for party in facts.parties:
        name, number = party_title(party.party_no, party.class_code), party.party_no
        if number not in drawn and number not in scene.moved_parties:
            found.append(
                _missing(
                    "parties",
                    Message("{name} is neither drawn nor marked as moved.", {"name": name}),
                    number,
                )
            )
        travel = travels.get(number)
        complete = travel is not None and travel.approach and travel.exit
        if not complete and number not in paths and not _is_parked(bodies, number):
            found.append(
                _missing(
                    "travel", Message("{name} has no direction of travel.", {"name": name}), number
                )
            )
        if not party.plate and not _is_on_foot(party):
            found.append(
                _missing(
                    "plates", Message("The plate of {name} is missing.", {"name": name}), number
                )
            )
    if not any(one.kind == "impact" for one in bodies):
        found.append(Gap("impact", Weight.REMARK, Message("No impact point is drawn.")))
    return found


def _is_parked(bodies: list[Body], party_no: int) -> bool:
    return any(one.party_no == party_no and one.moment is Moment.PARKED for one in bodies)


def _is_on_foot(party: SheetParty) -> bool:
    return (party.class_code or "").startswith("H")


def _measuring_gaps(scene: Scene, solution: Solution) -> list[Gap]:
    found = []
    if not scene.references:
        found.append(_missing("reference", Message("The reference point is missing.")))
    if scene.base_line is None:
        found.append(_missing("base_line", Message("The base line is missing.")))
    measured = {
        one.target.object_id
        for one in scene.measurements
        if one.origin is ValueOrigin.MEASURED or one.role is Role.LABEL_ONLY
    }
    for thing in scene.objects:
        wants = (
            isinstance(thing, Body)
            and thing.party_no is not None
            and thing.moment is not Moment.IMPACT
        )
        if wants and thing.object_id not in measured:
            found.append(
                Gap(
                    "measurements",
                    Weight.MISSING,
                    Message(
                        "The position of {name} is not measured.",
                        {"name": thing_name(scene, thing.object_id)},
                    ),
                    object_id=thing.object_id,
                )
            )
    found += [Gap("measurements", Weight.REMARK, one) for one in solution.findings]
    found += [
        Gap(
            "measurements",
            Weight.REMARK,
            Message("It needs a base line: {name}", {"name": measurement_name(scene, one)}),
        )
        for one in scene.measurements
        if one.kind is not MeasurementKind.DISTANCE and computed_m(scene, one) is None
    ]
    return found


def _wants_fix(thing: SceneObject) -> bool:
    """Return whether the position of a thing belongs into the measuring table."""
    if not isinstance(thing, Body) or thing.party_no is None:
        return False
    return thing.kind != "impact" and thing.moment is not Moment.IMPACT


def _assumed_gaps(scene: Scene) -> list[Gap]:
    """Return a remark for everything that is drawn from an assumption."""
    found = []
    for thing in scene.objects:
        if isinstance(thing, Body) and thing.party_no and thing.size_method is Method.ASSUMED:
            found.append(
                Gap(
                    "sizes",
                    Weight.REMARK,
                    Message(
                        "The size of {name} is assumed and will be printed as assumed.",
                        {"name": thing_name(scene, thing.object_id)},
                    ),
                    object_id=thing.object_id,
                )
            )
    found += [
        Gap(
            "measurements",
            Weight.REMARK,
            Message(
                "{count} values are read off the drawing and will be printed as such.",
                {"count": count},
            ),
        )
        for count in [sum(one.origin is ValueOrigin.DRAWN for one in scene.measurements)]
        if count
    ]
    return found


def _closing_gaps(scene: Scene, facts: SheetFacts) -> list[Gap]:
    found = []
    if not scene.summary.strip():
        found.append(_missing("summary", Message("The summary of what happened is missing.")))
    if facts.drawn_on is None:
        found.append(_missing("date", Message("The date is missing.")))
    return found
