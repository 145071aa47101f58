"""Surfaces that OpenStreetMap maps as areas: street-side parking, islands, squares."""

from collections.abc import Mapping, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from roadnet.model import AssetId, GroundArea, GroundKind, Method, Point, Stated
from roadnet.osm.elements import OsmData, OsmRelation, Tags
from roadnet.osm.tag_values import YES
from roadnet.osm.way_choice import layer_of

AREA_SIGMA_M = 0.5
BESIDE_STREETS = frozenset({"street_side", "lane", "on_kerb", "half_on_kerb"})
SMALLEST_AREA_M2 = 1.0
Chains = list[tuple[int, ...]]


def ground_areas(
    area: str,
    data: OsmData,
    places_m: Mapping[int, Point],
    boundary: BaseGeometry | None,
) -> list[GroundArea]:
    """Return the surfaces inside the boundary, ordered by key."""
    members = {way.way_id: way.node_ids for way in data.ways}
    shapes: list[tuple[str, str, Tags, Chains, Chains]] = [
        (f"w{way.way_id}", f"way/{way.way_id}", way.tags, [way.node_ids], [])
        for way in data.ways
        if _kind(way.tags) is not None
    ]
    shapes += [
        (f"r{one.relation_id}", f"relation/{one.relation_id}", one.tags, *_rings(one, members))
        for one in data.relations
        if one.tags.get("type") == "multipolygon" and _kind(one.tags) is not None
    ]
    found = []
    for key, source, tags, outer, inner in shapes:
        shape = _polygons(outer, places_m).difference(_polygons(inner, places_m))
        if boundary is not None:
            shape = shape.intersection(boundary)
        kind = _kind(tags)
        for index, polygon in enumerate(_parts(shape)):
            if kind is not None:
                found.append(
                    GroundArea(
                        asset_id=AssetId(f"{area}/{key}.{index}"),
                        kind=kind,
                        rings_m=_coordinates(polygon),
                        layer=layer_of(tags),
                        external_ids=(("osm", source),),
                        stated=Stated(Method.OSM, AREA_SIGMA_M),
                    )
                )
    return found


def _kind(tags: Tags) -> GroundKind | None:
    if tags.get("amenity") == "parking" and tags.get("parking") in BESIDE_STREETS:
        return GroundKind.PARKING
    if tags.get("area:highway") == "traffic_island" or tags.get("traffic_calming") == "island":
        return GroundKind.ISLAND
    if tags.get("highway") == "pedestrian" and (
        tags.get("area") in YES or tags.get("type") == "multipolygon"
    ):
        return GroundKind.PEDESTRIAN_AREA
    return None


def _rings(relation: OsmRelation, members: Mapping[int, tuple[int, ...]]) -> tuple[Chains, Chains]:
    """Return the node chains of the outer and of the inner ways."""
    outer: Chains = []
    inner: Chains = []
    for member in relation.members:
        if member.kind == "way" and member.ref in members:
            (inner if member.role == "inner" else outer).append(members[member.ref])
    return outer, inner


def _polygons(chains: Sequence[tuple[int, ...]], places_m: Mapping[int, Point]) -> BaseGeometry:
    """Return the area that closed chains, or open ones put together, enclose."""
    lines = []
    for chain in chains:
        places = [places_m[node] for node in chain if node in places_m]
        if len(places) > 1:
            lines.append(shapely.LineString(places))
    if not lines:
        return shapely.Polygon()
    faces = shapely.get_parts(shapely.polygonize([shapely.node(shapely.union_all(lines))]))
    return shapely.union_all(faces)


def _parts(shape: BaseGeometry) -> list[shapely.Polygon]:
    parts = [
        part
        for part in shapely.get_parts(shapely.make_valid(shape))
        if isinstance(part, shapely.Polygon) and part.area >= SMALLEST_AREA_M2
    ]
    return sorted(parts, key=lambda part: part.bounds)


def _coordinates(polygon: shapely.Polygon) -> tuple[tuple[Point, ...], ...]:
    rings = [polygon.exterior, *polygon.interiors]
    return tuple(tuple((round(x, 3), round(y, 3)) for x, y in ring.coords) for ring in rings)
