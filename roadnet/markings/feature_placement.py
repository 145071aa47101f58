"""Lay the cross features of an area out on their roads, one after the other.

Crossings come first, then stop lines, which keep clear of them, then boxes behind and before the
stop lines, then what stands in the lanes.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from roadnet.geometry.road_frame import RoadFrame, carriageway_span
from roadnet.markings.arms import ArmKey, ArmPlace, arm_at
from roadnet.markings.askew import AskewCrossings
from roadnet.markings.collisions import without_collisions
from roadnet.markings.defaults import marking_defaults
from roadnet.markings.feature_rules import depth_m, is_middle, rule_of, sizes_of
from roadnet.markings.paint import Assumption
from roadnet.markings.placed_feature import CROSSINGS, PlacedFeature, PlacedFeatures
from roadnet.markings.road_place import RoadPlace
from roadnet.markings.rule_book import RuleBook
from roadnet.markings.rule_position import Spot, near_by_rule
from roadnet.markings.sizes import Sizes
from roadnet.markings.version_choice import version_for
from roadnet.model import (
    Anchor,
    CrossFeature,
    FeatureKind,
    Method,
    RoadEnd,
    RoadId,
)

STAGES = (
    {FeatureKind.CROSSWALK, FeatureKind.ZEBRA, FeatureKind.DIAGONAL_CROSSWALK},
    {FeatureKind.BIKE_CROSSING},
    {FeatureKind.STOP_LINE},
    {FeatureKind.YIELD},
    {FeatureKind.MOTO_BOX},
)
BARS = (FeatureKind.CROSSWALK, FeatureKind.ZEBRA, FeatureKind.BIKE_CROSSING)
WHOLE_WIDTH = CROSSINGS | {FeatureKind.NET, FeatureKind.HATCH}
LEAVING = frozenset({FeatureKind.SPEED_LIMIT})  # read by traffic that has passed the junction


def place_features(
    features: Iterable[CrossFeature],
    frames: Mapping[RoadId, RoadFrame],
    arms: Mapping[ArmKey, ArmPlace],
    day: date,
    rules: RuleBook,
) -> PlacedFeatures:
    """Return where the features that stood on a day lie.

    Left out are features that are no paint or follow no known rule, that came after the day, and
    those of unknown roads.

    Parameters
    ----------
    features
        Stated and assumed features.
    frames
        Frames of all roads.
    arms
        Arms of all junctions.
    day
        The day the street is looked at.
    rules
        The rules that hold here.
    """
    standing = [one for one in features if one.times.held_on(day) and one.road_id in frames]
    placer = _Placer(frames, arms, day, AskewCrossings(standing, frames), rules)
    for feature in sorted(standing, key=lambda one: (_stage(one), one.feature_id)):
        placer.place(feature)
    return PlacedFeatures.of(without_collisions(placer.placed))


def _stage(feature: CrossFeature) -> int:
    for stage, kinds in enumerate(STAGES):
        if feature.kind in kinds:
            return stage
    return len(STAGES)


class _Placer:
    """Places features in the order given, each knowing those before it."""

    def __init__(
        self,
        frames: Mapping[RoadId, RoadFrame],
        arms: Mapping[ArmKey, ArmPlace],
        day: date,
        askew: AskewCrossings,
        rules: RuleBook,
    ) -> None:
        self._frames, self._arms, self._day, self._askew = frames, arms, day, askew
        self._rules = rules
        self._reach_m = float(marking_defaults()["crosswalk_reach_m"])
        self._at: dict[ArmKey, list[PlacedFeature]] = {}
        self.placed: list[PlacedFeature] = []

    def place(self, feature: CrossFeature) -> None:
        """Place one feature, unless no rule holds for it."""
        rule = rule_of(feature, self._rules)
        chosen = version_for(rule, feature.painted_on, self._day) if rule else None
        if chosen is None:
            return
        place, arm = self._seen_from(feature)
        sizes = sizes_of(feature, chosen.version)
        length_m = depth_m(feature, sizes)
        extent = self._stated_extent(feature, place, arm, length_m)
        if extent is None and arm is not None:
            spot = self._spot(feature, arm, sizes, length_m)
            extent = near_by_rule(feature.kind, spot)
        if extent is None:
            return
        span, lanes = _strips(feature, place, extent[0])
        if span is None:
            return
        slope = self._askew.slope(feature, place)
        placed = PlacedFeature(
            feature, place, arm, *extent, span, lanes, sizes, chosen, _assumed(feature), slope
        )
        self.placed.append(placed)
        if arm is not None:
            self._at.setdefault(arm.key, []).append(placed)

    def _seen_from(self, feature: CrossFeature) -> tuple[RoadPlace, ArmPlace | None]:
        """Return the road seen from the feature's arm, or from the nearer end."""
        frame, end = self._frames[feature.road_id], feature.road_end
        at_station = feature.anchor is Anchor.STATION
        station_m = feature.offset.value if feature.offset else 0.0
        if at_station and end is None:
            arm = arm_at(self._arms, feature.road_id, station_m)
            is_far = station_m * 2 > frame.length_m
            end = RoadEnd.END if is_far else RoadEnd.START
            return (arm.place if arm else RoadPlace(frame, end)), arm
        arm = self._arms.get((feature.road_id, end or RoadEnd.START))
        place = arm.place if arm else RoadPlace(frame, end or RoadEnd.START)
        if arm is not None and at_station:
            is_far = place.distance_m(station_m) + arm.shift_m > self._reach_m
            return place, None if is_far else arm
        return place, arm

    def _stated_extent(
        self, feature: CrossFeature, place: RoadPlace, arm: ArmPlace | None, length_m: float
    ) -> tuple[float, float] | None:
        """Return the edges of a feature whose offset is stated; None without one."""
        if feature.offset is None:
            return None
        offset_m = feature.offset.value
        if feature.anchor is Anchor.STATION:
            start_m = offset_m - length_m / 2 if is_middle(feature.offset) else offset_m
            ends = place.distance_m(start_m), place.distance_m(start_m + length_m)
            return min(ends), max(ends)
        from_m = self._anchor_m(feature, arm)
        if offset_m < 0:
            return from_m + offset_m - length_m, from_m + offset_m
        return from_m + offset_m, from_m + offset_m + length_m

    def _anchor_m(self, feature: CrossFeature, arm: ArmPlace | None) -> float:
        if arm is None:
            return 0.0
        if feature.anchor is Anchor.CROSS_ROAD_EDGE:
            return arm.crossed_edge_m
        if feature.anchor is Anchor.STOP_LINE:
            lines = [one for one in self._at.get(arm.key, []) if _is_stop_line(one)]
            return max((line.far_m for line in lines), default=arm.mouth_m)
        return arm.mouth_m

    def _spot(self, feature: CrossFeature, arm: ArmPlace, sizes: Sizes, length_m: float) -> Spot:
        own = sorted(self._at.get(arm.key, []), key=lambda placed: placed.near_m)
        lines = [placed for placed in own if _is_stop_line(placed)]
        boxes = [placed for placed in own if placed.kind is FeatureKind.MOTO_BOX]
        return Spot(
            arm=arm,
            sizes=sizes,
            depth_m=length_m,
            text=feature.text,
            crosswalks=tuple(placed for placed in own if placed.kind in BARS),
            stop_line=lines[-1] if lines else None,
            moto_box=boxes[-1] if boxes else None,
        )


