"""Place the ground on paper: the one routine that turns metres into millimetres at 1:N."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from drawing.model import DrawingError, Point

MM_PER_M = 1000.0
ROUND_NUMBERS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)  # of a scale, times a power of ten
SMALLEST_N = 50

Box = tuple[float, float, float, float]  # west, south, east, north in metres; or x, y, w, h in mm


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the ground lies on paper: one point of each, the scale 1:N and a turn.

    Ground is x east, y north in metres; paper is x right, y down in millimetres.

    Examples
    --------
    >>> at = Placement(scale=200, centre_m=(500.0, 300.0), centre_mm=(148.5, 105.0))
    >>> at.to_mm((520.0, 300.0))
    (248.5, 105.0)
    >>> at.to_m((248.5, 105.0))
    (520.0, 300.0)
    """

    scale: float  # N of 1:N
    centre_m: Point
    centre_mm: Point
    rotation_deg: float = 0.0  # how far the map is turned clockwise on paper; 0: north is up

    def to_mm(self, point_m: Point) -> Point:
        """Return where a point of the ground lies on paper."""
        cos, sin = self._turn
        east, north = point_m[0] - self.centre_m[0], point_m[1] - self.centre_m[1]
        per_metre = MM_PER_M / self.scale
        return (
            self.centre_mm[0] + per_metre * (east * cos + north * sin),
            self.centre_mm[1] + per_metre * (east * sin - north * cos),
        )

    def to_m(self, point_mm: Point) -> Point:
        """Return which point of the ground lies at a point of the paper."""
        cos, sin = self._turn
        right, down = point_mm[0] - self.centre_mm[0], point_mm[1] - self.centre_mm[1]
        per_mm = self.scale / MM_PER_M
        return (
            self.centre_m[0] + per_mm * (right * cos + down * sin),
            self.centre_m[1] + per_mm * (right * sin - down * cos),
        )

    def all_to_mm(self, points_m: Iterable[Point]) -> tuple[Point, ...]:
        """Return where the points of a line or ring lie on paper."""
        return tuple(self.to_mm(point) for point in points_m)

    def length_mm(self, length_m: float) -> float:
        """Return how long a length of the ground is on paper."""
        return length_m * MM_PER_M / self.scale

    def angle_on_paper_deg(self, bearing_deg: float) -> float:
        """Return a bearing as the angle clockwise from straight up on paper, 0 to 360."""
        return (bearing_deg + self.rotation_deg) % 360.0

    @property
    def _turn(self) -> tuple[float, float]:
        angle = math.radians(self.rotation_deg)
        return math.cos(angle), math.sin(angle)


def fit_to_paper(
    points_m: Iterable[Point],
    frame_mm: Box,
    *,
    rotation_deg: float = 0.0,
    smallest_n: float = SMALLEST_N,
) -> Placement:
    """Return the placement at the largest round scale at which points fill a frame of the paper.

    Parameters
    ----------
    points_m
        Corners of what must be seen, in metres; at least one.
    frame_mm
        The frame: x, y, width, height.
    rotation_deg
        How far the map is turned clockwise.
    smallest_n
        No larger scale than 1:N is chosen.

    Raises
    ------
    DrawingError
        No points were given, or the frame is empty.

    Examples
    --------
    >>> fit_to_paper([(0, 0), (50, 30)], (10, 10, 277, 190)).scale
    200.0
    """
    points = list(points_m)
    x, y, width, height = frame_mm
    if not points or width <= 0 or height <= 0:
        raise DrawingError("There is nothing to place, or no room for it.")
    upright = Placement(MM_PER_M, (0.0, 0.0), (0.0, 0.0), rotation_deg)  # 1 mm for each metre
    turned = upright.all_to_mm(points)
    left, right = min(p[0] for p in turned), max(p[0] for p in turned)
    top, bottom = min(p[1] for p in turned), max(p[1] for p in turned)
    needed = MM_PER_M * max((right - left) / width, (bottom - top) / height)
    centre_m = upright.to_m(((left + right) / 2, (top + bottom) / 2))
    scale = round_scale(max(needed, smallest_n))
    return Placement(scale, centre_m, (x + width / 2, y + height / 2), rotation_deg)


def round_scale(needed: float) -> float:
    """Return the first round N that is at least `needed`.

    Examples
    --------
    >>> [round_scale(n) for n in (180.5, 200, 810, 1200)]
    [200.0, 200.0, 1000.0, 1500.0]
    """
    power = 10.0 ** math.floor(math.log10(needed))
    candidates = [number * power for number in ROUND_NUMBERS] + [10 * power]
    return next(n for n in candidates if n >= needed - 1e-9)
