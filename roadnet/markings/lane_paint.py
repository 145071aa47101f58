"""What stands in a lane for its drivers: arrows, letters, digits, symbols, marks at its sides."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import shapely

from roadnet.markings.arrow_shapes import arrow, pair
from roadnet.markings.defaults import colour_of_text
from roadnet.markings.feature_rules import BESIDE, RHOMBUS, SMALL, letter_sizes
from roadnet.markings.letter_shapes import letters
from roadnet.markings.piece import Piece, piece
from roadnet.markings.placed_feature import PlacedFeature
from roadnet.markings.surfaces import moved, polygons_of
from roadnet.markings.symbol_shapes import rhombus, symbol, symbol_names
from roadnet.model import Turn

PAIR = "pair"  # text of an arrow: straight and turning arrow apart, side by side
BROKEN = "broken"  # text of an arrow: dashed, out of the lane
SMALL_SHARE = 0.4  # width of a small arrow, of the usual one
ROUTE = "route"  # text of a symbol: the rectangles of a cycle route
SYMBOLS_APART = 0.3  # between symbols side by side, of the width of one


def arrows(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield the arrow of each lane (articles 188 and 188-1)."""
    sizes, text = placed.sizes, placed.feature.text
    turns = placed.feature.turns or (Turn.THROUGH,)
    length_m, width_m = sizes["length"], sizes["width"]
    used: tuple[str, ...] = ("length", "width")
    if text == SMALL:
        length_m, width_m, used = sizes["small_length"], SMALL_SHARE * width_m, ("small_length",)
    if text == PAIR and "pair_apart" in sizes:
        shapes, used = pair(turns, length_m, width_m, sizes["pair_apart"]), (*used, "pair_apart")
    else:
        shapes = arrow(turns, length_m, width_m, is_broken=text == BROKEN)
    yield _in_lanes(placed, shapes, used, "+".join(sorted(turns)))


def words(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield letters in each lane, from far to near (article 150)."""
    sizes = letter_sizes(placed.sizes)
    gap_m = sizes.get("letter_gap", sizes["letter_length"] / 2)
    text = placed.feature.text
    shapes = letters(text, sizes["letter_length"], sizes["letter_width"], gap_m)
    used = ("letter_length", "letter_width", "letter_gap")
    made = _in_lanes(placed, shapes, used, text)
    yield replace(made, colour=colour_of_text(text), sizes=sizes)


def school_zone(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield the yellow ground of a school zone, its letters left bare (article 163-1)."""
    sizes, text = placed.sizes, placed.feature.text or "通學區"
    length_m, width_m = sizes["letter_length"], sizes["letter_width"]
    margin_m = sizes["ground_margin"]
    shapes = letters(text, length_m, width_m, sizes["letter_gap"])
    west, south, east, north = shapely.total_bounds(shapes)
    ground = shapely.box(west - margin_m, south - margin_m, east + margin_m, north + margin_m)
    bare = shapely.difference(ground, shapely.union_all(shapes))
    used = ("letter_length", "letter_width", "letter_gap", "ground_margin")
    yield _in_lanes(placed, polygons_of(bare), used, text)


def symbols(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield the symbols of each lane, several side by side (articles 174 to 174-4, 183-1)."""
    sizes, text = placed.sizes, placed.feature.text
    if text in {"", RHOMBUS} and "rhombus_length" in sizes:
        length_m, width_m = sizes["rhombus_length"], sizes["rhombus_width"]
        shape = rhombus(length_m, width_m, sizes["line_width"])
        used = ("rhombus_length", "rhombus_width", "line_width")
        yield _in_lanes(placed, [shape], used, RHOMBUS)
        return
    if text == ROUTE and "between" in sizes:
        yield _route(placed)
        return
    names = [name for name in text.split(BESIDE) if name in symbol_names()]
    for lane in placed.lanes:
        yield _side_by_side(placed, lane, names)


def _side_by_side(placed: PlacedFeature, lane: int, names: list[str]) -> Piece:
    """Return symbols side by side in a lane, small ones where the lane is narrow."""
    sizes = placed.sizes
    used = ("symbol_length", "symbol_width")
    if "small_symbols_below" in sizes:
        lane_m = placed.place.width_m(lane, placed.near_m)
        if lane_m < sizes["small_symbols_below"]:
            used = ("small_symbol_length", "small_symbol_width")
    if used[0] not in sizes:
        return piece([])
    length_m, width_m = sizes[used[0]], sizes[used[1]]
    shapes = []
    for number, name in enumerate(names):
        aside_m = ((len(names) - 1) / 2 - number) * (1 + SYMBOLS_APART) * width_m
        shapes += moved(symbol(name, length_m, width_m), 0.0, aside_m)
    return piece(placed.read_by(lane, shapes), *used, symbol=BESIDE.join(names))


def _route(placed: PlacedFeature) -> Piece:
    """Return the two rectangles of a cycle route with the way between them (article 188-2)."""
    sizes = placed.sizes
    line_m, length_m, between_m = sizes["line_width"], sizes["line_length"], sizes["between"]
    shapes = [
        shapely.box(0.0, side * between_m / 2, length_m, side * (between_m / 2 + line_m))
        for side in (1.0, -1.0)
    ]
    return _in_lanes(placed, shapes, ("line_width", "line_length", "between"), ROUTE)


def visual_marks(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield marks along both sides of each lane, slanted backwards (article 159-1).

    The feature's depth is the stretch they cover; a text `rectangle` makes them square.
    """
    sizes, place = placed.sizes, placed.place
    length_m, width_m, gap_m = sizes["length"], sizes["width"], sizes["gap"]
    slant_m = 0.0 if placed.feature.text == "rectangle" else width_m
    count = max(int((placed.depth_m + gap_m) // (length_m + gap_m)), 1)
    marks = []
    for lane in placed.lanes:
        half_m = place.width_m(lane, placed.near_m) / 2 - sizes["inside_lane_line"]
        shapes = [
            _slanted(number * (length_m + gap_m), length_m, (half_m, width_m, slant_m), side)
            for number in range(count)
            for side in (1.0, -1.0)
        ]
        marks += placed.read_by(lane, shapes)
    yield piece(marks, "length", "width", "gap", "inside_lane_line")


def _slanted(
    start_m: float, length_m: float, across_m: tuple[float, float, float], side: float
) -> shapely.Polygon:
    """Return a mark whose end towards the middle of the lane lies farther back."""
    outer_m, width_m, slant_m = across_m
    inner_m = outer_m - width_m
    return shapely.Polygon(
        [
            (start_m, side * outer_m),
            (start_m + length_m, side * outer_m),
            (start_m + length_m - slant_m, side * inner_m),
            (start_m - slant_m, side * inner_m),
        ]
    )


def _in_lanes(
    placed: PlacedFeature, shapes: Sequence[shapely.Polygon], used: tuple[str, ...], name: str
) -> Piece:
    """Return shapes in the middle of each lane the feature speaks to."""
    found = [shape for lane in placed.lanes for shape in placed.read_by(lane, shapes)]
    return piece(found, *used, symbol=name)
