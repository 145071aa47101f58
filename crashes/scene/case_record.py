"""A finished case as a crash of the records: only what was entered, nothing filled in."""

import math
from typing import Any

from crashes.codes import CodeVersion
from crashes.model import CRASH_COLUMNS, PARTY_COLUMNS, EnteredCrash
from crashes.places import read_place
from crashes.scene.case import Case, CaseParty
from crashes.scene.model import Scene, travel_bearings
from errors import DaoanError
from language import Message
from roadnet.model import Junction

JUNCTION_WITHIN_M = 45.0
FLAGS = {"1": False, "2": True}  # item 35
OWN_NAMES = {"police_unit": "police_bureau", "source_crash_id": "case_no"}


class UnfinishedCaseError(DaoanError, ValueError):
    """A case lacks what every crash of the records has."""


def missing_for_record(case: Case) -> tuple[Message, ...]:
    """Return what a case needs before it can be a crash of the records.

    Examples
    --------
    >>> [str(one) for one in missing_for_record(Case("c1", values={"severity": "A2"}))]
    ['The time of the crash is missing.', 'The place of the crash is missing.']
    """
    wanted = (
        (case.severity, Message("The class (A1, A2, A3) is missing.")),
        (case.occurred_at, Message("The time of the crash is missing.")),
        (case.place, Message("The place of the crash is missing.")),
    )
    return tuple(message for value, message in wanted if value is None)


def crash_of_case(
    case: Case, scene: Scene | None, junctions: tuple[Junction, ...] = ()
) -> EnteredCrash:
    """Return the crash that a case describes.

    Parameters
    ----------
    case
        The case; time, class and place must be there.
    scene
        Its scene: the directions of travel come from its two clicks for each party.
    junctions
        Junctions of the store near the place; the nearest within 45 m is that of the crash.

    Raises
    ------
    UnfinishedCaseError
        Time, class or place is missing.
    """
    missing = missing_for_record(case)
    when, place = case.occurred_at, case.place
    if missing or when is None or place is None:
        raise UnfinishedCaseError(missing[0].text, **missing[0].values)
    named = read_place(case.text("place_text"))._asdict()
    crash: dict[str, Any] = {
        **named,
        **{name: value for name, value in case.values.items() if name in CRASH_COLUMNS},
        **{name: case.values[own] for name, own in OWN_NAMES.items() if own in case.values},
        "crash_id": case.crash_id,
        "code_version": CodeVersion.on(when.date()).value,
        "occurred_at": when,
        "place_kind": named["place_kind"].value,
    }
    bearings = travel_bearings(scene) if scene else {}
    return EnteredCrash(
        {name: value for name, value in crash.items() if value is not None},
        tuple(_party(party, bearings.get(party.party_no, (None, None))) for party in case.parties),
        (place.x_m, place.y_m),
        _junction_id((place.x_m, place.y_m), junctions),
    )


def _party(party: CaseParty, bearings: tuple[float | None, float | None]) -> dict[str, Any]:
    entered: dict[str, Any] = {
        name: value for name, value in party.values.items() if name in PARTY_COLUMNS
    }
    if "hit_and_run" in entered:
        entered["hit_and_run"] = FLAGS.get(str(entered["hit_and_run"]))
    came, went = bearings
    return {
        "party_no": party.party_no,
        "delivered_ordinal": party.party_no,
        **entered,
        "from_deg": came,
        "to_deg": went,
    }


def _junction_id(at_m: tuple[float, float], junctions: tuple[Junction, ...]) -> str | None:
    near = [(math.dist(at_m, (one.x_m, one.y_m)), str(one.junction_id)) for one in junctions]
    apart_m, junction_id = min(near, default=(math.inf, ""))
    return junction_id if apart_m <= JUNCTION_WITHIN_M else None
