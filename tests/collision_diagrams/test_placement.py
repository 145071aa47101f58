"""Glyphs that people moved: kept by crash, in millimetres of A3, and put back."""

from datetime import datetime

import pytest

from collision_diagrams.placement import (
    Move,
    Placement,
    PlacementError,
    parse_placement,
    placement_text,
)

AT = datetime(2025, 3, 1, 9, 30)


def moved(*crash_ids):
    placement = Placement()
    for number, crash_id in enumerate(crash_ids, start=1):
        placement = placement.with_move(crash_id, Move((number, -2.0), "王小明", AT))
    return placement


def test_what_is_stored_is_read_again():
    placement = moved("c1", "c2")
    assert parse_placement(placement_text(placement)) == placement


def test_an_offset_follows_the_paper():
    assert moved("c1").offsets_mm(210.0) == {"c1": (0.5, -1.0)}


def test_one_glyph_goes_back_and_the_others_stay():
    assert list(moved("c1", "c2").without("c1").moves) == ["c2"]


def test_nothing_moved_withdraws_the_document():
    assert placement_text(moved("c1").without("c1")) == ""


def test_a_second_move_replaces_the_first():
    again = moved("c1").with_move("c1", Move((9.0, 9.0), "李大華", AT))
    assert again.offsets_mm() == {"c1": (9.0, 9.0)}


@pytest.mark.parametrize("offset", [(9999.0, 0.0), (float("nan"), 0.0), (float("inf"), 0.0)])
def test_an_offset_off_the_sheet_is_refused(offset):
    with pytest.raises(PlacementError):
        Placement().with_move("c1", Move(offset, "x", AT))


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"moves": {"c1": {}}}', '{"moves": {"c1": {"offset_mm": [1]}}}', "5"]
)
def test_a_text_that_is_no_placement_is_refused(text):
    with pytest.raises(PlacementError):
        parse_placement(text)
