"""What every store does, whatever the engine: importing, reading and correcting crashes."""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest

from crashes.model import (
    CRASH_COLUMNS,
    LOCATION_COLUMNS,
    PARTY_COLUMNS,
    CrashFilter,
    Edit,
    LocationStatus,
    Severity,
)
from language import Language, Message
from storage.store import StaleRevisionError, StoreError
from tests.storage.batches import (
    batch,
    crash,
    large_batch,
    location,
    locations,
    party,
)

TYPE_EDIT = [Edit("crash_type_code", "10")]


def edit(store, crash_id="c1", edits=TYPE_EDIT, *, revision=1, author="陳警員"):
    return store.save_edits(
        crash_id, edits, author=author, reason="現場圖", expected_revision=revision
    )


def counts(outcome):
    return outcome.crashes_new, outcome.crashes_changed, outcome.crashes_unchanged


# importing


def test_what_was_saved_is_read_back(store):
    store.save_import(batch())
    (read,) = store.crashes().to_dict("records")
    expected = crash()
    for name in CRASH_COLUMNS:
        both_missing = pd.isna(read[name]) and expected[name] is None
        assert both_missing or read[name] == expected[name], name
    assert read["revision"] == 1
    assert not read["merged"]
    parties = store.parties()
    assert list(parties.columns) == list(PARTY_COLUMNS)
    assert parties["party_no"].tolist() == [1, 2]
    assert parties["age"].tolist() == [31, 32]
    assert parties["hit_and_run"].tolist() == [False, False]


def test_tables_have_the_same_dtypes_with_and_without_rows(store):
    empty = store.crashes(), store.parties()
    store.save_import(batch())
    full = store.crashes(), store.parties()
    for before, after in zip(empty, full, strict=True):
        assert before.dtypes.to_dict() == after.dtypes.to_dict()
    assert str(full[0]["occurred_at"].dtype) == "datetime64[s]"
    assert str(full[1]["age"].dtype) == "Int64"


def test_same_file_again_changes_nothing(store):
    first = batch()
    assert counts(store.save_import(first)) == (1, 0, 0)
    before = store.crashes(), store.parties()
    assert counts(store.save_import(first)) == (0, 0, 1)
    for old, new in zip(before, (store.crashes(), store.parties()), strict=True):
        pd.testing.assert_frame_equal(old, new)
    assert len(store.imports()) == 1


def test_large_batch_comes_back_row_by_row(store):
    delivered = large_batch(1_500)
    assert counts(store.save_import(delivered)) == (1_500, 0, 0)
    read = store.crashes().set_index("crash_id").loc[delivered.crashes["crash_id"]]
    for name in ("place_text", "lon", "lat", "injuries", "crash_type_code", "speed_limit_kmh"):
        assert read[name].tolist() == delivered.crashes[name].tolist(), name
    parties = store.parties().set_index(["crash_id", "party_no"])
    wanted = delivered.parties.set_index(["crash_id", "party_no"]).sort_index()
    assert parties.index.tolist() == wanted.index.tolist()
    assert parties["age"].tolist() == wanted["age"].tolist()


def test_crash_with_another_value_is_changed(store):
    store.save_import(batch())
    outcome = store.save_import(batch([crash(injuries=2)], file="late.csv"))
    assert counts(outcome) == (0, 1, 0)
    assert store.crashes()["injuries"].tolist() == [2]
    assert store.crash("c1").revision == 2


def test_party_with_another_value_changes_its_crash(store):
    store.save_import(batch())
    late = batch(parties=[party(), party(party_no=2, age=77)], file="late.csv")
    assert counts(store.save_import(late)) == (0, 1, 0)
    assert store.parties()["age"].tolist() == [31, 77]


def test_late_party_changes_its_crash(store):
    store.save_import(batch())
    three = [party(party_no=number) for number in (1, 2, 3)]
    assert counts(store.save_import(batch(parties=three, file="late.csv"))) == (0, 1, 0)
    assert store.parties()["party_no"].tolist() == [1, 2, 3]


