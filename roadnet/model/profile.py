"""A length that may vary along a road: the width of a strip, an offset, a height."""

from bisect import bisect_right
from dataclasses import dataclass

from roadnet.model.provenance import Method


@dataclass(frozen=True, slots=True)
class ProfilePiece:
    """A cubic a + b·d + c·d² + e·d³ of the distance d from `start_m`."""

    start_m: float  # from the start of the section (of the road where no section owns it)
    a: float
    b: float = 0.0
    c: float = 0.0
    d: float = 0.0

    def at(self, station_m: float) -> float:
        """Return the value at a station counted like `start_m`."""
        distance = station_m - self.start_m
        return self.a + distance * (self.b + distance * (self.c + distance * self.d))


@dataclass(frozen=True, slots=True)
class Profile:
    """Cubics one after the other, ordered by their start; each holds until the next begins.

    Examples
    --------
    >>> taper = Profile((ProfilePiece(0.0, 3.0), ProfilePiece(10.0, 3.0, b=0.1)))
    >>> taper.at(5.0), round(taper.at(15.0), 6)
    (3.0, 3.5)
    >>> Profile.constant(3.25).is_constant
    True
    """

    pieces: tuple[ProfilePiece, ...]
    method: Method = Method.ASSUMED
    sigma_m: float | None = None
    source: str = ""  # document, data set, tag or table

    @classmethod
    def constant(
        cls,
        value_m: float,
        method: Method = Method.ASSUMED,
        sigma_m: float | None = None,
        source: str = "",
    ) -> "Profile":
        """Return a profile of one value."""
        return cls((ProfilePiece(0.0, value_m),), method, sigma_m, source)

    @property
    def is_constant(self) -> bool:
        """Whether one value holds along the whole length."""
        first = self.pieces[0]
        return len(self.pieces) == 1 and first.b == first.c == first.d == 0.0

    @property
    def is_assumed(self) -> bool:
        """Whether the value is a default, so that drawings have to mark it."""
        return self.method is Method.ASSUMED

    def at(self, station_m: float) -> float:
        """Return the value at a station; before the first piece the first piece holds."""
        starts = [piece.start_m for piece in self.pieces]
        return self.pieces[max(bisect_right(starts, station_m) - 1, 0)].at(station_m)
