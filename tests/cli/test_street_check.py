"""What `daoan streets check` says of stored streets, and real areas from import to export."""

import io
import json
from contextlib import closing
from datetime import date

import ezdxf
import pdfplumber
import pytest

from roadnet.model import Anchor, FeatureKind, RoadEnd
from roadnet.records import area_of, records_of
from storage.open import open_store
from tests.roadnet.markings.made_streets import cross, feature, measured

POINTS_PER_MM = 72 / 25.4
AREAS = {
    "taipei": ("EPSG:3826", "right"),
    "kingsway_junction": ("EPSG:32630", "left"),
    "neukolln": ("EPSG:32633", "right"),
}


def at_west(key, kind, offset_m, depth_m, **facts):
    return feature(
        *(key, kind, "west", RoadEnd.END),
        anchor=Anchor.CROSS_ROAD_EDGE,
        offset=measured(offset_m),
        depth=measured(depth_m),
        **facts,
    )


@pytest.fixture
def surveyed(tmp_path):
    """A store with a surveyed crossing: a crosswalk, and 1.4 m behind it a new stop line."""
    path = tmp_path / "surveyed.gpkg"
    walk = at_west("cw", FeatureKind.CROSSWALK, 3.5, 4.0)
    stop = at_west("stop", FeatureKind.STOP_LINE, 7.5 + 1.4, 0.4, painted_on=date(2025, 7, 1))
    streets = cross([walk, stop])
    with closing(open_store(str(path))) as store:
        store.change_settings(crs=streets.crs)
        store.save_streets(area_of(streets), records_of(streets), author="surveyor")
    return path


def test_a_new_stop_line_too_near_a_crosswalk_is_found_with_article_and_date(daoan, surveyed):
    found = daoan("streets", "check", "--store", surveyed, "--on", "2026-01-01", "--lang", "en")
    assert [one for one in found["findings"] if one["element"] == "stop"] == [
        {
            "rule": "TW-170",
            "article": "170",
            "valid_from": "2025-06-30",
            "element": "stop",
            "found": "clear distance of stop line and crosswalk 1.40 m",
            "required": "2 to 3 m, never under 1 m",
            "verdict": "violation",
        }
    ]


def test_an_existing_lane_under_todays_minimum_is_a_note(daoan, surveyed):
    path = surveyed
    with closing(open_store(str(path))) as store:
        (area,), records = store.street_areas(), store.street_records("made")
        narrow = [
            type(one)(**{**fields(one), "content": one.content.replace("3.25", "2.6")})
            if one.kind == "roads" and one.key == "west"
            else one
            for one in records
        ]
        store.save_streets(area, narrow, author="surveyor")
    found = daoan("streets", "check", "--store", path, "--on", "2026-01-01", "--lang", "en")
    lanes = [one for one in found["findings"] if one["element"].startswith("west.")]
    assert {one["verdict"] for one in lanes} == {"note"}
    assert {one["article"] for one in lanes} == {"11"}
    assert all("2.6" in one["found"] for one in lanes)


def fields(record):
    return {name: getattr(record, name) for name in type(record).__dataclass_fields__}


@pytest.mark.real_data
@pytest.mark.slow
@pytest.mark.parametrize("area", AREAS)
def test_a_real_area_goes_from_its_file_into_every_format(daoan, tmp_path, real_data, area):
    folder, store = real_data / "osm2streets" / area, tmp_path / "map.gpkg"
    crs, side = AREAS[area]
    read = daoan(
        *("streets", "import-osm", folder / "input.osm", "--store", store, "--area", area),
        *("--clip", folder / "boundary.json"),
    )
    assert (read["area"], read["crs"], read["driving_side"]) == (area, crs, side)
    whole = daoan(
        *("streets", "import-osm", folder / "input.osm", "--store", store, "--area", "whole")
    )
    assert whole["roads"] > read["roads"]

    checked = daoan("streets", "check", "--store", store, "--area", area)
    assert (checked["invalid"], checked["overlap_m2"]) == (0, 0)
    is_taiwan = crs == "EPSG:3826"
    outside = [one for one in checked["findings"] if one["rule"] == "K0040014"]
    assert len(outside) == (0 if is_taiwan else len(checked["findings"]) == 1)

    def export(kind, *more):
        out = tmp_path / f"out.{kind}"
        daoan(
            *("streets", "export", "--store", store, "--area", area, "--lang", "zh-TW"),
            *("--format", kind, "--out", out, *more),
        )
        return out

    found = [
        one["properties"] for one in json.loads(export("geojson").read_text("utf-8"))["features"]
    ]
    kinds = {one["kind"] for one in found}
    assert kinds >= {"strip", "junction", "marking", "signal", "movement"}
    codes = {one["code"] for one in found if one["kind"] == "marking"}
    assert codes
    assert all(code.startswith("TW-") == is_taiwan for code in codes)

    document = ezdxf.read(io.StringIO(export("dxf").read_text("utf-8")))
    assert document.audit().errors == []
    layers = {one.dxf.layer for one in document.modelspace()}
    assert any(layer.startswith("標線") for layer in layers)

    with pdfplumber.open(export("pdf", "--scale", "200", "--paper", "A4")) as pdf:
        page = pdf.pages[0]
        assert page.width / POINTS_PER_MM == pytest.approx(297, abs=0.01)
        said = "".join(char["text"] for char in page.chars)
    for words in ("道路街廓底圖", "1:200", "圖例"):
        assert words in said

    assert export("opendrive").read_bytes().count(b"<connection ") > 0
    assert export("svg").read_text("utf-8").startswith("<svg")
    assert export("png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["carla_Town01", "esmini_multi_intersections"])
def test_a_real_opendrive_file_is_exported_again_without_loss(daoan, tmp_path, real_data, name):
    store, out = tmp_path / "map.gpkg", tmp_path / f"{name}.xodr"
    path = real_data / "xodr" / f"{name}.xodr"
    read = daoan("streets", "import-opendrive", path, "--store", store)
    assert (read["area"], read["crs"]) == (name, "local")
    assert read["notes"], "what is not supported is listed"
    daoan("streets", "export", "--store", store, "--format", "opendrive", "--out", out)
    assert lanes_of(out) == lanes_of(path)


def lanes_of(path):
    text = path.read_text("utf-8")
    return text.count("<lane ") - text.count('<lane id="0"')
