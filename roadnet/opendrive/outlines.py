"""The ground an object covers: its outline, or the box or circle around it."""

import math
from dataclasses import dataclass

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from roadnet.model import Point
from roadnet.opendrive.document import number
from roadnet.opendrive.on_road import RoadPlace, as_points, place_on
from roadnet.opendrive.read_roads import ReadRoad

Floats = NDArray[np.float64]
LEAST_CORNERS = 3
CIRCLE_CORNERS = 24


@dataclass(frozen=True, slots=True)
class Instance:
    """One of the things an object stands for: its place, and how far it is moved from the object.

    Sizes are 0 where they are not stated.
    """

    place: RoadPlace
    turn_rad: float  # against the road
    moved_m: float  # along the stations of the file
    length_m: float  # along its own axis
    width_m: float
    radius_m: float


def lines_of(
    element: etree._Element, instance: Instance, read: ReadRoad
) -> tuple[tuple[Point, ...], ...]:
    """Return the outlines of an object as lines, the closed ones back to their start."""
    lines = []
    for outline in [*element.findall("outlines/outline"), *element.findall("outline")]:
        line = _ring(outline, instance, read)
        if len(line) > 1:
            lines.append(line if outline.get("closed") == "false" else (*line, line[0]))
    return tuple(lines)


def rings_of(
    element: etree._Element, instance: Instance, read: ReadRoad
) -> tuple[tuple[Point, ...], ...]:
    """Return the rings an object covers, outer ones first; none where it has no extent."""
    outlines = [*element.findall("outlines/outline"), *element.findall("outline")]
    rings = []
    for outline in sorted(outlines, key=lambda one: one.get("outer") == "false"):
        ring = _ring(outline, instance, read)
        if len(ring) >= LEAST_CORNERS:
            rings.append(ring)
    if rings:
        return tuple(rings)
    box = _box(instance)
    return () if box is None else (instance.place.around(box, instance.turn_rad),)


def _ring(outline: etree._Element, instance: Instance, read: ReadRoad) -> tuple[Point, ...]:
    on_road = [
        place_on(read, number(one, "s") + instance.moved_m, number(one, "t"))
        for one in outline.findall("cornerRoad")
    ]
    if on_road:
        return as_points(np.array([(one.x_m, one.y_m) for one in on_road]))
    local = [(number(one, "u"), number(one, "v")) for one in outline.findall("cornerLocal")]
    if not local:
        return ()
    return instance.place.around(np.array(local), instance.turn_rad)


def _box(instance: Instance) -> Floats | None:
    """Return the corners of the box or circle around a thing, in its own frame."""
    half_length, half_width = instance.length_m / 2, instance.width_m / 2
    if half_length > 0 and half_width > 0:
        return np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * [half_length, half_width]
    if instance.radius_m > 0:
        angles = np.arange(CIRCLE_CORNERS) * math.tau / CIRCLE_CORNERS
        return instance.radius_m * np.column_stack([np.cos(angles), np.sin(angles)])
    return None
