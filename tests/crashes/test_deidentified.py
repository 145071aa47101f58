from datetime import date

import pandas as pd
import pytest

from crashes.deidentified import deidentified_crashes, deidentified_parties, publication_rule

RULE = publication_rule(date(2026, 11, 1))
SECRET = "嘉義市西區文化路12號前"


@pytest.fixture
def crashes():
    return pd.DataFrame(
        {
            "crash_id": ["20250105-074812-aa", "20250106-235959-bb"],
            "occurred_at": pd.to_datetime(["2025-01-05 07:48:12", "2025-01-06 23:59:59"]),
            "place_text": [SECRET, SECRET],
            "house_number": ["12", "12"],
            "road_1": ["文化路", "文化路"],
            "x_m": [194321.4, 194327.9],
            "y_m": [2597123.2, 2597125.0],
            "location_status": ["good", "default_cloud"],
        }
    )


def test_time_is_cut_to_the_hour(crashes):
    published = deidentified_crashes(crashes, crs="EPSG:3826", rule=RULE, salt="secret")
    assert published["occurred_hour"].dt.strftime("%H:%M:%S").tolist() == ["07:00:00", "23:00:00"]
    assert "occurred_at" not in published


def test_place_text_and_house_number_stay_in_the_house(crashes):
    published = deidentified_crashes(crashes, crs="EPSG:3826", rule=RULE, salt="secret")
    assert SECRET not in published.to_csv()
    assert "house_number" not in published


def test_points_stand_on_a_grid_of_ten_metres(crashes):
    point = (
        deidentified_crashes(crashes, crs="EPSG:3826", rule=RULE, salt="secret")
        .to_crs(3826)
        .geometry[0]
    )
    assert (round(point.x, 3) % 10, round(point.y, 3) % 10) == pytest.approx((5, 5), abs=0.01)


def test_a_doubtful_point_is_not_published(crashes):
    assert (
        deidentified_crashes(crashes, crs="EPSG:3826", rule=RULE, salt="secret").geometry[1] is None
    )


def test_ages_become_bands():
    parties = pd.DataFrame({"crash_id": ["c1"] * 3, "party_no": [1, 2, 3], "age": [33, 91, None]})
    published = deidentified_parties(parties, rule=RULE, salt="secret")
    assert published["age_band"].tolist() == ["30-34", "85+", None]
    assert "age" not in published


def test_the_published_key_does_not_hold_the_time(crashes):
    published = deidentified_crashes(crashes, crs="EPSG:3826", rule=RULE, salt="secret")
    assert "074812" not in published.to_csv()
    assert published["crash_id"].is_unique


def test_parties_keep_their_crash_under_the_published_key(crashes):
    parties = pd.DataFrame({"crash_id": crashes["crash_id"], "party_no": [1, 1], "age": [20, 30]})
    crash_keys = deidentified_crashes(crashes, crs="EPSG:3826", rule=RULE, salt="secret")
    party_keys = deidentified_parties(parties, rule=RULE, salt="secret")
    assert party_keys["crash_id"].tolist() == crash_keys["crash_id"].tolist()


def test_another_salt_gives_other_keys(crashes):
    one = deidentified_crashes(crashes, crs="EPSG:3826", rule=RULE, salt="secret")
    other = deidentified_crashes(crashes, crs="EPSG:3826", rule=RULE, salt="another")
    assert not set(one["crash_id"]) & set(other["crash_id"])
