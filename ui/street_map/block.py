"""Blocks of the map: squares of the web map's grid, and what of an area lies in one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from roadnet.model import Streets
from roadnet.model.record import Box, StreetArea, StreetRecord
from roadnet.open_ends import with_ends
from roadnet.records import streets_of
from storage.store import Store
from ui.maps.geodetic import to_metres

AROUND_M = 120.0  # beyond a block: what shapes the junctions at its edge
LEVELS = (10, 12, 14, 17)  # zooms of the web map at which blocks are cut
DETAIL_LEVEL = 17  # its blocks hold surfaces and paint, the others centre lines


@dataclass(frozen=True, slots=True)
class Block:
    """A square of the web map's grid at one zoom, counted from the north-west."""

    level: int
    column: int
    row: int

    @property
    def bounds(self) -> Box:
        """West, south, east, north in degrees.

        Examples
        --------
        >>> [round(degree, 3) for degree in Block(10, 857, 438).bounds]
        [121.289, 24.847, 121.641, 25.165]
        """
        count = 2**self.level
        return (
            self.column / count * 360 - 180,
            _latitude(self.row + 1, count),
            (self.column + 1) / count * 360 - 180,
            _latitude(self.row, count),
        )

    def box_m(self, crs: str, around_m: float = 0.0) -> Box:
        """Return the box in metres around the block, and so much beyond it."""
        west, south, east, north = self.bounds
        x, y = to_metres([west, west, east, east], [south, north, south, north], crs)
        return (
            float(x.min()) - around_m,
            float(y.min()) - around_m,
            float(x.max()) + around_m,
            float(y.max()) + around_m,
        )


def _latitude(row: int, count: int) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / count))))


def block_at(lon: float, lat: float, level: int) -> Block:
    """Return the block that holds a place.

    Examples
    --------
    >>> block_at(121.52, 25.05, 10)
    Block(level=10, column=857, row=438)
    """
    count = 2**level
    down = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return Block(level, int((lon + 180) / 360 * count), int(down * count))


@dataclass(frozen=True, slots=True)
class AreaPart:
    """The streets of a part of an area, and their records by kind and key."""

    streets: Streets
    records: dict[tuple[str, str], StreetRecord]


def part_of_area(store: Store, area: StreetArea, box_m: Box, day: date) -> AreaPart:
    """Return the streets that come near a box, as they stood on a day."""
    return area_part(area, store.street_records(area.name, box_m=box_m, on=day))


def area_part(area: StreetArea, records: Sequence[StreetRecord]) -> AreaPart:
    """Return the streets of some records; roads that lead away end at a node of their own."""
    streets = with_ends(streets_of(area, records))
    return AreaPart(streets, {(record.kind, record.key): record for record in records})
