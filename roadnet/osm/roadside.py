"""What lies beside the lanes: cycle lanes, parking, shoulders, verges, sidewalks of one side."""

from roadnet.model import MOTOR_VEHICLES, Direction, Mode, StripType
from roadnet.osm.lane_draft import LaneDraft, Place
from roadnet.osm.street import Street
from roadnet.osm.tag_values import NO, YES, count, metres, of_side, speed_kmh

KERB_HEIGHT_M = 0.15
BIKE_VALUES = frozenset({"lane", "track", "exclusive", "opposite_lane", "opposite_track"})
TRACKS = frozenset({"track", "opposite_track"})
PARKING_VALUES = frozenset({"lane", "street_side", "on_kerb", "half_on_kerb", "shoulder", "yes"})
PARKING_OUTSIDE = frozenset({"street_side", "on_kerb"})
ORIENTATIONS = frozenset({"parallel", "diagonal", "perpendicular"})
SLOW_ROAD_KMH = 55.0  # no shoulder is assumed on a slower road
PED = frozenset({Mode.PED})


def roadside(street: Street, side: str) -> list[LaneDraft]:
    """Return the strips beside the lanes on one side (`left`, `right`), from the lanes outward."""
    bike = _bike(street, side)
    parking = _parking(street, side)
    separation = of_side(street.tags, "cycleway", side, ":separation:left") or ""
    parked_between = "parking_lane" in separation and bike[:1] and bike[0].place is Place.ROADSIDE
    beside = [*parking, *bike] if parked_between else [*bike, *parking]
    return [
        *_slow_lane(street, side),
        *beside,
        *_shoulder(street, side),
        *_verge(street, side),
        *_sidewalk(street, side),
    ]


def _with_traffic(street: Street, side: str) -> Direction:
    """Return the direction of traffic at the kerb of a side."""
    if street.is_one_way or side == street.kerb_side:
        return Direction.FORWARD
    return Direction.BACKWARD


def _slow_lane(street: Street, side: str) -> list[LaneDraft]:
    """Return the slow lane assumed on roads of some classes whose lanes are not tagged."""
    defaults = street.defaults
    tagged = any(count(street.tags.get(key)) for key in ("lanes", "lanes:forward"))
    is_far = street.is_one_way and side == street.far_side
    assumed = defaults.is_assumed_on("slow_lane_where_untagged", street.road_class)
    if tagged or is_far or not assumed or side not in street.free_sides or "width" in street.tags:
        return []
    width = defaults.width_m("slow_lane_width_m")
    allowed = frozenset({Mode.MOTO_SMALL, Mode.BIKE})
    direction = _with_traffic(street, side)
    return [LaneDraft(StripType.SLOW, direction, Place.ROADWAY, width, allowed=allowed)]


def _bike(street: Street, side: str) -> list[LaneDraft]:
    value = _bike_value(street, side)
    if value not in BIKE_VALUES:
        return []
    direction = _bike_direction(street, side, value)
    defaults, is_track = street.defaults, value in TRACKS
    item = "bike_track_width_m" if is_track else "bike_lane_width_m"
    item = "bike_two_way_width_m" if direction is Direction.BOTH else item
    return [
        LaneDraft(
            StripType.BIKE,
            direction,
            Place.ROADSIDE if is_track else Place.ROADWAY,
            defaults.width_m(item),
            stated_m=metres(of_side(street.tags, "cycleway", side, ":width")),
            allowed=frozenset({Mode.BIKE}),
        )
    ]


def _bike_value(street: Street, side: str) -> str | None:
    value = of_side(street.tags, "cycleway", side)
    if value is not None:
        return value
    plain = street.tags.get("cycleway", "")
    if plain.startswith("opposite"):
        return plain if side == street.far_side else None
    is_far = street.is_one_way and side == street.far_side
    return None if is_far else plain


def _bike_direction(street: Street, side: str, value: str) -> Direction:
    """Return the direction of a cycle lane: stated, or that of the traffic beside it."""
    stated = of_side(street.tags, "cycleway", side, ":oneway")
    both_ways = street.tags.get("oneway:bicycle") in NO
    with_traffic = _with_traffic(street, side)
    if stated in NO:
        return Direction.BOTH
    if stated == "-1":
        return Direction.BACKWARD if with_traffic is Direction.FORWARD else Direction.FORWARD
    if stated in YES or not street.is_one_way:
        return with_traffic
    if value == "opposite_lane":
        return Direction.BACKWARD
    if both_ways and side == street.far_side:
        return Direction.BOTH if value in TRACKS else Direction.BACKWARD
    return Direction.BACKWARD if value == "opposite_track" else Direction.FORWARD


