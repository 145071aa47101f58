"""Corrections of the map in both stores: since a day, with a reason, kept over imports, undone."""

from dataclasses import replace
from datetime import date

import pytest

from roadnet.model.record import StreetArea, StreetRecord
from storage.store import StaleRevisionError, StoreError

AREA = StreetArea("taipei", "EPSG:3826", source="taipei.osm")
ROAD = StreetRecord("roads", "taipei/w1", (0.0, 0.0, 9.0, 9.0), '{"width":3.0}')
OTHER = StreetRecord("roads", "taipei/w2", (0.0, 0.0, 9.0, 9.0), '{"width":3.2}')
DAY = date(2025, 7, 1)
WIDER = replace(ROAD, content='{"width":3.5}', is_edit=True)
SINCE = [replace(ROAD, valid_to=DAY, is_edit=True), replace(WIDER, valid_from=DAY)]
NAME = [("roads", "taipei/w1")]


@pytest.fixture
def mapped(store):
    store.save_streets(AREA, [ROAD, OTHER], author="importer")
    return store


def save(store, records, *, expected=None, author="engineer", reason="measured"):
    if expected is None:
        expected = held(store)
    store.save_street_edits("taipei", records, author=author, reason=reason, expected=expected)


def held(store, **chosen):
    return [one for one in store.street_records("taipei", **chosen) if one.key == "taipei/w1"]


def contents(records):
    return [one.content for one in records]


def test_a_correction_takes_the_place_of_what_was_imported(mapped):
    save(mapped, [WIDER])
    (found,) = held(mapped)
    assert (found.content, found.author, found.is_edit) == (WIDER.content, "engineer", True)
    assert len(mapped.street_records("taipei")) == 2


def test_a_correction_since_a_day_leaves_the_street_of_the_day_before(mapped):
    save(mapped, SINCE)
    assert contents(held(mapped, on=date(2025, 6, 30))) == [ROAD.content]
    assert contents(held(mapped, on=DAY)) == [WIDER.content]
    assert contents(held(mapped)) == [ROAD.content, WIDER.content]


def test_the_map_can_be_read_as_it_was_known_before_the_correction(mapped):
    before = held(mapped)[0].recorded_at
    save(mapped, [WIDER])
    assert contents(held(mapped, known_at=before)) == [ROAD.content]


def test_an_import_keeps_the_correction_and_what_it_delivers_lies_beneath(mapped):
    save(mapped, SINCE)
    now_delivered = replace(ROAD, content='{"width":3.1}')
    outcome = mapped.save_streets(AREA, [now_delivered, OTHER], author="importer")
    assert (outcome.kept_edits, outcome.unchanged, outcome.gone) == (1, 1, 0)
    assert contents(held(mapped)) == [ROAD.content, WIDER.content]
    last = mapped.street_history("taipei", NAME)[-1]
    assert (last.content, last.is_edit) == (now_delivered.content, False)
    assert last.recorded_at == last.superseded_at


def test_the_same_import_again_puts_nothing_beneath(mapped):
    save(mapped, [WIDER])
    before = mapped.street_history("taipei")
    mapped.save_streets(AREA, [ROAD, OTHER], author="importer")
    assert mapped.street_history("taipei") == before


def test_what_the_file_has_no_longer_is_told_beneath_the_correction(mapped):
    save(mapped, [WIDER])
    for _again in range(2):
        mapped.save_streets(AREA, [OTHER], author="importer")
    assert contents(mapped.street_history("taipei")) == [ROAD.content, WIDER.content, ""]
    assert contents(held(mapped)) == [WIDER.content]


def test_what_a_person_made_stays_when_no_file_has_it(mapped):
    sign = StreetRecord("point_assets", "made-1", (1.0, 1.0, 1.0, 1.0), "{}", is_edit=True)
    save(mapped, [sign], expected=[])
    mapped.save_streets(AREA, [ROAD, OTHER], author="importer")
    assert "made-1" in {one.key for one in mapped.street_records("taipei")}
    assert [one.content for one in mapped.street_history("taipei")] == ["{}"]


