"""The published police files, whole: counts, keys, locations, and nothing unexplained."""

import pandas as pd
import pytest

from crashes.intake import read_crash_file, read_crash_files
from crashes.locations import locate_crashes
from crashes.model import LocationStatus

pytestmark = pytest.mark.real_data
CRS = "EPSG:3826"
NAMED = ("博愛路1段×文化路", "友忠路×自由路", "世賢路4段×民生南路", "忠孝路×博東路")
HEAP_LON, HEAP_LAT = 120.45504, 23.48134
METRES_PER_DEGREE = 111_320


@pytest.fixture(scope="module")
def chiayi(real_data):
    return read_crash_file(real_data / "chiayi" / "chiayi_city_parties.csv")


@pytest.fixture(scope="module")
def located(chiayi):
    return locate_crashes(chiayi.crashes, CRS)


def test_the_chiayi_file_holds_its_crashes(chiayi):
    assert chiayi.counts["crashes"] == 2_015
    assert chiayi.counts["party_rows"] + chiayi.counts["duplicate_rows"] == 4_579
    assert chiayi.unknown_codes.empty
    assert chiayi.quarantine.empty


@pytest.mark.slow
def test_the_month_file_holds_its_crashes(real_data):
    batch = read_crash_file(real_data / "npa" / "a2" / "NPA_A2_2025-01.csv")
    assert batch.counts == {
        "rows_read": 81_508,
        "footer_rows": 2,
        "blank_rows": 0,
        "duplicate_rows": 6,
        "other_county_rows": 0,
        "quarantined_rows": 0,
        "party_rows": 81_500,
        "crashes": 36_006,
    }
    assert set(batch.coverage["state"]) == {"complete"}


@pytest.mark.slow
def test_every_file_is_read_with_nothing_unexplained(real_data):
    paths = sorted((real_data / "npa").glob("*/*.csv"))
    for batch in read_crash_files(paths):
        counts = dict(batch.counts)
        crashes = counts.pop("crashes")
        assert counts.pop("rows_read") == sum(counts.values())
        assert counts["quarantined_rows"] == 0
        assert batch.unknown_codes.empty
        assert len(batch.crashes) == crashes
        assert batch.crashes["crash_id"].is_unique
        assert batch.crashes["county"].notna().all()


def test_own_crashes_of_a_month_are_found_among_those_of_the_country(real_data, chiayi):
    batch = read_crash_file(
        real_data / "npa" / "a2" / "NPA_A2_2023-02-01to15.csv", counties=["嘉義市"]
    )
    assert batch.counts["other_county_rows"] > 16_000
    assert set(batch.crashes["county"]) == {"嘉義市"}
    known = chiayi.crashes[chiayi.crashes["crash_id"].isin(batch.crashes["crash_id"])]
    pd.testing.assert_frame_equal(
        known.reset_index(drop=True),
        batch.crashes[batch.crashes["crash_id"].isin(known["crash_id"])].reset_index(drop=True),
    )


def test_chiayi_is_complete_where_a_month_was_delivered(chiayi):
    table = chiayi.coverage[chiayi.coverage["severity"] == "A2"].set_index("month")
    days = table["days"].map(len)
    assert (table.loc["2025-01", "state"], days["2025-01"]) == ("complete", 31)
    later = table.index > "2025-01"
    assert set(table.loc[later, "state"]) == {"partial"}
    assert days[later].max() <= 3
    fatal = chiayi.coverage[chiayi.coverage["severity"] == "A1"]
    assert set(fatal.loc[fatal["month"].str[:4] == "2024", "state"]) == {"complete"}
    assert (fatal["month"].str[:4] == "2024").sum() == 12


def test_the_jittered_default_point_of_chiayi_is_found(chiayi, located):
    [heap] = located.heaps
    assert heap.crashes > 60
    table = located.locations.merge(chiayi.crashes[["crash_id", "lon", "lat", "place_text"]])
    is_near = ((table["lon"] - HEAP_LON).abs() * METRES_PER_DEGREE * 0.917 < 40) & (
        (table["lat"] - HEAP_LAT).abs() * METRES_PER_DEGREE < 40
    )
    doubted = table.loc[is_near, "location_status"] == LocationStatus.DEFAULT_CLOUD
    assert doubted.mean() > 0.95
    assert (table["location_status"] == LocationStatus.DEFAULT_CLOUD).sum() > 60


def test_the_junctions_of_chiayi_have_their_names(located):
    found = {one.name: one for one in located.junctions}
    sizes = located.locations["junction_id"].value_counts()
    for name in NAMED:
        assert sizes[found[name].junction_id] >= 8
        assert found[name].sigma_m < 15


def test_crossings_counted_elsewhere_lie_at_the_learned_junctions(real_data, located):
    crossings = pd.read_json(real_data / "chiayi" / "chiayi_city_intersections_by_name.json")
    learned = {frozenset(one.road_names): one for one in located.junctions}
    often = crossings[crossings["n"] >= 5]
    missing = [
        pair
        for pair in often["pair"]
        if frozenset(pair.replace("台", "臺").split(" x ")) not in learned
    ]
    assert missing == []


def test_counties_that_had_not_delivered_yet_are_not_called_complete(real_data):
    batch = read_crash_file(real_data / "npa" / "a2" / "NPA_A2_2023-02-01to15.csv")
    table = batch.coverage.set_index("county")
    assert len(table.loc["嘉義市", "days"]) == 1  # one crash in 15 days
    assert len(table.loc["臺北市", "days"]) == 15
    assert "花蓮縣" not in table.index


@pytest.mark.slow
def test_all_crashes_of_the_country_are_judged(real_data):
    paths = sorted((real_data / "npa").glob("*/*.csv"))
    crashes = pd.concat([batch.crashes for batch in read_crash_files(paths)])
    table = locate_crashes(crashes.drop_duplicates("crash_id"), CRS).locations
    counts = table["location_status"].value_counts()
    assert counts["placeholder"] >= 12
    assert counts["swapped_axes"] == 1
    assert counts["default_point"] > 3_000
    assert counts["default_cloud"] > 500
    assert counts["good"] > 0.9 * len(table)
