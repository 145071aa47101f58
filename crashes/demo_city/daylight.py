"""How high the sun stood over the demo city."""

import math
from datetime import datetime

LATITUDE_DEG = 23.65
LONGITUDE_DEG = 119.96
ZONE_MERIDIAN_DEG = 120.0  # UTC+8
DARK_BELOW_DEG = -0.833  # upper rim of the sun at the horizon
TWILIGHT_DEG = 6.0


def sun_height_deg(when: datetime) -> float:
    """Return the height of the sun above the horizon at a local time, within half a degree.

    Notes
    -----
    Declination after Cooper (1969), equation of time after Spencer (1971) shortened to two terms.

    Examples
    --------
    >>> sun_height_deg(datetime(2024, 6, 21, 12, 0)) > 85
    True
    >>> sun_height_deg(datetime(2024, 12, 21, 17, 40)) < 0
    True
    """
    number = when.timetuple().tm_yday
    turn = math.radians(360 * (number - 81) / 365)
    declination = math.radians(23.45 * math.sin(turn))
    equation_min = 9.87 * math.sin(2 * turn) - 7.53 * math.cos(turn) - 1.5 * math.sin(turn)
    solar_min = when.hour * 60 + when.minute + equation_min
    solar_min += 4 * (LONGITUDE_DEG - ZONE_MERIDIAN_DEG)
    hour_angle = math.radians(solar_min / 4 - 180)
    latitude = math.radians(LATITUDE_DEG)
    sine = math.sin(latitude) * math.sin(declination)
    sine += math.cos(latitude) * math.cos(declination) * math.cos(hour_angle)
    return math.degrees(math.asin(sine))


def is_dark(when: datetime) -> bool:
    """Whether the sun was below the horizon."""
    return sun_height_deg(when) < DARK_BELOW_DEG


def is_twilight(when: datetime) -> bool:
    """Whether it was dawn or dusk: the sun within a few degrees of the horizon."""
    return abs(sun_height_deg(when)) < TWILIGHT_DEG
