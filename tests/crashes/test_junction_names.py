"""Junctions learned from crossing names and points."""

import numpy as np
import pytest

from crashes.junction_names import SINGLE_SIGMA_M, junction_key, learn_junctions
from crashes.named_places import named_places
from crashes.places import places_of
from crashes.text_column import TextColumn
from roadnet.model import Method


def learned(*described):
    texts = [text for text, *_ in described]
    table = places_of(TextColumn.of(texts)).assign(place_text=texts)
    x_m, y_m = (np.array([float(one[axis]) for one in described]) for axis in (1, 2))
    return learn_junctions(table, x_m, y_m, named_places(table))


def at(x, y, *, district="東區", roads=("甲路", "乙街")):
    return (" / ".join(f"嘉義市{district}{road}" for road in roads), x, y)


def test_a_junction_lies_in_the_middle_of_its_crashes():
    [one] = learned(at(0, 0), at(10, 0), at(20, 6))
    assert (one.junction.x_m, one.junction.y_m) == (10, 0)
    assert one.junction.name == "乙街×甲路"
    assert one.junction.road_names == ("乙街", "甲路")
    assert one.junction.method is Method.PLACE_TEXT
    assert one.crashes == 3


def test_the_corners_of_two_dual_roads_are_one_junction():
    corners = [at(x, y) for x in (0, 38) for y in (0, 38)]
    [one] = learned(*corners, *corners)
    assert one.crashes == 8


def test_both_orders_and_two_districts_of_one_crossing_are_one_junction():
    [one] = learned(at(0, 0), at(5, 0, roads=("乙街", "甲路")), at(3, 4, district="西區"))
    assert one.districts == {"東區", "西區"}


def test_an_outlier_neither_moves_the_junction_nor_makes_a_second_one():
    [one] = learned(at(0, 0), at(4, 0), at(2, 3), at(5_000, 0))
    assert (one.junction.x_m, one.crashes) == (2, 3)


def test_roads_that_meet_twice_have_two_junctions_of_one_name():
    twice = learned(*[at(x, 0) for x in range(4)], *[at(800 + x, 0) for x in range(3)])
    assert [one.crashes for one in twice] == [4, 3]
    assert len({one.junction.junction_id for one in twice}) == 2


def test_one_name_in_two_districts_is_two_junctions():
    two = learned(at(0, 0), at(2, 0), at(9_000, 0, district="西區"))
    assert sorted(one.crashes for one in two) == [1, 2]


def test_two_single_crashes_far_apart_are_decided_by_other_crashes_on_both_roads():
    beside = [("嘉義市東區甲路3號", 60, 0), ("嘉義市東區乙街5號", 0, 60)]
    [one] = learned(at(0, 0), at(5_000, 0), *beside)
    assert one.junction.x_m == 0


def test_two_single_crashes_far_apart_are_no_junction_when_nothing_decides():
    assert learned(at(0, 0), at(5_000, 0)) == []


def test_the_standard_error_shrinks_with_more_crashes():
    single, few, many = (
        learned(*[at(10 * (n % 3), 0) for n in range(count)])[0].junction.sigma_m
        for count in (1, 4, 40)
    )
    assert single == SINGLE_SIGMA_M
    assert single > few > many


def test_a_key_says_nothing_but_which_junction():
    assert junction_key("嘉義市", "東區", "甲×乙") == junction_key("嘉義市", "東區", "甲×乙")
    keys = {
        junction_key(county, district, "甲×乙")
        for county in ("嘉義市", "嘉義縣")
        for district in ("東區", "西區")
    }
    assert len(keys) == 4


@pytest.mark.parametrize("extra", [0, 5])
def test_a_key_stays_when_crashes_are_added(extra):
    first = learned(at(0, 0), at(3, 0))
    later = learned(at(0, 0), at(3, 0), *[at(6, n) for n in range(extra)])
    assert first[0].junction.junction_id == later[0].junction.junction_id
