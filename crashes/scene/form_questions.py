"""Question a record where its items contradict each other; nothing is refused.

A record is a crash and its parties as mappings with the columns of `crashes.model`. Directions of
travel are `from_deg` (the side of the compass a party came from) and `to_deg`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crashes.party_kinds import PartyGroup, party_group
from crashes.scene.model import party_name
from language import Message

Record = Mapping[str, Any]

PERSON_TYPES = {f"{code:02d}" for code in range(1, 10)}
VEHICLE_TYPES = {f"{code:02d}" for code in range(10, 18)}
SINGLE_TYPES = {*(f"{code:02d}" for code in range(18, 30)), "35", "36", "37", "38"}
TURNS = {"05", "06", "11"}  # left, right, U-turn or crossing
BACKING = "02"
PERSON_ACTIONS = {"16", "17", "18", "19", "20"}
VEHICLE_ACTIONS = {f"{code:02d}" for code in range(1, 16)}
FRONTS, REARS = {"01", "05", "08", "11"}, {"03", "06", "07", "13"}
CAR_PARTS = {f"{code:02d}" for code in range(1, 11)}
CYCLE_PARTS = {"11", "12", "13", "14"}
INSIDE_JUNCTION = {"01", "03", "04", "18"}
SAME_WITHIN_DEG, OPPOSITE_FROM_DEG = 45.0, 135.0
TURN_FROM_DEG = 45.0
DIED, INJURED = "1", {"2", "5"}
TWO = 2


@dataclass(frozen=True, slots=True)
class Question:
    """Something an officer should look at again, and which fields it is about."""

    message: Message
    fields: tuple[str, ...]
    party_no: int | None = None


def questions(crash: Record, parties: Sequence[Record]) -> tuple[Question, ...]:
    """Return what contradicts itself in a record, in the order of the form.

    Empty fields are never questioned here: they stand on the check list of the drawing.

    Parameters
    ----------
    crash
        Fields of the crash (`severity`, `crash_type_code`, `position_code`, …).
    parties
        Its parties in their order (`party_no`, `kind_code`, `action_code`, …).

    Notes
    -----
    The types are those of the drawings on page 2 of the form of 2023-07-01: 10 to 12 are told
    apart by the directions of travel, 15 is two parties straight through inside a junction, 16 one
    that turns and one that goes straight.

    Examples
    --------
    >>> crash = {"crash_type_code": "10"}
    >>> north = {"kind_code": "B03", "from_deg": 180.0, "to_deg": 0.0}
    >>> found = questions(crash, [{**north, "party_no": 1}, {**north, "party_no": 2}])
    >>> [str(one.message) for one in found]
    ['The type says they met head on, but both travelled the same way.']
    """
    return (
        *_class_questions(crash, parties),
        *_signal_questions(crash),
        *_party_count_questions(crash, parties),
        *_direction_questions(crash, parties),
        *_turning_questions(crash, parties),
        *_contact_questions(crash, parties),
        *(one for party in parties for one in _party_questions(party)),
    )


def _class_questions(crash: Record, parties: Sequence[Record]) -> Iterator[Question]:
    injuries = {str(party["injury_code"]) for party in parties if party.get("injury_code")}
    severity = str(crash.get("severity") or "")
    if not injuries or not severity:
        return
    fields = ("severity", "injury_code")
    if severity == "A1" and DIED not in injuries:
        yield Question(Message("The class is A1, but nobody died within 24 hours."), fields)
    elif severity != "A1" and DIED in injuries:
        yield Question(Message("Somebody died within 24 hours, but the class is not A1."), fields)
    elif severity == "A3" and injuries & INJURED:
        yield Question(Message("The class is A3, but somebody was injured."), fields)
    elif severity == "A2" and not injuries & {*INJURED, "4"}:
        yield Question(Message("The class is A2, but nobody was injured."), fields)


def _signal_questions(crash: Record) -> Iterator[Question]:
    kind, state = crash.get("signal_kind_code"), crash.get("signal_state_code")
    if kind and state and (kind == "4") != (state == "4"):
        yield Question(
            Message("The kind of signal and its state contradict each other."),
            ("signal_kind_code", "signal_state_code"),
        )


def _party_count_questions(crash: Record, parties: Sequence[Record]) -> Iterator[Question]:
    code = crash.get("crash_type_code")
    groups = [party_group(party.get("kind_code")) for party in parties]
    people = sum(group is PartyGroup.PEDESTRIAN for group in groups)
    vehicles = sum(
        group not in {PartyGroup.PEDESTRIAN, PartyGroup.PASSENGER, PartyGroup.OBJECT}
        for group in groups
    )
    fields = ("crash_type_code", "kind_code")
    if code in PERSON_TYPES and (people == 0 or vehicles == 0):
        yield Question(
            Message("The type is person and vehicle, but one of them is missing."), fields
        )
    if code in VEHICLE_TYPES and vehicles < TWO and PartyGroup.OBJECT not in groups:
        yield Question(Message("The type is between vehicles, but there is only one."), fields)
    if code in SINGLE_TYPES and vehicles > 1:
        yield Question(Message("The type is of a single vehicle, but there are several."), fields)


def _direction_questions(crash: Record, parties: Sequence[Record]) -> Iterator[Question]:
    code = crash.get("crash_type_code")
    apart = _apart_deg(parties)
    if apart is None:
        return
    fields = ("crash_type_code", "from_deg")
    same, opposite = apart < SAME_WITHIN_DEG, apart > OPPOSITE_FROM_DEG
    if code == "10" and same:
        yield Question(
            Message("The type says they met head on, but both travelled the same way."), fields
        )
    elif code == "11" and same:
        yield Question(
            Message("The type is a sideswipe of opposite ways, but both travelled the same way."),
            fields,
        )
    elif code in {"12", "13"} and opposite:
        yield Question(
            Message("The type needs the same way, but they travelled opposite ways."), fields
        )
    elif code == "15" and (same or opposite):
        yield Question(Message("The type is a crossing of ways, but theirs did not cross."), fields)


def _apart_deg(parties: Sequence[Record]) -> float | None:
    """Return the angle between where the first two parties came from, 0 to 180."""
    came = [party.get("from_deg") for party in parties[:TWO]]
    if len(came) < TWO or came[0] is None or came[1] is None:
        return None
    return abs((float(came[0]) - float(came[1]) + 180.0) % 360.0 - 180.0)


def _turning_questions(crash: Record, parties: Sequence[Record]) -> Iterator[Question]:
    code = crash.get("crash_type_code")
    actions = [party.get("action_code") for party in parties if party.get("action_code")]
    position = crash.get("position_code")
    fields = ("crash_type_code", "action_code")
    if code == "15" and position and position not in INSIDE_JUNCTION:
        yield Question(
            Message("This type is only for crashes inside a junction."),
            ("crash_type_code", "position_code"),
        )
    if len(actions) < TWO:
        return
    turning = sum(action in TURNS for action in actions[:TWO])
    if code == "15" and turning:
        yield Question(
            Message("The type is two parties straight through, but one of them turned."), fields
        )
    if code == "16" and turning == 0:
        yield Question(Message("The type needs a party that turned, but none did."), fields)
    if code == "16" and turning == TWO:
        yield Question(
            Message("The type needs a party that went straight, but both turned."), fields
        )
    if code == "14" and BACKING not in actions:
        yield Question(Message("The type is backing, but nobody was backing."), fields)


def _contact_questions(crash: Record, parties: Sequence[Record]) -> Iterator[Question]:
    parts = [party.get("contact_first_code") for party in parties[:TWO]]
    if len(parts) < TWO or not all(parts):
        return
    code, fields = crash.get("crash_type_code"), ("crash_type_code", "contact_first_code")
    known = {"15", "16", "17"}.isdisjoint(parts)
    if code == "10" and known and not all(part in FRONTS for part in parts):
        yield Question(Message("They met head on, but not with their fronts."), fields)
    if code == "13" and known and not (FRONTS & set(parts) and REARS & set(parts)):
        yield Question(
            Message("In a rear-end crash a front meets a rear; the contact parts say otherwise."),
            fields,
        )


def _party_questions(party: Record) -> Iterator[Question]:
    number = int(party.get("party_no") or 0)
    letter = party_name(number)
    group = party_group(party.get("kind_code"))
    action, part = party.get("action_code"), party.get("contact_first_code")
    on_foot = group in {PartyGroup.PEDESTRIAN, PartyGroup.PASSENGER}
    is_vehicle = not on_foot and group is not PartyGroup.OBJECT
    if (on_foot and action in VEHICLE_ACTIONS) or (is_vehicle and action in PERSON_ACTIONS):
        yield Question(
            Message("{party}: the action does not fit this kind of party.", {"party": letter}),
            ("action_code", "kind_code"),
            number,
        )
    two_wheels = group in {PartyGroup.MOTORCYCLE, PartyGroup.BICYCLE}
    if is_vehicle and part in (CAR_PARTS if two_wheels else CYCLE_PARTS):
        yield Question(
            Message(
                "{party}: the contact part does not fit this kind of party.", {"party": letter}
            ),
            ("contact_first_code", "kind_code"),
            number,
        )
    yield from _travel_questions(party, number)


def _travel_questions(party: Record, number: int) -> Iterator[Question]:
    """Question an action that contradicts the two clicks of a direction of travel."""
    came, went, action = party.get("from_deg"), party.get("to_deg"), party.get("action_code")
    if came is None or went is None or action not in {"05", "06", "09"}:
        return
    turn = (float(went) - (float(came) + 180.0) + 180.0) % 360.0 - 180.0  # right is positive
    fits = {
        "05": turn < -TURN_FROM_DEG / 2,
        "06": turn > TURN_FROM_DEG / 2,
        "09": abs(turn) < TURN_FROM_DEG,
    }
    if not fits[action]:
        yield Question(
            Message(
                "{party}: the action contradicts its direction of travel.",
                {"party": party_name(number)},
            ),
            ("action_code", "from_deg", "to_deg"),
            number,
        )
