"""Delivered points: which can be believed, why not, and what is proposed instead."""

import numpy as np
import pandas as pd
import pytest
from pyproj import Transformer

from crashes.locations import locate_crashes
from crashes.model import CRASH_COLUMNS, LOCATION_COLUMNS
from crashes.places import places_of
from crashes.text_column import TextColumn
from language import Language, Message
from roadnet.model import Junction, JunctionId, Method

CRS = "EPSG:3826"
X0, Y0 = 194_000.0, 2_597_500.0  # in Chiayi City
TO_DEGREES = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)


def crashes(*described):
    """A crash table from (place text, x, y) in metres from the middle of the city."""
    texts = [text for text, *_ in described]
    lon, lat = TO_DEGREES.transform(
        [X0 + x for _, x, _ in described], [Y0 + y for _, _, y in described]
    )
    return with_degrees(texts, lon, lat)


def with_degrees(texts, lon, lat):
    table = places_of(TextColumn.of(texts)).assign(
        crash_id=[f"c{number:04d}" for number in range(len(texts))],
        place_text=texts,
        lon=np.round(lon, 6),
        lat=np.round(lat, 6),
    )
    return table.reindex(columns=list(CRASH_COLUMNS))


def crossing(one, other, district="東區"):
    return f"嘉義市{district}{one} / 嘉義市{district}{other}"


def city(rng=None):
    """Crashes at the crossings of a grid of 12 by 12 streets, 300 m apart."""
    rng = rng or np.random.default_rng(7)
    return [
        (
            crossing(f"縱{name(column)}路", f"橫{name(line)}街"),
            column * 300 + rng.normal(0, 8),
            line * 300 + rng.normal(0, 8),
        )
        for column in range(12)
        for line in range(12)
        for _ in range(3)
    ]


def name(number):
    return "甲乙丙丁戊己庚辛壬癸子丑"[number]


def located(table, **options):
    return locate_crashes(table, CRS, **options).locations.set_index("crash_id")


def status_of(described, index=0, **options):
    found = located(crashes(*described, *city()), **options)
    return found.iloc[index]


def said(location):
    return Message.from_json(location["location_reason"]).in_language(Language.EN)


def test_the_table_has_the_columns_of_the_model():
    result = locate_crashes(crashes(*city()), CRS)
    assert tuple(result.locations.columns) == LOCATION_COLUMNS
    assert (result.locations["location_status"] == "good").all()


def test_a_point_at_its_junction_is_good_and_belongs_to_it():
    found = status_of([(crossing("縱甲路", "橫乙街"), 5, 295)])
    assert found["location_status"] == "good"
    assert found["junction_id"].startswith("name-")
    assert np.hypot(found["x_m"] - X0 - 5, found["y_m"] - Y0 - 295) < 0.2


def test_a_crash_beside_a_junction_belongs_to_the_nearest_one_within_30_m():
    near, far = located(
        crashes(("嘉義市東區縱甲路1號", 0, 15), ("嘉義市東區縱甲路9號", 0, 100), *city())
    )["junction_id"].iloc[:2]
    assert pd.notna(near)
    assert pd.isna(far)


@pytest.mark.parametrize(
    ("lon", "lat", "status"),
    [
        (np.nan, np.nan, "missing"),
        (120.45, np.nan, "missing"),
        (111.0, 11.0, "placeholder"),
        (0.0, 0.0, "placeholder"),
        (125.0, 25.0, "placeholder"),
        (23.48, 120.45, "swapped_axes"),
        (120.75, 23.9, "outside_county"),
        (999.5, 12.3, "placeholder"),
    ],
)
def test_coordinates_that_are_no_place_of_the_county(lon, lat, status):
    table = crashes(("嘉義市東區縱甲路3號", 0, 0), *city())
    table.loc[0, ["lon", "lat"]] = [lon, lat]
    assert located(table).iloc[0]["location_status"] == status


def test_swapped_axes_propose_the_point_the_other_way_round():
    table = crashes(("嘉義市東區縱甲路3號", 40, 50), *city())
    table.loc[0, ["lon", "lat"]] = table.loc[0, ["lat", "lon"]].to_numpy()
    found = located(table).iloc[0]
    assert pd.isna(found["x_m"])
    assert np.hypot(found["proposal_x_m"] - X0 - 40, found["proposal_y_m"] - Y0 - 50) < 0.2


