"""Read the streets of an OpenStreetMap file: the reader's one door."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from language import Message
from roadnet.crs import WGS84, choose_crs, metre_crs
from roadnet.default_sections import DefaultSections, default_sections
from roadnet.driving_side import country_at
from roadnet.model import (
    DrivingSide,
    Method,
    Node,
    NodeId,
    Point,
    PolylinePiece,
    Road,
    Streets,
)
from roadnet.neighbours import Beside, beside_each
from roadnet.osm.clip import read_boundary, to_metres
from roadnet.osm.corridors import corridors_of
from roadnet.osm.crossings import cross_features, nodes_on_roads
from roadnet.osm.elements import NO_TAGS, OsmData, OsmWay
from roadnet.osm.furniture import linear_assets, point_assets
from roadnet.osm.ground import ground_areas
from roadnet.osm.nodes import make_nodes, node_key
from roadnet.osm.pieces import Network, Piece, RoadWay, cut_at_nodes, network_of
from roadnet.osm.read_file import OsmFileError, read_osm_file
from roadnet.osm.roads import make_roads
from roadnet.osm.sidewalk_ways import doubled_sidewalks
from roadnet.osm.tag_values import turned_round
from roadnet.osm.tapers import tapered
from roadnet.osm.turn_rules import turn_rules
from roadnet.osm.way_choice import is_road, road_class_of, runs_backward


@dataclass(frozen=True, slots=True)
class OsmChoice:
    """What the user says about a file; None leaves it to the file and the place."""

    area: str | None = None  # default: the name of the file
    boundary: Path | None = None  # GeoJSON; what lies outside is cut off
    driving_side: DrivingSide | None = None
    crs: str | None = None


def read_osm_streets(path: Path, choice: OsmChoice | None = None) -> Streets:
    """Return the streets of an OpenStreetMap file.

    Parameters
    ----------
    path
        A `.osm` or `.osm.pbf` file.
    choice
        Name of the area, boundary, driving side and CRS, as far as they are told.

    Returns
    -------
    streets
        Roads with cross-sections from tags, and from the defaults of the country where tags say
        nothing (then with the method `assumed`); nodes, corridors, crossings, furniture.

    Raises
    ------
    OsmFileError
        The file is no OpenStreetMap file, or holds no street.
    BoundaryError
        The boundary cannot be used.
    ProjectionError
        The CRS is not known or not in metres.
    """
    choice = choice or OsmChoice()
    data = read_osm_file(path)
    ways = [way for way in data.ways if is_road(way)]
    used = sorted({node for way in ways for node in way.node_ids if node in data.places})
    if not used:
        raise OsmFileError("{path} holds no street.", path=path)
    lon, lat = np.mean([data.places[node] for node in used], axis=0)
    boundary = read_boundary(choice.boundary) if choice.boundary else None
    if boundary is not None:
        lon, lat = shapely.get_coordinates(boundary.centroid)[0]
    crs = metre_crs(choice.crs) if choice.crs else choose_crs(float(lon), float(lat))
    to_crs = Transformer.from_crs(WGS84, crs, always_xy=True)
    country = country_at(float(lon), float(lat))
    stated = choice.driving_side or _side_in_file(ways)
    frame = _Frame(
        area=choice.area or path.name.split(".")[0],
        data=data,
        places_m=_projected(data.places, to_crs),
        boundary=None if boundary is None else to_metres(boundary, to_crs),
        driving_side=stated or country.driving_side,
        defaults=default_sections(_country_in_file(data) or country.code),
    )
    method = country.method
    if stated is not None:
        method = Method.OSM if choice.driving_side is None else Method.OFFICER
    return _streets(frame, ways, crs, method)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all parts of the reader need."""

    area: str
    data: OsmData
    places_m: dict[int, Point]
    boundary: BaseGeometry | None
    driving_side: DrivingSide
    defaults: DefaultSections


def _streets(frame: _Frame, ways: Sequence[OsmWay], crs: str, method: Method) -> Streets:
    pieces = cut_at_nodes([_road_way(way) for way in ways], frame.places_m, frame.boundary)
    beside = _beside_streets(pieces)
    plain = make_roads(frame.area, pieces, beside, frame.driving_side, frame.defaults)
    made = tapered(plain, [piece.source.network is Network.STREET for piece in pieces])
    corridors = corridors_of(frame.area, made, beside, frame.defaults)
    doubled = _doubled(pieces, made)
    kept = {
        road.road_id: (road, piece)
        for index, (road, piece) in enumerate(zip(made, pieces, strict=True))
        if index not in doubled
    }
    roads = tuple(kept[key][0] for key in sorted(kept))
    on_roads = nodes_on_roads({key: kept[key][1] for key in sorted(kept)})
    area, data, boundary = frame.area, frame.data, frame.boundary
    node_ids = {
        node: node_key(area, node)
        for _, piece in kept.values()
        for node in (piece.start, piece.end)
        if node is not None
    }
    return Streets(
        area=area,
        crs=crs,
        driving_side=frame.driving_side,
        driving_side_method=method,
        nodes=_nodes(frame, roads, node_ids),
        roads=roads,
        corridors=corridors,
        turn_rules=tuple(turn_rules(area, data, roads, node_ids)),
        cross_features=tuple(cross_features(area, data, on_roads)),
        point_assets=tuple(point_assets(area, data, _inside(frame), on_roads)),
        linear_assets=tuple(linear_assets(area, data, frame.places_m, boundary)),
        ground_areas=tuple(ground_areas(area, data, frame.places_m, boundary)),
        notes=_notes(len(doubled), method),
    )


