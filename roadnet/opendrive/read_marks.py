"""Read the road marks of a lane: the paint and the kerb on its outer line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from lxml import etree

from roadnet.model import (
    Boundary,
    Dash,
    KerbType,
    LaneChange,
    LineMarking,
    LineStyle,
    Measured,
    Method,
    PaintColour,
)
from roadnet.opendrive.document import number
from roadnet.opendrive.leftovers import Leftovers
from roadnet.opendrive.user_data import own_values
from roadnet.opendrive.vocabulary import colours

STYLES = {
    "none": LineStyle.NONE,
    "solid": LineStyle.SOLID,
    "edge": LineStyle.SOLID,
    "broken": LineStyle.BROKEN,
    "solid solid": LineStyle.SOLID_SOLID,
    "solid broken": LineStyle.SOLID_BROKEN,
    "broken solid": LineStyle.BROKEN_SOLID,
    "broken broken": LineStyle.BROKEN_BROKEN,
    "botts dots": LineStyle.STUDS,
    "curb": LineStyle.NONE,
    "grass": LineStyle.NONE,
}
DOUBLE = frozenset(
    {
        LineStyle.SOLID_SOLID,
        LineStyle.SOLID_BROKEN,
        LineStyle.BROKEN_SOLID,
        LineStyle.BROKEN_BROKEN,
    }
)
MIRRORED = {
    LineStyle.SOLID_BROKEN: LineStyle.BROKEN_SOLID,
    LineStyle.BROKEN_SOLID: LineStyle.SOLID_BROKEN,
}
CHANGES = {
    "both": LaneChange.BOTH,
    "none": LaneChange.NEITHER,
    "increase": LaneChange.TO_LEFT,
    "decrease": LaneChange.TO_RIGHT,
}
PAIR = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """How distances along a section of a file count along the section of the map."""

    length_m: float
    ratio: float = 1.0  # metres of the map for one of the file


def read_boundary(
    lane: etree._Element, stretch: Stretch, left: Leftovers, *, is_left: bool
) -> Boundary:
    """Return the boundary on the outer side of a lane (on the datum for the centre lane).

    Parameters
    ----------
    lane
        The lane.
    stretch
        The section it belongs to.
    is_left
        Whether it lies left of the datum: OpenDRIVE names double lines from the inside out.
    """
    elements = sorted(lane.findall("roadMark"), key=lambda mark: number(mark, "sOffset", 0.0))
    starts = [number(mark, "sOffset", 0.0) * stretch.ratio for mark in elements]
    kerb = KerbType.UNKNOWN
    if any(mark.get("type") == "curb" for mark in elements):
        kerb = KerbType.RAISED
    if len(elements) == 1 and kerb is KerbType.RAISED:
        return Boundary((), kerb)
    markings = [
        replace(_marking(mark, left, is_left=is_left), start_m=start)
        for mark, start in zip(elements, starts, strict=True)
        if start < stretch.length_m
    ]
    return Boundary(_without_repeated_starts(markings), kerb)


def _without_repeated_starts(markings: Sequence[LineMarking]) -> tuple[LineMarking, ...]:
    """Return markings; of several with one start the last one holds, as readers of files do."""
    kept = [one for one, after in pairwise(markings) if one.start_m < after.start_m]
    return (*kept, *markings[-1:])


def _marking(mark: etree._Element, left: Leftovers, *, is_left: bool) -> LineMarking:
    lines = mark.findall("type/line")
    style = STYLES.get(mark.get("type", ""), LineStyle.UNKNOWN)
    if style is LineStyle.UNKNOWN:
        style = _style_of_lines(lines)
    elif is_left:
        style = MIRRORED.get(style, style)
    for name in ("sway", "explicit"):
        left.add(f"roadMark/{name}", len(mark.findall(name)))
    own = own_values(mark)
    left.add("roadMark/userData", len(mark.findall("userData")) - len(own))
    if mark.get("weight") == "bold" and not mark.get("width"):
        left.add("roadMark weight=bold")
    width, gap = _widths(mark, lines, style)
    return LineMarking(
        code=own.get("rule", ""),
        style=style,
        colour=_colour(mark, left),
        width=width,
        dash=_dash(lines),
        gap=gap,
        lane_change=CHANGES.get(mark.get("laneChange", ""), LaneChange.UNKNOWN),
        painted_on=_day(own.get("painted", "")),
        method=Method.ASSUMED if own.get("existence") == "assumed" else Method.OPENDRIVE,
    )


def _day(text: str) -> date | None:
    """Return the day that our own files state; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _style_of_lines(lines: Sequence[etree._Element]) -> LineStyle:
    """Return the style that a mark of the type `custom` draws, left to right."""
    ordered = sorted(lines, key=lambda line: -number(line, "tOffset", 0.0))
    broken = tuple(number(line, "space", 0.0) > 0 for line in ordered)
    return {
        (False,): LineStyle.SOLID,
        (True,): LineStyle.BROKEN,
        (False, False): LineStyle.SOLID_SOLID,
        (False, True): LineStyle.SOLID_BROKEN,
        (True, False): LineStyle.BROKEN_SOLID,
        (True, True): LineStyle.BROKEN_BROKEN,
    }.get(broken, LineStyle.UNKNOWN)


def _colour(mark: etree._Element, left: Leftovers) -> PaintColour:
    name = mark.get("color", "standard")
    if name not in colours():
        left.add(f"roadMark color={name[:40]}")
    return colours().get(name, PaintColour.UNKNOWN)


def _widths(
    mark: etree._Element, lines: Sequence[etree._Element], style: LineStyle
) -> tuple[Measured | None, Measured | None]:
    """Return the width of one line, and the gap of a double line, as far as they are stated.

    Where a double line has no lines of its own, its width is taken as that of one line.
    """
    stated = [number(line, "width", 0.0) for line in lines]
    width_m = max(stated, default=0.0) or number(mark, "width", 0.0)
    width = Measured(width_m, Method.OPENDRIVE) if width_m > 0 else None
    if style not in DOUBLE or len(lines) != PAIR or width is None:
        return width, None
    offsets = [number(line, "tOffset", 0.0) for line in lines]
    gap_m = round(abs(offsets[0] - offsets[1]) - width_m, 6)
    return width, Measured(gap_m, Method.OPENDRIVE) if gap_m > 0 else None


def _dash(lines: Sequence[etree._Element]) -> Dash | None:
    """Return the dashes of the first broken line; their phase is where the first one begins."""
    for line in lines:
        on_m, off_m = number(line, "length", 0.0), number(line, "space", 0.0)
        if on_m > 0 and off_m > 0:
            return Dash(on_m, off_m, number(line, "sOffset", 0.0))
    return None
