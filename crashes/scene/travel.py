"""The path of a party through a junction, from its two clicks."""

import math
from itertools import pairwise

from crashes.scene.base_map import BaseMap, MapMovement
from crashes.scene.model import PointM, Travel
from crashes.scene.parts import forward

SAME_M = 0.01  # points of a path that lie nearer together are one
REACH = 0.4  # of the distance of the two clicks: how far the path keeps its first direction

Path = tuple[PointM, PointM, PointM, PointM]  # a cubic Bézier


def travel_path(travel: Travel) -> Path | None:
    """Return the path of a party from where it came from to where it went, None without both.

    It leaves the first click towards the junction and reaches the second one away from it.

    Examples
    --------
    >>> from crashes.scene.model import TravelEnd
    >>> south, north = TravelEnd((2.0, -20.0), 180.0), TravelEnd((2.0, 20.0), 0.0)
    >>> [(round(x, 1), round(y, 1)) for x, y in travel_path(Travel(1, south, north))]
    [(2.0, -20.0), (2.0, -4.0), (2.0, 4.0), (2.0, 20.0)]
    """
    if travel.approach is None or travel.exit is None:
        return None
    start, end = travel.approach.at_m, travel.exit.at_m
    reach_m = REACH * math.dist(start, end)
    east, north = forward(travel.approach.bearing_deg)
    away_east, away_north = forward(travel.exit.bearing_deg)
    return (
        start,
        (start[0] - reach_m * east, start[1] - reach_m * north),
        (end[0] - reach_m * away_east, end[1] - reach_m * away_north),
        end,
    )


def travel_line(travel: Travel, base_map: BaseMap | None) -> tuple[PointM, ...] | None:
    """Return the path of a party along the street: its strip, the way through, its next strip.

    None without both clicks, and where the street has no such way: then `travel_path` is drawn.

    Parameters
    ----------
    travel
        The two clicks of a party.
    base_map
        The street of the scene with its movements.

    Examples
    --------
    >>> from crashes.scene.base_map import MapMovement, MapStrip
    >>> from crashes.scene.model import TravelEnd
    >>> came = MapStrip("in", "drive", ((0.0, -30.0), (0.0, -10.0)), 3.0, "south", "in")
    >>> went = MapStrip("out", "drive", ((0.0, 10.0), (0.0, 30.0)), 3.0, "north", "out")
    >>> way = MapMovement("in", "out", "south", "north", ((0.0, -10.0), (0.0, 10.0)))
    >>> street = BaseMap("v", "EPSG:3826", (0, 0), strips=(came, went), movements=(way,))
    >>> ends = TravelEnd((0.0, -20.0), 180.0, "south", "in"), TravelEnd((0.0, 20.0), 0.0, "north")
    >>> travel_line(Travel(1, *ends), street)
    ((0.0, -20.0), (0.0, -10.0), (0.0, 10.0), (0.0, 20.0))
    """
    came, went = travel.approach, travel.exit
    if came is None or went is None or base_map is None:
        return None
    ways = [
        one
        for one in base_map.movements
        if (one.from_arm, one.to_arm) == (came.arm_id, went.arm_id)
    ]
    if not ways:
        return None

    def misses(way: MapMovement) -> tuple[int, float]:
        wrong = (way.from_strip != came.strip_id) + (way.to_strip != went.strip_id)
        apart = math.dist(way.points_m[0], came.at_m) + math.dist(way.points_m[-1], went.at_m)
        return wrong, apart

    way = min(ways, key=misses)
    middles = {strip.strip_id: strip.middle_m for strip in base_map.strips}
    before = _after(middles.get(way.from_strip, ()), came.at_m)
    after = _after(middles.get(way.to_strip, ())[::-1], went.at_m)[::-1]
    line = (came.at_m, *before, *way.points_m, *after, went.at_m)
    return tuple(
        point for n, point in enumerate(line) if n == 0 or math.dist(point, line[n - 1]) > SAME_M
    )


def _after(middle: tuple[PointM, ...], at: PointM) -> tuple[PointM, ...]:
    """Return the points of a line that come after the place on it nearest to a point."""
    for number, (start, end) in enumerate(pairwise(middle)):
        east, north = end[0] - start[0], end[1] - start[1]
        along = (at[0] - start[0]) * east + (at[1] - start[1]) * north
        if along < east**2 + north**2:
            return middle[number + 1 :]
    return ()


def is_turning(travel: Travel) -> bool | None:
    """Return whether a party turned by more than 45 degrees, None without both clicks.

    Examples
    --------
    >>> from crashes.scene.model import TravelEnd
    >>> is_turning(Travel(1, TravelEnd((0, 0), 180.0), TravelEnd((0, 0), 90.0)))
    True
    """
    if travel.approach is None or travel.exit is None:
        return None
    turn = (travel.exit.bearing_deg - travel.approach.bearing_deg) % 360.0 - 180.0
    return abs(turn) > 45.0  # noqa: PLR2004
