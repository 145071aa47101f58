"""Places given by station and offset of a road, and what stands around them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from roadnet.model import Point, Road
from roadnet.opendrive.curve_points import points_along
from roadnet.opendrive.read_roads import ReadRoad
from roadnet.opendrive.stations import StationMap

Floats = NDArray[np.float64]
DECIMALS = 6  # of places in metres


@dataclass(frozen=True, slots=True)
class RoadPlace:
    """A place beside a road with the heading of the road there."""

    station_m: float  # of the map
    offset_m: float  # left positive
    x_m: float
    y_m: float
    heading_rad: float  # of the road

    def around(self, corners_m: Floats, turn_rad: float) -> tuple[Point, ...]:
        """Return points given in a frame at the place that is turned against the road."""
        heading = self.heading_rad + turn_rad
        cos, sin = math.cos(heading), math.sin(heading)
        points = corners_m @ np.array([[cos, sin], [-sin, cos]]) + np.array([self.x_m, self.y_m])
        return as_points(points)


def place_on(read: ReadRoad, station_m: float, offset_m: float) -> RoadPlace:
    """Return the place at a station and offset of the file."""
    return place_at(read.road, read.plan.stations, station_m, offset_m)


def place_at(road: Road, stations: StationMap, station_m: float, offset_m: float) -> RoadPlace:
    """Return the place at a station of the file and an offset."""
    station = stations.at(station_m)
    at = points_along(road.line, station)
    x, y = at.beside([offset_m])[0]
    return RoadPlace(station, offset_m, float(x), float(y), float(at.heading_rad[0]))


def as_points(points_m: Floats) -> tuple[Point, ...]:
    """Return an array of points as plain points, rounded to the micrometre."""
    return tuple((round(float(x), DECIMALS), round(float(y), DECIMALS)) for x, y in points_m)


def raw_values(element: etree._Element, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return attributes as external ids, so that they can be written again as they were."""
    found: Mapping[str, str | None] = {name: element.get(name) for name in names}
    return tuple((f"opendrive:{name}", value) for name, value in found.items() if value)
