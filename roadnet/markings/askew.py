"""Crosswalks that run askew across a street: stated, or seen from their neighbours.

OpenStreetMap draws one crossing over all carriageways of a street and a node on each. The line
through the nodes of neighbouring carriageways is the direction of the crossing.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from roadnet.geometry.road_frame import RoadFrame
from roadnet.markings.feature_rules import is_middle
from roadnet.markings.road_place import RoadPlace
from roadnet.model import Anchor, CrossFeature, FeatureId, FeatureKind, RoadEnd, RoadId

Floats = NDArray[np.float64]
SKEW = "skew_deg"  # stated: how far the crossing is turned counter-clockwise from square across
NEIGHBOUR_M = 25.0
PARALLEL = 0.94  # cosine between neighbouring carriageways
LEAST_ACROSS = 0.7  # cosine between the crossing and square across, at least
KINDS = frozenset({FeatureKind.CROSSWALK, FeatureKind.BIKE_CROSSING})


class AskewCrossings:
    """The slopes of crossings.

    Parameters
    ----------
    features
        All features of the area.
    frames
        Frames of their roads.
    """

    def __init__(
        self, features: Iterable[CrossFeature], frames: Mapping[RoadId, RoadFrame]
    ) -> None:
        nodes: dict[FeatureId, tuple[Floats, Floats]] = {}
        for feature in features:
            offset = feature.offset
            on_road = feature.anchor is Anchor.STATION and feature.road_id in frames
            if feature.kind in KINDS and offset is not None and on_road and is_middle(offset):
                place = RoadPlace(frames[feature.road_id], RoadEnd.END)
                distance_m = place.distance_m(offset.value)
                (point,) = place.points(np.array([distance_m]), np.zeros(1))
                nodes[feature.feature_id] = (point, place.ahead(distance_m))
        self._nodes, self._keys = nodes, list(nodes)
        self._tree = shapely.STRtree([shapely.Point(point) for point, _ in nodes.values()])

    def slope(self, feature: CrossFeature, place: RoadPlace) -> float:
        """Return how much farther from the node a crossing lies for each metre to the left."""
        stated = dict(feature.sizes).get(SKEW)
        if stated is not None:
            return math.tan(math.radians(stated.value)) * float(place.inward)
        if feature.feature_id not in self._nodes:
            return 0.0
        point, along = self._nodes[feature.feature_id]
        way = self._way(feature.feature_id, point, along)
        if way is None:
            return 0.0
        left = np.array([-along[1], along[0]])
        return -float(way @ along) / float(way @ left) * float(place.inward)

    def _way(self, key: FeatureId, point: Floats, along: Floats) -> Floats | None:
        """Return the direction of the crossing; None without neighbours that fit."""
        steps: list[Floats] = []
        near = self._tree.query(shapely.Point(point), predicate="dwithin", distance=NEIGHBOUR_M)
        for number in sorted(near.tolist()):
            place, other_along = self._nodes[self._keys[number]]
            step = place - point
            size = float(np.hypot(*step))
            if self._keys[number] == key or size == 0:
                continue
            across = abs(float(step @ np.array([-along[1], along[0]]))) / size
            if across >= LEAST_ACROSS and abs(float(along @ other_along)) >= PARALLEL:
                steps.append(step)
        return _outermost(steps, np.array([-along[1], along[0]]))


def _outermost(steps: Sequence[Floats], left: Floats) -> Floats | None:
    """Return the way from the nearest neighbour on one side to that on the other."""
    nearest: dict[bool, Floats] = {}
    for step in sorted(steps, key=lambda one: float(np.hypot(*one))):
        nearest.setdefault(bool(step @ left > 0), step)
    if not nearest:
        return None
    return nearest.get(True, np.zeros(2)) - nearest.get(False, np.zeros(2))
