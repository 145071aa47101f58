"""Rule an area with thin parallel lines; patterns of SVG look jagged in common PDF viewers."""

import math
from collections.abc import Iterator, Sequence

from drawing.model import Hatch, Point

SPACING_MM = 1.6
WIDTH_MM = 0.15
ANGLES_DEG = {Hatch.NONE: (), Hatch.DIAGONAL: (-45.0,), Hatch.CROSS: (-45.0, 45.0)}


def hatch_lines(
    rings_mm: Sequence[Sequence[Point]], hatch: Hatch, *, spacing_mm: float = SPACING_MM
) -> tuple[tuple[Point, Point], ...]:
    """Return the lines of a hatch inside a polygon (even-odd: further rings are holes).

    The lines belong to one grid of the whole paper, so that areas side by side match.

    Parameters
    ----------
    rings_mm
        Rings of the polygon; closed or not.
    hatch
        Which pattern.
    spacing_mm
        Distance of neighbouring lines.

    Examples
    --------
    >>> square = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
    >>> len(hatch_lines([square], Hatch.DIAGONAL)), len(hatch_lines([square], Hatch.CROSS))
    (3, 6)
    """
    return tuple(
        line
        for angle_deg in ANGLES_DEG[hatch]
        for line in _parallel_lines(rings_mm, math.radians(angle_deg), spacing_mm)
    )


def _parallel_lines(
    rings_mm: Sequence[Sequence[Point]], angle_rad: float, spacing_mm: float
) -> Iterator[tuple[Point, Point]]:
    """Cut each line of the grid with the rings, in a frame turned so that the lines lie flat."""
    cos, sin = math.cos(angle_rad), math.sin(angle_rad)
    flat = [[(x * cos + y * sin, y * cos - x * sin) for x, y in ring] for ring in rings_mm]
    heights = [y for ring in flat for _, y in ring]
    first = math.floor(min(heights) / spacing_mm) + 1
    last = math.ceil(max(heights) / spacing_mm) - 1
    for row in range(first, last + 1):
        level = row * spacing_mm
        crossings = sorted(_crossings(flat, level))
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            yield (
                (start * cos - level * sin, start * sin + level * cos),
                (end * cos - level * sin, end * sin + level * cos),
            )


def _crossings(flat: Sequence[Sequence[Point]], level: float) -> Iterator[float]:
    for ring in flat:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 <= level) != (y2 <= level):
                yield x1 + (level - y1) / (y2 - y1) * (x2 - x1)
