"""The sheet of a site: accepted drawings, and beside them what they must mean."""

import io
import itertools
import re
from datetime import date

import pdfplumber
import pytest

from collision_diagrams.diagram import READING_COLUMNS, draw_site
from collision_diagrams.factors import Factor
from collision_diagrams.panel import Mode
from collision_diagrams.sheet import SheetOptions
from collision_diagrams.slots import overlap
from drawing.model import A3, A4, Area, Text
from drawing.pdf import write_pdf
from drawing.svg import write_svg
from drawing.transform import extent
from language import Language
from tests.collision_diagrams.make import crash, motorcycle, party, tables
from tests.collision_diagrams.sites import FIVE_ARMS, SITES, crossing, five_arms, many

POINTS_PER_MM = 72 / 25.4


def drawn(name, *, language=Language.ZH_TW, paper=A3.landscape, **more):
    make, junction, mode = SITES[name]
    options = SheetOptions(
        "示安路×緩行路",
        date(2025, 1, 1),
        date(2025, 2, 1),
        paper=paper,
        language=language,
        mode=more.pop("mode", mode),
        is_demo=True,
        **more,
    )
    return draw_site(*make(), junction, options=options)


def layer(result, name):
    (found,) = [one for one in result.drawings[0].layers if one.name == name]
    return found.items


def tag(item, key):
    return dict(item.tags).get(key)


def by_crash(items):
    groups = {}
    for item in items:
        if tag(item, "crash_id"):
            groups.setdefault(tag(item, "crash_id"), []).append(item)
    return groups


def texts(drawing):
    return [item.text for one in drawing.layers for item in one.items if isinstance(item, Text)]


@pytest.mark.parametrize("name", SITES)
def test_sheet_looks_as_accepted(name, assert_drawing):
    assert_drawing(write_svg(drawn(name).drawings[0]), f"{name}/collision_diagram")


def test_english_sheet_and_list_look_as_accepted(assert_drawing):
    sheet, pages = drawn("crossing", language=Language.EN, paper=A4.landscape).drawings
    assert_drawing(write_svg(sheet), "crossing/collision_diagram_en_a4")
    assert_drawing(write_svg(pages), "crossing/crash_list_en_a4")


def test_stick_table_and_colours_look_as_accepted(assert_drawing):
    sticks = drawn("crossing", mode=Mode.STICK).drawings[0]
    assert_drawing(write_svg(sticks), "crossing/stick_table")
    coloured = drawn("crossing", colour_by=Factor.LIGHT).drawings[0]
    assert_drawing(write_svg(coloured), "crossing/coloured_by_light")


@pytest.mark.parametrize("name", SITES)
@pytest.mark.parametrize("paper", [A3.landscape, A4.landscape], ids=["A3", "A4"])
def test_plotted_and_listed_make_the_total_and_the_sheet_says_so(name, paper):
    result = drawn(name, paper=paper)
    assert result.plotted + result.listed == result.total == len(result.rows)
    assert sum(result.reasons.values()) == result.listed
    assert result.rows["plotted"].sum() == result.plotted
    said = f"已繪製 {result.plotted} ＋ 未繪製 {result.listed} ＝ 共 {result.total} 件"
    assert said in texts(result.drawings[0])
    for reason, count in result.reasons.items():
        assert reason in "".join(texts(result.drawings[0]))
        assert str(count) in texts(result.drawings[0])


@pytest.mark.parametrize("name", [name for name in SITES if name != "many"])
def test_every_party_of_a_plotted_crash_has_its_symbol(name):
    result = drawn(name)
    _, parties = SITES[name][0]()
    glyphs = by_crash(layer(result, "glyphs"))
    assert len(glyphs) == result.plotted
    for crash_id, items in glyphs.items():
        numbers = {int(tag(item, "party")) for item in items if tag(item, "party")}
        given = parties[(parties["crash_id"] == crash_id) & (parties["kind_code"] != "H02")]
        assert numbers == set(given["party_no"])


