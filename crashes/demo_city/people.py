"""Who was in a crash: kind, sex, age, protection, injury of each party."""

from collections.abc import Sequence
from itertools import product
from random import Random
from typing import Any

from crashes.demo_city.chance import choose
from crashes.demo_city.parameters import parameters

CAR_CONTACTS = {
    0: "01",
    45: "05",
    90: "02",
    135: "06",
    180: "03",
    225: "07",
    270: "04",
    315: "08",
}
RIDER_CONTACTS = {0: "11", 90: "12", 180: "13", 270: "14"}
NO_CONTACT, UNKNOWN_CONTACT, NOT_A_VEHICLE = "17", "15", "16"
DEAD, INJURED, UNHURT, INJURY_UNKNOWN = "1", "2", "3", "4"
PASSENGER = "H02"
SEX_OBJECT, SEX_FLED = "3", "4"
DEATH_FACTOR_UNPROTECTED, DEATH_FACTOR_NIGHT = 3.0, 2.0

Party = dict[str, Any]


def vehicle_class(kind_code: str) -> str:
    """Return car, rider or person for a kind of party.

    Examples
    --------
    >>> [vehicle_class(code) for code in ("B03", "C03", "F01", "H01")]
    ['car', 'rider', 'rider', 'person']
    """
    return {"C": "rider", "F": "rider", "H": "person"}.get(kind_code[0], "car")


def contact_codes(
    rng: Random, kind_codes: Sequence[str], bearings_deg: Sequence[float | None]
) -> list[str]:
    """Return the contact parts of parties that touched each other.

    Cars have eight parts, riders four: a rider's corner becomes one of the sides beside it, and of
    the possible choices one is taken that keeps the angle between the bodies best.

    Parameters
    ----------
    rng
        Source of chance.
    kind_codes
        Kinds of the parties, two at most.
    bearings_deg
        Bearing of the touched part on each body; None: nothing was touched.
    """
    options = [
        _parts(kind, bearing) for kind, bearing in zip(kind_codes, bearings_deg, strict=True)
    ]
    choices = [list(choice) for choice in product(*options)]
    if len(options) > 1:
        turned = [abs(choice[0][1] - choice[1][1]) for choice in choices]
        choices = [c for c, off in zip(choices, turned, strict=True) if off == min(turned)]
    return [code for code, _ in rng.choice(choices)]


def _parts(kind_code: str, bearing_deg: float | None) -> list[tuple[str, int]]:
    """Return the parts that a bearing may be filed under, each with its error in degrees."""
    kind = vehicle_class(kind_code)
    if kind == "person":
        return [(NOT_A_VEHICLE, 0)]
    if bearing_deg is None:
        return [(NO_CONTACT, 0)]
    bearing = round(bearing_deg) % 360
    if kind == "car":
        return [(CAR_CONTACTS[bearing], 0)]
    sides = (-45, 45) if bearing % 90 else (0,)
    return [(RIDER_CONTACTS[(bearing + side) % 360], side) for side in sides]


def empty_party() -> Party:
    """Return a party of which nothing is known."""
    return dict.fromkeys(
        (
            "kind_code",
            "sex_code",
            "age",
            "protection_code",
            "phone_code",
            "action_code",
            "contact_first_code",
            "contact_other_code",
            "cause_code",
            "hit_and_run",
            "injury_code",
            "from_deg",
            "to_deg",
        )
    )


def draw_person(rng: Random, kind_code: str) -> Party:
    """Return a party of a kind with its sex, age, protection and phone."""
    noise = parameters("mix")["noise"]
    age = None if rng.random() < noise["age_unknown"] else _age(rng, kind_code)
    return empty_party() | {
        "kind_code": kind_code,
        "sex_code": "1" if rng.random() < (0.5 if kind_code[0] == "H" else 0.6) else "2",
        "age": age,
        "protection_code": _protection(rng, kind_code),
        "phone_code": "5" if kind_code[0] == "H" else choose(rng, {"1": 88, "4": 12}),
        "hit_and_run": False,
        "injury_code": UNHURT,
    }


def draw_passenger(rng: Random, driver: Party) -> Party:
    """Return a passenger of a driver; the record does not say of whose vehicle."""
    return draw_person(rng, PASSENGER) | {
        "protection_code": driver["protection_code"],
        "action_code": "20",
        "contact_first_code": NOT_A_VEHICLE,
        "cause_code": "67",
        "carried_by": driver["kind_code"],
    }


def thing(cause_code: str) -> Party:
    """Return an animal or a fixed object as the police file one: a party without a kind."""
    return empty_party() | {
        "sex_code": SEX_OBJECT,
        "age": 0,
        "cause_code": cause_code,
        "hit_and_run": False,
    }


def fled_driver() -> Party:
    """Return a driver who fled and was never found."""
    return empty_party() | {
        "sex_code": SEX_FLED,
        "cause_code": "119",
        "hit_and_run": True,
        "injury_code": INJURY_UNKNOWN,
    }


def draw_injury(rng: Random, party: Party, *, factor: float, dark: bool) -> str:
    """Return the injury code of a person, by what carried it."""
    mix = parameters("mix")
    carrier = (party.get("carried_by") or party["kind_code"])[0]
    if rng.random() >= min(mix["injury"].get(carrier, 0.0) * factor, 0.97):
        return UNHURT
    deadly = mix["death_given_injury"]
    deadly *= DEATH_FACTOR_UNPROTECTED if carrier in "FH" else 1.0
    deadly *= DEATH_FACTOR_NIGHT if dark else 1.0
    return DEAD if rng.random() < deadly else INJURED


def _age(rng: Random, kind_code: str) -> int:
    if kind_code == "H01":
        spans = {(6, 15): 12, (16, 39): 18, (40, 64): 26, (65, 88): 44}
    elif kind_code == PASSENGER:
        spans = {(2, 14): 30, (15, 30): 40, (31, 80): 30}
    elif kind_code[0] == "C":
        spans = {(18, 26): 40, (27, 45): 28, (46, 64): 20, (65, 82): 12}
    elif kind_code[0] == "F":
        spans = {(9, 17): 35, (18, 40): 20, (41, 64): 15, (65, 85): 30}
    else:
        spans = {(20, 30): 20, (31, 45): 36, (46, 64): 32, (65, 80): 12}
    return rng.randint(*choose(rng, spans))


def _protection(rng: Random, kind_code: str) -> str:
    if kind_code[0] == "C":
        return choose(rng, {"5": 56, "6": 37, "2": 2, "3": 5})
    if kind_code[0] in "FH":
        return "4"
    return choose(rng, {"7": 91, "3": 7, "2": 2})
