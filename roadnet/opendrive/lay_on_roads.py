"""Decide on which road everything beside the roads is written, and which ground it covers."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from roadnet.markings.placed_feature import PlacedFeature
from roadnet.model import (
    CrossFeature,
    GroundArea,
    LinearAsset,
    Point,
    PointAsset,
    PointKind,
    Road,
    RoadId,
    Section,
    Side,
    Streets,
)
from roadnet.opendrive.curve_points import points_along
from roadnet.opendrive.find_on_roads import RoadFinder, Spot
from roadnet.opendrive.network import Network
from roadnet.opendrive.on_road import as_points
from roadnet.opendrive.read_signals import SIGNAL
from roadnet.opendrive.vocabulary import assumed_depth_m
from roadnet.opendrive.write_roads import OnRoad

SIGNALS = frozenset({PointKind.SIGN, PointKind.SIGNAL})
LINE_STEP_M = 5.0
SHORTEST_M = 0.01


def lay_on_roads(
    streets: Streets, network: Network, placed: Mapping[str, PlacedFeature]
) -> dict[RoadId, OnRoad]:
    """Return what stands on each road, by its key.

    Parameters
    ----------
    streets
        The streets.
    network
        The roads that are written.
    placed
        Cross features with the place that rules give them, by key.
    """
    laying = _Laying(
        RoadFinder(network.roads), {road.road_id: road for road in streets.roads}, placed, {}
    )
    for asset in streets.point_assets:
        laying.point(asset)
    for area in streets.ground_areas:
        laying.ground(area)
    for line in streets.linear_assets:
        laying.line(line)
    for feature in streets.cross_features:
        laying.feature(feature)
    return laying.found


@dataclass(frozen=True, slots=True)
class _Laying:
    """What is needed to find the road of a thing, and what was found so far."""

    finder: RoadFinder
    roads: Mapping[RoadId, Road]
    placed: Mapping[str, PlacedFeature]
    found: dict[RoadId, OnRoad]

    def _on(self, spot: Spot) -> OnRoad:
        return self.found.setdefault(spot.road_id, OnRoad())

    def point(self, asset: PointAsset) -> None:
        spot = self.finder.spot((asset.x_m, asset.y_m), asset.road_id)
        if spot is not None:
            own = self._on(spot)
            (own.signals if asset.kind in SIGNALS else own.points).append((asset, spot))

    def ground(self, area: GroundArea) -> None:
        spot = self.finder.spot(_middle(area.rings_m[0]))
        if spot is not None:
            self._on(spot).grounds.append((area, spot))

    def line(self, line: LinearAsset) -> None:
        points = line.line_m or _along_side(line, self.roads)
        if len(points) > 1:
            spot = self.finder.spot(points[len(points) // 2], line.road_id)
            if spot is not None:
                self._on(spot).lines.append((line, points, spot))

    def feature(self, feature: CrossFeature) -> None:
        is_signal = SIGNAL in dict(feature.external_ids)
        outline = feature.outline_m
        if not is_signal:
            outline = _outline(feature, self.roads, self.placed)
        place = _middle(outline) if outline else _place(feature, self.roads)
        spot = self.finder.spot(place, feature.road_id) if place else None
        if spot is not None and is_signal:
            self._on(spot).signal_markings.append((feature, spot))
        elif spot is not None:
            self._on(spot).features.append((feature, outline, spot))


def _middle(points: tuple[Point, ...]) -> Point:
    x, y = np.mean(points, axis=0)
    return float(x), float(y)


def _place(feature: CrossFeature, roads: Mapping[RoadId, Road]) -> Point | None:
    """Return the middle of the strips a marking covers; None where its road is not known."""
    road = roads.get(feature.road_id)
    if road is None:
        return None
    station = feature.offset.value if feature.offset else road.length_m / 2
    station = min(max(station, 0.0), road.length_m)
    edges = _edges(road, station)
    first, last = _span(feature, road, station)
    ((x, y),) = points_along(road.line, station).beside([(edges[first] + edges[last]) / 2])
    return float(x), float(y)


def _outline(
    feature: CrossFeature, roads: Mapping[RoadId, Road], placed: Mapping[str, PlacedFeature]
) -> tuple[Point, ...]:
    """Return the ground a marking covers: as surveyed, as placed by rules, or by its station."""
    road = roads.get(feature.road_id)
    if feature.outline_m or road is None:
        return feature.outline_m
    one = placed.get(feature.feature_id)
    if one is not None:
        start, end = one.stations_m
        first, last = one.span
        return _between(road, (start, end), (first, last))
    if feature.offset is None or feature.anchor != "station":
        return ()
    depth = feature.depth.value if feature.depth else assumed_depth_m(feature.kind)
    start = min(max(feature.offset.value, 0.0), road.length_m)
    return _between(road, (start, min(start + depth, road.length_m)), _span(feature, road, start))


def _section(road: Road, station_m: float) -> Section:
    return next((one for one in road.sections if station_m < one.end_m), road.sections[-1])


def _edges(road: Road, station_m: float) -> tuple[float, ...]:
    """Return the offsets of all boundaries at a station."""
    section = _section(road, station_m)
    return section.offsets_at(min(max(station_m - section.start_m, 0.0), section.length_m))


def _span(feature: CrossFeature, road: Road, station_m: float) -> tuple[int, int]:
    """Return the outer boundaries of the strips a marking covers."""
    section = _section(road, station_m)
    ids = [strip.strip_id for strip in section.strips]
    first, last = section.carriageway
    if feature.first_strip in ids:
        first = ids.index(feature.first_strip)
    if feature.last_strip in ids:
        last = ids.index(feature.last_strip) + 1
    return min(first, last), max(first, last)


def _between(
    road: Road, stations_m: tuple[float, float], span: tuple[int, int]
) -> tuple[Point, ...]:
    """Return the corners of the ground between two stations and two boundaries."""
    corners = []
    for station in stations_m:
        edges = _edges(road, station)
        at = points_along(road.line, station)
        last = len(edges) - 1
        corners.append([at.beside([edges[min(index, last)]])[0] for index in span])
    (left, right), (far_left, far_right) = corners
    return as_points(np.array([left, right, far_right, far_left]))


def _along_side(line: LinearAsset, roads: Mapping[RoadId, Road]) -> tuple[Point, ...]:
    """Return the points of something along a side of a road: at the edge of its carriageway."""
    road = roads.get(line.road_id) if line.road_id else None
    if road is None:
        return ()
    start = max(line.start_m or 0.0, 0.0)
    end = min(road.length_m if line.end_m is None else line.end_m, road.length_m)
    stations = np.linspace(start, end, max(int((end - start) / LINE_STEP_M), 1) + 1)
    if end - start < SHORTEST_M:
        return ()
    offsets = []
    for station in stations:
        span = _section(road, float(station)).carriageway
        offsets.append(_edges(road, float(station))[span[0 if line.side is Side.LEFT else 1]])
    points = as_points(points_along(road.line, stations).beside(offsets))
    kept = [one for one, after in pairwise(points) if one != after]
    return (*kept, points[-1])
