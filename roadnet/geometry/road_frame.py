"""The lines along a road: every boundary of its strips, between any two stations."""

from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from roadnet.geometry.plan_line import sample
from roadnet.model import Profile, Road, Section

Floats = NDArray[np.float64]
MITRE_LIMIT = 2.0  # a sharper corner of the line is cut off
VARYING_STEP_M = 2.0  # where a width varies
LEAST_STEP_M = 1e-9
LEAN_M = 4.0  # from a corner of the line on, normals lean towards its mitre
SAME_STATION_M = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class RoadFrame:
    """A road with its sampled line.

    `normals` point to the left at the samples, as long as a mitre needs them to be; the two ends
    may be turned towards the road that follows (`with_end_normals`).
    """

    road: Road
    stations_m: Floats
    points_m: Floats  # (samples, 2)
    step_normals: Floats  # (samples - 1, 2), unit
    normals: Floats  # (samples, 2)
    _knots_m: Floats = field(init=False)  # stations between which normals turn evenly
    _leaning: Floats = field(init=False)  # normals there

    def __post_init__(self) -> None:
        knots, leaning = _leaning(self.stations_m, self.step_normals, self.normals)
        object.__setattr__(self, "_knots_m", knots)
        object.__setattr__(self, "_leaning", leaning)

    @property
    def length_m(self) -> float:
        """Length of the road."""
        return float(self.stations_m[-1])

    def with_end_normals(self, start: Floats | None, end: Floats | None) -> "RoadFrame":
        """Return the frame with other normals at its ends."""
        normals = self.normals.copy()
        if start is not None:
            normals[0] = start
        if end is not None:
            normals[-1] = end
        return RoadFrame(self.road, self.stations_m, self.points_m, self.step_normals, normals)

    def across(self, stations_m: Floats) -> tuple[Floats, Floats]:
        """Return points of the line and normals at stations, leaning towards the mitres.

        Near a corner of the line the normal turns step by step into its mitre, so that what is
        cut there moves a little when its station does.
        """
        values = (*self.points_m.T, *self._leaning.T)
        knots = (self.stations_m, self.stations_m, self._knots_m, self._knots_m)
        x, y, across_x, across_y = (
            np.interp(stations_m, known, value) for known, value in zip(knots, values, strict=True)
        )
        return np.column_stack((x, y)), np.column_stack((across_x, across_y))

    def boundaries(self, section: Section, start_m: float, end_m: float) -> Floats:
        """Return every boundary of a section between two stations, left to right.

        Returns
        -------
        lines
            Points, shape (strips + 1, samples, 2), in the order of the stations.
        """
        stations = self._stations(section, start_m, end_m)
        points, normals = self.across(stations)
        offsets = offsets_of(section, stations - section.start_m)
        return points[None] + offsets[:, :, None] * normals[None]

    def points_at(self, section: Section, station_m: float) -> Floats:
        """Return every boundary of a section at one station, left to right."""
        points, normals = self.across(np.array([station_m]))
        offsets = offsets_of(section, np.array([station_m - section.start_m]))
        return np.asarray(points + offsets * normals)

    def step_quads(
        self, section: Section, stations_m: tuple[float, float], first: int, last: int
    ) -> NDArray[np.object_]:
        """Return the plain rectangle of every step between two boundaries and two stations."""
        stations = self._stations(section, *stations_m)
        points, _ = self.across(stations)
        step = (
            np.searchsorted(self.stations_m, (stations[:-1] + stations[1:]) / 2, side="right") - 1
        )
        normals = self.step_normals[np.clip(step, 0, len(self.step_normals) - 1)]
        offsets = offsets_of(section, stations - section.start_m)[[first, last]]
        left, right = offsets[0][:, None], offsets[1][:, None]
        corners = [
            points[:-1] + left[:-1] * normals,
            points[1:] + left[1:] * normals,
            points[1:] + right[1:] * normals,
            points[:-1] + right[:-1] * normals,
        ]
        return np.asarray(shapely.polygons(np.stack(corners, axis=1)))

    def _stations(self, section: Section, start_m: float, end_m: float) -> Floats:
        inner = self.stations_m[
            (self.stations_m > start_m + SAME_STATION_M)
            & (self.stations_m < end_m - SAME_STATION_M)
        ]
        stations = np.concatenate([[start_m], inner, [end_m]])
        if all(strip.width.is_constant for strip in section.strips) and (
            section.datum_offset.is_constant
        ):
            return stations
        count = max(int(np.ceil((end_m - start_m) / VARYING_STEP_M)), 1)
        return np.unique(np.concatenate([stations, np.linspace(start_m, end_m, count + 1)]))


