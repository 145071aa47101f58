"""Find the station and offset of a place on the roads that are written."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from roadnet.model import Point, ReferenceLine, RoadId
from roadnet.opendrive.curve_points import points_along
from roadnet.opendrive.drawn_road import DrawnRoad

Floats = NDArray[np.float64]
STEP_M = 2.0
ROUNDS = 8  # of Newton's method; each doubles the digits
SMALLEST_STEP_M = 1e-9


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as its road counts it."""

    road_id: RoadId
    station_m: float
    offset_m: float
    heading_rad: float  # of the road there
    x_m: float
    y_m: float
    gap_m: float  # how far the place lies beyond the end of the road

    def local(self, points: tuple[Point, ...]) -> Floats:
        """Return points in the frame of the spot: ahead and to the left."""
        cos, sin = math.cos(self.heading_rad), math.sin(self.heading_rad)
        moved = np.array(points) - np.array([self.x_m, self.y_m])
        return np.asarray(moved @ np.array([[cos, -sin], [sin, cos]]))


class RoadFinder:
    """Finds places on the roads of a network."""

    def __init__(self, roads: Mapping[RoadId, DrawnRoad]) -> None:
        self._roads = roads
        self._ids = list(roads)
        self._stations = [self._steps(roads[key]) for key in self._ids]
        lines: list[shapely.LineString] = []
        for key, stations in zip(self._ids, self._stations, strict=True):
            at = points_along(roads[key].line, stations)
            lines.append(shapely.LineString(np.column_stack([at.x_m, at.y_m])))
        self._lines = lines
        self._tree = shapely.STRtree(lines)

    def spot(self, place: Point, road_id: RoadId | None = None) -> Spot | None:
        """Return a place on its road, or on the nearest one; None where there are no roads."""
        if road_id is not None and road_id in self._roads:
            return self._on(self._ids.index(road_id), place)
        nearest = self._tree.nearest(shapely.Point(place)) if self._ids else None
        return None if nearest is None else self._on(int(nearest), place)

    @staticmethod
    def _steps(road: DrawnRoad) -> Floats:
        count = max(math.ceil(road.length_m / STEP_M), 1)
        return np.linspace(0.0, road.length_m, count + 1)

    def _on(self, index: int, place: Point) -> Spot:
        road, line = self._roads[self._ids[index]], self._lines[index]
        share = float(shapely.line_locate_point(line, shapely.Point(place), normalized=True))
        station = foot_m(road.line, road.length_m, place, share * road.length_m)
        at = points_along(road.line, station)
        heading = float(at.heading_rad[0])
        along, aside = _apart(heading, place[0] - at.x_m[0], place[1] - at.y_m[0])
        (there,) = at.beside([aside])
        return Spot(
            self._ids[index], station, aside, heading, float(there[0]), float(there[1]), abs(along)
        )


def foot_m(line: ReferenceLine, length_m: float, place: Point, near_m: float) -> float:
    """Return the station at which a place lies square to a line, starting from one near it.

    Examples
    --------
    >>> from roadnet.model import ArcPiece
    >>> bend = ReferenceLine((ArcPiece(0.0, 0.0, 0.0, 50.0, 0.02),))
    >>> round(foot_m(bend, 50.0, (20.0, 0.0), 20.0), 6)
    19.025319
    """
    station = near_m
    for _ in range(ROUNDS):
        at = points_along(line, station)
        along, aside = _apart(at.heading_rad[0], place[0] - at.x_m[0], place[1] - at.y_m[0])
        bend = 1.0 - float(at.curvature_per_m[0]) * aside
        moved = min(max(station + along / max(bend, 0.1), 0.0), length_m)
        if abs(moved - station) < SMALLEST_STEP_M:
            return moved
        station = moved
    return station


def _apart(heading: float, dx: float, dy: float) -> tuple[float, float]:
    cos, sin = math.cos(heading), math.sin(heading)
    return float(cos * dx + sin * dy), float(cos * dy - sin * dx)
