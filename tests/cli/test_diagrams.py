"""Collision diagrams at the terminal: modes, many sites in one file, formats, nothing personal."""

import json
import re

import ezdxf
import pdfplumber
import pytest

MM_PER_PT = 25.4 / 72


@pytest.mark.parametrize("mode", ["single", "bundled", "stick"])
def test_every_mode_accounts_for_every_crash(daoan, demo_store, improved_site, tmp_path, mode):
    out = tmp_path / f"{mode}.svg"
    found = daoan(
        "diagram", "--store", demo_store, *improved_site, "--mode", mode, "--no-list", "--out", out
    )
    assert found["plotted"] + found["listed"] == found["total"] > 50
    glyphs = set(re.findall(r'data-crash-id="([0-9a-f]+)"', out.read_text(encoding="utf-8")))
    if mode == "single":
        assert len(glyphs) == found["plotted"]
    assert glyphs


def test_the_street_stands_at_its_scale_and_the_sheet_says_so(
    daoan, demo_store, improved_site, tmp_path
):
    real, made = tmp_path / "street.pdf", tmp_path / "schematic.pdf"
    daoan("diagram", "--store", demo_store, *improved_site, "--no-list", "--out", real)
    daoan(
        "diagram", "--store", demo_store, *improved_site, "--no-list", "--schematic", "--out", made
    )
    said = []
    for path in (real, made):
        with pdfplumber.open(path) as pdf:
            assert pdf.pages[0].width * MM_PER_PT == pytest.approx(420, abs=0.1)
            said.append(pdf.pages[0].extract_text())
    assert re.search(r"街道依 1:\d+ 比例", said[0])
    assert "非按比例" in said[1]


def test_many_sites_go_into_one_pdf_and_each_crash_onto_one_sheet(daoan, demo_store, tmp_path):
    out = tmp_path / "sheets.pdf"
    found = daoan("diagram", "--store", demo_store, "--sites", "top:3", "--no-list", "--out", out)
    assert len(found["sites"]) == 3
    for site in found["sites"]:
        assert site["plotted"] + site["listed"] == site["total"] > 0
    with pdfplumber.open(out) as pdf:
        assert len(pdf.pages) == found["pages"] == 3
        for page, site in zip(pdf.pages, found["sites"], strict=True):
            assert site["site"].split("×")[0] in page.extract_text()


@pytest.mark.slow
def test_the_worst_junctions_of_the_map_come_first_and_none_within_another(
    daoan, demo_store, tmp_path
):
    out = tmp_path / "worst.geojson"
    found = daoan("diagram", "--store", demo_store, "--sites", "map:3", "--no-list", "--out", out)
    totals = [site["total"] for site in found["sites"]]
    assert len(totals) == 3
    assert totals == sorted(totals, reverse=True)
    assert len({site["site"] for site in found["sites"]}) == 3


@pytest.mark.slow
def test_all_sheets_of_the_demo_city_hold_each_crash_of_a_junction_once(
    daoan, demo_store, tmp_path
):
    out = tmp_path / "all.geojson"
    found = daoan("diagram", "--store", demo_store, "--sites", "all", "--no-list", "--out", out)
    features = json.loads(out.read_text(encoding="utf-8"))["features"]
    keys = [one["properties"]["crash_id"] for one in features]
    assert len(keys) == len(set(keys)) == found["total"]
    assert sum(one["properties"]["plotted"] for one in features) == found["plotted"]


def test_what_leaves_the_house_names_crashes_by_their_published_keys_and_nobody(
    daoan, demo_store, improved_site, tmp_path
):
    svg, geojson, table = (tmp_path / name for name in ("d.svg", "d.geojson", "all.csv"))
    for out in (svg, geojson):
        daoan("diagram", "--store", demo_store, *improved_site, "--mode", "single", "--out", out)
    daoan("export", "--store", demo_store, "--out", table)
    published = set(re.findall(r"^([0-9a-f]{16}),", table.read_text(encoding="utf-8-sig"), re.M))
    drawn = set(re.findall(r'data-crash-id="([^"]+)"', svg.read_text(encoding="utf-8")))
    found = json.loads(geojson.read_text(encoding="utf-8"))["features"]
    assert drawn <= published
    assert {one["properties"]["crash_id"] for one in found} <= published
    personal = {"plate", "name", "id_number", "phone", "address", "age", "explanation"}
    for feature in found:
        assert not personal & set(feature["properties"])
        assert feature["properties"]["occurred_hour"].endswith(":00")


def test_glyphs_lie_on_the_ground_in_geojson_and_metres_in_dxf(
    daoan, demo_store, improved_site, tmp_path
):
    lon, lat = (float(improved_site[index]) for index in (1, 3))
    geojson, dxf = tmp_path / "d.geojson", tmp_path / "d.dxf"
    for out in (geojson, dxf):
        daoan("diagram", "--store", demo_store, *improved_site, "--mode", "single", "--out", out)
    placed = [
        one["geometry"]["coordinates"]
        for one in json.loads(geojson.read_text(encoding="utf-8"))["features"]
        if one["geometry"]
    ]
    assert placed
    assert all(abs(x - lon) < 0.002 and abs(y - lat) < 0.002 for x, y in placed)
    lines = ezdxf.readfile(dxf).modelspace().query("LWPOLYLINE")
    x, y, *_ = lines[0][0]
    assert 100_000 < x < 400_000
    assert 2_400_000 < y < 2_900_000


@pytest.mark.parametrize(
    "wrong",
    [
        ["--sites", "top:0"],
        ["--sites", "map:"],
        ["--sites", "some"],
        [],
        ["--sites", "top:2", "--out", "x.svg"],
    ],
)
def test_a_question_that_names_no_site_or_no_fitting_file_is_refused(
    daoan, demo_store, tmp_path, wrong
):
    out = ["--out", tmp_path / "x.pdf"] if "--out" not in wrong else []
    said = daoan("diagram", "--store", demo_store, *wrong, *out, exit_code=1)
    assert said.err.strip()


def test_an_unknown_factor_is_refused_with_those_there_are(
    daoan, demo_store, improved_site, tmp_path
):
    out = tmp_path / "d.svg"
    said = daoan(
        "diagram",
        "--store",
        demo_store,
        *improved_site,
        "--colour-by",
        "moon",
        "--out",
        out,
        exit_code=1,
    )
    assert "weather" in said.err
