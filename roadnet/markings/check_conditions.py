"""Where markings may stand at all: control of the junction, speed limit, kinds of lanes."""

from collections.abc import Iterator
from datetime import date

from language import Message
from roadnet.geometry.road_frame import carriageway_span
from roadnet.markings.finding import Finding, Verdict
from roadnet.markings.layout import MarkingLayout
from roadnet.markings.paint import Assumption
from roadnet.markings.placed_feature import PlacedFeature
from roadnet.markings.planned_lines import PlannedLine
from roadnet.model import Control, FeatureKind, Mode

FLASHING_RULE_FROM = date(2024, 7, 22)
ANY_CONTROL_FROM = date(2024, 7, 22)  # article 191: no longer at signalised junctions only
SIGNALS = Message("the junction has signals")
NO_SIGNALS = Message("the junction has no signals")
BARS = (FeatureKind.CROSSWALK, FeatureKind.ZEBRA)


def check_conditions(layout: MarkingLayout) -> Iterator[Finding]:
    """Yield stated markings that stand where their rule does not want them."""
    for placed in layout.placed.features:
        if Assumption.EXISTENCE in placed.assumed:
            continue
        for found, required, verdict in _conditions(placed, layout):
            version = placed.chosen.version
            yield Finding(
                version.code,
                version.article,
                version.valid_from,
                placed.feature.feature_id,
                found,
                required,
                verdict,
            )
    for line in layout.lines:
        yield from _centre_line(line, layout)


Judged = tuple[Message, Message, Verdict]


def _conditions(placed: PlacedFeature, layout: MarkingLayout) -> Iterator[Judged]:
    if placed.kind is FeatureKind.NET:
        if _control(placed) is Control.SIGNAL:
            required = Message("no yellow net at junctions with signals")
            yield SIGNALS, required, Verdict.VIOLATION
    elif placed.kind is FeatureKind.MOTO_BOX:
        yield from _moto_box(placed)
    elif placed.kind is FeatureKind.TWO_STAGE_BOX:
        is_old = placed.chosen.version.valid_from < ANY_CONTROL_FROM
        if is_old and _control(placed) not in {Control.SIGNAL, Control.UNKNOWN}:
            required = Message("only at junctions with signals")
            yield NO_SIGNALS, required, _sure(placed)
    elif placed.kind is FeatureKind.STOP_LINE:
        yield from _flashing(placed, layout)


def _control(placed: PlacedFeature) -> Control:
    return placed.arm.junction.junction.control if placed.arm is not None else Control.UNKNOWN


def _sure(placed: PlacedFeature) -> Verdict:
    """Return a violation, unless the day of painting leaves open which version binds."""
    return Verdict.VIOLATION if placed.chosen.is_certain else Verdict.CANNOT_BE_JUDGED


def _moto_box(placed: PlacedFeature) -> Iterator[Judged]:
    road = placed.place.road
    limit = placed.sizes.version.sizes["speed_limit_kmh"].maximum or 0.0
    if road.speed_limit_kmh is not None and road.speed_limit_kmh > limit:
        found = Message("speed limit {limit} km/h", {"limit": f"{road.speed_limit_kmh:g}"})
        required = Message("at most {limit} km/h", {"limit": f"{limit:g}"})
        yield found, required, Verdict.VIOLATION
    if _control(placed) not in {Control.SIGNAL, Control.UNKNOWN}:
        yield NO_SIGNALS, Message("only at junctions with signals"), Verdict.VIOLATION
    _, section = placed.place.section_at(placed.near_m)
    for lane in placed.lanes:
        strip = section.strips[lane]
        if strip.allowed and Mode.MOTO_SMALL not in strip.allowed:
            found = Message("the box covers a lane that motorcycles may not use")
            yield found, Message("not on lanes without motorcycles"), Verdict.VIOLATION


def _flashing(placed: PlacedFeature, layout: MarkingLayout) -> Iterator[Judged]:
    """Yield stop lines where yellow flashes and there is no crosswalk (since 2024-07-22)."""
    arm = placed.arm
    in_force = placed.chosen.version.valid_from >= FLASHING_RULE_FROM or (
        placed.feature.painted_on is not None and placed.feature.painted_on >= FLASHING_RULE_FROM
    )
    if arm is None or not in_force or _control(placed) is not Control.FLASHING:
        return
    if arm.arm.has_priority and not layout.placed.at(arm.key, *BARS):
        found = Message("stop line on the road with flashing yellow, without a crosswalk")
        yield found, Message("no stop line there"), Verdict.VIOLATION


def _centre_line(line: PlannedLine, layout: MarkingLayout) -> Iterator[Finding]:
    """Yield centre lines on carriageways narrower than the rule asks for (article 181)."""
    if line.code != "TW-181" or line.marking is None:
        return
    version = line.chosen.version
    section = layout.geometry.frames[line.road_id].road.sections[line.section]
    strips = section.strips[slice(*carriageway_span(section))]
    if any(strip.width.is_assumed for strip in strips):
        return
    width_m = sum(strip.width.at(line.start_m - section.start_m) for strip in strips)
    least_m = version.sizes["carriageway_width"].minimum or 0.0
    if width_m < least_m:
        found = Message("carriageway of {width} m", {"width": f"{width_m:.2f}"})
        required = Message(
            "{least} m; narrower only on bends, crests or with traffic (Art. 181)",
            {"least": f"{least_m:g}"},
        )
        yield Finding(
            version.code,
            version.article,
            version.valid_from,
            line.element_id,
            found,
            required,
            Verdict.NOTE,
        )
