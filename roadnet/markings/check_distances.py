"""Distances between markings, and between markings and the street, against the rules."""

import math
from collections.abc import Iterable, Iterator

import numpy as np

from roadnet.geometry.road_frame import carriageway_span
from roadnet.markings.arms import ArmPlace
from roadnet.markings.finding import Finding
from roadnet.markings.judging import Reading, judge, sigma_of
from roadnet.markings.layout import MarkingLayout
from roadnet.markings.paint import Assumption
from roadnet.markings.placed_feature import CROSSINGS, PlacedFeature
from roadnet.markings.planned_lines import PlannedLine
from roadnet.markings.rules import marking_rule
from roadnet.model import FeatureKind, Method, StripType

BARS = (FeatureKind.CROSSWALK, FeatureKind.ZEBRA)
IN_FRONT_M = 0.5  # a crosswalk that begins so little behind a stop line still lies before it
FARTHEST_M = 15.0  # a crosswalk farther ahead does not belong to the stop line
STATED = frozenset(Method) - {Method.ASSUMED}
EXACT_ENOUGH_M = 1.0  # crossings known less exactly are not held against metres


def check_distances(layout: MarkingLayout) -> Iterator[Finding]:
    """Yield what the rules say of the distances of what is stated."""
    for placed in layout.placed.features:
        if not _is_located(placed):
            continue
        for reading in _readings(placed, layout):
            finding = judge(marking_rule(placed.code), reading, layout.day)
            if finding is not None:
                yield finding
    for line in layout.lines:
        reading_of_line = _to_kerb(line, layout)
        if reading_of_line is not None:
            finding = judge(marking_rule(line.code), reading_of_line, layout.day)
            if finding is not None:
                yield finding


def _is_located(placed: PlacedFeature) -> bool:
    """Whether somebody states that a feature exists and where."""
    return not {Assumption.EXISTENCE, Assumption.POSITION} & set(placed.assumed)


def _readings(placed: PlacedFeature, layout: MarkingLayout) -> Iterator[Reading]:
    if placed.kind is FeatureKind.STOP_LINE:
        yield from _stop_line(placed, layout)
    elif placed.kind is FeatureKind.CROSSWALK and placed.arm is not None:
        if _is_exact(placed) and _is_edge_known(placed.arm):
            to_edge_m = placed.near_m - placed.arm.crossed_edge_m
            yield _reading(placed, "to_cross_road_edge", to_edge_m)
    elif placed.kind is FeatureKind.TWO_STAGE_BOX and placed.arm is not None:
        yield from _two_stage_box(placed, placed.arm, layout)
    elif placed.kind is FeatureKind.LEFT_WAIT and placed.arm is not None:
        yield _reading(placed, "from_centre", _to_centre_m(placed, placed.arm))
    elif placed.kind is FeatureKind.ZEBRA and placed.feature.stated.method is not Method.OSM:
        yield from _to_next_crossing(placed, layout.placed.features)


def _reading(
    placed: PlacedFeature, size: str, value_m: float, other: PlacedFeature | None = None
) -> Reading:
    """Return a distance; its standard error is that of both ends together."""
    feature = placed.feature
    sigmas = [_sigma_m(placed)] + ([_sigma_m(other)] if other is not None else [])
    return Reading(
        feature.feature_id,
        size,
        value_m,
        math.hypot(*sigmas),
        feature.painted_on,
        stands_since=feature.times.valid_from,
    )


def _sigma_m(placed: PlacedFeature) -> float:
    return sigma_of(placed.feature.offset, placed.feature.stated)


def _is_exact(placed: PlacedFeature) -> bool:
    return _sigma_m(placed) <= EXACT_ENOUGH_M


def _is_edge_known(arm: ArmPlace) -> bool:
    """Whether the widths of the crossed roads are measured, so that their edge is known."""
    roads = [arm.frames[mouth.road_id].road for mouth in arm.junction.mouths]
    crossed = [road for road in roads if road.road_id != arm.place.road.road_id]
    strips = [
        strip
        for road in crossed
        for section in (road.sections[0], road.sections[-1])
        for strip in section.strips[slice(*carriageway_span(section))]
    ]
    return bool(strips) and not any(strip.width.is_assumed for strip in strips)


