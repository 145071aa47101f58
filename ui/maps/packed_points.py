"""Many points as one small binary file, the form that `map/fast_points.js` draws."""

import numpy as np
import numpy.typing as npt

WORLD = 2**30  # side of the web Mercator square; 3.7 cm a unit at the equator
COUNT_BYTES = 4
Integers = npt.NDArray[np.integer]
Floats = npt.NDArray[np.float64]


def pack_points(lon: Floats, lat: Floats, looks: Integers) -> bytes:
    """Return points as bytes, those with the smallest look first.

    Of the points that fall on one pixel the first is drawn: give the severest class look 0, so
    that property damage never hides a death.

    Parameters
    ----------
    lon, lat
        Degrees of WGS84; points with missing coordinates are left out.
    looks
        Which of the looks of the layer each point has, 0 to 255.

    Returns
    -------
    packed
        Count, x, y, row number in the arrays given (its id) and look of each point.

    Examples
    --------
    >>> packed = pack_points(np.array([121.0, 121.5]), np.array([23.5, 25.0]), np.array([2, 0]))
    >>> len(packed)
    30
    >>> unpack_points(packed)[2].tolist()
    [1, 0]
    """
    known = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat))
    order = known[np.argsort(looks[known], kind="stable")]
    lat_rad = np.radians(lat[order])
    x = (lon[order] + 180) / 360 * WORLD
    y = (1 - np.arcsinh(np.tan(lat_rad)) / np.pi) / 2 * WORLD
    return b"".join(
        [
            np.array([len(order)], "<i4").tobytes(),
            x.astype("<i4").tobytes(),
            y.astype("<i4").tobytes(),
            order.astype("<u4").tobytes(),
            looks[order].astype("u1").tobytes(),
        ]
    )


def unpack_points(packed: bytes) -> tuple[Floats, Floats, Integers, Integers]:
    """Return longitude, latitude, id and look of packed points."""
    count = int(np.frombuffer(packed, "<i4", 1)[0])
    column = 4 * count
    x = np.frombuffer(packed, "<i4", count, COUNT_BYTES)
    y = np.frombuffer(packed, "<i4", count, COUNT_BYTES + column)
    ids = np.frombuffer(packed, "<u4", count, COUNT_BYTES + 2 * column)
    looks = np.frombuffer(packed, "u1", count, COUNT_BYTES + 3 * column)
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * (y + 0.5) / WORLD))))
    return (x + 0.5) / WORLD * 360 - 180, lat, ids, looks
