"""Crosswalks, zebras, diagonal crosswalks and cycle crossings."""

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.street_geometry import JunctionArea
from roadnet.markings.ground import PavedGround
from roadnet.markings.hatching import stripes
from roadnet.markings.piece import Piece, piece
from roadnet.markings.placed_feature import PlacedFeature
from roadnet.markings.stroke import clipped, stroke
from roadnet.markings.surfaces import rotated, turned
from roadnet.markings.symbol_shapes import symbol
from roadnet.model import PaintColour

PAVED_SHARE = 0.95  # of a bar that has to lie on paved ground
WIDEST_FLARE_M = 6.0  # how far a crosswalk reaches beyond the kerb lines where they bend away
FARTHEST_M = 200.0  # from the middle of a junction to its kerb
SURFACING = "surfacing"
GUIDE_LINES = 3
GUIDE_STRIP = "guide_strip"  # text of a crosswalk with strips for the blind


def crosswalk(placed: PlacedFeature, ground: PavedGround) -> Iterator[Piece]:
    """Yield bars along the traffic, as far as the ground is paved (article 185)."""
    if placed.feature.colour is PaintColour.GREEN:
        surface = placed.place.band(placed.near_m, placed.far_m, placed.span)
        yield piece([surface], "bar_length", colour=PaintColour.GREEN, symbol=SURFACING)
    yield piece(
        _bars(placed, ground), "bar_width", "bar_gap", "bar_length", colour=PaintColour.WHITE
    )
    if placed.feature.text == GUIDE_STRIP and "guide_strip_width" in placed.sizes:
        yield _guide_strips(placed)


