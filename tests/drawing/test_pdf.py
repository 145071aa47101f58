"""What a PDF of a drawing measures, and that its Chinese can be found."""

import io
from datetime import datetime

import pdfplumber
import pytest

from drawing.model import A3, A4, Anchor, Area, Disc, Drawing, Hatch, Layer, Line, Style, Text
from drawing.pdf import write_pdf

POINTS_PER_MM = 72 / 25.4
STYLES = {
    "road": Style(stroke="#cc0000", width_mm=0.35),
    "assumed": Style(stroke="#0000cc", fill="#eeeeee", hatch=Hatch.CROSS),
    "faint": Style(stroke=None, fill="#e67e22", opacity=0.4),
    "letters": Style(stroke=None, fill="#123456"),
}
SENTENCE = "比例尺 1:200　中正路一段與文化路口 士大夫入口 A車 煞車痕 20.00 公尺"


def sheet(paper, *items, **layer):
    return Drawing(paper, (Layer("things", items, **layer),), STYLES, title='現場圖 \\ "甲"')


def opened(content):
    return pdfplumber.open(io.BytesIO(content))


def test_a_line_of_100_mm_measures_100_mm():
    with opened(write_pdf(sheet(A4.landscape, Line(((50, 100), (150, 100)), "road")))) as pdf:
        (line,) = pdf.pages[0].lines
    assert (line["x1"] - line["x0"]) / POINTS_PER_MM == pytest.approx(100, abs=0.01)
    assert line["x0"] / POINTS_PER_MM == pytest.approx(50, abs=0.01)
    assert line["top"] / POINTS_PER_MM == pytest.approx(100, abs=0.01)
    assert line["linewidth"] / POINTS_PER_MM == pytest.approx(0.35, abs=0.01)


def test_each_page_has_exactly_the_size_of_its_paper():
    papers = [A4.portrait, A3.landscape, A4.landscape]
    with opened(write_pdf([sheet(paper) for paper in papers])) as pdf:
        sizes = [(page.width / POINTS_PER_MM, page.height / POINTS_PER_MM) for page in pdf.pages]
    for size, paper in zip(sizes, papers, strict=True):
        assert size == pytest.approx((paper.width_mm, paper.height_mm), abs=0.01)


@pytest.mark.parametrize("halo_mm", [0.0, 0.5])
@pytest.mark.parametrize("bold", [False, True])
def test_chinese_is_extracted_as_it_was_written(bold, halo_mm):
    text = Text((10, 20), SENTENCE, "letters", 4, bold=bold, halo_mm=halo_mm)
    with opened(write_pdf(sheet(A4.landscape, text))) as pdf:
        page = pdf.pages[0]
        letters = "".join(char["text"] for char in page.chars)
        fonts = {char["fontname"].partition("+")[2] for char in page.chars}
    assert letters.replace("\u3000", " ") == SENTENCE.replace("\u3000", " ")
    assert fonts == {"NotoSansTC-Bold" if bold else "NotoSansTC-Regular"}


@pytest.mark.parametrize(
    ("anchor", "left_mm"), [(Anchor.START, 100), (Anchor.MIDDLE, 92), (Anchor.END, 84)]
)
def test_text_stands_at_its_anchor_and_is_as_wide_as_measured(anchor, left_mm):
    text = Text((100, 20), "碰撞構圖", "letters", 4, anchor)
    with opened(write_pdf(sheet(A4.landscape, text))) as pdf:
        chars = pdf.pages[0].chars
    assert chars[0]["x0"] / POINTS_PER_MM == pytest.approx(left_mm, abs=0.05)
    assert chars[-1]["x1"] / POINTS_PER_MM == pytest.approx(left_mm + 16, abs=0.05)


def test_turned_text_runs_down_the_page():
    text = Text((100, 20), "碰撞", "letters", 4, angle_deg=90)
    with opened(write_pdf(sheet(A4.landscape, text))) as pdf:
        first, second = pdf.pages[0].chars
    assert (second["top"] - first["top"]) / POINTS_PER_MM == pytest.approx(4, abs=0.05)
    assert second["x0"] == first["x0"]


def test_hatch_opacity_and_clip_survive():
    items = (
        Area((((10, 10), (40, 10), (40, 40), (10, 40)),), "assumed"),
        Disc((70, 25), 15, "faint"),
    )
    with opened(write_pdf(sheet(A4, *items, clip_mm=(0, 0, 70, 100)))) as pdf:
        page = pdf.pages[0]
        hatch = page.lines
        image = page.to_image(resolution=127).original.convert("RGB")  # 5 pixels a millimetre
    assert len(hatch) > 40
    assert all(27 < line["x0"] < line["x1"] < 115 for line in hatch), "in points: 10 to 40 mm"
    assert image.getpixel((300, 125)) == pytest.approx((245, 203, 167), abs=3)
    assert image.getpixel((400, 125)) == (255, 255, 255), "right of the clip nothing is drawn"


def test_the_same_drawing_and_time_give_the_same_bytes():
    drawing = sheet(A4, Text((10, 20), SENTENCE, "letters", 4))
    at = datetime(2025, 1, 31, 8, 5, 9)
    assert write_pdf(drawing) == write_pdf(drawing)
    assert write_pdf(drawing, made_at=at) == write_pdf(drawing, made_at=at)
    assert write_pdf(drawing, made_at=at) != write_pdf(drawing)
    with opened(write_pdf(drawing, made_at=at)) as pdf:
        assert pdf.metadata["CreationDate"].startswith("D:20250131080509")
        assert pdf.metadata["Title"] == '現場圖 \\ "甲"'