def test_fragment_that_lacks_a_party_takes_nothing_away(store):
    store.save_import(batch())
    outcome = store.save_import(batch(parties=[party()], file="cut.csv"))
    assert counts(outcome) == (0, 0, 1)
    assert store.parties()["party_no"].tolist() == [1, 2]


def test_fragment_is_known_even_when_its_parties_are_numbered_anew(store):
    store.save_import(batch())
    second = party(party_no=1) | {"delivered_ordinal": 2, "age": 32}
    assert counts(store.save_import(batch(parties=[second], file="cut.csv"))) == (0, 0, 1)
    assert store.parties()["age"].tolist() == [31, 32]


def test_delivery_with_fewer_parties_and_other_values_replaces_the_crash(store):
    store.save_import(batch())
    late = batch([crash(injuries=0)], [party(age=60)], file="late.csv")
    assert counts(store.save_import(late)) == (0, 1, 0)
    assert store.parties()["age"].tolist() == [60]


def test_poorer_layout_never_replaces_a_richer_one(store):
    poor = batch([crash(source="npa_simple", injuries=3)], [party()], file="simple.csv")
    rich = batch()
    assert counts(store.save_import(rich)) == (1, 0, 0)
    assert counts(store.save_import(poor)) == (0, 0, 1)
    assert store.crashes()["injuries"].tolist() == [1]


def test_richer_layout_replaces_a_poorer_one(store):
    store.save_import(batch([crash(source="npa_simple")], [party()], file="simple.csv"))
    assert counts(store.save_import(batch())) == (0, 1, 0)
    assert store.crashes()["source"].tolist() == ["npa"]


def test_crash_that_is_not_in_a_later_file_stays(store):
    store.save_import(batch([crash("c1"), crash("c2")]))
    store.save_import(batch([crash("c2")], file="late.csv"))
    assert store.crashes()["crash_id"].tolist() == ["c1", "c2"]


def test_bad_batch_leaves_nothing_behind(store):
    bad = batch([crash("c1"), crash("c2")])
    bad.parties.loc[0, "crash_id"] = "c9"
    with pytest.raises(StoreError, match="c9"):
        store.save_import(bad)
    unsaveable = batch(coverage=pd.DataFrame([{"county": None}]))
    with pytest.raises(StoreError):
        store.save_import(unsaveable)
    assert store.count_crashes() == 0
    assert store.imports().empty


@pytest.mark.parametrize("age", [2**31, 2.5, 1e300, "old", 10**30])
def test_number_that_cannot_be_one_is_refused_with_its_column(store, age):
    with pytest.raises(StoreError, match="column age cannot be saved"):
        store.save_import(batch(parties=[party(age=age)]))
    assert store.count_crashes() == 0


@pytest.mark.parametrize("parties", [[party(), party()], [party(), party() | {"age": 5}]])
def test_two_parties_with_one_number_are_refused(store, parties):
    with pytest.raises(StoreError, match="share a number"):
        store.save_import(batch(parties=parties))


def test_crash_that_appears_twice_is_refused(store):
    with pytest.raises(StoreError, match="twice"):
        store.save_import(batch([crash(), crash()], parties=[party()]))


def test_text_of_any_kind_is_text(store):
    text = '<b onclick="x">路口</b> \'; DROP TABLE crashes; -- \ue000 %s :name ? 😀'
    store.save_import(batch([crash(place_text=text)]))
    assert store.crash("c1").crash["place_text"] == text
    assert store.count_crashes(CrashFilter(text="DROP TABLE")) == 1


def test_characters_that_no_database_takes_are_marked(store):
    delivered = batch([crash("c1"), crash("c2")])
    texts = pd.Series(["中山\x00路", "文\ud800化"], dtype=object)
    store.save_import(replace(delivered, crashes=delivered.crashes.assign(place_text=texts)))
    assert store.crashes()["place_text"].tolist() == ["中山�路", "文�化"]


def test_cell_of_ten_megabytes_is_kept(store):
    long = "路" * 3_400_000
    store.save_import(batch([crash(place_text=long)]))
    assert store.crash("c1").crash["place_text"] == long


