"""Crosswalks, stop lines and humps that OpenStreetMap maps as nodes of a street."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from roadnet.model import (
    Anchor,
    CrossFeature,
    FeatureId,
    FeatureKind,
    Measured,
    Method,
    RoadEnd,
    RoadId,
    Stated,
)
from roadnet.osm.elements import NO_TAGS, OsmData, Tags
from roadnet.osm.pieces import Network, Piece
from roadnet.osm.tag_values import NO
from roadnet.osm.way_choice import is_crossing

NODE_SIGMA_M = 2.0  # of a node drawn on a photo
NEAR_JUNCTION_M = 40.0  # a crosswalk farther from the ends of its road stands alone
STOPS = {"stop": FeatureKind.STOP_LINE, "give_way": FeatureKind.YIELD}
HUMPS = frozenset({"hump", "table", "bump", "cushion", "dip", "rumble_strip"})
UNMARKED = frozenset({"unmarked", "informal"})


@dataclass(frozen=True, slots=True)
class OnRoad:
    """A node on a road."""

    road_id: RoadId
    station_m: float
    length_m: float


def nodes_on_roads(pieces: Mapping[RoadId, Piece]) -> dict[int, OnRoad]:
    """Return where each node of a street lies; a node of several roads belongs to the first."""
    found: dict[int, OnRoad] = {}
    for road_id, piece in pieces.items():
        if piece.source.network is Network.STREET:
            for node, station_m in piece.node_stations:
                found.setdefault(node, OnRoad(road_id, station_m, piece.length_m))
    return found


def cross_features(area: str, data: OsmData, on_roads: Mapping[int, OnRoad]) -> list[CrossFeature]:
    """Return what stands across the streets at nodes, ordered by key."""
    crossing_ways: dict[int, Tags] = {}
    for way in data.ways:
        if is_crossing(way.tags):
            crossing_ways |= dict.fromkeys(way.node_ids, way.tags)
    features = []
    for node in sorted(on_roads):
        tags = data.node_tags.get(node, NO_TAGS)
        for kind, road_end in _kinds(tags, crossing_ways.get(node), on_roads[node]):
            features.append(_feature(area, node, kind, on_roads[node], road_end, tags))
    return features


def _kinds(
    tags: Tags, way_tags: Tags | None, place: OnRoad
) -> Iterator[tuple[FeatureKind, RoadEnd | None]]:
    if tags.get("highway") == "crossing" or way_tags is not None:
        yield _crosswalk(tags, way_tags or NO_TAGS, place), None
    if tags.get("highway") in STOPS:
        yield STOPS[tags["highway"]], _arm(tags.get("direction"), place)
    elif tags.get("road_marking") == "stop_line":
        yield FeatureKind.STOP_LINE, _arm(tags.get("direction"), place)
    elif tags.get("highway") == "traffic_signals" and "traffic_signals:direction" in tags:
        yield FeatureKind.STOP_LINE, _arm(tags["traffic_signals:direction"], place)
    if tags.get("traffic_calming") in HUMPS:
        yield FeatureKind.SPEED_HUMP, None


def _crosswalk(tags: Tags, way_tags: Tags, place: OnRoad) -> FeatureKind:
    markings = tags.get("crossing:markings") or way_tags.get("crossing:markings")
    crossing = tags.get("crossing") or way_tags.get("crossing")
    if markings in NO or (markings is None and crossing in UNMARKED):
        return FeatureKind.UNMARKED_CROSSING
    if "cycleway" in {way_tags.get("highway")} and way_tags.get("foot") in NO:
        return FeatureKind.BIKE_CROSSING
    to_end_m = min(place.station_m, place.length_m - place.station_m)
    return FeatureKind.CROSSWALK if to_end_m <= NEAR_JUNCTION_M else FeatureKind.ZEBRA


def _arm(direction: str | None, place: OnRoad) -> RoadEnd:
    """Return the arm whose traffic stops: as tagged, else that of the nearer end."""
    if direction in {"forward", "backward"}:
        return RoadEnd.END if direction == "forward" else RoadEnd.START
    return RoadEnd.END if place.station_m * 2 > place.length_m else RoadEnd.START


def _feature(
    area: str,
    node: int,
    kind: FeatureKind,
    place: OnRoad,
    road_end: RoadEnd | None,
    tags: Tags,
) -> CrossFeature:
    signals = tags.get("crossing") == "traffic_signals" or tags.get("crossing:signals") == "yes"
    is_crosswalk = tags.get("highway") == "crossing"
    return CrossFeature(
        feature_id=FeatureId(f"{area}/n{node}:{kind}"),
        kind=kind,
        road_id=place.road_id,
        road_end=road_end,
        anchor=Anchor.STATION,
        offset=Measured(round(place.station_m, 3), Method.OSM, NODE_SIGMA_M, "node"),
        is_signalised=signals if is_crosswalk else None,
        external_ids=(("osm", f"node/{node}"),),
        stated=Stated(Method.OSM, NODE_SIGMA_M),
    )
