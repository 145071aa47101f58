"""How the police write where it was: crossing or house number, with the slips they make."""

from dataclasses import dataclass
from random import Random
from typing import Any

from crashes.demo_city.chance import choose
from crashes.demo_city.encounters import Encounter
from crashes.demo_city.parameters import parameters
from crashes.demo_city.skeleton import Road
from crashes.demo_city.spots import Surroundings, node_stations
from crashes.model import PlaceKind
from crashes.places import CROSS, junction_name

CORNER_HOUSES_M = (-18.0, 18.0)  # along the road from a junction
METRES_PER_HOUSE = 6.0  # between two house numbers on one side
CITY = "示範市"  # as counties are written: three characters
ENDINGS = {"": 80, "口": 8, "附近": 12}
SECTION_DIGITS = {"1段": ("1段", "一段", "１段"), "2段": ("2段", "二段", "２段")}


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """A place text and what it means (PLACE_COLUMNS)."""

    text: str
    columns: dict[str, Any]


def write_place(rng: Random, around: Surroundings, encounter: Encounter) -> WrittenPlace:
    """Return the place of a crash as its record tells it."""
    noise = parameters("mix")["noise"]
    district = _district(around)
    village = rng.choice(district["villages"]) if rng.random() < noise["village_named"] else ""
    before = f"{CITY}{district['name']}{village}"
    columns: dict[str, Any] = {
        "county": CITY,
        "district": district["name"],
        "place_kind": PlaceKind.CROSSING.value,
        "road_1": None,
        "road_2": None,
        "house_number": None,
        "kilometre": None,
        "junction_name": None,
    }
    own = around.spot.legs[encounter.way.entry_1].road
    if around.node is None or rng.random() < noise["address_at_junction"]:
        number = _house_number(rng, around, own)
        columns |= {
            "place_kind": PlaceKind.ADDRESS.value,
            "road_1": own.name,
            "house_number": str(number),
        }
        return WrittenPlace(f"{before}{_spelled(rng, own.name)}{number}號前", columns)
    other = _other_road(around, encounter, own)
    name = junction_name([own.name, other.name])
    road_1, road_2 = name.split(CROSS)
    columns |= {"road_1": road_1, "road_2": road_2, "junction_name": name}
    first, second = (other, own) if rng.random() < noise["other_road_first"] else (own, other)
    ending = choose(rng, ENDINGS)
    sides = [f"{before}{_spelled(rng, road.name)}{ending}" for road in (first, second)]
    return WrittenPlace(" / ".join(sides), columns)


def _other_road(around: Surroundings, encounter: Encounter, own: Road) -> Road:
    """Return the second road of a crossing: that of party 2, else the widest other one."""
    if encounter.way.entry_2 is not None:
        second = around.spot.legs[encounter.way.entry_2].road
        if second is not own:
            return second
    others = [leg.road for leg in around.spot.legs if leg.road is not own]
    return max(others, key=lambda road: (road.section.half_width_m, road.name))


def _district(around: Surroundings) -> dict[str, Any]:
    found = parameters("skeleton")
    y_m = around.spot.y_m - found["origin"]["y_m"]
    district: dict[str, Any] = next(
        one for one in found["districts"] if y_m >= one["south_limit_y_m"]
    )
    return district


def _house_number(rng: Random, around: Surroundings, road: Road) -> int:
    """Return a number that grows with the station; the two sides of a road have odd and even."""
    station_m = around.station_m
    if around.node is not None:
        station_m = node_stations(road)[around.node.node_id] + rng.uniform(*CORNER_HOUSES_M)
    return 2 * int(max(station_m, 0.0) / METRES_PER_HOUSE) + rng.choice((1, 2))


def _spelled(rng: Random, name: str) -> str:
    """Return a road name with its section number in one of the usual spellings."""
    for section, spellings in SECTION_DIGITS.items():
        if name.endswith(section):
            return name.removesuffix(section) + rng.choice(spellings)
    return name
