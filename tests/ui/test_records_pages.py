"""The list of records, one record, and its corrections."""

import pytest

LAST = "invented-0059"


def texts(test):
    """Everything that the page says, as one text."""
    kinds = ("title", "subheader", "markdown", "caption", "text", "error", "warning", "info")
    return "\n".join(str(element.value) for kind in kinds for element in test.get(kind))


def fill_in(test, key, value):
    next(field for field in test.text_input if field.key == key).set_value(value)


def button(test, label, form=""):
    return next(
        one for one in test.button if one.label == label and one.proto.form_id.startswith(form)
    )


@pytest.mark.usefixtures("empty_store")
def test_an_empty_store_sends_the_user_to_the_import(run_page):
    for page in ("", "records"):
        test = run_page(page)
        assert not test.exception
        assert [one.page for one in test.get("page_link")] or "import" in texts(test).lower()


@pytest.mark.usefixtures("store")
def test_the_list_shows_the_latest_crash_first(run_page):
    test = run_page("records")
    assert not test.exception
    table = test.dataframe[0].value
    assert table["Crash key"].iloc[0] == LAST
    assert len(table) == 50
    assert "60 crashes" in texts(test)


@pytest.mark.usefixtures("store")
def test_the_search_finds_part_of_a_place(run_page):
    test = run_page("records", text="民族路")
    assert "20 crashes" in texts(test)


@pytest.mark.usefixtures("store")
def test_the_filter_stands_in_the_address(run_page):
    test = run_page("records", **{"class": "A1"})
    assert "15 crashes" in texts(test)
    test.button_group(key="filter_class").set_value(["A1", "A3"]).run()
    assert test.query_params["class"] == "A1,A3"
    assert "30 crashes" in texts(test)


@pytest.mark.usefixtures("store")
def test_markup_in_a_place_is_shown_as_text(run_page):
    test = run_page("record", crash=LAST)
    assert not test.exception
    title = test.title[0].value
    assert "\\<script\\>" in title
    assert "<script>" not in title.replace("\\<", "")
    assert "](" not in title.replace("\\]\\(", "")


@pytest.mark.usefixtures("store")
def test_a_record_that_is_not_there_is_named(run_page):
    test = run_page("record", crash="nobody")
    assert not test.exception
    assert "nobody" in texts(test)


def test_the_proposal_is_accepted_with_author_and_reason(store, run_page):
    test = run_page("record", crash=LAST)
    fill_in(test, "location_reason", "現場影像")
    button(test, "Save the correction", "correct_location").click()
    test.run()
    assert not test.exception
    record = store.crash(LAST)
    assert record.crash["location_status"] == "corrected"
    assert (record.crash["x_m"], record.crash["junction_id"]) == (194_000.0, "j0")
    assert (record.edits[0].author, record.edits[0].reason) == ("王小明", "現場影像")


def test_a_correction_without_a_reason_is_refused(store, run_page):
    test = run_page("record", crash=LAST)
    fill_in(test, "location_reason", "")
    button(test, "Save the correction", "correct_location").click()
    test.run()
    assert test.error
    assert store.crash(LAST).edits == ()


def test_a_correction_over_a_stale_record_shows_both_versions(store, run_page):
    from crashes.model import Edit

    test = run_page("record", crash=LAST)
    opened = store.crash(LAST)
    store.save_edits(
        LAST,
        [Edit("severity", "A1")],
        author="李大華",
        reason="診斷書",
        expected_revision=opened.revision,
    )
    fill_in(test, "location_reason", "現場影像")
    button(test, "Save the correction", "correct_location").click()
    test.run()
    assert not test.exception
    assert "李大華" in texts(test)
    conflict = next(table.value for table in test.dataframe if "Your version" in table.value)
    assert set(conflict["Item"]) == {"Location", "Severity"}
    assert store.crash(LAST).crash["location_status"] == "disagrees"
    button(test, "Save mine over it").click()
    test.run()
    record = store.crash(LAST)
    assert record.crash["location_status"] == "corrected"
    assert record.crash["severity"] == "A1"


def test_an_action_is_corrected_for_one_party(store, run_page):
    test = run_page("record", crash=LAST)
    test.selectbox(key="party_1_action_code").set_value("05")
    fill_in(test, "party_1_reason", "現場影像")
    button(test, "Save the correction", "correct_party_1").click()
    test.run()
    assert not test.exception
    parties = store.crash(LAST).parties
    assert [party["action_code"] for party in parties] == ["05", "06"]


@pytest.mark.usefixtures("store")
def test_the_page_speaks_chinese_unless_asked(run_page):
    test = run_page("records", language="zh-TW")
    assert test.title[0].value == "事故紀錄"
    assert "lang" not in test.query_params
