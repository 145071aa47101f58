"""Journeys of the users in a real browser, with the network cut."""

from pathlib import Path

import pdfplumber
import pytest

from crashes.demo_city.npa_file import write_npa_file
from storage.open import open_store
from tests.browser.visiting import choose_row

pytestmark = pytest.mark.browser
POINTS_PER_MM = 72 / 25.4


def import_file(visitor, path):
    visitor.open("imports")
    visitor.page.set_input_files("[data-testid=stFileUploaderDropzoneInput]", path)
    button = visitor.page.get_by_role("button", name="匯入", exact=True)
    visitor.page.wait_for_function(
        "button => !button.disabled", arg=button.element_handle(), timeout=30_000
    )
    button.click()
    visitor.page.get_by_text("匯入結果").wait_for(timeout=120_000)
    visitor.settle()


def go_to(visitor, name):
    visitor.page.get_by_role("link", name=name, exact=True).first.click()
    visitor.page.get_by_role("heading", name=name).first.wait_for()
    visitor.settle()


@pytest.mark.parametrize("size", ["desk", "tablet"])
def test_import_then_records_then_correct_a_location(serve, browse, shots, tmp_path, size):
    path, store = tmp_path / "police.csv", tmp_path / "store.gpkg"
    write_npa_file(path)
    visitor = browse(serve(store), size)
    import_file(visitor, path)
    visitor.page.screenshot(path=shots / f"journey-import-{size}.png")

    go_to(visitor, "事故紀錄")
    visitor.open("records?location=disagrees")
    choose_row(visitor, 0)
    visitor.page.get_by_text("採用建議位置").wait_for()
    visitor.settle()
    visitor.page.get_by_role("radio", name="點選地圖").click(force=True)
    visitor.settle()
    frame = visitor.map_frame()
    frame.locator("#map_div").click(position={"x": 300, "y": 150})
    visitor.page.get_by_text("新位置：").wait_for()
    visitor.page.screenshot(path=shots / f"journey-location-{size}.png")
    visitor.page.get_by_label("修訂理由").locator("visible=true").fill("現場影像")
    visitor.page.get_by_role("button", name="儲存修訂").locator("visible=true").click()
    visitor.page.get_by_text("位置：已修訂").wait_for()

    crash_id = visitor.page.url.split("crash=")[1].split("&")[0]
    opened = open_store(str(store))
    record = opened.crash(crash_id)
    opened.close()
    assert record.crash["location_status"] == "corrected"
    assert (record.edits[0].author, record.edits[0].reason) == ("王小明", "現場影像")


def diagram_as_pdf(visitor, shots, name):
    """From the hotspots to the PDF of the first one's diagram; returns the PDF."""
    go_to(visitor, "易肇事地點")
    frame = visitor.map_frame()
    frame.locator(".daoan-site", has_text="1").last.wait_for()
    visitor.page.wait_for_timeout(800)
    visitor.page.screenshot(path=shots / f"journey-hotspots-{name}.png")
    choose_row(visitor, 0)
    visitor.page.get_by_role("button", name="下載 PDF").wait_for(timeout=60_000)
    visitor.settle()
    assert "site=" in visitor.page.url
    visitor.page.get_by_role("link", name="完整構圖與清單").click()
    visitor.page.get_by_role("heading", name="碰撞構圖").first.wait_for()
    visitor.page.locator(".sheet svg").wait_for(timeout=60_000)
    visitor.settle()
    visitor.page.screenshot(path=shots / f"journey-diagram-{name}.png")
    with visitor.page.expect_download(timeout=60_000) as download:
        visitor.page.get_by_role("button", name="下載 PDF").click()
    path = shots / f"journey-{name}.pdf"
    download.value.save_as(path)
    return path


def check_pdf(path: Path):
    """An A3 sheet that accounts for every crash; returns its text."""
    with pdfplumber.open(path) as pdf:
        page = pdf.pages[0]
        assert page.width / POINTS_PER_MM == pytest.approx(420.0, abs=0.1)
        assert page.height / POINTS_PER_MM == pytest.approx(297.0, abs=0.1)
        return page.extract_text()


def test_hotspots_then_diagram_then_record_in_the_demo_city(serve, browse, shots, demo_store):
    visitor = browse(serve(demo_store))
    visitor.open()
    text = check_pdf(diagram_as_pdf(visitor, shots, "demo"))
    assert "碰撞構圖" in text
    visitor.page.locator(".stick .no").first.click()
    visitor.page.get_by_role("button", name="開啟事故紀錄").click()
    visitor.page.get_by_text("回到清單").wait_for(timeout=30_000)
    assert "crash=demo-" in visitor.page.url


@pytest.mark.real_data
@pytest.mark.slow
@pytest.mark.parametrize("size", ["desk", "tablet"])
def test_import_of_a_city_then_hotspots_then_diagram_then_pdf(
    serve, browse, shots, tmp_path, real_data, size
):
    visitor = browse(serve(tmp_path / "store.gpkg"), size)
    import_file(visitor, real_data / "chiayi" / "chiayi_city_parties.csv")
    assert visitor.page.get_by_text("2,015").count() >= 1
    visitor.page.screenshot(path=shots / f"journey-chiayi-import-{size}.png")
    text = check_pdf(diagram_as_pdf(visitor, shots, f"chiayi-{size}"))
    assert "相對方位示意，非實際方向" in text
