"""Things beside the street as symbols on paper: signs, signals, lamps, trees …."""

import math
from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np
import shapely

from drawing.fonts import shorten
from drawing.model import Anchor, Area, Disc, Line, Point, Primitive, Style, Text
from roadnet.model import LinearAsset, LinearKind, PointAsset, PointKind
from roadnet.sheet.on_paper import OnPaper
from roadnet.sheet.sign_symbols import SIGN_MM, sign_symbol, signal_symbol, symbol_styles

LEAST_SHARE = 0.3
CODE_ROOM_MM = 9.0  # under a sign
CODE_SHOWN_FROM = 300  # codes of signs are written at 1:300 and larger
SMALL = {  # radius in mm, style, letter
    PointKind.POLE: (0.5, "asset-dark", ""),
    PointKind.LAMP: (1.0, "asset-lamp", ""),
    PointKind.CAMERA: (1.3, "asset-dark", "C"),
    PointKind.HYDRANT: (1.2, "asset-red", "H"),
    PointKind.TREE: (1.8, "asset-tree", ""),
    PointKind.UTILITY_BOX: (1.2, "asset-grey", "E"),
    PointKind.BUS_STOP: (1.6, "asset-blue", "B"),
    PointKind.BOLLARD: (0.5, "asset-red", ""),
    PointKind.OTHER: (0.8, "asset-grey", ""),
}


def asset_styles() -> dict[str, Style]:
    """Return the styles of everything beside the street."""
    styles = symbol_styles()
    styles |= {
        "asset-dark": Style(stroke="#ffffff", width_mm=0.1, fill="#2b333d"),
        "asset-grey": Style(stroke="#ffffff", width_mm=0.1, fill="#6b7785"),
        "asset-red": Style(stroke="#ffffff", width_mm=0.1, fill="#c8202b"),
        "asset-blue": Style(stroke="#ffffff", width_mm=0.1, fill="#1f5fae"),
        "asset-lamp": Style(stroke="#8a6d00", width_mm=0.15, fill="#ffe68a"),
        "asset-tree": Style(stroke="#3c7a3f", width_mm=0.15, fill="#a9d2a0", opacity=0.85),
        "asset-letter": Style(stroke=None, fill="#ffffff"),
        "asset-code": Style(stroke=None, fill="#1d2733"),
        "asset-face": Style(stroke="#17402f", width_mm=0.25),
    }
    return styles


def asset_items(assets: Iterable[PointAsset], day: date, paper: OnPaper) -> Iterator[Primitive]:
    """Yield the symbols of what stood beside the street on a day, inside the frame."""
    share = symbol_share(paper.placement.scale)
    for asset in sorted(assets, key=lambda one: one.asset_id):
        at_mm = paper.point(asset.x_m, asset.y_m)
        if at_mm is None or not asset.times.held_on(day):
            continue
        if asset.kind is PointKind.SIGN:
            yield from sign_symbol(asset, at_mm, size_mm=SIGN_MM * share)
            code = shorten(asset.code, CODE_ROOM_MM, 1.8)
            if code and paper.placement.scale <= CODE_SHOWN_FROM:
                below = (at_mm[0], at_mm[1] + 4.6)
                yield Text(below, code, "asset-code", 1.8, Anchor.MIDDLE, halo_mm=0.35)
        elif asset.kind is PointKind.SIGNAL:
            yield from _signal(asset, at_mm, paper, share)
        else:
            yield from small_symbol(asset.kind, at_mm, asset.asset_id, share=share)


def symbol_share(scale: float) -> float:
    """Return how large symbols are at a scale, as a share of their size at 1:300 and larger.

    Examples
    --------
    >>> symbol_share(200), symbol_share(600), symbol_share(5000)
    (1.0, 0.5, 0.3)
    """
    return max(min(1.0, CODE_SHOWN_FROM / scale), LEAST_SHARE)


def small_symbol(
    kind: PointKind, at_mm: Point, key: str = "", *, share: float = 1.0
) -> list[Primitive]:
    """Return the small round symbol of a thing."""
    radius, style, letter = SMALL[kind]
    radius *= share
    tags = (("asset", key), ("kind", str(kind))) if key else ()
    items: list[Primitive] = [Disc(at_mm, radius, style, tags)]
    if letter:
        below = (at_mm[0], at_mm[1] + 0.45 * radius)
        items.append(Text(below, letter, "asset-letter", 1.3 * radius, Anchor.MIDDLE, bold=True))
    return items


def _signal(asset: PointAsset, at_mm: Point, paper: OnPaper, share: float) -> Iterator[Primitive]:
    """Yield a signal head turned to the traffic it speaks to, with a tick where it looks."""
    if asset.heading_rad is None:
        yield from signal_symbol(asset, at_mm, share=share)
        return
    bearing_deg = 90.0 - math.degrees(asset.heading_rad)
    on_paper = math.radians(paper.placement.angle_on_paper_deg(bearing_deg))
    ahead = np.array([math.sin(on_paper), -math.cos(on_paper)])
    tip = np.array(at_mm) + 2.6 * share * ahead
    yield Line((at_mm, (float(tip[0]), float(tip[1]))), "asset-face")
    yield from signal_symbol(asset, at_mm, math.degrees(on_paper) - 180.0, share=share)


def linear_items(assets: Iterable[LinearAsset], day: date, paper: OnPaper) -> Iterator[Line | Area]:
    """Yield barriers, fences, rails and drains that have lines of their own."""
    for asset in sorted(assets, key=lambda one: one.asset_id):
        is_paint = asset.kind is LinearKind.KERB_PAINT
        if len(asset.line_m) > 1 and not is_paint and asset.times.held_on(day):
            line = shapely.LineString(asset.line_m)
            yield from paper.lines([line], "linear", (("asset", asset.asset_id),))
