"""The pages of diagrams: decisions, moves, saved views, accuracy, rules of a city, coverage."""

import contextlib
import json

import pytest

from collision_diagrams.panel import Mode
from collision_diagrams.published import keys_for_publication, published_drawing
from collision_diagrams.rule_files import RuleFile
from crashes.model import CrashFilter
from drawing.svg import write_svg
from language import Language, in_language
from storage.accounts import Role
from storage.documents import DocumentKind
from tests.ui.test_other_pages import site
from tests.ui.test_records_pages import button, fill_in, texts
from ui.diagram.attached import rules_of_city
from ui.diagram.decisions import confirm, take_back, withdraw
from ui.diagram.desk_data import DeskState, desk_data
from ui.diagram.placing import key_of_site, move_glyph, placement_of, put_back
from ui.diagram.question import DiagramQuestion
from ui.diagram.views import SavedViewError, read_view, save_view, saved_views
from ui.diagrams import diagram_of, diagram_svg, ghosts_svg, keys_of_site
from ui.screens.diagram_rules import tried
from ui.site_address import read_place
from ui.widgets.diagram_files import publication_salt

CRASH = "invented-0000"
PLACE = read_place(site(0))
QUESTION = DiagramQuestion(PLACE, CrashFilter())


def decided(crash_id=CRASH, author="王小明"):
    """Confirm the first reading that is offered for a crash."""
    case = next(one for one in diagram_of(QUESTION).reading.cases if one.facts.crash_id == crash_id)
    return confirm(crash_id, case.resolution.candidates[0], author=author)


def status(crash_id=CRASH):
    rows = diagram_of(QUESTION).rows.set_index("crash_id")
    return rows.loc[crash_id, "status"]


@pytest.mark.parametrize(
    ("mode", "language"), [("single", "zh-TW"), ("bundled", "en"), ("stick", "zh-TW")]
)
@pytest.mark.usefixtures("store")
def test_a_diagram_is_shown_in_every_mode(run_page, mode, language):
    test = run_page("diagram", language, site=site(0), colour="severity", mode=mode)
    assert not test.exception
    assert not test.error
    assert (test.query_params["colour"], test.query_params["mode"]) == ("severity", mode)


@pytest.mark.usefixtures("store")
def test_conditions_of_the_address_leave_crashes_out(run_page):
    test = run_page("diagram", site=site(0), where="severity:A1")
    assert "listed = 20 crashes" in texts(
        test
    )  # offered are other factors, this one is the filter's
    test = run_page("diagram", site=site(0), where="kind:car")
    assert not test.exception
    assert "0 plotted + 0 listed = 0 crashes" in texts(test)


@pytest.mark.usefixtures("store")
def test_conditions_that_only_dim_leave_every_crash_on_the_sheet(run_page):
    test = run_page("diagram", site=site(0), where="kind:car", others="dim")
    assert "listed = 20 crashes" in texts(test)


@pytest.mark.usefixtures("store")
def test_an_address_that_asks_nonsense_is_passed_over(run_page):
    said = {"where": "kind;;", "mode": "x", "colour": "y", "others": "z", "pick": "no-such-crash"}
    test = run_page("diagram", site=site(0), **said)
    assert not test.exception
    assert "listed = 20 crashes" in texts(test)


@pytest.mark.usefixtures("store")
def test_the_desk_accounts_for_every_crash_and_offers_what_is_undecided():
    with in_language(Language.EN):
        result = diagram_of(QUESTION)
        pictures = (diagram_svg(QUESTION), ghosts_svg(QUESTION))
        keys = keys_of_site(PLACE, CrashFilter())
        data = desk_data(result, keys, pictures, DeskState(may_write=True), Language.EN)
    assert len(data["crashes"]) == 20
    undecided = {one["id"] for one in data["undecided"]}
    assert undecided == {
        case.facts.crash_id for case in result.reading.cases if case.resolution.candidates
    }
    assert len(undecided) == result.listed == 20  # of this city no crash is read by itself
    assert all(1 <= len(one["candidates"]) <= 3 for one in data["undecided"])
    assert json.loads(json.dumps(data)) == data
    for one in undecided:
        assert f'data-ghost-of="{one}"' in pictures[1]


@pytest.mark.usefixtures("store")
def test_readings_of_one_crash_are_together_no_more_than_certain():
    keys, nobody = keys_of_site(PLACE, CrashFilter()), DeskState(may_write=True)
    data = desk_data(diagram_of(QUESTION), keys, ("", ""), nobody, Language.EN)
    asked = [one for one in data["undecided"] if len(one["candidates"]) > 1]
    assert asked
    for one in asked:
        shares = [int(reading["share"].rstrip("%")) for reading in one["candidates"]]
        assert sum(shares) <= 101  # each is rounded


@pytest.mark.usefixtures("store")
def test_a_decision_puts_the_crash_on_the_sheet_and_is_taken_back():
    before = status()
    assert before == "not_plottable"
    decision = decided()
    assert status() == "confirmed"
    take_back(decision, author="王小明")
    assert status() == before


