"""Lay out the diagram itself: plan, glyphs in their slots, leaders and labels, in one frame."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from collision_diagrams.anchors import anchor, movers_on
from collision_diagrams.buckets import Bucket, Case, buckets
from collision_diagrams.glyph import Glyph, draw_glyph, glyph_styles, line_styles
from collision_diagrams.labels import bucket_label, case_label
from collision_diagrams.model import Relation, Resolution
from collision_diagrams.plan import Plan
from collision_diagrams.plan_drawing import PLAN_STYLES, plan_layer
from collision_diagrams.reasons import Reason
from collision_diagrams.rules import Sizes
from collision_diagrams.sketch import Mover
from collision_diagrams.slots import Box, Slot, Wanted, find_slots
from collision_diagrams.strokes import to_the_right
from drawing.fonts import text_width_mm
from drawing.model import Anchor, Disc, Layer, Line, Point, Primitive, Style, Text
from drawing.transform import all_moved, extent
from language import Language, translate

MAX_SINGLE = 25  # with more crashes than this they are bundled
FROM_BELOW_DEG = 180.0
LEADER_FROM_MM = 6.0  # a glyph this far beside the lane it belongs to is tied to it
LABEL_GAP_MM = 0.8
QUEUE_SHARE = 0.8  # of an arm
BUNDLE_SIZE = 1.45  # glyphs of bundles are larger

ALONG_ONE_APPROACH = frozenset({Relation.SAME, Relation.SINGLE, Relation.OBJECT})

PANEL_STYLES = {
    "label": Style(stroke=None, fill="#16202b"),
    "label-count": Style(stroke=None, fill="#16202b"),
    "leader": Style(stroke="#98a4b0", width_mm=0.15),
    "leader-dot": Style(stroke=None, fill="#98a4b0"),
}


class Mode(StrEnum):
    """How crashes stand on the diagram."""

    AUTO = "auto"  # single up to 25 crashes, else bundled
    SINGLE = "single"  # one glyph for each crash
    BUNDLE = "bundle"  # one glyph for each group of like crashes


@dataclass(frozen=True, slots=True)
class Panel:
    """The diagram in its frame."""

    layers: tuple[Layer, ...]
    styles: Mapping[str, Style]
    plotted: tuple[Case, ...]
    left_out: Mapping[str, Reason]  # crash_id -> why it could not stand on this plan
    mode: Mode


@dataclass(frozen=True, slots=True)
class PanelOptions:
    """How a panel is drawn."""

    frame_mm: tuple[float, float, float, float]  # x, y, width, height
    sizes: Sizes
    language: Language
    mode: Mode = Mode.AUTO


@dataclass(frozen=True, slots=True)
class _Ready:
    """A glyph that looks for a slot."""

    cases: tuple[Case, ...]
    glyph: Glyph
    label: str
    wanted: Wanted


def draw_panel(plan: Plan, cases: Sequence[Case], options: PanelOptions) -> Panel:
    """Return the diagram of the cases that can stand on a plan.

    Parameters
    ----------
    plan
        The place on the paper.
    cases
        Crashes with a plotted status.
    options
        Frame, sizes, language, mode.

    Returns
    -------
    panel
        Every case is in `plotted` or, with a reason, in `left_out`.
    """
    fitting, left_out = _fitting(plan, cases)
    single = options.mode is Mode.SINGLE or (
        options.mode is Mode.AUTO and len(fitting) <= MAX_SINGLE
    )
    if single:
        ready = _single(plan, fitting, options)
        slots = _slots(ready, plan, options)
        if options.mode is Mode.SINGLE or None not in slots:
            return _panel(plan, ready, slots, left_out, replace(options, mode=Mode.SINGLE))
    ready = _bundled(plan, fitting, options)
    slots = _slots(ready, plan, options)
    return _panel(plan, ready, slots, left_out, replace(options, mode=Mode.BUNDLE))


def _fitting(
    plan: Plan, cases: Sequence[Case]
) -> tuple[list[tuple[Case, dict[int, Mover]]], dict[str, Reason]]:
    """Return the cases that have arms on the plan, with their movers, and why others have none."""
    fitting, left_out = [], {}
    for case in cases:
        resolution = case.resolution
        if not plan.is_schematic and not resolution.absolute:
            left_out[case.facts.crash_id] = Reason.NO_DIRECTION
            continue
        if plan.is_schematic:
            resolution = seen_from_below(resolution)
        movers = movers_on(plan, case.facts, resolution)
        if movers is None:
            left_out[case.facts.crash_id] = Reason.NO_ARM
        else:
            fitting.append((replace(case, resolution=resolution), movers))
    return fitting, left_out


def seen_from_below(resolution: Resolution) -> Resolution:
    """Return a reading turned so that party 1 comes from below; compass sides are given up."""
    if not resolution.absolute or not resolution.paths:
        return resolution
    turn = FROM_BELOW_DEG - resolution.paths[0].from_deg
    paths = tuple(
        replace(path, from_deg=(path.from_deg + turn) % 360, to_deg=(path.to_deg + turn) % 360)
        for path in resolution.paths
    )
    return replace(resolution, paths=paths, absolute=False)


def _single(
    plan: Plan, fitting: Sequence[tuple[Case, dict[int, Mover]]], options: PanelOptions
) -> list[_Ready]:
    movers = {case.facts.crash_id: mover for case, mover in fitting}
    ready = []
    for group, bucket in enumerate(_in_order_of_room([case for case, _ in fitting])):
        for case in bucket.cases:
            glyph = draw_glyph(
                case.facts,
                case.resolution,
                movers[case.facts.crash_id],
                sizes=options.sizes,
                language=options.language,
            )
            label = case_label(case, options.language)
            moving = movers[case.facts.crash_id]
            wanted = _wanted(plan, case, moving, glyph, (group, label, options.sizes.label))
            ready.append(_Ready((case,), glyph, label, wanted))
    return ready


def _bundled(
    plan: Plan, fitting: Sequence[tuple[Case, dict[int, Mover]]], options: PanelOptions
) -> list[_Ready]:
    movers = {case.facts.crash_id: mover for case, mover in fitting}
    sizes = bundle_sizes(options.sizes)
    ready = []
    for group, bucket in enumerate(_in_order_of_room([case for case, _ in fitting])):
        case, label = bucket.worst, bucket_label(bucket)
        moving = movers[case.facts.crash_id]
        glyph = draw_glyph(
            case.facts,
            case.resolution,
            moving,
            sizes=sizes,
            language=options.language,
            count=len(bucket.cases),
        )
        wanted = _wanted(plan, case, moving, glyph, (group, label, sizes.label))
        ready.append(_Ready(bucket.cases, glyph, label, wanted))
    return ready


def _in_order_of_room(cases: Sequence[Case]) -> list[Bucket]:
    """Return the groups in the order in which they take room: first those tied to a point.

    What happened along one approach can as well stand further upstream.
    """
    return sorted(
        buckets(cases),
        key=lambda bucket: bucket.cases[0].resolution.relation in ALONG_ONE_APPROACH,
    )


def bundle_sizes(sizes: Sizes) -> Sizes:
    """Return the lengths of a glyph that stands for several crashes."""
    return replace(sizes.scaled(BUNDLE_SIZE), label=sizes.label * 1.1)


def _wanted(
    plan: Plan,
    case: Case,
    movers: dict[int, Mover],
    glyph: Glyph,
    text: tuple[int, str, float],
) -> Wanted:
    group, label, size = text
    first = movers[case.resolution.paths[0].party_no]
    at = anchor(plan, case.facts, case.resolution)
    arm = plan.arm_at(first.heading_deg + 180.0)
    reach = QUEUE_SHARE * (arm.length_mm if arm else 0.0)
    if not plan.is_junction:
        reach *= 2
    return Wanted(
        case.facts.crash_id,
        group,
        at,
        first.heading_deg,
        glyph.extent_mm,
        _label_boxes(glyph.extent_mm, text_width_mm(label, size, bold=True), size),
        reach,
    )


def _label_boxes(glyph: Box, width: float, size: float) -> tuple[Box, ...]:
    """Return where a label may stand: below, to the right, above, to the left of its glyph."""
    left, top, right, bottom = glyph
    x, y = (left + right) / 2 - width / 2, (top + bottom) / 2 - size / 2
    corners = (
        (x, bottom + LABEL_GAP_MM),
        (right + LABEL_GAP_MM, y),
        (x, top - LABEL_GAP_MM - size),
        (left - LABEL_GAP_MM - width, y),
    )
    return tuple((x, y, x + width, y + size) for x, y in corners)


def _slots(ready: Sequence[_Ready], plan: Plan, options: PanelOptions) -> tuple[Slot | None, ...]:
    x, y, width, height = options.frame_mm
    frame = (x + 1.0, y + 1.0, x + width - 1.0, y + height - 1.0)
    names = plan_layer(plan, options.frame_mm, "").items
    taken: list[Box] = [extent([item]) for item in names if isinstance(item, Text)]
    return find_slots([one.wanted for one in ready], frame, taken=taken)


def _panel(
    plan: Plan,
    ready: Sequence[_Ready],
    slots: Sequence[Slot | None],
    left_out: dict[str, Reason],
    options: PanelOptions,
) -> Panel:
    placed = [(one, slot) for one, slot in zip(ready, slots, strict=True) if slot]
    full = {
        case.facts.crash_id: Reason.NO_ROOM
        for one, slot in zip(ready, slots, strict=True)
        if slot is None
        for case in one.cases
    }
    says = {"language": options.language}
    leaders = _leaders(placed) if plan.is_junction else []  # along a road a place means little
    layers = (
        plan_layer(plan, options.frame_mm, translate("Plan", **says)),
        Layer("leaders", tuple(leaders), translate("Leaders", **says)),
        Layer("glyphs", tuple(_glyphs(placed)), translate("Glyphs", **says)),
        Layer("labels", tuple(_labels(placed, options)), translate("Labels", **says)),
    )
    counts = {len(one.cases) for one, _ in placed}
    styles = {**PLAN_STYLES, **PANEL_STYLES, **glyph_styles()}
    for count in sorted(counts - {1}):
        styles |= line_styles(count)
    plotted = sorted((case for one, _ in placed for case in one.cases), key=lambda c: c.serial)
    return Panel(layers, styles, tuple(plotted), {**left_out, **full}, options.mode)


def _leaders(placed: Sequence[tuple[_Ready, Slot]]) -> list[Primitive]:
    """Tie a glyph that left its lane to its anchor, or to a glyph of its queue that is nearer."""
    items: list[Primitive] = []
    queues: dict[int, list[Point]] = {}
    for one, slot in placed:
        queue = queues.setdefault(one.wanted.group, [one.wanted.anchor_mm])
        right = to_the_right(one.wanted.heading_deg)
        off = [(slot.at_mm[0] - x, slot.at_mm[1] - y) for x, y in queue]
        if min(abs(x * right[0] + y * right[1]) for x, y in off) > LEADER_FROM_MM:
            start = min(queue, key=lambda point: math.dist(point, slot.at_mm))
            tags = (("crash_id", one.wanted.key),)
            items.append(Line((start, slot.at_mm), "leader", tags))
            if start == one.wanted.anchor_mm:
                items.append(Disc(start, 0.5, "leader-dot", tags))
        queue.append(slot.at_mm)
    return items


def _glyphs(placed: Sequence[tuple[_Ready, Slot]]) -> list[Primitive]:
    return [item for one, slot in placed for item in all_moved(one.glyph.items, *slot.at_mm)]


def _labels(placed: Sequence[tuple[_Ready, Slot]], options: PanelOptions) -> list[Primitive]:
    items: list[Primitive] = []
    bundled = options.mode is Mode.BUNDLE
    size = bundle_sizes(options.sizes).label if bundled else options.sizes.label
    for one, slot in placed:
        if slot.label is None:
            continue
        left, top, right, _ = slot.label
        at = ((left + right) / 2, top + 0.86 * size)
        style = "label-count" if bundled else "label"
        tags = (("crash_id", one.wanted.key), ("part", "label"))
        items.append(
            Text(at, one.label, style, size, Anchor.MIDDLE, bold=bundled, halo_mm=0.4, tags=tags)
        )
    return items
