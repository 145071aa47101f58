"""What a block sends to the browser: shapes in degrees with colour, group, heading and facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from ui.maps.geodetic import to_lonlat

DECIMALS = 7  # of a degree: a centimetre
Facts = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class MapShape:
    """One thing that is drawn and can be clicked."""

    group: str  # of the layers that are switched
    shape: BaseGeometry  # in metres: a polygon, a line or a point
    colour: str
    heading: str = ""
    facts: Facts = ()
    is_assumed: bool = False
    width_m: float = 0.0  # of a line


@dataclass(frozen=True, slots=True)
class MapName:
    """A name on the map."""

    text: str
    x_m: float
    y_m: float
    rank: int  # the smallest is written first


def written_block(shapes: Sequence[MapShape], names: Sequence[MapName], crs: str) -> dict[str, Any]:
    """Return shapes and names as `map/street_map.js` reads them.

    Returns
    -------
    written
        `shapes`: group, colour, rings (lists of lon, lat, lon, lat …), heading, facts, assumed,
        width_m; `names`: text, lon, lat.
    """
    lon, lat = to_lonlat([one.x_m for one in names], [one.y_m for one in names], crs)
    ordered = sorted(zip(names, lon, lat, strict=True), key=lambda one: (one[0].rank, one[0].text))
    return {
        "shapes": [
            [
                one.group,
                one.colour,
                _rings(one.shape, crs),
                one.heading,
                list(one.facts),
                int(one.is_assumed),
                round(one.width_m, 2),
            ]
            for one in shapes
        ],
        "names": [
            [name.text, round(float(x), DECIMALS), round(float(y), DECIMALS)]
            for name, x, y in ordered
        ],
    }


def _rings(shape: BaseGeometry, crs: str) -> list[list[float]]:
    """Return every ring, line or point of a shape as one flat list of degrees."""
    parts: list[BaseGeometry] = []
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.Polygon):
            parts += [part.exterior, *part.interiors]
        else:
            parts.append(part)
    rings = []
    for part in parts:
        points = shapely.get_coordinates(part)
        lon, lat = to_lonlat(points[:, 0], points[:, 1], crs)
        flat = [value for pair in zip(lon, lat, strict=True) for value in pair]
        rings.append([round(float(value), DECIMALS) for value in flat])
    return rings
