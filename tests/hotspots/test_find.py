"""Hotspots of a table: every crash is accounted for, chains are cut, the order is fixed."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crashes.model import LocationStatus
from hotspots.find import find_hotspots
from hotspots.model import HOTSPOT_COLUMNS, HotspotFlag, ScreeningError
from hotspots.weights import weight_set
from language import Language
from tests.hotspots.invented import crash_table, heap, junction


@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    count=st.integers(0, 300),
    eps_m=st.floats(1, 80),
    min_crashes=st.one_of(st.none(), st.integers(1, 20)),
)
@example(seed=254, count=254, eps_m=54.0, min_crashes=None)  # loses border points to a neighbour
def test_crashes_in_hotspots_noise_and_doubtful_make_the_total(seed, count, eps_m, min_crashes):
    rng = np.random.default_rng(seed)
    crashes = crash_table(
        rng.normal(0, 150, (count, 2)),
        location_status=rng.choice([status.value for status in LocationStatus], count),
        severity=rng.choice(["A1", "A2", "A3"], count),
    )
    crashes.loc[rng.random(count) < 0.05, ["x_m", "y_m"]] = np.nan
    junctions = [
        junction(f"A{i}×B{i}", *rng.normal(0, 150, 2)) for i in range(int(rng.integers(9)))
    ]
    found = find_hotspots(crashes, junctions, eps_m=eps_m, min_crashes=min_crashes)

    assert found.total == count
    assert found.table["crashes"].sum() + found.noise + found.doubtful_location == found.total
    assert sum(found.doubtful_by_status.values()) == found.doubtful_location
    assert (found.table[["a1", "a2", "a3"]].sum(axis=1) == found.table["crashes"]).all()
    assert (found.table["crashes"] >= found.method["min_crashes"]).all()
    assert sorted(found.labels["crash_id"]) == sorted(crashes["crash_id"])
    sizes = found.labels["cluster"].value_counts()
    assert {rank: sizes[rank] for rank in found.table["rank"]} == dict(
        zip(found.table["rank"], found.table["crashes"], strict=True)
    )
    assert (found.labels["cluster"] == -1).sum() == found.noise
    assert found.labels["cluster"].isna().sum() == found.doubtful_location
    assert found.table["name"].is_unique


def test_the_order_of_rows_and_junctions_does_not_matter(city):
    crashes, junctions = city
    first = find_hotspots(crashes, junctions)
    shuffled = crashes.sample(frac=1, random_state=3).reset_index(drop=True)
    second = find_hotspots(shuffled, junctions[::-1])
    pd.testing.assert_frame_equal(first.table, second.table)
    pd.testing.assert_frame_equal(first.labels, second.labels)
    assert first.method == second.method


def test_a_crash_with_a_doubtful_location_makes_no_hotspot():
    cloud = heap(20)
    found = find_hotspots(crash_table(cloud, location_status="default_cloud"), [])
    assert found.table.empty
    assert (found.doubtful_location, found.doubtful_by_status) == (20, {"default_cloud": 20})


def test_a_believed_crash_without_a_point_is_counted_as_missing():
    crashes = crash_table(heap(6))
    crashes.loc[0, "x_m"] = np.nan
    found = find_hotspots(crashes, [], min_crashes=5)
    assert found.doubtful_by_status == {"missing": 1}
    assert found.table["crashes"].tolist() == [5]


def test_the_order_is_epdo_then_crashes_then_name():
    crashes = crash_table(
        np.concatenate([heap(7, 0), heap(6, 1000), heap(7, 2000), heap(9, 3000)]),
        severity=["A2"] * 7 + ["A1"] * 2 + ["A2"] * 1 + ["A3"] * 3 + ["A2"] * 7 + ["A3"] * 9,
    )
    junctions = [
        junction("丙×丁", 0, 0),
        junction("戊×己", 1000, 0),
        junction("甲×乙", 2000, 0),
        junction("庚×辛", 3000, 0),
    ]
    found = find_hotspots(crashes, junctions)
    assert found.table[["name", "epdo", "crashes"]].to_numpy().tolist() == [
        ["戊×己", 25.5, 6],
        ["丙×丁", 24.5, 7],
        ["甲×乙", 24.5, 7],
        ["庚×辛", 9.0, 9],
    ]
    assert found.sensitivity.loc[4].to_dict() == {
        "taiwan": 4,
        "massachusetts": 4,
        "hsm_sample": 4,
        "equal": 1,
    }


def test_a_hotspot_says_where_it_is_and_how_long():
    crashes = crash_table([(0, 0), (0, 0), (30, 40), (0, 0), (30, 40)])
    found = find_hotspots(crashes, [], eps_m=50)
    row = found.table.iloc[0]
    assert row["length_m"] == pytest.approx(50)
    assert row["radius_m"] == pytest.approx(30)
    assert (row["lon"], row["lat"]) == pytest.approx((120.4517, 23.4760), abs=2e-3)
    assert tuple(found.table.columns) == HOTSPOT_COLUMNS


def test_a_chain_along_a_road_is_cut_at_its_junctions():
    along = np.concatenate([heap(20, x, spread=20) for x in (0, 150, 300)])
    between = np.column_stack([np.arange(-10, 320, 9.0), np.full(37, 2.0)])
    crashes = crash_table(np.concatenate([along, between]), road_1="甲路")
    names = {"甲路×乙路": 0, "甲路×丙路": 150, "甲路×丁路": 300}
    corners = [junction(name, x, 0) for name, x in names.items()]

    whole = find_hotspots(crashes, [], eps_m=20).table
    assert whole["flags"].tolist() == [(HotspotFlag.LONG, HotspotFlag.MID_BLOCK)]

    cut = find_hotspots(crashes, corners, eps_m=20)
    at_junction = cut.table["junction_id"].notna()
    assert set(cut.table.loc[at_junction, "name"]) == set(names)
    assert cut.table.loc[~at_junction, "name"].str.startswith("甲路（近").all()
    assert (cut.table["length_m"] <= 100).all()
    assert all(flags[0] is HotspotFlag.SPLIT for flags in cut.table["flags"])
    assert cut.method["long_clusters_before_split"] == 1
    assert cut.warnings


def test_every_part_of_a_cut_chain_has_enough_crashes_and_no_part_at_a_junction_is_long(city):
    crashes, junctions = city
    found = find_hotspots(crashes, junctions, eps_m=40, min_crashes=6)
    parts = found.table[[HotspotFlag.SPLIT in flags for flags in found.table["flags"]]]
    at_junction = parts[parts["junction_id"].notna()]
    assert len(at_junction) > 20
    assert (parts["crashes"] >= 6).all()
    assert (at_junction["length_m"] <= 100).all()


def test_a_part_too_small_gives_its_crashes_to_the_next_junction():
    points = np.concatenate(
        [heap(4, 0), heap(3, 25), heap(8, 120), [(x, 0) for x in range(30, 120, 9)]]
    )
    twins = [junction("甲×乙", 0, 0), junction("甲×丙", 25, 0), junction("甲×丁", 120, 0)]
    found = find_hotspots(crash_table(points), twins, eps_m=26, min_crashes=6)
    names = dict(zip(found.table["name"], found.table["crashes"], strict=True))
    assert "甲×丙" in names or "甲×乙" in names
    assert not {"甲×乙", "甲×丙"} <= set(names)
    assert max(names.get("甲×乙", 0), names.get("甲×丙", 0)) >= 7


def said_of(min_crashes):
    return min_crashes.sentence.in_language(Language.EN)


def test_the_default_number_grows_with_the_crashes_of_the_period():
    corners = [junction("甲×乙", 0, 0), junction("甲×丙", 500, 0)]
    many = crash_table(
        np.concatenate([heap(17, 0), heap(6, 500)]), junction_id=["甲×乙"] * 17 + ["甲×丙"] * 6
    )
    found = find_hotspots(many, [*corners, junction("遠×方", 9000, 0)])
    assert found.method["min_crashes"] == 12  # 23 crashes at 2 junctions: 11.5
    assert (found.method["junctions"], found.method["junction_crashes"]) == (2, 23)
    assert found.table["name"].tolist() == ["甲×乙"]
    assert "11.50 crashes per junction (23 crashes at 2" in said_of(found.min_crashes)
    few = find_hotspots(many.head(6), corners)
    assert few.method["min_crashes"] == 5
    asked = find_hotspots(many, corners, min_crashes=3)
    assert (asked.method["min_crashes"], asked.method["min_crashes_given"]) == (3, True)
    assert "as chosen" in said_of(asked.min_crashes)


def test_a_heap_on_one_exact_point_is_flagged():
    crashes = crash_table([(0, 0)] * 4 + [(5, 0), (8, 0)])
    assert HotspotFlag.STACKED in find_hotspots(crashes, []).table["flags"].iloc[0]
    spread = crash_table([(0, 0)] * 3 + [(5, 0), (8, 0), (9, 0)])
    assert HotspotFlag.STACKED not in find_hotspots(spread, []).table["flags"].iloc[0]


def test_no_crash_gives_no_hotspot():
    found = find_hotspots(crash_table([]), [junction("甲×乙", 0, 0)])
    assert found.table.empty
    assert (found.total, found.noise, found.doubtful_location) == (0, 0, 0)
    assert tuple(found.table.columns) == HOTSPOT_COLUMNS


def test_other_weights_change_the_order():
    crashes = crash_table(
        np.concatenate([heap(5, 0), heap(20, 1000)]), severity=["A1"] + ["A3"] * 24
    )
    corners = [junction("甲×乙", 0, 0), junction("丙×丁", 1000, 0)]
    assert find_hotspots(crashes, corners).table["name"].iloc[0] == "丙×丁"
    heavy = find_hotspots(crashes, corners, weights=weight_set("hsm_sample"))
    assert heavy.table["name"].iloc[0] == "甲×乙"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"eps_m": 0}, "above 0 m"), ({"min_crashes": 0}, "at least 1 crash")],
)
def test_a_setting_that_cannot_be_right_is_refused(wrong, said):
    with pytest.raises(ScreeningError, match=said):
        find_hotspots(crash_table(heap(6)), [], **wrong)


def test_a_geographic_crs_is_refused():
    with pytest.raises(ScreeningError, match="EPSG:4326"):
        find_hotspots(crash_table(heap(6)), [], crs="EPSG:4326")


def test_degrees_are_refused():
    crashes = crash_table(heap(6)).assign(x_m=120.45, y_m=23.48)
    with pytest.raises(ScreeningError, match="degrees"):
        find_hotspots(crashes, [])


def test_hotspots_of_a_city_of_120_000_crashes_are_found():
    rng = np.random.default_rng(5)
    centres = rng.uniform(0, 20_000, (4000, 2))
    which = rng.choice(4000, 120_000, p=rng.dirichlet(np.full(4000, 0.5)))
    crashes = crash_table(
        centres[which] + rng.normal(0, 12, (120_000, 2)),
        junction_id=[f"J{number}×K" for number in which],
    )
    junctions = [junction(f"J{number}×K", *point) for number, point in enumerate(centres)]
    found = find_hotspots(crashes, junctions)
    assert len(found.table) > 500
    assert found.total == 120_000
