"""Find the junctions of an area: which nodes they hold, which roads lie inside, where they end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from roadnet.default_sections import default_sections
from roadnet.geometry.arm_shape import ArmShape
from roadnet.geometry.clusters import LEAST_REST_M, LONGEST_LINK_M, NodeSets, links_carriageways
from roadnet.geometry.graph import RoadArm
from roadnet.geometry.mouths import Mouths, find_mouths, fitted
from roadnet.geometry.road_frame import RoadFrame
from roadnet.geometry.stated_corners import EndPair
from roadnet.model import Node, NodeId, NodeKind, Road, RoadEnd

SHARED_GROUND = 0.3  # of the smaller of two roads that are one piece of ground
LEAST_RING_M = 0.8  # a roundabout keeps its ring as long as anything of it is left
MOST_ROUNDS = 6  # joining nodes moves mouths, which may join more nodes


@dataclass(frozen=True, slots=True, eq=False)
class FoundJunction:
    """A junction before its surface is shared out with its neighbours."""

    nodes: tuple[NodeId, ...]
    mouths: Mouths
    inner_roads: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FoundJunctions:
    """All junctions, and where each road end is cut off."""

    junctions: tuple[FoundJunction, ...]
    cut_m: dict[RoadArm, float]  # distance of the mouth from the node
    inner_roads: frozenset[int]


class JunctionFinder:
    """Joins nodes to junctions until no road between two mouths is too short.

    Parameters
    ----------
    roads, frames
        All roads of the area and their frames, in the same order.
    arms
        The street ends at every node.
    nodes
        Nodes by key.
    seeds
        Nodes that make a junction.
    joined
        Sets of nodes that a person or source states to be one junction.
    radii_m
        Radii of kerbs between two road ends, where they are stated.
    """

    def __init__(
        self,
        roads: Sequence[Road],
        frames: Sequence[RoadFrame],
        arms: Mapping[NodeId, Sequence[RoadArm]],
        nodes: Mapping[NodeId, Node],
        seeds: frozenset[NodeId],
        radii_m: Mapping[EndPair, float] | None = None,
    ) -> None:
        self._roads, self._frames, self._arms, self._nodes = roads, frames, arms, nodes
        self._seeds = seeds
        self._radii_m = radii_m or {}
        self._defaults = default_sections()
        self._shapes: dict[RoadArm, ArmShape] = {}
        self._made: dict[tuple[tuple[NodeId, ...], frozenset[int]], FoundJunction] = {}

    def find(self, joined: Sequence[Sequence[NodeId]] = ()) -> FoundJunctions:
        """Return the junctions of the area."""
        sets = NodeSets(self._arms)
        for group in joined:
            for node in group[1:]:
                sets.join(group[0], node)
        inner = {
            index
            for index in self._street_indices()
            if links_carriageways(index, self._roads, self._frames, self._arms)
            and self._ends_in_seeds(index)
        }
        for _ in range(MOST_ROUNDS):
            for index in inner:
                sets.join(self._roads[index].from_node, self._roads[index].to_node)
            inner |= self._inside(sets)
            junctions = self._junctions(sets, frozenset(inner))
            absorbed = self._too_short(junctions, inner) | self._doubled(sets, inner)
            if not absorbed:
                break
            inner |= absorbed
        return FoundJunctions(tuple(junctions), self._cuts(junctions), frozenset(inner))

    def _street_indices(self) -> list[int]:
        return sorted({arm.road for arms in self._arms.values() for arm in arms})

    def _ends_in_seeds(self, index: int) -> bool:
        road = self._roads[index]
        return road.from_node in self._seeds and road.to_node in self._seeds

    def _inside(self, sets: NodeSets) -> set[int]:
        """Return short roads whose two ends already belong to one junction of several nodes."""
        found = set()
        for index in self._street_indices():
            road = self._roads[index]
            is_short = self._frames[index].length_m <= LONGEST_LINK_M and not road.is_roundabout
            same = sets.find(road.from_node) == sets.find(road.to_node)
            if is_short and same and road.from_node != road.to_node:
                found.add(index)
        return found

    def _junctions(self, sets: NodeSets, inner: frozenset[int]) -> list[FoundJunction]:
        found = []
        for nodes in sets.sets().values():
            if not self._seeds.intersection(nodes):
                continue
            own = frozenset(
                arm.road for node in nodes for arm in self._arms[node] if arm.road in inner
            )
            key = (nodes, own)
            if key not in self._made:
                self._made[key] = self._make(nodes, own)
            found.append(self._made[key])
        return found

    def _make(self, nodes: tuple[NodeId, ...], inner: frozenset[int]) -> FoundJunction:
        arms = [arm for node in nodes for arm in self._arms[node] if arm.road not in inner]
        shapes = [self._shape(arm) for arm in sorted(arms)]
        inner_shapes = [self._shape(RoadArm(i, end)) for i in sorted(inner) for end in RoadEnd]
        surfaces = [shape.piece(0.0, shape.length_m) for shape in inner_shapes[::2]]
        surfaces += [disc for node in nodes if (disc := self._disc(node)) is not None]
        return FoundJunction(
            nodes, find_mouths(shapes, inner_shapes, surfaces, self._radius), tuple(sorted(inner))
        )

    def _shape(self, arm: RoadArm) -> ArmShape:
        if arm not in self._shapes:
            road = self._roads[arm.road]
            node = road.from_node if arm.end is RoadEnd.START else road.to_node
            self._shapes[arm] = ArmShape(arm, node, self._frames[arm.road])
        return self._shapes[arm]

    def _disc(self, key: NodeId) -> shapely.Polygon | None:
        """Return the surface of a turning circle."""
        node = self._nodes.get(key)
        if node is None or node.kind is not NodeKind.TURNING_CIRCLE or node.radius is None:
            return None
        return shapely.Point(node.x_m, node.y_m).buffer(node.radius.value, quad_segs=16)

    def _radius(self, one: ArmShape, other: ArmShape) -> float:
        ends = frozenset((shape.frame.road.road_id, shape.arm.end) for shape in (one, other))
        if ends in self._radii_m:
            return self._radii_m[ends]
        classes = one.frame.road.road_class, other.frame.road.road_class
        return self._defaults.corner_radius_m(*classes)

    def _too_short(self, junctions: Sequence[FoundJunction], inner: set[int]) -> set[int]:
        """Return roads of which too little is left between their mouths."""
        bare = self._bare(junctions)
        found = set()
        for index in self._street_indices():
            road = self._roads[index]
            ends = (bare.get(RoadArm(index, end), 0.0) for end in RoadEnd)
            rest = self._frames[index].length_m - sum(ends)
            touches = self._seeds & {road.from_node, road.to_node}
            is_loop = road.from_node == road.to_node
            least = LEAST_RING_M if road.is_roundabout else LEAST_REST_M
            if index not in inner and rest < least and touches and not is_loop:
                found.add(index)
        return found

    def _doubled(self, sets: NodeSets, inner: set[int]) -> set[int]:
        """Return short roads side by side between the same two junctions that share ground."""
        between: dict[tuple[NodeId, NodeId], list[int]] = {}
        centres = {sets.find(node) for node in self._seeds}
        for index in self._street_indices():
            road = self._roads[index]
            one, other = sorted((sets.find(road.from_node), sets.find(road.to_node)))
            is_short = self._frames[index].length_m <= LONGEST_LINK_M and not road.is_roundabout
            if is_short and one != other and index not in inner and {one, other} <= centres:
                between.setdefault((one, other), []).append(index)
        found = set()
        for group in between.values():
            for first, second in combinations(group, 2):
                surfaces = [self._surface(first), self._surface(second)]
                common = surfaces[0].intersection(surfaces[1]).area
                if common > SHARED_GROUND * min(one.area for one in surfaces):
                    found |= {first, second}
        return found

    def _surface(self, index: int) -> BaseGeometry:
        return self._shape(RoadArm(index, RoadEnd.START)).surface

    @staticmethod
    def _bare(junctions: Sequence[FoundJunction]) -> dict[RoadArm, float]:
        return {
            shape.arm: bare
            for junction in junctions
            for shape, bare in zip(junction.mouths.shapes, junction.mouths.bare_m, strict=True)
        }

    def _cuts(self, junctions: Sequence[FoundJunction]) -> dict[RoadArm, float]:
        """Return the distance of every mouth from its node, fitted to the length of its road."""
        bare = self._bare(junctions)
        rounded = {
            shape.arm: value
            for junction in junctions
            for shape, value in zip(junction.mouths.shapes, junction.mouths.rounded_m, strict=True)
        }
        cuts: dict[RoadArm, float] = {}
        for index in sorted({arm.road for arm in bare}):
            ends = RoadArm(index, RoadEnd.START), RoadArm(index, RoadEnd.END)
            length = self._frames[index].length_m
            own = bare.get(ends[0], 0.0), bare.get(ends[1], 0.0)
            stub = min(LEAST_REST_M, length * 0.3, max(length - sum(own), length * 0.1))
            mouths = fitted(
                length, own, (rounded.get(ends[0], 0.0), rounded.get(ends[1], 0.0)), stub
            )
            for arm, mouth in zip(ends, mouths, strict=True):
                if arm in bare:
                    cuts[arm] = float(np.clip(mouth, 0.0, length))
        return cuts