def test_a_decision_is_kept_with_its_author_and_audited(store):
    decided(author="王小明")
    withdraw(CRASH, author="李大華")
    versions = store.document_versions(DocumentKind.READING, CRASH)
    assert [(one.author, bool(one.text)) for one in versions] == [
        ("王小明", True),
        ("李大華", False),
    ]
    log = store.audit_log(subject=CRASH)
    assert log["author"].tolist() == ["李大華", "王小明"]
    assert log["action"].tolist() == ["withdraw reading", "decide reading"]


@pytest.mark.usefixtures("store")
def test_a_moved_glyph_stands_elsewhere_until_it_is_put_back():
    decided()
    question = DiagramQuestion(PLACE, CrashFilter(), mode=Mode.SINGLE)

    def at():
        places = {one.crash_id: one for one in diagram_of(question).placed.panel.places}
        return places[CRASH].at_mm, places[CRASH].anchor_mm

    start, anchor = at()
    key = key_of_site(PLACE, diagram_of(question).reading.junction)
    move_glyph(key, CRASH, (30.0, -12.0), author="王小明")
    moved, _ = at()
    assert moved == pytest.approx((anchor[0] + 30.0, anchor[1] - 12.0), abs=0.05)
    put_back(key, CRASH, author="王小明")
    assert at()[0] == start
    assert placement_of(key).moves == {}


@pytest.mark.usefixtures("store")
def test_moves_of_two_people_in_the_same_moment_are_both_kept():
    key = "j0"
    for crash_id, author in (("c1", "王小明"), ("c2", "李大華")):
        move_glyph(key, crash_id, (1.0, 2.0), author=author)
    kept = placement_of(key).moves
    assert {crash_id: move.author for crash_id, move in kept.items()} == {
        "c1": "王小明",
        "c2": "李大華",
    }


@pytest.mark.usefixtures("store")
def test_a_view_is_saved_listed_and_replaced_under_its_name():
    query = {"site": site(0), "mode": "single", "lang": "en", "pick": CRASH}
    save_view("夜間", query, author="王小明")
    save_view("夜間", {**query, "mode": "stick"}, author="王小明")
    (view,) = saved_views()
    assert (view.name, view.author) == ("夜間", "王小明")
    assert dict(view.query) == {"site": site(0), "mode": "stick"}


@pytest.mark.parametrize("name", ["", "x" * 61])
@pytest.mark.usefixtures("store")
def test_a_view_without_a_sensible_name_is_refused(name):
    with pytest.raises(SavedViewError):
        save_view(name, {}, author="王小明")


@pytest.mark.parametrize("text", ["{", "[]", "5", '{"a": '])
def test_a_text_that_is_no_view_is_refused_or_empty(text):
    with contextlib.suppress(SavedViewError):
        assert read_view(text) == {}


@pytest.mark.usefixtures("store")
def test_the_page_saves_the_view_it_shows(run_page):
    test = run_page("diagram", site=site(0), mode="stick")
    next(one for one in test.text_input if one.label == "Name of this view").set_value("handout")
    button(test, "Save this view").click().run()
    assert not test.exception
    assert [(one.name, one.query["mode"]) for one in saved_views()] == [("handout", "stick")]


@pytest.mark.usefixtures("store")
def test_the_record_offers_readings_and_keeps_what_was_chosen(run_page):
    test = run_page("record", crash=CRASH)
    assert not test.exception
    fill_in(test, "decision_note", "video of the scene")
    next(one for one in test.button if one.key == "choose_0").click().run()
    assert not test.exception
    assert "Decided by" in texts(test)
    assert "video of the scene" in texts(test)
    assert status() == "confirmed"
    next(one for one in test.button if one.key == "withdraw").click().run()
    assert status() == "not_plottable"


@pytest.mark.usefixtures("store")
def test_a_record_that_cannot_be_drawn_is_said_so_by_a_person(run_page):
    test = run_page("record", crash=CRASH)
    next(one for one in test.button if one.key == "not_drawable").click().run()
    assert status() == "not_plottable"


@pytest.mark.usefixtures("store")
def test_who_may_only_read_decides_nothing(run_page, sign_in):
    sign_in(Role.READER, "訪客")
    test = run_page("record", crash=CRASH)
    assert all(one.disabled for one in test.button if str(one.key).startswith("choose_"))


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.usefixtures("store")
def test_the_accuracy_board_says_what_to_do_while_nothing_is_confirmed(run_page, language):
    test = run_page("accuracy", language)
    assert not test.exception
    assert [link.proto.page for link in test.get("page_link")]


@pytest.mark.usefixtures("store")
def test_the_accuracy_board_counts_decisions(run_page):
    decided()
    test = run_page("accuracy")
    assert not test.exception
    assert test.metric[0].value == "1"
    assert any("npa" in one.value.to_string() for one in test.dataframe)


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_a_changed_rule_file_is_tried_saved_and_taken_back(store, run_page, sign_in, language):
    sign_in(Role.ADMINISTRATOR, "主任")
    with in_language(Language(language)):
        test = run_page("diagram_rules", language)
        assert not test.exception
        text = RuleFile.GLYPHS.shipped_text.replace("shaft: 8.0", "shaft: 9.5")
        test.text_area[0].set_value(text).run()
        assert not test.exception
        next(
            one for one in test.button if one.proto.label.startswith(("Save for", "儲存為"))
        ).click()
        test.run()
        assert store.document(DocumentKind.RULES, RuleFile.GLYPHS).text == text
        assert dict(rules_of_city()) == {"glyphs.yaml": text}
        back = ("Use the shipped", "改回")
        next(one for one in test.button if one.proto.label.startswith(back)).click().run()
        assert dict(rules_of_city()) == {}


