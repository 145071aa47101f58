"""Cross features that are drawn although nobody states them (`data/markings/defaults.yaml`)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from roadnet.markings.arms import ArmKey, ArmPlace, arm_at, has_priority
from roadnet.markings.defaults import feature_default, marking_defaults
from roadnet.markings.feature_rules import depth_m, is_middle, rule_of, sizes_of
from roadnet.markings.lane_series import lane_series
from roadnet.markings.placed_feature import CROSSINGS
from roadnet.markings.road_place import RoadPlace
from roadnet.markings.rule_book import RuleBook
from roadnet.markings.version_choice import version_for
from roadnet.model import (
    Anchor,
    Control,
    CrossFeature,
    FeatureId,
    FeatureKind,
    Measured,
    RoadEnd,
    StripType,
)

FLASHING_RULE_FROM = date(2024, 7, 22)  # article 170: no stop line where yellow flashes
USUAL_DEPTH_M = 3.0  # of a crosswalk, along the road
NEAR_ZEBRA_M = 6.0  # a stated stop line this near to where one would be assumed stands for it
STOPS = frozenset({FeatureKind.STOP_LINE, FeatureKind.YIELD})


def assumed_features(
    stated: Sequence[CrossFeature],
    arms: Mapping[ArmKey, ArmPlace],
    places: Sequence[RoadPlace],
    day: date,
    rules: RuleBook,
) -> list[CrossFeature]:
    """Return the features that rules and custom put where nothing is stated.

    Parameters
    ----------
    stated
        The features that are stated, of the day.
    arms
        Arms of all junctions.
    places
        All roads, seen from their starts.
    day
        The day the street is looked at.
    rules
        The rules that hold here.
    """
    chains = _chains(arms)
    stated_on = _by_root(stated, arms)
    found: list[CrossFeature] = []
    crossed_m: dict[ArmKey, float] = {}
    for root_key in sorted(chains):
        root, own = chains[root_key][0], stated_on.get(root_key, [])
        crosswalk = _crosswalk(root, stated_on)
        found += [crosswalk] if crosswalk else []
        crossed = [arm for arm, feature in own if _is_crosswalk(feature)]
        crossed_m |= _crossed_m(root, own, crosswalk)
        has_crosswalk = crosswalk is not None or bool(crossed)
        features = [feature for _, feature in own]
        beyond = max(crossed, key=lambda arm: arm.shift_m, default=root)
        if _needs_stop_line(root, features, day, has_crosswalk=has_crosswalk):
            found.append(_feature(beyond, FeatureKind.STOP_LINE))
        found += _slow_lane_symbols(beyond, features)
    found += _before_zebras(stated, places, day, rules)
    for place in places:
        found += lane_series(place, arms, crossed_m, rules)
    named = {(one.first_strip, one.kind) for one in stated if one.first_strip}
    return [one for one in found if (one.first_strip, one.kind) not in named]


def _chains(arms: Mapping[ArmKey, ArmPlace]) -> dict[ArmKey, list[ArmPlace]]:
    """Return every arm with the roads that continue it, the arm itself first."""
    chains: dict[ArmKey, list[ArmPlace]] = {}
    for key in sorted(arms):
        chains.setdefault(arms[key].root_key, []).append(arms[key])
    return {key: sorted(chain, key=lambda arm: arm.shift_m) for key, chain in chains.items()}


def _by_root(
    features: Iterable[CrossFeature], arms: Mapping[ArmKey, ArmPlace]
) -> dict[ArmKey, list[tuple[ArmPlace, CrossFeature]]]:
    """Return the stated features of every arm; those at stations belong to the nearer end."""
    found: dict[ArmKey, list[tuple[ArmPlace, CrossFeature]]] = {}
    for feature in features:
        if feature.road_end is not None:
            arm = arms.get((feature.road_id, feature.road_end))
        else:
            arm = arm_at(arms, feature.road_id, feature.offset.value if feature.offset else 0.0)
        if arm is not None:
            found.setdefault(arm.root_key, []).append((arm, feature))
    return found


def _crossed_m(
    root: ArmPlace, own: Iterable[tuple[ArmPlace, CrossFeature]], assumed: CrossFeature | None
) -> dict[ArmKey, float]:
    """Return about where the crosswalks of an arm end, by the road ends they lie at."""
    ends: dict[ArmKey, float] = {}
    if assumed is not None:
        to_edge_m = feature_default("crosswalk", "to_cross_road_edge_m")
        ends[root.key] = root.crossed_edge_m + to_edge_m + USUAL_DEPTH_M
    for arm, feature in own:
        if _is_crosswalk(feature) and feature.offset and feature.anchor is Anchor.STATION:
            end_m = arm.place.distance_m(feature.offset.value) + USUAL_DEPTH_M
            ends[arm.key] = max(end_m, ends.get(arm.key, 0.0))
    return ends


def _is_crosswalk(feature: CrossFeature) -> bool:
    return feature.kind in {FeatureKind.CROSSWALK, FeatureKind.ZEBRA}


def _feature(
    arm: ArmPlace, kind: FeatureKind, lane: int | None = None, code: str = ""
) -> CrossFeature:
    road_id, end = arm.key
    name = _name(arm.key, kind) + ("" if lane is None else f".{lane}")
    feature = CrossFeature(FeatureId(name), kind, road_id, end, rule_code=code)
    if lane is None:
        return feature
    _, section = arm.place.section_at(max(arm.mouth_m, 0.0))
    strip = section.strips[lane].strip_id
    return replace(feature, first_strip=strip, last_strip=strip)


def _name(key: ArmKey, kind: FeatureKind) -> str:
    """Return the key of the assumed feature of a kind at an arm."""
    return f"{key[0]}:{key[1]}:{kind}"


def _crosswalk(
    arm: ArmPlace, stated_on: Mapping[ArmKey, list[tuple[ArmPlace, CrossFeature]]]
) -> CrossFeature | None:
    """Return a crosswalk at a signalised arm of a junction without any stated crossing.

    A source that tells one crossing tells all; an assumed one that was corrected, which keeps its
    key, says nothing of the other arms.
    """
    road = arm.place.road
    bare = marking_defaults()["features"]["crosswalk"]["not_on"]
    if not arm.is_signalised or not road.is_drivable or str(road.road_class) in bare:
        return None
    stated = (
        feature
        for mouth in arm.junction.mouths
        for at, feature in stated_on.get((mouth.road_id, mouth.end), [])
        if at.root_key == arm.root_key or feature.feature_id != _name(at.key, feature.kind)
    )
    if any(feature.kind in CROSSINGS for feature in stated):
        return None
    return _feature(arm, FeatureKind.CROSSWALK)


def _needs_stop_line(
    arm: ArmPlace, own: Iterable[CrossFeature], day: date, *, has_crosswalk: bool
) -> bool:
    """Whether article 170 puts a stop line at an arm where none is stated."""
    road = arm.place.road
    if any(feature.kind in STOPS for feature in own) or not road.is_drivable or road.is_access:
        return False
    if not arm.place.lanes_in(arm.mouth_m):
        return False
    control = arm.junction.junction.control
    if control is Control.FLASHING:
        flashes_yellow = has_priority(arm) is True
        return has_crosswalk or not (flashes_yellow and day >= FLASHING_RULE_FROM)
    gives_way = control is Control.STOP and has_priority(arm) is False
    return has_crosswalk or gives_way or control is Control.SIGNAL


def _slow_lane_symbols(arm: ArmPlace, own: Iterable[CrossFeature]) -> Iterator[CrossFeature]:
    """Yield the symbols of slow lanes that lead away from a junction."""
    if any(feature.rule_code == "TW-183-1" for feature in own):
        return
    near_m = max(arm.mouth_m, 0.0)
    _, section = arm.place.section_at(near_m)
    for lane in arm.place.lanes_out(near_m):
        if section.strips[lane].strip_type is StripType.SLOW:
            yield replace(
                _feature(arm, FeatureKind.SYMBOL, lane, "TW-183-1"), text="motorcycle、bicycle"
            )


def _before_zebras(
    stated: Sequence[CrossFeature], places: Sequence[RoadPlace], day: date, rules: RuleBook
) -> Iterator[CrossFeature]:
    """Yield the stop lines on both sides of a crossing between junctions."""
    by_road = {place.road.road_id: place for place in places}
    lines = [one for one in stated if one.kind is FeatureKind.STOP_LINE and one.offset]
    for zebra in stated:
        place = by_road.get(zebra.road_id)
        if zebra.kind is not FeatureKind.ZEBRA or place is None or zebra.offset is None:
            continue
        near = [line for line in lines if line.road_id == zebra.road_id]
        for end, edge_m in _beside_zebra(zebra, zebra.offset, day, rules):
            is_stated = any(
                line.offset and abs(line.offset.value - edge_m) < NEAR_ZEBRA_M for line in near
            )
            if not is_stated and 0 < edge_m < place.length_m:
                yield CrossFeature(
                    FeatureId(f"{zebra.feature_id}:{end}"),
                    FeatureKind.STOP_LINE,
                    zebra.road_id,
                    end,
                    Anchor.STATION,
                    Measured(round(edge_m, 3)),
                )


def _beside_zebra(
    zebra: CrossFeature, offset: Measured, day: date, rules: RuleBook
) -> tuple[tuple[RoadEnd, float], ...]:
    """Return for each direction the station of the stop line's edge nearer to the start."""
    rule, stop_rule = rule_of(zebra, rules), rules["TW-170"]
    chosen = version_for(rule, zebra.painted_on, day) if rule else None
    stop = version_for(stop_rule, None, day)
    if chosen is None or stop is None:
        return ()
    depth = depth_m(zebra, sizes_of(zebra, chosen.version))
    clear_m, width_m = stop.version.drawn("clear_to_crosswalk"), stop.version.drawn("width")
    start_m = offset.value - (depth / 2 if is_middle(offset) else 0.0)
    return (
        (RoadEnd.END, start_m - clear_m - width_m),
        (RoadEnd.START, start_m + depth + clear_m),
    )
