"""Chiayi City as its police publish it: true junctions on top, the default cloud nowhere."""

import numpy as np
import pytest
from pyproj import Transformer

from crashes.intake import read_crash_file
from crashes.locations import locate_crashes
from hotspots.find import find_hotspots

CRS = "EPSG:3826"
DEFAULT_CLOUD = (120.45504, 23.48134)
FIRST = {"博愛路1段×文化路", "友忠路×自由路", "世賢路4段×民生南路", "忠孝路×博東路"}

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def found(real_data):
    batch = read_crash_file(real_data / "chiayi" / "chiayi_city_parties.csv")
    located = locate_crashes(batch.crashes, CRS)
    crashes = batch.crashes.merge(located.locations, on="crash_id")
    return find_hotspots(crashes, located.junctions, eps_m=30, min_crashes=5, crs=CRS)


def test_the_known_junctions_are_among_the_first_hotspots(found):
    assert set(found.table["name"].head(10)) >= FIRST


def test_the_default_cloud_is_no_hotspot(found):
    x_m, y_m = Transformer.from_crs("EPSG:4326", CRS, always_xy=True).transform(*DEFAULT_CLOUD)
    away_m = np.hypot(found.table["x_m"] - x_m, found.table["y_m"] - y_m)
    assert found.table.loc[away_m < 60, "crashes"].sum() == 0
    assert found.doubtful_by_status["default_cloud"] >= 40


def test_every_crash_is_accounted_for(found):
    assert found.total == 2015
    counted = found.table["crashes"].sum() + found.noise + found.doubtful_location
    assert counted == found.total


def test_hotspots_are_of_the_size_of_a_junction(found):
    assert found.table["length_m"].max() <= 120
    assert found.table["name"].is_unique
