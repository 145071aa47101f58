"""Roads of the map: pieces of ways with their cross-sections."""

from collections.abc import Sequence

from roadnet.default_sections import DefaultSections
from roadnet.model import (
    DrivingSide,
    Method,
    NodeId,
    OneWay,
    PolylinePiece,
    ReferenceLine,
    Road,
    RoadId,
    Stated,
)
from roadnet.neighbours import Beside, free_sides
from roadnet.osm.corridors import corridor_id
from roadnet.osm.cross_section import CrossSection, cross_section, way_section
from roadnet.osm.nodes import node_key
from roadnet.osm.pieces import Network, Piece
from roadnet.osm.street import Street
from roadnet.osm.tag_values import NO, speed_kmh
from roadnet.osm.way_choice import is_one_way

LINE_SIGMA_M = 1.0  # of a way drawn on a photo
ROUNDABOUTS = frozenset({"roundabout", "circular"})


def make_roads(
    area: str,
    pieces: Sequence[Piece],
    beside: Sequence[dict[str, Beside]],
    driving_side: DrivingSide,
    defaults: DefaultSections,
) -> list[Road]:
    """Return one road for each piece, in their order.

    Parameters
    ----------
    pieces
        Pieces of ways between nodes.
    beside
        What runs beside each of them.
    """
    sections: dict[tuple[int, frozenset[str]], CrossSection] = {}
    roads = []
    for piece, neighbours in zip(pieces, beside, strict=True):
        key = (piece.source.way.way_id, free_sides(neighbours))
        if key not in sections:
            sections[key] = _section(piece, key[1], driving_side, defaults)
        roads.append(_road(area, piece, sections[key]))
    return roads


def _section(
    piece: Piece, free: frozenset[str], driving_side: DrivingSide, defaults: DefaultSections
) -> CrossSection:
    source = piece.source
    street = Street(
        tags=source.way.tags,
        road_class=source.road_class,
        is_one_way=is_one_way(source.way.tags, source.road_class),
        driving_side=driving_side,
        defaults=defaults,
        is_access=source.network is Network.ACCESS,
        free_sides=free,
    )
    if source.network is Network.PATH:
        return way_section(source.way.tags, street)
    return cross_section(street)


def _road(area: str, piece: Piece, section: CrossSection) -> Road:
    tags, source = piece.source.way.tags, piece.source
    road_id = RoadId(f"{area}/{piece.key}")
    line = ReferenceLine((PolylinePiece(piece.points_m),))
    one_way = is_one_way(tags, source.road_class) and tags.get("oneway") not in NO
    name = tags.get("name", "")
    return Road(
        road_id=road_id,
        from_node=end_key(area, piece, piece.start, "s"),
        to_node=end_key(area, piece, piece.end, "t"),
        line=line,
        sections=(section.along(road_id, line.length_m),),
        name=name,
        road_class=source.road_class,
        layer=source.layer,
        one_way=OneWay.FORWARD if one_way else OneWay.NO,
        speed_limit_kmh=speed_kmh(tags.get("maxspeed")),
        is_roundabout=tags.get("junction") in ROUNDABOUTS,
        is_access=source.network is Network.ACCESS,
        corridor_id=corridor_id(area, name) if name and source.network is Network.STREET else None,
        external_ids=(("osm", f"way/{source.way.way_id}"),),
        stated=Stated(Method.OSM, LINE_SIGMA_M, "OpenStreetMap"),
    )


def end_key(area: str, piece: Piece, node: int | None, end: str) -> NodeId:
    """Return the key of the node at an end of a piece; an end cut by the edge has its own."""
    if node is not None:
        return node_key(area, node)
    return NodeId(f"{area}/{piece.key}{end}")
