"""What a block sends to the browser: shapes in degrees with colour, group, heading and facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ui.maps.geodetic import to_lonlat
from ui.street_map.element import Element

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
    element: Element | None = None  # what is behind it; None: nothing that can be corrected
    hatch: str = ""  # colour of the strokes over what is assumed, or of the edge of its paint
    symbol: Sequence[list[Any]] = ()  # of a point


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
        width_m, element, hatch, symbol; `names`: text, lon, lat.
    """
    lon, lat = to_lonlat([one.x_m for one in names], [one.y_m for one in names], crs)
    ordered = sorted(zip(names, lon, lat, strict=True), key=lambda one: (one[0].rank, one[0].text))
    return {
        "shapes": [
            [
                one.group,
                one.colour,
                rings,
                one.heading,
                list(one.facts),
                int(one.is_assumed),
                round(one.width_m, 2),
                one.element.as_list() if one.element else None,
                one.hatch,
                list(one.symbol),
            ]
            for one, rings in zip(shapes, _rings([one.shape for one in shapes], crs), strict=True)
        ],
        "names": [
            [name.text, round(float(x), DECIMALS), round(float(y), DECIMALS)]
            for name, x, y in ordered
        ],
    }


def _rings(shapes: Sequence[BaseGeometry], crs: str) -> list[list[list[float]]]:
    """Return for each shape every ring, line or point of it as one flat list of degrees."""
    parts, owner = shapely.get_parts(np.array(shapes, dtype=object), return_index=True)
    found: list[list[list[float]]] = [[] for _ in shapes]
    is_polygon = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings, ring_owner = shapely.get_rings(parts[is_polygon], return_index=True)
    places = np.concatenate([np.flatnonzero(~is_polygon), np.flatnonzero(is_polygon)[ring_owner]])
    lines = np.concatenate([parts[~is_polygon], rings])
    points, line_of = shapely.get_coordinates(lines, return_index=True)
    lon, lat = to_lonlat(points[:, 0], points[:, 1], crs)
    flat = np.round(np.column_stack([lon, lat]), DECIMALS)
    ends = np.searchsorted(line_of, np.arange(len(lines) + 1))
    for number, place in enumerate(places):
        found[owner[place]].append(flat[ends[number] : ends[number + 1]].ravel().tolist())
    return found
