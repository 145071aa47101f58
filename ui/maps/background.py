"""Our own background of the maps: streets between known junctions, and the junctions' names."""

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from roadnet.model import Junction
from ui.maps.geodetic import to_lonlat

MAX_BEARING_DIFFERENCE_DEG = 12.0  # an arm and the next junction on the same road
DECIMALS = 6  # of a degree: 0.1 m
Segment = tuple[float, float, float, float]


def background(junctions: Sequence[Junction], crs: str) -> dict[str, Any]:
    """Return streets and junctions in degrees, the form that `map/street_background.js` draws.

    Returns
    -------
    known
        `streets`: lists lat, lon, lat, lon; `junctions`: lists lat, lon, name.
    """
    segments = street_segments(junctions)
    lon, lat = to_lonlat([one.x_m for one in junctions], [one.y_m for one in junctions], crs)
    from_lon, from_lat = to_lonlat([s[0] for s in segments], [s[1] for s in segments], crs)
    to_lon, to_lat = to_lonlat([s[2] for s in segments], [s[3] for s in segments], crs)
    ends = zip(from_lat, from_lon, to_lat, to_lon, strict=True)
    return {
        "streets": [[round(float(value), DECIMALS) for value in line] for line in ends],
        "junctions": [
            [round(float(y), DECIMALS), round(float(x), DECIMALS), junction.name]
            for junction, x, y in zip(junctions, lon, lat, strict=True)
        ],
    }


def street_segments(junctions: Sequence[Junction]) -> list[Segment]:
    """Return lines x, y, x, y (metres) along the arms to the next junction of the same road.

    Where only crossing names are known there are no arms, and no street is claimed. An arm
    without a next junction gives no line.
    """
    on_road: dict[str, list[Junction]] = defaultdict(list)
    for junction in junctions:
        for arm in junction.arms:
            if junction not in on_road[arm.road_name]:
                on_road[arm.road_name].append(junction)
    segments = set()
    for junction in junctions:
        for arm in junction.arms:
            if follower := next_junction(junction, arm.bearing_deg, on_road[arm.road_name]):
                ends = sorted([(junction.x_m, junction.y_m), (follower.x_m, follower.y_m)])
                segments.add((*ends[0], *ends[1]))
    return sorted(segments)


def next_junction(
    junction: Junction, bearing_deg: float, others: Sequence[Junction]
) -> Junction | None:
    """Return the nearest of `others` that lies in the direction of a bearing."""
    ahead = [
        (math.hypot(other.x_m - junction.x_m, other.y_m - junction.y_m), other.junction_id, other)
        for other in others
        if other != junction and lies_towards(junction, bearing_deg, other)
    ]
    return min(ahead)[2] if ahead else None


def lies_towards(junction: Junction, bearing_deg: float, other: Junction) -> bool:
    """Whether `other` is seen from `junction` at about this bearing."""
    seen_deg = math.degrees(math.atan2(other.x_m - junction.x_m, other.y_m - junction.y_m))
    difference_deg = (seen_deg - bearing_deg + 180) % 360 - 180
    return abs(difference_deg) <= MAX_BEARING_DIFFERENCE_DEG
