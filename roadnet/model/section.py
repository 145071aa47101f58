"""A section: a stretch of a road with the same strips."""

from dataclasses import dataclass

from roadnet.model.boundary import Boundary
from roadnet.model.profile import Profile
from roadnet.model.strip import SIDEWALK_LIKE, Strip

NO_OFFSET = Profile.constant(0.0)
NOTHING_STATED = Boundary()


@dataclass(frozen=True, slots=True)
class Section:
    """Strips from left to right, seen along the stations, between two stations of a road.

    The datum is the line between the strips `left_count - 1` and `left_count`; it runs at the
    distance `datum_offset` from the reference line, and the strips are laid off from it to both
    sides. (OpenDRIVE: `laneOffset`, with `left_count` left lanes.)
    """

    start_m: float
    end_m: float
    strips: tuple[Strip, ...]
    left_count: int = 0  # strips to the left of the datum
    datum_offset: Profile = NO_OFFSET  # positive to the left; by distance from `start_m`
    boundaries: tuple[Boundary, ...] = ()  # empty, or one more than strips, from left to right

    @property
    def length_m(self) -> float:
        """Length along the reference line."""
        return self.end_m - self.start_m

    @property
    def width_m(self) -> float:
        """Width of all strips together at the start."""
        return sum(strip.width.at(0.0) for strip in self.strips)

    @property
    def carriageway(self) -> tuple[int, int]:
        """The first and the last boundary of the carriageway: the two kerbs.

        A cross-section of strips that all lie outside kerbs (a footway) counts as a whole.
        """
        inside = [i for i, strip in enumerate(self.strips) if strip.strip_type not in SIDEWALK_LIKE]
        return (inside[0], inside[-1] + 1) if inside else (0, len(self.strips))

    def boundary(self, index: int) -> Boundary:
        """Return the boundary to the left of strip `index`; `len(strips)` is the right edge."""
        return self.boundaries[index] if self.boundaries else NOTHING_STATED

    def offsets_at(self, distance_m: float) -> tuple[float, ...]:
        """Return the offsets of all boundaries, left to right, `distance_m` from the start.

        Examples
        --------
        >>> from roadnet.model import Profile, Strip, StripId, StripType
        >>> lane = Strip(StripId("a"), StripType.DRIVE, Profile.constant(3.0))
        >>> Section(0.0, 50.0, (lane, lane), left_count=1).offsets_at(0.0)
        (3.0, 0.0, -3.0)
        """
        datum = self.datum_offset.at(distance_m)
        widths = [strip.width.at(distance_m) for strip in self.strips]
        left = sum(widths[: self.left_count])
        offsets = [datum + left]
        for width in widths:
            offsets.append(offsets[-1] - width)
        return tuple(offsets)
