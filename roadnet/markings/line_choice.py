"""Which line stands on the boundary of two strips: stated, or by rules and custom."""

from dataclasses import dataclass
from typing import Any

from roadnet.geometry.road_frame import carriageway_span
from roadnet.markings.defaults import marking_defaults
from roadnet.markings.paint import Assumption
from roadnet.markings.road_place import LANES
from roadnet.markings.rule_book import RuleBook
from roadnet.markings.rules import MarkingRule
from roadnet.model import (
    Direction,
    DrivingSide,
    LaneChange,
    LineMarking,
    LineStyle,
    Method,
    PaintColour,
    Road,
    Section,
    Strip,
    StripType,
)

MANY = 2
ISLANDS = frozenset({StripType.MEDIAN, StripType.ISLAND})
BY_LOOK = {  # line styles and colours that a source states without a rule
    (LineStyle.BROKEN, PaintColour.WHITE): "TW-182",
    (LineStyle.BROKEN, PaintColour.YELLOW): "TW-181",
    (LineStyle.SOLID_SOLID, PaintColour.YELLOW): "TW-165",
    (LineStyle.SOLID_BROKEN, PaintColour.YELLOW): "TW-166",
    (LineStyle.BROKEN_SOLID, PaintColour.YELLOW): "TW-166",
    (LineStyle.SOLID_SOLID, PaintColour.WHITE): "TW-167",
    (LineStyle.SOLID_BROKEN, PaintColour.WHITE): "TW-167",
    (LineStyle.BROKEN_SOLID, PaintColour.WHITE): "TW-167",
    (LineStyle.BROKEN_BROKEN, PaintColour.WHITE): "TW-158",
    (LineStyle.SOLID, PaintColour.YELLOW): "TW-165",
    (LineStyle.SOLID, PaintColour.RED): "TW-169",
    (LineStyle.SOLID, PaintColour.BLUE): "TW-188-2",
    (LineStyle.STUDS, PaintColour.WHITE): "TW-152",
    (LineStyle.STUDS, PaintColour.YELLOW): "TW-152",
}
BY_CHANGE = {  # who may cross decides which side is unbroken
    LaneChange.NEITHER: LineStyle.SOLID_SOLID,
    LaneChange.TO_LEFT: LineStyle.SOLID_BROKEN,
    LaneChange.TO_RIGHT: LineStyle.BROKEN_SOLID,
}


@dataclass(frozen=True, slots=True)
class LineChoice:
    """A line by its rule, its look, and what of that is assumed."""

    rule: MarkingRule
    style: LineStyle | None = None  # None: that of the rule
    colour: PaintColour | None = None
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoundaryPlace:
    """A boundary of a section, and the road it belongs to."""

    road: Road
    section: Section
    index: int
    driving_side: DrivingSide
    is_divided: bool  # the road is one carriageway of a street with a median
    rules: RuleBook

    @property
    def left(self) -> Strip | None:
        """The strip to its left."""
        return self.section.strips[self.index - 1] if self.index > 0 else None

    @property
    def right(self) -> Strip | None:
        """The strip to its right."""
        strips = self.section.strips
        return strips[self.index] if self.index < len(strips) else None

    @property
    def span(self) -> tuple[int, int]:
        """The outer boundaries of the carriageway."""
        return carriageway_span(self.section)

    @property
    def is_edge(self) -> bool:
        """Whether the carriageway ends here."""
        return self.index in self.span


def stated_choice(marking: LineMarking, at: BoundaryPlace) -> LineChoice | None:
    """Return the line that a marking states; None for a stated absence of paint."""
    if marking.style is LineStyle.NONE:
        return None
    rules = at.rules
    style: LineStyle | None = None if marking.style is LineStyle.UNKNOWN else marking.style
    colour = None if marking.colour is PaintColour.UNKNOWN else marking.colour
    unsure = [str(Assumption.EXISTENCE)] if marking.method is Method.ASSUMED else []
    stated = rules.get(marking.code)
    if stated is not None:
        return LineChoice(stated, style, colour, tuple(unsure))
    if style is not None:
        code = _code_by_look(style, colour or PaintColour.WHITE, at)
        return LineChoice(rules[code], style, colour, tuple(unsure)) if code else None
    if marking.lane_change in BY_CHANGE:
        is_between = at.left and at.right and at.left.direction == -at.right.direction
        style = BY_CHANGE[marking.lane_change]
        code = "TW-166" if is_between else "TW-167"
        return LineChoice(rules[code], style, colour, (*unsure, str(Assumption.STYLE)))
    usual = assumed_choice(at)
    return LineChoice(usual.rule, usual.style, colour, (*unsure, "style")) if usual else None


