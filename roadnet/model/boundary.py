"""The line between two strips; it owns the marking and the kerb that stand on it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from roadnet.model.provenance import Measured, Method


class LineStyle(StrEnum):
    """How a line is drawn, seen along the stations from left to right."""

    NONE = "none"  # no paint
    SOLID = "solid"  # one unbroken line
    BROKEN = "broken"  # one line of dashes
    SOLID_SOLID = "solid_solid"  # two unbroken lines
    SOLID_BROKEN = "solid_broken"  # unbroken on the left, dashes on the right
    BROKEN_SOLID = "broken_solid"  # dashes on the left, unbroken on the right
    BROKEN_BROKEN = "broken_broken"  # two lines of dashes
    STUDS = "studs"  # raised studs instead of paint
    UNKNOWN = "unknown"  # painted, but how is not known


class PaintColour(StrEnum):
    """Colour of a marking."""

    WHITE = "white"  # between traffic of one direction, edges
    YELLOW = "yellow"  # between directions; no parking
    RED = "red"  # no stopping
    BLUE = "blue"  # cycle routes
    GREEN = "green"  # surfacing of crossings and sidewalks
    ORANGE = "orange"  # temporary
    UNKNOWN = "unknown"  # not known


class LaneChange(StrEnum):
    """Who may cross the line, seen along the stations."""

    BOTH = "both"  # from either side
    TO_LEFT = "to_left"  # only from the right strip to the left one
    TO_RIGHT = "to_right"  # only from the left strip to the right one
    NEITHER = "neither"  # nobody
    UNKNOWN = "unknown"  # not stated: the marking's rule decides


class KerbType(StrEnum):
    """What stands on the line beside paint."""

    NONE = "none"  # level
    RAISED = "raised"  # a kerb stone of the usual height
    LOWERED = "lowered"  # a kerb let down for ramps and driveways
    FLUSH = "flush"  # a kerb stone without a step
    UNKNOWN = "unknown"  # not known


class Condition(StrEnum):
    """How well paint can be seen."""

    GOOD = "good"  # as new
    WORN = "worn"  # can be seen with gaps
    GONE = "gone"  # can no longer be seen
    UNKNOWN = "unknown"  # not looked at


@dataclass(frozen=True, slots=True)
class Dash:
    """Length of a dash and of the gap after it; the phase counts from the stop line."""

    on_m: float
    off_m: float
    phase_m: float = 0.0


@dataclass(frozen=True, slots=True)
class LineMarking:
    """Paint along a boundary from `start_m` to the start of the next marking.

    A `code` alone (`TW-182`) takes its sizes from the rules in force on the day of painting; a
    stated width or dash wins over the rule.
    """

    start_m: float = 0.0  # from the start of the section
    code: str = ""  # TW-<article>; empty: the source names no rule
    style: LineStyle = LineStyle.UNKNOWN
    colour: PaintColour = PaintColour.UNKNOWN
    width: Measured | None = None  # of one line
    dash: Dash | None = None
    gap: Measured | None = None  # clear distance of a double line
    lane_change: LaneChange = LaneChange.UNKNOWN
    condition: Condition = Condition.UNKNOWN
    painted_on: date | None = None  # day of the last painting; None: not known
    method: Method = Method.ASSUMED
    source: str = ""


@dataclass(frozen=True, slots=True)
class Boundary:
    """The line to the left of a strip, or to the right of the last one.

    No marking means that none is stated: the rules then say what would stand there. A stated
    absence of paint is a marking of the style `none`.
    """

    markings: tuple[LineMarking, ...] = ()  # ordered by start
    kerb: KerbType = KerbType.UNKNOWN
    kerb_height: Measured | None = None
