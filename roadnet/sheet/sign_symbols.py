"""Signs and signal heads as symbols of a fixed size on paper; they are not to scale."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
import shapely

from drawing.model import Anchor, Area, Disc, Point, Primitive, Style, Tags, Text
from roadnet.markings.arrow_shapes import arrow
from roadnet.markings.signs import SignLook, SignShape, colour_of, sign_look, signal_look
from roadnet.markings.symbol_shapes import symbol_shape
from roadnet.model import Lens, LensColour, LensShape, PointAsset, Turn

SIGN_MM = 5.0
LENS_MM = 1.5  # distance of neighbouring lenses
FIGURE = 0.52  # of the sign: how large its figure is
BORDER = 0.13
CORNERS = {  # outlines in a circle of radius one, y down
    SignShape.OCTAGON: [(math.cos(a), math.sin(a)) for a in np.radians(np.arange(22.5, 382.5, 45))],
    SignShape.TRIANGLE_UP: [(0.0, -0.95), (0.98, 0.75), (-0.98, 0.75)],
    SignShape.TRIANGLE_DOWN: [(0.0, 0.95), (-0.98, -0.75), (0.98, -0.75)],
    SignShape.SQUARE: [(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)],
    SignShape.OBLONG: [(-1.1, -0.6), (1.1, -0.6), (1.1, 0.6), (-1.1, 0.6)],
    SignShape.RHOMBUS: [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)],
}
UNKNOWN = "?"  # on a sign whose code is not listed
TURNS = {str(turn): turn for turn in Turn}


def symbol_styles() -> dict[str, Style]:
    """Return the styles of signs and signals."""
    names = ("red", "blue", "white", "black", "green", "orange", "yellow")
    styles = {f"sign-{name}": Style(stroke=None, fill=colour_of(name)) for name in names}
    look = signal_look()
    styles["sign-rim"] = Style(stroke="#1a1a1a", width_mm=0.08, fill=None)
    styles["signal-box"] = Style(stroke="#0c241a", width_mm=0.1, fill=look["box"])
    for name, colour in look["lenses"].items():
        styles[f"lens-{name}"] = Style(stroke=None, fill=colour)
    return styles


def sign_symbol(asset: PointAsset, at_mm: Point, *, size_mm: float = SIGN_MM) -> list[Primitive]:
    """Return the symbol of a sign, upright on the paper, around a point."""
    look = sign_look(asset.code)
    return list(_face(look, asset.value, at_mm, size_mm / 2, _tags(asset)))


def _tags(asset: PointAsset) -> Tags:
    return (("asset", asset.asset_id), ("sign", asset.code))


def _face(
    look: SignLook, value: str, at_mm: Point, radius: float, tags: Tags
) -> Iterator[Primitive]:
    inner = radius * (1 - (BORDER if look.border != look.ground else 0.0))
    if look.shape is SignShape.SALTIRE:
        yield from _saltire(look, at_mm, radius, tags)
        return
    yield _outline(look.shape, at_mm, radius, f"sign-{look.border}", tags)
    if inner < radius:
        yield _outline(look.shape, at_mm, inner, f"sign-{look.ground}", ())
    yield from _figure(look, value, at_mm, radius)
    if look.bar:
        yield _bar(at_mm, 1.3 * radius, 0.34 * radius, 0.0, "sign-white")
    if look.slash:
        yield _bar(at_mm, 1.84 * radius, 0.16 * radius, 45.0, "sign-red")
    if look.cross:
        for angle in (45.0, -45.0):
            yield _bar(at_mm, 1.7 * radius, 0.2 * radius, angle, f"sign-{look.ink}")
    if look.border == "white":
        yield _outline(look.shape, at_mm, radius, "sign-rim", ())


def _outline(shape: SignShape, at_mm: Point, radius: float, style: str, tags: Tags) -> Primitive:
    if shape is SignShape.CIRCLE:
        return Disc(at_mm, radius, style, tags)
    ring = tuple((at_mm[0] + radius * x, at_mm[1] + radius * y) for x, y in CORNERS[shape])
    return Area((ring,), style, tags)


def _figure(look: SignLook, value: str, at_mm: Point, radius: float) -> Iterator[Primitive]:
    style, size = f"sign-{look.ink}", 2 * FIGURE * radius
    lower = {SignShape.TRIANGLE_UP: 0.22, SignShape.TRIANGLE_DOWN: -0.2}.get(look.shape, 0.0)
    x, y = at_mm[0], at_mm[1] + lower * radius
    text = value if look.shows_value else look.text or ("" if look.is_known else UNKNOWN)
    if text:
        letters = min(size * 1.15, size * 2.2 / max(len(text), 1))
        yield Text((x, y + 0.36 * letters), text, style, letters, Anchor.MIDDLE, bold=True)
    elif look.symbol:
        yield from _shape(symbol_shape(look.symbol), (x, y), (size * 1.1, size * 0.95), style)
    elif look.arrow:
        turns = [TURNS[turn] for turn in look.arrow]
        outline = shapely.union_all(arrow(turns, 1.0, 0.55))
        turned = shapely.transform(outline, lambda points: points[:, ::-1] * np.array([-1.0, 1.0]))
        west, south, east, north = turned.bounds
        share = np.array([max(east - west, 0.55), north - south])
        yield from _shape(_unit(turned), (x, y), tuple(1.15 * size * share), style)


def _unit(shape: shapely.geometry.base.BaseGeometry) -> shapely.geometry.base.BaseGeometry:
    west, south, east, north = shape.bounds
    size = np.array([east - west, north - south])
    return shapely.transform(shape, lambda points: (points - np.array([west, south])) / size)


def _shape(
    unit: shapely.geometry.base.BaseGeometry,
    at_mm: Point,
    size_mm: Sequence[float],
    style: str,
) -> Iterator[Area]:
    """Yield a shape of the unit box, y up, centred on a point."""
    scale, middle = np.array([size_mm[0], -size_mm[1]]), np.array(at_mm)
    placed = shapely.transform(unit, lambda points: (points - 0.5) * scale + middle)
    for part in shapely.get_parts(placed):
        rings = [part.exterior, *part.interiors]
        yield Area(
            tuple(tuple(map(tuple, shapely.get_coordinates(ring)[:-1].tolist())) for ring in rings),
            style,
        )


def _bar(at_mm: Point, length: float, width: float, angle_deg: float, style: str) -> Area:
    """Return a bar through a point, turned clockwise on the paper from lying flat."""
    angle = math.radians(angle_deg)
    cos, sin = math.cos(angle), math.sin(angle)
    corners = [
        (along * length / 2, aside * width / 2)
        for along, aside in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    ring = tuple((at_mm[0] + x * cos - y * sin, at_mm[1] + x * sin + y * cos) for x, y in corners)
    return Area((ring,), style)


def _saltire(look: SignLook, at_mm: Point, radius: float, tags: Tags) -> Iterator[Primitive]:
    for width, style in ((0.5, f"sign-{look.border}"), (0.28, f"sign-{look.ground}")):
        for angle in (38.0, -38.0):
            bar = _bar(at_mm, 2.1 * radius, width * radius, angle, style)
            yield Area(bar.rings_mm, style, tags)


def signal_symbol(
    asset: PointAsset, at_mm: Point, turn_deg: float = 0.0, *, share: float = 1.0
) -> list[Primitive]:
    """Return the symbol of a signal head: its box with the lenses in their order.

    Parameters
    ----------
    asset
        The signal head; without lenses the usual three are drawn.
    at_mm
        The middle of the symbol.
    turn_deg
        How far the symbol is turned clockwise; the face looks down where it is not.
    share
        Size as a share of the usual one.
    """
    usual = tuple(Lens(LensColour(colour)) for colour in signal_look()["usual"])
    lenses = asset.lenses or usual
    step = LENS_MM * share
    length, width = step * len(lenses) + 0.3 * share, step + 0.3 * share
    tags = (("asset", asset.asset_id), ("signal", asset.signal_group or "vehicle"))
    box = _bar(at_mm, length, width, turn_deg, "signal-box")
    items: list[Primitive] = [Area(box.rings_mm, "signal-box", tags)]
    angle = math.radians(turn_deg)
    for number, lens in enumerate(lenses):
        along = (number - (len(lenses) - 1) / 2) * step
        centre = (at_mm[0] + along * math.cos(angle), at_mm[1] + along * math.sin(angle))
        items += _lens(lens, centre, step)
    return items


def _lens(lens: Lens, at_mm: Point, step: float) -> list[Primitive]:
    style = f"lens-{lens.colour}"
    if lens.shape is LensShape.ARROW:
        turns = [lens.turn or Turn.THROUGH]
        outline = shapely.union_all(arrow(turns, 1.0, 0.6))
        upright = shapely.transform(outline, lambda points: points[:, ::-1] * np.array([-1.0, 1.0]))
        return list(_shape(_unit(upright), at_mm, (0.75 * step, 0.8 * step), style))
    if lens.shape in {LensShape.PEDESTRIAN, LensShape.BICYCLE}:
        name = "pedestrian" if lens.shape is LensShape.PEDESTRIAN else "bicycle"
        return list(_shape(symbol_shape(name), at_mm, (0.6 * step, 0.85 * step), style))
    if lens.shape in {LensShape.COUNTDOWN, LensShape.LANE}:
        return [_bar(at_mm, 0.75 * step, 0.75 * step, 0.0, style)]
    return [Disc(at_mm, 0.38 * step, style)]
