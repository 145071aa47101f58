"""Small samples of surfaces and paint for the legend, drawn around the point (0, 0)."""

from collections.abc import Callable, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from drawing.furniture import rectangle
from drawing.model import Area, Line, Primitive
from roadnet.markings.arrow_shapes import arrow
from roadnet.markings.hatching import outline, stripes
from roadnet.markings.letter_shapes import abreast
from roadnet.markings.rules import RuleVersion
from roadnet.markings.symbol_shapes import rhombus, symbol
from roadnet.model import LineStyle, PaintColour, Turn
from roadnet.sheet.look import name_of

WIDE, HIGH = 12.0, 2.9
LINE_MM = 0.5
DOUBLE_MM = 0.5
BOX = shapely.box(-WIDE / 2, -HIGH / 2, WIDE / 2, HIGH / 2)
BROKEN_LEFT = frozenset({LineStyle.BROKEN_SOLID, LineStyle.BROKEN_BROKEN})
BROKEN_RIGHT = frozenset({LineStyle.SOLID_BROKEN, LineStyle.BROKEN_BROKEN})


def surface_swatch(style: str) -> tuple[Primitive, ...]:
    """Return a patch of a surface."""
    return (rectangle(-WIDE / 2, -HIGH / 2, WIDE, HIGH, style),)


def line_swatch(style: str) -> tuple[Primitive, ...]:
    """Return a line of a style."""
    return (Line(((-WIDE / 2, 0.0), (WIDE / 2, 0.0)), style),)


def paint_swatch(
    version: RuleVersion, colour: PaintColour, symbol_name: str = "", *, assumed: bool = False
) -> tuple[Primitive, ...]:
    """Return a sample of a marking on asphalt.

    Parameters
    ----------
    version
        The rule it follows.
    colour
        Its colour.
    symbol_name
        What stands in it: turns of an arrow, letters, a symbol.
    assumed
        Whether it is shown as assumed paint.
    """
    ground = rectangle(-WIDE / 2, -HIGH / 2, WIDE, HIGH, name_of("strip-drive"))
    style = name_of(f"paint-{colour}", assumed=assumed)
    shapes = SAMPLES.get(version.kind, _line)(version, symbol_name)
    return (ground, *_areas(shapes, style))


def _areas(shapes: Sequence[BaseGeometry], style: str) -> list[Area]:
    """Return shapes, y up, as areas on paper."""
    found = []
    for shape in shapes:
        for part in shapely.get_parts(shapely.intersection(shape, BOX)):
            if part.geom_type != "Polygon":
                continue
            rings = [part.exterior, *part.interiors]
            found.append(
                Area(
                    tuple(
                        tuple((x, -y) for x, y in shapely.get_coordinates(ring)[:-1].tolist())
                        for ring in rings
                    ),
                    style,
                )
            )
    return found


def _bar(west: float, east: float, y: float, width: float = LINE_MM) -> BaseGeometry:
    return shapely.box(west, y - width / 2, east, y + width / 2)


def _stroke(y: float, *, is_broken: bool) -> list[BaseGeometry]:
    if not is_broken:
        return [_bar(-WIDE / 2, WIDE / 2, y)]
    return [_bar(start, start + 2.4, y) for start in (-WIDE / 2 + 0.6, -1.2, WIDE / 2 - 3.0)]


def _line(version: RuleVersion, _: str) -> list[BaseGeometry]:
    style = version.style
    if style is LineStyle.STUDS:
        return [shapely.Point(x, 0).buffer(0.35) for x in np.arange(-5, 6, 2.0)]
    if style in {LineStyle.SOLID, LineStyle.BROKEN}:
        return _stroke(0.0, is_broken=style is LineStyle.BROKEN)
    return [
        *_stroke(DOUBLE_MM, is_broken=style in BROKEN_LEFT),
        *_stroke(-DOUBLE_MM, is_broken=style in BROKEN_RIGHT),
    ]


def _stop_line(_: RuleVersion, __: str) -> list[BaseGeometry]:
    return [shapely.box(-0.7, -HIGH / 2, 0.7, HIGH / 2)]


def _crosswalk(_: RuleVersion, __: str) -> list[BaseGeometry]:
    return [shapely.box(-3.5, y - 0.25, 3.5, y + 0.25) for y in (-1.0, 0.0, 1.0)]


def _zebra(_: RuleVersion, __: str) -> list[BaseGeometry]:
    inside = shapely.box(-4.0, -HIGH / 2, 4.0, HIGH / 2)
    direction = np.array([np.sqrt(0.5), np.sqrt(0.5)])
    edges = [shapely.box(x, -HIGH / 2, x + 0.25, HIGH / 2) for x in (-4.25, 4.0)]
    return [*stripes(inside, direction, 0.6, 0.6), *edges]


