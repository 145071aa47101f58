"""Lanes between the kerbs: from the tags of a way to lanes from left to right."""

from dataclasses import replace

from roadnet.model import (
    MOTOR_VEHICLES,
    Direction,
    DrivingSide,
    LaneChange,
    Mode,
    RoadClass,
    StripType,
    Turn,
)
from roadnet.osm.elements import Tags
from roadnet.osm.lane_counts import bus_lanes, lane_counts
from roadnet.osm.lane_draft import LaneDraft, Place
from roadnet.osm.lane_lists import strip_type_of, values_by_lane
from roadnet.osm.street import Street
from roadnet.osm.tag_values import NO, count, metres, of_side, speed_kmh

FREEWAYS = frozenset({RoadClass.MOTORWAY, RoadClass.MOTORWAY_LINK})
TURNS = {
    "left": Turn.LEFT,
    "sharp_left": Turn.SHARP_LEFT,
    "slight_left": Turn.SLIGHT_LEFT,
    "through": Turn.THROUGH,
    "right": Turn.RIGHT,
    "sharp_right": Turn.SHARP_RIGHT,
    "slight_right": Turn.SLIGHT_RIGHT,
    "reverse": Turn.U_TURN,
    "merge_to_left": Turn.MERGE_LEFT,
    "merge_to_right": Turn.MERGE_RIGHT,
}
CHANGES = {
    "yes": LaneChange.BOTH,
    "no": LaneChange.NEITHER,
    "not_left": LaneChange.TO_RIGHT,
    "only_right": LaneChange.TO_RIGHT,
    "not_right": LaneChange.TO_LEFT,
    "only_left": LaneChange.TO_LEFT,
}
MODES_BY_KEY = {  # a tag that bars a kind of vehicle from the whole road
    "moped": frozenset({Mode.MOTO_SMALL}),
    "motorcycle": frozenset({Mode.MOTO_SMALL, Mode.MOTO_LARGE}),
    "hgv": frozenset({Mode.TRUCK}),
    "bicycle": frozenset({Mode.BIKE}),
    "motorcar": frozenset({Mode.CAR}),
}
MODES_BY_TYPE = {
    StripType.BUS: frozenset({Mode.BUS}),
    StripType.BIKE: frozenset({Mode.BIKE}),
    StripType.MOTO: frozenset({Mode.MOTO_SMALL, Mode.MOTO_LARGE}),
}
WIDTH_BY_TYPE = {
    StripType.BUS: "bus_lane_width_m",
    StripType.BIKE: "bike_lane_width_m",
    StripType.MOTO: "moto_lane_width_m",
}


def travel_lanes(street: Street) -> list[LaneDraft]:
    """Return the lanes of a way from left to right, seen along the way."""
    counts = lane_counts(street)
    if counts.forward == counts.backward == 0:
        return [_one_strip(street)]
    forward = _direction(street, "forward", counts.forward, counts.backward)
    backward = _direction(street, "backward", counts.backward, counts.forward)[::-1]
    middle = [
        replace(_lane(street, Direction.BOTH), turns=(Turn.LEFT,)) for _ in range(counts.both)
    ]
    if street.driving_side is DrivingSide.RIGHT:
        return [*backward, *middle, *forward]
    return [*forward, *middle, *backward]


def modes_of(tags: Tags, road_class: RoadClass) -> frozenset[Mode]:
    """Return what may use the lanes of a road."""
    allowed = MOTOR_VEHICLES | {Mode.BIKE}
    if road_class in FREEWAYS:
        allowed -= {Mode.MOTO_SMALL, Mode.BIKE}
    for key, modes in MODES_BY_KEY.items():
        if tags.get(key) in NO | {"use_sidepath"}:
            allowed -= modes
    return allowed


def _one_strip(street: Street) -> LaneDraft:
    """Return the one strip that both directions share."""
    draft = _lane(street, Direction.BOTH)
    if street.is_access:
        return replace(draft, default_m=street.defaults.width_m("access_width_m"))
    if count(street.tags.get("lanes")) == 1:
        return draft
    width = street.defaults.by_class("one_strip_width_m", street.road_class)
    return replace(draft, default_m=width)


def _direction(street: Street, way: str, lanes: int, others: int) -> list[LaneDraft]:
    """Return the lanes of one direction, left to right as its drivers see them."""
    if lanes == 0:
        return []
    direction = Direction.FORWARD if way == "forward" else Direction.BACKWARD
    told = values_by_lane(street, way, lanes, others)
    drafts = [_listed_lane(street, direction, values) for values in told]
    outer = -1 if street.driving_side is DrivingSide.RIGHT else 0
    if drafts[outer].strip_type is StripType.DRIVE:
        width = street.defaults.outer_lane_width_m(street.road_class)
        drafts[outer] = replace(drafts[outer], default_m=width)
    return _with_busway(street, way, drafts)


def _listed_lane(street: Street, direction: Direction, values: dict[str, str]) -> LaneDraft:
    """Return a lane with what the lists by lane say of it."""
    return replace(
        _lane(street, direction, strip_type_of(values)),
        stated_m=metres(values.get("width")),
        turns=tuple(TURNS[word] for word in values.get("turn", "").split(";") if word in TURNS),
        speed_limit_kmh=speed_kmh(values.get("maxspeed")),
        change=CHANGES.get(values.get("change", ""), LaneChange.UNKNOWN),
    )


def _with_busway(street: Street, way: str, drafts: list[LaneDraft]) -> list[LaneDraft]:
    """Make the lane at the kerb a bus lane where `busway` or a count of bus lanes says so."""
    if any(draft.strip_type is StripType.BUS for draft in drafts):
        return drafts
    index = _bus_index(street, way)
    if index is not None:
        lane = _lane(street, drafts[index].direction, StripType.BUS)
        drafts[index] = replace(lane, stated_m=drafts[index].stated_m)
    return drafts


def _bus_index(street: Street, way: str) -> int | None:
    """Return where the bus lane of a direction lies, as its drivers see it; None without one."""
    outer, inner = (-1, 0) if street.driving_side is DrivingSide.RIGHT else (0, -1)
    counted = any(count(street.directed(f"lanes:{key}", way)) for key in ("bus", "psv"))
    if bus_lanes(street, way) or counted:
        return outer
    if street.is_one_way and of_side(street.tags, "busway", street.far_side) == "lane":
        return inner
    return None


def _lane(
    street: Street, direction: Direction, strip_type: StripType = StripType.DRIVE
) -> LaneDraft:
    """Return a lane with the default width of its type."""
    if strip_type in WIDTH_BY_TYPE:
        width = street.defaults.width_m(WIDTH_BY_TYPE[strip_type])
    else:
        width = street.defaults.by_class("lane_width_m", street.road_class)
    allowed = MODES_BY_TYPE.get(strip_type) or modes_of(street.tags, street.road_class)
    return LaneDraft(strip_type, direction, Place.LANE, width, allowed=allowed)
