"""The pages of a case without a browser: list, check list, versions, identity, roles."""

from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest

from crashes.demo_city.street_map import demo_street_map
from crashes.scene.case import Case, CaseParty, CasePlace, CaseState, PlaceOrigin
from crashes.scene.case_document import parse_case, write_case
from crashes.scene.document import parse_scene, write_scene
from crashes.scene.model import SheetChoice, SheetPaper
from crashes.scene.sheet import scene_sheets
from roadnet.records import area_of, records_of
from storage.accounts import Role
from storage.documents import DocumentKind
from storage.identity_key import make_key_file
from tests.crashes.scene.made_crash import FACTS, made_crash, made_junction
from tests.ui.conftest import OFFICER
from ui.case.sheet_step import file_content

CRASH = "entered-1"
POINTS_PER_MM = 72 / 25.4


@pytest.fixture
def cases(empty_store):
    """A store with streets and a case whose scene has two versions."""
    streets = demo_street_map()
    empty_store.change_settings(crs=streets.crs, counties=("示範市",))
    empty_store.save_streets(area_of(streets), records_of(streets), author="demo")
    node = next(one for one in streets.nodes if one.node_id == "demo/D3")
    place = CasePlace(node.x_m, node.y_m, 119.95, 23.65, PlaceOrigin.MAP)
    values = {"severity": "A2", "occurred_at": "2026-11-20T22:14", "place_text": "示安大道口"}
    parties = (CaseParty(1, {"kind_code": "B03"}), CaseParty(2, {"kind_code": "C03"}))
    case = Case(CRASH, place=place, values=values, parties=parties)
    empty_store.save_document(
        DocumentKind.CASE, CRASH, write_case(case), author="chen", expected_version=0
    )
    scene = replace(made_crash(), crash_id=CRASH, origin_m=(node.x_m, node.y_m), map_version=None)
    moved = [
        replace(one, at_m=(7.6, 1.8)) if one.object_id == "car-a" else one for one in scene.objects
    ]
    for version, text in enumerate((scene, replace(scene, objects=tuple(moved)))):
        empty_store.save_document(
            DocumentKind.SCENE, CRASH, write_scene(text), author="chen", expected_version=version
        )
    return empty_store


def texts(page):
    kinds = ("title", "markdown", "caption", "info", "warning", "success", "error", "subheader")
    return " ".join(str(one.value) for kind in kinds for one in page.get(kind))


def fault_of(page):
    return [one.value for one in page.exception]


@pytest.mark.usefixtures("cases")
def test_the_list_says_what_each_case_is_and_who_saved_it(run_page):
    page = run_page("cases")
    assert not fault_of(page)
    said = texts(page)
    assert "Drafts \\(1\\)" in said or "Drafts (1)" in said
    assert "by chen" in said
    assert "version 1" in said


@pytest.mark.usefixtures("cases")
def test_a_visitor_is_asked_to_sign_in(run_page, sign_in):
    sign_in(None)
    for page in (run_page("cases"), run_page("case", crash=CRASH)):
        assert not fault_of(page)
        assert "Sign in" in texts(page)
        assert "chen" not in texts(page)


@pytest.mark.usefixtures("cases")
def test_a_reader_sees_a_case_and_changes_nothing(run_page, sign_in):
    sign_in(Role.READER, "lin")
    assert "New crash" not in [one.label for one in run_page("cases").button]
    page = run_page("case", crash=CRASH, step="versions")
    assert not [one for one in page.button if "Restore" in one.label]
    assert not [one for one in run_page("case", crash=CRASH, step="sheet").button if one.key]


def test_two_versions_are_compared_and_the_earlier_one_restored(cases, run_page):
    page = run_page("case", crash=CRASH, step="versions")
    assert not fault_of(page)
    assert "moved by 5" in texts(page).replace("\\", "")
    page.button(key="version_restore").click().run()
    assert not fault_of(page)
    versions = cases.document_versions(DocumentKind.SCENE, CRASH)
    assert [one.version for one in versions] == [1, 2, 3]
    assert versions[2].text == versions[0].text
    assert versions[2].author == OFFICER
    assert "stands again" in texts(page)


@pytest.mark.usefixtures("cases")
def test_the_check_list_names_what_is_missing_and_what_is_empty(run_page):
    page = run_page("case", crash=CRASH, step="sheet")
    assert not fault_of(page)
    said = texts(page).replace("\\", "")
    for sentence in ("The police bureau", "The plate of Vehicle A", "Weather", "Injured"):
        assert sentence.split()[-1] in said
    assert "Kerbs and markings of the street are missing" in said


