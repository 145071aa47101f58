"""Glyphs that look for room: one for each crash, or one for each group of like crashes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from collision_diagrams.anchors import anchor
from collision_diagrams.buckets import Bucket, Case, buckets
from collision_diagrams.colouring import Colouring, coloured
from collision_diagrams.glyph import Glyph, draw_glyph
from collision_diagrams.journeys import Journeys
from collision_diagrams.labels import bucket_label, case_label, short_label
from collision_diagrams.lane_path import spaced
from collision_diagrams.model import Relation
from collision_diagrams.plan import Frame, Plan
from collision_diagrams.rules import Sizes
from collision_diagrams.slots import Box, Wanted
from drawing.fonts import text_width_mm
from drawing.model import Point
from language import Language

LABEL_GAP_MM = 0.8
QUEUE_SHARE = 0.95  # of an approach that a queue may fill
BUNDLE_SIZE = 1.45  # glyphs of bundles are larger
ALONG_ONE_APPROACH = frozenset({Relation.SAME, Relation.SINGLE, Relation.OBJECT})


@dataclass(frozen=True, slots=True)
class PanelOptions:
    """How a panel is drawn."""

    frame_mm: Frame
    sizes: Sizes
    language: Language
    offsets_mm: Mapping[str, Point] = field(default_factory=dict)  # moved by hand: from the anchor
    colouring: Colouring | None = None
    reserved_mm: tuple[Box, ...] = ()  # what must stay free: scale bar, north arrow


@dataclass(frozen=True, slots=True)
class Ready:
    """A glyph that looks for a slot."""

    cases: tuple[Case, ...]
    glyph: Glyph
    label: str
    short_label: str
    wanted: Wanted


Fitting = tuple[Case, Journeys]  # a case that has arms on the plan


def single_glyphs(plan: Plan, fitting: Sequence[Fitting], options: PanelOptions) -> list[Ready]:
    """Return one glyph for each crash, crashes that look alike one after the other."""
    journeys = {case.facts.crash_id: journey for case, journey in fitting}
    ready = []
    for group, bucket in enumerate(_in_order_of_room(plan, [case for case, _ in fitting])):
        for case in bucket.cases:
            moving = journeys[case.facts.crash_id]
            glyph = _glyph(case, moving, options, options.sizes)
            label = case_label(case, options.language)
            short = short_label(case, options.language)
            placing = _Placing(plan, options, group, options.sizes.label, bold=False)
            wanted = placing.wanted(case, moving, glyph, (label, short))
            ready.append(Ready((case,), glyph, label, short, wanted))
    return ready


def bundled_glyphs(plan: Plan, fitting: Sequence[Fitting], options: PanelOptions) -> list[Ready]:
    """Return one glyph for each group of like crashes: the most severe is drawn."""
    journeys = {case.facts.crash_id: journey for case, journey in fitting}
    sizes = bundle_sizes(options.sizes)
    ready = []
    for group, bucket in enumerate(_in_order_of_room(plan, [case for case, _ in fitting])):
        case, label = bucket.worst, bucket_label(bucket)
        moving = journeys[case.facts.crash_id]
        glyph = _glyph(case, moving, options, sizes, count=len(bucket.cases))
        placing = _Placing(plan, options, group, sizes.label, bold=True)
        short = label.split(" ")[0]
        wanted = placing.wanted(case, moving, glyph, (label, short))
        ready.append(Ready(bucket.cases, glyph, label, short, wanted))
    return ready


def bundle_sizes(sizes: Sizes) -> Sizes:
    """Return the lengths of a glyph that stands for several crashes."""
    return replace(sizes.scaled(BUNDLE_SIZE), label=sizes.label * 1.1)


def _glyph(
    case: Case, moving: Journeys, options: PanelOptions, sizes: Sizes, count: int = 1
) -> Glyph:
    glyph = draw_glyph(
        case.facts,
        case.resolution,
        {number: journey.mover for number, journey in moving.items()},
        sizes=sizes,
        language=options.language,
        count=count,
    )
    if options.colouring is None:
        return glyph
    return coloured(glyph, options.colouring.place_of(case), sizes)


def _in_order_of_room(plan: Plan, cases: Sequence[Case]) -> list[Bucket]:
    """Return the groups in the order in which they take room: first those tied to a point.

    What happened along one approach can as well stand further upstream.
    """
    return sorted(
        buckets(cases, plan.sides_of),
        key=lambda bucket: bucket.cases[0].resolution.relation in ALONG_ONE_APPROACH,
    )


@dataclass(frozen=True, slots=True)
class _Placing:
    """What the wishes of the glyphs of one group share."""

    plan: Plan
    options: PanelOptions
    group: int
    label_mm: float
    bold: bool

    def wanted(self, case: Case, moving: Journeys, glyph: Glyph, labels: tuple[str, str]) -> Wanted:
        """Return where a glyph wants to stand."""
        at = anchor(self.plan, case.facts, case.resolution, moving)
        offset = self.options.offsets_mm.get(case.facts.crash_id)
        widths = [text_width_mm(label, self.label_mm, bold=self.bold) for label in labels]
        whole, short = (
            tuple(_label_boxes(glyph.extent_mm, width, self.label_mm)) for width in widths
        )
        return Wanted(
            case.facts.crash_id,
            self.group,
            (at, *self._upstream(case, moving, at)),
            glyph.extent_mm,
            whole,
            short,
            (at[0] + offset[0], at[1] + offset[1]) if offset else None,
        )

    def _upstream(self, case: Case, moving: Journeys, at: Point) -> tuple[Point, ...]:
        """Return places back along the lane of party 1; along a whole road without a junction."""
        first = moving[case.resolution.paths[0].party_no]
        if not self.plan.is_junction:
            straight = (one for one in moving.values() if one.way and not one.mover.turn_deg)
            first = next(straight, first)
        if first.way is None:
            return ()
        back = first.way.path.upstream_of(at)
        if not self.plan.is_junction:
            back = (*back, *reversed(spaced(first.way.path.points, 1.0)))
        return back[: max(1, int(QUEUE_SHARE * len(back)))]


def _label_boxes(glyph: Box, width: float, size: float) -> Iterator[Box]:
    """Yield where a label may stand: below, to the right, above, to the left of its glyph."""
    left, top, right, bottom = glyph
    x, y = (left + right) / 2 - width / 2, (top + bottom) / 2 - size / 2
    corners = (
        (x, bottom + LABEL_GAP_MM),
        (right + LABEL_GAP_MM, y),
        (x, top - LABEL_GAP_MM - size),
        (left - LABEL_GAP_MM - width, y),
    )
    yield from ((x, y, x + width, y + size) for x, y in corners)
