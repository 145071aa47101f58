"""What a design office reads from a DXF file."""

import io

import ezdxf
import pytest

from drawing.dxf import write_dxf
from drawing.model import A4, Anchor, Area, Curve, Disc, Drawing, Hatch, Layer, Line, Style, Text
from drawing.placement import Placement

STYLES = {
    "road": Style(stroke="#cc0000", width_mm=0.35, dash_mm=(4, 2)),
    "assumed": Style(stroke="#0000cc", fill="#eeeeee", hatch=Hatch.CROSS, opacity=0.5),
    "letters": Style(stroke=None, fill="#123456"),
}
OUTSIDE = ((180.0, 20.0), (230.0, 20.0), (230.0, 50.0), (180.0, 50.0))
HOLE = ((190.0, 30.0), (200.0, 30.0), (200.0, 40.0), (190.0, 40.0))
AT = Placement(200, (193_000.0, 2_597_000.0), (148.5, 105.0), 90)


def read_back(*items, placement=None):
    drawing = Drawing(A4.landscape, (Layer("road", items, title="車道線/白"),), STYLES)
    return ezdxf.read(io.StringIO(write_dxf(drawing, placement=placement)))


def everything():
    return (
        Line(((98.5, 105.0), (198.5, 105.0)), "road"),
        Area((OUTSIDE, HOLE), "assumed"),
        Curve(
            (20, 150),
            (((50, 150), (50, 180), (100, 180)), ((120, 180), (130, 150), (140, 150))),
            "road",
        ),
        Disc((60, 60), 10, "assumed"),
        Text((100, 30), "煞車痕 20.00 公尺", "letters", 5, Anchor.MIDDLE, 30, bold=True),
    )


@pytest.mark.parametrize("placement", [None, AT])
def test_every_kind_of_primitive_passes_the_audit(placement):
    auditor = read_back(*everything(), placement=placement).audit()
    assert (auditor.errors, auditor.fixes) == ([], [])


def test_the_file_is_r2018_with_chinese_layers_and_text():
    document = read_back(*everything())
    assert document.dxfversion == "AC1032"
    assert "車道線_白" in document.layers
    (text,) = document.modelspace().query("TEXT")
    assert text.dxf.text == "煞車痕 20.00 公尺"
    assert text.dxf.rotation == 330
    font = document.styles.get(text.dxf.style).dxf.font
    assert font == "NotoSansTC-Bold.ttf"


def test_without_a_placement_lengths_are_millimetres_of_paper_and_y_points_up():
    document = read_back(*everything())
    line = document.modelspace().query("LWPOLYLINE")[0]
    assert document.units == ezdxf.units.MM
    assert [tuple(point) for point in line.get_points("xy")] == [(98.5, 105.0), (198.5, 105.0)]
    assert line.rgb == (204, 0, 0)
    assert line.dxf.lineweight == 35


def test_with_a_placement_lengths_are_metres_at_their_ground_coordinates():
    document = read_back(*everything(), placement=AT)
    assert document.units == ezdxf.units.M
    start, end = document.modelspace().query("LWPOLYLINE")[0].get_points("xy")
    assert start == pytest.approx((193_000, 2_596_990)), "the paper is turned: right is north"
    assert end == pytest.approx((193_000, 2_597_010))
    (circle,) = document.modelspace().query("CIRCLE")
    assert circle.dxf.radius == pytest.approx(2.0)
    (text,) = document.modelspace().query("TEXT")
    assert text.dxf.rotation == pytest.approx(60)


def test_a_hole_stays_a_hole():
    solid, ruled = read_back(Area((OUTSIDE, HOLE), "assumed")).modelspace().query("HATCH")
    assert (solid.dxf.solid_fill, ruled.dxf.pattern_name) == (1, "ANSI37")
    assert [path.path_type_flags & 1 for path in solid.paths] == [1, 0]
    assert solid.rgb == (238, 238, 238)
    assert solid.transparency == pytest.approx(0.5, abs=0.01)


def test_a_dashed_style_becomes_a_line_type_of_the_same_lengths():
    document = read_back(*everything(), placement=AT)
    (line, *_) = document.modelspace().query("LWPOLYLINE")
    pattern = document.linetypes.get(line.dxf.linetype).simplified_line_pattern()
    assert list(pattern) == pytest.approx([0.8, 0.4])


def test_a_curve_runs_through_its_ends_and_middle():
    (spline,) = read_back(*everything()).modelspace().query("SPLINE")
    points = list(spline.flattening(0.01))
    assert (points[0].x, points[0].y) == pytest.approx((20, 60))
    assert (points[-1].x, points[-1].y) == pytest.approx((140, 60))
    assert min(abs(point.x - 100) + abs(point.y - 30) for point in points) < 0.5


def test_the_same_drawing_gives_the_same_bytes():
    drawing = Drawing(A4, (Layer("road", everything()),), STYLES)
    assert write_dxf(drawing) == write_dxf(drawing)
