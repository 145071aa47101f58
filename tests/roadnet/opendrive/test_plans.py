import math

import numpy as np
import pytest

from roadnet.model import (
    ArcPiece,
    ClothoidPiece,
    CubicPiece,
    LinePiece,
    PolylinePiece,
    ProfilePiece,
    ReferenceLine,
)
from roadnet.opendrive.curve_points import cubic_length_m, end_of, points_along
from roadnet.opendrive.cut_line import anchored, cut_line, joined_lines, normalised
from roadnet.opendrive.lane_lines import line_beside, reversed_line
from tests.roadnet.opendrive.xodr_files import document, road


def plan(shape, length=50.0, hdg=0.5):
    return f'<geometry s="0" x="10" y="20" hdg="{hdg}" length="{length}">{shape}</geometry>'


def piece(read, shape, length=50.0):
    streets = read(document(road(plan=plan(shape, length), length=length)))
    (one,) = streets.roads[0].line.pieces
    return one


def test_a_line_is_a_line(read):
    assert piece(read, "<line/>") == LinePiece(10.0, 20.0, 0.5, 50.0)


def test_an_arc_is_an_arc(read):
    assert piece(read, '<arc curvature="0.02"/>') == ArcPiece(10.0, 20.0, 0.5, 50.0, 0.02)


def test_a_spiral_is_a_clothoid(read):
    expected = ClothoidPiece(10.0, 20.0, 0.5, 50.0, 0.0, -0.04)
    assert piece(read, '<spiral curvStart="0" curvEnd="-0.04"/>') == expected


def test_a_spiral_that_does_not_bend_more_is_an_arc(read):
    one = piece(read, '<spiral curvStart="0.01" curvEnd="0.01"/>')
    assert one == ArcPiece(10.0, 20.0, 0.5, 50.0, 0.01)


def test_a_poly3_ends_where_its_length_is_used_up(read):
    one = piece(read, '<poly3 a="0" b="0" c="0.01" d="-0.0001"/>')
    assert isinstance(one, CubicPiece)
    assert (one.u, one.v) == ((0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 0.01, -0.0001))
    assert cubic_length_m(one) == pytest.approx(50.0, abs=1e-6)
    assert one.parameter_end < 50.0


CURVE = 'aU="0" bU="{b}" cU="{c}" dU="0" aV="0" bV="0" cV="{v}" dV="0"'


def test_a_param_poly3_runs_over_one_or_over_its_length(read):
    by_length = CURVE.format(b=1, c=0, v=0.001)
    one = piece(read, f'<paramPoly3 pRange="arcLength" {by_length}/>')
    assert one.parameter_end == 50.0
    over_one = CURVE.format(b=50, c=0, v=2.5)
    other = piece(read, f'<paramPoly3 pRange="normalized" {over_one}/>', 50.083)
    assert other.parameter_end == 1.0
    assert end_of(one) == pytest.approx(end_of(other))


def test_a_cubic_gets_its_true_length_and_stations_follow(read):
    shape = f'<paramPoly3 pRange="arcLength" {CURVE.format(b=1.01, c=0, v=0)}/>'
    mark = '<roadMark sOffset="25" type="solid" color="white" width="0.1"/>'
    sections = (
        '<laneSection s="0"><center><lane id="0"><roadMark sOffset="0" type="none" color="white"/>'
        f'{mark}</lane></center><right><lane id="-1" type="driving">'
        '<width sOffset="0" a="3" b="0.02" c="0" d="0"/></lane></right></laneSection>'
    )
    streets = read(document(road(plan=plan(shape), sections=sections, length=50)))
    (one,) = streets.roads[0].sections
    assert one.length_m == pytest.approx(50.5)
    assert one.strips[0].width.at(50.5) == pytest.approx(4.0)
    assert one.boundary(0).markings[1].start_m == pytest.approx(25.25)


PIECES = [
    LinePiece(1.0, 2.0, 0.7, 30.0),
    ArcPiece(1.0, 2.0, -2.0, 30.0, 0.05),
    ArcPiece(1.0, 2.0, -2.0, 30.0, -1e-9),
    ClothoidPiece(1.0, 2.0, 3.0, 30.0, 0.1, -0.08),
    ClothoidPiece(1.0, 2.0, 3.0, 30.0, 0.05, 0.05 + 1e-10),
    CubicPiece(1.0, 2.0, 0.3, 30.0, (0.0, 30.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0)),
    PolylinePiece(((0.0, 0.0), (10.0, 0.0), (20.0, 5.0), (30.0, 5.0))),
]
SMOOTH = PIECES[:-1]


