"""Connectors have no kink, end where they should, and turn as gently as they can."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from roadnet.model import ArcPiece, LinePiece, ReferenceLine
from roadnet.movements.connector import Pose, connector, end_pose, least_radius_m

NUMBERS = st.floats(-40, 40, allow_nan=False)
HEADINGS = st.floats(-math.pi, math.pi)


def kinks_rad(line):
    return [
        abs(
            math.remainder(
                after.heading_rad - end_pose(ReferenceLine((before,))).heading_rad, math.tau
            )
        )
        for before, after in zip(line.pieces, line.pieces[1:], strict=False)
    ]


def gaps_m(line):
    return [
        math.dist((after.x_m, after.y_m), end_pose(ReferenceLine((before,))).place)
        for before, after in zip(line.pieces, line.pieces[1:], strict=False)
    ]


@given(NUMBERS, NUMBERS, HEADINGS, HEADINGS)
def test_a_connector_is_smooth_from_pose_to_pose(x_m, y_m, heading, end_heading):
    assume(math.hypot(x_m, y_m) > 2.0)
    start, end = Pose(0.0, 0.0, heading), Pose(x_m, y_m, end_heading)
    is_behind = start.way[0] * x_m + start.way[1] * y_m < 0
    assume(not (is_behind and abs(math.remainder(heading - end_heading, math.tau)) < 0.01))
    line = connector(start, end)
    assert line.pieces[0].heading_rad == pytest.approx(heading)
    assert max(kinks_rad(line), default=0.0) < math.radians(0.001)
    assert max(gaps_m(line), default=0.0) < 1e-6
    reached = end_pose(line)
    assert reached.place == pytest.approx(end.place, abs=1e-5)
    assert math.remainder(reached.heading_rad - end_heading, math.tau) == pytest.approx(0, abs=1e-5)


def test_straight_on_is_a_straight_line():
    line = connector(Pose(0.0, 0.0, 0.0), Pose(20.0, 0.0, 0.0))
    assert [type(piece) for piece in line.pieces] == [LinePiece]
    assert least_radius_m(line) == math.inf


def test_a_turn_uses_the_largest_arc_that_fits():
    line = connector(Pose(0.0, 0.0, 0.0), Pose(12.0, -7.0, -math.pi / 2))
    assert [type(piece) for piece in line.pieces] == [LinePiece, ArcPiece]
    assert least_radius_m(line) == pytest.approx(7.0)
    assert line.length_m == pytest.approx(5.0 + 7.0 * math.pi / 2)


def test_a_shift_to_the_side_bends_both_ways_and_comes_back():
    line = connector(Pose(0.0, 0.0, 0.0), Pose(30.0, 3.0, 0.0))
    first, second = line.pieces
    assert first.curvature_per_m == pytest.approx(-second.curvature_per_m)


def test_a_turn_back_is_half_a_circle():
    line = connector(Pose(0.0, 0.0, 0.0), Pose(0.0, 10.0, math.pi))
    assert least_radius_m(line) == pytest.approx(5.0)
