"""Letters and digits on the road as surfaces: the outlines of the font, stretched to the rule.

The frame is that of the driver: x ahead from the near edge, y to the left of the middle.
"""

from functools import cache
from threading import Lock

import numpy as np
import shapely
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from drawing.fonts import BOLD
from roadnet.markings.surfaces import polygons_of

Floats = NDArray[np.float64]
CURVE_STEPS = 5
FILLS_ITS_BOX = 0.75  # a character with more ink than this across and along is fitted by its ink
FIRST_CHINESE = 0x2E80
WIDEST_DIGIT = "0"
READING = Lock()


def letters(text: str, length_m: float, width_m: float, gap_m: float) -> list[shapely.Polygon]:
    """Return letters on the road, from far to near; digits abreast, from left to right.

    Parameters
    ----------
    text
        Chinese characters, or a number.
    length_m, width_m
        Size of one letter along and across the road.
    gap_m
        Clear distance of neighbouring letters.

    Examples
    --------
    >>> shapely.total_bounds(letters("停", 2.5, 1.5, 0.0)).round(6).tolist()
    [0.0, -0.75, 2.5, 0.75]
    """
    count, found = len(text), []
    for index, letter in enumerate(text):
        if text.isdigit():
            ahead, left = 0.0, ((count - 1) / 2 - index) * (width_m + gap_m)
        else:
            ahead, left = (count - 1 - index) * (length_m + gap_m), 0.0
        found += _placed(letter, length_m, width_m, (ahead, left))
    return found


def abreast(text: str, length_m: float, width_m: float, gap_m: float) -> list[shapely.Polygon]:
    """Return letters side by side across the road, from left to right."""
    found = []
    for index, letter in enumerate(text):
        left = ((len(text) - 1) / 2 - index) * (width_m + gap_m)
        found += _placed(letter, length_m, width_m, (0.0, left))
    return found


def _placed(
    letter: str, length_m: float, width_m: float, at_m: tuple[float, float]
) -> list[shapely.Polygon]:
    shape = letter_shape(letter)
    moved = shapely.transform(
        shape,
        lambda points: np.column_stack(
            [at_m[0] + points[:, 1] * length_m, at_m[1] - (points[:, 0] - 0.5) * width_m]
        ),
    )
    return polygons_of(moved)


@cache
def letter_shape(letter: str) -> BaseGeometry:
    """Return the surface of a letter in a box one wide and one high, y up.

    A character that fills its box touches all four sides of it; digits are as high as the box, and
    as wide as the widest of them.
    """
    shape = _outline(letter)
    if shape.is_empty:
        return shape
    west, south, east, north = shape.bounds
    if letter.isdigit():
        zero = _outline(WIDEST_DIGIT).bounds
        middle, wide = (west + east) / 2, zero[2] - zero[0]
        return _fitted(shape, (middle - wide / 2, south), (wide, north - south))
    if ord(letter) >= FIRST_CHINESE and min(east - west, north - south) < FILLS_ITS_BOX:
        return _fitted(shape, (0.0, -0.12), (1.0, 1.0))
    return _fitted(shape, (west, south), (east - west, north - south))


def _fitted(
    shape: BaseGeometry, corner: tuple[float, float], size: tuple[float, float]
) -> BaseGeometry:
    return shapely.transform(shape, lambda points: (points - np.array(corner)) / np.array(size))


def _outline(letter: str) -> BaseGeometry:
    """Return the surface of a letter in em boxes, filled by the non-zero rule."""
    rings = _rings(letter)
    if not rings:
        return shapely.Polygon()
    lines = shapely.union_all([shapely.LinearRing(ring) for ring in rings])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    inside = shapely.point_on_surface(faces)
    winding = np.zeros(len(faces))
    for ring in rings:
        closed = shapely.LinearRing(ring)
        sign = 1 if closed.is_ccw else -1
        winding += sign * shapely.contains(shapely.Polygon(ring), inside)
    return shapely.union_all(faces[winding != 0])


def _rings(letter: str) -> list[Floats]:
    with READING:  # the font reads its tables when they are first asked for, one thread at a time
        font = _font()
        name = font.getBestCmap().get(ord(letter))
        if name is None:
            return []
        glyphs = font.getGlyphSet()
        pen = _RingPen(glyphs)
        glyphs[name].draw(pen)
        em = font["head"].unitsPerEm
    return [np.array(ring) / em for ring in pen.rings if len(ring) > 2]  # noqa: PLR2004


@cache
def _font() -> TTFont:
    return TTFont(BOLD, lazy=True)


class _RingPen(BasePen):  # type: ignore[misc]
    """Collects the outlines of a glyph as rings of points."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.rings: list[list[tuple[float, float]]] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.rings.append([pt])

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.rings[-1].append(pt)

    def _qCurveToOne(  # noqa: N802
        self, pt1: tuple[float, float], pt2: tuple[float, float]
    ) -> None:
        start, control, end = np.array([self.rings[-1][-1], pt1, pt2])
        for share in np.linspace(0, 1, CURVE_STEPS + 1)[1:]:
            point = (1 - share) ** 2 * start + 2 * share * (1 - share) * control + share**2 * end
            self.rings[-1].append((float(point[0]), float(point[1])))

    def _curveToOne(  # noqa: N802
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        start, one, two, end = np.array([self.rings[-1][-1], pt1, pt2, pt3])
        for share in np.linspace(0, 1, CURVE_STEPS + 1)[1:]:
            rest = 1 - share
            point = rest**3 * start + 3 * rest**2 * share * one
            point = point + 3 * rest * share**2 * two + share**3 * end
            self.rings[-1].append((float(point[0]), float(point[1])))
