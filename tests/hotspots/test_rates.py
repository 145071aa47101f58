"""The critical rate."""

import pytest

from hotspots.rates import critical_rate

CRASHES = 5 * 8 + 55 * 3 + 100
AVERAGE = 2 * 8 + 130 * 3 + 300
EXPOSURE = 2 * 11_350 * 365 * 5 / 1e8  # 100 million vehicle-miles


def test_the_road_of_garber_and_hoel_is_not_hazardous():
    """Garber and Hoel, Traffic and Highway Engineering: ratio below 1, not hazardous."""
    found = critical_rate(CRASHES, AVERAGE, EXPOSURE)
    assert pytest.approx(0.41428, abs=5e-6) == EXPOSURE
    assert found.site_rate == pytest.approx(736.2, abs=0.05)
    assert found.critical_rate == pytest.approx(788.1, abs=0.05)
    assert found.ratio == pytest.approx(0.934, abs=0.0005)


def test_a_one_sided_factor_lowers_the_bar():
    found = critical_rate(CRASHES, AVERAGE, EXPOSURE, factor=1.645)
    assert (found.critical_rate, found.ratio) == pytest.approx((775.1, 0.950), abs=0.05)
