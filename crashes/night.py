"""Tell night from day by date, time and the height of the sun.

From 2023-07-01 the police form says only whether street lighting was on: night has to be computed.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Moments = npt.NDArray[np.datetime64]
TAIWAN_UTC_OFFSET_H = 8
J2000 = np.datetime64("2000-01-01T12:00:00", "s")
SECONDS_PER_DAY, SECONDS_PER_HOUR = 86_400, 3_600
CIVIL_TWILIGHT_DEG = -6.0  # below it a street is dark without lighting
SUNRISE_DEG = -0.833  # refraction and half the disc of the sun


def is_night(
    occurred_at: Moments, lon: Floats, lat: Floats, *, utc_offset_h: float = TAIWAN_UTC_OFFSET_H
) -> npt.NDArray[np.bool_]:
    """Return whether it was night: the sun more than 6° below the horizon (end of civil twilight).

    Parameters
    ----------
    occurred_at
        Local time, datetime64.
    lon, lat
        WGS84 degrees; a rough place is enough (1° of longitude is four minutes).
    utc_offset_h
        Local time less UTC, in hours.

    Examples
    --------
    >>> at = np.array(["2025-01-15T07:00", "2025-01-15T19:00"], dtype="datetime64[s]")
    >>> is_night(at, np.array([120.45]), np.array([23.48])).tolist()
    [False, True]
    """
    sun_deg = sun_elevation_deg(occurred_at, lon, lat, utc_offset_h=utc_offset_h)
    return np.asarray(sun_deg < CIVIL_TWILIGHT_DEG, dtype=bool)


def is_twilight(
    occurred_at: Moments, lon: Floats, lat: Floats, *, utc_offset_h: float = TAIWAN_UTC_OFFSET_H
) -> npt.NDArray[np.bool_]:
    """Return whether it was dawn or dusk: the sun below the horizon, and not yet night.

    Parameters are those of `is_night`.
    """
    sun_deg = sun_elevation_deg(occurred_at, lon, lat, utc_offset_h=utc_offset_h)
    return np.asarray((sun_deg >= CIVIL_TWILIGHT_DEG) & (sun_deg < SUNRISE_DEG), dtype=bool)


def sun_elevation_deg(
    occurred_at: Moments, lon: Floats, lat: Floats, *, utc_offset_h: float = TAIWAN_UTC_OFFSET_H
) -> Floats:
    """Return the height of the middle of the sun over the horizon in degrees, without refraction.

    Notes
    -----
    Source: J. Meeus, Astronomical Algorithms, 2nd ed. (1998), chapter 25, low accuracy (0.01°), and
    chapters 12 and 13 for sidereal time and horizontal coordinates. Checked against the worked
    example of I. Reda and A. Andreas, Solar Position Algorithm, NREL/TP-560-34302 (2008):
    2003-10-17 12:30:30 (UTC-7) at 105.1786° W, 39.742476° N gives 39.87°.

    Examples
    --------
    >>> at = np.array(["2003-10-17T12:30:30"], dtype="datetime64[s]")
    >>> lon, lat = np.array([-105.1786]), np.array([39.742476])
    >>> sun_elevation_deg(at, lon, lat, utc_offset_h=-7).round(2)
    array([39.87])
    """
    local_s = (occurred_at.astype("datetime64[s]") - J2000).astype(np.float64)
    days = (local_s - utc_offset_h * SECONDS_PER_HOUR) / SECONDS_PER_DAY
    declination, right_ascension = _equatorial(days / 36_525)
    sidereal_deg = 280.46061837 + 360.98564736629 * days + np.asarray(lon)
    hour_angle = np.radians(sidereal_deg) - right_ascension
    latitude = np.radians(lat)
    height = np.sin(latitude) * np.sin(declination)
    height = height + np.cos(latitude) * np.cos(declination) * np.cos(hour_angle)
    return np.asarray(np.degrees(np.arcsin(height)), dtype=np.float64)


def _equatorial(centuries: Floats) -> tuple[Floats, Floats]:
    """Return declination and right ascension of the sun in radians; time in centuries of J2000."""
    mean_longitude = np.radians(280.46646 + centuries * (36_000.76983 + 0.0003032 * centuries))
    anomaly = np.radians(357.52911 + centuries * (35_999.05029 - 0.0001537 * centuries))
    centre = (
        (1.914602 - centuries * (0.004817 + 0.000014 * centuries)) * np.sin(anomaly)
        + (0.019993 - 0.000101 * centuries) * np.sin(2 * anomaly)
        + 0.000289 * np.sin(3 * anomaly)
    )
    node = np.radians(125.04 - 1934.136 * centuries)
    longitude = mean_longitude + np.radians(centre - 0.00569 - 0.00478 * np.sin(node))
    tilt = np.radians(23.439291 - 0.0130042 * centuries + 0.00256 * np.cos(node))
    right_ascension = np.arctan2(np.cos(tilt) * np.sin(longitude), np.cos(longitude))
    return np.arcsin(np.sin(tilt) * np.sin(longitude)), right_ascension