def _bars(placed: PlacedFeature, ground: PavedGround) -> list[shapely.Polygon]:
    sizes = placed.sizes
    left_m, right_m = placed.edges_m(placed.near_m)
    flare_m = WIDEST_FLARE_M if _may_flare(placed) else 0.0
    starts = bar_starts(left_m, right_m, sizes["bar_width"], sizes["bar_gap"], flare_m)
    bars = _laid_out(placed, [start - sizes["bar_width"] / 2 for start in starts])
    if placed.feature.outline_m:
        return clipped(bars, shapely.Polygon(placed.feature.outline_m))
    near = shapely.box(*shapely.total_bounds(np.array(bars)))
    paved = ground.of_road(placed.place.road.road_id, near)
    if placed.arm is not None:
        own = [polygon for polygon in placed.arm.junction.polygons if polygon.intersects(near)]
        others = _others(placed, flare_m)
        paved = shapely.union_all([paved, *(shapely.difference(one, others) for one in own)])
    share = shapely.area(shapely.intersection(np.array(bars), paved)) / shapely.area(bars)
    beyond = int(flare_m // (sizes["bar_width"] + sizes["bar_gap"]))
    return [bars[number] for number in _unbroken((share >= PAVED_SHARE).tolist(), beyond)]


def _unbroken(is_paved: Sequence[bool], beyond: int) -> list[int]:
    """Return the numbers of bars on paved ground; beyond the carriageway a gap ends them.

    Parameters
    ----------
    is_paved
        For each bar, left to right, whether it lies on paved ground.
    beyond
        How many of them lie beyond the carriageway on each side.

    Examples
    --------
    >>> _unbroken([True, False, True, False, True, True, False, True], 3)
    [2, 4, 5]
    """
    first, last = beyond, len(is_paved) - beyond
    while first > 0 and is_paved[first - 1]:
        first -= 1
    while last < len(is_paved) and is_paved[last]:
        last += 1
    return [number for number in range(first, last) if is_paved[number]]


def _laid_out(placed: PlacedFeature, middles_m: Sequence[float]) -> list[shapely.Polygon]:
    """Return straight bars along the traffic at offsets, staggered where the crosswalk is askew."""
    place, sizes = placed.place, placed.sizes
    half_m = placed.depth_m / 2
    bar = shapely.box(-half_m, -sizes["bar_width"] / 2, half_m, sizes["bar_width"] / 2)
    middle_m = (placed.near_m + placed.far_m) / 2
    ahead = place.ahead(middle_m)
    (origin,) = place.points(np.array([middle_m]), np.zeros(1))
    left = np.array([-ahead[1], ahead[0]]) * float(place.inward)
    return [
        turned([bar], ahead, origin + left * offset - ahead * placed.slope * offset)[0]
        for offset in middles_m
    ]


def bar_starts(
    left_m: float, right_m: float, bar_m: float, gap_m: float, flare_m: float = 0.0
) -> list[float]:
    """Return the offsets of the left edges of bars, centred on a width, and beyond it.

    Examples
    --------
    >>> [round(start, 3) for start in bar_starts(2.0, -2.0, 0.4, 0.6)]
    [1.7, 0.7, -0.3, -1.3]
    """
    width_m, pitch_m = left_m - right_m, bar_m + gap_m
    count = int((width_m + gap_m + 1e-9) // pitch_m)
    first = left_m - (width_m - count * bar_m - (count - 1) * gap_m) / 2
    more = int(flare_m // pitch_m)
    return [first - number * pitch_m for number in range(-more, count + more)]


def _may_flare(placed: PlacedFeature) -> bool:
    """Whether a crosswalk lies where the kerbs already bend away to the crossed road."""
    return (
        placed.arm is not None
        and placed.near_m < placed.arm.mouth_m
        and placed.feature.first_strip is None
    )


def _others(placed: PlacedFeature, flare_m: float) -> BaseGeometry:
    """Return the surfaces of the arms beside this one, which have crosswalks of their own."""
    if placed.arm is None or not flare_m or not placed.arm.beside:
        return shapely.Polygon()
    own = placed.place.band(placed.near_m, placed.far_m, placed.span)
    return shapely.difference(shapely.union_all(placed.arm.beside), own)


def _guide_strips(placed: PlacedFeature) -> Piece:
    """Return three thin lines across the middle of the crosswalk, for the blind."""
    width_m, gap_m = placed.sizes["guide_strip_width"], placed.sizes["guide_strip_gap"]
    middle_m = (placed.near_m + placed.far_m) / 2
    first_m = middle_m - (GUIDE_LINES * width_m + (GUIDE_LINES - 1) * gap_m) / 2
    starts = [first_m + number * (width_m + gap_m) for number in range(GUIDE_LINES)]
    bands = [placed.place.band(start, start + width_m, placed.span) for start in starts]
    return piece(bands, "guide_strip_width", "guide_strip_gap", symbol=GUIDE_STRIP)


def zebra(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield two lines across the road and slanted stripes between them (article 186)."""
    sizes, place = placed.sizes, placed.place
    edge_m = sizes["edge_width"]
    whole = place.band(placed.near_m, placed.far_m, placed.span)
    if placed.feature.colour is PaintColour.GREEN:
        yield piece([whole], "between", colour=PaintColour.GREEN, symbol=SURFACING)
    lines = [
        place.band(placed.near_m, placed.near_m + edge_m, placed.span),
        place.band(placed.far_m - edge_m, placed.far_m, placed.span),
    ]
    yield piece(lines, "edge_width", "between", colour=PaintColour.WHITE)
    inside = place.band(placed.near_m + edge_m, placed.far_m - edge_m, placed.span)
    # From the upper left to the lower right as drivers of either direction see it.
    ahead = place.ahead((placed.near_m + placed.far_m) / 2)
    bars = stripes(
        inside, rotated(ahead, sizes["angle_deg"]), sizes["stripe_width"], sizes["stripe_gap"]
    )
    yield piece(
        bars, "stripe_width", "stripe_gap", "angle_deg", "between", colour=PaintColour.WHITE
    )


def bike_crossing(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield two lines across the road, bicycles at both ends (article 186-1)."""
    sizes, place = placed.sizes, placed.place
    width_m = sizes["width"]
    lines = [
        place.band(placed.near_m, placed.near_m + width_m, placed.span),
        place.band(placed.far_m - width_m, placed.far_m, placed.span),
    ]
    yield piece(lines, "width", "between")
    length_m = min(sizes["symbol_length"], sizes["between"])
    shapes = symbol("bicycle", length_m, sizes["symbol_width"])
    middle_m = (placed.near_m + placed.far_m) / 2
    left_m, right_m = placed.edges_m(middle_m)
    bicycles = []
    for offset_m, side in ((left_m - length_m, 1.0), (right_m + length_m, -1.0)):
        origin = place.points(np.array([middle_m]), np.array([offset_m]))[0]
        across = _across(place.ahead(middle_m), side)
        bicycles += turned(shapes, across, origin - across * length_m / 2)
    yield piece(bicycles, "symbol_length", "symbol_width", symbol="bicycle")


def _across(ahead: np.ndarray, side: float) -> np.ndarray:
    """Return the direction across the road from one of its sides to the other."""
    return np.array([ahead[1], -ahead[0]]) * side


def diagonal_crosswalk(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield pairs of lines between opposite corners of the junction (article 185-1)."""
    if placed.arm is None:
        return
    junction = placed.arm.junction
    corners = _corners(junction)
    sizes, surface = placed.sizes, junction.polygons[0]
    aside_m = (sizes["between"] + sizes["width"]) / 2
    lines: list[shapely.Polygon] = []
    for one in range(len(corners) // 2):
        start, end = corners[one], corners[one + len(corners) // 2]
        along = (end - start) / np.hypot(*(end - start))
        left = np.array([-along[1], along[0]])
        for side in (aside_m, -aside_m):
            path = np.array([start - along * 10 + left * side, end + along * 10 + left * side])
            lines += clipped([stroke(path, sizes["width"])], surface)
    yield piece(lines, "width", "between")


def _corners(junction: JunctionArea) -> list[np.ndarray]:
    """Return the middle of the kerb between every two neighbouring arms, in their order."""
    ring = junction.polygons[0].exterior
    centre = np.array([junction.junction.x_m, junction.junction.y_m])
    bearings = [arm.bearing_deg for arm in junction.junction.arms]
    found = []
    for index, bearing in enumerate(bearings):
        after = bearings[(index + 1) % len(bearings)]
        middle = np.radians(bearing + ((after - bearing) % 360) / 2)
        toward = np.array([np.sin(middle), np.cos(middle)])
        ray = shapely.LineString([centre, centre + FARTHEST_M * toward])
        hits = shapely.get_coordinates(shapely.intersection(ray, ring))
        if len(hits):
            found.append(hits[np.hypot(*(hits - centre).T).argmax()])
    return found
