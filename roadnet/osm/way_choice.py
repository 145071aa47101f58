"""Which ways become roads, and of which class."""

from roadnet.model import NOT_DRIVABLE, RoadClass
from roadnet.osm.elements import OsmWay, Tags
from roadnet.osm.tag_values import NO, YES

SPELLED_DIFFERENTLY = {
    "road": RoadClass.OTHER,
    "bridleway": RoadClass.PATH,
    "bus_guideway": RoadClass.BUSWAY,
    "crossing": RoadClass.FOOTWAY,
}
NO_CLASS = frozenset({RoadClass.OTHER})
ACCESS_SERVICES = frozenset(
    {"driveway", "parking_aisle", "drive-through", "emergency_access", "parking"}
)
CROSSINGS = frozenset({"crossing", "traffic_island", "link"})
NOT_ON_THE_STREET = frozenset({"corridor", "elevator", "platform"})
MAX_LAYER = 10


def road_class_of(tags: Tags) -> RoadClass | None:
    """Return the class of a way, or None for what is no road or not built yet.

    Examples
    --------
    >>> road_class_of({"highway": "bridleway"}).value, road_class_of({"highway": "proposed"})
    ('path', None)
    """
    value = tags.get("highway", "")
    if value == "construction":
        value = tags.get("construction", "")
    if value in SPELLED_DIFFERENTLY:
        return SPELLED_DIFFERENTLY[value]
    try:
        found = RoadClass(value)
    except ValueError:
        return None
    return None if found in NO_CLASS else found


def is_road(way: OsmWay) -> bool:
    """Whether a way becomes a road of the map: a line, built, on the street."""
    tags = way.tags
    if "highway" not in tags or len(way.node_ids) < 2:  # noqa: PLR2004
        return False
    if tags.get("area") in YES or tags.get("highway") in NOT_ON_THE_STREET:
        return False
    if tags.get("indoor") in YES or "proposed" in tags.get("highway", ""):
        return False
    return road_class_of(tags) is not None and not is_crossing(tags)


def is_crossing(tags: Tags) -> bool:
    """Whether a way is the crossing of a street by pedestrians or cyclists."""
    kinds = {tags.get("footway"), tags.get("cycleway"), tags.get("path")}
    is_way = tags.get("highway") in {"footway", "cycleway", "path"}
    return is_way and bool(kinds & {"crossing", "traffic_island"})


def is_access(tags: Tags) -> bool:
    """Whether a way opens into a street without making a junction."""
    return tags.get("highway") == "service" and tags.get("service") in ACCESS_SERVICES


def is_one_way(tags: Tags, road_class: RoadClass) -> bool:
    """Whether vehicles go only along the way (after it is turned round where needed)."""
    value = tags.get("oneway")
    if value is None:
        implied = tags.get("junction") in {"roundabout", "circular"}
        return implied or road_class is RoadClass.MOTORWAY
    return value in YES


def runs_backward(tags: Tags) -> bool:
    """Whether a way is one-way against its direction."""
    return tags.get("oneway") in {"-1", "reverse"}


def is_drivable(road_class: RoadClass) -> bool:
    """Whether motor vehicles use roads of the class."""
    return road_class not in NOT_DRIVABLE


def layer_of(tags: Tags) -> int:
    """Return the vertical order of a way: its `layer`, else 1 on a bridge, -1 in a tunnel.

    Examples
    --------
    >>> layer_of({"layer": "-2"}), layer_of({"bridge": "yes"}), layer_of({"tunnel": "no"})
    (-2, 1, 0)
    """
    try:
        layer = int(float(tags["layer"].split(";")[0]))
    except (KeyError, ValueError):
        if tags.get("bridge", "no") not in NO:
            return 1
        return -1 if tags.get("tunnel", "no") not in NO | {"building_passage"} else 0
    return max(-MAX_LAYER, min(MAX_LAYER, layer))
