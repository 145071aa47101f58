"""What was planted can be found again by simple counting."""

from collections import Counter
from datetime import date
from math import dist, sqrt

import numpy as np
import pytest

from crashes.demo_city.daylight import is_dark
from crashes.demo_city.generate import DEFAULT_SEED
from crashes.demo_city.planned import (
    JUNCTION,
    hot_places,
    improvements,
    plan_crashes,
    whole_period,
    yearly_rate,
)
from crashes.demo_city.skeleton import nodes

SEEDS = range(100, 160)
BAD_YEAR, COMPLETED = date(2023, 6, 1), date(2024, 7, 1)


def near(crashes, city, place, within_m):
    points = city.locations.set_index("crash_id").loc[crashes["crash_id"]]
    gaps = ((points["x_m"] - place.x_m) ** 2 + (points["y_m"] - place.y_m) ** 2) ** 0.5
    return crashes[(gaps <= within_m).to_numpy()]


def test_planted_junctions_have_the_most_crashes(city, believed):
    counts = believed["junction_id"].value_counts()
    hot = {place.place for place in city.truth.hot_junctions}
    assert set(counts.index[: len(hot)]) == hot
    assert counts.iloc[len(hot) - 1] > counts.iloc[len(hot)] + 5


def test_recorded_points_lie_at_their_junction(city, believed):
    for place in city.truth.hot_junctions:
        there = near(believed, city, place, 45)
        all_there = believed[believed["junction_id"] == place.place]
        assert len(there) >= 0.97 * len(all_there)


def test_the_planted_pattern_is_the_majority_at_each_hot_place(city, believed):
    for place in city.truth.hot_junctions:
        there = believed[believed["junction_id"] == place.place]
        assert (there["pattern"] == place.pattern).mean() > 0.5, place.place
    for place in city.truth.hot_stretches:
        there = believed[believed["stretch"] == place.place]
        assert (there["pattern"] == place.pattern).mean() > 0.5


def test_no_pattern_is_the_majority_elsewhere_at_signals(city, believed):
    hot = {place.place for place in city.truth.hot_junctions}
    signals = {junction.junction_id for junction in city.junctions if junction.control == "signal"}
    for key, there in believed.groupby("junction_id"):
        if key in signals - hot:
            assert there["pattern"].value_counts(normalize=True).iloc[0] < 0.5, key


def test_a_planted_pattern_is_rare_at_the_other_junctions(city, believed):
    for place in city.truth.hot_junctions:
        others = believed[
            believed["junction_id"].notna() & (believed["junction_id"] != place.place)
        ]
        assert (others["pattern"] == place.pattern).mean() < 0.25


def test_the_unsignalised_junction_is_hot_at_night(happened):
    planted = happened[(happened["junction_id"] == "demo-C3") & happened["planted"]]
    night = planted["occurred_at"].map(is_dark).mean()
    elsewhere = happened[~happened["planted"]]["occurred_at"].map(is_dark).mean()
    assert night > 0.75
    assert elsewhere < 0.45


def test_motorcycles_fall_in_the_rain(happened):
    planted = happened[(happened["junction_id"] == "demo-G3") & happened["planted"]]
    assert (planted["surface_code"] == "4").mean() > 0.7
    elsewhere = happened[~happened["planted"]]
    assert (elsewhere["surface_code"] == "4").mean() < 0.25


def test_rear_ends_are_planted_in_the_rush_hours(happened):
    planted = happened[(happened["junction_id"] == "demo-G4") & happened["planted"]]
    hours = planted["occurred_at"].dt.hour
    assert hours.isin([7, 8, 16, 17, 18]).mean() > 0.6


def test_pedestrians_are_hit_on_the_crosswalk_of_the_exit_leg(city, happened):
    planted = happened[(happened["junction_id"] == "demo-E2") & happened["planted"]]
    junction = next(one for one in city.junctions if one.junction_id == "demo-E2")
    drivers = city.batch.parties.query("party_no == 1").set_index("crash_id")
    exits = planted["crash_id"].map(drivers["to_deg"])
    east, north = planted["true_x_m"] - junction.x_m, planted["true_y_m"] - junction.y_m
    bearing = np.degrees(np.arctan2(east, north)) % 360
    gap = ((bearing - exits + 180) % 360 - 180).abs().dropna()
    assert len(gap) > 25
    assert gap.max() < 45


def test_the_hot_stretch_is_away_from_junctions(city):
    for place in city.truth.hot_stretches:
        assert min(dist((j.x_m, j.y_m), (place.x_m, place.y_m)) for j in city.junctions) > 80


def test_location_faults_are_as_many_as_planted(happened):
    counts = happened["location_status"].value_counts()
    assert counts["default_cloud"] == 55
    assert counts["missing"] == 25
    assert happened.loc[happened["location_status"] == "missing", "lon"].isna().all()
    cloud = happened[happened["location_status"] == "default_cloud"]
    assert cloud["place_text"].nunique() > 40
    assert cloud[["lon", "lat"]].drop_duplicates().shape[0] > 50
    heap = happened[happened["location_status"] == "default_point"]
    assert heap[["lon", "lat"]].drop_duplicates().shape[0] == 1
    assert heap["place_text"].nunique() > 10


@pytest.fixture(scope="module")
def counts():
    """Planned crashes of many cities: seed -> (place, first day of the span) -> count."""
    return {
        seed: Counter((crash.place, crash.span.start) for crash in plan_crashes(seed))
        for seed in SEEDS
    }


@pytest.mark.parametrize("node_id", ["B4", "B2"])
def test_the_year_before_the_works_was_a_bad_one_by_chance(counts, node_id):
    rate = yearly_rate(DEFAULT_SEED, node_id)
    for one in counts.values():
        assert one[node_id, BAD_YEAR] > rate + 1.2 * sqrt(rate)


@pytest.mark.parametrize(("node_id", "effect"), [("B4", -0.40), ("B2", 0.0)])
def test_a_measure_has_its_true_effect_over_many_cities(counts, node_id, effect):
    years = (whole_period().end - COMPLETED).days / 365.25
    total = sum(one[node_id, COMPLETED] for one in counts.values())
    expected = yearly_rate(DEFAULT_SEED, node_id) * (1 + effect) * years * len(SEEDS)
    assert abs(total - expected) < 3 * sqrt(expected)


@pytest.mark.parametrize("node_id", ["B4", "B2"])
def test_a_naive_comparison_finds_too_much(counts, node_id):
    """The measure looks better than it is in nearly every city: regression to the mean."""
    true_ratio = 1 + {"B4": -0.40, "B2": 0.0}[node_id]
    years = (whole_period().end - COMPLETED).days / 365.25
    naive = [one[node_id, COMPLETED] / years / one[node_id, BAD_YEAR] for one in counts.values()]
    assert np.mean(naive) < 0.85 * true_ratio


def test_counts_of_ordinary_junctions_are_gamma_poisson(counts):
    """Over junctions the variance exceeds the mean by about k mean²; k a little cut by the cap."""
    ordinary = [
        name
        for name, node in nodes().items()
        if node.shape == "cross" and name not in hot_places(JUNCTION) | improvements()
    ]
    start = whole_period().start
    drawn = np.array([[one[name, start] for name in ordinary] for one in counts.values()])
    k = (drawn.var(ddof=1) - drawn.mean()) / drawn.mean() ** 2
    assert 0.07 < k < 0.12
