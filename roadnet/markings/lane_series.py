"""What repeats along a lane where nothing is stated: rhombi and letters, arrows, parking bays."""

from collections.abc import Iterator, Mapping

from roadnet.geometry.road_frame import carriageway_span
from roadnet.markings.arms import ArmKey, ArmPlace
from roadnet.markings.defaults import feature_default, marking_defaults
from roadnet.markings.feature_rules import RHOMBUS
from roadnet.markings.road_place import RoadPlace
from roadnet.markings.rule_book import RuleBook
from roadnet.markings.rules import marking_rule
from roadnet.model import (
    Anchor,
    CrossFeature,
    Direction,
    FeatureId,
    FeatureKind,
    Measured,
    RoadEnd,
    Section,
    Strip,
    StripType,
)

ONE_KIND = frozenset({StripType.BUS, StripType.MOTO, StripType.BIKE})
LEAST_BAYS_M = 5.0  # shorter stretches get no bays


def lane_series(
    place: RoadPlace,
    arms: Mapping[ArmKey, ArmPlace],
    crossed_m: Mapping[ArmKey, float],
    rules: RuleBook,
) -> Iterator[CrossFeature]:
    """Yield the assumed markings along the lanes of a road, seen from its start.

    Rhombi and letters in lanes of one kind are a custom of Taiwan: there is no neutral one.

    Parameters
    ----------
    place
        The road.
    arms
        Arms of all junctions.
    crossed_m
        Distances from road ends at which the crosswalks there end.
    rules
        The rules that hold here.
    """
    road = place.road
    ends = [(road.road_id, end) for end in RoadEnd if (road.road_id, end) in arms]
    taken_m = {key: max(arms[key].mouth_m, crossed_m.get(key, 0.0)) for key in ends}
    if road.is_access or not road.is_drivable:
        return
    for section in road.sections:
        first, last = carriageway_span(section)
        for strip in section.strips[first:last]:
            is_one_kind = strip.strip_type in ONE_KIND and strip.direction in {1, -1}
            if is_one_kind and rules.is_law:
                yield from _lane_of_one_kind(place, section, strip, taken_m)
            elif strip.strip_type is StripType.PARKING:
                yield from _parking_bays(place, section, strip, taken_m)
    for end in RoadEnd:
        if (road.road_id, end) in arms:
            yield from _arrows(arms[road.road_id, end], rules)


def _free(
    place: RoadPlace, section: Section, taken_m: Mapping[ArmKey, float], clear_m: float
) -> tuple[float, float]:
    """Return the stations between which a section lies clear of mouths and crosswalks."""
    start_m = taken_m.get((place.road.road_id, RoadEnd.START))
    end_m = taken_m.get((place.road.road_id, RoadEnd.END))
    first_m = start_m + clear_m if start_m is not None else 0.0
    last_m = place.length_m - (end_m + clear_m if end_m is not None else 0.0)
    return max(first_m, section.start_m), min(last_m, section.end_m)


def _lane_of_one_kind(
    place: RoadPlace, section: Section, strip: Strip, taken_m: Mapping[ArmKey, float]
) -> Iterator[CrossFeature]:
    """Yield rhombi from the start of a lane on, and the letters between them (article 174)."""
    rule, letters = marking_rule("TW-174").versions[-1], marking_rule("TW-175").versions[-1]
    every_m, length_m = rule.drawn("every"), rule.drawn("rhombus_length")
    text = str(marking_defaults()["features"]["lane_of_one_kind"]["letters"][strip.strip_type])
    one_m, gap_m = letters.drawn("letter_length"), letters.drawn("letter_gap")
    text_m = len(text) * one_m + (len(text) - 1) * gap_m
    first_m, last_m = _free(place, section, taken_m, rule.drawn("from_mouth"))
    along = last_m - first_m
    for number in range(int(along // every_m) + 1):
        at_m = number * every_m
        middle_m = at_m + (every_m + length_m) / 2
        if at_m + length_m <= along:
            yield _on_strip(
                place,
                strip,
                f"rhombus.{number}",
                RHOMBUS,
                _station(strip, first_m, last_m, at_m, length_m),
            )
        if middle_m + text_m / 2 <= along:
            start_m = _station(strip, first_m, last_m, middle_m - text_m / 2, text_m)
            yield _on_strip(place, strip, f"letters.{number}", text, start_m)


def _station(strip: Strip, first_m: float, last_m: float, at_m: float, length_m: float) -> float:
    """Return the station of the edge nearer to the start of something `at_m` along the traffic."""
    if strip.direction is Direction.BACKWARD:
        return last_m - at_m - length_m
    return first_m + at_m


def _on_strip(
    place: RoadPlace, strip: Strip, name: str, text: str, station_m: float
) -> CrossFeature:
    is_symbol = text == RHOMBUS
    return CrossFeature(
        feature_id=FeatureId(f"{strip.strip_id}:{name}"),
        kind=FeatureKind.SYMBOL if is_symbol else FeatureKind.TEXT,
        road_id=place.road.road_id,
        anchor=Anchor.STATION,
        offset=Measured(round(station_m, 3)),
        first_strip=strip.strip_id,
        last_strip=strip.strip_id,
        text=text,
    )


def _parking_bays(
    place: RoadPlace, section: Section, strip: Strip, taken_m: Mapping[ArmKey, float]
) -> Iterator[CrossFeature]:
    clear_m = feature_default("parking_bays", "clear_of_mouth_m")
    first_m, last_m = _free(place, section, taken_m, clear_m)
    if last_m - first_m >= LEAST_BAYS_M:
        yield CrossFeature(
            feature_id=FeatureId(f"{strip.strip_id}:bays"),
            kind=FeatureKind.OTHER,
            road_id=place.road.road_id,
            anchor=Anchor.STATION,
            offset=Measured(round(first_m, 3)),
            depth=Measured(round(last_m - first_m, 3)),
            first_strip=strip.strip_id,
            last_strip=strip.strip_id,
            rule_code="TW-190",
        )


def _arrows(arm: ArmPlace, rules: RuleBook) -> Iterator[CrossFeature]:
    """Yield the arrows of lanes whose turns are stated; the first set is stated with them."""
    road, end = arm.place.road, arm.place.end
    _, section = arm.place.section_at(arm.mouth_m)
    rule = rules["TW-188"].versions[-1]
    before_m, every_m = rule.drawn("before_stop_line"), rule.drawn("every")
    sets = int(feature_default("arrows", "sets"))
    for lane in arm.place.lanes_in(arm.mouth_m):
        strip = section.strips[lane]
        if not strip.turns:
            continue
        for number in range(sets):
            at_m = before_m + number * every_m
            if number and arm.mouth_m + at_m + every_m > arm.place.length_m:
                break
            first = {"stated": road.stated} if number == 0 else {"offset": Measured(at_m)}
            yield CrossFeature(
                feature_id=FeatureId(f"{strip.strip_id}:{end}.arrow.{number}"),
                kind=FeatureKind.ARROW,
                road_id=road.road_id,
                road_end=end,
                anchor=Anchor.STOP_LINE,
                first_strip=strip.strip_id,
                last_strip=strip.strip_id,
                turns=strip.turns,
                **first,
            )
