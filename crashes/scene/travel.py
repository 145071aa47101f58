"""The path of a party through a junction, from its two clicks."""

import math

from crashes.scene.model import PointM, Travel
from crashes.scene.parts import forward

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
