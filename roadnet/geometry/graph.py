"""Which road ends meet at which node, and which of them make junctions."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from roadnet.geometry.road_frame import RoadFrame, mitre
from roadnet.model import Node, NodeId, NodeKind, Road, RoadEnd

Floats = NDArray[np.float64]
SHARPEST_JOINT_RAD = math.radians(120)  # two roads that turn more make a junction
PAIR = 2


@dataclass(frozen=True, slots=True, order=True)
class RoadArm:
    """An end of a road: the index of the road among all, and which end."""

    road: int
    end: RoadEnd

    @property
    def other(self) -> "RoadArm":
        """The other end of the road."""
        return RoadArm(self.road, RoadEnd.END if self.end is RoadEnd.START else RoadEnd.START)


def rank_of(road: Road) -> int:
    """Return the graph a road belongs to: streets 0, accesses 1, ways of their own 2."""
    if not road.is_drivable:
        return 2
    return 1 if road.is_access else 0


def arms_by_node(roads: Sequence[Road], rank: int) -> dict[NodeId, list[RoadArm]]:
    """Return the road ends of one rank at each node, ordered."""
    arms: dict[NodeId, list[RoadArm]] = {}
    for index, road in enumerate(roads):
        if rank_of(road) == rank:
            arms.setdefault(road.from_node, []).append(RoadArm(index, RoadEnd.START))
            arms.setdefault(road.to_node, []).append(RoadArm(index, RoadEnd.END))
    return {node: sorted(arms[node]) for node in sorted(arms)}


def outward(frame: RoadFrame, end: RoadEnd) -> Floats:
    """Return the unit vector along a road away from one of its ends."""
    normal = frame.step_normals[0] if end is RoadEnd.START else frame.step_normals[-1]
    along = np.array([normal[1], -normal[0]])
    return along if end is RoadEnd.START else -along


def makes_junction(node: Node, arms: Sequence[RoadArm], frames: Sequence[RoadFrame]) -> bool:
    """Whether the streets that meet at a node make a junction; else they go on into each other."""
    if len(arms) > PAIR:
        return True
    if node.kind is NodeKind.TURNING_CIRCLE:
        return True
    return len(arms) == PAIR and turn_rad(arms, frames) > SHARPEST_JOINT_RAD


def turn_rad(arms: Sequence[RoadArm], frames: Sequence[RoadFrame]) -> float:
    """Return how much the way turns from the first of two arms into the second."""
    one, other = (outward(frames[arm.road], arm.end) for arm in arms)
    return math.acos(max(-1.0, min(1.0, float(-one @ other))))


def joined_frames(
    frames: Sequence[RoadFrame], joints: Mapping[NodeId, Sequence[RoadArm]]
) -> list[RoadFrame]:
    """Return frames whose ends at joints are cut along the line that both roads share.

    Parameters
    ----------
    frames
        Frames of all roads.
    joints
        The two road ends at each node where a road goes on into another one.
    """
    ends: dict[RoadArm, Floats] = {}
    for pair in joints.values():
        arriving, leaving = pair
        into = -outward(frames[arriving.road], arriving.end)
        out = outward(frames[leaving.road], leaving.end)
        normals = [np.array([[-way[1], way[0]]]) for way in (into, out)]
        shared = mitre(*normals)[0]
        ends[arriving] = shared if arriving.end is RoadEnd.END else -shared
        ends[leaving] = shared if leaving.end is RoadEnd.START else -shared
    return [
        frame.with_end_normals(
            ends.get(RoadArm(index, RoadEnd.START)), ends.get(RoadArm(index, RoadEnd.END))
        )
        for index, frame in enumerate(frames)
    ]
