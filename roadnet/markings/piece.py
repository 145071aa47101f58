"""What a painter makes of a placed feature: surfaces of one colour, and the sizes they show."""

from collections.abc import Iterable
from dataclasses import dataclass

import shapely

from roadnet.markings.sizes import Sizes
from roadnet.model import PaintColour


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Surfaces of one colour."""

    polygons: tuple[shapely.Polygon, ...]
    used: tuple[str, ...] = ()  # names of the sizes they show
    colour: PaintColour | None = None  # None: that of the feature or its rule
    symbol: str = ""
    sizes: Sizes | None = None  # None: those of the feature


def piece(
    polygons: Iterable[shapely.Polygon],
    *used: str,
    colour: PaintColour | None = None,
    symbol: str = "",
) -> Piece:
    """Return a piece of the polygons that are not empty."""
    kept = tuple(polygon for polygon in polygons if not polygon.is_empty)
    return Piece(kept, used, colour, symbol)
