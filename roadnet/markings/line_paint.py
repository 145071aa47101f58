"""The surfaces of lines along the roads: strokes and dashes of exact width and length."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import shapely
from numpy.typing import NDArray

from roadnet.geometry.road_frame import RoadFrame
from roadnet.markings.arms import ArmKey
from roadnet.markings.dash_phase import DashAnchors
from roadnet.markings.paint import Paint
from roadnet.markings.planned_lines import DOUBLE, PlannedLine
from roadnet.markings.stroke import along, between, clean, dashes, shifted, stroke
from roadnet.model import Direction, LineStyle, RoadEnd, RoadId

Floats = NDArray[np.float64]
STUD_SEGMENTS = 4
LEFT_BROKEN = frozenset({LineStyle.BROKEN_SOLID, LineStyle.BROKEN_BROKEN})
RIGHT_BROKEN = frozenset({LineStyle.SOLID_BROKEN, LineStyle.BROKEN_BROKEN})
LEAST_POINTS = 2


def paint_lines(
    lines: Iterable[PlannedLine],
    frames: Mapping[RoadId, RoadFrame],
    anchors: DashAnchors,
    arm_keys: Iterable[ArmKey],
) -> Iterator[Paint]:
    """Yield the paint of lines, in their order.

    Parameters
    ----------
    lines
        Planned lines.
    frames
        Frames of their roads.
    anchors
        Where dashes are counted from.
    arm_keys
        Road ends that are arms of junctions.
    """
    arms = frozenset(arm_keys)
    for line in lines:
        path = _path(line, frames[line.road_id])
        if len(path) < LEAST_POINTS:
            continue
        forward = _counts_forward(line, arms)
        phase_m = _phase_m(line, anchors, forward=forward)
        polygons = list(_strokes(line, path[::-1] if forward else path, phase_m, forward=forward))
        if polygons:
            yield _paint(line, polygons)


def _path(line: PlannedLine, frame: RoadFrame) -> Floats:
    section = frame.road.sections[line.section]
    end_m = min(line.end_m, frame.length_m)
    if end_m - line.start_m < 1e-6:  # noqa: PLR2004
        return np.empty((0, 2))
    return clean(frame.boundaries(section, line.start_m, end_m)[line.boundary])


def _counts_forward(line: PlannedLine, arms: frozenset[ArmKey]) -> bool:
    """Whether the dashes count from a stop line towards the end of the road.

    Between two directions they count from the end, or from the start where only that is an arm.
    """
    if line.traffic is not Direction.NONE:
        return line.traffic is Direction.FORWARD
    return (line.road_id, RoadEnd.END) in arms or (line.road_id, RoadEnd.START) not in arms


def _phase_m(line: PlannedLine, anchors: DashAnchors, *, forward: bool) -> float:
    if line.dash_m is None:
        return 0.0
    direction = Direction.FORWARD if forward else Direction.BACKWARD
    anchor_m = anchors.anchor_m(line.road_id, direction)
    from_anchor_m = anchor_m - line.end_m if forward else line.start_m - anchor_m
    return from_anchor_m + line.phase_m


def _strokes(
    line: PlannedLine, path: Floats, phase_m: float, *, forward: bool
) -> Iterator[shapely.Polygon]:
    """Yield the strokes along a path that starts at the stop line."""
    side = -1.0 if forward else 1.0  # the path runs against the stations where it counts forward
    middle = shifted(path, side * line.shift_m)
    if line.style not in DOUBLE:
        is_broken = line.style in {LineStyle.BROKEN, LineStyle.STUDS}
        yield from _one(line, middle, phase_m, is_broken=is_broken)
        return
    aside_m = (line.width_m + line.gap_m) / 2
    for left, broken in ((1.0, LEFT_BROKEN), (-1.0, RIGHT_BROKEN)):
        moved = shifted(middle, side * left * aside_m)
        yield from _one(line, moved, phase_m, is_broken=line.style in broken)


def _one(
    line: PlannedLine, path: Floats, phase_m: float, *, is_broken: bool
) -> Iterator[shapely.Polygon]:
    if line.style is LineStyle.STUDS and line.dash_m is not None:
        yield from _studs(path, line.width_m, line.dash_m[0], phase_m)
    elif is_broken and line.dash_m is not None:
        yield from dashes(path, line.width_m, line.dash_m, phase_m=phase_m)
    else:
        yield stroke(path, line.width_m)


def _studs(
    path: Floats, diameter_m: float, spacing_m: float, phase_m: float
) -> Iterator[shapely.Polygon]:
    distances = along(path)
    for at_m in np.arange(-phase_m % spacing_m, distances[-1], spacing_m):
        (point, *_) = between(path, distances, at_m, at_m)
        disc = shapely.Point(point).buffer(diameter_m / 2, quad_segs=STUD_SEGMENTS)
        yield disc


def _paint(line: PlannedLine, polygons: list[shapely.Polygon]) -> Paint:
    version = line.chosen.version
    return Paint(
        code=version.code,
        kind=version.kind,
        valid_from=version.valid_from,
        colour=line.colour,
        polygons=tuple(polygons),
        element_id=line.element_id,
        road_id=line.road_id,
        layer=line.layer,
        assumed=line.assumed,
        condition=line.condition,
    )
