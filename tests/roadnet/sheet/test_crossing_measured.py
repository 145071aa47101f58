"""A crossing drawn at 1:200 and measured back: distances between markings, boxes, diagonals."""

from datetime import date

import pytest
import shapely

from drawing.model import A3
from language import Language
from roadnet.geometry.build import build_geometry
from roadnet.model import (
    Anchor,
    FeatureKind,
    LineMarking,
    LineStyle,
    Method,
    RoadEnd,
    StripId,
    Turn,
)
from roadnet.sheet.choice import SheetChoice
from roadnet.sheet.street_sheet import street_sheet
from tests.roadnet.markings.made_streets import AFTER, BEFORE, X, Y, cross, feature, measured
from tests.roadnet.sheet.measuring import FORMATS, along, box_of

F = FeatureKind
TOLERANCE_M = 0.02
EDGE_M = 8.45  # from the middle of the crossing to the edges of its carriageways
BARE = {index: [LineMarking(style=LineStyle.NONE, method=Method.SURVEYED)] for index in range(10)}


def on_west(key, kind, **facts):
    """A feature of the arm whose traffic comes from the west, at the height of its lanes."""
    return feature(key, kind, "west", RoadEnd.END, **facts)


def paint_of(features, day, file, *, control=None):
    extra = {"control": control} if control else {}
    streets = cross(features, markings=BARE, **extra)
    choice = SheetChoice((X - 15, Y), day, 200.0, A3.landscape, Language.EN)
    return FORMATS[file](street_sheet(streets, build_geometry(streets), choice), choice)


def crosswalk(**facts):
    return on_west(
        "cw",
        F.CROSSWALK,
        anchor=Anchor.CROSS_ROAD_EDGE,
        offset=measured(3.5),
        depth=measured(4.0),
        **facts,
    )


@pytest.mark.parametrize("file", sorted(FORMATS))
@pytest.mark.parametrize(
    ("painted_on", "clear_m"), [(BEFORE, 2.0), (date(2025, 6, 30), 2.5), (AFTER, 2.5), (None, 2.0)]
)
def test_a_stop_line_stands_where_the_rule_of_its_paint_puts_it(painted_on, clear_m, file):
    stop_line = on_west("stop", F.STOP_LINE, painted_on=painted_on)
    polygons = paint_of([crosswalk(), stop_line], date(2026, 1, 1), file)
    lane = Y - 2.0  # through the middle of a bar
    found = along(polygons, (X - 30, lane), (X - EDGE_M, lane))
    gap = found[1]
    assert found[0] == pytest.approx(0.40, abs=TOLERANCE_M)
    assert gap == pytest.approx(clear_m, abs=TOLERANCE_M)


@pytest.mark.parametrize("file", sorted(FORMATS))
@pytest.mark.parametrize("day", [BEFORE, AFTER], ids=str)
def test_measured_distances_are_drawn_as_measured(day, file):
    stop_line = on_west(
        "stop",
        F.STOP_LINE,
        anchor=Anchor.CROSS_ROAD_EDGE,
        offset=measured(8.9),
        depth=measured(0.3),
        painted_on=day,
    )
    polygons = paint_of([crosswalk(painted_on=day), stop_line], day, file)
    bar = Y - EDGE_M + 0.4
    lengths = along(polygons, (X - 30, bar), (X - EDGE_M, bar))
    assert lengths == pytest.approx([0.3, 1.4, 4.0], abs=TOLERANCE_M)
    west, *_ = box_of([one for one in polygons if one.distance(shapely.Point(X - 19, bar)) < 5])
    assert X - west == pytest.approx(EDGE_M + 8.9 + 0.3, abs=TOLERANCE_M)


@pytest.mark.parametrize("file", sorted(FORMATS))
@pytest.mark.parametrize("day", [BEFORE, AFTER], ids=str)
def test_a_two_stage_box_keeps_half_a_metre_from_the_crosswalk(day, file):
    box = on_west("box", F.TWO_STAGE_BOX, painted_on=day)
    polygons = paint_of([crosswalk(), box], day, file)
    middle = Y - EDGE_M + 1.25
    bar = Y - EDGE_M + 0.4
    lengths = along(polygons, (X - 30, middle), (X - EDGE_M + 3, middle))
    assert lengths[-3:] == pytest.approx([0.15, 2.2, 0.15], abs=TOLERANCE_M)
    clear = along(polygons, (X - EDGE_M - 4.0, bar), (X - EDGE_M + 3, bar))
    assert clear[1] == pytest.approx(0.5, abs=TOLERANCE_M)
    across = (X - EDGE_M - 1.75, middle)
    sides = along(polygons, (across[0], across[1] + 1.3), (across[0], across[1] - 1.3))
    assert sides == pytest.approx([0.15, 2.2, 0.15], abs=TOLERANCE_M)


@pytest.mark.parametrize("file", sorted(FORMATS))
def test_a_left_turn_waiting_area_ends_with_a_stop_line_clear_of_the_centre(file):
    wait = on_west("wait", F.LEFT_WAIT, first_strip=StripId("west.f.in"))
    stop_line = on_west("stop", F.STOP_LINE)
    polygons = paint_of([crosswalk(), stop_line, wait], AFTER, file)
    edge = Y - 0.05
    lengths = along(polygons, (X - EDGE_M - 3.4, edge), (X - 5, edge))
    assert lengths[1:5] == pytest.approx([0.5] * 4, abs=TOLERANCE_M)
    front = along(polygons, (X - 9, Y - 1.5), (X, Y - 1.5))
    assert front == pytest.approx([0.40], abs=TOLERANCE_M)
    across = along(polygons, (X - EDGE_M - 1, Y + 0.5), (X - EDGE_M - 1, Y - 0.5))
    assert across in ([], pytest.approx([0.10], abs=TOLERANCE_M))
    lane = shapely.box(X - 20, Y - 3.2, X + 5, Y + 0.2)
    _, _, east, _ = box_of([one for one in polygons if one.within(lane)])
    assert X - east >= 3.0 - TOLERANCE_M


@pytest.mark.parametrize("file", sorted(FORMATS))
@pytest.mark.parametrize("day", [BEFORE, AFTER], ids=str)
def test_a_diagonal_crosswalk_has_lines_four_metres_apart(day, file):
    diagonal = on_west("x", F.DIAGONAL_CROSSWALK, painted_on=day)
    polygons = paint_of([diagonal], day, file)
    middle, half = 6.0, 3.0  # on the diagonal, clear of the crossing lines
    start = (X - middle - half, Y + middle - half)
    end = (X - middle + half, Y + middle + half)
    assert along(polygons, start, end) == pytest.approx([0.15, 4.0, 0.15], abs=TOLERANCE_M)


@pytest.mark.parametrize("file", sorted(FORMATS))
def test_arrows_keep_their_distance_from_the_stop_line(file):
    stop_line = on_west("stop", F.STOP_LINE)
    arrow = on_west("a", F.ARROW, first_strip=StripId("west.f.in"), turns=(Turn.THROUGH,))
    polygons = paint_of([crosswalk(), stop_line, arrow], AFTER, file)
    lengths = along(polygons, (X - 40, Y - 1.5), (X - EDGE_M - 7.5, Y - 1.5))
    assert lengths[:3] == pytest.approx([5.0, 5.0, 0.40], abs=TOLERANCE_M)