def test_imports_tell_what_each_file_brought(store):
    first = batch()
    store.save_import(first)
    store.save_import(batch([crash("c2")], file="b.csv", counts={"rows_read": 9, "blank_rows": 1}))
    store.save_import(first)
    imports = store.imports()
    assert imports["file"].tolist() == ["a.csv", "b.csv"]
    assert imports["rows_read"].tolist() == [2, 9]
    assert imports["blank_rows"].tolist() == [0, 1]
    assert imports["crashes_new"].tolist() == [1, 1]
    assert imports["sha256"].tolist()[0] == first.sha256
    assert str(imports["imported_at"].dtype) == "datetime64[ms, UTC]"


# reading


@pytest.fixture
def four(store):
    """Four crashes that differ in what a filter asks for."""
    store.save_import(
        batch(
            [
                crash("c3", occurred_at=pd.Timestamp("2025-02-01 00:00"), severity="A1"),
                crash("c1", occurred_at=pd.Timestamp("2025-01-31 23:59:59"), county="臺北市"),
                crash("c2", occurred_at=pd.Timestamp("2025-01-31 23:59:59"), source="odot"),
                crash("c4", occurred_at=pd.Timestamp("2025-02-28 07:30"), place_text="100%_路"),
            ]
        )
    )
    store.save_locations(
        locations(
            location("c1", x_m=100.0, y_m=100.0),
            location("c2", x_m=200.0, y_m=100.0, location_status="disagrees", junction_id="j7"),
            location("c3", x_m=200.0, y_m=200.0),
        )
    )
    return store


def keys(store, **chosen):
    found = store.crashes(CrashFilter(**chosen))
    assert store.count_crashes(CrashFilter(**chosen)) == len(found)
    return found["crash_id"].tolist()


def test_crashes_come_by_time_then_key(four):
    assert keys(four) == ["c1", "c2", "c3", "c4"]


def test_end_of_a_period_is_excluded(four):
    assert keys(four, start=date(2025, 2, 1), end=date(2025, 2, 28)) == ["c3"]
    assert keys(four, end=date(2025, 2, 1)) == ["c1", "c2"]


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"severities": (Severity.A1,)}, ["c3"]),
        ({"hours": (7, 23)}, ["c1", "c2", "c4"]),
        ({"counties": ("臺北市",)}, ["c1"]),
        ({"sources": ("odot", "demo")}, ["c2"]),
        ({"crash_ids": ("c4", "c1", "none")}, ["c1", "c4"]),
        ({"location_statuses": (LocationStatus.DISAGREES,)}, ["c2"]),
        ({"location_statuses": (LocationStatus.MISSING,)}, ["c4"]),
        ({"severities": (Severity.A1, Severity.A2), "hours": (0,)}, ["c3"]),
    ],
)
def test_filter_keeps_what_it_names(four, chosen, found):
    assert keys(four, **chosen) == found


def test_box_includes_its_sides(four):
    assert keys(four, box_m=(100.0, 50.0, 200.0, 100.0)) == ["c1", "c2"]
    assert keys(four, box_m=(100.001, 50.0, 199.999, 300.0)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("文化路口", ["c1", "c2", "c3"]),
        ("中山路×文化", ["c1", "c2", "c3", "c4"]),
        ("100%_", ["c4"]),
        ("%", ["c4"]),
        ("C4", ["c4"]),
        ("no such place", []),
    ],
)
def test_text_searches_place_junction_and_key(four, text, found):
    assert keys(four, text=text) == found


def test_limit_and_offset_cut_the_ordered_list(four):
    page = four.crashes(CrashFilter(limit=2, offset=1))
    assert page["crash_id"].tolist() == ["c2", "c3"]
    assert four.crashes(CrashFilter(offset=3))["crash_id"].tolist() == ["c4"]
    assert four.count_crashes(CrashFilter(limit=2, offset=1)) == 4


def test_parties_of_chosen_crashes(four):
    found = four.parties(["c4", "c2", "none"])
    assert found["crash_id"].tolist() == ["c2", "c2", "c4", "c4"]
    assert four.parties([]).empty
    assert len(four.parties()) == 8


def test_many_keys_are_no_trouble(four):
    many = [f"x{number}" for number in range(100_000)] + ["c2"]
    assert len(four.parties(many)) == 2
    assert keys(four, crash_ids=tuple(many)) == ["c2"]


