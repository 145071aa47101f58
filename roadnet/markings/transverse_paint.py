"""Paint across the lanes: stop lines, yield lines, rumble lines, marks of distances."""

import math
from collections.abc import Iterator

import shapely

from roadnet.markings.defaults import feature_default
from roadnet.markings.feature_rules import WEDGE
from roadnet.markings.piece import Piece, piece
from roadnet.markings.placed_feature import PlacedFeature


def stop_line(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield a stop line over the lanes that lead to it (article 170)."""
    yield piece([placed.place.band(placed.near_m, placed.far_m, placed.span)], "width")


def yield_line(placed: PlacedFeature, *, has_crosswalk: bool) -> Iterator[Piece]:
    """Yield two broken lines where there is no crosswalk, and the triangle (article 172)."""
    sizes, place = placed.sizes, placed.place
    width_m = sizes["width"]
    rear_m = placed.near_m
    if not has_crosswalk:
        step_m = width_m + sizes["between"]
        middles = [placed.near_m + width_m / 2 + number * step_m for number in range(2)]
        dash = (sizes["dash"], sizes["gap"])
        lines = [one for at_m in middles for one in broken_across(placed, at_m, width_m, dash)]
        yield piece(lines, "width", "dash", "gap", "between")
        rear_m = placed.far_m + feature_default("yield", "triangle_from_lines_m")
    length_m, half_m = sizes["triangle_length"], sizes["triangle_width"] / 2
    # Inverted as its driver sees it: the tip towards the driver.
    triangle = shapely.Polygon([(0.0, 0.0), (length_m, -half_m), (length_m, half_m)])
    shapes = place.placed([triangle], rear_m + length_m, placed.middle_m(rear_m))
    yield piece(shapes, "triangle_length", "triangle_width", symbol="triangle")


def rumble_lines(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield one set of lines across the lanes (article 159)."""
    sizes = placed.sizes
    width_m, step_m = sizes["width"], sizes["width"] + sizes["gap"]
    starts = [placed.near_m + number * step_m for number in range(round(sizes["count"]))]
    bands = [placed.place.band(near_m, near_m + width_m, placed.span) for near_m in starts]
    yield piece(bands, "width", "gap", "count")


def distance_marks(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield a set of broken lines across the lanes, or of wedges in them (article 187)."""
    sizes = placed.sizes
    starts = [placed.near_m + number * sizes["every"] for number in range(round(sizes["count"]))]
    if placed.feature.text == WEDGE:
        shapes = [shape for near_m in starts for shape in _wedges(placed, near_m)]
        yield piece(shapes, "wedge_width", "wedge_long", "wedge_across", "every", symbol=WEDGE)
        return
    width_m, dash = sizes["width"], (sizes["dash"], sizes["gap"])
    lines = [
        one
        for near_m in starts
        for one in broken_across(placed, near_m + width_m / 2, width_m, dash)
    ]
    yield piece(lines, "width", "dash", "gap", "every")


def _wedges(placed: PlacedFeature, near_m: float) -> list[shapely.Polygon]:
    sizes, place = placed.sizes, placed.place
    shape = wedge(sizes["wedge_long"], sizes["wedge_across"], sizes["wedge_width"])
    found = []
    for lane in placed.lanes:
        travels_in = placed.travels_in(lane)
        rear_m = near_m + sizes["wedge_long"] if travels_in else near_m
        middle_m = place.middle_m(lane, near_m)
        found += place.placed([shape], rear_m, middle_m, travels_in=travels_in)
    return found


def wedge(long_m: float, across_m: float, line_m: float) -> shapely.Polygon:
    """Return two legs that meet ahead of the driver; the sizes are those of the outer edge.

    Examples
    --------
    >>> wedge(3.0, 1.4, 0.25).bounds
    (0.0, -0.7, 3.0, 0.7)
    """
    half_m = across_m / 2
    lean = math.atan2(half_m, long_m)
    inner_m, tip_m = half_m - line_m / math.cos(lean), long_m - line_m / math.sin(lean)
    return shapely.Polygon(
        [(0, half_m), (0, inner_m), (tip_m, 0), (0, -inner_m), (0, -half_m), (long_m, 0)]
    )


def broken_across(
    placed: PlacedFeature, at_m: float, width_m: float, dash_m: tuple[float, float]
) -> list[shapely.Polygon]:
    """Return a broken line across the span, its whole dashes centred on it."""
    left_m, right_m = placed.edges_m(at_m)
    length_m, (on, off) = left_m - right_m, dash_m
    count = max(int((length_m + off) // (on + off)), 1)
    margin_m = max((length_m - count * on - (count - 1) * off) / 2, 0.0)
    starts = [left_m - margin_m - number * (on + off) for number in range(count)]
    near_m, far_m = at_m - width_m / 2, at_m + width_m / 2
    return [placed.place.patch(near_m, far_m, start, start - on) for start in starts]
