"""The street under a scene, built from the records of the version that the scene pins."""

from collections.abc import Sequence

from crashes.scene.base_map import BaseMap
from crashes.scene.map_pin import MapPin
from crashes.scene.street import REACH_M, street_base_map, with_movements
from roadnet.geometry.build import build_geometry
from roadnet.markings.paint_streets import paint_streets
from roadnet.model.record import Box, StreetArea, StreetRecord
from roadnet.movements.derive import derive_movements
from roadnet.open_ends import with_ends
from roadnet.records import streets_of

AROUND_M = 120.0  # beyond the cutout: what shapes the junctions at its edge

Point = tuple[float, float]


def box_around(origin_m: Point) -> Box:
    """Return the box whose records are needed for the street around a scene.

    Examples
    --------
    >>> box_around((1000.0, 2000.0))
    (800.0, 1800.0, 1200.0, 2200.0)
    """
    reach_m = REACH_M + AROUND_M
    x, y = origin_m
    return (x - reach_m, y - reach_m, x + reach_m, y + reach_m)


def pinned_base_map(
    area: StreetArea, records: Sequence[StreetRecord], pin: MapPin, origin_m: Point
) -> BaseMap:
    """Return the street around a scene with the ways through its junction.

    Parameters
    ----------
    area
        The area that the pin names.
    records
        Its records in `box_around(origin_m)`, on the day and as known at the moment of the pin.
    pin
        The map version of the scene.
    origin_m
        The origin of the scene, in the CRS of the area.
    """
    streets = with_ends(streets_of(area, records))
    geometry = build_geometry(streets)
    street = street_base_map(
        geometry,
        paint_streets(streets, geometry, pin.on),
        crs=streets.crs,
        origin_m=origin_m,
        map_version=pin.text,
    )
    return with_movements(street, (*streets.movements, *derive_movements(streets, geometry)))