@pytest.mark.parametrize("one", SMOOTH, ids=lambda one: type(one).__name__)
def test_points_heading_and_curvature_belong_together(one):
    line = ReferenceLine((one,))
    step = 1e-5
    at = np.linspace(1.0, one.length_m - 1.0, 23)
    before, here, after = (points_along(line, at + by) for by in (-step, 0.0, step))
    dx, dy = after.x_m - before.x_m, after.y_m - before.y_m
    assert np.hypot(dx, dy) == pytest.approx(2 * step, rel=1e-4)
    turned = np.arctan2(dy, dx) - here.heading_rad
    assert np.abs((turned + math.pi) % math.tau - math.pi).max() < 1e-5
    bend = (after.heading_rad - before.heading_rad) / (2 * step)
    assert bend == pytest.approx(here.curvature_per_m, abs=1e-5)


@pytest.mark.parametrize("one", PIECES, ids=lambda one: type(one).__name__)
def test_a_part_of_a_line_lies_on_the_line(one):
    line = ReferenceLine((one,))
    low, high = 0.21 * line.length_m, 0.83 * line.length_m
    part = cut_line(line, low, high)
    assert part.length_m == pytest.approx(high - low)
    at = np.linspace(0.0, high - low, 9)
    whole, cut = points_along(line, low + at), points_along(part, at)
    assert np.hypot(whole.x_m - cut.x_m, whole.y_m - cut.y_m).max() < 1e-9


@pytest.mark.parametrize("one", SMOOTH, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("offset", [-3.0, 4.0])
def test_a_line_beside_a_line_keeps_its_distance(one, offset):
    line = ReferenceLine((one,))
    beside = ReferenceLine(tuple(line_beside(line, [ProfilePiece(0.0, offset)], 0.0, 30.0)))
    dense = points_along(beside, np.linspace(0.0, beside.length_m, 400))
    true = points_along(line, np.linspace(0.0, 30.0, 4000)).beside(np.full(4000, offset))
    for x, y in zip(dense.x_m, dense.y_m, strict=True):
        assert np.hypot(true[:, 0] - x, true[:, 1] - y).min() < 0.005
    joints = [(end_of(a), b) for a, b in zip(beside.pieces, beside.pieces[1:], strict=False)]
    for (x, y, _), after in joints:
        assert math.hypot(after.x_m - x, after.y_m - y) < 1e-6


@pytest.mark.parametrize("one", PIECES, ids=lambda one: type(one).__name__)
def test_a_line_turned_round_runs_over_the_same_points(one):
    line = ReferenceLine((one,))
    back = ReferenceLine(tuple(reversed_line([one])))
    at = np.linspace(0.0, line.length_m, 7)
    there, here = points_along(line, at), points_along(back, line.length_m - at)
    assert np.hypot(there.x_m - here.x_m, there.y_m - here.y_m).max() < 1e-7


def test_a_cubic_beside_its_frame_is_brought_into_it():
    odd = CubicPiece(5.0, 6.0, 0.2, 10.0, (1.0, 8.0, 1.0, 0.2), (2.0, 3.0, 0.5, 0.1))
    own = anchored(odd)
    assert (own.u[0], own.v[0], own.v[1]) == (0.0, 0.0, 0.0)
    assert own.u[1] > 0
    at = np.linspace(0.0, 10.0, 5)
    first, second = (points_along(ReferenceLine((one,)), at) for one in (odd, own))
    assert first.x_m == pytest.approx(second.x_m)
    assert first.heading_rad == pytest.approx(second.heading_rad)


def test_a_cubic_is_written_with_its_true_length():
    untrue = CubicPiece(0.0, 0.0, 0.0, 10.0, (0.0, 12.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0))
    assert normalised(untrue).length_m == pytest.approx(12.0)


def test_lines_in_one_direction_become_one():
    line = ReferenceLine((LinePiece(0.0, 0.0, 0.0, 5.0), LinePiece(5.0, 0.0, 1e-9, 7.0)))
    (one,) = joined_lines(line)
    assert one.length_m == 12.0
