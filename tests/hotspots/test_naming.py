"""Names of hotspots: the junction that owns the crashes, else the road; never the same twice."""

import numpy as np
import pandas as pd
import pytest

from hotspots.find import find_hotspots
from tests.hotspots.invented import crash_table, heap, junction


def names(crashes, junctions, **settings):
    return find_hotspots(crashes, junctions, **settings).table["name"].tolist()


def test_the_junction_that_owns_most_crashes_names_the_cluster():
    crashes = crash_table(heap(8, 12, spread=20), junction_id=["甲×乙"] * 4 + [None] * 4)
    corners = [junction("甲×乙", 45, 0), junction("甲×丙", 10, 0)]
    assert names(crashes, corners) == ["甲×乙"]


def test_without_owned_crashes_the_nearest_junction_names_the_cluster():
    assert names(crash_table(heap(8)), [junction("甲×乙", 45, 0), junction("甲×丙", 0, 49)]) == [
        "甲×乙"
    ]


def test_a_few_owned_crashes_do_not_name_the_cluster():
    crashes = crash_table(heap(9), junction_id=["甲×乙"] * 2 + [None] * 7)
    assert names(crashes, [junction("甲×乙", 60, 0), junction("甲×丙", 20, 0)]) == ["甲×丙"]


def test_a_mid_block_cluster_is_named_by_road_and_house_numbers():
    crashes = crash_table(
        heap(6),
        road_1=["中山路"] * 5 + ["文化路"],
        house_number=["298", "294", "302之1", None, "300", "7"],
    )
    assert names(crashes, [junction("甲×乙", 400, 0)]) == ["中山路294–302號"]


def test_a_mid_block_cluster_with_one_house_number():
    crashes = crash_table(heap(6), road_1="Oak Street", house_number="12")
    assert names(crashes, []) == ["Oak Street No. 12"]


def test_a_mid_block_cluster_without_house_numbers_is_named_by_a_junction_near_by():
    crashes = crash_table(heap(6), road_1="中山路")
    assert names(crashes, [junction("中山路×文化路", 120, 0)]) == ["中山路（近中山路×文化路）"]
    assert names(crashes, [junction("中山路×文化路", 1200, 0)]) == ["中山路"]


def test_a_junction_of_the_same_road_tells_a_stretch_apart_before_a_nearer_one():
    crashes = crash_table(heap(6), road_1="中山路")
    corners = [junction("甲×乙", 0, 60), junction("中山路×文化路", 200, 0)]
    assert names(crashes, corners) == ["中山路（近中山路×文化路）"]


def test_a_cluster_whose_roads_are_unknown_is_named_by_its_place_text_or_point():
    assert names(crash_table(heap(6), place_text="蘭潭水庫"), []) == ["蘭潭水庫"]
    assert names(crash_table(heap(6)), []) == ["194000, 2597000"]


def test_two_clusters_of_one_junction_get_different_names():
    crashes = crash_table(np.concatenate([heap(9, -40), heap(6, 40)]), junction_id=["甲×乙"] * 15)
    corners = [junction("甲×乙", 0, 0)]
    assert names(crashes, corners, min_crashes=5) == ["甲×乙", "甲×乙 (2)"]


def test_two_junctions_of_one_name_are_told_apart_by_district():
    first, second = junction("甲×乙", 0, 0), junction("甲×乙", 2000, 0)
    second = type(second)("other", "甲×乙", second.x_m, second.y_m, second.road_names)
    crashes = crash_table(
        np.concatenate([heap(9, 0), heap(6, 2000)]), district=["東區"] * 9 + ["西區"] * 6
    )
    assert names(crashes, [first, second]) == ["甲×乙 (東區)", "甲×乙 (西區)"]


@pytest.mark.parametrize("given", [["a", "a", "a (2)"], ["a (2)", "a", "a"]])
def test_a_number_never_makes_a_name_that_is_already_taken(given):
    from hotspots.naming import unique_names

    places = pd.DataFrame({"county": [None] * 3, "district": [None] * 3})
    found = unique_names(given, places)
    assert len(set(found)) == 3
    assert {"a", "a (2)"} <= set(found)
