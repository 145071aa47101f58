"""Correct what is painted on the boundary of two strips."""

from dataclasses import replace

from roadnet.editing.how import MapEditError
from roadnet.editing.strips import with_section
from roadnet.model import Boundary, LineMarking, LineStyle, Method, Road

NO_PAINT = LineMarking(style=LineStyle.NONE)


def change_line(
    road: Road, section: int, boundary: int, marking: LineMarking | None, *, number: int = 0
) -> Road:
    """Return a road with one marking of a boundary replaced.

    Parameters
    ----------
    road
        The road.
    section, boundary
        Which boundary, from 0: 0 is the left edge.
    marking
        What is painted there; None: nothing is stated, the rules say what would stand there.
    number
        Which of the markings along the boundary; where there are none, the whole length.

    Raises
    ------
    MapEditError
        There is no such boundary.
    """
    if section >= len(road.sections) or boundary > len(road.sections[section].strips):
        raise MapEditError("The road has no line there any more.")
    own = road.sections[section]
    lines = [*own.boundaries] or [Boundary() for _ in range(len(own.strips) + 1)]
    markings = [*lines[boundary].markings]
    if marking is None:
        markings = []
    elif number < len(markings):
        markings[number] = replace(marking, start_m=markings[number].start_m)
    else:
        markings = [marking]
    lines[boundary] = replace(lines[boundary], markings=tuple(markings))
    return with_section(road, section, replace(own, boundaries=tuple(lines)))


def no_paint(method: Method, source: str = "") -> LineMarking:
    """Return the statement that nothing is painted on a boundary."""
    return replace(NO_PAINT, method=method, source=source)
