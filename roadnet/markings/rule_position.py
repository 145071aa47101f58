"""Where the rules put a feature whose place along the road is not stated."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from roadnet.markings.arms import ArmPlace
from roadnet.markings.defaults import feature_default, marking_defaults
from roadnet.markings.placed_feature import PlacedFeature
from roadnet.markings.sizes import Sizes
from roadnet.model import FeatureKind

LEAST_LEFT_WAIT_M = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """An arm, what already lies on it, and what has to find its place."""

    arm: ArmPlace
    sizes: Sizes
    depth_m: float
    text: str
    crosswalks: tuple[PlacedFeature, ...]  # the nearest to the junction first
    stop_line: PlacedFeature | None
    moto_box: PlacedFeature | None

    @property
    def crosswalk_far_m(self) -> float:
        """Distance at which all crosswalks end, over the lanes that lead to the junction."""
        ends = [one.far_at(offset) for one in self.crosswalks for offset in self._lane_edges(one)]
        return max([self.arm.mouth_m, *ends])

    @property
    def crosswalk_near_m(self) -> float:
        """Distance at which the crosswalk next to the junction begins."""
        first = self.crosswalks[0]
        return min(first.near_at(offset) for offset in self._lane_edges(first))

    def _lane_edges(self, crosswalk: PlacedFeature) -> list[float]:
        place = self.arm.place
        lanes = place.lanes_in(crosswalk.near_m)
        offsets = place.offsets_m(crosswalk.near_m)
        edges = (min(lanes), max(lanes) + 1) if lanes else crosswalk.span
        return [float(offsets[edge]) for edge in edges]

    @property
    def stop_m(self) -> float:
        """Distance of the rear edge of the stop line; of the crosswalk or mouth without one."""
        if self.stop_line is not None:
            return self.stop_line.far_m
        return self.crosswalk_far_m

    @property
    def behind_box_m(self) -> float:
        """Distance of the rear edge of the motorcycle box, or of the stop line without one."""
        return self.moto_box.far_m if self.moto_box is not None else self.stop_m


def near_by_rule(kind: FeatureKind, spot: Spot) -> tuple[float, float]:
    """Return the distances from the node of the near and the far edge."""
    if kind is FeatureKind.LEFT_WAIT:
        return _left_wait(spot)
    near_m = NEAR.get(kind, _behind_stop_line)(spot)
    return near_m, near_m + spot.depth_m


def _crosswalk(spot: Spot) -> float:
    name = "to_cross_road_edge"
    default = feature_default("crosswalk", "to_cross_road_edge_m")
    to_edge_m = spot.sizes.get(name, default)
    return spot.arm.crossed_edge_m + to_edge_m


def _bike_crossing(spot: Spot) -> float:
    """Beside the crosswalk on the side of the junction where there is room, else behind it."""
    if not spot.crosswalks:
        return _crosswalk(spot)
    inside_m = spot.crosswalks[0].near_m - spot.depth_m
    return inside_m if inside_m >= spot.arm.crossed_edge_m else spot.crosswalks[-1].far_m


def _stop_line(spot: Spot) -> float:
    if spot.crosswalks:
        return spot.crosswalk_far_m + spot.sizes["clear_to_crosswalk"]
    return spot.arm.mouth_m + feature_default("stop_line", "from_mouth_m")


def _yield(spot: Spot) -> float:
    if spot.crosswalks:
        return spot.crosswalk_far_m + feature_default("yield", "triangle_from_lines_m")
    return spot.arm.mouth_m + feature_default("yield", "from_mouth_m")


def _two_stage_box(spot: Spot) -> float:
    """Behind the edge of the crossed road, clear of the crosswalk or the stop line."""
    front_m = spot.arm.crossed_edge_m + spot.sizes["front_from_cross_road_edge"]
    if spot.crosswalks:
        name = "rear_from_crosswalk"
        clear_m = spot.sizes.get(name, 0.0)
        rear_m = spot.crosswalk_near_m - clear_m
    elif spot.stop_line is not None:
        rear_m = spot.stop_line.near_m
    else:
        return front_m
    return max(front_m, rear_m - spot.depth_m)


def _left_wait(spot: Spot) -> tuple[float, float]:
    """From the stop line into the junction, clear of its centre."""
    far_m = spot.stop_line.near_m if spot.stop_line is not None else spot.arm.mouth_m
    centre = np.array([spot.arm.junction.junction.x_m, spot.arm.junction.junction.y_m])
    (node,) = spot.arm.place.points(np.zeros(1), np.zeros(1))
    centre_m = float((node - centre) @ spot.arm.place.ahead(0.0))
    limit = spot.sizes.version.sizes["from_centre"].minimum or 0.0
    near_m = max(far_m - spot.depth_m, limit + centre_m)
    return min(near_m, far_m - LEAST_LEFT_WAIT_M), far_m


def _arrow(spot: Spot) -> float:
    return spot.behind_box_m + spot.sizes.get("before_stop_line", 0.0)


def _text(spot: Spot) -> float:
    if "before_stop_line" in spot.sizes:
        return spot.stop_m + spot.sizes["before_stop_line"]
    return spot.behind_box_m + float(marking_defaults()["features"]["text_from_mouth_m"])


def _speed_limit(spot: Spot) -> float:
    away_m = float(marking_defaults()["features"]["text_from_mouth_m"])
    return spot.crosswalk_far_m + away_m


def _slow_down(spot: Spot) -> float:
    return spot.stop_m + float(marking_defaults()["features"]["slow_down_from_mouth_m"])


def _symbol(spot: Spot) -> float:
    away_m = spot.sizes.get("from_mouth", feature_default("slow_lane_symbols", "from_mouth_m"))
    return spot.crosswalk_far_m + away_m


def _at_mouth(spot: Spot) -> float:
    return spot.arm.mouth_m


def _behind_stop_line(spot: Spot) -> float:
    return spot.stop_m


NEAR: dict[FeatureKind, Callable[[Spot], float]] = {
    FeatureKind.CROSSWALK: _crosswalk,
    FeatureKind.BIKE_CROSSING: _bike_crossing,
    FeatureKind.STOP_LINE: _stop_line,
    FeatureKind.YIELD: _yield,
    FeatureKind.MOTO_BOX: _behind_stop_line,
    FeatureKind.TWO_STAGE_BOX: _two_stage_box,
    FeatureKind.ARROW: _arrow,
    FeatureKind.TEXT: _text,
    FeatureKind.SPEED_LIMIT: _speed_limit,
    FeatureKind.SLOW_DOWN: _slow_down,
    FeatureKind.SYMBOL: _symbol,
    FeatureKind.NET: _at_mouth,
    FeatureKind.HATCH: _at_mouth,
    FeatureKind.ZEBRA: _at_mouth,
}