def _pair_of_lines(_: RuleVersion, __: str) -> list[BaseGeometry]:
    return [shapely.box(x, -HIGH / 2, x + 0.4, HIGH / 2) for x in (-2.2, 1.8)]


def _cross(_: RuleVersion, __: str) -> list[BaseGeometry]:
    lines = [shapely.LineString([(-5, -1.2 * s), (5, 1.2 * s)]).buffer(0.2) for s in (1, -1)]
    return [shapely.union_all(lines)]


def _frame(_: RuleVersion, __: str) -> list[BaseGeometry]:
    return list(outline(shapely.box(-3.0, -1.25, 3.0, 1.25), 0.4))


def _yield(_: RuleVersion, __: str) -> list[BaseGeometry]:
    return [shapely.Polygon([(-2.6, 0.0), (2.2, 1.4), (2.2, -1.4)])]


def _hatch(_: RuleVersion, __: str) -> list[BaseGeometry]:
    box = shapely.box(-5.2, -1.25, 5.2, 1.25)
    direction = np.array([np.sqrt(0.5), np.sqrt(0.5)])
    return [*outline(box, 0.3), *stripes(box.buffer(-0.3), direction, 0.4, 0.7)]


def _net(_: RuleVersion, __: str) -> list[BaseGeometry]:
    box = shapely.box(-5.2, -1.25, 5.2, 1.25)
    lines = [
        line
        for side in (1.0, -1.0)
        for line in stripes(box, np.array([np.sqrt(0.5), side * np.sqrt(0.5)]), 0.25, 1.2)
    ]
    return [shapely.union_all([*outline(box, 0.45), *lines])]


def _arrow(_: RuleVersion, name: str) -> list[BaseGeometry]:
    turns = [Turn(word) for word in name.split("+") if word in set(Turn)] or [Turn.THROUGH]
    return [shapely.transform(part, lambda p: p - (5.0, 0.0)) for part in arrow(turns, 10.0, 1.7)]


def _text(_: RuleVersion, name: str) -> list[BaseGeometry]:
    shown = name[:3] or "字"
    upright = abreast(shown, 2.6, 2.4, 0.3)
    return [shapely.transform(part, _upright) for part in upright]


def _upright(points: np.ndarray) -> np.ndarray:
    """Return points of the driver's frame with ahead pointing up, in the middle of a swatch."""
    return np.column_stack([-points[:, 1], points[:, 0] - 1.3])


def _symbol(_: RuleVersion, name: str) -> list[BaseGeometry]:
    shown = name.split("、")[0]
    if shown in {"", "rhombus", "route", "small"}:
        return [shapely.transform(rhombus(8.0, 2.5, 0.4), lambda p: p - (4.0, 0.0))]
    return [shapely.transform(part, _upright) for part in symbol(shown, 2.6, 3.6)]


def _slow_down(_: RuleVersion, __: str) -> list[BaseGeometry]:
    return [shapely.box(x, -HIGH / 2, x + 0.45, HIGH / 2) for x in np.arange(-3.2, 3.0, 1.05)]


def _parking(_: RuleVersion, __: str) -> list[BaseGeometry]:
    bars = [shapely.box(x, -HIGH / 2, x + 0.3, 1.2) for x in (-5.5, -1.9, 1.7, 5.3)]
    return [shapely.union_all([*bars, shapely.box(-5.5, 1.0, 5.6, 1.3)])]


def _guide(_: RuleVersion, __: str) -> list[BaseGeometry]:
    return [_bar(start, start + 0.8, 0.0) for start in np.arange(-5.6, 5.4, 1.6)]


def _kerb_paint(_: RuleVersion, __: str) -> list[BaseGeometry]:
    return [_bar(-WIDE / 2, WIDE / 2, -1.05, 0.7)]


SAMPLES: dict[str, Callable[[RuleVersion, str], Sequence[BaseGeometry]]] = {
    "line": _line,
    "stop_line": _stop_line,
    "crosswalk": _crosswalk,
    "zebra": _zebra,
    "diagonal_crosswalk": _cross,
    "bike_crossing": _pair_of_lines,
    "moto_box": _frame,
    "two_stage_box": _frame,
    "left_wait": _guide,
    "yield": _yield,
    "hatch": _hatch,
    "net": _net,
    "arrow": _arrow,
    "text": _text,
    "speed_limit": _text,
    "symbol": _symbol,
    "slow_down": _slow_down,
    "parking": _parking,
    "guide_line": _guide,
    "kerb_paint": _kerb_paint,
    "level_crossing": _cross,
    "obstacle_body": _hatch,
    "studs": _line,
}