def _code_by_look(style: LineStyle, colour: PaintColour, at: BoundaryPlace) -> str | None:
    if (style, colour) == (LineStyle.SOLID, PaintColour.YELLOW) and at.is_edge:
        is_kerb = not (_is_island(at.left) or _is_island(at.right) or at.is_divided)
        return "TW-168" if is_kerb else "TW-165"
    if (style, colour) == (LineStyle.SOLID, PaintColour.WHITE):
        lanes = [strip for strip in (at.left, at.right) if strip and strip.strip_type in LANES]
        return "TW-183" if at.is_edge or len(lanes) < MANY else "TW-183-1"
    return BY_LOOK.get((style, colour))


def assumed_choice(at: BoundaryPlace) -> LineChoice | None:
    """Return the line that rules and custom put on a boundary where nothing is stated."""
    road = at.road
    bare = marking_defaults()["bare_classes"]
    if road.is_access or not road.is_drivable or str(road.road_class) in bare:
        return None
    entry = _edge_entry(at) if at.is_edge else _line_entry(at)
    if entry is None:
        return None
    style = LineStyle(entry["style"]) if "style" in entry else None
    return LineChoice(at.rules[entry["code"]], style, None, (str(Assumption.EXISTENCE),))


def _line_entry(at: BoundaryPlace) -> dict[str, Any] | None:
    left, right = at.left, at.right
    if left is None or right is None:
        return None
    traffic = _traffic(at)
    for entry in marking_defaults()["lines"]:
        one, other = entry["between"]
        fits = (_is(left, one) and _is(right, other)) or (_is(left, other) and _is(right, one))
        fits &= "traffic" not in entry or entry["traffic"] == traffic
        fits &= not entry.get("many") or _has_many_lanes(at.section)
        fits &= _carriageway_m(at.section) >= entry.get("from_m", 0.0)
        if fits:
            return dict(entry)
    return None


def _edge_entry(at: BoundaryPlace) -> dict[str, Any] | None:
    inside = at.right if at.index == at.span[0] else at.left
    outside = at.left if at.index == at.span[0] else at.right
    if inside is None or inside.strip_type not in LANES:
        return None
    for entry in marking_defaults()["edges"]:
        beside_median = entry["beside"] == "median_of_corridor"
        if beside_median and at.is_divided and _is_inner_edge(at):
            return dict(entry)
        is_wide = _carriageway_m(at.section) >= entry.get("from_m", 0.0)
        if not beside_median and outside is None and is_wide and not at.is_divided:
            return dict(entry)
    return None


def _is_inner_edge(at: BoundaryPlace) -> bool:
    """Whether the edge lies towards the other carriageway of the street."""
    forward = any(strip.direction is Direction.FORWARD for strip in at.section.strips)
    left_is_inner = forward == (at.driving_side is DrivingSide.RIGHT)
    return at.index == at.span[0 if left_is_inner else 1]


def _is(strip: Strip, word: str) -> bool:
    if word == "lane":
        return strip.strip_type in LANES
    if word == "median":
        return _is_island(strip)
    return str(strip.strip_type) == word


def _is_island(strip: Strip | None) -> bool:
    return strip is not None and strip.strip_type in ISLANDS


def _traffic(at: BoundaryPlace) -> str:
    """Return whether traffic on both sides of a boundary moves the same way or against."""
    strips = at.section.strips
    left = _direction_beyond(strips, at.index - 1, -1)
    right = _direction_beyond(strips, at.index, 1)
    if left is right and left is not Direction.BOTH:
        return "same"
    return "opposite"


def _direction_beyond(strips: tuple[Strip, ...], index: int, step: int) -> Direction:
    """Return the direction of the first lane from a strip on, islands passed over."""
    while 0 <= index < len(strips) and strips[index].strip_type in ISLANDS:
        index += step
    return strips[index].direction if 0 <= index < len(strips) else Direction.NONE


def _has_many_lanes(section: Section) -> bool:
    wide = (StripType.DRIVE, StripType.BUS)
    return any(
        sum(strip.strip_type in wide and strip.direction is way for strip in section.strips) >= MANY
        for way in (Direction.FORWARD, Direction.BACKWARD)
    )


def _carriageway_m(section: Section) -> float:
    first, last = carriageway_span(section)
    return sum(strip.width.at(0.0) for strip in section.strips[first:last])
