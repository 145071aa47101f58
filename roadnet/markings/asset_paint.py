"""Paint that is stated as an asset: red and yellow kerb lines, stripes on obstacles."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import numpy as np
import shapely

from roadnet.geometry.road_frame import RoadFrame, carriageway_span
from roadnet.markings.hatching import stripes
from roadnet.markings.letter_shapes import abreast
from roadnet.markings.paint import Assumption, Paint
from roadnet.markings.rule_book import RuleBook
from roadnet.markings.rules import RuleVersion
from roadnet.markings.sizes import Sizes
from roadnet.markings.stroke import clean, shifted, stroke
from roadnet.markings.surfaces import turned
from roadnet.markings.version_choice import version_for
from roadnet.model import (
    SIDEWALK_LIKE,
    KerbType,
    LinearAsset,
    LinearKind,
    Method,
    PaintColour,
    PointAsset,
    RoadId,
    Section,
    Side,
    Stated,
)

KERB_CODES = {PaintColour.RED: "TW-169", PaintColour.YELLOW: "TW-168"}
OBSTACLE_CODES = frozenset({"TW-160", "TW-161"})
OBSTACLE_M = 0.5  # side of an obstacle whose size is not stated
KERBED = frozenset({KerbType.RAISED, KerbType.LOWERED, KerbType.FLUSH})
LEAST_POINTS = 2


def paint_kerbs(
    assets: Iterable[LinearAsset],
    frames: Mapping[RoadId, RoadFrame],
    day: date,
    rules: RuleBook,
) -> Iterator[Paint]:
    """Yield the red and yellow lines on kerbs, or beside the edge where there is none.

    Articles 168 and 169: on the face and top of the kerb (in plan its top); without a kerb 30 cm
    from the edge of the roadway. Letters follow where the asset's note asks for them.
    """
    for asset in assets:
        code = asset.rule_code or KERB_CODES.get(asset.colour, "")
        rule = rules.get(code)
        is_paint = asset.kind is LinearKind.KERB_PAINT and asset.times.held_on(day)
        chosen = version_for(rule, None, day) if rule and is_paint else None
        if chosen is None:
            continue
        sizes = Sizes(chosen.version)
        for path, layer in _kerb_paths(asset, sizes, frames):
            strokes = (stroke(path, sizes["width"]),)
            yield _paint(asset.asset_id, chosen.version, strokes, _unsure(asset.stated), layer)
            if asset.stated.note and asset.stated.note == LETTERS.get(code):
                words = tuple(_letters(path, asset.stated.note, sizes))
                assumed = (*_unsure(asset.stated), *sizes.assumed_among(["text_every"]))
                yield _paint(
                    asset.asset_id, chosen.version, words, assumed, layer, asset.stated.note
                )


LETTERS = {"TW-168": "禁止停車", "TW-169": "禁止臨時停車"}


def _unsure(stated: Stated) -> tuple[str, ...]:
    return (str(Assumption.EXISTENCE),) if stated.method is Method.ASSUMED else ()


def _kerb_paths(
    asset: LinearAsset, sizes: Sizes, frames: Mapping[RoadId, RoadFrame]
) -> Iterator[tuple[np.ndarray, int]]:
    """Yield the middle of the line: its own, else along a side of its road."""
    if asset.line_m:
        yield clean(np.array(asset.line_m)), 0
        return
    frame = frames.get(asset.road_id) if asset.road_id else None
    if frame is None or asset.side is None:
        return
    first_m = asset.start_m or 0.0
    last_m = frame.length_m if asset.end_m is None else min(asset.end_m, frame.length_m)
    for section in frame.road.sections:
        start_m, end_m = max(first_m, section.start_m), min(last_m, section.end_m)
        if end_m - start_m <= 0:
            continue
        span = carriageway_span(section)
        edge = span[0] if asset.side is Side.LEFT else span[1]
        outward = 1.0 if asset.side is Side.LEFT else -1.0
        half_m = sizes["width"] / 2
        away_m = half_m if _has_kerb(section, edge) else -(sizes["from_edge"] + half_m)
        line = clean(frame.boundaries(section, start_m, end_m)[edge])
        if len(line) >= LEAST_POINTS:
            yield shifted(line, outward * away_m), frame.road.layer


def _has_kerb(section: Section, edge: int) -> bool:
    """Whether a kerb stands on an edge: stated, else where a sidewalk lies beyond it."""
    stated = section.boundary(edge).kerb
    if stated is not KerbType.UNKNOWN:
        return stated in KERBED
    beside = section.strips[max(edge - 1, 0) : edge + 1]
    return any(strip.strip_type in SIDEWALK_LIKE for strip in beside)


def _letters(path: np.ndarray, text: str, sizes: Sizes) -> Iterator[shapely.Polygon]:
    """Yield letters beside the line, one set every so far, read from the road."""
    size_m, gap_m, every_m = sizes["text_height"], sizes["text_gap"], sizes["text_every"]
    line = shapely.LineString(path)
    shapes = abreast(text, size_m, size_m, gap_m)
    for at_m in np.arange(every_m / 2, line.length, every_m):
        here, ahead = line.interpolate(at_m), line.interpolate(at_m + 0.1)
        along = np.array([ahead.x - here.x, ahead.y - here.y]) / 0.1
        up = np.array([-along[1], along[0]])
        origin = np.array([here.x, here.y]) + up * sizes["width"]
        yield from turned(shapes, up, origin)


def paint_obstacles(assets: Iterable[PointAsset], day: date, rules: RuleBook) -> Iterator[Paint]:
    """Yield the slanted stripes on obstacles, as seen from above (articles 160 and 161).

    The stripes stand on upright faces; in plan the obstacle itself is ruled with them.
    """
    for asset in assets:
        rule = rules.get(asset.code) if asset.code in OBSTACLE_CODES else None
        chosen = version_for(rule, None, day) if rule and asset.times.held_on(day) else None
        if chosen is None:
            continue
        sizes = Sizes(chosen.version)
        half_m = (asset.size.value if asset.size else OBSTACLE_M) / 2
        x, y = asset.x_m, asset.y_m
        body = shapely.box(x - half_m, y - half_m, x + half_m, y + half_m)
        slanted = np.array([np.sqrt(0.5), np.sqrt(0.5)])
        bars = tuple(stripes(body, slanted, sizes["stripe_width"], sizes["stripe_width"]))
        unsure = () if asset.size and not asset.size.is_assumed else ("size",)
        assumed = (*_unsure(asset.stated), *sizes.assumed_among(["stripe_width"]), *unsure)
        yield _paint(asset.asset_id, chosen.version, bars, assumed, 0)


def _paint(
    key: str,
    version: RuleVersion,
    polygons: tuple[shapely.Polygon, ...],
    assumed: tuple[str, ...],
    layer: int,
    symbol: str = "",
) -> Paint:
    return Paint(
        code=version.code,
        kind=version.kind,
        valid_from=version.valid_from,
        colour=version.colour,
        polygons=polygons,
        element_id=key,
        layer=layer,
        assumed=assumed,
        symbol=symbol,
        part=1 if symbol else 0,
    )
