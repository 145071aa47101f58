"""Polygons along a road, between two of its boundaries and two of its stations."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.road_frame import RoadFrame, carriageway_span
from roadnet.model import Section

Floats = NDArray[np.float64]
SHORTEST_M = 1e-6
GRID_M = 0.001  # surfaces are put together on this grid


def sections_between(
    frame: RoadFrame, start_m: float, end_m: float
) -> Iterator[tuple[int, Section, float, float]]:
    """Yield the sections of a road between two stations, cut there: index, section, from, to."""
    sections = frame.road.sections
    for index, section in enumerate(sections):
        is_last = index == len(sections) - 1
        begin = max(start_m, section.start_m)
        finish = min(end_m, frame.length_m if is_last else section.end_m)
        if finish - begin > SHORTEST_M:
            yield index, section, begin, finish


def carriageway(frame: RoadFrame, start_m: float, end_m: float) -> BaseGeometry:
    """Return the surface between the kerbs between two stations."""
    return _union(
        surface(Stretch(frame, section, begin, finish), *carriageway_span(section))
        for _, section, begin, finish in sections_between(frame, start_m, end_m)
    )


def kerbs(frame: RoadFrame, start_m: float, end_m: float) -> BaseGeometry:
    """Return both edges of the carriageway between two stations."""
    return shapely.multilinestrings(
        [
            shapely.LineString(lines[boundary])
            for lines, span in _lines(frame, start_m, end_m)
            for boundary in span
        ]
    )


def whole_width(frame: RoadFrame, start_m: float, end_m: float) -> BaseGeometry:
    """Return the surface of all strips between two stations."""
    return _union(
        surface(Stretch(frame, section, begin, finish), 0, len(section.strips))
        for _, section, begin, finish in sections_between(frame, start_m, end_m)
    )


@dataclass(frozen=True, eq=False)
class Stretch:
    """A part of a section of a road between two stations."""

    frame: RoadFrame
    section: Section
    start_m: float
    end_m: float

    @cached_property
    def lines(self) -> Floats:
        """Every boundary, left to right."""
        return self.frame.boundaries(self.section, self.start_m, self.end_m)


def surface(stretch: Stretch, first: int, last: int) -> BaseGeometry:
    """Return the surface between two boundaries of a stretch.

    At a hairpin the boundaries swing past the line; the plain rectangles of its steps are added,
    so that the line always lies on its road.
    """
    found = between(stretch.lines[first], stretch.lines[last])
    if not stretch.frame.has_hairpin:
        return found
    quads = stretch.frame.step_quads(stretch.section, (stretch.start_m, stretch.end_m), first, last)
    return shapely.union_all([found, *polygons_only(shapely.make_valid(quads))])


def _lines(
    frame: RoadFrame, start_m: float, end_m: float
) -> Iterator[tuple[Floats, tuple[int, int]]]:
    for _, section, begin, finish in sections_between(frame, start_m, end_m):
        yield frame.boundaries(section, begin, finish), carriageway_span(section)


def _union(parts: Iterator[BaseGeometry]) -> BaseGeometry:
    found = list(parts)
    if not found:
        return shapely.Polygon()
    return found[0] if len(found) == 1 else shapely.union_all(found)


def between(left: Floats, right: Floats) -> BaseGeometry:
    """Return the surface between two lines with the same number of points.

    Where the lines fold back on themselves (the inside of a bend that is tighter than the strip
    is far out) the surface is put together step by step.
    """
    ring = np.concatenate([left, right[::-1]])
    polygon = shapely.Polygon(ring)
    if shapely.is_valid(polygon):
        return polygon
    quads = shapely.polygons(np.stack([left[:-1], left[1:], right[1:], right[:-1]], axis=1))
    return shapely.union_all(polygons_only(shapely.make_valid(quads)))


def polygons_only(shapes: Any) -> NDArray[np.object_]:
    """Return the polygons among shapes and their parts; lines and points are dropped."""
    parts = shapely.get_parts(shapely.get_parts(np.atleast_1d(shapes)))
    return np.asarray(parts[shapely.area(parts) > 0])