def _stop_line(line: PlacedFeature, layout: MarkingLayout) -> Iterator[Reading]:
    """Yield the clear distance to the crosswalk ahead, edge to edge along the approach."""
    if "clear_to_crosswalk" not in line.sizes.version.sizes:
        return
    ahead = []
    for crosswalk in layout.placed.by_road.get(line.feature.road_id, []):
        if crosswalk.kind not in BARS or not _is_located(crosswalk):
            continue
        clear_m = _clear_m(line, crosswalk)
        if -IN_FRONT_M - crosswalk.depth_m < clear_m < FARTHEST_M:
            ahead.append((clear_m, crosswalk))
    if ahead:
        clear_m, crosswalk = min(ahead, key=lambda one: abs(one[0]))
        yield _reading(line, "clear_to_crosswalk", clear_m, crosswalk)


def _clear_m(line: PlacedFeature, crosswalk: PlacedFeature) -> float:
    """Return the least clear distance over the lanes of a stop line; negative: overlapping."""
    front_m = line.place.station_m(line.near_m)
    sign = 1.0 if line.place.inward > 0 else -1.0  # of the way from the stop line to the junction
    found = []
    for boundary in line.span:
        if boundary > crosswalk.span[1]:
            continue
        start_m, end_m = crosswalk.stations_at(boundary)
        rear_m = start_m if sign > 0 else end_m
        found.append(sign * (rear_m - front_m))
    return min(found, default=math.inf)


def _two_stage_box(box: PlacedFeature, arm: ArmPlace, layout: MarkingLayout) -> Iterator[Reading]:
    crosswalks = [one for one in layout.placed.at(arm.key, *BARS) if _is_located(one)]
    if crosswalks:
        clear_m = crosswalks[0].near_m - box.far_m
        yield _reading(box, "rear_from_crosswalk", clear_m, crosswalks[0])
    if _is_edge_known(arm):
        yield _reading(box, "front_from_cross_road_edge", box.near_m - arm.crossed_edge_m)


def _to_centre_m(placed: PlacedFeature, arm: ArmPlace) -> float:
    """Return how far the front of a waiting area lies from the centre of the junction."""
    junction = arm.junction.junction
    offset_m = placed.middle_m(placed.far_m)
    (front,) = arm.place.points(np.array([placed.near_m]), np.array([offset_m]))
    return float(np.hypot(front[0] - junction.x_m, front[1] - junction.y_m))


def _to_next_crossing(zebra: PlacedFeature, features: Iterable[PlacedFeature]) -> Iterator[Reading]:
    """Yield the distance to the nearest other crossing as the crow flies."""
    here = _place_of(zebra)
    others = [
        (float(np.hypot(*(_place_of(other) - here))), other)
        for other in features
        if other is not zebra and other.kind in CROSSINGS and _is_located(other)
    ]
    if others:
        distance_m, other = min(others, key=lambda one: one[0])
        yield _reading(zebra, "to_next_crossing", distance_m, other)


def _place_of(placed: PlacedFeature) -> np.ndarray:
    middle_m = (placed.near_m + placed.far_m) / 2
    offsets = np.array([placed.middle_m(middle_m)])
    return np.asarray(placed.place.points(np.array([middle_m]), offsets)[0])


def _to_kerb(line: PlannedLine, layout: MarkingLayout) -> Reading | None:
    """Return the width between a fast and slow lane line and the kerb (article 183-1)."""
    rule_has_it = line.code == "TW-183-1" and line.marking is not None
    if not rule_has_it or line.marking is None:
        return None
    section = layout.geometry.frames[line.road_id].road.sections[line.section]
    first, last = carriageway_span(section)
    strips = section.strips
    at = line.boundary
    if at < last and strips[at].strip_type is StripType.SLOW:
        beyond = strips[at:last]
    elif at > first and strips[at - 1].strip_type is StripType.SLOW:
        beyond = strips[first:at]
    else:
        return None
    if any(strip.width.is_assumed for strip in beyond):
        return None
    clear = [strip for strip in beyond if strip.strip_type is not StripType.PARKING]
    width_m = sum(strip.width.at(line.start_m - section.start_m) for strip in clear)
    sigma_m = math.hypot(*(strip.width.sigma_m or 0.0 for strip in clear))
    painted_on = line.marking.painted_on
    return Reading(line.element_id, "to_kerb", width_m - line.width_m / 2, sigma_m, painted_on)
