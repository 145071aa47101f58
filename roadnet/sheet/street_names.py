"""Names of the streets, written along them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from drawing.fonts import text_width_mm
from drawing.model import Anchor, Point, Text
from roadnet.geometry.road_frame import carriageway_span
from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.model import RoadEnd
from roadnet.sheet.on_paper import OnPaper

SIZE_MM = 4.2
SMALL_SIZE_MM = 3.0
HALO_MM = 0.55
APART_MM = 110.0  # the same name is not written again nearer than this
STEP_MM = 2.0
CLEAR_MM = 1.0
LEAST_STRETCH_M = 1.0


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A straight enough stretch of a street on the paper."""

    name: str
    middle_mm: Point
    angle_deg: float
    length_mm: float


def street_names(geometry: StreetGeometry, paper: OnPaper) -> Iterator[Text]:
    """Yield the names of streets, the longest stretches first, none over another."""
    taken: list[shapely.Polygon] = []
    written: list[tuple[str, Point]] = []
    stretches = sorted(_stretches(geometry, paper), key=lambda one: (-one.length_mm, one.name))
    for stretch in stretches:
        size = SIZE_MM
        if text_width_mm(stretch.name, size, bold=True) > stretch.length_mm:
            size = SMALL_SIZE_MM
        width = text_width_mm(stretch.name, size, bold=True)
        near = any(
            name == stretch.name and math.dist(at, stretch.middle_mm) < APART_MM
            for name, at in written
        )
        box = _box(stretch, width, size)
        if near or width > stretch.length_mm or any(box.intersects(other) for other in taken):
            continue
        taken.append(box)
        written.append((stretch.name, stretch.middle_mm))
        yield _text(stretch, size)


def _text(stretch: _Stretch, size: float) -> Text:
    angle = math.radians(stretch.angle_deg)
    x, y = stretch.middle_mm
    down = 0.36 * size  # from the middle of the letters to their baseline
    at = (x - down * math.sin(angle), y + down * math.cos(angle))
    return Text(
        at,
        stretch.name,
        "street-name",
        size,
        Anchor.MIDDLE,
        stretch.angle_deg % 360,
        bold=True,
        halo_mm=HALO_MM,
    )


def _stretches(geometry: StreetGeometry, paper: OnPaper) -> Iterator[_Stretch]:
    """Yield the longest straight stretch of every named road between its junctions."""
    inner = {road_id for area in geometry.junctions for road_id in area.inner_roads}
    cut_m = {
        (mouth.road_id, mouth.end): mouth.distance_m
        for area in geometry.junctions
        for mouth in area.mouths
    }
    for road_id in sorted(geometry.frames):
        frame = geometry.frames[road_id]
        if not frame.road.name or road_id in inner:
            continue
        section = frame.road.sections[0]
        start_m = cut_m.get((road_id, RoadEnd.START), 0.0)
        end_m = frame.length_m - cut_m.get((road_id, RoadEnd.END), 0.0)
        end_m = min(end_m, section.end_m)
        if end_m - start_m < LEAST_STRETCH_M:
            continue
        first, last = carriageway_span(section)
        edges = frame.boundaries(section, start_m, end_m)[[first, last]]
        for line in paper.lines([shapely.LineString(edges.mean(axis=0))], "street-name"):
            found = _straightest(shapely.LineString(line.points_mm))
            if found is not None:
                point, angle, length = found
                yield _Stretch(frame.road.name, point, angle, length)


def _straightest(line: BaseGeometry) -> tuple[Point, float, float] | None:
    """Return middle, angle and length of the longest straight piece of a line on paper."""
    points = shapely.get_coordinates(shapely.simplify(line, 1.0))
    steps = np.diff(points, axis=0)
    lengths = np.hypot(*steps.T)
    best = int(lengths.argmax())
    if lengths[best] < STEP_MM:
        return None
    x, y = (points[best] + points[best + 1]) / 2
    angle = math.degrees(math.atan2(steps[best][1], steps[best][0]))
    if not -90.0 < angle <= 90.0:  # noqa: PLR2004 - never upside down
        angle -= math.copysign(180.0, angle)
    return (float(x), float(y)), angle, float(lengths[best])


def _box(stretch: _Stretch, width: float, size: float) -> shapely.Polygon:
    half, high = width / 2 + CLEAR_MM, size / 2 + CLEAR_MM
    angle = math.radians(stretch.angle_deg)
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = stretch.middle_mm
    corners = [(-half, -high), (half, -high), (half, high), (-half, high)]
    return shapely.Polygon([(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in corners])