@pytest.mark.parametrize("name", SITES)
@pytest.mark.parametrize("paper", [A3.landscape, A4.landscape], ids=["A3", "A4"])
def test_no_two_glyphs_and_no_two_labels_overlap(name, paper):
    result = drawn(name, paper=paper)
    boxes = [extent(items) for items in by_crash(layer(result, "glyphs")).values()]
    boxes += [extent([item]) for item in layer(result, "labels")]
    for one, other in itertools.combinations(boxes, 2):
        assert not overlap(one, other)


@pytest.mark.parametrize("name", SITES)
def test_everything_lies_on_the_paper_and_every_crash_is_one_of_the_query(name):
    result = drawn(name)
    crash_ids = set(result.rows["crash_id"])
    for one in result.drawings[0].layers:
        assert {tag(item, "crash_id") for item in one.items} <= crash_ids | {None}
        if one.clip_mm is None and one.items:
            left, top, right, bottom = extent(one.items)
            assert min(left, top) >= 0
            assert right <= A3.landscape.width_mm
            assert bottom <= A3.landscape.height_mm


def heads(items):
    """Party number -> direction its head points to: tip minus the middle of its base."""
    found = {}
    for item in items:
        if isinstance(item, Area) and tag(item, "part") == "head":
            tip, left, right = item.rings_mm[0]
            dx = tip[0] - (left[0] + right[0]) / 2
            dy = tip[1] - (left[1] + right[1]) / 2
            found[int(tag(item, "party"))] = (round(dx, 1), round(dy, 1))
    return found


def glyph_of(*given, junction=None):
    crashes, parties = tables(crash(*given))
    options = SheetOptions("x", language=Language.ZH_TW)
    result = draw_site(crashes, parties, junction, options=options)
    (items,) = by_crash(layer(result, "glyphs")).values()
    return heads(items)


@pytest.mark.parametrize(("contact", "to_the_left"), [("04", True), ("02", False)])
def test_a_crossing_vehicle_is_drawn_coming_from_its_true_side(contact, to_the_left):
    found = glyph_of("15", party(contact="01"), party(contact=contact))
    assert found[1][1] < 0, "party 1 goes up"
    assert (found[2][0] < 0) is to_the_left


def test_an_oncoming_vehicle_is_drawn_coming_down():
    found = glyph_of("16", party("05", "02"), party())
    assert found[2][1] > 0
    assert found[1][0] < 0, "party 1 turns left"


def test_a_right_turn_is_drawn_to_the_right():
    assert glyph_of("16", party("06", "02"), motorcycle(contact="14"))[1][0] > 0


def test_recorded_directions_are_drawn_on_their_arms():
    first = party("09", "01", from_deg=262, to_deg=75)
    second = party("09", "01", from_deg=12, to_deg=196)
    found = glyph_of("15", first, second, junction=FIVE_ARMS)
    assert found[1][0] > 0, "from the west it goes east"
    assert found[2][1] > 0, "from the north it goes south"


def test_on_real_arms_what_has_no_direction_is_listed():
    result = draw_site(*five_arms(), FIVE_ARMS, options=SheetOptions("x"))
    assert result.reasons == {"未登錄行駛方向": 1, "登錄的行駛方向與路口臂不符": 1}
    names = {text for text in texts(result.drawings[0]) if text in {"一心路", "二聖路", "三多路"}}
    assert len(names) == 3


def test_a_schematic_names_no_road_and_claims_no_direction():
    result = draw_site(*crossing(), FIVE_ARMS, options=SheetOptions("x"))
    said = texts(result.drawings[0])
    assert "相對方位示意，非實際方向。非按比例。" in said
    assert not {"一心路", "N"} & set(texts_of_layer(result, "plan"))


def texts_of_layer(result, name):
    return [item.text for item in layer(result, name) if isinstance(item, Text)]


