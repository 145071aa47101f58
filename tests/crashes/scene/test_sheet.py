import io
import math
from dataclasses import replace

import pdfplumber
import pytest

from crashes.model import Severity
from crashes.scene.checklist import SheetFacts, SheetParty
from crashes.scene.model import (
    Anchor,
    BaseLine,
    LayerState,
    Measurement,
    MeasurementKind,
    ReferencePoint,
    Role,
    SheetChoice,
    SheetPaper,
    Trace,
    ValueOrigin,
)
from crashes.scene.sheet import SheetError, scene_sheets, sheet_placement
from crashes.scene.sheet_template import TemplateError, sheet_layout
from drawing.dxf import write_dxf
from drawing.model import Area, Line, Text
from drawing.pdf import write_pdf
from drawing.svg import write_svg
from language import Language
from roadnet.model import Method
from tests.crashes.scene.made_crash import FACTS, made_crash, made_junction
from tests.crashes.scene.scenes import car, empty_scene

POINTS_PER_MM = 72 / 25.4


def items(page, kind=object):
    return [item for layer in page.layers for item in layer.items if isinstance(item, kind)]


def words(page):
    return "\n".join(item.text for item in items(page, Text))


def first_page(scene=None, facts=FACTS, base_map=None, **options):
    return scene_sheets(scene or made_crash(), facts, base_map, **options)[0]


def test_the_sheet_has_everything_of_the_official_one():
    said = words(first_page(base_map=made_junction()))
    for wanted in (
        "警察局名稱",
        "嘉義市政府警察局",
        "總編號",
        "115-00321",
        "轄區分局名稱",
        "處理編號",
        "A115112100071",
        "道路交通事故現場圖",
        "比例尺 1:250",
        "A1",
        "A2",
        "A3",
        "以箭頭標示北方",
        "發生時間：115年11月20日22時14分",
        "發生地點：嘉義市東區中山路與民生路口",
        "事故經過摘要",
        "車牌清單",
        "A車：ABC-1234",
        "測量表",
        "A車右前角",
        "日期",
        "115年11月21日",
        "當事者簽名",
        "撞擊點",
        "A車行向",
        "電桿中山12",
    ):
        assert wanted in said, wanted


def test_only_the_class_of_the_crash_is_ticked():
    def ticks(severity):
        page = first_page(facts=replace(FACTS, severity=severity))
        return [item.points_mm for item in items(page, Line) if item.style == "sheet-tick"]

    assert ticks(None) == []
    assert [len(ticks(severity)) for severity in Severity] == [1, 1, 1]
    assert len({ticks(severity)[0] for severity in Severity}) == 3


def test_fields_left_empty_are_printed_empty():
    said = words(first_page(empty_scene(), SheetFacts()))
    assert "發生時間：\n" in said
    assert "A車" not in said
    assert "　　年　　月　　日" in said


@pytest.mark.parametrize("paper", SheetPaper)
def test_twenty_metres_at_one_to_two_hundred_are_a_hundred_millimetres_in_the_pdf(paper):
    scene = empty_scene(
        references=(ReferencePoint("r1", (-10.0, 1.0)), ReferencePoint("r2", (10.0, 1.0))),
        measurements=(
            Measurement("m", MeasurementKind.DISTANCE, Anchor("r2"), 20.0, Anchor("r1")),
        ),
        sheet=SheetChoice(paper, 200),
    )
    with pdfplumber.open(io.BytesIO(write_pdf(scene_sheets(scene, FACTS)))) as pdf:
        page = pdf.pages[0]
        size = (round(page.width / POINTS_PER_MM, 1), round(page.height / POINTS_PER_MM, 1))
        assert size == ((297.0, 210.0) if paper is SheetPaper.A4 else (420.0, 297.0))
        strokes = [*page.lines, *page.curves]
        lengths = [(one["x1"] - one["x0"]) / POINTS_PER_MM for one in strokes]
        assert any(abs(length - 100.0) < 0.1 for length in lengths), sorted(lengths)[-5:]


