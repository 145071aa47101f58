"""Streets cut out of an area: roads that lead out of the cut get nodes of their own there."""

from dataclasses import replace

from roadnet.geometry.plan_line import sample
from roadnet.model import Node, NodeKind, Streets


def with_ends(streets: Streets) -> Streets:
    """Return the streets with a node for every end of a road that has none.

    Parameters
    ----------
    streets
        The records of a box: roads come whole, nodes outside the box are missing.
    """
    known = {node.node_id for node in streets.nodes}
    ends = {}
    for road in streets.roads:
        if {road.from_node, road.to_node} <= known:
            continue
        points = sample(road.line)[1]
        for key, point in ((road.from_node, points[0]), (road.to_node, points[-1])):
            if key not in known:
                ends[key] = Node(key, float(point[0]), float(point[1]), kind=NodeKind.MAP_EDGE)
    if not ends:
        return streets
    nodes = sorted([*streets.nodes, *ends.values()], key=lambda node: node.node_id)
    return replace(streets, nodes=tuple(nodes))