def test_the_history_tells_who_when_why_and_what_before(mapped):
    save(mapped, [WIDER], author="officer", reason="tape measure")
    imported, corrected = mapped.street_history("taipei", NAME)
    assert (imported.author, imported.reason, imported.content) == ("importer", "", ROAD.content)
    assert (corrected.author, corrected.reason) == ("officer", "tape measure")
    assert imported.superseded_at == corrected.recorded_at


def test_the_history_tells_who_took_something_away(mapped):
    save(mapped, [WIDER])
    save(mapped, [], author="officer", reason="never there")
    last = mapped.street_history("taipei", NAME)[-1]
    assert (last.author, last.reason, last.content) == ("officer", "never there", "")
    assert held(mapped) == []


def test_without_names_the_history_tells_of_all_that_was_corrected(mapped):
    assert mapped.street_history("taipei") == ()
    save(mapped, [WIDER])
    assert {one.key for one in mapped.street_history("taipei")} == {"taipei/w1"}


def test_a_correction_undone_lets_the_next_import_in_again(mapped):
    save(mapped, [WIDER])
    save(mapped, [ROAD], reason="was right")
    mapped.save_streets(AREA, [replace(ROAD, content='{"width":3.1}'), OTHER], author="importer")
    assert contents(held(mapped)) == ['{"width":3.1}']


def test_who_saw_an_older_state_is_told_who_changed_it(mapped):
    seen = held(mapped)
    save(mapped, [WIDER])
    with pytest.raises(StaleRevisionError, match="engineer changed this"):
        save(mapped, [replace(WIDER, content='{"width":9}')], expected=seen)
    assert contents(held(mapped)) == [WIDER.content]


def test_who_corrects_what_an_import_removed_is_told(mapped):
    seen = held(mapped)
    mapped.save_streets(AREA, [OTHER], author="importer")
    with pytest.raises(StaleRevisionError, match="took this off"):
        save(mapped, [WIDER], expected=seen)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"author": " "}, "author"),
        ({"reason": ""}, "reason"),
        ({"area": "nowhere"}, "no area nowhere"),
        ({"records": [ROAD]}, "nothing to correct"),
    ],
)
def test_a_correction_needs_author_reason_area_and_a_change(mapped, what, said):
    given = {"area": "taipei", "records": [WIDER], "author": "a", "reason": "r"} | what
    area, records = given.pop("area"), given.pop("records")
    with pytest.raises(StoreError, match=said):
        mapped.save_street_edits(area, records, expected=held(mapped), **given)


def test_the_audit_log_names_the_correction(mapped):
    save(mapped, [WIDER], reason="tape measure")
    entry = mapped.audit_log(subject="taipei").iloc[0]
    assert (entry["author"], entry["action"]) == ("engineer", "save_street_edits")
    assert "tape measure" in entry["detail"]


def test_the_overview_tells_place_days_and_corrections(mapped):
    assert mapped.street_overview("taipei").box_m is None
    nodes = [StreetRecord("nodes", f"n{x}", (x, -x, x, -x), "{}") for x in (3.0, 8.0)]
    dated = replace(OTHER, valid_from=DAY)
    mapped.save_streets(AREA, [ROAD, dated, *nodes], author="importer")
    save(mapped, SINCE)
    found = mapped.street_overview("taipei")
    assert found.box_m == (3.0, -8.0, 8.0, -3.0)
    assert (found.roads, found.dated_roads, found.corrections) == (2, 2, 1)
    assert found.recorded_at == max(one.recorded_at for one in mapped.street_records("taipei"))


def test_the_overview_of_an_unknown_area_is_empty(mapped):
    found = mapped.street_overview("nowhere")
    assert (found.box_m, found.roads, found.recorded_at) == (None, 0, None)