def test_record_has_the_rows_as_delivered(store):
    store.save_import(batch())
    record = store.crash("c1")
    assert record.source_rows[1] == {
        "日期": "20250131",
        "時間": "170509",
        "地點": "中山路",
        "順位": "2",
        "車種": "機車",
    }
    assert record.crash["occurred_at"] == datetime(2025, 1, 31, 17, 5, 9)
    assert record.crash["severity_derived"] is False
    assert record.crash["weather_code"] is None
    assert [one["party_no"] for one in record.parties] == [1, 2]
    assert record.source_crash == {name: record.crash[name] for name in CRASH_COLUMNS}
    assert record.source_parties == record.parties


def test_cells_with_commas_quotes_and_line_breaks_survive(store):
    raw = pd.DataFrame(
        [("c1", 1, '20250131,"17,05","中山路 ""甲""\n路口",1'), ("c1", 2, "a,b,c,d,e,f")],
        columns=["crash_id", "party_no", "cells"],
    )
    store.save_import(batch(raw_rows=raw))
    first, second = store.crash("c1").source_rows
    assert first["時間"] == "17,05"
    assert first["地點"] == '中山路 "甲"\n路口'
    assert first["車種"] == ""
    assert second["column 6"] == "f"


def test_crash_that_is_not_there_is_named(store):
    with pytest.raises(StoreError, match="c404"):
        store.crash("c404")


# locations


def test_crash_without_a_location_is_missing_one(store):
    store.save_import(batch())
    read = store.crash("c1").crash
    assert read["location_status"] == LocationStatus.MISSING
    assert read["x_m"] is None


def test_locations_are_replaced_and_others_stay(store):
    store.save_import(batch([crash("c1"), crash("c2")]))
    store.save_locations(locations(location("c1"), location("c2", junction_id="j1")))
    store.save_locations(locations(location("c1", x_m=None, y_m=None, location_status="missing")))
    read = store.crashes()
    assert list(read.columns[len(CRASH_COLUMNS) :]) == [*LOCATION_COLUMNS[1:], "revision", "merged"]
    assert read["location_status"].tolist() == ["missing", "good"]
    assert read["x_m"].isna().tolist() == [True, False]
    assert store.crash("c2").crash["junction_id"] == "j1"
    assert keys(store, box_m=(0.0, 0.0, 1e6, 1e7)) == ["c2"]


def test_location_of_an_unknown_crash_is_refused(store):
    store.save_import(batch())
    with pytest.raises(StoreError, match="c9"):
        store.save_locations(locations(location("c1"), location("c9")))
    assert store.crash("c1").crash["x_m"] is None


def test_derived_locations_do_not_raise_the_revision(store):
    store.save_import(batch())
    store.save_locations(locations(location()))
    assert store.crash("c1").revision == 1


# edits


def test_edit_is_read_and_the_source_stays(store):
    store.save_import(batch())
    before = store.crash("c1")
    assert edit(store) == 2
    after = store.crash("c1")
    assert after.crash["crash_type_code"] == "10"
    assert after.source_crash == before.source_crash
    assert after.revision == 2
    assert store.crashes()["merged"].tolist() == [True]
    (made,) = after.edits
    assert (made.edit.field, made.edit.value, made.source_value) == ("crash_type_code", "10", "13")
    assert (made.author, made.reason, made.conflict) == ("陳警員", "現場圖", False)
    assert made.made_at.utcoffset().total_seconds() == 0


def test_filters_ask_the_merged_crash(store):
    store.save_import(batch())
    edit(store, edits=[Edit("severity", Severity.A1)])
    assert keys(store, severities=(Severity.A1,)) == ["c1"]
    assert keys(store, severities=(Severity.A2,)) == []


def test_severity_set_by_a_person_is_not_derived(store):
    store.save_import(batch([crash(severity_derived=True)]))
    edit(store, edits=[Edit("severity", "A1")])
    assert store.crash("c1").crash["severity_derived"] is False


def test_code_can_be_corrected_to_nothing(store):
    store.save_import(batch())
    edit(store, edits=[Edit("main_cause_code", None)])
    assert store.crash("c1").crash["main_cause_code"] is None


