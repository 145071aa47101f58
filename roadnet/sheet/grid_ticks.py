"""Ticks with coordinates along the frame of the map."""

import math
from collections.abc import Iterator

from drawing.model import Anchor, Line, Primitive, Text
from drawing.placement import Box, Placement

TICK_MM = 2.0
APART_MM = 50.0
CORNER_MM = 14.0
STEPS = (1.0, 2.0, 5.0)
SMALLEST_TURN = 1e-9


def grid_ticks(placement: Placement, field_mm: Box) -> Iterator[Primitive]:
    """Yield ticks at round metres along the frame, easting below, northing on the left.

    On a turned map no ticks are drawn: the lines of the grid would not meet the frame squarely.
    """
    if abs(placement.rotation_deg % 90.0) > SMALLEST_TURN or placement.rotation_deg % 360.0:
        return
    x, y, width, height = field_mm
    step_m = _round_step(APART_MM * placement.scale / 1000)
    west, north = placement.to_m((x, y))
    east, south = placement.to_m((x + width, y + height))
    for easting in _round_between(west, east, step_m):
        at, _ = placement.to_mm((easting, north))
        for top, down in ((y, TICK_MM), (y + height, -TICK_MM)):
            yield Line(((at, top), (at, top + down)), "thin")
        if x + CORNER_MM < at < x + width - CORNER_MM:
            below = (at, y + height - TICK_MM - 0.6)
            yield Text(below, f"{easting:.0f}", "muted", 1.9, Anchor.MIDDLE, halo_mm=0.4)
    for northing in _round_between(south, north, step_m):
        _, at = placement.to_mm((west, northing))
        for left, right in ((x, TICK_MM), (x + width, -TICK_MM)):
            yield Line(((left, at), (left + right, at)), "thin")
        if y + CORNER_MM < at < y + height - CORNER_MM:
            beside = (x + TICK_MM + 1.9, at)
            yield Text(beside, f"{northing:.0f}", "muted", 1.9, Anchor.MIDDLE, 270.0, halo_mm=0.4)


def _round_step(wanted_m: float) -> float:
    power = 10.0 ** math.floor(math.log10(wanted_m))
    return max(step * power for step in STEPS if step * power <= wanted_m * 1.0001)


def _round_between(low: float, high: float, step: float) -> Iterator[float]:
    number = math.ceil(low / step)
    while number * step <= high:
        yield number * step
        number += 1
