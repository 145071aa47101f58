"""Paint before the rails of a level crossing (article 157)."""

import math
from collections.abc import Iterator

import shapely

from roadnet.markings.letter_shapes import letters
from roadnet.markings.piece import Piece, piece
from roadnet.markings.placed_feature import PlacedFeature
from roadnet.markings.surfaces import moved, polygons_of
from roadnet.markings.transverse_paint import broken_across

TWO_TRACKS = "2"  # text of the feature: two stop lines
BROKEN_LINE_CLEAR_M = 1.0  # between the cross and the broken lines: only in the figure


def level_crossing(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield stop lines, the cross with its letters, and the broken lines before and after it.

    The near edge of the feature is the front of the stop line next to the rails.
    """
    sizes, place = placed.sizes, placed.place
    width_m, step_m = sizes["stop_line_width"], sizes["stop_line_width"] + sizes["stop_lines_apart"]
    count = 2 if placed.feature.text == TWO_TRACKS else 1
    starts = [placed.near_m + number * step_m for number in range(count)]
    bands = [place.band(near_m, near_m + width_m, placed.span) for near_m in starts]
    yield piece(bands, "stop_line_width", symbol="stop_line")
    front_m = placed.near_m + sizes["cross_from_stop_line"]
    rear_m = front_m + sizes["cross_length"]
    dash = (sizes["dash"], sizes["gap"])
    half_m = sizes["broken_width"] / 2
    middles = (front_m - BROKEN_LINE_CLEAR_M - half_m, rear_m + BROKEN_LINE_CLEAR_M + half_m)
    lines = [one for at_m in middles for one in broken_across(placed, at_m, 2 * half_m, dash)]
    yield piece(lines, "broken_width", "dash", "gap", "cross_from_stop_line", symbol="broken")
    cross = cross_shape(sizes["cross_length"], sizes["cross_angle_deg"], sizes["cross_width"])
    yield piece(
        place.placed(cross, rear_m, placed.middle_m(rear_m)),
        *("cross_length", "cross_angle_deg", "cross_width", "cross_from_stop_line"),
        symbol="cross",
    )
    rails = _rail_letters(sizes["cross_length"], sizes["letter_length"], sizes["letter_width"])
    yield piece(
        place.placed(rails, rear_m, placed.middle_m(rear_m)),
        *("letter_length", "letter_width", "cross_from_stop_line"),
        symbol="鐵路",
    )


def cross_shape(length_m: float, angle_deg: float, width_m: float) -> list[shapely.Polygon]:
    """Return a cross of two strokes that meet at an angle, as long along the road as told.

    Examples
    --------
    >>> [round(value, 2) for value in cross_shape(6.0, 37.0, 0.4)[0].bounds]
    [0.0, -1.21, 6.0, 1.21]
    """
    rise = math.tan(math.radians(angle_deg / 2))
    half_m, aside_m = length_m / 2, width_m / 2 / math.cos(math.radians(angle_deg / 2))
    bars = []
    for side in (1, -1):
        start, end = -side * half_m * rise, side * half_m * rise
        bars.append(
            shapely.Polygon(
                [
                    (0.0, start - aside_m),
                    (length_m, end - aside_m),
                    (length_m, end + aside_m),
                    (0.0, start + aside_m),
                ]
            )
        )
    return polygons_of(shapely.union_all(bars))


def _rail_letters(cross_m: float, length_m: float, width_m: float) -> list[shapely.Polygon]:
    """Return the two letters to the left and to the right of the middle of the cross."""
    ahead_m = (cross_m - length_m) / 2
    left = letters("鐵", length_m, width_m, 0.0)
    right = letters("路", length_m, width_m, 0.0)
    return [*moved(left, ahead_m, width_m), *moved(right, ahead_m, -width_m)]
