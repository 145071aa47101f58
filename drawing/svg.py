"""Write a drawing as SVG: millimetres, one class for each style, tags as data-*.

The only place that knows svgwrite. The file is the same, byte for byte, for the same drawing.
"""

import base64
import hashlib
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import svgwrite
from svgwrite.base import BaseElement

from drawing.fonts import FAMILY
from drawing.hatching import WIDTH_MM, hatch_lines
from drawing.model import (
    Area,
    Cap,
    Curve,
    Disc,
    Drawing,
    DrawingError,
    Layer,
    Line,
    Picture,
    Point,
    Primitive,
    Style,
    Tags,
    Text,
)

DECIMALS = 2  # 0.01 mm
DISC_CORNERS = 72  # a hatched disc is ruled as a polygon
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def write_svg(drawing: Drawing) -> str:
    """Return a drawing as the text of an SVG file.

    Root size is the paper in millimetres, and so is the user unit, so a length measured in the file
    is a length on paper. Coordinates are rounded to 0.01 mm. Text is escaped, not turned into
    outlines. Each style is a class of its name, each layer a group with `data-layer`, each tag an
    attribute `data-<name>` (underscores become hyphens).

    Parameters
    ----------
    drawing
        What to write.

    Notes
    -----
    Names inside the file carry a scope, a digest of the styles and clips, so that several drawings
    can stand inline on one web page without sharing classes or patterns.

    Raises
    ------
    DrawingError
        A primitive has a style the drawing lacks, or a style or tag has a name that SVG cannot
        carry (lower-case letters, digits and hyphens are allowed).
    """
    width, height = _number(drawing.paper.width_mm), _number(drawing.paper.height_mm)
    sheet = svgwrite.Drawing(
        size=(f"{width}mm", f"{height}mm"),
        viewBox=f"0 0 {width} {height}",
        debug=False,
    )
    scope = _scope(drawing)
    sheet["class"] = scope
    sheet["xml:lang"] = drawing.language
    sheet["xml:space"] = "preserve"
    sheet["role"] = "img"
    if drawing.title:
        sheet.set_desc(title=drawing.title)
    sheet.defs.add(sheet.style(_style_sheet(drawing.styles, scope)))
    sheet.add(sheet.rect((0, 0), (width, height), class_="paper"))
    pen = _Pen(sheet, drawing, scope)
    for number, layer in enumerate(drawing.layers):
        sheet.add(_layer(pen, layer, number))
    return str(sheet.tostring()) + "\n"


@dataclass(frozen=True, slots=True)
class _Pen:
    """What every element needs: the sheet it belongs to, the drawing it shows, the scope."""

    sheet: svgwrite.Drawing
    drawing: Drawing
    scope: str


def _scope(drawing: Drawing) -> str:
    clips = [layer.clip_mm for layer in drawing.layers]
    return "d" + hashlib.sha256(f"{drawing.styles}{clips}".encode()).hexdigest()[:8]


def _number(value: float) -> float | int:
    """Round to what the file keeps; a whole number loses its point."""
    rounded = round(float(value), DECIMALS)
    return int(rounded) if rounded == int(rounded) else rounded


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise DrawingError(
            "{name} is no name for a style or tag: use lower-case letters, digits and hyphens.",
            name=name,
        )
    return name


def _style_sheet(styles: dict[str, Style], scope: str) -> str:
    rules = [
        "paper{fill:#ffffff;stroke:none}",
        *(f"{_checked(name)}{{{_declarations(style)}}}" for name, style in styles.items()),
    ]
    letters = f'.{scope} text{{font-family:"{FAMILY}",sans-serif;white-space:pre}}'
    return letters + "".join(f".{scope} .{rule}" for rule in rules)


def _declarations(style: Style) -> str:
    said = {"fill": style.fill or "none", "stroke": style.stroke or "none"}
    if style.stroke:
        said["stroke-width"] = str(_number(style.width_mm))
        said |= {"stroke-linecap": str(style.cap)} if style.cap is not Cap.BUTT else {}
        said |= {"stroke-linejoin": "round"} if style.cap is Cap.ROUND else {}
    if style.stroke and style.dash_mm:
        said["stroke-dasharray"] = " ".join(str(_number(part)) for part in style.dash_mm)
        said |= (
            {"stroke-dashoffset": str(_number(style.dash_offset_mm))}
            if style.dash_offset_mm
            else {}
        )
    if style.opacity < 1:
        said["opacity"] = str(_number(style.opacity))
    return ";".join(f"{key}:{value}" for key, value in said.items())


