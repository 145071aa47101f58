"""Signs, signal heads and other things beside the street as strokes that the map draws."""

import math
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from drawing.model import Area, Disc, Line, Primitive, Style, Text
from roadnet.model import PointAsset, PointKind
from roadnet.sheet.asset_items import asset_styles, small_symbol
from roadnet.sheet.sign_symbols import sign_symbol, signal_symbol

FACE_MM = 2.6  # length of the tick that shows where a signal head looks
MIDDLE = (0.0, 0.0)
DIGITS = 2
Stroke = list[Any]


def symbol_of(asset: PointAsset) -> list[Stroke]:
    """Return the symbol of a point asset in millimetres around its place, y down.

    Returns
    -------
    strokes
        In the order they are drawn, each a list: `d` x, y, radius · `a` rings · `l` points ·
        `t` x, y, text, size; then fill, stroke (`""`: none) and line width.

    Examples
    --------
    >>> from roadnet.model import AssetId
    >>> stop = PointAsset(AssetId("s"), PointKind.SIGN, 0.0, 0.0, code="遵1")
    >>> [stroke[0] for stroke in symbol_of(stop)], symbol_of(stop)[2][3]
    (['a', 'a', 't', 'a'], '停')
    """
    return list(_strokes(_items(asset)))


def _items(asset: PointAsset) -> list[Primitive]:
    if asset.kind is PointKind.SIGN:
        return sign_symbol(asset, MIDDLE)
    if asset.kind is not PointKind.SIGNAL:
        return small_symbol(asset.kind, MIDDLE)
    if asset.heading_rad is None:
        return signal_symbol(asset, MIDDLE)
    tip = (FACE_MM * math.cos(asset.heading_rad), -FACE_MM * math.sin(asset.heading_rad))
    turn_deg = -90.0 - math.degrees(asset.heading_rad)
    return [Line((MIDDLE, tip), "asset-face"), *signal_symbol(asset, MIDDLE, turn_deg)]


def _strokes(items: Iterable[Primitive]) -> Iterator[Stroke]:
    for item in items:
        if isinstance(item, Disc):
            yield ["d", *_rounded(item.centre_mm), round(item.radius_mm, DIGITS), *_look(item)]
        elif isinstance(item, Area):
            yield ["a", [_flat(ring) for ring in item.rings_mm], *_look(item)]
        elif isinstance(item, Line):
            yield ["l", _flat(item.points_mm), *_look(item)]
        elif isinstance(item, Text):
            yield ["t", *_rounded(item.at_mm), item.text, round(item.size_mm, 2), *_look(item)]


def _look(item: Area | Disc | Line | Text) -> Stroke:
    style = _styles()[item.style]
    return [style.fill or "", style.stroke or "", style.width_mm]


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return round(float(point[0]), DIGITS), round(float(point[1]), DIGITS)


def _flat(points: Iterable[tuple[float, float]]) -> list[float]:
    return [value for point in points for value in _rounded(point)]


@cache
def _styles() -> dict[str, Style]:
    return asset_styles()