def _road_way(way: OsmWay) -> RoadWay:
    if runs_backward(way.tags):
        way = OsmWay(way.way_id, way.node_ids[::-1], turned_round(way.tags))
    road_class = road_class_of(way.tags)
    assert road_class is not None  # is_road has seen to it
    return RoadWay(way, road_class, network_of(way))


def _beside_streets(pieces: Sequence[Piece]) -> list[dict[str, Beside]]:
    """Return what runs beside each piece; accesses and ways of their own do not count."""
    lines = [
        shapely.LineString(piece.points_m) if piece.source.network is Network.STREET else None
        for piece in pieces
    ]
    return beside_each(lines, [piece.source.layer for piece in pieces])


def _doubled(pieces: Sequence[Piece], roads: Sequence[Road]) -> set[int]:
    """Return the indices of sidewalks that their street already has."""
    paths = [i for i, piece in enumerate(pieces) if piece.source.network is Network.PATH]
    streets = [i for i, piece in enumerate(pieces) if piece.source.network is Network.STREET]
    found = doubled_sidewalks(
        [pieces[i] for i in paths],
        [pieces[i] for i in streets],
        [roads[i].sections[0] for i in streets],
    )
    return {paths[index] for index in found}


def _nodes(
    frame: _Frame, roads: Sequence[Road], node_ids: Mapping[int, NodeId]
) -> tuple[Node, ...]:
    places: dict[NodeId, Point] = {}
    for road in roads:
        (line,) = road.line.pieces
        assert isinstance(line, PolylinePiece)
        places[road.from_node], places[road.to_node] = line.points_m[0], line.points_m[-1]
    tags = {key: frame.data.node_tags.get(node, NO_TAGS) for node, key in node_ids.items()}
    return make_nodes(places, tags, set(places) - set(tags), frame.defaults)


def _projected(places: Mapping[int, tuple[float, float]], to_crs: Transformer) -> dict[int, Point]:
    """Return places in metres, to the millimetre."""
    degrees = np.array(list(places.values()))
    x_m, y_m = to_crs.transform(degrees[:, 0], degrees[:, 1])
    return {
        node: (round(float(x), 3), round(float(y), 3))
        for node, x, y in zip(places, x_m, y_m, strict=True)
        if np.isfinite(x) and np.isfinite(y)
    }


def _inside(frame: _Frame) -> dict[int, Point]:
    """Return the places of tagged nodes inside the boundary."""
    tagged = [node for node in sorted(frame.data.node_tags) if node in frame.places_m]
    if frame.boundary is None or not tagged:
        return {node: frame.places_m[node] for node in tagged}
    x_m, y_m = np.array([frame.places_m[node] for node in tagged]).T
    inside = shapely.intersects_xy(frame.boundary, x_m, y_m)
    return {node: frame.places_m[node] for node, kept in zip(tagged, inside, strict=True) if kept}


def _side_in_file(ways: Sequence[OsmWay]) -> DrivingSide | None:
    """Return the side that the ways themselves state, where they agree."""
    stated = {way.tags["driving_side"] for way in ways if "driving_side" in way.tags}
    sides = {str(side) for side in DrivingSide}
    return DrivingSide(stated.pop()) if len(stated) == 1 and stated <= sides else None


def _country_in_file(data: OsmData) -> str | None:
    """Return the country that most addresses of the file name."""
    named = Counter(
        tags["addr:country"] for tags in data.node_tags.values() if "addr:country" in tags
    )
    return max(sorted(named), key=named.__getitem__) if named else None


def _notes(doubled: int, method: Method) -> tuple[Message, ...]:
    notes = []
    if doubled:
        notes.append(
            Message(
                "{count} sidewalks drawn as own ways were left out: their street has them.",
                {"count": doubled},
            )
        )
    if method is Method.ASSUMED:
        notes.append(
            Message("The side of the road driven on could not be known; right was assumed.")
        )
    return tuple(notes)
