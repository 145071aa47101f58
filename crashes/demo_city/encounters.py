"""One crash as it happened: who came from where, what touched what, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from crashes.demo_city.chance import choose, one_of
from crashes.demo_city.daylight import is_dark
from crashes.demo_city.parameters import parameters
from crashes.demo_city.paths import LATERAL, Way, beside_leg, meeting_point, ways
from crashes.demo_city.people import (
    Party,
    contact_codes,
    draw_injury,
    draw_passenger,
    draw_person,
    thing,
    vehicle_class,
)
from crashes.demo_city.planned import PlannedCrash
from crashes.demo_city.spots import Surroundings, in_lane, nearest_entry
from roadnet.model import Control

MINOR_ROAD_CAUSES = {"72", "73"}  # the party at fault came from the smaller road
FLASHING_CAUSE = "84"
OTHER_RIGHT_OF_WAY = "80"
ANIMAL_CAUSE, NO_CAUSE_OF_THING = "66", "67"
TURN_ACTIONS = {"left": "05", "right": "06", "through": "09"}
AT_THE_KERB = 0.95
CROSSWALK_BEYOND_MOUTH_M = -2.0
QUEUE_SHAPE, QUEUE_SCALE_M, QUEUE_LONGEST_M = 1.6, 4.5, 20.0
LANE_NEAREST_M, LANE_FARTHEST_M = 3.0, 24.0

Pattern = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Encounter:
    """What happened; the record adds noise to it."""

    when: datetime
    pattern: str
    crash_type_code: str
    diagram_type: str
    way: Way
    x_m: float
    y_m: float
    position_code: str
    parties: tuple[Party, ...]


def patterns() -> dict[str, Pattern]:
    """Return the patterns of `patterns.yaml` by name."""
    return parameters("patterns")


def possible_ways(
    around: Surroundings, name: str, approach: str | None = None
) -> list[tuple[str, Way]]:
    """Return every turn of the first party and choice of legs by which a pattern can happen."""
    parties = patterns()[name]["parties"]
    turns = parties[0]["turn"]
    found = [
        (turn, way)
        for turn in (turns if isinstance(turns, list) else [turns])
        for way in ways(around.spot, parties, turn)
    ]
    if approach is None:
        return found
    entry = nearest_entry(around.spot, approach)
    return [(turn, way) for turn, way in found if way.entry_1 == entry]


def draw_encounter(
    rng: Random, planned: PlannedCrash, name: str, around: Surroundings, when: datetime
) -> Encounter:
    """Return how a crash of the pattern `name` happened in its surroundings."""
    pattern = patterns()[name]
    possible = possible_ways(around, name, planned.approach)
    lanes = [len(around.spot.legs[way.entry_1].road.section.lanes_m) for _, way in possible]
    turn, way = rng.choices(possible, lanes)[0]
    parties = _parties(rng, pattern, around, way, turn)
    x_m, y_m = _where(rng, pattern, around, way, (turn, parties))
    _add_others(rng, pattern, parties)
    dark = is_dark(when)
    for party in parties:
        if party["kind_code"] and party["action_code"] != "13":
            factor = pattern.get("injury", 1.0)
            party["injury_code"] = draw_injury(rng, party, factor=factor, dark=dark)
    return Encounter(
        when=when,
        pattern=name,
        crash_type_code=one_of(rng, pattern["crash_type"]),
        diagram_type=pattern["diagram"],
        way=way,
        x_m=x_m,
        y_m=y_m,
        position_code=_position_code(rng, pattern, around, parties),
        parties=tuple(parties),
    )


def _parties(
    rng: Random, pattern: Pattern, around: Surroundings, way: Way, turn: str
) -> list[Party]:
    """Draw the parties that met, with actions, contact parts, causes and directions."""
    kinds = parameters("mix")["kinds"]
    drawn = []
    for described in pattern["parties"]:
        party = draw_person(rng, choose(rng, kinds[described["kinds"]]))
        action = one_of(rng, described["action"])
        party["action_code"] = TURN_ACTIONS[turn] if action == "turn" else action
        party["cause_code"] = _cause(rng, described["causes"], around, way)
        drawn.append(party)
    bearings = rng.choice(pattern["contacts"])[: len(drawn)]
    touched = contact_codes(rng, [party["kind_code"] for party in drawn], bearings)
    for party, code in zip(drawn, touched, strict=True):
        party["contact_first_code"] = code
    _set_directions(rng, pattern, around, way, (turn, drawn))
    return drawn


def _cause(rng: Random, causes: Mapping[str, Any], around: Surroundings, way: Way) -> str:
    weights = dict(causes.get("any") or causes["signal" if around.signalled else "other"])
    if way.entry_2 is not None:
        own, other = (
            around.spot.legs[entry].road.section.half_width_m
            for entry in (way.entry_1, way.entry_2)
        )
        if own >= other:
            weights = {code: w for code, w in weights.items() if code not in MINOR_ROAD_CAUSES}
    if around.node is None or around.node.control != Control.FLASHING:
        weights.pop(FLASHING_CAUSE, None)
    return choose(rng, weights) if weights else OTHER_RIGHT_OF_WAY


def _set_directions(
    rng: Random, pattern: Pattern, around: Surroundings, way: Way, first: tuple[str, list[Party]]
) -> None:
    """Write the compass sides that each party came from and left to."""
    turn, parties = first
    legs = around.spot.legs
    come, leave = legs[way.entry_1].bearing_deg, legs[way.exit_1 or 0].bearing_deg
    if turn == "reverse":
        come, leave = leave, come
    parties[0]["from_deg"] = come
    parties[0]["to_deg"] = None if turn == "stay" else leave
    if len(parties) == 1:
        return
    other = pattern["parties"][1]
    if other["from"] == "crosswalk":
        heading = leave if pattern["where"] == "exit_crosswalk" else come + 180
        from_right = choose(rng, pattern["crosses"]) == "near"
        side = heading + 90 if from_right else heading - 90
        parties[1]["from_deg"] = round(side % 360, 1)
        parties[1]["to_deg"] = round((side + 180) % 360, 1)
        return
    assert way.entry_2 is not None
    assert way.exit_2 is not None
    parties[1]["from_deg"] = legs[way.entry_2].bearing_deg
    parties[1]["to_deg"] = None if other["turn"] == "stay" else legs[way.exit_2].bearing_deg


def _where(
    rng: Random, pattern: Pattern, around: Surroundings, way: Way, first: tuple[str, list[Party]]
) -> tuple[float, float]:
    """Return the impact point."""
    turn, parties = first
    lateral = _lateral(turn, parties[0])
    assert way.exit_1 is not None
    match pattern["where"]:
        case "conflict":
            other = pattern["parties"][1]["turn"]
            lateral_2 = _lateral(other, parties[1])
            return meeting_point(around.spot, way, (lateral, lateral_2), (lateral, lateral_2))
        case "stop_line":
            back = min(rng.gammavariate(QUEUE_SHAPE, QUEUE_SCALE_M), QUEUE_LONGEST_M)
            return in_lane(around.spot, way.entry_1, back, lateral)
        case "entry" | "near_crosswalk":
            across = rng.uniform(0.2, 0.9)
            return in_lane(around.spot, way.entry_1, CROSSWALK_BEYOND_MOUTH_M, across)
        case "exit_crosswalk":
            return _on_exit(around, way.exit_1, CROSSWALK_BEYOND_MOUTH_M, rng.uniform(0.15, 0.9))
        case "exit":
            return _on_exit(around, way.exit_1, -rng.uniform(0, 12), lateral)
    back = rng.uniform(LANE_NEAREST_M, LANE_FARTHEST_M) if around.node else 0.0
    return in_lane(around.spot, way.entry_1, back, lateral)


def _on_exit(
    around: Surroundings, leg: int, beyond_m: float, lateral: float
) -> tuple[float, float]:
    """Return a point of an exit leg, beyond its mouth."""
    chosen = around.spot.legs[leg]
    return beside_leg(around.spot, chosen, chosen.mouth_m + beyond_m, lateral, inbound=False)


def _lateral(turn: str, party: Party) -> float:
    kind = vehicle_class(party["kind_code"])
    if turn == "stay":
        return AT_THE_KERB
    return LATERAL[turn if turn in ("left", "right") else "through", kind]


def _position_code(
    rng: Random, pattern: Pattern, around: Surroundings, parties: list[Party]
) -> str:
    """Return the code of item 9, where on the street it was."""
    if "crosswalk" in pattern["where"]:
        return choose(rng, {"18": 8, "19": 2})
    if around.node is not None:
        if pattern["where"] in ("stop_line", "lane"):
            rider = vehicle_class(parties[0]["kind_code"]) == "rider"
            return choose(rng, {"02": 8, "04": 2} if rider else {"02": 1})
        return "01"
    assert around.road is not None
    if around.road.section.name == "street":
        return choose(rng, {"09": 9, "13": 1})
    return choose(rng, {"07": 5, "08": 3, "12": 1, "13": 1})


def _add_others(rng: Random, pattern: Pattern, parties: list[Party]) -> None:
    """Add the object that was hit, further vehicles of a queue, and passengers."""
    mix = parameters("mix")
    if pattern.get("object"):
        is_animal = pattern["diagram"] == "ANIMAL"
        parties.append(thing(ANIMAL_CAUSE if is_animal else NO_CAUSE_OF_THING))
    while rng.random() < pattern.get("chain", 0.0):
        ahead = draw_person(rng, choose(rng, mix["kinds"]["motor"]))
        ahead |= {key: parties[1][key] for key in ("from_deg", "to_deg")}
        ahead["action_code"], ahead["cause_code"] = "14", "44"
        ahead["contact_first_code"] = contact_codes(rng, [ahead["kind_code"]], [180])[0]
        parties.append(ahead)
    if rng.random() < mix["passenger"]:
        drivers = [p for p in parties if p["kind_code"] and p["kind_code"][0] in "ABC"]
        if drivers:
            parties.append(draw_passenger(rng, rng.choice(drivers)))
