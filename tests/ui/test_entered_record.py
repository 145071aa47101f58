"""The record of a crash that an officer entered: its double in a file, and its withdrawal."""

from datetime import timedelta

import pytest

from crashes.model import EnteredCrash
from tests.ui.test_records_pages import LAST, button, fill_in, texts

KEY = "entered-1"


@pytest.fixture
def doubled(store):
    """The last crash of the store, entered by an officer, too, five minutes apart."""
    crash = store.crash(LAST).crash
    entered = EnteredCrash(
        {
            "crash_id": KEY,
            "code_version": "from-2023-07",
            "occurred_at": crash["occurred_at"] + timedelta(minutes=5),
            "severity": crash["severity"],
            "county": crash["county"],
        },
        ({"party_no": 1, "kind_code": "C03"},),
        point_m=(crash["x_m"] + 10, crash["y_m"]),
    )
    store.save_entered_crash(entered, author="陳", expected_revision=0)
    return store


def test_double_in_a_file_is_pointed_out_and_withdrawn(doubled, run_page):
    test = run_page("record", crash=KEY)
    assert not test.exception
    assert "5 minutes away" in texts(test)
    assert LAST in [one.proto.label.replace("\\", "") for one in test.get("page_link")]
    fill_in(test, "withdraw_reason", "同一事故")
    button(test, "Withdraw", "withdraw").click()
    test.run()
    assert not test.exception
    assert KEY not in doubled.crashes()["crash_id"].tolist()
    assert doubled.count_crashes() == 60
    last = doubled.audit_log(subject=KEY).iloc[0]
    assert (last["action"], last["author"]) == ("withdraw crash", "王小明")


def test_withdrawal_without_a_reason_is_refused(doubled, run_page):
    test = run_page("record", crash=KEY)
    button(test, "Withdraw", "withdraw").click()
    test.run()
    assert [one.value for one in test.error] == ["Withdrawing a crash needs a reason."]
    assert doubled.count_crashes() == 61


@pytest.mark.usefixtures("doubled")
def test_delivered_record_cannot_be_withdrawn(run_page):
    test = run_page("record", crash=LAST)
    assert not [one for one in test.button if one.label == "Withdraw"]


@pytest.mark.usefixtures("doubled")
def test_reader_sees_the_double_and_no_form(run_page, sign_in):
    sign_in(None)
    test = run_page("record", crash=KEY)
    assert "5 minutes away" in texts(test)
    assert not [one for one in test.button if one.label == "Withdraw"]


@pytest.mark.usefixtures("doubled")
def test_import_page_lists_doubles(run_page):
    test = run_page("imports")
    assert not test.exception
    assert "1 crashes that officers entered may have come in a file" in texts(test)
    assert KEY in [one.proto.label.replace("\\", "") for one in test.get("page_link")]


@pytest.mark.usefixtures("store")
def test_import_page_says_nothing_of_doubles_where_there_are_none(run_page):
    assert "officers entered" not in texts(run_page("imports"))
