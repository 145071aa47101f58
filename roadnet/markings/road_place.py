"""A road seen from one of its ends: distances count from the node there, outward along the road.

Offsets are those of the cross-section: positive to the left as seen along the stations, whichever
end is looked from. Shapes that drivers read (arrows, letters) are given in their own frame: x ahead
in the direction of travel, y to the driver's left.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from roadnet.geometry.road_frame import RoadFrame, carriageway_span, offsets_of
from roadnet.markings.surfaces import largest_polygon, turned
from roadnet.model import Direction, Road, RoadEnd, Section, StripType

Floats = NDArray[np.float64]
LANES = frozenset(
    {StripType.DRIVE, StripType.MOTO, StripType.SLOW, StripType.BIKE, StripType.BUS}
)  # strips that vehicles travel along
INNER_STEP_M = 1e-6
STRAIGHT_M = 8.0  # shorter markings have straight sides, on bends too


@dataclass(frozen=True, eq=False)
class RoadPlace:
    """A road and the end it is seen from."""

    frame: RoadFrame
    end: RoadEnd
    _even: dict[float, Floats | None] = field(default_factory=dict, repr=False)

    @property
    def road(self) -> Road:
        """The road."""
        return self.frame.road

    @property
    def length_m(self) -> float:
        """Length of the road."""
        return self.frame.length_m

    @property
    def inward(self) -> Direction:
        """Direction of strips whose traffic moves to the node."""
        return Direction.FORWARD if self.end is RoadEnd.END else Direction.BACKWARD

    def station_m(self, distance_m: float) -> float:
        """Return a distance from the node as a station of the road."""
        return distance_m if self.end is RoadEnd.START else self.length_m - distance_m

    def distance_m(self, station_m: float) -> float:
        """Return a station of the road as a distance from the node."""
        return self.station_m(station_m)

    def section_at(self, distance_m: float) -> tuple[int, Section]:
        """Return the section at a distance, and its index; the outermost ones beyond the ends."""
        station_m = self.station_m(distance_m)
        sections = self.road.sections
        for index, section in enumerate(sections[:-1]):
            if station_m < section.end_m:
                return index, section
        return len(sections) - 1, sections[-1]

    def offsets_m(self, distance_m: float) -> Floats:
        """Return the offsets of all boundaries of the section at a distance, left to right."""
        _, section = self.section_at(distance_m)
        return self._offsets(section, np.array([distance_m]))[:, 0]

    def lanes_in(self, distance_m: float) -> list[int]:
        """Return the lanes between the kerbs that lead to the node, left to right in the section.

        A lane for both directions leads to the node too.
        """
        return self._lanes(distance_m, {self.inward, Direction.BOTH})

    def lanes_out(self, distance_m: float) -> list[int]:
        """Return the lanes between the kerbs that lead away from the node."""
        outward = Direction(-self.inward)
        return self._lanes(distance_m, {outward, Direction.BOTH})

    def _lanes(self, distance_m: float, directions: set[Direction]) -> list[int]:
        _, section = self.section_at(distance_m)
        first, last = carriageway_span(section)
        strips = section.strips
        return [
            index
            for index in range(first, last)
            if strips[index].strip_type in LANES and strips[index].direction in directions
        ]

    def points(self, distances_m: Floats, offsets_m: Floats) -> Floats:
        """Return points on the ground; beyond the ends of the road it goes on straight."""
        stations = np.array([self.station_m(distance) for distance in distances_m])
        kept = np.clip(stations, 0.0, self.length_m)
        points, normals = self.frame.across(kept)
        step = self.frame.step_normals[np.where(stations < 0, 0, -1)]
        ahead = np.column_stack([step[:, 1], -step[:, 0]]) * (stations - kept)[:, None]
        return np.asarray(points + ahead + offsets_m[:, None] * normals)

    def band(
        self,
        near_m: float,
        far_m: float,
        boundaries: tuple[int, int],
        inset_m: tuple[float, float] = (0.0, 0.0),
    ) -> shapely.Polygon:
        """Return the surface between two boundaries and two distances.

        Parameters
        ----------
        near_m, far_m
            Distances from the node.
        boundaries
            Left and right boundary, indices of the section at `near_m`.
        inset_m
            How far the surface stays inside the left and the right boundary.
        """
        _, section = self.section_at(near_m)
        if far_m - near_m <= STRAIGHT_M:
            first, last = boundaries
            offsets = self._offsets(section, np.array([near_m, far_m]))[[first, last]]
            offsets += np.array([[-inset_m[0]], [inset_m[1]]])
            return self._straight(near_m, far_m, offsets)
        distances = self._samples(near_m, far_m)
        offsets = self._offsets(section, distances)
        left = offsets[boundaries[0]] - inset_m[0]
        right = offsets[boundaries[1]] + inset_m[1]
        return self._ring(distances, left, right)

    def patch(self, near_m: float, far_m: float, left_m: float, right_m: float) -> shapely.Polygon:
        """Return the surface between two offsets and two distances."""
        if far_m - near_m <= STRAIGHT_M:
            return self._straight(near_m, far_m, np.array([[left_m] * 2, [right_m] * 2]))
        distances = self._samples(near_m, far_m)
        count = len(distances)
        return self._ring(distances, np.full(count, left_m), np.full(count, right_m))

    def middle_m(self, strip: int, distance_m: float) -> float:
        """Return the offset of the middle of a strip."""
        offsets = self.offsets_m(distance_m)
        return float(offsets[strip] + offsets[strip + 1]) / 2

    def width_m(self, strip: int, distance_m: float) -> float:
        """Return the width of a strip."""
        offsets = self.offsets_m(distance_m)
        return float(offsets[strip] - offsets[strip + 1])

    def placed(
        self,
        shapes: Sequence[shapely.Polygon],
        distance_m: float,
        offset_m: float,
        *,
        travels_in: bool = True,
    ) -> list[shapely.Polygon]:
        """Return shapes laid on the road, read by traffic that moves to the node (or away).

        Parameters
        ----------
        shapes
            Polygons, x ahead in the direction of travel, y to the left of the driver.
        distance_m, offset_m
            Where the origin of the shapes lies.
        travels_in
            Whether the traffic that reads them moves to the node.
        """
        (origin,) = self.points(np.array([distance_m]), np.array([offset_m]))
        ahead = self.ahead(distance_m) * (1.0 if travels_in else -1.0)
        return turned(shapes, ahead, origin)

    def ahead(self, distance_m: float) -> Floats:
        """Return the unit vector along the road towards the node."""
        station = min(max(self.station_m(distance_m), 0.0), self.length_m)
        step = np.searchsorted(self.frame.stations_m, station, side="right") - 1
        normal = self.frame.step_normals[min(max(int(step), 0), len(self.frame.step_normals) - 1)]
        along = np.array([normal[1], -normal[0]])
        return along if self.end is RoadEnd.END else -along

    def line(self, near_m: float, far_m: float, offset_m: float) -> Floats:
        """Return the line at an offset between two distances, from near to far."""
        distances = self._samples(near_m, far_m)
        return self.points(distances, np.full(len(distances), offset_m))

    def _samples(self, near_m: float, far_m: float) -> Floats:
        stations = self.frame.stations_m
        inner = stations if self.end is RoadEnd.START else self.length_m - stations[::-1]
        kept = inner[(inner > near_m + INNER_STEP_M) & (inner < far_m - INNER_STEP_M)]
        return np.concatenate([[near_m], kept, [far_m]])

    def _offsets(self, section: Section, distances_m: Floats) -> Floats:
        """Return the offsets of all boundaries of a section at distances."""
        even = self._even_offsets(section)
        if even is not None:
            return np.repeat(even, len(distances_m), axis=1)
        stations = np.array([self.station_m(distance) for distance in distances_m])
        kept = np.clip(stations, section.start_m, section.end_m)
        return offsets_of(section, kept - section.start_m)

    def _even_offsets(self, section: Section) -> Floats | None:
        """Return the offsets of a section whose widths do not vary, kept once computed."""
        if section.start_m not in self._even:
            profiles = [section.datum_offset, *(strip.width for strip in section.strips)]
            is_even = all(profile.is_constant for profile in profiles)
            self._even[section.start_m] = offsets_of(section, np.zeros(1)) if is_even else None
        return self._even[section.start_m]

    def _ring(self, distances: Floats, left: Floats, right: Floats) -> shapely.Polygon:
        one, other = self.points(distances, left), self.points(distances, right)
        whole = shapely.Polygon(np.concatenate([one, other[::-1]]))
        if whole.is_valid:
            return whole
        # The inside of a bend tighter than the strip lies aside: put together step by step.
        steps = shapely.polygons(np.stack([one[:-1], one[1:], other[1:], other[:-1]], axis=1))
        return largest_polygon(shapely.union_all(shapely.make_valid(steps)))

    def _straight(self, near_m: float, far_m: float, offsets: Floats) -> shapely.Polygon:
        """Return a surface with straight sides, square to the road at its middle.

        Parameters
        ----------
        near_m, far_m
            Distances from the node.
        offsets
            Rows: left and right edge; columns: at `near_m` and at `far_m`.
        """
        middle_m, half_m = (near_m + far_m) / 2, (far_m - near_m) / 2
        (origin,) = self.points(np.array([middle_m]), np.zeros(1))
        ahead = self.ahead(middle_m)
        left = np.array([-ahead[1], ahead[0]]) * float(self.inward)
        near, far = origin + half_m * ahead, origin - half_m * ahead
        (left_near, left_far), (right_near, right_far) = offsets
        ring = [(near, left_near), (far, left_far), (far, right_far), (near, right_near)]
        return shapely.Polygon([place + offset * left for place, offset in ring])
