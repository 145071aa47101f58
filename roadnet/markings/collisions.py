"""Leave out assumed marks that would lie on stated ones, or on crossings and stop lines."""

from collections.abc import Sequence

from roadnet.markings.paint import Assumption
from roadnet.markings.placed_feature import PlacedFeature
from roadnet.model import FeatureKind, Method, RoadId

IN_LANES = frozenset(
    {FeatureKind.SYMBOL, FeatureKind.TEXT, FeatureKind.ARROW, FeatureKind.SPEED_LIMIT}
)
CLEAR_M = 0.5
SAME_LINE_M = 3.0


def without_collisions(features: Sequence[PlacedFeature]) -> list[PlacedFeature]:
    """Return features without those assumed marks in lanes that lie on something else.

    OpenStreetMap often has a node for a stop line and one for its signal side by side: one stop
    line is drawn for both, that of the mapped line.
    """
    kept: list[PlacedFeature] = []
    by_road: dict[RoadId, list[PlacedFeature]] = {}
    for placed in sorted(features, key=_is_loose):
        others = by_road.setdefault(placed.feature.road_id, [])
        if _is_loose(placed) and any(_overlap(placed, other) for other in others):
            continue
        if _is_second_line(placed) and any(_same_line(placed, other) for other in others):
            continue
        kept.append(placed)
        others.append(placed)
    return kept


def _is_loose(placed: PlacedFeature) -> bool:
    return placed.kind in IN_LANES and Assumption.EXISTENCE in placed.assumed


def _is_second_line(placed: PlacedFeature) -> bool:
    feature = placed.feature
    return placed.kind is FeatureKind.STOP_LINE and feature.stated.method is Method.OSM


def _same_line(one: PlacedFeature, other: PlacedFeature) -> bool:
    """Whether two stop lines for the same lanes lie side by side."""
    apart_m = abs(one.stations_m[0] - other.stations_m[0])
    same_traffic = one.kind is other.kind and one.lanes == other.lanes
    return same_traffic and one.place.end is other.place.end and apart_m < SAME_LINE_M


def _overlap(one: PlacedFeature, other: PlacedFeature) -> bool:
    """Whether two features cover a common stretch of a common strip."""
    same_strips = one.span[0] < other.span[1] and other.span[0] < one.span[1]
    start_m, end_m = one.stations_m
    other_start_m, other_end_m = other.stations_m
    lean_m = abs(other.slope) * other.place.road.sections[0].width_m / 2 + CLEAR_M
    return same_strips and start_m < other_end_m + lean_m and other_start_m - lean_m < end_m
