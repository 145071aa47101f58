"""Metres on the ground and millimetres on paper."""

import io

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawing.model import A4, Drawing, DrawingError, Layer, Line, Style
from drawing.pdf import write_pdf
from drawing.placement import Placement, fit_to_paper, round_scale

METRES = st.floats(-500, 500)
POINTS_PER_MM = 72 / 25.4


def test_twenty_metres_at_1_to_200_measure_100_mm_in_the_pdf():
    at = Placement(200, (193_000.0, 2_597_000.0), (148.5, 105.0))
    ground = [(192_990.0, 2_597_000.0), (193_010.0, 2_597_000.0)]
    layer = Layer("road", (Line(at.all_to_mm(ground), "road"),))
    drawing = Drawing(A4.landscape, (layer,), {"road": Style()})
    with pdfplumber.open(io.BytesIO(write_pdf(drawing))) as pdf:
        (line,) = pdf.pages[0].lines
    assert (line["x1"] - line["x0"]) / POINTS_PER_MM == pytest.approx(100.0, abs=0.01)


def test_north_is_up_and_a_map_turned_by_90_degrees_has_north_to_the_right():
    north = (0.0, 10.0)
    assert Placement(100, (0, 0), (50, 50)).to_mm(north) == (50, -50)
    assert Placement(100, (0, 0), (50, 50), 90).to_mm(north) == pytest.approx((150, 50))
    assert Placement(100, (0, 0), (50, 50), 90).angle_on_paper_deg(0) == 90


@given(METRES, METRES, st.floats(0, 360))
def test_paper_leads_back_to_the_ground(east, north, rotation_deg):
    at = Placement(250, (100.0, -40.0), (150, 100), rotation_deg)
    assert at.to_m(at.to_mm((east, north))) == pytest.approx((east, north), abs=1e-6)


@given(METRES, METRES, METRES, METRES, st.floats(0, 360))
def test_what_was_fitted_lies_in_its_frame(x1, y1, x2, y2, rotation_deg):
    at = fit_to_paper([(x1, y1), (x2, y2)], (10, 20, 270, 150), rotation_deg=rotation_deg)
    for x, y in at.all_to_mm([(x1, y1), (x2, y2)]):
        assert 10 - 1e-6 <= x <= 280 + 1e-6
        assert 20 - 1e-6 <= y <= 170 + 1e-6


def test_the_next_larger_round_scale_would_not_fit():
    corners = [(0, 0), (41, 0), (41, 20), (0, 20)]
    assert fit_to_paper(corners, (0, 0, 200, 150)).scale == 250
    assert 41_000 / 200 > 200, "1:200 is too narrow"


def test_a_single_point_is_drawn_at_the_largest_scale_allowed():
    assert fit_to_paper([(5, 5)], (0, 0, 100, 100), smallest_n=100).scale == 100


@pytest.mark.parametrize("frame", [(0, 0, 0, 10), (0, 0, 10, -1)])
def test_no_room_is_refused(frame):
    with pytest.raises(DrawingError):
        fit_to_paper([(0, 0)], frame)


@given(st.floats(50, 100_000))
def test_a_round_scale_is_never_smaller_than_needed_and_never_far_off(needed):
    assert needed - 1e-9 <= round_scale(needed) <= needed * 1.51
