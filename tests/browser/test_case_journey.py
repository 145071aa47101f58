"""The night of an officer: from the first click to the printed sheet, counted action by action."""

from datetime import datetime

import pdfplumber
import pytest

from crashes.scene.case_document import parse_case
from crashes.scene.document import parse_scene
from crashes.scene.map_pin import MapPin
from storage.documents import DocumentKind
from storage.open import open_store
from tests.browser.case_officer import CaseOfficer, crossing_ways

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_POINTER_ACTIONS, MOST_FIELD_ENTRIES = 16, 10
POINTS_PER_MM = 72 / 25.4
ENTERED = {
    "severity": "A2",
    "occurred_at": "2026-11-20T22:14",
    "crash_type_code": "15",
    "place_text": "示範市示北區示安大道2段與禮讓大道2段口",
}
CAR = {"kind_code": "B03", "action_code": "09"}


def make_case(officer):
    """A2, crossing, two cars; returns the numbers that were typed."""
    officer.open_new_case()
    officer.find("禮讓大道二段 示安大道2段")
    officer.enter("occurred_at", "2026-11-20T22:14")
    officer.chip("severity/A2")
    officer.enter("crash_type_code", "15")
    for party, part in ((1, "01"), (2, "04")):
        officer.chip(f"{party}/kind_code/B03")
        officer.enter(f"{party}/action_code", "09")
        officer.chip(f"{party}/contact_first_code/{part}")
    officer.wait_until_saved()
    officer.on_to_the_street()
    for came, went in crossing_ways(officer.street()):
        officer.tap_ground(came)
        officer.tap_ground(went)
    for place in ((0.5, -1.0), (4.0, 2.5), (-3.5, 4.5)):  # impact, then A and B at rest
        officer.tap_ground(place)
    start, along = officer.visible_kerb()
    officer.tap_ground(start)
    officer.tap_ground(along)
    officer.page.locator(".value input").first.wait_for()
    read = officer.editor("e.scene.measurements.map(m => m.value_m)")
    numbers = [round(value + 0.12, 2) for value in read]
    officer.type_numbers(numbers)
    officer.settle()
    return numbers


def pdf_text(officer, path):
    with officer.page.expect_download(timeout=60_000) as download:
        officer.page.get_by_role("button", name="PDF").click()
    download.value.save_as(path)
    with pdfplumber.open(path) as pdf:
        page = pdf.pages[0]
        assert page.width / POINTS_PER_MM == pytest.approx(297.0, abs=0.1)
        assert page.height / POINTS_PER_MM == pytest.approx(210.0, abs=0.1)
        return page.extract_text()


@pytest.mark.parametrize("size", ["desk", "tablet"])
def test_a_case_is_made_in_sixteen_pointer_actions_and_ten_entries(
    serve, browse, shots, mapped_store, size
):
    visitor = browse(serve(mapped_store), size)
    visitor.open("cases")
    officer = CaseOfficer(visitor, touch=size == "tablet")
    numbers = make_case(officer)
    print(f"{size}: {officer.pointer_actions} pointer actions, {officer.field_entries} entries")
    assert officer.pointer_actions <= MOST_POINTER_ACTIONS
    assert officer.field_entries <= MOST_FIELD_ENTRIES
    visitor.page.screenshot(path=shots / f"case-scene-{size}.png")
    drawn = officer.scene()
    crash_id = drawn["crash_id"]

    visitor.page.reload()
    visitor.settle()
    officer.wait_for_editor()
    assert officer.scene() == drawn
    assert visitor.page.locator("dialog").count() == 0

    officer.go_to_step("3 圖幅")
    visitor.page.locator(".sheet svg").wait_for()
    visitor.page.screenshot(path=shots / f"case-sheet-{size}.png")
    missing = visitor.page.locator(".st-key-check_missing").inner_text()
    for word in ("警察局名稱", "總編號", "車牌", "摘要"):
        assert word in missing
    visitor.page.get_by_text("調查報告表未填欄位").click()
    empty = visitor.page.get_by_test_id("stExpanderDetails").inner_text()
    for word in ("天候", "道路照明設備", "道路速限", "受傷程度"):
        assert word in empty
    text = pdf_text(officer, shots / f"case-{size}.pdf")
    assert "示安大道2段與禮讓大道2段口" in text
    assert "115年11月20日22時14分" in text
    for number in numbers:
        assert f"{number:.2f}" in text
    assert "≈" not in text.replace("≈：", "")
    assert "推定" in text  # the sizes of the cars are said to be assumed
    assert not [word for word in ("晴", "乾燥", "柏油", "未受傷", "有照明") if word in text]

    officer.go_to_step("1 案件")
    officer.page.locator(".daoan-case .map").wait_for()
    assert officer.case()["values"] == ENTERED
    visitor.page.screenshot(path=shots / f"case-form-{size}.png")

    officer.go_to_step("3 圖幅")
    visitor.page.get_by_role("button", name="納入事故紀錄").click()
    visitor.page.get_by_text("事故已納入紀錄").wait_for()
    check_store(mapped_store, crash_id)


def check_store(path, crash_id):
    """What was entered is a crash with directions of travel; nothing else was filled in."""
    store = open_store(str(path))
    case = parse_case(store.document(DocumentKind.CASE, crash_id).text)
    scene = parse_scene(store.document(DocumentKind.SCENE, crash_id).text)
    record = store.crash(crash_id)
    store.close()
    assert case.values == ENTERED
    assert [party.values for party in case.parties] == [
        {**CAR, "contact_first_code": "01"},
        {**CAR, "contact_first_code": "04"},
    ]
    assert MapPin.read(scene.map_version).on == datetime(2026, 11, 20).date()
    assert {one.origin.value for one in scene.measurements} == {"measured"}
    crash = record.crash
    assert (crash["severity"], crash["crash_type_code"]) == ("A2", "15")
    assert crash["occurred_at"] == datetime(2026, 11, 20, 22, 14)
    assert crash["weather_code"] is None
    came = [party["from_deg"] for party in record.parties]
    went = [party["to_deg"] for party in record.parties]
    assert abs((came[0] - came[1]) % 180 - 90) < 30
    for start, end in zip(came, went, strict=True):
        assert abs((end - start) % 360 - 180) < 30
