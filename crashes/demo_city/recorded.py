"""What the record says of an encounter: form items, and the noise of real records."""

from dataclasses import dataclass
from random import Random
from typing import Any

from crashes.codes import CodeVersion
from crashes.demo_city.chance import choose
from crashes.demo_city.daylight import is_dark
from crashes.demo_city.encounters import Encounter
from crashes.demo_city.moments import Day, weather_codes
from crashes.demo_city.parameters import parameters
from crashes.demo_city.people import (
    DEAD,
    INJURED,
    UNKNOWN_CONTACT,
    Party,
    contact_codes,
    fled_driver,
    vehicle_class,
)
from crashes.demo_city.places import CITY, WrittenPlace
from crashes.demo_city.spots import Surroundings
from crashes.model import Severity
from roadnet.model import Control

CODED_OTHER = "17"
MAY_BE_CODED_OTHER = {"12", "15", "16"}  # what officers file under 17 其他 at times
UNKNOWN_ACTION, OTHER_ACTION = "21", "15"
OTHER_CAUSE = "42"
ROAD_FORMS = {
    "cross": "04",
    "skew": "04",
    "dual_carriageway_cross": "04",
    "tee": "03",
    "offset_tee": "03",
    "five_arm": "05",
    "roundabout": "18",
}
STRAIGHT_ROAD = "14"
SIGNAL, SIGNAL_WITH_PEDESTRIAN, FLASHING, NO_SIGNAL = "1", "2", "3", "4"
LIGHT_NIGHT = {"5": 95, "6": 1, "7": 4}
LIGHT_DAY = {"6": 65, "7": 29, "5": 6}
PLAIN_ITEMS = {"paving_code": "1", "surface_defect_code": "4"}
OBSTACLES = {"5": 97, "3": 2, "1": 1}
SIGHTS = {"13": 97, "10": 2, "8": 1}


@dataclass(frozen=True, slots=True)
class Recorded:
    """One crash as recorded, in the codes of the edition of 2023-07-01."""

    crash: dict[str, Any]  # CRASH_COLUMNS but the key and the point
    parties: tuple[Party, ...]


def record(
    rng: Random, around: Surroundings, encounter: Encounter, place: WrittenPlace, day: Day
) -> Recorded:
    """Return the record of an encounter."""
    when = encounter.when
    parties = tuple(_noisy(rng, party) for party in encounter.parties)
    parties = _someone_flees(rng, parties)
    hurt = [party["injury_code"] for party in encounter.parties]
    deaths, injuries = hurt.count(DEAD), hurt.count(INJURED)
    weather, surface = weather_codes(day, when)
    section = around.spot.legs[encounter.way.entry_1].road.section
    crash = {
        "source": "demo",
        "source_crash_id": None,
        "code_version": CodeVersion.FROM_2023_07.value,
        "occurred_at": when,
        "severity": _severity(deaths, injuries).value,
        "severity_derived": False,
        "police_unit": f"{CITY}警察局",
        "place_text": place.text,
        **place.columns,
        "deaths": deaths,
        "injuries": injuries,
        "weather_code": weather,
        "light_code": choose(rng, LIGHT_NIGHT if is_dark(when) else LIGHT_DAY),
        "speed_limit_kmh": section.speed_limit_kmh,
        "position_code": encounter.position_code,
        "surface_code": surface,
        "obstacle_code": choose(rng, OBSTACLES),
        "sight_code": choose(rng, SIGHTS),
        "crash_type_code": _type_code(rng, encounter.crash_type_code),
        "main_cause_code": parties[0]["cause_code"],
        **PLAIN_ITEMS,
        **dict(section.form_codes),
        **_control_items(rng, around),
    }
    return Recorded(crash, parties)


def _severity(deaths: int, injuries: int) -> Severity:
    if deaths:
        return Severity.A1
    return Severity.A2 if injuries else Severity.A3


def _type_code(rng: Random, code: str) -> str:
    share = parameters("mix")["noise"]["type_coded_other"]
    return CODED_OTHER if code in MAY_BE_CODED_OTHER and rng.random() < share else code


def _control_items(rng: Random, around: Surroundings) -> dict[str, str]:
    """Return road form and signal as an officer filed them; officers err and disagree."""
    noise = parameters("mix")["noise"]
    form = STRAIGHT_ROAD if around.node is None else ROAD_FORMS[around.node.shape]
    if around.node is not None and rng.random() < noise["road_form_wrong"]:
        form = rng.choice(("03", "04", "05"))
    kind = NO_SIGNAL
    if around.node is not None and around.node.control == Control.SIGNAL:
        wide = any(leg.road.section.name == "avenue" for leg in around.spot.legs)
        kind = SIGNAL_WITH_PEDESTRIAN if wide else SIGNAL
    elif around.node is not None and around.node.control == Control.FLASHING:
        kind = FLASHING
    if around.node is not None and rng.random() < noise["signal_wrong"]:
        kind = rng.choice((SIGNAL, SIGNAL_WITH_PEDESTRIAN, FLASHING, NO_SIGNAL))
    state = NO_SIGNAL if kind == NO_SIGNAL else "1"
    return {"road_form_code": form, "signal_kind_code": kind, "signal_state_code": state}


def _noisy(rng: Random, party: Party) -> Party:
    """Return a party as recorded: some items unknown, some filed under "other"."""
    noise = parameters("mix")["noise"]
    chances = [rng.random() for _ in range(6)]
    kind = party["kind_code"]
    if kind is None or kind[0] == "H":
        return party
    changed = dict(party)
    if chances[0] < noise["action_unknown"]:
        changed |= {"action_code": UNKNOWN_ACTION, "from_deg": None, "to_deg": None}
    elif chances[1] < noise["action_other"]:
        changed["action_code"] = OTHER_ACTION
    if chances[2] < noise["contact_unknown"]:
        changed["contact_first_code"] = UNKNOWN_CONTACT
    if chances[3] < noise["heading_missing"]:
        changed |= {"from_deg": None, "to_deg": None}
    if chances[4] < noise["cause_other"]:
        changed["cause_code"] = OTHER_CAUSE
    if chances[5] < noise["second_contact"] and vehicle_class(kind) == "rider":
        changed["contact_other_code"] = contact_codes(rng, [kind], [rng.choice((90, 270))])[0]
    return changed


def _someone_flees(rng: Random, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Let the party at fault drive away at times; some are never found."""
    noise = parameters("mix")["noise"]
    flees, never_found = rng.random(), rng.random()
    met_somebody = len(parties) > 1 and parties[1]["kind_code"] is not None
    unhurt = parties[0]["injury_code"] not in (DEAD, INJURED)
    if not met_somebody or not unhurt or flees >= noise["hit_and_run"]:
        return parties
    if never_found < noise["driver_never_found"]:
        return (fled_driver(), *parties[1:])
    return (parties[0] | {"hit_and_run": True}, *parties[1:])
