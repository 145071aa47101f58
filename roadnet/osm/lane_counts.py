"""How many lanes run each way."""

from dataclasses import dataclass

from roadnet.osm.elements import Tags
from roadnet.osm.street import Street
from roadnet.osm.tag_values import YES, by_lane, count, metres, of_side

COUNTING_LISTS = ("turn", "width", "change")
CONTRAFLOW = "opposite_lane"


@dataclass(frozen=True, slots=True)
class LaneCounts:
    """Lanes of each direction; `both` counts lanes in the middle, or one strip for all."""

    forward: int
    both: int
    backward: int


def lane_counts(street: Street) -> LaneCounts:
    """Return how many lanes the tags or, without them, the defaults give each direction."""
    forward = count(street.tags.get("lanes:forward")) or _listed(street, "forward")
    backward = count(street.tags.get("lanes:backward")) or _listed(street, "backward")
    if street.is_one_way:
        return _one_way(street, forward, backward)
    both, total = _middle(street.tags, count(street.tags.get("lanes")))
    if forward is None and backward is None:
        if total == 1 or (total is None and _shares_one_strip(street)):
            return LaneCounts(0, 1, 0)
        if total is None:
            own, other = bus_lanes(street, "forward"), bus_lanes(street, "backward")
            return LaneCounts(1 + own, both, 1 + other)
        rest = max(total - both, 2)
        less, more = rest // 2, rest - rest // 2
        odd_lane_is_bus = bus_lanes(street, "backward") > bus_lanes(street, "forward")
        return LaneCounts(less, both, more) if odd_lane_is_bus else LaneCounts(more, both, less)
    rest = (total or 2) - both
    if forward is None:
        return LaneCounts(max(rest - (backward or 0), 1), both, backward or 0)
    return LaneCounts(forward, both, max(rest - forward, 1) if backward is None else backward)


def bus_lanes(street: Street, way: str) -> int:
    """Return 1 where `busway` states a bus lane at the kerb of a direction, else 0."""
    side = street.kerb_side if way == "forward" else street.far_side
    value = of_side(street.tags, "busway", side) or street.tags.get("busway")
    return int(value == "lane" or (value == CONTRAFLOW and way == "backward"))


def _one_way(street: Street, forward: int | None, backward: int | None) -> LaneCounts:
    contraflow = backward or bus_lanes(street, "backward") * _is_contraflow(street.tags)
    total = count(street.tags.get("lanes"))
    if forward is None and total is None:
        default = int(street.defaults.by_class("lanes_one_way", street.road_class))
        forward = default + bus_lanes(street, "forward")
    return LaneCounts(forward or max((total or 1) - contraflow, 1), 0, contraflow)


def _is_contraflow(tags: Tags) -> bool:
    return CONTRAFLOW in {tags.get("busway"), tags.get("busway:left"), tags.get("busway:right")}


def _middle(tags: Tags, total: int | None) -> tuple[int, int | None]:
    """Return the lanes in the middle that both directions use, and the lanes in all.

    More than one such lane is a mistake in the tags and counts as none.
    """
    both = count(tags.get("lanes:both_ways")) or 0
    if both == 1:
        return both, total
    if tags.get("centre_turn_lane") in YES:
        is_counted = total is not None and total % 2 == 1
        return 1, total if total is None or is_counted else total + 1
    return 0, total


def _listed(street: Street, way: str) -> int | None:
    """Return how many lanes the lists name for a direction, where no count is tagged."""
    if street.is_one_way and way == "forward" and street.tags.get("lanes"):
        return None
    lists = (by_lane(street.directed(f"{key}:lanes", way)) for key in COUNTING_LISTS)
    return max(map(len, lists)) or None


def _shares_one_strip(street: Street) -> bool:
    """Whether both directions of a street without tagged lanes share one strip."""
    tags, defaults = street.tags, street.defaults
    if tags.get("lane_markings") == "yes":
        return False
    width = metres(tags.get("width"))
    if width is None:
        return street.is_access or defaults.is_assumed_on(
            "one_strip_where_untagged", street.road_class
        )
    parallel = float(defaults.values["parking_width_m"]["parallel"])
    parked = sum(of_side(tags, "parking", side) == "lane" for side in ("left", "right"))
    return width - parked * parallel < defaults.width_m("one_strip_below_m")
