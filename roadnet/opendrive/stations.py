"""Count along a road as a file does, and as the map does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from roadnet.model import ProfilePiece
from roadnet.opendrive.cubics import SAME_PLACE_M, stretched

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class StationMap:
    """Pairs of stations, old and new, both rising; between them both run evenly."""

    old_m: Floats
    new_m: Floats

    @property
    def end_m(self) -> float:
        """The last new station: the length of the road."""
        return float(self.new_m[-1])

    def at(self, station_m: float) -> float:
        """Return the new station of an old one; beyond the ends both run as fast.

        Examples
        --------
        >>> count = StationMap(np.array([0.0, 10.0]), np.array([0.0, 5.0]))
        >>> count.at(4.0), count.at(12.0)
        (2.0, 7.0)
        """
        if station_m <= self.old_m[0]:
            return float(self.new_m[0] + station_m - self.old_m[0])
        if station_m >= self.old_m[-1]:
            return float(self.new_m[-1] + station_m - self.old_m[-1])
        return float(np.interp(station_m, self.old_m, self.new_m))

    def chain(self, pieces: Sequence[ProfilePiece], origin_m: float = 0.0) -> list[ProfilePiece]:
        """Return a chain of cubics along the old stations as one along the new ones.

        Parameters
        ----------
        pieces
            The chain; its starts count from `origin_m`.
        origin_m
            An old station; the starts of the result count from its new one.
        """
        starts = [origin_m + piece.start_m for piece in pieces]
        ends = [*starts[1:], max(float(self.old_m[-1]), starts[-1])]
        origin = self.at(origin_m)
        return [
            stretched(piece, self.at(start) - origin, self._ratio(start, end))
            for piece, start, end in zip(pieces, starts, ends, strict=True)
        ]

    def _ratio(self, start_m: float, end_m: float) -> float:
        length = end_m - start_m
        return 1.0 if length < SAME_PLACE_M else (self.at(end_m) - self.at(start_m)) / length
