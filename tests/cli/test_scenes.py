"""Scenes given out by the command: the sheet true to scale, the scene as data."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import ezdxf
import pdfplumber
import pytest

from crashes.scene.document import parse_scene, write_scene
from crashes.scene.map_pin import MapPin
from crashes.scene.model import Body, Scene
from storage.documents import DocumentKind
from storage.open import open_store

POINTS_PER_MM = 72 / 25.4
KEY = "entered-1"
ON = date(2026, 11, 20)


@pytest.fixture
def drawn(demo_store):
    """The demo city with a scene of two versions on its map; returns the last one."""
    store = open_store(str(demo_store))
    area = store.street_areas()[0]
    junction = store.junctions()[0]
    pin = MapPin(area.name, ON, datetime.now(UTC))
    scene = Scene(KEY, area.crs, (junction.x_m, junction.y_m), map_version=pin.text)
    store.save_document(
        DocumentKind.SCENE, KEY, write_scene(scene), author="陳", expected_version=0
    )
    car = Body("a", "vehicle", (3.0, 4.0), 90.0, 4.6, 1.8, "parties")
    scene = replace(scene, objects=(car,))
    store.save_document(
        DocumentKind.SCENE, KEY, write_scene(scene), author="林", expected_version=1
    )
    store.close()
    return scene


def export(daoan, demo_store, out, *more, **options):
    said = ("scene", "export", KEY, "--format", out.suffix[1:], "--out", out)
    return daoan(*said, *more, "--store", demo_store, **options)


def test_scene_is_given_out_unchanged(daoan, demo_store, drawn, tmp_path):
    result = export(daoan, demo_store, tmp_path / "scene.json")
    assert parse_scene((tmp_path / "scene.json").read_text(encoding="utf-8")) == drawn
    assert (result["version"], result["author"]) == (2, "林")


def test_earlier_version_is_given_out(daoan, demo_store, drawn, tmp_path):
    result = export(daoan, demo_store, tmp_path / "scene.json", "--version", 1)
    assert json.loads((tmp_path / "scene.json").read_text(encoding="utf-8"))["objects"] == []
    assert result["author"] == "陳"
    assert drawn.objects


@pytest.mark.parametrize(("paper", "size_mm"), [("A4", (297, 210)), ("A3", (420, 297))])
@pytest.mark.usefixtures("drawn")
def test_sheet_has_its_paper_and_the_street_of_the_pinned_map(
    daoan, demo_store, tmp_path, paper, size_mm
):
    result = export(daoan, demo_store, tmp_path / "sheet.pdf", "--paper", paper)
    with pdfplumber.open(tmp_path / "sheet.pdf") as pdf:
        page = pdf.pages[0]
        found = (page.width / POINTS_PER_MM, page.height / POINTS_PER_MM)
        assert found == pytest.approx(size_mm, abs=0.1)
        assert "道路交通事故現場圖" in page.extract_text().replace(" ", "")
    assert result["paper"] == paper
    assert result["missing"], "a scene of one car lacks much"
    export(daoan, demo_store, tmp_path / "sheet.svg", "--paper", paper)
    svg = (tmp_path / "sheet.svg").read_text(encoding="utf-8")
    assert "street-" in svg or "kerb" in svg


@pytest.mark.usefixtures("drawn")
def test_drawing_for_the_design_office_opens_without_a_fault(daoan, demo_store, tmp_path):
    export(daoan, demo_store, tmp_path / "sheet.dxf")
    document = ezdxf.readfile(tmp_path / "sheet.dxf")
    assert not document.audit().errors
    assert len(document.modelspace()) > 10


@pytest.mark.parametrize(("more", "said"), [((), "尚無現場圖"), (("--version", 3), "第 3 版")])
def test_what_is_not_there_is_told(daoan, demo_store, request, tmp_path, more, said):
    if more:
        request.getfixturevalue("drawn")
    told = export(daoan, demo_store, tmp_path / "scene.json", *more, exit_code=1)
    assert said in told.err
    assert not (tmp_path / "scene.json").exists()
