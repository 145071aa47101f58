"""Turn placed features into paint: which painter draws which rule."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import shapely

from roadnet.markings import area_paint, box_paint, crossing_paint, lane_paint, transverse_paint
from roadnet.markings.arms import ArmKey, ArmPlace
from roadnet.markings.ground import PavedGround
from roadnet.markings.guide_paint import Ways, guide_lines
from roadnet.markings.level_crossing_paint import level_crossing
from roadnet.markings.paint import Paint
from roadnet.markings.parking_paint import parking_bays
from roadnet.markings.piece import Piece
from roadnet.markings.placed_feature import PlacedFeature, PlacedFeatures
from roadnet.model import DrivingSide, FeatureKind, PaintColour

BARS = (FeatureKind.CROSSWALK, FeatureKind.ZEBRA)
SLOW_DOWNS = {
    "TW-159": transverse_paint.rumble_lines,
    "neutral-rumble-lines": transverse_paint.rumble_lines,
    "TW-159-1": lane_paint.visual_marks,
    "TW-187": transverse_paint.distance_marks,
}
SIMPLE = {  # painters that need the feature alone, by the kind of its rule
    "stop_line": transverse_paint.stop_line,
    "zebra": crossing_paint.zebra,
    "diagonal_crosswalk": crossing_paint.diagonal_crosswalk,
    "bike_crossing": crossing_paint.bike_crossing,
    "moto_box": box_paint.moto_box,
    "hatch": area_paint.hatch,
    "net": area_paint.net,
    "arrow": lane_paint.arrows,
    "text": lane_paint.words,
    "speed_limit": lane_paint.words,
    "symbol": lane_paint.symbols,
    "parking": parking_bays,
    "level_crossing": level_crossing,
}
OWN_KINDS = {FeatureKind.SYMBOL: "symbol", FeatureKind.TEXT: "text"}  # of rules of lines, too


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What painters look at besides the feature."""

    arms: Mapping[ArmKey, ArmPlace]
    ground: PavedGround
    placed: PlacedFeatures
    driving_side: DrivingSide


def paint_features(features: Iterable[PlacedFeature], around: Surroundings) -> Iterator[Paint]:
    """Yield the paint of features, in their order."""
    bars: dict[str, list[shapely.Polygon]] = {}
    for placed in features:
        for number, made in enumerate(_pieces(placed, around)):
            kept = _once(made, placed, bars) if placed.kind is FeatureKind.CROSSWALK else made
            if kept.polygons:
                yield _paint(placed, kept, number)


def _once(made: Piece, placed: PlacedFeature, bars: dict[str, list[shapely.Polygon]]) -> Piece:
    """Return a crosswalk that ends where one of the carriageway beside begins."""
    if placed.arm is None or made.symbol or not made.polygons:
        return made
    before = bars.setdefault(placed.arm.junction_id, [])
    doubled = set(shapely.STRtree(before).query(made.polygons, predicate="intersects")[0].tolist())
    middle_m = (placed.near_m + placed.far_m) / 2
    offset_m = sum(placed.edges_m(middle_m)) / 2
    own = shapely.points(placed.place.points(np.array([middle_m]), np.array([offset_m])))
    core = int(shapely.distance(np.array(made.polygons), own).argmin())
    first = max((number + 1 for number in doubled if number < core), default=0)
    last = min((number for number in doubled if number >= core), default=len(made.polygons))
    kept = made.polygons[first:last]
    before += kept
    return replace(made, polygons=kept)


def _pieces(placed: PlacedFeature, around: Surroundings) -> Iterable[Piece]:
    rule_kind = placed.chosen.version.kind
    if placed.kind is FeatureKind.TEXT:
        is_school_zone = placed.code == "TW-163-1"
        return lane_paint.school_zone(placed) if is_school_zone else lane_paint.words(placed)
    if placed.kind is FeatureKind.SYMBOL:
        return lane_paint.symbols(placed)
    if placed.code in SLOW_DOWNS:
        return SLOW_DOWNS[placed.code](placed)
    if placed.code == "TW-156":
        return area_paint.hatch(placed)
    if rule_kind == "crosswalk":
        return crossing_paint.crosswalk(placed, around.ground)
    if rule_kind == "yield":
        return transverse_paint.yield_line(
            placed, has_crosswalk=_has_crosswalk(placed, around.placed)
        )
    if rule_kind == "two_stage_box":
        return box_paint.two_stage_box(placed, around.driving_side)
    if rule_kind == "left_wait":
        return box_paint.left_wait(placed, around.driving_side)
    if rule_kind == "guide_line" or placed.kind is FeatureKind.GUIDE_LINE:
        return guide_lines(placed, Ways(around.arms, around.placed, around.driving_side))
    painter = SIMPLE.get(rule_kind)
    return painter(placed) if painter else ()


def _has_crosswalk(placed: PlacedFeature, features: PlacedFeatures) -> bool:
    return placed.arm is not None and bool(features.at(placed.arm.key, *BARS))


def _paint(placed: PlacedFeature, made: Piece, number: int) -> Paint:
    version, feature = placed.chosen.version, placed.feature
    stated = feature.colour if feature.colour is not PaintColour.UNKNOWN else None
    sizes = made.sizes or placed.sizes
    return Paint(
        code=version.code,
        kind=OWN_KINDS.get(feature.kind, version.kind),
        valid_from=version.valid_from,
        colour=made.colour or stated or version.colour,
        polygons=made.polygons,
        element_id=feature.feature_id,
        road_id=feature.road_id,
        layer=placed.place.road.layer,
        assumed=(*placed.assumed, *sizes.assumed_among(made.used)),
        symbol=made.symbol,
        condition=feature.condition,
        part=number,
    )
