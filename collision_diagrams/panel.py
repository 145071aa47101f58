"""Lay out the diagram itself: plan, glyphs in their slots, leaders and labels, in one frame."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from collision_diagrams.buckets import Case
from collision_diagrams.colouring import Colouring, colour_styles
from collision_diagrams.glyph import glyph_styles, line_styles
from collision_diagrams.journeys import journeys_on
from collision_diagrams.mirror import flipped
from collision_diagrams.model import Resolution
from collision_diagrams.plan import Plan
from collision_diagrams.plan_drawing import PLAN_STYLES, plan_layers, plan_names, roadway_of
from collision_diagrams.ready import (
    Fitting,
    PanelOptions,
    Ready,
    bundle_sizes,
    bundled_glyphs,
    single_glyphs,
)
from collision_diagrams.reasons import Reason
from collision_diagrams.slots import Box, Room, Slot, find_slots
from drawing.model import Anchor, Disc, Layer, Line, Point, Primitive, Style, Text
from drawing.transform import all_moved, extent
from language import translate

MAX_SINGLE = 25  # with more crashes than this they are bundled
FROM_BELOW_DEG = 180.0
LEADER_FROM_MM = 6.0  # a glyph that was moved further than this is tied to where it belongs
LEADER_FROM_GLYPHS = 1.5  # so is a queue that begins further upstream than so many glyphs
EDGE_MM = 1.0  # kept free inside the frame

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
    BUNDLE = "bundled"  # one glyph for each group of like crashes
    STICK = "stick"  # one column for each crash in a table, no place


@dataclass(frozen=True, slots=True)
class GlyphPlace:
    """Where the glyph of a crash stands, and where the crash belongs, on the paper."""

    crash_id: str
    drawn_as: str  # the crash whose glyph stands for it: its own, or the first of its group
    at_mm: Point
    anchor_mm: Point
    on_lane: bool  # its own; else it stands off the roadway
    moved: bool  # by a person


@dataclass(frozen=True, slots=True)
class Panel:
    """The diagram in its frame."""

    layers: tuple[Layer, ...]
    styles: Mapping[str, Style]
    plotted: tuple[Case, ...]
    left_out: Mapping[str, Reason]  # crash_id -> why it could not stand on this plan
    mode: Mode
    places: tuple[GlyphPlace, ...] = ()  # by serial number
    colouring: Colouring | None = None

    @property
    def off_lane(self) -> int:
        """How many glyphs found no room on their own lane."""
        return len({one.drawn_as for one in self.places if not (one.on_lane or one.moved)})


def draw_panel(
    plan: Plan, cases: Sequence[Case], options: PanelOptions, mode: Mode = Mode.AUTO
) -> Panel:
    """Return the diagram of the cases that can stand on a plan.

    Parameters
    ----------
    plan
        The place on the paper.
    cases
        Crashes with a plotted status.
    options
        Frame, sizes, language, colours, glyphs moved by hand.
    mode
        Single, bundled, or as the number asks.

    Returns
    -------
    panel
        Every case is in `plotted` or, with a reason, in `left_out`.
    """
    fitting, left_out = _fitting(plan, cases)
    if mode is Mode.SINGLE or (mode is Mode.AUTO and len(fitting) <= MAX_SINGLE):
        ready = single_glyphs(plan, fitting, options)
        slots = find_slots([one.wanted for one in ready], _room(plan, options))
        if mode is Mode.SINGLE or None not in slots:
            return _Laid(plan, options, Mode.SINGLE).panel(ready, slots, left_out)
    ready = bundled_glyphs(plan, fitting, options)
    slots = find_slots([one.wanted for one in ready], _room(plan, options))
    return _Laid(plan, options, Mode.BUNDLE).panel(ready, slots, left_out)


def _fitting(plan: Plan, cases: Sequence[Case]) -> tuple[list[Fitting], dict[str, Reason]]:
    """Return the cases that have arms on the plan, with their ways, and why others have none."""
    fitting, left_out = [], {}
    for case in cases:
        resolution = case.resolution
        if not plan.is_schematic and not resolution.absolute:
            left_out[case.facts.crash_id] = Reason.NO_DIRECTION
            continue
        if plan.is_schematic:
            resolution = seen_from_below(resolution)
        journeys = journeys_on(plan, case.facts, resolution)
        if journeys is None:
            left_out[case.facts.crash_id] = Reason.NO_ARM
        else:
            fitting.append((replace(case, resolution=resolution), journeys))
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


def _room(plan: Plan, options: PanelOptions) -> Room:
    x, y, width, height = options.frame_mm
    frame = (x + EDGE_MM, y + EDGE_MM, x + width - EDGE_MM, y + height - EDGE_MM)
    taken: list[Box] = [extent([name]) for name in plan_names(plan, options.frame_mm)]
    axis = plan.mirror_x_mm
    for left, top, right, bottom in options.reserved_mm:
        ends = (left, right) if axis is None else (2 * axis - right, 2 * axis - left)
        taken.append((ends[0], top, ends[1], bottom))
    return Room(frame, roadway_of(plan, options.frame_mm), taken)


@dataclass(frozen=True, slots=True)
class _Laid:
    """Makes a panel of glyphs that have found their slots."""

    plan: Plan
    options: PanelOptions
    mode: Mode

    def panel(
        self,
        ready: Sequence[Ready],
        slots: Sequence[Slot | None],
        left_out: dict[str, Reason],
    ) -> Panel:
        """Return the panel; what has no slot is left out."""
        placed = [(one, slot) for one, slot in zip(ready, slots, strict=True) if slot]
        full = {
            case.facts.crash_id: Reason.NO_ROOM
            for one, slot in zip(ready, slots, strict=True)
            if slot is None
            for case in one.cases
        }
        plotted = sorted((case for one, _ in placed for case in one.cases), key=lambda c: c.serial)
        return Panel(
            self._layers(placed),
            self._styles({len(one.cases) for one, _ in placed}),
            tuple(plotted),
            {**left_out, **full},
            self.mode,
            tuple(self._places(placed)),
            self.options.colouring,
        )

    def _layers(self, placed: Sequence[tuple[Ready, Slot]]) -> tuple[Layer, ...]:
        says = {"language": self.options.language}
        # along a road without a junction a place means little
        leaders = _leaders(placed) if self.plan.is_junction else []
        return (
            *plan_layers(self.plan, self.options.frame_mm, translate("Plan", **says)),
            Layer("leaders", self._seen(leaders), translate("Leaders", **says)),
            Layer("glyphs", self._seen(_glyphs(placed)), translate("Glyphs", **says)),
            Layer("labels", self._seen(self._labels(placed)), translate("Labels", **says)),
        )

    def _seen(self, items: Sequence[Primitive]) -> tuple[Primitive, ...]:
        """Return what is drawn as it is seen: out of the mirror, where the plan is in one."""
        axis = self.plan.mirror_x_mm
        return tuple(items) if axis is None else flipped(items, axis)

    def _styles(self, counts: set[int]) -> dict[str, Style]:
        lines = glyph_styles()
        for count in sorted(counts - {1}):
            lines |= line_styles(count)
        street = self.plan.street.styles if self.plan.street else {}
        styles = {**PLAN_STYLES, **street, **PANEL_STYLES, **lines}
        return styles | colour_styles(lines) if self.options.colouring else styles

    def _labels(self, placed: Sequence[tuple[Ready, Slot]]) -> list[Primitive]:
        items: list[Primitive] = []
        bundled = self.mode is Mode.BUNDLE
        sizes = self.options.sizes
        size = bundle_sizes(sizes).label if bundled else sizes.label
        style = "label-count" if bundled else "label"
        for one, slot in placed:
            if slot.label is None:
                continue
            left, top, right, _ = slot.label
            at = ((left + right) / 2, top + 0.86 * size)
            tags = (("crash_id", one.wanted.key), ("part", "label"))
            said = one.short_label if slot.is_short else one.label
            items.append(
                Text(at, said, style, size, Anchor.MIDDLE, bold=bundled, halo_mm=0.4, tags=tags)
            )
        return items

    def _places(self, placed: Sequence[tuple[Ready, Slot]]) -> list[GlyphPlace]:
        axis = self.plan.mirror_x_mm

        def seen(point: Point) -> Point:
            return point if axis is None else (2 * axis - point[0], point[1])

        found = [
            (
                case.serial,
                GlyphPlace(
                    case.facts.crash_id,
                    one.wanted.key,
                    seen(slot.at_mm),
                    seen(one.wanted.anchor_mm),
                    slot.on_lane,
                    slot.moved,
                ),
            )
            for one, slot in placed
            for case in one.cases
        ]
        return [place for _, place in sorted(found, key=lambda pair: pair[0])]


def _leaders(placed: Sequence[tuple[Ready, Slot]]) -> list[Primitive]:
    """Tie glyphs to where they belong.

    A glyph that left its lane is tied to its anchor, or to a glyph of its queue that is nearer; the
    first of a queue that begins far upstream to its anchor.
    """
    items: list[Primitive] = []
    queues: dict[int, list[Point]] = {}
    for one, slot in placed:
        queue = queues.setdefault(one.wanted.group, [one.wanted.anchor_mm])
        away = math.dist(slot.at_mm, one.wanted.anchor_mm)
        begins_far = len(queue) == 1 and away > LEADER_FROM_GLYPHS * _height(slot)
        if not slot.on_lane or begins_far or (slot.moved and away > LEADER_FROM_MM):
            start = min(queue, key=lambda point: math.dist(point, slot.at_mm))
            start = one.wanted.anchor_mm if slot.moved else start
            tags = (("crash_id", one.wanted.key),)
            items.append(Line((start, slot.at_mm), "leader", tags))
            if start == one.wanted.anchor_mm:
                items.append(Disc(start, 0.5, "leader-dot", tags))
        queue.append(slot.at_mm)
    return items


def _height(slot: Slot) -> float:
    left, top, right, bottom = slot.box
    return max(right - left, bottom - top)


def _glyphs(placed: Sequence[tuple[Ready, Slot]]) -> list[Primitive]:
    return [item for one, slot in placed for item in all_moved(one.glyph.items, *slot.at_mm)]