def frame_of(road: Road) -> RoadFrame:
    """Return the frame of a road."""
    stations, points = sample(road.line)
    steps = np.diff(points, axis=0)
    units = steps / np.hypot(steps[:, 0], steps[:, 1])[:, None]
    step_normals = np.column_stack([-units[:, 1], units[:, 0]])
    normals = np.vstack(
        [step_normals[:1], mitre(step_normals[:-1], step_normals[1:]), step_normals[-1:]]
    )
    return RoadFrame(road, stations, points, step_normals, normals)


def _leaning(stations_m: Floats, step_normals: Floats, normals: Floats) -> tuple[Floats, Floats]:
    """Return stations, and the normals there, between which normals turn evenly.

    From `LEAN_M` on, or over a whole shorter step, they turn from square to the step into the
    mitre of its corner.
    """
    start_m, end_m = stations_m[:-1], stations_m[1:]
    ramp_m = np.clip(end_m - start_m, LEAST_STEP_M, LEAN_M)
    first, second = np.sort([start_m + ramp_m, end_m - ramp_m], axis=0)
    knots_m, values = [start_m], [normals[:-1]]
    for knot_m in (first, second):
        leans = [np.maximum(1.0 - (knot_m - start_m) / ramp_m, 0.0)]
        leans.append(np.maximum(1.0 - (end_m - knot_m) / ramp_m, 0.0))
        turned = zip(leans, (normals[:-1], normals[1:]), strict=True)
        knots_m.append(knot_m)
        values.append(
            step_normals + sum(lean[:, None] * (corner - step_normals) for lean, corner in turned)
        )
    inner = np.stack(knots_m, axis=1).ravel(), np.stack(values, axis=1).reshape(-1, 2)
    return np.append(inner[0], stations_m[-1]), np.vstack([inner[1], normals[-1:]])


def mitre(before: Floats, after: Floats) -> Floats:
    """Return the normals that keep offsets parallel to the steps before and after, limited.

    Parameters
    ----------
    before, after
        Unit normals of the steps, shape (n, 2).
    """
    total = before + after
    square = np.maximum((total**2).sum(axis=1), 1e-12)
    scale = np.minimum(2.0 / square, MITRE_LIMIT / np.sqrt(square))
    return np.asarray(total * scale[:, None])


def offsets_of(section: Section, distances_m: Floats) -> Floats:
    """Return the offsets of all boundaries, shape (strips + 1, distances), left positive."""
    boundaries = np.empty((len(section.strips) + 1, len(distances_m)))
    boundaries[0] = values_of(section.datum_offset, distances_m)
    for index, strip in enumerate(section.strips):
        width = values_of(strip.width, distances_m)
        if index < section.left_count:
            boundaries[0] += width
        boundaries[index + 1] = width
    boundaries[1:] = boundaries[0] - boundaries[1:].cumsum(axis=0)
    return boundaries


def values_of(profile: Profile, distances_m: Floats) -> Floats | float:
    """Return the values of a profile at distances; one number where it is constant."""
    if profile.is_constant:
        return profile.pieces[0].a
    starts = np.array([piece.start_m for piece in profile.pieces])
    which = np.clip(np.searchsorted(starts, distances_m, side="right") - 1, 0, None)
    terms = np.array([(piece.a, piece.b, piece.c, piece.d) for piece in profile.pieces])[which]
    distance = distances_m - starts[which]
    powers = distance[:, None] ** np.arange(4)
    return np.asarray((terms * powers).sum(axis=1))


def carriageway_span(section: Section) -> tuple[int, int]:
    """Return the first and last boundary of the carriageway of a section."""
    return section.carriageway