def test_more_than_25_crashes_are_bundled_with_counts_and_wider_lines():
    result = draw_site(*many(), options=SheetOptions("x"))
    labels = texts_of_layer(result, "labels")
    assert sorted(labels) == ["×10 (A1 1, A2 9)", "×14 (A2 14)", "×5"]
    styles = result.drawings[0].styles
    widths = [styles[f"line-car{suffix}"].width_mm for suffix in ("", "-5", "-10", "-14")]
    assert widths == sorted(widths)
    assert len(set(widths)) == 4


def test_single_mode_can_be_asked_for_and_still_accounts_for_all():
    result = draw_site(*many(), options=SheetOptions("x", mode=Mode.SINGLE))
    assert len(by_crash(layer(result, "glyphs"))) == result.plotted
    assert result.plotted + result.listed == 29


def test_sixty_crashes_in_single_mode_do_not_overlap():
    rows = [crash("16", party("05", "02"), motorcycle()) for _ in range(60)]
    result = draw_site(*tables(*rows), options=SheetOptions("x", mode=Mode.SINGLE))
    boxes = [extent(items) for items in by_crash(layer(result, "glyphs")).values()]
    assert not any(overlap(*pair) for pair in itertools.combinations(boxes, 2))
    assert result.plotted + result.listed == 60


def test_the_legend_shows_what_is_drawn_and_nothing_else():
    said = texts(drawn("crossing").drawings[0])
    assert {"機車", "停等", "A1：24小時內死亡", "A2：受傷", "濕潤"} <= set(said)
    assert not {"大客車、大貨車", "路樹", "動物"} & set(said)


def test_labels_tell_serial_time_night_and_wet():
    labels = texts_of_layer(drawn("crossing"), "labels")
    assert "1 01/05 11:20 W" in labels
    assert "10 01/07 19:30 N" in labels, "numbered by time, dark at half past seven in January"


def test_an_invented_site_says_so_on_every_page():
    for page in drawn("crossing").drawings:
        assert "虛構示範資料" in texts(page)


def test_an_english_sheet_has_no_chinese_but_the_names():
    for page in drawn("mid_block", language=Language.EN, paper=A4.landscape).drawings:
        chinese = [text for text in texts(page) if re.search("[\u4e00-\u9fff]", text)]
        assert all("示安路" in text for text in chinese)


def test_a_chinese_sheet_has_no_english_words():
    for page in drawn("mid_block").drawings:
        assert [text for text in texts(page) if re.search("[a-z]{3}", text)] == []


def test_the_list_holds_every_crash_with_its_reason_or_explanation():
    result = drawn("crossing")
    said = texts(result.drawings[1])
    assert {str(serial) for serial in result.rows["serial"]} <= set(said)
    assert any("當事者行動狀態不明" in text for text in said)
    assert list(result.rows.columns) == list(READING_COLUMNS)
    assert result.rows["explanation"].where(result.rows["plotted"], "x").str.len().gt(0).all()


@pytest.mark.parametrize("paper", [A3.landscape, A4.landscape], ids=["A3", "A4"])
def test_the_pdf_has_the_size_of_its_paper_and_its_words_can_be_found(paper):
    result = drawn("crossing", paper=paper)
    with pdfplumber.open(io.BytesIO(write_pdf(result.drawings))) as pdf:
        assert len(pdf.pages) == 2
        for page in pdf.pages:
            size = (page.width / POINTS_PER_MM, page.height / POINTS_PER_MM)
            assert size == pytest.approx((paper.width_mm, paper.height_mm), abs=0.1)
        text = pdf.pages[0].extract_text()
    assert "相對方位示意，非實際方向" in text
    assert "示安路×緩行路" in text


def test_the_order_of_the_rows_does_not_matter():
    crashes, parties = crossing()
    options = SheetOptions("x")
    first = draw_site(crashes, parties, options=options)
    again = draw_site(crashes.iloc[::-1], parties.iloc[::-1], options=options)
    assert write_svg(first.drawings[0]) == write_svg(again.drawings[0])


def test_the_summary_for_machines():
    assert drawn("crossing").summary() == {
        "site": "示安路×緩行路",
        "total": 10,
        "plotted": 9,
        "listed": 1,
        "reasons": {"當事者行動狀態不明": 1},
    }
