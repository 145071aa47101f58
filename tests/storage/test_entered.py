"""Crashes that officers entered: crashes like any other, that no file takes away."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pandas as pd
import pytest

from crashes.model import CRASH_COLUMNS, CrashFilter, Edit, EnteredCrash
from crashes.relocation import relocate
from storage.entered import new_crash_id
from storage.open import open_store
from storage.store import StaleRevisionError, StoreError
from tests.storage.batches import batch, crash, location, locations, party

POINT_M = (195_000.0, 2_597_000.0)
AT = datetime(2026, 11, 21, 8, 5)
PARTIES = (
    {"party_no": 1, "kind_code": "C03", "from_deg": 0.0, "to_deg": 180.0},
    {"party_no": 2, "kind_code": "B01", "from_deg": 270.0, "to_deg": None},
)


def entered(crash_id="entered-1", parties=PARTIES, point_m=POINT_M, junction_id="j1", **values):
    named = {
        "crash_id": crash_id,
        "code_version": "from-2023-07",
        "occurred_at": AT,
        "severity": "A2",
        "county": "嘉義市",
    }
    return EnteredCrash(named | values, tuple(parties), point_m, junction_id)


def save(store, one, expected_revision=0, author="陳"):
    return store.save_entered_crash(one, author=author, expected_revision=expected_revision)


def test_entered_crash_is_read_with_all_others(store):
    store.save_import(batch([crash("c1")]))
    store.save_locations(locations(location("c1")))
    revision = save(store, entered(crash_type_code="13"))
    here = CrashFilter(box_m=(194_900.0, 2_596_900.0, 195_100.0, 2_597_100.0))
    crashes = store.crashes(here).set_index("crash_id")
    assert sorted(crashes.index) == ["c1", "entered-1"]
    mine = crashes.loc["entered-1"]
    assert (mine["source"], mine["severity"], mine["crash_type_code"]) == ("entered", "A2", "13")
    assert (mine["x_m"], mine["y_m"], mine["junction_id"]) == (*POINT_M, "j1")
    assert (mine["lon"], mine["lat"]) == pytest.approx((120.4618, 23.4757), abs=0.01)
    assert mine["location_status"] == "corrected"
    assert mine["revision"] == revision
    assert mine["occurred_at"] == pd.Timestamp(AT)
    parties = store.parties(["entered-1"])
    assert parties["kind_code"].tolist() == ["C03", "B01"]
    assert parties["from_deg"].tolist() == [0.0, 270.0]
    assert parties["to_deg"].isna().tolist() == [False, True]
    store.check_integrity()


def test_entered_crash_is_no_imported_file(store):
    save(store, entered())
    assert store.imports().empty
    assert store.crash("entered-1").source_rows == ()


def test_entering_again_keeps_what_was_there(store):
    first = save(store, entered())
    second = save(store, entered(crash_type_code="10", parties=PARTIES[:1]), first, author="林")
    assert second > first
    record = store.crash("entered-1")
    assert record.crash["crash_type_code"] == "10"
    assert len(record.parties) == 1, "a party that the officer took out is gone"
    assert record.revision == second
    log = store.audit_log(subject="entered-1")
    assert log[log["action"] == "enter crash"]["author"].tolist() == ["林", "陳"]
    store.check_integrity()


def test_same_content_again_changes_nothing(store):
    first = save(store, entered())
    log = len(store.audit_log())
    assert save(store, entered(), first) == first
    assert len(store.audit_log()) == log


def test_who_enters_on_an_old_revision_is_told_who_came_first(store):
    first = save(store, entered())
    save(store, entered(deaths=1), first, author="林")
    with pytest.raises(StaleRevisionError, match="林 changed crash entered-1") as told:
        save(store, entered(deaths=2), first)
    assert [one["author"] for one in told.value.values["changes"]] == ["林"]
    with pytest.raises(StaleRevisionError):
        save(store, entered(deaths=2), 0)
    assert store.crash("entered-1").crash["deaths"] == 1


def test_of_many_who_enter_at_once_only_one_wins_a_revision(store):
    first = save(store, entered())

    def work(number):
        try:
            return save(store, entered(deaths=number), first, author=f"t{number}")
        except StaleRevisionError:
            return None

    with ThreadPoolExecutor(8) as threads:
        won = [one for one in threads.map(work, range(1, 9)) if one]
    assert won == [first + 1]


def test_no_file_takes_an_entered_crash_away(store):
    revision = save(store, entered())
    before = store.crash("entered-1")
    store.save_import(batch([crash("c1"), crash("entered-1", deaths=9)]))
    outcome = store.save_import(batch([crash("c1", deaths=1)], file="later.csv"))
    assert outcome.crashes_changed == 1
    assert store.crash("entered-1") == before
    assert store.crash("entered-1").revision == revision


def test_point_that_an_officer_set_stays_when_locations_are_judged_anew(store):
    store.save_import(batch([crash(f"c{number}") for number in range(3)]))
    save(store, entered())
    relocate(store)
    mine = store.crash("entered-1").crash
    assert (mine["x_m"], mine["y_m"], mine["junction_id"]) == (*POINT_M, "j1")
    assert mine["location_status"] == "corrected"
    store.check_integrity()


def test_point_that_somebody_corrected_later_stays_until_it_is_entered_elsewhere(store):
    first = save(store, entered())
    moved = {"x_m": 195_010.0, "y_m": 2_597_000.0}
    second = store.save_edits(
        "entered-1", [Edit("location", moved)], author="林", reason="圖", expected_revision=first
    )
    third = save(store, entered(deaths=0), second)
    assert store.crash("entered-1").crash["x_m"] == 195_010.0
    save(store, entered(deaths=0, point_m=(195_020.0, 2_597_000.0)), third)
    assert store.crash("entered-1").crash["x_m"] == 195_020.0


def test_delivered_crash_is_corrected_not_entered(store):
    store.save_import(batch([crash("c1")]))
    with pytest.raises(StoreError, match="delivered in a file"):
        save(store, entered("c1"), 1)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"occurred_at": None}, "needs occurred_at"),
        ({"severity": None}, "needs severity"),
        ({"code_version": None}, "needs code_version"),
        ({"severity": "A4"}, "no class"),
        ({"crash_id": "a\nb"}, "cannot be a key"),
        ({"colour": "red"}, "no column colour"),
        ({"deaths": "many"}, "deaths"),
        ({"parties": ({"party_no": 1}, {"party_no": 1})}, "share a number"),
        ({"parties": ({"party_no": 1, "name": "王"},)}, "no column name"),
        ({"point_m": (float("nan"), 0.0)}, "two numbers"),
    ],
)
def test_crash_that_cannot_be_right_is_refused(store, values, said):
    with pytest.raises(StoreError, match=said):
        save(store, entered(**values))
    assert store.count_crashes() == 0
    assert store.audit_log().query("action == 'enter crash'").empty


def test_crash_without_a_point_is_kept(store):
    assert save(store, entered(point_m=None)) == 1
    assert store.crash("entered-1").crash["location_status"] == "missing"


def test_point_needs_a_store_with_a_crs(url):
    store = open_store(url)
    with pytest.raises(StoreError, match="no CRS yet"):
        save(store, entered())
    assert save(store, entered(point_m=None)) == 1
    store.close()


def test_new_keys_are_all_different():
    assert len({new_crash_id() for _ in range(100)}) == 100


def test_every_column_of_a_crash_can_be_entered(store):
    source = store.save_import(batch([crash("c1")]))
    assert source.crashes_new == 1
    values = {name: store.crash("c1").crash[name] for name in CRASH_COLUMNS}
    members = [{**party("x", number)} for number in (1, 2)]
    whole = EnteredCrash(values | {"crash_id": "e1"}, tuple(members))
    save(store, whole)
    mine = store.crash("e1").crash
    same = [name for name in CRASH_COLUMNS if name not in ("crash_id", "source")]
    assert {name: mine[name] for name in same} == {name: values[name] for name in same}


def withdraw(store, revision, crash_id="entered-1", author="林", reason="重複登錄"):
    store.withdraw_entered_crash(crash_id, author=author, reason=reason, expected_revision=revision)


def test_withdrawn_crash_is_counted_no_more_and_stands_in_the_audit_log(store):
    store.save_import(batch([crash("c1")]))
    first = save(store, entered(crash_type_code="13"))
    edit = Edit("action_code", "08", 2)
    second = store.save_edits(
        "entered-1", [edit], author="林", reason="圖", expected_revision=first
    )
    withdraw(store, second)
    assert store.crashes()["crash_id"].tolist() == ["c1"]
    assert store.count_crashes(CrashFilter(sources=("entered",))) == 0
    assert store.parties()["crash_id"].unique().tolist() == ["c1"]
    last = store.audit_log(subject="entered-1").iloc[0]
    kept = json.loads(last["detail"])
    assert (last["action"], last["author"], kept["reason"]) == ("withdraw crash", "林", "重複登錄")
    assert kept["crash"]["crash_type_code"] == "13"
    assert [one["kind_code"] for one in kept["parties"]] == ["C03", "B01"]
    assert [one["field"] for one in kept["edits"]] == ["location", "action_code"]
    store.check_integrity()
    again = save(store, entered())
    assert store.crash("entered-1").revision == again
    store.check_integrity()


def test_crash_that_was_entered_twice_over_is_withdrawn_with_its_history(store):
    first = save(store, entered())
    second = save(store, entered(deaths=1), first)
    withdraw(store, second)
    assert store.count_crashes() == 0
    store.check_integrity()


def test_only_an_entered_crash_is_withdrawn_as_it_is_known_and_with_a_reason(store):
    store.save_import(batch([crash("c1")]))
    revision = save(store, entered())
    with pytest.raises(StoreError, match="it stays"):
        withdraw(store, 1, "c1")
    with pytest.raises(StaleRevisionError):
        withdraw(store, revision - 1)
    with pytest.raises(StoreError, match="needs a reason"):
        withdraw(store, revision, reason=" ")
    with pytest.raises(StoreError, match="needs an author"):
        withdraw(store, revision, author="")
    assert store.count_crashes() == 2
