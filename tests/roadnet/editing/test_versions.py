"""Versions of a thing over time, its history, undo, and files that say otherwise."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from roadnet.editing.history import as_delivered, changes_of, disagreements, undone
from roadnet.editing.how import How, MapEditError
from roadnet.editing.lifeline import corrected, held_on, placed, taken_away
from roadnet.editing.points import new_point
from roadnet.editing.strips import StripChange, StripPlace, change_strip
from roadnet.model import AssetId, Method, PointKind
from roadnet.records import record_of, road_box, thing_of
from tests.roadnet.editing.streets import road

SURVEY = How(Method.SURVEYED, 0.02)
ROAD = road("a", (0, 0), (100, 0))
IMPORTED = record_of("roads", ROAD, road_box(ROAD))
TODAY, JULY = date(2026, 1, 1), date(2025, 7, 1)
START = datetime(2026, 1, 1, tzinfo=UTC)


def to_width(width_m):
    return lambda one: change_strip(one, StripPlace(0, 0), StripChange(width_m=width_m), SURVEY)


def width(record):
    return thing_of(record).sections[0].strips[0].width.at(0)


def spans(versions):
    return [(one.valid_from, one.valid_to, width(one)) for one in versions]


def test_a_correction_without_a_day_says_what_always_was():
    (one,) = corrected([IMPORTED], to_width(4.0), day=TODAY)
    assert (one.valid_from, one.valid_to, width(one), one.is_edit) == (None, None, 4.0, True)
    assert one.box_m == IMPORTED.box_m


def test_a_correction_since_a_day_leaves_what_stood_before():
    versions = corrected([IMPORTED], to_width(4.0), day=TODAY, since=JULY)
    assert spans(versions) == [(None, JULY, 3.0), (JULY, None, 4.0)]
    assert thing_of(versions[0]).times.valid_to == JULY
    assert width(held_on(versions, date(2025, 6, 30))) == 3.0
    assert width(held_on(versions, JULY)) == 4.0


def test_a_second_correction_since_the_same_day_replaces_the_first():
    versions = corrected([IMPORTED], to_width(4.0), day=TODAY, since=JULY)
    again = corrected(versions, to_width(4.2), day=TODAY, since=JULY)
    assert spans(again) == [(None, JULY, 3.0), (JULY, None, 4.2)]


def test_a_correction_of_an_earlier_day_leaves_what_came_later():
    versions = corrected([IMPORTED], to_width(4.0), day=TODAY, since=JULY)
    earlier = corrected(versions, to_width(2.8), day=TODAY, since=date(2025, 1, 1))
    assert sorted(spans(earlier), key=str) == sorted(
        [
            (None, date(2025, 1, 1), 3.0),
            (date(2025, 1, 1), JULY, 2.8),
            (JULY, None, 4.0),
        ],
        key=str,
    )


def test_what_was_not_there_cannot_be_corrected():
    built = replace(IMPORTED, valid_from=JULY)
    with pytest.raises(MapEditError, match="2025-06-30"):
        corrected([built], to_width(4.0), day=TODAY, since=date(2025, 6, 30))


def test_what_is_taken_away_stood_there_before():
    (one,) = taken_away([IMPORTED], since=JULY)
    assert (one.valid_to, held_on([one], JULY)) == (JULY, None)
    assert taken_away([one], since=date(2025, 1, 1))[0].valid_to == date(2025, 1, 1)
    assert taken_away([replace(IMPORTED, valid_from=JULY)], since=JULY) == []


def test_what_a_person_places_has_a_place_of_its_own():
    sign = placed("point_assets", new_point(AssetId("x"), PointKind.SIGN, (5, 6), SURVEY), None)
    assert (sign.box_m, sign.is_edit) == ((5, 6, 5, 6), True)


def saved(record, at, until=None, author="engineer", reason="measured"):
    """A version as the history of a store gives it; moments in hours."""
    return replace(
        record,
        author=author,
        reason=reason,
        recorded_at=START + timedelta(hours=at),
        superseded_at=None if until is None else START + timedelta(hours=until),
    )


def imported(content_from, at, until=None):
    return saved(content_from, at, until, author="importer", reason="")


WIDER = corrected([IMPORTED], to_width(4.0), day=TODAY)[0]
WIDEST = corrected([IMPORTED], to_width(5.0), day=TODAY)[0]
LATER_FILE = record_of("roads", replace(ROAD, name="new name"), road_box(ROAD))


def test_changes_are_told_latest_first_with_what_was_before():
    versions = [imported(IMPORTED, 0, 1), saved(WIDER, 1, 2), saved(WIDEST, 2)]
    last, middle, first = changes_of(versions)
    assert [one.is_correction for one in (last, middle, first)] == [True, True, False]
    assert [width(one) for one in (*last.before, *last.after)] == [4.0, 5.0]
    assert (middle.author, middle.reason, width(middle.before[0])) == ("engineer", "measured", 3.0)
    assert first.before == ()


def test_undo_gives_what_was_before_the_last_correction():
    versions = [imported(IMPORTED, 0, 1), saved(WIDER, 1, 2), saved(WIDEST, 2)]
    assert [width(one) for one in undone(versions)] == [4.0]


def test_undo_back_to_the_import_takes_what_the_file_says_by_now():
    versions = [imported(IMPORTED, 0, 1), saved(WIDER, 1), imported(LATER_FILE, 2, 2)]
    assert [one.content for one in undone(versions)] == [LATER_FILE.content]
    assert not undone(versions)[0].is_edit
    gone = replace(IMPORTED, content="")
    assert undone([*versions, imported(gone, 3, 3)]) == []


def test_an_import_is_not_undone():
    assert undone([imported(IMPORTED, 0)]) is None
    assert undone([imported(IMPORTED, 0, 1), imported(LATER_FILE, 1)]) is None


def test_what_was_taken_away_comes_back_with_undo():
    gone = replace(IMPORTED, content="", is_edit=True)
    versions = [imported(IMPORTED, 0, 1), saved(gone, 1, 1, reason="never there")]
    change = changes_of(versions)[0]
    assert (change.author, change.reason, change.after) == ("engineer", "never there", ())
    assert [one.content for one in undone(versions)] == [IMPORTED.content]


def test_what_a_person_placed_goes_with_undo():
    assert undone([saved(WIDER, 0)]) == []


def test_a_file_that_says_otherwise_is_told():
    versions = [imported(IMPORTED, 0, 1), saved(WIDER, 1), imported(LATER_FILE, 2, 2)]
    (one,) = disagreements(versions)
    assert one.delivered.content == LATER_FILE.content
    assert one.is_newer
    assert [width(version) for version in one.corrected] == [4.0]
    assert [one.content for one in as_delivered(versions)] == [LATER_FILE.content]


def test_a_file_that_has_the_thing_no_longer_is_told():
    gone = replace(IMPORTED, content="")
    (one,) = disagreements([imported(IMPORTED, 0, 1), saved(WIDER, 1), imported(gone, 2, 2)])
    assert one.delivered is None


def test_a_file_that_says_what_was_corrected_agrees():
    same = replace(WIDER, is_edit=False)
    versions = [imported(IMPORTED, 0, 1), saved(WIDER, 1), imported(same, 2, 2)]
    assert disagreements(versions) == []


def test_without_a_new_file_nothing_disagrees():
    assert disagreements([imported(IMPORTED, 0, 1), saved(WIDER, 1)]) == []


def test_a_correction_made_after_the_file_is_the_newer_one():
    versions = [
        imported(IMPORTED, 0, 1),
        saved(WIDER, 1, 3),
        imported(LATER_FILE, 2, 2),
        saved(WIDEST, 3),
    ]
    (one,) = disagreements(versions)
    assert not one.is_newer
