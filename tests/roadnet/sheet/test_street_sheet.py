"""The street sheet as its readers see it: exact, complete, honest about what is assumed."""

import io
import re
import xml.etree.ElementTree as ET
from datetime import date

import ezdxf
import numpy as np
import pdfplumber
import pytest
from PIL import Image

from drawing.dxf import write_dxf
from drawing.model import A3, A4
from drawing.pdf import write_pdf
from drawing.png import write_png
from drawing.svg import write_svg
from drawing.transform import extent
from language import Language
from roadnet.geometry.build import build_geometry
from roadnet.markings.rules import marking_rules
from roadnet.model import (
    Anchor,
    AssetId,
    FeatureKind,
    LinearAsset,
    LinearKind,
    PointAsset,
    PointKind,
    RoadEnd,
)
from roadnet.osm.read_streets import OsmChoice, read_osm_streets
from roadnet.sheet.area_plan import area_choice, street_dxf
from roadnet.sheet.choice import SheetChoice
from roadnet.sheet.street_sheet import street_sheet
from tests.roadnet.markings.made_streets import SURVEYED, X, Y, cross, feature, measured
from tests.roadnet.places import osm_text

DAY = date(2026, 6, 1)
POINTS_PER_MM = 72 / 25.4
SVG = "{http://www.w3.org/2000/svg}"


def sheet_of(streets=None, **options):
    streets = streets or cross(_features(), point_assets=_assets())
    choice = SheetChoice((X, Y), DAY, **options)
    return street_sheet(streets, build_geometry(streets), choice), choice


def _features():
    west = {"road": "west", "end": RoadEnd.END}
    crosswalk = feature(
        "cw",
        FeatureKind.CROSSWALK,
        anchor=Anchor.CROSS_ROAD_EDGE,
        offset=measured(3.5),
        depth=measured(4.0),
        sizes=(("bar_gap", measured(0.6)),),
        **west,
    )
    return [crosswalk, feature("stop", FeatureKind.STOP_LINE, **west)]


def _assets():
    places = {PointKind.SIGN: 12.0, PointKind.SIGNAL: 14.0, PointKind.TREE: 16.0}
    return tuple(
        PointAsset(
            AssetId(str(kind)),
            kind,
            X + along,
            Y + 11,
            code="禁18",
            heading_rad=0.0,
            stated=SURVEYED,
        )
        for kind, along in places.items()
    )


def texts(sheet):
    return [item.text for layer in sheet.layers for item in layer.items if hasattr(item, "text")]


@pytest.mark.parametrize("paper", [A4.landscape, A4.portrait, A3.landscape, A3.portrait])
@pytest.mark.parametrize("scale", [200.0, 500.0, 1000.0])
def test_twenty_metres_are_exactly_as_long_as_the_scale_says(paper, scale):
    _, choice = sheet_of(paper=paper, scale=scale)
    (x0, _), (x1, _) = (choice.placement.to_mm((X + along, Y)) for along in (0.0, 20.0))
    assert x1 - x0 == pytest.approx(20_000 / scale)


def test_twenty_metres_of_fence_measure_100_mm_in_the_pdf():
    fence = LinearAsset(
        AssetId("fence"),
        LinearKind.FENCE,
        line_m=((X - 10, Y + 23.3), (X + 10, Y + 23.3)),
        stated=SURVEYED,
    )
    sheet, choice = sheet_of(cross(linear_assets=(fence,)))
    _, y_mm = choice.placement.to_mm((X, Y + 23.3))
    with pdfplumber.open(io.BytesIO(write_pdf(sheet))) as pdf:
        page = pdf.pages[0]
        lines = [
            line
            for line in (*page.lines, *page.curves)
            if abs(line["top"] / POINTS_PER_MM - y_mm) < 0.01 and line["height"] < 0.01
        ]
        size = (page.width / POINTS_PER_MM, page.height / POINTS_PER_MM)
    length = max(line["x1"] for line in lines) - min(line["x0"] for line in lines)
    assert length / POINTS_PER_MM == pytest.approx(100.0, abs=0.01)
    assert size == pytest.approx((420, 297), abs=0.01)


def test_twenty_metres_of_fence_measure_1000_pixels_in_the_png():
    fence = LinearAsset(
        AssetId("fence"),
        LinearKind.FENCE,
        line_m=((X - 10, Y + 23.3), (X + 10, Y + 23.3)),
        stated=SURVEYED,
    )
    with_fence, choice = sheet_of(cross(linear_assets=(fence,)))
    without, _ = sheet_of()
    images = [Image.open(io.BytesIO(write_png(sheet, dpi=254))) for sheet in (with_fence, without)]
    assert images[0].size == (4200, 2970)
    assert images[0].info["dpi"] == pytest.approx((254, 254), abs=0.001)
    x_mm, y_mm = choice.placement.to_mm((X, Y + 23.3))
    row = slice(round(10 * y_mm) - 1, round(10 * y_mm) + 1)
    field = slice(round(10 * x_mm) - 800, round(10 * x_mm) + 800)
    one, other = (np.asarray(image.convert("L"), dtype=int)[row, field] for image in images)
    columns = np.flatnonzero(np.abs(one - other).max(axis=0) > 64)
    assert columns.max() - columns.min() + 1 == pytest.approx(1000, abs=2)