@pytest.mark.usefixtures("store")
def test_faults_of_a_rule_file_are_shown_with_their_lines_and_nothing_is_saved(run_page, sign_in):
    sign_in(Role.ADMINISTRATOR, "主任")
    test = run_page("diagram_rules")
    text = RuleFile.GLYPHS.shipped_text.replace("shaft: 8.0", "shaft: long")
    test.text_area[0].set_value(text).run()
    table = next(one.value for one in test.dataframe if "Setting" in one.value)
    assert table["Setting"].tolist() == ["sizes_mm.shaft"]
    assert button(test, "Save for the city").disabled


@pytest.mark.usefixtures("store")
def test_an_officer_may_try_rules_and_not_save_them(run_page):
    test = run_page("diagram_rules")
    text = RuleFile.GLYPHS.shipped_text.replace("shaft: 8.0", "shaft: 9.5")
    test.text_area[0].set_value(text).run()
    assert button(test, "Save for the city").disabled


@pytest.mark.usefixtures("store")
def test_a_preview_counts_the_readings_that_change():
    now = ()
    text = RuleFile.RESOLVER.shipped_text
    patient = text.replace("contradiction_deg: 100", "contradiction_deg: 180")
    assert patient != text
    same = tried("v", now, now, Language.EN)
    other = tried("v", now, (("resolver.yaml", patient),), Language.EN)
    assert (same.changed, same.total) == (0, 60)
    assert (other.changed, other.samples[0].is_changed) == (60, True)
    assert ("not_plottable", 60, 0) in other.statuses


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.usefixtures("store")
def test_the_coverage_page_runs(run_page, language):
    test = run_page("coverage", language)
    assert not test.exception
    assert not test.error


def test_a_month_is_stated_with_author_and_reason(store, run_page):
    test = run_page("coverage")
    test.selectbox(key="coverage_county").set_value("嘉義市")
    test.number_input(key="coverage_year").set_value(2025)
    test.selectbox(key="coverage_month").set_value(2)
    fill_in(test, "coverage_reason", "letter of the police")
    button(test, "Save the statement").click().run()
    assert not test.exception
    stated = store.coverage().set_index(["severity", "month"])
    assert stated.loc[("A2", "2025-02"), "stated_by"] == "王小明"
    table = next(
        one.value for one in test.dataframe if "Reason" in one.value and "Who" in one.value
    )
    assert set(table["Reason"]) == {"letter of the police"}


def test_a_statement_without_a_reason_is_refused(store, run_page):
    test = run_page("coverage")
    button(test, "Save the statement").click().run()
    assert [one.value for one in test.error]
    assert store.coverage()["stated_by"].isna().all()


@pytest.mark.usefixtures("store")
def test_the_diagrams_of_the_first_hotspots_become_one_file(run_page):
    test = run_page("hotspots")
    test.number_input(key="sheets_count").set_value(2)
    test.checkbox(key="sheets_with_lists").set_value(False)
    next(one for one in test.button if one.key == "sheets_make").click().run()
    assert not test.exception
    labels = [one.proto.label for one in test.get("download_button")]
    assert any(label.startswith("Download PDF (") for label in labels)


@pytest.mark.usefixtures("store")
def test_a_confirmed_reading_is_marked_on_the_sheet_and_in_its_legend():
    question = DiagramQuestion(PLACE, CrashFilter(), mode=Mode.SINGLE)
    assert "✓" not in diagram_svg(question)
    decided()
    assert diagram_svg(question).count("✓") == 2


@pytest.mark.usefixtures("store")
def test_the_files_of_a_diagram_are_offered_and_name_no_crash_by_its_own_key(run_page):
    decided()
    test = run_page("diagram", site=site(0))
    endings = {one.proto.label.removeprefix("Download ") for one in test.get("download_button")}
    assert {"PDF", "SVG", "PNG", "DXF", "GeoJSON"} <= endings
    result = diagram_of(QUESTION)
    keys = keys_for_publication(result, publication_salt())
    svg = write_svg(published_drawing(result.drawings[0], keys))
    assert "invented-" not in svg
    assert keys[CRASH] in svg
    assert publication_salt() == publication_salt()


@pytest.mark.usefixtures("store")
def test_a_contradiction_is_reported_to_the_record_with_the_items_to_look_at(run_page):
    test = run_page("record", crash=CRASH)
    said = [one.value for one in test.warning if "Look at" in str(one.value)]
    assert any("First contact part" in one for one in said)
    assert any(tab.label.endswith("⚠") for tab in test.tabs)