def test_edit_of_a_party(store):
    store.save_import(batch())
    edit(store, edits=[Edit("action_code", "08", 2), Edit("from_deg", 270.0, 2)])
    first, second = store.crash("c1").parties
    assert (first["action_code"], first["from_deg"]) == ("05", None)
    assert (second["action_code"], second["from_deg"]) == ("08", 270.0)
    assert store.parties()["from_deg"].isna().tolist() == [True, False]
    assert store.crashes()["merged"].tolist() == [True]


def test_later_edit_of_a_field_stands_and_the_earlier_is_kept(store):
    store.save_import(batch())
    edit(store)
    edit(store, edits=[Edit("crash_type_code", "11")], revision=2, author="林警員")
    record = store.crash("c1")
    assert record.crash["crash_type_code"] == "11"
    assert [one.edit.value for one in record.edits] == ["10", "11"]
    assert [one.author for one in record.edits] == ["陳警員", "林警員"]


def test_location_set_by_a_person_stands_over_the_derived_one(store):
    store.save_import(batch([crash("c1"), crash("c2")]))
    store.save_locations(locations(location("c1", junction_id="j1"), location("c2")))
    point = {"x_m": 300_000.0, "y_m": 2_700_000.0, "junction": "j2"}
    edit(store, edits=[Edit("location", point)])
    store.save_locations(locations(location("c1", junction_id="j3")))
    read = store.crash("c1").crash
    assert (read["x_m"], read["y_m"], read["junction_id"]) == (300_000.0, 2_700_000.0, "j2")
    assert read["location_status"] == LocationStatus.CORRECTED
    said = Message.from_json(read["location_reason"])
    assert said.in_language(Language.EN) == "陳警員 set the point: 現場圖"
    assert keys(store, box_m=(299_999.0, 2_699_999.0, 300_001.0, 2_700_001.0)) == ["c1"]
    assert keys(store, box_m=(194_999.0, 2_596_999.0, 195_001.0, 2_597_001.0)) == ["c2"]


def test_point_without_a_junction_keeps_the_derived_junction_unless_it_says_none(store):
    store.save_import(batch())
    store.save_locations(locations(location(junction_id="j1")))
    edit(store, edits=[Edit("location", {"x_m": 1.0, "y_m": 2.0})])
    assert store.crash("c1").crash["junction_id"] == "j1"
    edit(store, edits=[Edit("location", {"x_m": 1.0, "y_m": 2.0, "junction": None})], revision=2)
    assert store.crash("c1").crash["junction_id"] is None


@pytest.mark.parametrize(
    "bad",
    [
        Edit("place_text", "x"),
        Edit("action_code", "05"),
        Edit("severity", "A4"),
        Edit("severity", None),
        Edit("crash_type_code", 10),
        Edit("crash_type_code", ""),
        Edit("location", None),
        Edit("location", {"x_m": 1.0}),
        Edit("location", {"x_m": 1.0, "y_m": 2.0, "junction": 7}),
        Edit("location", {"x_m": float("nan"), "y_m": 1.0}),
        Edit("from_deg", 360.0, 1),
        Edit("from_deg", "north", 1),
        Edit("kind_code", "C03", 3),
    ],
    ids=repr,
)
def test_impossible_edit_is_refused_and_nothing_saved(store, bad):
    store.save_import(batch())
    with pytest.raises(StoreError):
        edit(store, edits=[*TYPE_EDIT, bad])
    record = store.crash("c1")
    assert (record.edits, record.revision) == ((), 1)


@pytest.mark.parametrize(("author", "reason"), [("", "r"), (" ", "r"), ("a", ""), ("a", " ")])
def test_edit_needs_author_and_reason(store, author, reason):
    store.save_import(batch())
    with pytest.raises(StoreError):
        store.save_edits("c1", TYPE_EDIT, author=author, reason=reason, expected_revision=1)