def _layer(pen: _Pen, layer: Layer, number: int) -> BaseElement:
    sheet = pen.sheet
    group = sheet.g(**{"data-layer": layer.name}, **_data(layer.tags))
    if layer.title:
        group["aria-label"] = layer.title
    if layer.clip_mm:
        x, y, width, height = (_number(value) for value in layer.clip_mm)
        clip = sheet.clipPath(id=f"clip-{pen.scope}-{number}")
        clip.add(sheet.rect((x, y), (width, height)))
        sheet.defs.add(clip)
        group["clip-path"] = f"url(#clip-{pen.scope}-{number})"
    for item in layer.items:
        for element in _elements(pen, item):
            group.add(element)
    return group


def _data(tags: Tags) -> dict[str, str]:
    return {f"data-{_checked(key.replace('_', '-'))}": str(value) for key, value in tags}


def _elements(pen: _Pen, item: Primitive) -> Iterable[BaseElement]:
    sheet = pen.sheet
    if isinstance(item, Picture):
        yield _picture(sheet, item)
        return
    style = pen.drawing.style_named(item.style)
    look: dict[str, Any] = {"class_": item.style, **_data(item.tags)}
    match item:
        case Text():
            yield _text(sheet, item, look)
        case Disc():
            centre = (_number(item.centre_mm[0]), _number(item.centre_mm[1]))
            yield sheet.circle(centre, _number(item.radius_mm), **look)
            yield from _hatch(sheet, (_ring(item),), style)
        case Line():
            yield sheet.path(d=_polyline(item.points_mm), **_unfilled(style), **look)
        case Curve():
            yield sheet.path(d=_bezier(item), **_unfilled(style), **look)
        case Area():
            outline = "".join(_polyline(ring) + "Z" for ring in item.rings_mm)
            yield sheet.path(d=outline, fill_rule="evenodd", **look)
            yield from _hatch(sheet, item.rings_mm, style)


def _hatch(
    sheet: svgwrite.Drawing, rings: tuple[tuple[Point, ...], ...], style: Style
) -> Iterable[BaseElement]:
    """Return the lines of a hatched style as one path."""
    if lines := hatch_lines(rings, style.hatch):
        outline = "".join(_polyline(line) for line in lines)
        stroke = style.stroke or "#808080"
        look = {"stroke": stroke, "stroke_width": _number(WIDTH_MM), "fill": "none"}
        yield sheet.path(d=outline, **look)


def _ring(disc: Disc) -> tuple[Point, ...]:
    x, y = disc.centre_mm
    angles = [2 * math.pi * corner / DISC_CORNERS for corner in range(DISC_CORNERS)]
    radius = disc.radius_mm
    return tuple((x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in angles)


def _unfilled(style: Style) -> dict[str, str]:
    """Keep a stroked line from being filled by a style that also serves areas."""
    return {"style": "fill:none"} if style.fill else {}


def _pair(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _polyline(points: tuple[Point, ...]) -> str:
    return "M" + "L".join(_pair(point) for point in points)


def _bezier(curve: Curve) -> str:
    pieces = ("C" + " ".join(_pair(point) for point in piece) for piece in curve.pieces_mm)
    return f"M{_pair(curve.start_mm)}" + "".join(pieces)


def _text(sheet: svgwrite.Drawing, item: Text, look: dict[str, Any]) -> BaseElement:
    x, y = _number(item.at_mm[0]), _number(item.at_mm[1])
    look |= {"font_size": _number(item.size_mm)}
    if item.anchor != "start":
        look["text_anchor"] = str(item.anchor)
    if item.angle_deg:
        look["transform"] = f"rotate({_number(item.angle_deg)} {x} {y})"
    if item.bold:
        look["font_weight"] = "700"
    if item.halo_mm:
        width = _number(2 * item.halo_mm)
        look["style"] = f"stroke:#ffffff;stroke-width:{width};stroke-linejoin:round"
        look["paint-order"] = "stroke"
    return sheet.text(item.text, insert=(x, y), **look)


def _picture(sheet: svgwrite.Drawing, item: Picture) -> BaseElement:
    (left, top), (right, right_y), (bottom_x, bottom) = item.corners_mm
    matrix = (right - left, right_y - top, bottom_x - left, bottom - top, left, top)
    href = f"data:{item.media_type};base64,{base64.b64encode(item.content).decode()}"
    image = sheet.image(href, size=(1, 1), preserveAspectRatio="none", **_data(item.tags))
    image["transform"] = "matrix(" + " ".join(str(round(value, 4)) for value in matrix) + ")"
    if item.opacity < 1:
        image["opacity"] = _number(item.opacity)
    return image