def test_chinese_can_be_searched_in_the_pdf():
    sheet, _ = sheet_of()
    with pdfplumber.open(io.BytesIO(write_pdf(sheet))) as pdf:
        said = "".join(char["text"] for char in pdf.pages[0].chars)
    for words in ("中正路×文化路", "道路街廓底圖", "停止線", "枕木紋行人穿越道", "圖例", "推定"):
        assert words in said


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.EN, ["Street-block base map", "Legend", "Art. 170 Stop line", "Slow lane"]),
        (Language.ZH_TW, ["道路街廓底圖", "圖例", "§170 停止線", "慢車道"]),
    ],
)
def test_the_panel_is_written_in_the_language_of_the_sheet(language, words):
    said = texts(sheet_of(language=language)[0])
    assert set(words) <= set(said)


def test_the_title_block_names_area_day_scale_crs_and_version():
    said = texts(sheet_of(map_version="2026-05-31T08:00", language=Language.EN)[0])
    for words in ("made", "2026-06-01", "1:200 (A3)", "EPSG:3826", "2026-05-31T08:00", "N"):
        assert words in said
    assert "1:200" in said, "beside the scale bar"


def test_the_legend_names_only_what_is_on_the_sheet():
    said = set(texts(sheet_of(language=Language.EN)[0]))
    assert {"Traffic lane", "Sidewalk", "Art. 185 Crosswalk", "Tree"} <= said
    absent = {"Bus lane", "Cycle lane", "Art. 173 Yellow box net", "Bollard"}
    assert not absent & said


def test_dxf_passes_the_audit_and_has_layers_in_true_metres():
    sheet, choice = sheet_of(language=Language.EN)
    document = ezdxf.read(io.StringIO(write_dxf(sheet, placement=choice.placement)))
    audit = document.audit()
    assert (audit.errors, audit.fixes) == ([], [])
    assert document.units == ezdxf.units.M
    names = {layer.dxf.name for layer in document.layers}
    expected = {"Traffic lane", "Sidewalk", "Junction", "Edge of the roadway", "Markings_ white"}
    assert expected <= names
    lanes = document.modelspace().query('HATCH[layer=="Traffic lane"]')
    xs = [x for hatch in lanes for path in hatch.paths for x, *_ in path.vertices]
    assert max(xs) - min(xs) == pytest.approx(choice.field_mm[2] * 0.2, abs=0.01)
    assert X - 40 < sum(xs) / len(xs) < X + 40


def test_a_whole_area_as_dxf_reaches_as_far_as_its_roads():
    streets = cross()
    text = street_dxf(streets, build_geometry(streets), DAY, Language.EN)
    document = ezdxf.read(io.StringIO(text))
    assert document.audit().errors == []
    lanes = document.modelspace().query('HATCH[layer=="Traffic lane"]')
    xs = [x for hatch in lanes for path in hatch.paths for x, *_ in path.vertices]
    assert (min(xs), max(xs)) == pytest.approx((X - 80, X + 80), abs=0.001)


def test_a_sheet_of_a_whole_area_holds_all_of_it():
    geometry = build_geometry(cross())
    choice = area_choice(geometry, DAY, paper=A4.landscape)
    assert choice.scale == 1000.0
    assert all(
        choice.ground_m.contains(polygon) for area in geometry.strips for polygon in area.polygons
    )


def painted(sheet):
    """Class and assumptions of every piece of paint in the SVG."""
    root = ET.fromstring(write_svg(sheet))
    return [
        (path.get("class"), path.get("data-assumed"), path.get("data-code"))
        for path in root.iter(f"{SVG}path")
        if path.get("class", "").startswith("paint-") and path.get("data-code")
    ]


def test_assumed_paint_looks_assumed_and_certain_paint_does_not():
    pieces = painted(sheet_of()[0])
    assert pieces
    for style, assumed, code in pieces:
        assert style.endswith("-assumed") == bool(assumed), code
    assert {code for _, assumed, code in pieces if not assumed} == {"TW-185"}


