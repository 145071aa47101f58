"""What every store keeps beside the crashes: settings, junctions, coverage, quarantine, audit."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from roadnet.model import Arm, Control, Junction, JunctionId, Method
from storage.store import StoreError, StoreSettings
from tests.storage.batches import (
    batch,
    coverage,
    crash,
    location,
    locations,
    quarantine,
    unknown_codes,
)

JANUARY = ("嘉義市", "A2", "2025-01")

# settings


def test_new_store_has_the_settings_of_a_new_store(store):
    assert store.settings() == StoreSettings(crs="EPSG:3826")


def test_settings_are_changed_one_by_one(store):
    store.change_settings(counties=("嘉義市", "臺南市"), is_demo=True)
    changed = store.change_settings(city_name="嘉義市")
    assert changed == store.settings()
    assert changed == StoreSettings(
        crs="EPSG:3826", counties=("嘉義市", "臺南市"), city_name="嘉義市", is_demo=True
    )


def test_other_names_are_kept_in_more(store):
    store.change_settings(meeting_day=12)
    changed = store.change_settings(more={"logo": "a.png"})
    assert changed.more == {"meeting_day": 12, "logo": "a.png"}


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:2263", "EPSG:999999", "TWD97", "EPSG:3826x"])
def test_crs_that_is_not_in_metres_is_refused(store, crs):
    with pytest.raises(StoreError):
        store.change_settings(crs=crs, city_name="x")
    assert store.settings() == StoreSettings(crs="EPSG:3826")


def test_crs_of_a_store_with_points_stays(store):
    store.change_settings(crs="EPSG:32651")
    store.save_import(batch())
    store.save_locations(locations(location()))
    with pytest.raises(StoreError, match="EPSG:32651"):
        store.change_settings(crs="EPSG:3826")
    assert store.change_settings(crs="EPSG:32651").crs == "EPSG:32651"


# junctions


def junction(key, name="甲×乙", x_m=0.0, y_m=0.0, method=Method.PLACE_TEXT, **more):
    return Junction(JunctionId(key), name, x_m, y_m, tuple(name.split("×")), method=method, **more)


def test_junctions_come_back_whole_by_name_then_key(store):
    full = junction(
        "j3",
        "中山路×文化路",
        arms=(Arm("中山路", 12.5, 2, 1), Arm("文化路", 100.0)),
        control=Control.SIGNAL,
        sigma_m=7.5,
    )
    saved = [junction("j2"), full, junction("j1")]
    store.save_junctions(saved, replace_method="place_text")
    assert store.junctions() == (full, junction("j1"), junction("j2"))


def test_box_of_junctions_includes_its_sides(store):
    saved = [junction(f"j{k}", x_m=200_000.1 + k, y_m=2_500_000.3) for k in range(4)]
    store.save_junctions(saved, replace_method="place_text")
    found = store.junctions((200_001.1, 2_500_000.3, 200_002.1, 2_500_000.3))
    assert [one.junction_id for one in found] == ["j1", "j2"]


def test_junctions_of_the_method_that_are_not_saved_again_go(store):
    surveyed = junction("s1", method=Method.SURVEYED)
    store.save_junctions([junction("j1"), surveyed], replace_method="surveyed")
    moved = junction("j2", x_m=9.0)
    store.save_junctions([junction("j2"), junction("j3")], replace_method="place_text")
    store.save_junctions([moved], replace_method="place_text")
    assert store.junctions() == (moved, surveyed)


def test_two_junctions_with_one_key_are_refused(store):
    with pytest.raises(StoreError):
        store.save_junctions([junction("j1"), junction("j1")], replace_method="osm")


# coverage


def states(store):
    return {
        (row.county, row.severity, row.month): (row.state, row.days, row.stated_by)
        for row in store.coverage().itertuples()
    }


def deliver(store, file, *rows):
    store.save_import(batch(file=file, coverage=coverage(rows), sha256=file))


def test_complete_beats_partial_in_any_order(store):
    whole = tuple(range(1, 32))
    deliver(store, "fragment", (*JANUARY, "partial", (1, 2), "why"))
    deliver(store, "month", (*JANUARY, "complete", whole, "all"))
    deliver(store, "late fragment", (*JANUARY, "partial", (31,), "why"))
    assert states(store) == {JANUARY: ("complete", whole, None)}
    assert store.coverage()["reason"].tolist() == ["all"]


def test_days_of_fragments_are_united_and_stay_a_fragment(store):
    deliver(store, "first half", (*JANUARY, "partial", range(1, 16), None))
    deliver(store, "second half", (*JANUARY, "partial", range(16, 32), None))
    assert states(store) == {JANUARY: ("partial", tuple(range(1, 32)), None)}


def test_file_imported_again_replaces_what_it_said(store):
    deliver(store, "a", (*JANUARY, "complete", None, None))
    assert states(store) == {JANUARY: ("complete", tuple(range(1, 32)), None)}
    deliver(store, "a", (*JANUARY, "partial", (2,), None))
    assert states(store) == {JANUARY: ("partial", (2,), None)}


def test_word_of_a_person_stands_over_the_files(store):
    deliver(store, "a", (*JANUARY, "partial", (1, 2), None))
    store.state_coverage(*JANUARY, "complete", author="林")
    deliver(store, "b", (*JANUARY, "partial", (3,), None))
    assert states(store) == {JANUARY: ("complete", (1, 2, 3), "林")}
    store.state_coverage(*JANUARY, "partial", author="陳")
    assert states(store) == {JANUARY: ("partial", (1, 2, 3), "陳")}


def test_person_can_speak_of_a_month_without_files(store):
    store.state_coverage("臺北市", "A1", "2024-12", "absent", author="林")
    assert states(store) == {("臺北市", "A1", "2024-12"): ("absent", (), "林")}


@pytest.mark.parametrize(
    "key",
    [
        ("嘉義市", "A9", "2025-01", "complete"),
        ("嘉義市", "A1", "2025-13", "complete"),
        ("嘉義市", "A1", "2025-1", "complete"),
        ("嘉義市", "A1", "2025-01", "whole"),
        ("", "A1", "2025-01", "complete"),
    ],
)
def test_coverage_of_no_month_is_refused(store, key):
    with pytest.raises(StoreError):
        store.state_coverage(*key, author="林")


def test_coverage_is_in_order(store):
    rows = [("b", "A2", "2025-01"), ("a", "A2", "2025-02"), ("a", "A1", "2025-03")]
    deliver(store, "a", *[(*key, "partial", (), None) for key in rows])
    assert list(states(store)) == sorted(rows)


# unknown codes


def test_unknown_codes_add_up_over_files_and_not_over_re_imports(store):
    first = batch(unknown_codes=unknown_codes([("天候", "沙塵暴", 4), ("光線", "月光", 1)]))
    second = batch(file="b.csv", unknown_codes=unknown_codes([("天候", "沙塵暴", 3)]))
    for one in (first, second, first, second):
        store.save_import(one)
    assert store.unknown_codes().to_dict("records") == [
        {"column": "天候", "value": "沙塵暴", "count": 7},
        {"column": "光線", "value": "月光", "count": 1},
    ]


def test_code_that_became_known_is_not_listed_any_more(store):
    store.save_import(batch(unknown_codes=unknown_codes([("天候", "沙塵暴", 4)])))
    store.save_import(batch())
    assert store.unknown_codes().empty


# quarantine

BAD_DATE = ("a.csv", 3, "發生日期", '["{value} is no date.", {}]', '{"發生日期": "20250230"}')


def quarantined(store, **chosen):
    return store.quarantined(**chosen).to_dict("records")


def test_quarantined_row_has_its_place_reason_and_cells(store):
    store.save_import(batch(quarantine=quarantine([BAD_DATE])))
    (row,) = quarantined(store)
    assert tuple(row[name] for name in ("file", "file_row", "column", "reason", "cells")) == (
        BAD_DATE
    )
    assert (row["quarantine_id"], row["state"], row["import_id"]) == (1, "waiting", 1)
    assert datetime.now(UTC) - row["first_seen_at"] < timedelta(minutes=5)


def test_row_is_quarantined_once_however_often_its_file_comes(store):
    store.save_import(batch(quarantine=quarantine([BAD_DATE])))
    store.save_import(batch(quarantine=quarantine([BAD_DATE])))
    later = ("a_edition_2.csv", 5, *BAD_DATE[2:])
    store.save_import(batch(file="a_edition_2.csv", quarantine=quarantine([later])))
    assert [row["file"] for row in quarantined(store)] == ["a.csv"]


def test_equal_rows_of_one_file_are_each_quarantined(store):
    twins = [BAD_DATE, (BAD_DATE[0], 4, *BAD_DATE[2:])]
    store.save_import(batch(quarantine=quarantine(twins)))
    store.save_import(batch(quarantine=quarantine(twins)))
    assert [row["file_row"] for row in quarantined(store)] == [3, 4]


def test_corrected_row_keeps_its_correction_when_its_file_comes_again(store):
    delivered = batch(quarantine=quarantine([BAD_DATE]))
    store.save_import(delivered)
    store.correct_quarantined(1, {"發生日期": "20250228"}, author="林")
    store.save_import(delivered)
    (row,) = quarantined(store)
    assert json.loads(row["cells"]) == {"發生日期": "20250228"}
    assert row["state"] == "waiting"


def test_closed_row_stays_closed_when_its_file_comes_again(store):
    rows = [BAD_DATE, ("a.csv", 9, None, "[]", "{}"), ("a.csv", 10, None, "[]", '{"a": "b"}')]
    delivered = batch(quarantine=quarantine(rows))
    store.save_import(delivered)
    store.close_quarantined([1], state="dropped", author="林")
    store.close_quarantined([2], state="settled", author="林")
    store.save_import(delivered)
    assert [row["state"] for row in quarantined(store)] == ["dropped", "settled", "waiting"]
    assert [row["quarantine_id"] for row in quarantined(store, state="waiting")] == [3]


def test_only_waiting_rows_can_be_corrected_or_closed(store):
    store.save_import(batch(quarantine=quarantine([BAD_DATE, ("a.csv", 9, None, "[]", "{}")])))
    store.close_quarantined([1], state="dropped", author="林")
    with pytest.raises(StoreError, match="Row 1 of the quarantine is dropped"):
        store.correct_quarantined(1, {}, author="林")
    with pytest.raises(StoreError, match="Row 1"):
        store.close_quarantined([2, 1], state="settled", author="林")
    with pytest.raises(StoreError, match="no row 77"):
        store.close_quarantined([77], state="settled", author="林")
    with pytest.raises(StoreError, match="waiting"):
        store.close_quarantined([2], state="waiting", author="林")
    assert [row["state"] for row in quarantined(store)] == ["dropped", "waiting"]


# audit log


def test_log_is_read_latest_first_and_by_subject(store):
    store.log("林", "import", "a.csv", {"crashes": 3, "路": "中山路"})
    store.log("陳", "export", "b.csv", {})
    log = store.audit_log()
    assert log["action"].tolist() == ["export", "import"]
    (entry,) = store.audit_log(subject="a.csv").to_dict("records")
    assert (entry["author"], json.loads(entry["detail"])) == ("林", {"crashes": 3, "路": "中山路"})
    assert str(log["at"].dtype) == "datetime64[ms, UTC]"


def test_changes_by_people_are_in_the_log(store):
    from crashes.model import Edit

    store.save_import(batch([crash()], quarantine=quarantine([BAD_DATE])))
    store.save_edits("c1", [Edit("severity", "A1")], author="陳", reason="圖", expected_revision=1)
    store.correct_quarantined(1, {"a": "b"}, author="林")
    store.close_quarantined([1], state="settled", author="林")
    store.state_coverage(*JANUARY, "complete", author="王")
    log = store.audit_log()
    assert log["author"].tolist() == ["王", "林", "林", "陳"]
    assert log["subject"].tolist() == ["嘉義市 A2 2025-01", "quarantine 1", "quarantine 1", "c1"]


def test_refused_change_is_not_in_the_log(store):
    with pytest.raises(StoreError):
        store.state_coverage(*JANUARY, "whole", author="王")
    with pytest.raises(StoreError):
        store.log(" ", "a", "b", {})
    assert store.audit_log().empty


def test_nobody_changes_without_a_name(store):
    with pytest.raises(StoreError, match="author"):
        store.state_coverage(*JANUARY, "complete", author="")
    assert store.coverage().empty
