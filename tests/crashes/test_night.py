"""Night and day by the height of the sun."""

import numpy as np
import pytest

from crashes.night import is_night, is_twilight, sun_elevation_deg

CHIAYI = (np.array([120.45]), np.array([23.48]))


def moment(text):
    return np.array([text], dtype="datetime64[s]")


def test_the_published_example_of_the_solar_position_algorithm():
    """Reda and Andreas, NREL/TP-560-34302 (2008), table A5.1: e0 = 39.872046°."""
    at = moment("2003-10-17T12:30:30")
    found = sun_elevation_deg(at, np.array([-105.1786]), np.array([39.742476]), utc_offset_h=-7)
    assert found[0] == pytest.approx(39.872046, abs=0.02)


@pytest.mark.parametrize(
    ("text", "night", "twilight"),
    [
        ("2025-06-21T12:00", False, False),
        ("2025-06-21T18:55", False, True),
        ("2025-06-21T19:30", True, False),
        ("2025-12-21T18:00", True, False),
        ("2025-12-21T05:30", True, False),
        ("2025-12-21T06:30", False, True),
        ("2025-12-21T06:55", False, False),
    ],
)
def test_night_begins_at_the_end_of_civil_twilight(text, night, twilight):
    assert is_night(moment(text), *CHIAYI).tolist() == [night]
    assert is_twilight(moment(text), *CHIAYI).tolist() == [twilight]


def test_the_sun_stands_highest_in_the_south_at_noon_of_the_summer_solstice():
    minutes = np.arange("2025-06-21T10:00", "2025-06-21T14:00", dtype="datetime64[m]")
    heights = sun_elevation_deg(minutes, *CHIAYI)
    assert heights.max() == pytest.approx(89.96, abs=0.05)
    assert str(minutes[heights.argmax()])[11:] in {"11:59", "12:00", "12:01"}