@pytest.mark.parametrize("heading", [0.0, 37.0, 90.0, 211.0])
def test_a_car_is_drawn_at_its_true_size_place_and_heading(heading):
    body = car("a", (3.0, 1.0), heading, size_method=Method.OFFICER)
    scene = empty_scene(objects=(body,), sheet=SheetChoice(SheetPaper.A4, 100))
    page = first_page(scene)
    outline = next(item for item in items(page, Area) if ("object", "a") in item.tags)
    at = sheet_placement(scene)
    back = [at.to_m(point) for point in outline.rings_mm[0]]
    angle = math.radians(heading)
    ahead = [(x - 3.0) * math.sin(angle) + (y - 1.0) * math.cos(angle) for x, y in back]
    right = [(x - 3.0) * math.cos(angle) - (y - 1.0) * math.sin(angle) for x, y in back]
    assert (max(ahead), min(ahead)) == pytest.approx((2.3, -2.3), abs=0.001)
    assert (max(right), min(right)) == pytest.approx((0.9, -0.9), abs=0.001)


@pytest.mark.parametrize(
    ("width_m", "scale"), [(9, 50), (14, 100), (40, 200), (60, 250), (75, 300), (125, 500)]
)
def test_the_largest_scale_of_the_template_that_fits_is_chosen(width_m, scale):
    mark = Trace("t", "skid", ((0.0, 0.0), (width_m, 0.0)), 0.2, "marks")
    assert sheet_placement(empty_scene(objects=(mark,))).scale == scale


def test_a_scene_that_does_not_fit_is_refused_with_both_sizes():
    mark = Trace("t", "skid", ((0.0, 0.0), (400.0, 0.0)), 0.2, "marks")
    with pytest.raises(SheetError, match=r"400.0 by 0.0 m; at 1:500 the A4 sheet shows 129.0"):
        scene_sheets(empty_scene(objects=(mark,)), FACTS)
    chosen = empty_scene(objects=(mark,), sheet=SheetChoice(SheetPaper.A3, 100))
    with pytest.raises(SheetError, match="at 1:100 the A3 sheet"):
        scene_sheets(chosen, FACTS)


def test_turning_the_sheet_lets_a_long_scene_be_larger_and_turns_the_north_arrow():
    mark = Trace("t", "skid", ((0.0, 0.0), (0.0, 45.0)), 0.2, "marks")
    upright = empty_scene(objects=(mark,))
    turned = replace(upright, sheet=SheetChoice(turned_deg=90.0))
    assert sheet_placement(upright).scale > sheet_placement(turned).scale
    north = next(item for item in items(first_page(turned), Text) if item.text == "N")
    assert north.angle_deg == 90.0


def test_nothing_assumed_is_printed_as_measured():
    scene = made_crash()
    page = first_page(scene)
    assert "虛線車身：車輛尺寸為推定值，非測量所得。" in words(page)
    dashed = {
        dict(item.tags)["object"] for item in items(page, Area) if item.style == "body-assumed"
    }
    assert dashed == {"scooter-b"}  # the size of the car was entered by the officer
    drawn = [one for one in scene.measurements if one.origin is ValueOrigin.DRAWN]
    for one in drawn:
        assert f"≈{one.value_m:.2f}" in words(page)
        assert f"\n{one.value_m:.2f}\n" not in words(page)
    stated = next(one for one in scene.measurements if one.role is Role.LABEL_ONLY)
    assert f"({stated.value_m:.2f})" in words(page)
    assumed_map = words(first_page(base_map=made_junction(Method.ASSUMED)))
    assert "虛線路緣：道路寬度為推定值" in assumed_map
    assert "虛線路緣" not in words(first_page(base_map=made_junction()))


def test_a_measured_scene_of_known_sizes_carries_no_note_of_assumptions():
    scene = empty_scene(
        objects=(car("a", party_no=1, size_method=Method.OFFICER),),
        references=(ReferencePoint("rp", (0.0, -5.0)),),
        base_line=BaseLine(90.0),
        measurements=(Measurement("m", MeasurementKind.ALONG, Anchor("a"), 0.0),),
    )
    said = words(first_page(scene, base_map=made_junction()))
    assert not any(sign in said for sign in ("推定", "≈", "僅標示"))


def test_a_moved_party_is_noted_and_not_drawn():
    page = first_page(empty_scene(moved_parties=(2,)))
    assert "B車事後已移動故未測繪。" in words(page)