def _is_stop_line(placed: PlacedFeature) -> bool:
    return placed.kind is FeatureKind.STOP_LINE


def _assumed(feature: CrossFeature) -> tuple[str, ...]:
    assumed = []
    if feature.stated.method is Method.ASSUMED:
        assumed.append(str(Assumption.EXISTENCE))
    is_placed = feature.outline_m or (feature.offset and not feature.offset.is_assumed)
    if not is_placed:
        assumed.append(str(Assumption.POSITION))
    return tuple(assumed)


def _strips(
    feature: CrossFeature, place: RoadPlace, near_m: float
) -> tuple[tuple[int, int] | None, tuple[int, ...]]:
    """Return the boundaries between which a feature lies, and the lanes it speaks to."""
    _, section = place.section_at(near_m)
    keys = [strip.strip_id for strip in section.strips]
    named = [keys.index(key) for key in (feature.first_strip, feature.last_strip) if key in keys]
    if named:
        first, last = min(named), max(named)
        lanes = [lane for lane in range(first, last + 1) if section.strips[lane].direction]
        return (first, last + 1), tuple(lanes) or tuple(range(first, last + 1))
    if feature.kind in WHOLE_WIDTH:
        span = carriageway_span(section)
        return span, tuple(range(*span))
    leaves = feature.kind in LEAVING or (
        feature.anchor is Anchor.STATION and feature.road_end is None and place.end is RoadEnd.START
    )
    lanes = place.lanes_out(near_m) if leaves else place.lanes_in(near_m)
    if feature.road_end is None:
        lanes = lanes or place.lanes_in(near_m) or place.lanes_out(near_m)
    if not lanes:
        return None, ()
    return (min(lanes), max(lanes) + 1), tuple(lanes)
