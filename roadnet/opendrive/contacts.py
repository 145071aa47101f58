"""Which lanes go on into which where two roads, or two sections of one, meet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from roadnet.model import Direction, RoadEnd, Strip, StripType
from roadnet.opendrive.curve_points import points_along
from roadnet.opendrive.drawn_road import DrawnRoad, DrawnSection

Floats = NDArray[np.float64]
TRAFFIC_LANES = frozenset({StripType.DRIVE, StripType.BUS, StripType.MOTO, StripType.SLOW})
LEAST_WIDTH_M = 1e-3  # a strip that begins with nothing has nothing to begin from
LEAST_SHARE = 0.5  # of the narrower strip that the other must meet
SAME_PLACE_M = 0.005  # edges of linked lanes lie on each other to within this


@dataclass(frozen=True, slots=True)
class Face:
    """The end of a section: its strips and where its edges lie, left to right by its stations."""

    strips: tuple[Strip, ...]
    edges_m: Floats  # points, shape (strips + 1, 2)
    normal: Floats  # unit vector to the left
    is_turned: bool = False  # whether it is listed right to left and counts backward

    @property
    def middle_m(self) -> Floats:
        """A point of the face."""
        return np.asarray(self.edges_m.mean(axis=0))

    def turned(self) -> "Face":
        """Return the face as seen by traffic against the stations."""
        return Face(self.strips[::-1], self.edges_m[::-1], -self.normal, not self.is_turned)

    def direction(self, index: int) -> Direction:
        """Return which way traffic of a strip moves, as the face counts."""
        way = self.strips[index].direction
        is_plain = way in {Direction.NONE, Direction.BOTH}
        return way if is_plain or not self.is_turned else Direction(-way)

    def place(self, index: int) -> int:
        """Return the place of a strip of the face among the strips of its section."""
        return len(self.strips) - 1 - index if self.is_turned else index


def face_of(road: DrawnRoad, section: int, end: RoadEnd) -> Face:
    """Return the start or end face of a section of a road."""
    one = road.sections[section]
    station = one.start_m if end is RoadEnd.START else one.end_m
    distance = 0.0 if end is RoadEnd.START else one.length_m
    at = points_along(road.line, _inside(one, station))
    edges = np.array(one.edges_at(distance))
    heading = float(at.heading_rad[0])
    normal = np.array([-np.sin(heading), np.cos(heading)])
    origin = np.array([float(at.x_m[0]), float(at.y_m[0])])
    return Face(one.strips, origin + edges[:, None] * normal, normal)


def linked_strips(one: Face, other: Face) -> list[tuple[int, int]]:
    """Return the strips of two faces that go on into each other, by their places in the faces.

    Both faces count the same way. Strips of one kind and direction that cover each other best
    belong together, each to one other.
    """
    overlaps = {}
    for i, j in _pairs(one, other):
        share = _overlap(one, other, i, j)
        if share >= LEAST_SHARE:
            overlaps[i, j] = share
    best = {
        i: max((j for a, j in overlaps if a == i), key=lambda j: overlaps[i, j])
        for i, _ in overlaps
    }
    back = {
        j: max((i for i, b in overlaps if b == j), key=lambda i: overlaps[i, j])
        for _, j in overlaps
    }
    return sorted((i, j) for i, j in best.items() if back[j] == i)


def edges_meet(one: Face, other: Face, pair: tuple[int, int]) -> bool:
    """Whether both edges of two linked strips lie on each other."""
    i, j = pair
    gaps = one.edges_m[i : i + 2] - other.edges_m[j : j + 2]
    return bool(np.hypot(*gaps.T).max() < SAME_PLACE_M)


def offsets_in(face: Face, other: Face) -> Floats:
    """Return where the edges of another face lie along the normal of a face."""
    return np.asarray((other.edges_m - face.middle_m) @ face.normal)


def _inside(section: DrawnSection, station: float) -> float:
    """Return a station that lies in the section, where pieces of the line do not turn."""
    return min(max(station, section.start_m), section.end_m)


def _pairs(one: Face, other: Face) -> Iterator[tuple[int, int]]:
    widths = [np.hypot(*np.diff(face.edges_m, axis=0).T) for face in (one, other)]
    for i in range(len(one.strips)):
        for j in range(len(other.strips)):
            wide = min(widths[0][i], widths[1][j]) > LEAST_WIDTH_M
            kinds = one.strips[i].strip_type, other.strips[j].strip_type
            same = kinds[0] is kinds[1] or set(kinds) <= TRAFFIC_LANES
            if wide and same and _compatible(one.direction(i), other.direction(j)):
                yield i, j


def _compatible(one: Direction, other: Direction) -> bool:
    if Direction.NONE in {one, other}:
        return one is other
    return one is other or Direction.BOTH in {one, other}


def _overlap(one: Face, other: Face, i: int, j: int) -> float:
    """Return how much of the narrower of two strips the other one covers."""
    own = offsets_in(one, one)
    there = offsets_in(one, other)
    high, low = min(own[i], there[j]), max(own[i + 1], there[j + 1])
    narrower = min(own[i] - own[i + 1], there[j] - there[j + 1])
    return float((high - low) / narrower) if narrower > 0 else 0.0


def with_edges(edges: Sequence[float], targets: dict[int, float]) -> list[float]:
    """Return edges, left to right, with some of them moved and the others kept in order.

    Examples
    --------
    >>> with_edges([3.0, 0.0, -3.0], {1: 0.5})
    [3.0, 0.5, -3.0]
    >>> with_edges([3.0, 0.0, -3.0], {1: 4.0})
    [4.0, 4.0, -3.0]
    """
    found = [targets.get(index, edge) for index, edge in enumerate(edges)]
    fixed = sorted(targets)
    for index in range(len(found)):
        if index in targets:
            continue
        before = [found[one] for one in fixed if one < index]
        after = [found[one] for one in fixed if one > index]
        if after:
            found[index] = max(found[index], max(after))
        if before:
            found[index] = min(found[index], min(before))
    return found
