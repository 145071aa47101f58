"""Signals, signs, lamps, trees … that OpenStreetMap maps as nodes, and rails and barriers."""

import math
from collections.abc import Mapping

from shapely.geometry.base import BaseGeometry

from roadnet.model import (
    AssetId,
    LinearAsset,
    LinearKind,
    Method,
    Point,
    PointAsset,
    PointKind,
    Stated,
)
from roadnet.osm.clip import Chain, inside_chains
from roadnet.osm.crossings import OnRoad
from roadnet.osm.elements import OsmData, Tags

NODE_SIGMA_M = 2.0
BY_TAG = {
    ("highway", "traffic_signals"): PointKind.SIGNAL,
    ("highway", "stop"): PointKind.SIGN,
    ("highway", "give_way"): PointKind.SIGN,
    ("highway", "speed_camera"): PointKind.CAMERA,
    ("highway", "street_lamp"): PointKind.LAMP,
    ("highway", "bus_stop"): PointKind.BUS_STOP,
    ("natural", "tree"): PointKind.TREE,
    ("emergency", "fire_hydrant"): PointKind.HYDRANT,
    ("barrier", "bollard"): PointKind.BOLLARD,
    ("man_made", "street_cabinet"): PointKind.UTILITY_BOX,
}
LINES = {
    ("barrier", "guard_rail"): LinearKind.GUARDRAIL,
    ("barrier", "jersey_barrier"): LinearKind.WALL,
    ("railway", "tram"): LinearKind.TRAM_TRACK,
    ("railway", "light_rail"): LinearKind.TRAM_TRACK,
}


def point_assets(
    area: str, data: OsmData, places_m: Mapping[int, Point], on_roads: Mapping[int, OnRoad]
) -> list[PointAsset]:
    """Return the things at nodes, ordered by key; only nodes with a place in metres."""
    assets = []
    for node, tags in sorted(data.node_tags.items()):
        kind = _kind(tags)
        if kind is None or node not in places_m:
            continue
        x_m, y_m = places_m[node]
        place = on_roads.get(node)
        assets.append(
            PointAsset(
                asset_id=AssetId(f"{area}/n{node}"),
                kind=kind,
                x_m=x_m,
                y_m=y_m,
                heading_rad=_heading(tags),
                road_id=place.road_id if place else None,
                code=tags.get("traffic_sign", "") or (tags.get("highway", "")),
                external_ids=(("osm", f"node/{node}"),),
                stated=Stated(Method.OSM, NODE_SIGMA_M),
            )
        )
    return assets


def linear_assets(
    area: str,
    data: OsmData,
    places_m: Mapping[int, Point],
    boundary: BaseGeometry | None,
) -> list[LinearAsset]:
    """Return rails and barriers inside the boundary, ordered by key."""
    assets = []
    for way in data.ways:
        kind = next((LINES[item] for item in way.tags.items() if item in LINES), None)
        chain: Chain = [(node, places_m[node]) for node in way.node_ids if node in places_m]
        if kind is None or len(chain) < 2 or _is_underground(way.tags):  # noqa: PLR2004
            continue
        parts = [chain] if boundary is None else list(inside_chains(chain, boundary))
        for index, part in enumerate(parts):
            assets.append(
                LinearAsset(
                    asset_id=AssetId(f"{area}/w{way.way_id}.{index}"),
                    kind=kind,
                    line_m=tuple(place for _, place in part),
                    external_ids=(("osm", f"way/{way.way_id}"),),
                    stated=Stated(Method.OSM, NODE_SIGMA_M),
                )
            )
    return assets


def _kind(tags: Tags) -> PointKind | None:
    if "traffic_sign" in tags:
        return PointKind.SIGN
    return next((BY_TAG[item] for item in tags.items() if item in BY_TAG), None)


def _heading(tags: Tags) -> float | None:
    """Return the heading of a face from a bearing in degrees; words say nothing."""
    try:
        bearing_deg = float(tags["direction"])
    except (KeyError, ValueError):
        return None
    return round(math.remainder(math.radians(90.0 - bearing_deg), math.tau), 6)


def _is_underground(tags: Tags) -> bool:
    return tags.get("tunnel", "no") != "no" or tags.get("layer", "0").startswith("-")