def test_a_case_becomes_a_crash_of_the_records(cases, run_page):
    page = run_page("case", crash=CRASH, step="sheet")
    page.button(key="case_done").click().run()
    assert not fault_of(page)
    record = cases.crash(CRASH)
    assert record.crash["severity"] == "A2"
    scene = parse_scene(cases.document(DocumentKind.SCENE, CRASH).text)
    assert record.parties[0]["from_deg"] == scene.travels[0].approach.bearing_deg
    case = parse_case(cases.document(DocumentKind.CASE, CRASH).text)
    assert case.state is CaseState.DONE
    page.button(key="case_done").click().run()
    assert cases.crash(CRASH).revision == record.revision


@pytest.mark.usefixtures("cases")
def test_without_a_key_the_page_says_that_identity_cannot_be_kept(run_page, monkeypatch):
    monkeypatch.delenv("DAOAN_KEY_FILE", raising=False)
    page = run_page("case", crash=CRASH)
    assert not fault_of(page)
    assert "DAOAN" in texts(page)
    assert not page.text_input


def test_identity_is_sealed_opened_for_a_reason_and_on_the_sheet_only_when_asked(
    cases, run_page, monkeypatch, tmp_path
):
    key_file = tmp_path / "key"
    make_key_file(key_file)
    monkeypatch.setenv("DAOAN_KEY_FILE", str(key_file))
    page = run_page("case", crash=CRASH)
    page.text_input(key="identity_1_plate").input("ABC-1234")
    page.button[-1].click().run()
    assert not fault_of(page)
    assert cases.parties_with_identity(CRASH) == (1,)
    assert "ABC-1234" not in cases.document(DocumentKind.CASE, CRASH).text
    assert "ABC-1234" not in " ".join(str(one.value) for one in page.text_input)
    sheet = run_page("case", crash=CRASH, step="sheet")
    assert "plate of Vehicle A" in texts(sheet).replace("\\", "")
    next(one for one in sheet.button if "plates" in one.label).click().run()
    assert "plate of Vehicle A" not in texts(sheet).replace("\\", "")
    opened = cases.audit_log(subject=CRASH)
    assert "open identity" in set(opened["action"])


@pytest.mark.usefixtures("cases")
def test_a_case_that_is_not_there_is_a_new_one(run_page):
    page = run_page("case", crash="entered-unknown")
    assert not fault_of(page)
    assert page.title[0].value == "New crash"


@pytest.mark.usefixtures("cases")
def test_a_calculator_gives_a_range_or_says_why_not(run_page):
    page = run_page("case", crash=CRASH, step="calculators")
    assert not fault_of(page)
    page.number_input(key="calculator_skid_0").set_value(30.0)
    page.number_input(key="calculator_skid_1").set_value(0.7).run()
    assert page.metric[0].value == "67.7 – 78.1"
    page.number_input(key="calculator_skid_1").set_value(3.0).run()
    assert not page.metric
    assert "friction of 3" in texts(page).replace("\\", "").lower()
    assert page.number_input(key="calculator_momentum_1_1").value == 90.0


@pytest.mark.parametrize("paper", [SheetPaper.A4, SheetPaper.A3])
def test_the_sheet_is_given_as_pdf_svg_dxf_and_json(paper):
    scene = replace(made_crash(), sheet=SheetChoice(paper))
    drawings = scene_sheets(scene, FACTS, made_junction())
    with pdfplumber.open(BytesIO(file_content("pdf", scene, drawings))) as pdf:
        page = pdf.pages[0]
        wide = {SheetPaper.A4: 297.0, SheetPaper.A3: 420.0}[paper]
        assert page.width / POINTS_PER_MM == pytest.approx(wide, abs=0.1)
        assert "道路交通事故現場圖" in page.extract_text()
    assert f'width="{wide:.0f}mm"'.encode() in file_content("svg", scene, drawings)
    assert b"ENTITIES" in file_content("dxf", scene, drawings)
    assert parse_scene(file_content("json", scene, drawings)) == scene


@pytest.mark.usefixtures("cases")
def test_the_paper_is_chosen_for_this_print(run_page):
    page = run_page("case", crash=CRASH, step="sheet")
    page.segmented_control(key="scene_paper").set_value("A3").run()
    assert not fault_of(page)