def _parking(street: Street, side: str) -> list[LaneDraft]:
    """Return the parking of a side, after today's tags or the older `parking:lane`."""
    tags, widths = street.tags, street.defaults.values["parking_width_m"]
    place = of_side(tags, "parking", side)
    orientation = of_side(tags, "parking", side, ":orientation") or "parallel"
    stated = metres(of_side(tags, "parking", side, ":width"))
    if place is None:
        orientation = of_side(tags, "parking:lane", side) or "no"
        place = of_side(tags, "parking:lane", side, f":{orientation}") or "lane"
        place = {"on_street": "lane"}.get(place, place)
        stated = metres(of_side(tags, "parking:lane", side, ":width"))
    if place not in PARKING_VALUES or orientation not in ORIENTATIONS:
        return []
    return [
        LaneDraft(
            StripType.PARKING,
            _with_traffic(street, side),
            Place.ROADSIDE if place in PARKING_OUTSIDE else Place.ROADWAY,
            float(widths[orientation]),
            stated_m=stated,
            allowed=MOTOR_VEHICLES,
        )
    ]


def _is_on(street: Street, key: str, side: str) -> bool | None:
    """Return whether a thing is stated to be on a side; None where nothing is stated."""
    value = of_side(street.tags, key, side)
    if value is None:
        value = street.tags.get(key)
        value = "yes" if value in {side, "both"} else value
        value = "no" if value in {"left", "right"} else value
    if value is None:
        return None
    return value in YES


def _shoulder(street: Street, side: str) -> list[LaneDraft]:
    defaults, stated = street.defaults, _is_on(street, "shoulder", side)
    if stated is None:
        speed = speed_kmh(street.tags.get("maxspeed"))
        is_slow = speed is not None and speed < SLOW_ROAD_KMH
        told = any(key.startswith(("sidewalk", "parking")) for key in street.tags)
        told |= street.is_one_way and side == street.far_side
        assumed = defaults.is_assumed_on("shoulder_where_untagged", street.road_class)
        stated = assumed and not told and not is_slow and side in street.free_sides
    if not stated:
        return []
    width = metres(of_side(street.tags, "shoulder", side, ":width"))
    width = width or metres(street.tags.get("shoulder:width"))
    default = defaults.by_class("shoulder_width_m", street.road_class)
    return [LaneDraft(StripType.SHOULDER, Direction.NONE, Place.ROADSIDE, default, stated_m=width)]


def _verge(street: Street, side: str) -> list[LaneDraft]:
    defaults = street.defaults
    if _is_on(street, "verge", side):
        default, strip_type = defaults.width_m("verge_width_m"), StripType.VERGE
        stated = metres(of_side(street.tags, "verge", side, ":width"))
    elif _assumed_outside(street, side, "service_strip_where_untagged"):
        default, strip_type = defaults.width_m("service_strip_width_m"), StripType.SERVICE_STRIP
        stated = None
    else:
        return []
    return [
        LaneDraft(
            strip_type,
            Direction.NONE,
            Place.ROADSIDE,
            default,
            stated_m=stated,
            height_m=KERB_HEIGHT_M,
        )
    ]


def _sidewalk(street: Street, side: str) -> list[LaneDraft]:
    stated = _is_on(street, "sidewalk", side)
    if stated is None:
        stated = _assumed_outside(street, side, "sidewalk_where_untagged")
    if not stated:
        return []
    width = metres(of_side(street.tags, "sidewalk", side, ":width"))
    width = width or metres(street.tags.get("sidewalk:width"))
    return [
        LaneDraft(
            StripType.SIDEWALK,
            Direction.BOTH,
            Place.ROADSIDE,
            street.defaults.by_class("sidewalk_width_m", street.road_class),
            stated_m=width,
            allowed=PED,
            height_m=KERB_HEIGHT_M,
        )
    ]


def _assumed_outside(street: Street, side: str, item: str) -> bool:
    """Whether a strip outside the kerb is assumed: nothing stated and room for it."""
    told = any(key.startswith("sidewalk") for key in street.tags)
    assumed = street.defaults.is_assumed_on(item, street.road_class)
    return assumed and not told and side in street.free_sides
