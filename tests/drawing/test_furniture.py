"""What stands around a drawing."""

import pytest

from drawing.fonts import shorten, text_width_mm, wrap
from drawing.furniture import (
    FURNITURE_STYLES,
    LegendEntry,
    heading,
    labelled_cells,
    legend_box,
    north_arrow,
    paragraph,
    scale_bar,
)
from drawing.model import A4, Anchor, Area, Disc, Drawing, Layer, Text
from drawing.svg import write_svg
from drawing.table import Column, table
from drawing.transform import extent

LONG = "世賢路4段與民生南路口及其周邊三十公尺範圍內全部事故（含路口內、交岔口附近、行人穿越道）"


def texts(block):
    return [item for item in block.items if isinstance(item, Text)]


@pytest.mark.parametrize("scale", [100, 200, 250, 500, 1200])
def test_a_scale_bar_is_as_long_as_it_says(scale):
    block = scale_bar((10, 10), scale)
    said_m = float(texts(block)[2].text.removesuffix(" m"))
    parts = [item for item in block.items if isinstance(item, Area)]
    left, _, right, _ = extent(parts)
    assert right - left == pytest.approx(said_m * 1000 / scale)
    assert 20 <= right - left <= 50
    assert texts(block)[-1].text == f"1:{scale}"


def test_a_north_arrow_turns_with_the_map():
    up, right = north_arrow((50, 50), 10), north_arrow((50, 50), 10, rotation_deg=90)
    assert texts(up)[0].at_mm[1] < 48
    assert texts(right)[0].at_mm[0] > 52


def test_a_long_title_is_cut_to_its_width():
    for text in texts(heading((0, 0), LONG, LONG, 100)):
        assert text.text.endswith("…")
        assert text_width_mm(text.text, text.size_mm, bold=text.bold) <= 100


def test_a_value_that_is_too_wide_takes_two_lines_inside_its_cell():
    block = labelled_cells((0, 0), [("地點", LONG), ("件數", "12")], [60, 20])
    _, first, second, _, value = texts(block)
    assert (first.text + second.text).startswith(LONG[:30])
    assert value.text == "12"
    left, top, right, bottom = extent(block.items)
    assert (left, top) == (0, 0)
    assert right <= 80
    assert bottom <= block.height_mm


def test_a_legend_flows_column_by_column_and_keeps_to_its_room():
    entries = [LegendEntry((Disc((0, 0), 1, "ink"),), f"{LONG}{n}") for n in range(5)]
    block = legend_box((10, 10), "圖例", entries, 90, columns=2)
    left, top, right, bottom = extent(block.items)
    assert left >= 10
    assert right <= 100
    assert top >= 10
    assert bottom <= 10 + block.height_mm
    discs = [item.centre_mm[0] for item in block.items if isinstance(item, Disc)]
    assert [discs.count(x) for x in sorted(set(discs))] == [3, 2]


def test_a_table_places_the_rows_that_fit_and_says_how_many():
    columns = [Column("序號", 10, Anchor.END), Column("原因", 40), Column("件", 10, Anchor.MIDDLE)]
    rows = [[str(n), LONG, "甲"] for n in range(9)]
    placed = table((5, 5), columns, rows, room_mm=50)
    assert 0 < placed.rows < 9
    assert placed.block.height_mm <= 50
    left, top, right, bottom = extent(placed.block.items)
    assert (left, top) == (5, 5)
    assert right <= 65
    assert bottom <= 55
    assert table((5, 5), columns, rows).rows == 9


def test_a_paragraph_loses_no_letter():
    block = paragraph((0, 0), LONG, 30)
    assert "".join(text.text for text in texts(block)) == LONG
    assert all(text_width_mm(text.text, text.size_mm) <= 30 for text in texts(block))


def test_english_breaks_at_spaces_and_chinese_between_characters():
    assert wrap("two words here", 20, 3) == ("two words", "here")
    assert wrap("甲乙丙丁，戊己", 12, 3) == ("甲乙丙", "丁，戊己")
    assert shorten("短", 10, 3) == "短"


def test_furniture_looks_as_accepted(assert_drawing):
    entries = [LegendEntry((Disc((0, 0), 2, "alert-frame"),), text) for text in ("A1", LONG)]
    blocks = (
        heading((10, 10), "碰撞構圖", "嘉義市 博愛路1段×文化路", 190),
        labelled_cells((10, 25), [("期間", "2025-01"), ("件數", "12")], [40, 20]),
        legend_box((10, 45), "圖例", entries, 90, columns=2),
        scale_bar((15, 70), 200),
        north_arrow((150, 60), 12, rotation_deg=20),
        paragraph((10, 85), LONG, 80, style="muted"),
        table((10, 100), [Column("序", 10, Anchor.END), Column("原因", 60)], [["1", LONG]]).block,
    )
    items = tuple(item for block in blocks for item in block.items)
    drawing = Drawing(A4, (Layer("furniture", items),), FURNITURE_STYLES)
    assert_drawing(write_svg(drawing), "primitives/furniture")
