"""Paint over whole surfaces: channelling hatches, Y lines, yellow nets."""

from collections.abc import Iterator

import shapely

from roadnet.markings.feature_rules import Y_LINE
from roadnet.markings.hatching import outline, stripes
from roadnet.markings.piece import Piece, piece
from roadnet.markings.placed_feature import PlacedFeature
from roadnet.markings.surfaces import polygons_of, rotated

SINGLE = "single"  # text of a hatch that is one line


def surface_of(placed: PlacedFeature) -> shapely.Polygon:
    """Return the surface of a feature: surveyed, else between its edges."""
    if placed.feature.outline_m:
        return shapely.Polygon(placed.feature.outline_m)
    return placed.place.band(placed.near_m, placed.far_m, placed.span)


def net(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield the border and the crossing lines of a yellow net (article 173).

    Without an outline and a depth it covers the junction.
    """
    feature, sizes = placed.feature, placed.sizes
    surface = surface_of(placed)
    if not feature.outline_m and feature.depth is None and placed.arm is not None:
        surface = placed.arm.junction.polygons[0]
    border = outline(surface, sizes["border_width"])
    inside = surface.buffer(-sizes["border_width"], join_style="mitre")
    ahead = placed.place.ahead(placed.near_m)
    lines = [
        line
        for angle in (sizes["angle_deg"], -sizes["angle_deg"])
        for line in stripes(inside, rotated(ahead, angle), sizes["line_width"], sizes["spacing"])
    ]
    whole = shapely.union_all([*border, *lines])
    yield piece(polygons_of(whole), "border_width", "line_width", "spacing", "angle_deg")


def hatch(placed: PlacedFeature) -> Iterator[Piece]:
    """Yield a channelling hatch, a single line or a Y line (articles 171 and 156)."""
    sizes = placed.sizes
    if placed.feature.text == Y_LINE:
        yield _y_line(placed)
        return
    surface = surface_of(placed)
    if placed.feature.text == SINGLE:
        yield piece([surface], "outline_width")
        return
    line_m = sizes["outline_width"]
    edge = outline(surface, line_m)
    inside = surface.buffer(-line_m, join_style="mitre")
    slanted = rotated(placed.place.ahead(placed.near_m), sizes["angle_deg"])
    bars = stripes(inside, slanted, sizes["stripe_width"], sizes["stripe_gap"])
    yield piece([*edge, *bars], "outline_width", "stripe_width", "stripe_gap", "angle_deg")


def _y_line(placed: PlacedFeature) -> Piece:
    """Return a stem that parts, ahead of the driver, into two arms around an obstacle."""
    sizes = placed.sizes
    used = "outline_width" if "outline_width" in sizes else "width"
    stem_m, arm_m = sizes["stem_length"], sizes["arm_length"]
    left_m, right_m = placed.edges_m(placed.near_m)
    half_m = (left_m - right_m) / 2
    paths = [[(0.0, 0.0), (stem_m, 0.0)]]
    paths += [[(stem_m, 0.0), (stem_m + arm_m, side)] for side in (half_m, -half_m)]
    lines = [
        shapely.LineString(path).buffer(sizes[used] / 2, cap_style="flat", join_style="mitre")
        for path in paths
    ]
    shapes = polygons_of(shapely.union_all(lines))
    lane, middle_m = placed.lanes[0], (left_m + right_m) / 2
    return piece(
        placed.read_by(lane, shapes, middle_m), used, "stem_length", "arm_length", symbol=Y_LINE
    )