def test_a_missing_point_proposes_the_junction_that_the_text_names():
    table = crashes((crossing("縱丙路", "橫丁街"), 0, 0), *city())
    table.loc[0, ["lon", "lat"]] = np.nan
    found = located(table).iloc[0]
    assert found["proposal_junction"] == "橫丁街×縱丙路"
    assert np.hypot(found["proposal_x_m"] - X0 - 600, found["proposal_y_m"] - Y0 - 900) < 20


def test_a_point_among_crashes_of_another_county_is_outside():
    neighbours = [
        (text.replace("嘉義市東區", "嘉義縣水上鄉"), x + 9_000, y) for text, x, y in city()
    ]
    table = crashes(("嘉義市東區縱甲路3號", 10_000, 500), *city(), *neighbours)
    found = located(table).iloc[0]
    assert found["location_status"] == "outside_county"
    assert "嘉義市" in said(found)


def test_a_remote_place_of_the_county_is_not_outside():
    remote = [(f"嘉義市東區山路{number}號", 8_000 + 90 * number, 0) for number in range(5)]
    found = located(crashes(*remote, *city()))
    assert (found["location_status"].iloc[:5] == "good").all()


def test_one_exact_point_of_many_places_is_a_default():
    shared = [(f"嘉義市東區{name(number)}大道{number}號", 77, 133) for number in range(6)]
    found = located(crashes(*shared, *city()))
    assert (found["location_status"].iloc[:6] == "default_point").all()
    assert said(found.iloc[0]) == "6 different places on 6 roads share this exact point."


def test_one_exact_point_of_one_junction_is_no_default():
    texts = [
        crossing("縱甲路", "橫甲街"),
        crossing("橫甲街", "縱甲路", "西區"),
        "嘉義市東區縱甲路1號",
    ]
    found = located(crashes(*((text, 0, 0) for text in texts * 3), *city()))
    assert (found["location_status"].iloc[:9] == "good").all()


def test_a_point_that_stands_for_a_whole_road_is_a_default():
    along = [crossing("長路", f"{name(number)}巷") for number in range(4)]
    found = located(crashes(*((text, 50, 950) for text in along), *city()))
    assert (found["location_status"].iloc[:4] == "default_point").all()


def test_crashes_that_say_the_road_only_do_not_share_an_exact_point_by_chance():
    found = located(crashes(*[("嘉義市東區長橋路前0.0公尺", 50, 950)] * 5, *city()))
    assert (found["location_status"].iloc[:5] == "default_point").all()


def heap(count, rng, x=1_650, y=1_950):
    return [
        (
            f"嘉義市東區{name(n % 12)}{name(n // 12)}街{n}號",
            x + rng.normal(0, 14),
            y + rng.normal(0, 14),
        )
        for n in range(count)
    ]


def test_a_jittered_heap_of_places_all_over_the_city_is_found():
    rng = np.random.default_rng(3)
    result = locate_crashes(crashes(*heap(60, rng), *city()), CRS)
    status = result.locations["location_status"]
    assert (status.iloc[:60] == "default_cloud").sum() >= 58
    assert (status.iloc[60:] == "good").all()
    [found] = result.heaps
    assert np.hypot(found.x_m - X0 - 1_650, found.y_m - Y0 - 1_950) < 10


def test_a_busy_junction_is_no_heap():
    rng = np.random.default_rng(4)
    busy = [(crossing("縱甲路", "橫甲街"), rng.normal(0, 12), rng.normal(0, 12)) for _ in range(80)]
    found = located(crashes(*busy, *city()))
    assert (found["location_status"] == "good").all()


def test_a_crash_in_a_heap_that_names_the_junction_there_is_believed():
    rng = np.random.default_rng(5)
    there = crossing("縱己路", "橫庚街")  # at 1,500 and 1,800 m
    table = crashes((there, 1_505, 1_803), *heap(60, rng, 1_540, 1_840), *city())
    found = located(table).iloc[0]
    assert found["location_status"] == "good"
    assert found["junction_id"].startswith("name-")


