"""Boxes in which motorcycles and turning vehicles wait."""

from collections.abc import Iterator

import numpy as np
import shapely

from roadnet.markings.feature_rules import BESIDE
from roadnet.markings.letter_shapes import letters
from roadnet.markings.piece import Piece, piece
from roadnet.markings.placed_feature import PlacedFeature
from roadnet.markings.road_place import LANES
from roadnet.markings.rules import marking_rule
from roadnet.markings.stroke import dashes
from roadnet.markings.surfaces import moved, polygons_of
from roadnet.markings.symbol_shapes import symbol, symbol_names
from roadnet.model import DrivingSide, StripType, Turn

MOTORCYCLES = frozenset({StripType.DRIVE, StripType.MOTO, StripType.SLOW})


def moto_box(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield the frame of a motorcycle waiting box, and what stands in it (article 174-2)."""
    sizes, place = placed.sizes, placed.place
    near_m, far_m = placed.near_m, placed.far_m
    side_m = sizes["side_width"]
    whole = place.band(near_m, far_m, placed.span)
    inside = place.band(
        near_m + sizes["front_width"],
        far_m - sizes["rear_width"],
        placed.span,
        (side_m, side_m),
    )
    frame = polygons_of(shapely.difference(whole, inside))
    yield piece(frame, "front_width", "rear_width", "side_width", "depth")
    symbols = [name for name in placed.feature.text.split(BESIDE) if name in symbol_names()]
    if symbols:
        shapes = [
            shape for lane in placed.lanes for shape in _symbols_in_lane(placed, lane, symbols)
        ]
        yield piece(shapes, "symbol_length", "symbol_width", symbol=BESIDE.join(symbols))


def _symbols_in_lane(placed: PlacedFeature, lane: int, symbols: list[str]) -> list[shapely.Polygon]:
    sizes, place = placed.sizes, placed.place
    length_m, width_m = sizes["symbol_length"], sizes["symbol_width"]
    middle_m = (placed.near_m + placed.far_m) / 2
    offset_m = place.middle_m(lane, middle_m)
    found = []
    for number, name in enumerate(symbols):
        aside_m = ((len(symbols) - 1) / 2 - number) * 1.3 * width_m
        shapes = moved(symbol(name, length_m, width_m), 0.0, aside_m)
        found += place.placed(shapes, middle_m + length_m / 2, offset_m)
    return found


def two_stage_box(placed: PlacedFeature, driving_side: DrivingSide) -> Iterator[Piece]:
    """Yield the frame of a two-stage turn box before the lanes at the kerb (article 191)."""
    sizes, place = placed.sizes, placed.place
    left_m, right_m = box_edges_m(placed, driving_side)
    whole = place.patch(placed.near_m, placed.far_m, left_m, right_m)
    line_m = sizes["line_width"]
    inside = place.patch(
        placed.near_m + line_m, placed.far_m - line_m, left_m - line_m, right_m + line_m
    )
    frame = polygons_of(shapely.difference(whole, inside))
    yield piece(frame, "line_width", "box_width", "box_depth")
    text = placed.feature.text
    if text and text not in symbol_names():
        length_m, width_m = sizes["letter_length"], sizes["letter_width"]
        shapes = letters(text, length_m, width_m, 0.0)
        rear_m = (placed.near_m + placed.far_m + len(text) * length_m) / 2
        yield piece(
            place.placed(shapes, rear_m, (left_m + right_m) / 2),
            *("letter_length", "letter_width"),
            symbol=text,
        )


def box_edges_m(placed: PlacedFeature, driving_side: DrivingSide) -> tuple[float, float]:
    """Return the offsets of the left and right edge of a two-stage box.

    Where its strips are not stated it lies before the outer lane of the arm, at the kerb side,
    clear of the line on the carriageway's edge by nothing.
    """
    width_m = placed.sizes["box_width"]
    left_m, right_m = placed.edges_m(placed.near_m)
    kerb_is_right = (driving_side is DrivingSide.RIGHT) == (placed.place.inward > 0)
    if placed.feature.first_strip is not None:
        middle_m = (left_m + right_m) / 2
        return middle_m + width_m / 2, middle_m - width_m / 2
    if kerb_is_right:
        return right_m + width_m, right_m
    return left_m, left_m - width_m


def left_wait(placed: PlacedFeature, driving_side: DrivingSide) -> Iterator[Piece]:
    """Yield two broken lines ahead of the left-turn lane and the stop line at their end."""
    sizes, place = placed.sizes, placed.place
    lane = _turning_lane(placed, driving_side)
    offsets = place.offsets_m(placed.far_m)
    left_m, right_m = float(offsets[lane]), float(offsets[lane + 1])
    stop = marking_rule("TW-170").versions[-1].drawn("width")
    width_m, dash = sizes["width"], (sizes["dash"], sizes["gap"])
    lines = []
    for offset_m in (left_m - width_m / 2, right_m + width_m / 2):
        path = place.line(placed.near_m, placed.far_m, offset_m)[::-1]
        lines += dashes(np.asarray(path), width_m, dash)
    yield piece(lines, "width", "dash", "gap", "length")
    front = place.patch(placed.near_m, placed.near_m + stop, left_m, right_m)
    yield piece([front], "length", symbol="stop_line")
    if placed.feature.text:
        yield _left_wait_letters(placed, (left_m + right_m) / 2)


def _left_wait_letters(placed: PlacedFeature, middle_m: float) -> Piece:
    """Return the letters 左彎待轉區, as large as the area allows."""
    text, room_m = placed.feature.text, placed.depth_m - 1.0
    length_m = min(2.0, room_m / len(text) / 1.2)
    shapes = letters(text, length_m, min(length_m, 1.0), 0.2 * length_m)
    return piece(placed.place.placed(shapes, placed.far_m - 0.2, middle_m), "length", symbol=text)


def _turning_lane(placed: PlacedFeature, driving_side: DrivingSide) -> int:
    """Return the lane that turns across the junction: as its arrows say, else the inner one."""
    _, section = placed.place.section_at(placed.far_m)
    if placed.feature.first_strip is not None:
        return placed.span[0]
    across = Turn.LEFT if driving_side is DrivingSide.RIGHT else Turn.RIGHT
    lanes = [lane for lane in placed.lanes if section.strips[lane].strip_type in LANES]
    turning = [lane for lane in lanes if across in section.strips[lane].turns]
    inner_first = (driving_side is DrivingSide.RIGHT) == (placed.place.inward > 0)
    ordered = turning or lanes
    return ordered[0] if inner_first else ordered[-1]
