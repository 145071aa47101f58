"""Where a planned crash happens: its junction, or a point of a road."""

import math
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from crashes.demo_city.parameters import parameters
from crashes.demo_city.paths import Spot, beside_leg
from crashes.demo_city.planned import JUNCTION, STRETCH, PlannedCrash, hot_places
from crashes.demo_city.skeleton import Leg, Node, Road, bearing_deg, legs, nodes, roads
from roadnet.model import Control

SIDES_DEG = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The street round a crash, with what a record says of it."""

    spot: Spot
    node: Node | None  # the junction, None on a road
    road: Road | None  # the road, None at a junction
    station_m: float = 0.0  # along the road from its first node

    @property
    def signalled(self) -> bool:
        """Whether signals control the place."""
        return self.node is not None and self.node.control == Control.SIGNAL


@cache
def junction_spot(node_id: str) -> Spot:
    """Return the junction at a node."""
    node = nodes()[node_id]
    return Spot(node.x_m, node.y_m, legs(node_id))


def surroundings_of(planned: PlannedCrash, rng: Random) -> Surroundings:
    """Return where a planned crash happens."""
    if planned.place_kind == JUNCTION:
        return Surroundings(junction_spot(planned.place), nodes()[planned.place], None)
    if planned.place_kind == STRETCH:
        place = hot_places(STRETCH)[planned.place]
        half = place["half_length_m"]
        road, start, end = _between(place)
        middle = (start + end) / 2
        away = max(-half, min(half, rng.gauss(0, half / 2)))
        return on_road(road, middle + away)
    return on_road(*_anywhere(rng))


def stretch_middle(place: dict[str, Any]) -> tuple[float, float]:
    """Return the middle of a hot stretch."""
    road, start, end = _between(place)
    spot = on_road(road, (start + end) / 2).spot
    return spot.x_m, spot.y_m


def on_road(road: Road, station_m: float) -> Surroundings:
    """Return a point of a road; its two legs are the road itself, ahead and behind."""
    reached = 0.0
    for start, end, length in _pieces(road):
        piece, share = (start, end), (station_m - reached) / length
        reached += length
        if station_m <= reached:
            break
    return _on_piece(road, station_m, piece, share)


def _on_piece(road: Road, station_m: float, piece: tuple[Node, Node], share: float) -> Surroundings:
    start, end = piece
    bearing = bearing_deg(start, end)
    ways = sorted((round(bearing, 1), round((bearing + 180) % 360, 1)))
    spot = Spot(
        start.x_m + share * (end.x_m - start.x_m),
        start.y_m + share * (end.y_m - start.y_m),
        tuple(Leg(road, way) for way in ways),
    )
    return Surroundings(spot, None, road, station_m)


def nearest_entry(spot: Spot, side: str) -> int:
    """Return the leg that lies towards a compass side."""
    aim = SIDES_DEG[side]
    gaps = [abs((leg.bearing_deg - aim + 180) % 360 - 180) for leg in spot.legs]
    return gaps.index(min(gaps))


def in_lane(spot: Spot, entry: int, upstream_m: float, lateral: float) -> tuple[float, float]:
    """Return a point of the approach, `upstream_m` before the stop line."""
    leg = spot.legs[entry]
    return beside_leg(spot, leg, leg.mouth_m + upstream_m, lateral, inbound=True)


@cache
def node_stations(road: Road) -> dict[str, float]:
    """Return how far along a road each of its nodes lies, in metres."""
    stations, reached = {road.nodes[0].node_id: 0.0}, 0.0
    for _, end, length in _pieces(road):
        reached += length
        stations[end.node_id] = reached
    return stations


@cache
def _pieces(road: Road) -> tuple[tuple[Node, Node, float], ...]:
    return tuple(
        (start, end, math.dist((start.x_m, start.y_m), (end.x_m, end.y_m)))
        for start, end in zip(road.nodes, road.nodes[1:], strict=False)
    )


def _between(place: dict[str, Any]) -> tuple[Road, float, float]:
    """Return the road and the stations of the two junctions of a stretch."""
    road = next(road for road in roads() if road.name == place["road"])
    first, second = (node_stations(road)[node] for node in place["between"])
    return road, first, second


@cache
def _free_stretches() -> tuple[tuple[tuple[Road, float, float], ...], tuple[float, ...]]:
    """Return the stretches clear of junctions and hot stretches, and their lengths."""
    clear = parameters("truth")["other_roads"]["clear_of_junctions_m"]
    hot = [_between(place)[:2] for place in hot_places(STRETCH).values()]
    found = []
    for road in roads():
        reached = 0.0
        for start, end, length in _pieces(road):
            first = reached + (clear if start.control else 0.0)
            last = reached + length - (clear if end.control else 0.0)
            if first < last and (road, reached) not in hot:
                found.append((road, first, last))
            reached += length
    return tuple(found), tuple(last - first for _, first, last in found)


def _anywhere(rng: Random) -> tuple[Road, float]:
    stretches, lengths = _free_stretches()
    road, first, last = rng.choices(stretches, lengths)[0]
    return road, rng.uniform(first, last)
