"""Parking bays along a strip (article 190)."""

from collections.abc import Iterator

import shapely

from roadnet.geometry.road_frame import carriageway_span
from roadnet.markings.defaults import feature_default
from roadnet.markings.piece import Piece, piece
from roadnet.markings.placed_feature import PlacedFeature
from roadnet.markings.surfaces import polygons_of
from roadnet.markings.symbol_shapes import symbol

MOTORCYCLE = "motorcycle"  # text of bays for motorcycles
DISABLED = "disabled"  # text of bays for disabled drivers


def parking_bays(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield the lines between bays and along the lanes; the kerb side stays open."""
    sizes, place = placed.sizes, placed.place
    bay, used = _bay(placed)
    line_m = sizes["moto_bay_width"] if placed.feature.text == MOTORCYCLE else sizes["width"]
    count = max(int((placed.depth_m - line_m + 1e-6) // bay), 0)
    if not count:
        return
    left_m, right_m = placed.edges_m(placed.near_m)
    starts = [placed.near_m + number * bay for number in range(count + 1)]
    lines = [place.band(start, start + line_m, placed.span) for start in starts]
    far_m = starts[-1] + line_m
    width_m = left_m - right_m
    inset = (0.0, width_m - line_m) if _lanes_are_left(placed) else (width_m - line_m, 0.0)
    lines.append(place.band(placed.near_m, far_m, placed.span, inset))
    yield piece(polygons_of(shapely.union_all(lines)), "width", *used)
    if placed.feature.text == DISABLED:
        length_m = sizes["symbol_length"]
        shapes = [
            shape
            for start in starts[:-1]
            for shape in place.placed(
                symbol(DISABLED, length_m, sizes["symbol_width"]),
                start + (bay + length_m) / 2,
                (left_m + right_m) / 2,
            )
        ]
        yield piece(shapes, "symbol_length", "symbol_width", symbol=DISABLED)


def _bay(placed: PlacedFeature) -> tuple[float, tuple[str, ...]]:
    """Return how long a bay is along the road, and which size that is."""
    left_m, right_m = placed.edges_m(placed.near_m)
    if placed.feature.text == MOTORCYCLE:
        return placed.sizes["moto_bay_across"], ("moto_bay_width", "moto_bay_across")
    is_across = left_m - right_m >= feature_default("parking_bays", "perpendicular_from_m")
    name = "bay_width" if is_across else "bay_length"
    return placed.sizes[name], (name,)


def _lanes_are_left(placed: PlacedFeature) -> bool:
    """Whether the lanes lie at the left edge of the bays, seen along the stations."""
    _, section = placed.place.section_at(placed.near_m)
    first, last = carriageway_span(section)
    return sum(placed.span) > first + last
