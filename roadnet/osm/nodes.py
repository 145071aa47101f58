"""Nodes of the map: ends of roads, with what their OpenStreetMap node says."""

from collections.abc import Iterable, Mapping

from roadnet.default_sections import DefaultSections
from roadnet.model import (
    Control,
    Measured,
    Method,
    Node,
    NodeId,
    NodeKind,
    Point,
    Stated,
)
from roadnet.osm.elements import NO_TAGS, Tags
from roadnet.osm.tag_values import metres

NODE_SIGMA_M = 2.0  # of a node drawn on a photo
KINDS = {
    "turning_circle": NodeKind.TURNING_CIRCLE,
    "turning_loop": NodeKind.TURNING_CIRCLE,
    "mini_roundabout": NodeKind.MINI_ROUNDABOUT,
}
CONTROLS = {
    "traffic_signals": Control.SIGNAL,
    "stop": Control.STOP,
    "give_way": Control.STOP,
}


def node_key(area: str, node: int) -> NodeId:
    """Return the key of a node of the file."""
    return NodeId(f"{area}/n{node}")


def make_nodes(
    places_m: Mapping[NodeId, Point],
    tags: Mapping[NodeId, Tags],
    edge_nodes: Iterable[NodeId],
    defaults: DefaultSections,
) -> tuple[Node, ...]:
    """Return the nodes of an area, ordered by key.

    Parameters
    ----------
    places_m
        Places of all ends of roads.
    tags
        What the file says of them.
    edge_nodes
        Ends that the edge of the area cut.
    """
    cut = set(edge_nodes)
    return tuple(
        _node(key, places_m[key], tags.get(key, NO_TAGS), key in cut, defaults)
        for key in sorted(places_m)
    )


def _node(key: NodeId, place: Point, tags: Tags, is_cut: bool, defaults: DefaultSections) -> Node:
    kind = NodeKind.MAP_EDGE if is_cut else KINDS.get(tags.get("highway", ""), NodeKind.PLAIN)
    return Node(
        node_id=key,
        x_m=place[0],
        y_m=place[1],
        kind=kind,
        control=CONTROLS.get(tags.get("highway", ""), Control.UNKNOWN),
        radius=_radius(kind, tags, defaults),
        stated=Stated(Method.OSM, NODE_SIGMA_M),
    )


def _radius(kind: NodeKind, tags: Tags, defaults: DefaultSections) -> Measured | None:
    """Return the radius of a widened dead end or of a painted roundabout."""
    if kind not in {NodeKind.TURNING_CIRCLE, NodeKind.MINI_ROUNDABOUT}:
        return None
    diameter = metres(tags.get("diameter")) or metres(tags.get("width"))
    if diameter is not None:
        return Measured(diameter / 2, Method.OSM, defaults.sigma_m["tag"], "diameter tag")
    item = f"{kind}_radius_m"
    return Measured(
        defaults.width_m(item), Method.ASSUMED, defaults.sigma_m["assumed"], defaults.source
    )
