"""Whether it was dark, from date, time and the height of the sun."""

import math
from datetime import datetime

DUSK_DEG = -6.0  # civil twilight ends: head lamps and street lamps are all the light there is
TAIWAN = (23.7, 121.0)  # where the record has no point
DEGREES_PER_HOUR = 15.0


def is_night(when: datetime, *, lat: float = TAIWAN[0], lon: float = TAIWAN[1]) -> bool:
    """Return whether the sun stood lower than civil twilight.

    Since July 2023 the item of light tells only of lamps, so night is computed.

    Parameters
    ----------
    when
        Local time of the zone nearest to the longitude.
    lat, lon
        Degrees, WGS84.

    Examples
    --------
    >>> is_night(datetime(2025, 1, 15, 18, 0)), is_night(datetime(2025, 7, 15, 18, 0))
    (True, False)
    """
    return sun_height_deg(when, lat=lat, lon=lon) < DUSK_DEG


def sun_height_deg(when: datetime, *, lat: float, lon: float) -> float:
    """Return the height of the sun above the horizon, within about half a degree.

    Parameters
    ----------
    when
        Local time of the zone nearest to the longitude.
    lat, lon
        Degrees, WGS84.

    Notes
    -----
    Declination after Cooper (1969), equation of time after Spencer (1971) in its short form.
    """
    season = math.radians(360 * (when.timetuple().tm_yday - 81) / 365)
    declination = math.radians(23.45 * math.sin(season))
    equation_min = 9.87 * math.sin(2 * season) - 7.53 * math.cos(season) - 1.5 * math.sin(season)
    zone_h = round(lon / DEGREES_PER_HOUR)
    solar_h = when.hour + when.minute / 60 - zone_h + lon / DEGREES_PER_HOUR + equation_min / 60
    hour_angle = math.radians(DEGREES_PER_HOUR * (solar_h - 12))
    latitude = math.radians(lat)
    sine = math.sin(latitude) * math.sin(declination) + math.cos(latitude) * math.cos(
        declination
    ) * math.cos(hour_angle)
    return math.degrees(math.asin(sine))