def test_second_editor_is_told_who_changed_what(store):
    store.save_import(batch())
    edit(store, edits=[Edit("crash_type_code", "10"), Edit("severity", "A1")])
    with pytest.raises(StaleRevisionError, match="陳警員 changed crash c1") as caught:
        edit(store, edits=[Edit("crash_type_code", "11")], author="林警員")
    assert "crash_type_code, severity" in str(caught.value)
    assert [one["value"] for one in caught.value.values["changes"]] == ["10", "A1"]
    assert store.crash("c1").crash["crash_type_code"] == "10"
    assert len(store.crash("c1").edits) == 2


def test_editor_is_told_of_a_new_delivery(store):
    store.save_import(batch())
    store.save_import(batch([crash(injuries=3)], file="late.csv"))
    with pytest.raises(StaleRevisionError, match=r"late\.csv"):
        edit(store)


def test_revision_that_never_was_is_refused(store):
    store.save_import(batch())
    with pytest.raises(StaleRevisionError, match="no revision 5"):
        edit(store, revision=5)


def test_re_import_keeps_edits(store):
    delivered = batch()
    store.save_import(delivered)
    edit(store)
    outcome = store.save_import(delivered)
    assert counts(outcome) == (0, 0, 1)
    assert store.crash("c1").crash["crash_type_code"] == "10"


def test_source_that_changes_under_an_edit_is_a_conflict(store):
    store.save_import(batch())
    edit(store)
    outcome = store.save_import(batch([crash(crash_type_code="14")], file="late.csv"))
    assert outcome.conflicts == ("c1",)
    record = store.crash("c1")
    assert record.crash["crash_type_code"] == "10"
    assert record.edits[0].conflict
    assert record.edits[0].source_value == "13"
    edit(store, edits=[Edit("crash_type_code", "10")], revision=3)
    assert [one.conflict for one in store.crash("c1").edits] == [False, False]


def test_change_of_another_field_is_no_conflict(store):
    store.save_import(batch())
    edit(store)
    outcome = store.save_import(batch([crash(injuries=5)], file="late.csv"))
    assert counts(outcome) == (0, 1, 0)
    assert outcome.conflicts == ()
    assert not store.crash("c1").edits[0].conflict


def test_another_person_in_the_place_of_an_edited_party_is_a_conflict(store):
    store.save_import(batch())
    edit(store, edits=[Edit("action_code", "08", 2)])
    inserted = [party(), party(party_no=2, age=9), party(party_no=3) | {"age": 32}]
    outcome = store.save_import(batch(parties=inserted, file="late.csv"))
    assert outcome.conflicts == ("c1",)
    assert store.crash("c1").edits[0].conflict


def test_edited_party_that_is_no_longer_delivered_is_a_conflict(store):
    store.save_import(batch())
    edit(store, edits=[Edit("action_code", "08", 2)])
    late = batch([crash(injuries=0)], [party()], file="late.csv")
    assert store.save_import(late).conflicts == ("c1",)
    record = store.crash("c1")
    assert [one["party_no"] for one in record.parties] == [1]
    assert record.edits[0].conflict


def test_moved_point_of_the_source_is_a_conflict_with_a_set_location(store):
    store.save_import(batch())
    edit(store, edits=[Edit("location", {"x_m": 1.0, "y_m": 2.0})])
    outcome = store.save_import(batch([crash(lon=120.6)], file="late.csv"))
    assert outcome.conflicts == ("c1",)
    assert store.crash("c1").edits[0].source_value == {"lon": 120.4512345, "lat": 23.481234}


def test_data_version_changes_with_every_change_and_only_then(store):
    seen = [store.data_version()]
    store.crashes()
    assert store.data_version() == seen[0]
    for change in (
        lambda: store.save_import(batch()),
        lambda: edit(store),
        lambda: store.save_locations(locations(location())),
        lambda: store.change_settings(city_name="嘉義市"),
        lambda: store.log("a", "b", "c", {}),
    ):
        change()
        seen.append(store.data_version())
    assert len(set(seen)) == len(seen)


def test_version_of_another_engineer_is_seen(store):
    from storage.open import open_store

    before = store.data_version()
    other = open_store(store.url)
    other.save_import(replace(batch(), file="other.csv"))
    other.close()
    assert store.data_version() != before
    assert store.count_crashes() == 1
