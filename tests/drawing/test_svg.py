"""What an SVG file of a drawing holds."""

import xml.etree.ElementTree as ET

import pytest

from drawing.model import (
    A4,
    Anchor,
    Area,
    Cap,
    Curve,
    Disc,
    Drawing,
    DrawingError,
    Hatch,
    Layer,
    Line,
    Paper,
    Picture,
    Style,
    Text,
)
from drawing.svg import write_svg

SVG = "{http://www.w3.org/2000/svg}"
STYLES = {
    "road": Style(stroke="#cc0000", width_mm=0.35),
    "dashed": Style(dash_mm=(4, 2), dash_offset_mm=1.5, cap=Cap.ROUND),
    "assumed": Style(fill="#eeeeee", hatch=Hatch.DIAGONAL),
    "letters": Style(stroke=None, fill="#123456"),
}
SQUARE = ((10.0, 10.0), (30.0, 10.0), (30.0, 30.0), (10.0, 30.0))


def parsed(*items, **layer):
    drawing = Drawing(A4.landscape, (Layer("things", items, **layer),), STYLES, title="標題")
    return ET.fromstring(write_svg(drawing))


def only(root, kind):
    (element,) = root.iter(SVG + kind)
    return element


def test_user_unit_is_a_millimetre_of_paper():
    root = ET.fromstring(write_svg(Drawing(Paper(297, 210.5), ())))
    assert (root.get("width"), root.get("height")) == ("297mm", "210.5mm")
    assert root.get("viewBox") == "0 0 297 210.5"


def test_coordinates_are_rounded_to_a_hundredth_of_a_millimetre():
    root = parsed(Line(((0.1 + 0.2, 1 / 3), (2.0, 2.999)), "road"))
    assert only(root, "path").get("d") == "M0.3 0.33L2 3"


def test_text_is_escaped_and_comes_back_whole():
    said = '<b> & "中正路一段"   B'
    assert only(parsed(Text((1, 2), said, "letters")), "text").text == said


def test_tags_become_data_attributes():
    root = parsed(Disc((1, 2), 3, "road", tags=(("crash_id", "c<1>"),)))
    assert only(root, "circle").get("data-crash-id") == "c<1>"


def test_a_layer_is_a_named_group_cut_at_its_clip():
    root = parsed(Disc((1, 2), 3, "road"), title="道路", clip_mm=(0, 0, 5, 6))
    group = only(root, "g")
    assert (group.get("data-layer"), group.get("aria-label")) == ("things", "道路")
    clip = only(root, "clipPath")
    assert group.get("clip-path") == f"url(#{clip.get('id')})"
    assert (clip[0].get("width"), clip[0].get("height")) == ("5", "6")


def test_two_drawings_on_one_page_share_no_class_and_no_clip():
    one = parsed(Disc((1, 2), 3, "road"), clip_mm=(0, 0, 5, 6))
    other = parsed(Disc((1, 2), 3, "road"), clip_mm=(0, 0, 9, 9))
    assert one.get("class") != other.get("class")
    assert only(one, "clipPath").get("id") != only(other, "clipPath").get("id")
    assert f".{one.get('class')} .road{{" in only(one, "style").text


def test_a_dash_keeps_its_offset_and_cap():
    rules = only(parsed(), "style").text
    assert "stroke-linecap:round;stroke-linejoin:round;stroke-dasharray:4 2;" in rules
    assert "stroke-dashoffset:1.5}" in rules


def test_a_hatched_area_is_ruled_by_lines_inside_it_and_not_in_its_hole():
    hole = ((15.0, 15.0), (25.0, 15.0), (25.0, 25.0), (15.0, 25.0))
    _, lines = parsed(Area((SQUARE, hole), "assumed")).iter(SVG + "path")
    assert lines.get("fill") == "none"
    for segment in lines.get("d")[1:].split("M"):
        (x1, y1), (x2, y2) = (map(float, pair.split()) for pair in segment.split("L"))
        assert min(x1, x2, y1, y2) >= 9.99
        assert max(x1, x2, y1, y2) <= 30.01
        middle = ((x1 + x2) / 2, (y1 + y2) / 2)
        assert not all(15.01 < value < 24.99 for value in middle)


def test_a_line_is_not_filled_by_a_style_that_also_serves_areas():
    root = parsed(Curve((0, 0), (((1, 1), (2, 2), (3, 3)),), "assumed"))
    assert only(root, "path").get("style") == "fill:none"


def test_a_turned_centred_bold_text_with_halo():
    text = Text((5, 6), "中山路", "letters", 4, Anchor.MIDDLE, 90, bold=True, halo_mm=0.5)
    element = only(parsed(text), "text")
    assert element.get("transform") == "rotate(90 5 6)"
    assert (element.get("text-anchor"), element.get("font-weight")) == ("middle", "700")
    assert element.get("paint-order") == "stroke"
    assert "stroke-width:1;" in element.get("style")


def test_a_picture_fills_its_three_corners():
    picture = Picture(((10, 20), (40, 20), (10, 35)), "image/png", b"abc")
    image = only(parsed(picture), "image")
    assert image.get("transform") == "matrix(30 0 0 15 10 20)"
    assert image.get("{http://www.w3.org/1999/xlink}href") == "data:image/png;base64,YWJj"


def test_the_same_drawing_gives_the_same_bytes():
    def make():
        items = (Area((SQUARE,), "assumed"), Text((1, 1), "甲", "letters"))
        return write_svg(Drawing(A4, (Layer("things", items),), dict(STYLES)))

    assert make() == make()


def test_an_unknown_style_is_refused_by_name():
    with pytest.raises(DrawingError, match="no style named kerb"):
        parsed(Disc((1, 2), 3, "kerb"))


@pytest.mark.parametrize("name", ["Crash Id", "a:b", 'x" onload="alert(1)', ""])
def test_a_tag_that_is_no_name_is_refused(name):
    with pytest.raises(DrawingError, match="no name"):
        parsed(Disc((1, 2), 3, "road", tags=((name, "1"),)))


def test_every_kind_of_primitive_looks_as_accepted(assert_drawing):
    items = (
        Area((SQUARE,), "assumed"),
        Line(((0, 0), (20, 40)), "dashed"),
        Curve((0, 50), (((10, 40), (20, 60), (30, 50)),), "road"),
        Disc((60, 20), 8, "assumed"),
        Text((60, 50), "道路交通事故現場圖", "letters", 5, Anchor.MIDDLE, 30, halo_mm=0.4),
    )
    clipped = Layer("clipped", (Disc((100, 20), 10, "road"),), clip_mm=(90, 10, 10, 20))
    drawing = Drawing(A4, (Layer("all", items), clipped), STYLES)
    assert_drawing(write_svg(drawing), "primitives/all")
