"""Lines that rules and custom put where nothing is stated, as markings of boundaries."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from roadnet.markings.planned_lines import PlannedLine
from roadnet.model import (
    Boundary,
    Dash,
    LineMarking,
    LineStyle,
    Measured,
    Method,
    Section,
    Streets,
)

LEAST_GAP_M = 0.01  # between two lines


def with_planned_lines(streets: Streets, lines: Iterable[PlannedLine]) -> Streets:
    """Return streets whose bare boundaries have the lines planned for them, marked assumed.

    Parameters
    ----------
    streets
        What is stated: a boundary with a line whose look is stated stays as it is.
    lines
        The lines laid out on a day.
    """
    by_place: dict[tuple[str, int, int], list[PlannedLine]] = {}
    for line in lines:
        by_place.setdefault((line.road_id, line.section, line.boundary), []).append(line)
    roads = []
    for road in streets.roads:
        sections = []
        for number, section in enumerate(road.sections):
            own = {
                index: by_place.get((road.road_id, number, index), [])
                for index in range(len(section.strips) + 1)
            }
            sections.append(_painted(section, own) if any(own.values()) else section)
        roads.append(replace(road, sections=tuple(sections)))
    return replace(streets, roads=tuple(roads))


def _painted(section: Section, lines: dict[int, list[PlannedLine]]) -> Section:
    boundaries = []
    for index in sorted(lines):
        boundary = section.boundary(index) if section.boundaries else Boundary()
        is_known = any(one.style is not LineStyle.UNKNOWN for one in boundary.markings)
        if lines[index] and not is_known:
            marked = [(marking_of(one, section.start_m), one.end_m) for one in lines[index]]
            ended = [(marking, end_m - section.start_m) for marking, end_m in marked]
            boundary = replace(boundary, markings=tuple(with_ends(ended)))
        boundaries.append(boundary)
    return replace(section, boundaries=tuple(boundaries))


def marking_of(line: PlannedLine, section_start_m: float) -> LineMarking:
    """Return a planned line as a marking of its section."""
    dash = line.dash_m
    return LineMarking(
        start_m=max(line.start_m - section_start_m, 0.0),
        code=line.code,
        style=line.style,
        colour=line.colour,
        width=Measured(line.width_m),
        dash=None if dash is None else Dash(*dash, line.phase_m),
        gap=Measured(line.gap_m) if line.gap_m > 0 else None,
        painted_on=line.marking.painted_on if line.marking else None,
        method=line.marking.method if line.marking else Method.ASSUMED,
    )


def with_ends(markings: Sequence[tuple[LineMarking, float]]) -> list[LineMarking]:
    """Return markings in their order; where one ends and none follows at once, there is nothing.

    Parameters
    ----------
    markings
        Markings with the distance at which each ends, from the start of their section.
    """
    ordered = sorted(markings, key=lambda one: one[0].start_m)
    starts = [marking.start_m for marking, _ in ordered[1:]] + [math.inf]
    found = []
    for (marking, end_m), next_m in zip(ordered, starts, strict=True):
        found.append(marking)
        if end_m < next_m - LEAST_GAP_M:
            found.append(LineMarking(start_m=end_m, style=LineStyle.NONE))
    return found