def test_no_size_the_text_does_not_give_is_drawn_without_its_mark():
    """Every size that is assumed or chosen is marked on whatever is drawn with it."""
    open_codes = {
        rule.code
        for rule in marking_rules().values()
        if any(size.is_assumed for version in rule.versions for size in version.sizes.values())
    }
    kinds = [FeatureKind.ARROW, FeatureKind.TWO_STAGE_BOX, FeatureKind.STOP_LINE]
    features = [
        feature(str(kind), kind, "west", RoadEnd.END, offset=measured(30.0 - 12 * number))
        for number, kind in enumerate(kinds)
    ]
    drawn = painted(sheet_of(cross(features))[0])
    own = [(style, assumed) for style, assumed, code in drawn if code in open_codes]
    assert own
    assert all(style.endswith("-assumed") and assumed for style, assumed in own)


def test_assumed_widths_are_hatched_and_measured_ones_are_not(tmp_path):
    nodes = {1: (0, 0), 2: (80, 0), 3: (-80, 0), 4: (0, 80)}
    ways = [
        (11, [1, 2], {"highway": "primary", "name": "甲路"}),
        (12, [1, 3], {"highway": "primary", "name": "甲路", "width": "12", "lanes": "4"}),
        (13, [1, 4], {"highway": "residential"}),
    ]
    path = tmp_path / "hatched.osm"
    path.write_text(osm_text(nodes, ways), encoding="utf-8")
    streets = read_osm_streets(path, OsmChoice())
    node = next(one for one in streets.nodes if one.node_id.endswith("n1"))
    geometry = build_geometry(streets)
    sheet = street_sheet(streets, geometry, SheetChoice((node.x_m, node.y_m), DAY))
    by_road = {
        (dict(item.tags).get("road"), item.style)
        for layer in sheet.layers
        for item in layer.items
        if item.style.startswith("strip-drive") and item.tags
    }
    styles = {}
    for road, style in by_road:
        styles.setdefault(road.rpartition("w")[2][:2], set()).add(style)
    assert styles == {
        "11": {"strip-drive-assumed"},
        "12": {"strip-drive"},
        "13": {"strip-drive-assumed"},
    }
    assert any("OpenStreetMap" in text for text in texts(sheet))


def test_a_turned_map_turns_the_north_arrow_and_keeps_the_scale():
    sheet, choice = sheet_of(rotation_deg=30.0)
    (x0, y0), (x1, y1) = (choice.placement.to_mm((X + along, Y)) for along in (0.0, 20.0))
    assert ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 == pytest.approx(100.0)
    assert y1 > y0
    assert write_svg(sheet)


def test_nothing_of_the_map_leaves_its_frame():
    sheet, choice = sheet_of()
    x, y, width, height = choice.field_mm
    for layer in sheet.layers:
        if layer.name == "frame" or layer.name in {"things", "street-names"}:
            continue
        for item in layer.items:
            rings = item.rings_mm if hasattr(item, "rings_mm") else (item.points_mm,)
            for ring in rings:
                for px, py in ring:
                    assert x - 1e-6 <= px <= x + width + 1e-6
                    assert y - 1e-6 <= py <= y + height + 1e-6


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("paper", [A4.landscape, A4.portrait, A3.landscape, A3.portrait])
@pytest.mark.parametrize("title", ["甲" * 40, "Karl-Marx-Straße×Karl-Marx-Platz×Uthmannstraße"])
def test_the_panel_stays_inside_its_frame(paper, language, title):
    sheet, _ = sheet_of(paper=paper, language=language, title=title, map_version="x" * 60)
    (frame,) = [layer for layer in sheet.layers if layer.name == "frame"]
    left, top, right, bottom = extent(frame.items)
    assert (left, top) == pytest.approx((8.0, 8.0))
    assert (right, bottom) == pytest.approx((paper.width_mm - 8, paper.height_mm - 8))


def test_the_same_streets_give_the_same_bytes():
    first, second = (write_svg(sheet_of()[0]) for _ in range(2))
    assert first == second
    assert not re.search(r"nan|inf", first)


@pytest.mark.real_data
def test_the_crossing_in_taipei_is_drawn_with_its_crosswalks(real_data):
    folder = real_data / "osm2streets" / "taipei"
    choice = OsmChoice(boundary=folder / "boundary.json", area="taipei")
    streets = read_osm_streets(folder / "input.osm", choice)
    geometry = build_geometry(streets)
    junction = max(geometry.junctions, key=lambda area: area.polygons[0].area).junction
    at = SheetChoice((junction.x_m, junction.y_m), DAY, scale=400.0)
    sheet = street_sheet(streets, geometry, at)
    assert "中山北路" in sheet.title
    assert "南京" in sheet.title
    crosswalks = {
        dict(item.tags)["element"]
        for layer in sheet.layers
        for item in layer.items
        if dict(item.tags).get("code") == "TW-185"
    }
    assert len(crosswalks) >= 12, "four arms of several carriageways"
    assert {"中山北路一段", "中山北路二段", "南京東路一段", "南京西路"} <= set(texts(sheet))
