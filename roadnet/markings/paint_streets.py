"""Paint the streets of an area: the one door of this package for drawings and exports."""

from datetime import date

from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.markings.asset_paint import paint_kerbs, paint_obstacles
from roadnet.markings.feature_paint import Surroundings, paint_features
from roadnet.markings.ground import PavedGround
from roadnet.markings.layout import Box, MarkingLayout, lay_out
from roadnet.markings.line_paint import paint_lines
from roadnet.markings.own_ground import on_own_ground
from roadnet.markings.paint import Paint
from roadnet.model import Streets

UNDER = "surfacing"  # lies under all other paint


def paint_streets(
    streets: Streets,
    geometry: StreetGeometry,
    day: date,
    *,
    within: Box | None = None,
    with_assumed: bool = True,
) -> tuple[Paint, ...]:
    """Return all paint on the streets of an area on a day, surfacing first, then by element.

    Measured sizes win over those of the rules; a rule counts in the version of the day of
    painting (`roadnet.markings.version_choice`). Outside Taiwan neutral rules hold, whose sizes
    are all assumed (`roadnet.markings.rule_book`). What rules and custom put where nothing is
    stated carries the assumption `existence`.

    Parameters
    ----------
    streets
        What is stated.
    geometry
        The surfaces derived from it (`roadnet.geometry.build.build_geometry`).
    day
        The day the street is looked at.
    within
        West, south, east, north in metres: only roads that come near; None: all.
    with_assumed
        Whether to add what rules and custom put where nothing is stated.
    """
    layout = lay_out(streets, geometry, day, within=within, with_assumed=with_assumed)
    return paint_layout(layout)


def paint_layout(layout: MarkingLayout) -> tuple[Paint, ...]:
    """Return the paint of a layout."""
    streets, geometry, day = layout.streets, layout.geometry, layout.day
    ground = PavedGround(geometry, layout.placed.by_road)
    around = Surroundings(layout.arms, ground, layout.placed, streets.driving_side)
    found = [
        *paint_features(layout.placed.features, around),
        *paint_lines(layout.lines, geometry.frames, layout.anchors, layout.arms),
        *paint_kerbs(streets.linear_assets, geometry.frames, day, layout.rules),
        *paint_obstacles(streets.point_assets, day, layout.rules),
    ]
    found = list(on_own_ground(found, geometry))
    found.sort(key=lambda paint: (paint.layer, paint.symbol != UNDER, paint.element_id, paint.part))
    return tuple(found)