def test_a_long_measuring_table_goes_on_whole_on_a_second_page():
    points = tuple((float(n), 0.0) for n in range(60))
    mark = Trace("t", "skid", points, 0.2, "marks")
    numbers = tuple(
        Measurement(
            f"m{n}",
            MeasurementKind.DISTANCE,
            Anchor("t", f"point:{n}"),
            1.0,
            Anchor("t", "point:0"),
        )
        for n in range(1, 60)
    )
    pages = scene_sheets(empty_scene(objects=(mark,), measurements=numbers), FACTS)
    assert "全表見次頁" in words(pages[0])
    said = "\n".join(words(page) for page in pages[1:]).split("\n")
    assert all(f"煞車痕第{n + 1}點" in said for n in range(1, 60))
    assert len(pages) == 3


def test_a_hidden_layer_is_not_printed():
    hidden = replace(made_crash(), layers=(LayerState("marks", visible=False),))
    shown = {dict(item.tags).get("object") for item in items(first_page(hidden), (Area, Line))}
    assert "skid-a" not in shown
    assert "car-a" in shown


def test_the_sheet_is_the_same_bytes_each_time_in_every_format():
    first, second = (first_page(base_map=made_junction()) for _ in range(2))
    assert write_svg(first) == write_svg(second)


def test_the_sheet_can_be_written_as_dxf_in_metres_on_the_ground():
    scene = made_crash()
    text = write_dxf(first_page(scene, base_map=made_junction()), placement=sheet_placement(scene))
    assert "電桿中山12" in text


def test_the_sheet_speaks_english():
    said = words(first_page(base_map=made_junction(), language=Language.EN))
    assert "Road traffic crash scene drawing" in said
    assert "Vehicle A, front right corner" in said
    assert "發生時間" not in said


def test_a_street_of_another_place_is_refused():
    elsewhere = replace(made_junction(), origin_m=(0.0, 0.0))
    with pytest.raises(SheetError, match="origin"):
        scene_sheets(made_crash(), FACTS, elsewhere)


def test_a_city_may_bring_its_own_layout_and_cells(tmp_path):
    layout = tmp_path / "city.yaml"
    layout.write_text(
        """
scales: [100]
margin_mm: 5
papers:
  A4:
    size: [297, 210]
    blocks:
      - {kind: field, box: [10, 40, 277, 150]}
      - kind: cells
        box: [10, 10, 100, 20]
        rows: [[{label: 承辦人, value: officer}]]
""",
        encoding="utf-8",
    )
    facts = replace(FACTS, more={"officer": "王警員"})
    said = words(first_page(empty_scene(), facts, template_file=layout))
    assert (said.split("\n")) == ["承辦人", "王警員"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("papers: {}", "cannot be read"),
        ("papers: [", "cannot be read"),
        (
            "{scales: [100], margin_mm: 1, papers: {A4: {size: [9, 9], "
            "blocks: [{kind: x, box: [1, 1, 1, 1]}]}}}",
            "unknown block",
        ),
        ("{scales: [100], margin_mm: 1, papers: {A4: {size: [9, 9], blocks: []}}}", "exactly one"),
    ],
)
def test_a_broken_layout_is_refused_with_its_fault(tmp_path, content, fault):
    layout = tmp_path / "broken.yaml"
    layout.write_text(content, encoding="utf-8")
    with pytest.raises(TemplateError, match=fault):
        sheet_layout(SheetPaper.A4, layout)


def test_no_block_of_the_shipped_layout_overlaps_another_or_leaves_the_paper():
    over_the_field = {"north", "time_place", "scale", "notes"}
    for paper in SheetPaper:
        layout = sheet_layout(paper)
        for block in layout.blocks:
            left, top, width, height = block.box_mm
            assert left >= 0
            assert top >= 0
            assert left + width <= layout.paper.width_mm
            assert top + height <= layout.paper.height_mm
        solid = [block.box_mm for block in layout.blocks if block.kind not in over_the_field]
        for number, (x, y, width, height) in enumerate(solid):
            for left, top, wide, high in solid[number + 1 :]:
                apart = (
                    x + width <= left or left + wide <= x or y + height <= top or top + high <= y
                )
                assert apart


def test_a_plate_stands_on_the_sheet_and_nowhere_in_the_scene():
    facts = SheetFacts(parties=(SheetParty(1, "B03", "ZZZ-9999"),))
    assert "ZZZ-9999" in words(first_page(empty_scene(), facts))