def test_a_point_far_from_the_junction_it_names_is_doubted_with_a_proposal():
    found = status_of([(crossing("縱甲路", "橫甲街"), 2_000, 2_000)])
    assert found["location_status"] == "disagrees"
    assert found["proposal_junction"] == "橫甲街×縱甲路"
    assert np.hypot(found["proposal_x_m"] - X0, found["proposal_y_m"] - Y0) < 20
    assert "m from the junction 橫甲街×縱甲路" in said(found)


def test_a_point_far_from_the_road_it_names_is_doubted():
    found = status_of([("嘉義市東區縱甲路3號", 2_700, 1_500)])
    assert found["location_status"] == "disagrees"
    assert pd.isna(found["proposal_junction"])
    assert "m from other crashes on 縱甲路" in said(found)


def test_a_point_at_the_end_of_its_road_is_believed():
    assert status_of([("嘉義市東區縱甲路999號", 0, 4_000)])["location_status"] == "good"


def test_a_crossing_off_both_of_its_roads_is_no_junction():
    lost = (crossing("縱甲路", "縱丙路"), 2_700, 1_500)
    result = locate_crashes(crashes(lost, *city()), CRS)
    assert result.locations["location_status"].iloc[0] == "disagrees"
    assert "縱甲路×縱丙路" not in {one.name for one in result.junctions}


def test_one_other_crash_is_not_enough_to_doubt_a_point():
    rare = crossing("新路", "舊街")
    found = located(crashes((rare, 0, 150), (rare, 3_000, 150), *city()))
    assert (found["location_status"].iloc[:2] == "good").all()


def test_the_same_name_in_another_district_is_another_junction():
    other = [(crossing("縱甲路", "橫甲街", "西區"), 3_700 + n, 3_700) for n in range(4)]
    result = locate_crashes(crashes(*other, *city()), CRS)
    assert (result.locations["location_status"] == "good").all()
    named = [one for one in result.junctions if one.name == "橫甲街×縱甲路"]
    assert len({one.junction_id for one in named}) == 2


def test_a_junction_of_a_street_map_stands_over_the_learned_one():
    known = Junction(
        junction_id=JunctionId("osm-1"),
        name="橫甲街×縱甲路",
        x_m=X0 + 3,
        y_m=Y0 - 4,
        road_names=("橫甲街", "縱甲路"),
        method=Method.OSM,
    )
    result = locate_crashes(crashes(*city()), CRS, known_junctions=[known])
    assert known.name not in {one.name for one in result.junctions}
    assert (result.locations["junction_id"] == "osm-1").sum() == 3


def test_points_that_people_corrected_tell_where_a_junction_is():
    rare = crossing("新路", "舊街")
    table = crashes((rare, 100, 150), (rare, 110, 150), (rare, 0, 0), *city())
    table.loc[:1, ["lon", "lat"]] = np.nan
    table["location_status"], table["x_m"], table["y_m"] = "good", np.nan, np.nan
    table.loc[:1, "location_status"] = "corrected"
    table.loc[:1, ["x_m", "y_m"]] = [[X0 + 900, Y0 + 450], [X0 + 905, Y0 + 450]]
    found = located(table).iloc[2]
    assert found["location_status"] == "disagrees"
    assert np.hypot(found["proposal_x_m"] - X0 - 902, found["proposal_y_m"] - Y0 - 450) < 5


def test_the_order_of_the_crashes_plays_no_part():
    rng = np.random.default_rng(6)
    table = crashes(
        (crossing("縱甲路", "橫甲街"), 2_000, 2_000),
        *heap(30, rng),
        *((f"嘉義市東區{name(n)}大道{n}號", 77, 133) for n in range(6)),
        *city(),
    )
    first = locate_crashes(table, CRS)
    for seed in range(3):
        other = locate_crashes(table.sample(frac=1, random_state=seed), CRS)
        pd.testing.assert_frame_equal(first.locations, other.locations)
        assert first.junctions == other.junctions
        assert first.heaps == other.heaps


def test_no_crashes_have_no_locations():
    result = locate_crashes(crashes(*city()).iloc[:0], CRS)
    assert result.locations.empty
    assert result.junctions == ()


def test_crashes_without_place_text_are_judged_by_their_coordinates_only():
    table = with_degrees([""] * 30, 121.0005 + np.arange(30) / 1000, np.full(30, 24.0001))
    assert set(located(table)["location_status"]) == {"good"}
