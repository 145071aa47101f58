"""Cut ways into pieces between the nodes where roads meet."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from shapely.geometry.base import BaseGeometry

from roadnet.model import Point, RoadClass
from roadnet.osm.clip import Chain, inside_chains
from roadnet.osm.elements import OsmWay
from roadnet.osm.way_choice import is_access, is_drivable, layer_of, road_class_of


class Network(IntEnum):
    """The graph a way belongs to; graphs do not cut each other's ways, but for lower ranks."""

    STREET = 0  # streets for motor vehicles
    ACCESS = 1  # driveways and aisles: cut where they meet a street, without cutting it
    PATH = 2  # ways of their own for pedestrians and cyclists


@dataclass(frozen=True, slots=True)
class RoadWay:
    """A way that becomes roads."""

    way: OsmWay  # turned round where it is one-way against its direction
    road_class: RoadClass
    network: Network

    @property
    def layer(self) -> int:
        """The vertical order of the way."""
        return layer_of(self.way.tags)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a way that becomes one road; nodes are None where the area's edge cut it."""

    source: RoadWay
    start: int | None
    end: int | None
    points_m: tuple[Point, ...]
    node_stations: tuple[tuple[int, float], ...]  # every node of the way on it, with its station
    key: str  # from the way and its first node: it survives edits of the way elsewhere

    @property
    def length_m(self) -> float:
        """Length of the piece."""
        return _length(self.points_m)


def network_of(way: OsmWay) -> Network:
    """Return the graph a way belongs to."""
    road_class = road_class_of(way.tags)
    if road_class is None or not is_drivable(road_class):
        return Network.PATH
    return Network.ACCESS if is_access(way.tags) else Network.STREET


def cut_at_nodes(
    ways: Sequence[RoadWay], places_m: dict[int, Point], boundary: BaseGeometry | None
) -> list[Piece]:
    """Return the pieces of all ways, in the order of the ways.

    Parameters
    ----------
    ways
        Ways, ordered by id.
    places_m
        Places of their nodes in metres; a node without a place is left out of its way.
    boundary
        Area outside which ways are cut off; None keeps everything.
    """
    chains = [(way, chain) for way in ways for chain in _chains(way, places_m, boundary)]
    stops = _stops(chains)
    pieces: list[Piece] = []
    count: Counter[str] = Counter()
    for way, chain in chains:
        for part in _parts(chain, stops[way.network]):
            start = part[0][0]
            key = f"w{way.way.way_id}" + ("e" if start is None else f"n{start}")
            count[key] += 1
            pieces.append(_piece(way, part, key if count[key] == 1 else f"{key}.{count[key]}"))
    return pieces


def _chains(
    way: RoadWay, places_m: dict[int, Point], boundary: BaseGeometry | None
) -> Iterator[Chain]:
    """Yield the parts of a way inside the boundary, without places that repeat."""
    chain: Chain = [(node, places_m[node]) for node in way.way.node_ids if node in places_m]
    chain = [one for i, one in enumerate(chain) if i == 0 or one[1] != chain[i - 1][1]]
    if len(chain) > 1:
        yield from [chain] if boundary is None else inside_chains(chain, boundary)


def _stops(chains: Sequence[tuple[RoadWay, Chain]]) -> dict[Network, set[int]]:
    """Return the nodes at which the ways of each graph are cut."""
    uses: dict[Network, Counter[int]] = {network: Counter() for network in Network}
    for way, chain in chains:
        nodes = [node for node, _ in chain if node is not None]
        uses[way.network].update(nodes)
        uses[way.network].update(node for node in (chain[0][0], chain[-1][0]) if node is not None)
    shared = {n: {node for node, c in uses[n].items() if c > 1} for n in Network}
    streets = set(uses[Network.STREET])
    shared[Network.ACCESS] |= streets & set(uses[Network.ACCESS])
    return shared


def _parts(chain: Chain, stops: set[int]) -> list[Chain]:
    parts, start = [], 0
    for index in range(1, len(chain)):
        if index == len(chain) - 1 or chain[index][0] in stops:
            parts.append(chain[start : index + 1])
            start = index
    return parts


def _piece(way: RoadWay, chain: Chain, key: str) -> Piece:
    stations, station_m, before = [], 0.0, chain[0][1]
    for node, place in chain:
        station_m += math.dist(before, place)
        before = place
        if node is not None:
            stations.append((node, station_m))
    return Piece(
        way,
        chain[0][0],
        chain[-1][0],
        tuple(place for _, place in chain),
        tuple(stations),
        key,
    )


def _length(points: Sequence[Point]) -> float:
    return math.fsum(math.dist(a, b) for a, b in pairwise(points))
