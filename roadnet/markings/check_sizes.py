"""Stated sizes of markings against their rules: features, and lines along the roads."""

from collections.abc import Iterator

from roadnet.markings.finding import Finding
from roadnet.markings.judging import Reading, judge, sigma_of
from roadnet.markings.layout import MarkingLayout
from roadnet.markings.placed_feature import PlacedFeature
from roadnet.markings.planned_lines import PlannedLine
from roadnet.markings.rules import marking_rule
from roadnet.model import Measured, Road

FAST_KMH = 70.0  # article 151: markings of faster roads may be larger


def check_sizes(layout: MarkingLayout) -> Iterator[Finding]:
    """Yield what the rules say of the sizes that are stated."""
    for placed in layout.placed.features:
        yield from _feature(placed, layout)
    seen = set()
    for line in layout.lines:
        if line.marking is not None and line.element_id not in seen:
            seen.add(line.element_id)
            yield from _line(line, layout)


def may_be_larger(road: Road) -> bool:
    """Whether markings of a road may be larger than the rules say (article 151)."""
    return road.speed_limit_kmh is not None and road.speed_limit_kmh > FAST_KMH


def _feature(placed: PlacedFeature, layout: MarkingLayout) -> Iterator[Finding]:
    feature, rule = placed.feature, marking_rule(placed.code)
    for name, measured in sorted(placed.sizes.stated.items()):
        if measured.is_assumed or not any(name in one.sizes for one in rule.versions):
            continue
        reading = Reading(
            element=feature.feature_id,
            size=name,
            value=measured.value,
            sigma_m=sigma_of(measured, feature.stated),
            painted_on=feature.painted_on,
            may_be_larger=may_be_larger(placed.place.road),
            stands_since=feature.times.valid_from,
        )
        finding = judge(rule, reading, layout.day)
        if finding is not None:
            yield finding


def _line(line: PlannedLine, layout: MarkingLayout) -> Iterator[Finding]:
    marking, rule = line.marking, marking_rule(line.code)
    if marking is None:
        return
    sizes = line.chosen.version.sizes
    width = next((name for name in ("width", "line_width", "outline_width") if name in sizes), "")
    stated: dict[str, Measured | None] = {
        width: marking.width,
        "from_island" if line.is_beside_island else "between": marking.gap,
    }
    if marking.dash is not None:
        stated["dash"] = Measured(marking.dash.on_m, marking.method)
        stated["gap"] = Measured(marking.dash.off_m, marking.method)
    road = layout.geometry.frames[line.road_id].road
    for name, measured in sorted(stated.items()):
        if measured is None or measured.is_assumed or name not in sizes:
            continue
        reading = Reading(
            element=line.element_id,
            size=name,
            value=measured.value,
            sigma_m=measured.sigma_m or 0.0,
            painted_on=marking.painted_on,
            may_be_larger=may_be_larger(road),
        )
        finding = judge(rule, reading, layout.day)
        if finding is not None:
            yield finding
