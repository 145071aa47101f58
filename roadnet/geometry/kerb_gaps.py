"""The ground from the inner kerb of a carriageway to that of the one beside it."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import numpy as np
import shapely
from numpy.typing import NDArray

from roadnet.geometry.ribbon import sections_between
from roadnet.geometry.road_frame import Floats, RoadFrame, carriageway_span, offsets_of

Bools = NDArray[np.bool_]
WIDEST_MEDIAN_M = 12.0  # between the edges of the carriageways
LEAST_MEDIAN_M = 0.5  # 設計標準 art. 25
STEP_M = 1.0
PARTS, FINER_TWICE = 8, 2  # of a step, to find where a gap begins or ends
SLOW_STEP_M = 4.0  # an end that would slide far with the kerbs lies on one of these steps
SLOWEST = 0.25  # metres the gap changes along a metre, for an end that may slide
LAP_M = 0.3  # over the strips beside it, which come first
SIDES = {"left": 1.0, "right": -1.0}
OTHER = {"left": "right", "right": "left"}


@dataclass(frozen=True, eq=False)
class KerbSight:
    """What is seen from the kerb of a carriageway, square to it, of the kerb of another one."""

    frame: RoadFrame
    side: str
    other: RoadFrame
    other_side: str

    @cached_property
    def kerb(self) -> shapely.MultiLineString:
        """The kerb that is looked at."""
        lines = []
        for _, section, begin, finish in sections_between(self.other, 0.0, self.other.length_m):
            first, last = carriageway_span(section)
            edge = self.other.boundaries(section, begin, finish)
            lines.append(shapely.LineString(edge[first if self.other_side == "left" else last]))
        return shapely.MultiLineString(lines)

    def look(self, stations_m: Floats) -> tuple[Floats, Floats, Floats]:
        """Return points on the own kerb, the unit way to look, and the gap; infinite for none."""
        places, normals = self.frame.across(stations_m)
        own = places + _kerb_offsets_m(self.frame, self.side, stations_m)[:, None] * normals
        units = normals * (SIDES[self.side] / np.linalg.norm(normals, axis=1))[:, None]
        ends = own + (WIDEST_MEDIAN_M + LAP_M) * units
        met = shapely.intersection(shapely.linestrings(np.stack([own, ends], axis=1)), self.kerb)
        gap_m = shapely.distance(shapely.points(own), met)
        return own, units, np.where(shapely.is_empty(met), np.inf, gap_m)


def gaps(sight: KerbSight) -> list[shapely.Polygon]:
    """Return the ground between two kerbs where a median has room.

    The kerbs are compared every metre; an island begins and ends where it is wide enough, so
    that its ends do not run out into long points.
    """
    length_m = sight.frame.length_m
    stations = np.append(np.arange(0.0, length_m, STEP_M), length_m)
    gap_m = sight.look(stations)[2]
    wide = _may_be_median(gap_m)
    found = []
    for is_gap, steps in groupby(range(len(stations)), key=lambda index: bool(wide[index])):
        run = list(steps)
        if not is_gap:
            continue
        start_m = _end_m(sight, stations, gap_m, run[0], -1)
        end_m = _end_m(sight, stations, gap_m, run[-1], 1)
        inner = stations[(stations > start_m) & (stations < end_m)]
        if end_m > start_m:
            found.append(_ground(sight, np.concatenate([[start_m], inner, [end_m]])))
    return [polygon for polygon in found if polygon.is_valid]


def _may_be_median(gap_m: Floats) -> Bools:
    return (gap_m >= LEAST_MEDIAN_M) & (gap_m <= WIDEST_MEDIAN_M)


def _end_m(sight: KerbSight, stations_m: Floats, gap_m: Floats, last: int, onward: int) -> float:
    """Return the station where a median ends beyond its last sample in a direction, -1 or 1."""
    beyond = last + onward
    if not 0 <= beyond < len(stations_m):
        return float(stations_m[last])
    if abs(gap_m[beyond] - gap_m[last]) < SLOWEST * STEP_M:
        steps = stations_m[last] / SLOW_STEP_M
        return SLOW_STEP_M * float(np.floor(steps) if onward > 0 else np.ceil(steps))
    inside, outside = float(stations_m[last]), float(stations_m[beyond])
    for _ in range(FINER_TWICE):
        between = np.linspace(inside, outside, PARTS + 1)
        wide = _may_be_median(sight.look(between)[2])
        reached = int(np.argmin(wide)) if not wide.all() else PARTS
        inside, outside = float(between[max(reached - 1, 0)]), float(between[reached])
    return inside


def _ground(sight: KerbSight, stations_m: Floats) -> shapely.Polygon:
    """Return the ground between the kerbs, with a lap over both."""
    own, units, gap_m = sight.look(stations_m)
    seen = np.isfinite(gap_m)
    outer = (own + np.where(seen, gap_m + LAP_M, 0.0)[:, None] * units)[seen]
    return shapely.Polygon(np.concatenate([(own - LAP_M * units)[seen], outer[::-1]]))


def _kerb_offsets_m(frame: RoadFrame, side: str, stations: Floats) -> Floats:
    """Return the offset of a kerb at ascending stations."""
    sections = frame.road.sections
    first = np.searchsorted([one.end_m for one in sections[:-1]], stations, side="right")
    offsets = np.empty(len(stations))
    for number, section in enumerate(sections):
        here = first == number
        kerb = carriageway_span(section)[0 if side == "left" else 1]
        offsets[here] = offsets_of(section, stations[here] - section.start_m)[kerb]
    return offsets
