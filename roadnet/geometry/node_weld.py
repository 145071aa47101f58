"""Fill the notch on the outer side of a node, where flat road ends leave a wedge open."""

import math
from collections.abc import Sequence
from itertools import permutations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.arm_shape import ArmShape

Floats = NDArray[np.float64]
WIDEST_OVER_OTHERS_RAD = math.radians(240)  # where a third arm lies between the two
LONGEST_MITRE = 2.0  # times the distance of the kerb from the node
PARALLEL = 1e-6
LEAST_AREA_M2 = 1e-6


def welds(shapes: Sequence[ArmShape]) -> list[BaseGeometry]:
    """Return the surfaces that close the notches between arms more than half a turn apart.

    Parameters
    ----------
    shapes
        The arms of one node.
    """
    if len(shapes) < 2:  # noqa: PLR2004
        return []
    angles = [math.atan2(shape.direction[1], shape.direction[0]) for shape in shapes]
    order = sorted(range(len(shapes)), key=lambda index: (angles[index], index))
    following = set(zip(order, order[1:] + order[:1], strict=True))
    found = []
    for one, other in permutations(range(len(shapes)), 2):
        gap = (angles[other] - angles[one]) % math.tau
        widest = math.tau if (one, other) in following else WIDEST_OVER_OTHERS_RAD
        if math.pi < gap <= widest:
            weld = _weld(shapes[one], shapes[other])
            if weld is not None:
                found.append(weld)
    return found


def _weld(one: ArmShape, other: ArmShape) -> BaseGeometry | None:
    """Return the wedge between the left kerb of one arm and the right kerb of the next."""
    node, left, right = one.node, one.kerbs_at_node[0], other.kerbs_at_node[1]
    ring = [node, left, right]
    meeting = _crossing(left, one.direction, right, other.direction)
    if meeting is not None:
        farthest = LONGEST_MITRE * max(np.hypot(*(left - node)), np.hypot(*(right - node)))
        if np.hypot(*(meeting - node)) <= farthest:
            ring = [node, left, meeting, right]
    polygon = shapely.make_valid(shapely.Polygon(ring))
    return polygon if polygon.area > LEAST_AREA_M2 else None


def _crossing(start: Floats, way: Floats, other: Floats, other_way: Floats) -> Floats | None:
    """Return where two lines cross; None where they are parallel."""
    turn = way[0] * other_way[1] - way[1] * other_way[0]
    if abs(turn) < PARALLEL:
        return None
    step = other - start
    along = (step[0] * other_way[1] - step[1] * other_way[0]) / turn
    return np.asarray(start + along * way)
