"""A site is a circle; crashes without a believed point are counted apart."""

import pytest

from hotspots.model import ScreeningError
from hotspots.site import Site, crashes_at, doubtful_naming, junction_of, site_at
from tests.hotspots.invented import ORIGIN, crash_table, junction

SITE = Site(*ORIGIN, radius_m=30)


def test_the_edge_of_the_circle_belongs_to_the_site():
    found = crashes_at(crash_table([(30, 0), (0, -30), (22, 22), (0, 0)]), SITE)
    assert found["crash_id"].tolist() == ["c000000", "c000001", "c000003"]


def test_a_doubtful_point_in_the_circle_does_not_count():
    crashes = crash_table([(0, 0)] * 3, location_status=["good", "default_cloud", "corrected"])
    assert crashes_at(crashes, SITE)["crash_id"].tolist() == ["c000000", "c000002"]


def test_doubtful_crashes_that_name_the_junction_are_found_wherever_their_point_is():
    here = junction("甲×乙", 0, 0)
    crashes = crash_table(
        [(900, 0)] * 5,
        location_status=["default_cloud", "disagrees", "good", "missing", "default_cloud"],
        junction_name=["甲×乙", None, "甲×乙", "丙×丁", "甲×乙"],
        proposal_junction=[None, "甲×乙", None, None, None],
        county=["嘉義市"] * 4 + ["臺北市"],
    )
    assert doubtful_naming(crashes, here)["crash_id"].tolist() == ["c000000", "c000001", "c000004"]
    assert doubtful_naming(crashes, here, county="嘉義市")["crash_id"].tolist() == [
        "c000000",
        "c000001",
    ]


def test_the_nearest_junction_in_the_circle_is_the_sites():
    near, nearer, far = junction("a", 20, 0), junction("b", 5, 0), junction("c", 31, 0)
    assert junction_of([near, far, nearer], SITE) is nearer
    assert junction_of([far], SITE) is None


def test_without_a_junction_in_the_circle_the_one_that_owns_half_of_the_crashes_is_the_sites():
    corner, other = junction("a", 36, 0), junction("b", 34, 0)
    crashes = crash_table([(0, 0)] * 4, junction_id=["a", "a", "b", None])
    assert junction_of([corner, other], SITE, crashes) is corner
    assert junction_of([corner, other], SITE, crashes.iloc[1:].assign(junction_id=None)) is None
    assert junction_of([corner, other], SITE, crashes.iloc[:0]) is None


def test_a_place_on_earth_becomes_metres():
    site = site_at(121.0, 0.0, 10, crs="EPSG:3826")
    assert (site.x_m, site.y_m) == pytest.approx((250_000.0, 0.0), abs=1e-3)


@pytest.mark.parametrize("radius", [0, -1, float("nan")])
def test_a_circle_without_an_area_is_refused(radius):
    with pytest.raises(ScreeningError):
        Site(0, 0, radius)


def test_a_place_off_the_earth_is_refused():
    with pytest.raises(ScreeningError, match="longitude"):
        site_at(121, 123, 30)
