"""The hot places planted in the demo city, and their patterns, are found in its records."""

import pytest

from crashes.demo_city.generate import make_demo_city
from hotspots.find import find_hotspots
from hotspots.model import HotspotFlag
from hotspots.patterns import find_patterns

ON_THE_SPOT_M = 30.0


@pytest.fixture(scope="module")
def city():
    return make_demo_city()


@pytest.fixture(scope="module")
def crashes(city):
    return city.batch.crashes.merge(city.locations, on="crash_id")


@pytest.fixture(scope="module")
def found(city, crashes):
    return find_hotspots(crashes, city.junctions, crs=city.settings["crs"])


def ranks_at(found, place):
    away_m = ((found.table["x_m"] - place.x_m) ** 2 + (found.table["y_m"] - place.y_m) ** 2) ** 0.5
    return found.table.loc[away_m <= ON_THE_SPOT_M, "rank"].tolist()


def test_the_planted_places_are_the_first_hotspots(city, found):
    planted = [*city.truth.hot_junctions, *city.truth.hot_stretches]
    ranks = [ranks_at(found, place) for place in planted]
    assert all(len(one) == 1 for one in ranks)
    assert sorted(one[0] for one in ranks) == list(range(1, len(planted) + 1))


def test_a_hot_junction_bears_its_name_and_a_hot_stretch_its_road(city, found):
    names = {one.junction_id: one.name for one in city.junctions}
    for place in city.truth.hot_junctions:
        assert found.table["name"][ranks_at(found, place)[0] - 1] == names[place.place]
    for place in city.truth.hot_stretches:
        row = found.table.iloc[ranks_at(found, place)[0] - 1]
        assert HotspotFlag.MID_BLOCK in row["flags"]
        assert "號" in row["name"]


def test_doubtful_locations_make_no_hotspot_and_nothing_is_lost(city, found):
    doubtful = (city.locations["location_status"] != "good").sum()
    assert found.doubtful_location == doubtful > 100
    assert found.table["crashes"].sum() + found.noise + found.doubtful_location == found.total
    assert found.total == len(city.batch.crashes)


def test_a_smaller_number_of_crashes_keeps_the_planted_places_on_top(city, crashes):
    many = find_hotspots(crashes, city.junctions, crs=city.settings["crs"], min_crashes=5)
    top = {
        rank
        for place in (*city.truth.hot_junctions, *city.truth.hot_stretches)
        for rank in ranks_at(many, place)
    }
    assert set(range(1, 8)) <= top


def test_the_planted_pattern_of_each_place_stands_out(city, crashes, found):
    labelled = crashes.merge(found.labels, on="crash_id").rename(columns={"cluster": "site"})
    at_sites = labelled[labelled["site"] > 0]
    patterns = find_patterns(at_sites, crashes, ["crash_type_code"])
    out = patterns[patterns["stands_out"]]
    for place in (*city.truth.hot_junctions, *city.truth.hot_stretches):
        kinds = set(out.loc[out["site"] == ranks_at(found, place)[0], "value"])
        assert kinds & set(place.crash_type_codes), place.place
