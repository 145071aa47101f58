"""Nodes that make one junction together: short roads between them lie inside it."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from roadnet.geometry.graph import RoadArm, outward
from roadnet.geometry.road_frame import RoadFrame
from roadnet.model import NodeId, Road, RoadEnd

LEAST_REST_M = 3.0  # a shorter road between two mouths lies inside the junction
LONGEST_LINK_M = 30.0  # between parallel carriageways of one street
PARALLEL = 0.9  # cosine
SQUARE = 0.6  # cosine of the link against the carriageways, at most


class NodeSets:
    """Nodes joined step by step; the smallest node stands for its set."""

    def __init__(self, nodes: Iterable[NodeId]) -> None:
        self._parent = {node: node for node in nodes}

    def find(self, node: NodeId) -> NodeId:
        """Return the node that stands for the set of a node."""
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def join(self, one: NodeId, other: NodeId) -> None:
        """Make one set of the sets of two nodes."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first

    def sets(self) -> dict[NodeId, tuple[NodeId, ...]]:
        """Return the members of every set, ordered."""
        members: dict[NodeId, list[NodeId]] = {}
        for node in sorted(self._parent):
            members.setdefault(self.find(node), []).append(node)
        return {root: tuple(nodes) for root, nodes in members.items()}


def links_carriageways(
    index: int,
    roads: Sequence[Road],
    frames: Sequence[RoadFrame],
    arms: Mapping[NodeId, Sequence[RoadArm]],
) -> bool:
    """Whether a road only links parallel carriageways of one street across their crossing."""
    road, frame = roads[index], frames[index]
    if frame.length_m > LONGEST_LINK_M or road.is_roundabout or road.from_node == road.to_node:
        return False
    through = [
        _one_way_through(node, index, roads, frames, arms)
        for node in (road.from_node, road.to_node)
    ]
    along = frame.points_m[-1] - frame.points_m[0]
    along = along / max(np.hypot(*along), 1e-9)
    for name, way in through[0]:
        for other_name, other_way in through[1]:
            parallel = abs(float(way @ other_way)) > PARALLEL
            square = max(abs(float(way @ along)), abs(float(other_way @ along))) < SQUARE
            if parallel and square and name == other_name:
                return True
    return False


def _one_way_through(
    node: NodeId,
    link: int,
    roads: Sequence[Road],
    frames: Sequence[RoadFrame],
    arms: Mapping[NodeId, Sequence[RoadArm]],
) -> list[tuple[str, np.ndarray]]:
    """Return names and directions of one-way roads that leave a node, the link left out."""
    found = []
    for arm in arms.get(node, ()):
        road = roads[arm.road]
        if arm.road != link and road.is_one_way and not road.is_roundabout:
            way = outward(frames[arm.road], arm.end)
            found.append((road.name, way if arm.end is RoadEnd.START else -way))
    return found
