"""Polygons along a road, between two of its boundaries and two of its stations."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
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


def stretches(frame: RoadFrame, start_m: float, end_m: float) -> "Iterator[Stretch]":
    """Yield the stretches of a road between two stations, one for each section."""
    for _, section, begin, finish in sections_between(frame, start_m, end_m):
        yield Stretch(frame, section, begin, finish)


def carriageway(frame: RoadFrame, start_m: float, end_m: float) -> BaseGeometry:
    """Return the surface between the kerbs between two stations."""
    own = stretches(frame, start_m, end_m)
    return _union(surface(one, *carriageway_span(one.section)) for one in own)


def whole_width(frame: RoadFrame, start_m: float, end_m: float) -> BaseGeometry:
    """Return the surface of all strips between two stations."""
    own = stretches(frame, start_m, end_m)
    return _union(surface(one, 0, len(one.section.strips)) for one in own)


def kerbs(frame: RoadFrame, start_m: float, end_m: float) -> BaseGeometry:
    """Return both edges of the carriageway between two stations."""
    return shapely.MultiLineString(
        [
            shapely.LineString(one.lines[boundary])
            for one in stretches(frame, start_m, end_m)
            for boundary in carriageway_span(one.section)
        ]
    )


def _union(parts: Iterator[BaseGeometry]) -> BaseGeometry:
    found = list(parts)
    if not found:
        return shapely.Polygon()
    return found[0] if len(found) == 1 else united(found)


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

    Where the boundaries fold back on themselves (the inside of a bend that is tighter than the
    strip is far out) the surface is put together step by step, with the plain
    rectangles of the steps, so that the line always lies on its road.
    """
    left, right = stretch.lines[first], stretch.lines[last]
    polygon = shapely.Polygon(np.concatenate([left, right[::-1]]))
    if shapely.is_valid(polygon) and not _folds(left, right):
        return polygon
    leaning = shapely.polygons(np.stack([left[:-1], left[1:], right[1:], right[:-1]], axis=1))
    plain = stretch.frame.step_quads(stretch.section, (stretch.start_m, stretch.end_m), first, last)
    quads = shapely.make_valid(np.concatenate([leaning, plain]))
    return united(list(polygons_only(quads)))


def _folds(left: Floats, right: Floats) -> bool:
    """Whether one of two lines runs back where the other one goes on."""
    steps = np.diff(left, axis=0) * np.diff(right, axis=0)
    return bool((steps.sum(axis=1) < 0).any())


def united(surfaces: Sequence[BaseGeometry], grid_m: float = 0.0) -> BaseGeometry:
    """Return the union of surfaces, on a grid where one is given.

    Nearly coincident edges can defeat the union on one grid; another one then does.
    """
    for grid in (grid_m, GRID_M / 10, GRID_M):
        with suppress(shapely.errors.GEOSException):
            return shapely.union_all(surfaces, grid_size=grid or None)
    return shapely.union_all(surfaces, grid_size=2 * GRID_M)


def shared_ground(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    """Return what two surfaces share; nearly coincident edges are met on a grid."""
    with suppress(shapely.errors.GEOSException):
        return shapely.intersection(one, other)
    first, second = (
        united(list(polygons_only(shapely.make_valid(each))), GRID_M) for each in (one, other)
    )
    return shapely.intersection(first, second, grid_size=GRID_M)


def polygons_only(shapes: Any) -> NDArray[np.object_]:
    """Return the polygons among shapes and their parts; lines and points are dropped."""
    parts = shapely.get_parts(shapely.get_parts(np.atleast_1d(shapes)))
    return np.asarray(parts[shapely.area(parts) > 0])
