"""Lists by lane (`turn:lanes`, `bus:lanes` …): what each lane of one direction is told."""

from roadnet.model import DrivingSide, StripType
from roadnet.osm.street import Street
from roadnet.osm.tag_values import by_lane

KEYS = (
    "turn",
    "width",
    "change",
    "maxspeed",
    "bus",
    "psv",
    "bicycle",
    "cycleway",
    "motorcycle",
    "access",
    "vehicle",
    "motor_vehicle",
)
WITH_CYCLE_LANES = ("bicycle", "cycleway", "vehicle", "motor_vehicle", "access")
CLOSED_KEYS = ("access", "vehicle", "motor_vehicle")
CLOSED = frozenset({"no", "none"})
CYCLE_LANES = frozenset({"lane", "track", "exclusive", "advisory"})
DESIGNATED = "designated"


def values_by_lane(street: Street, way: str, lanes: int, others: int) -> list[dict[str, str]]:
    """Return what each lane of a direction is told, left to right as its drivers see them.

    Parameters
    ----------
    street
        The way.
    way
        `forward` or `backward`.
    lanes, others
        Lanes counted in this direction and in the other one.

    Returns
    -------
    values
        One entry for each lane; more than `lanes` where the lists name cycle lanes, which the
        count leaves out. A list whose length fits neither is left out.
    """
    lists = {key: _list(street, key, way, lanes, others) for key in KEYS}
    lists = {key: values for key, values in lists.items() if values}
    with_bikes = [
        values
        for key, values in lists.items()
        if key in WITH_CYCLE_LANES and len(values) == lanes + _cycle_lanes(lists, len(values))
    ]
    entries = max([lanes, *map(len, with_bikes)])
    fitting = {key: values for key, values in lists.items() if len(values) == entries}
    return [{key: values[index] for key, values in fitting.items()} for index in range(entries)]


def strip_type_of(values: dict[str, str]) -> StripType:
    """Return what a lane is for, from what it is told.

    Examples
    --------
    >>> strip_type_of({"psv": "designated"}).value, strip_type_of({"turn": "left"}).value
    ('bus', 'drive')
    """
    is_closed = any(values.get(key) in CLOSED for key in CLOSED_KEYS)
    if values.get("cycleway") in CYCLE_LANES or (is_closed and values.get("bicycle") == DESIGNATED):
        return StripType.BIKE
    for key in ("bus", "psv"):
        value = values.get(key)
        if value == DESIGNATED or (is_closed and value == "yes"):
            return StripType.BUS
    if values.get("motorcycle") == DESIGNATED:
        return StripType.MOTO
    return StripType.DRIVE


def _list(street: Street, key: str, way: str, lanes: int, others: int) -> list[str]:
    """Return a list for one direction; a list for the whole width is cut in two."""
    own = street.directed(f"{key}:lanes", way)
    if own is not None:
        return by_lane(own)
    whole = by_lane(street.tags.get(f"{key}:lanes"))
    if len(whole) != lanes + others or street.is_one_way:
        return []
    on_left = way == ("backward" if street.driving_side is DrivingSide.RIGHT else "forward")
    part = whole[:lanes] if on_left else whole[others:]
    return part if way == "forward" else part[::-1]


def _cycle_lanes(lists: dict[str, list[str]], entries: int) -> int:
    """Return how many entries of lists of one length are cycle lanes."""
    same = {key: values for key, values in lists.items() if len(values) == entries}
    told = ({key: values[index] for key, values in same.items()} for index in range(entries))
    return sum(strip_type_of(values) is StripType.BIKE for values in told)
