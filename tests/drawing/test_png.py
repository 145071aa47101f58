"""What a PNG of a drawing shows."""

import io

import pytest
from PIL import Image

from drawing.model import A4, Disc, Drawing, Layer, Style, Text
from drawing.png import write_png

STYLES = {"red": Style(stroke=None, fill="#ff0000"), "letters": Style(stroke=None, fill="#000000")}


def image(*items, dpi=127):
    drawing = Drawing(A4.landscape, (Layer("things", items),), STYLES)
    return Image.open(io.BytesIO(write_png(drawing, dpi=dpi))).convert("RGB")


def test_an_image_has_the_resolution_asked_for():
    assert image().size == pytest.approx((297 * 5, 210 * 5), abs=1)


def test_paper_is_white_and_a_disc_stands_where_it_should():
    drawn = image(Disc((100, 50), 10, "red"))
    assert drawn.getpixel((500, 250)) == (255, 0, 0)
    assert drawn.getpixel((500, 250 - 52)) == (255, 255, 255)


def test_chinese_is_drawn_without_fonts_of_the_machine():
    drawn = image(Text((20, 50), "碰撞構圖", "letters", 20))
    box = Image.eval(drawn.convert("L"), lambda value: 255 - value).getbbox()
    assert box[0] / 5 == pytest.approx(21, abs=1.5)
    assert box[2] / 5 == pytest.approx(99, abs=1.5)
    ink = sum(drawn.convert("L").histogram()[:128]) / (100 * 4 * 100)
    assert 0.15 < ink < 0.6, "four characters, neither empty boxes nor solid ones"


@pytest.mark.parametrize("dpi", [96, 150, 254])
def test_an_image_says_how_large_it_is_on_paper(dpi):
    image = Image.open(io.BytesIO(write_png(Drawing(A4, ()), dpi=dpi)))
    assert image.info["dpi"] == pytest.approx((dpi, dpi), rel=2e-4)
    width_mm = image.width / image.info["dpi"][0] * 25.4
    assert width_mm == pytest.approx(A4.width_mm, abs=25.4 / dpi)
