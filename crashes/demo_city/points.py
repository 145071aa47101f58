"""The points of the records: near the truth for most, wrong in the usual ways for some."""

import math
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from pyproj import Transformer

from crashes.demo_city.chance import stream
from crashes.demo_city.parameters import parameters
from crashes.demo_city.skeleton import nodes
from crashes.demo_city.spots import Surroundings
from crashes.model import LocationStatus

DECIMALS = 6  # of a degree, as the police publish


@dataclass(frozen=True, slots=True)
class RecordedPoint:
    """A point as recorded: in metres, or in degrees where it is no place at all."""

    x_m: float | None
    y_m: float | None
    status: LocationStatus = LocationStatus.GOOD
    lon_lat: tuple[float, float] | None = None  # set where the numbers are not a place


def draw_point(rng: Random, around: Surroundings, true_point: tuple[float, float]) -> RecordedPoint:
    """Return the point that an officer recorded for a crash, near the truth."""
    points = parameters("mix")["points"]
    kind = rng.random()
    if around.node is not None and kind < points["centre_share"]:
        return RecordedPoint(around.node.x_m, around.node.y_m)
    rough = kind > 1 - points["rough_share"]
    spread = points["rough_spread_m" if rough else "spread_m"]
    return RecordedPoint(
        true_point[0] + rng.gauss(0, spread),
        true_point[1] + rng.gauss(0, spread),
    )


def spoil_points(
    seed: int, points: list[RecordedPoint], node_ids: list[str | None]
) -> list[RecordedPoint]:
    """Return the points with the planted faults of `truth.yaml`, at crashes chosen by chance.

    Parameters
    ----------
    seed
        Seed of the city.
    points
        Points of all crashes.
    node_ids
        Their junctions; only a crash at a junction can disagree with its place text.
    """
    faults = parameters("truth")["location_faults"]
    rng = stream(seed, "location faults")
    order = list(range(len(points)))
    rng.shuffle(order)
    spoiled = list(points)
    for name, fault in faults.items():
        fits = [
            number
            for number in order
            if name != LocationStatus.DISAGREES.value or node_ids[number] is not None
        ]
        for number in fits[: fault["count"]]:
            spoiled[number] = _spoiled(rng, LocationStatus(name), fault, points[number])
            order.remove(number)
    return spoiled


def _spoiled(
    rng: Random, status: LocationStatus, fault: dict[str, Any], point: RecordedPoint
) -> RecordedPoint:
    origin = parameters("skeleton")["origin"]
    match status:
        case LocationStatus.MISSING:
            return RecordedPoint(None, None, status)
        case LocationStatus.PLACEHOLDER:
            lon, lat = rng.choice(fault["points"])
            return RecordedPoint(None, None, status, (lon, lat))
        case LocationStatus.DEFAULT_POINT:
            return RecordedPoint(origin["x_m"] + fault["x_m"], origin["y_m"] + fault["y_m"], status)
        case LocationStatus.DEFAULT_CLOUD:
            away = min(abs(rng.gauss(0, fault["spread_m"])), fault["largest_m"])
            turn = rng.uniform(0, 2 * math.pi)
            return RecordedPoint(
                origin["x_m"] + fault["x_m"] + away * math.sin(turn),
                origin["y_m"] + fault["y_m"] + away * math.cos(turn),
                status,
            )
        case LocationStatus.OUTSIDE_COUNTY:
            assert point.x_m is not None
            assert point.y_m is not None
            east, north = fault["offset_m"]
            return RecordedPoint(point.x_m + east, point.y_m + north, status)
        case LocationStatus.DISAGREES:
            return _somewhere_else(rng, fault["at_least_m"], point)
    return replace(point, status=status)  # swapped axes: the point itself is right


def _somewhere_else(rng: Random, at_least_m: float, point: RecordedPoint) -> RecordedPoint:
    """Return a point at another junction, too far away to be a slip of the hand."""
    assert point.x_m is not None
    assert point.y_m is not None
    here = (point.x_m, point.y_m)
    far = [
        node
        for node in nodes().values()
        if node.control is not None and math.dist((node.x_m, node.y_m), here) >= at_least_m
    ]
    node = rng.choice(far)
    return RecordedPoint(
        node.x_m + rng.gauss(0, 6), node.y_m + rng.gauss(0, 6), LocationStatus.DISAGREES
    )


def lon_lat(points: list[RecordedPoint]) -> list[tuple[float | None, float | None]]:
    """Return longitude and latitude of each point as a record prints them."""
    to_degrees = Transformer.from_crs(parameters("skeleton")["crs"], "EPSG:4326", always_xy=True)
    placed = [point for point in points if point.x_m is not None]
    lons, lats = to_degrees.transform(
        [point.x_m for point in placed], [point.y_m for point in placed]
    )
    degrees = {
        id(point): (round(float(lon), DECIMALS), round(float(lat), DECIMALS))
        for point, lon, lat in zip(placed, lons, lats, strict=True)
    }
    found: list[tuple[float | None, float | None]] = []
    for point in points:
        written = point.lon_lat or degrees.get(id(point))
        lon, lat = written if written else (None, None)
        found.append((lat, lon) if point.status is LocationStatus.SWAPPED_AXES else (lon, lat))
    return found
