"""The path of one party over the place: up to the junction, through it, and away."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from drawing.model import Point

STEP_MM = 1.0  # between two places of a queue


@dataclass(frozen=True, slots=True)
class LanePath:
    """A path in three parts, each in the direction of travel, in millimetres of paper.

    A share says where on it something is: −1 at the far end of the approach, 0 where the junction
    begins, 1 where it ends, 2 at the far end of the exit.
    """

    approach: tuple[Point, ...]
    inside: tuple[Point, ...]
    leave: tuple[Point, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """All points from end to end."""
        return (*self.approach, *self.inside, *self.leave)

    def at(self, share: float) -> Point:
        """Return the point at a share.

        Examples
        --------
        >>> path = LanePath(((0, 9), (0, 3)), ((0, 3), (0, 0)), ((0, 0), (0, -6)))
        >>> path.at(-0.5), path.at(1.0), path.at(9.0)
        ((0.0, 6.0), (0.0, 0.0), (0.0, -6.0))
        """
        if share < 0:
            return along(self.approach, 1 + share)
        return along(self.inside, share) if share <= 1 else along(self.leave, share - 1)

    def upstream_of(self, place: Point) -> tuple[Point, ...]:
        """Return places a step apart from the one nearest to `place` back to the far end."""
        way = (*self.approach, *self.inside[1:])
        dense = spaced(way, STEP_MM)
        nearest = min(range(len(dense)), key=lambda index: math.dist(dense[index], place))
        return tuple(reversed(dense[: nearest + 1]))

    def before_junction(self) -> tuple[Point, ...]:
        """Return places a step apart from the mouth back to the far end."""
        return tuple(reversed(spaced(self.approach, STEP_MM)))


def along(line: Sequence[Point], share: float) -> Point:
    """Return the point at a share of the length of a line, 0 to 1."""
    lengths = [0.0, *accumulate(math.dist(one, other) for one, other in pairwise(line))]
    wanted = min(max(share, 0.0), 1.0) * lengths[-1]
    index = min(max(bisect_left(lengths, wanted), 1), len(line) - 1)
    piece = lengths[index] - lengths[index - 1]
    part = (wanted - lengths[index - 1]) / piece if piece else 0.0
    (x1, y1), (x2, y2) = line[index - 1], line[index]
    return (x1 + part * (x2 - x1), y1 + part * (y2 - y1))


def spaced(line: Sequence[Point], step: float) -> list[Point]:
    """Return points of a line no further apart than a step, its ends among them.

    Examples
    --------
    >>> spaced([(0.0, 0.0), (0.0, 2.0)], 1.0)
    [(0.0, 0.0), (0.0, 1.0), (0.0, 2.0)]
    """
    points: list[Point] = [line[0]]
    for (x1, y1), (x2, y2) in pairwise(line):
        pieces = max(1, math.ceil(math.hypot(x2 - x1, y2 - y1) / step - 1e-9))
        points += [
            (x1 + (x2 - x1) * part / pieces, y1 + (y2 - y1) * part / pieces)
            for part in range(1, pieces + 1)
        ]
    return points


def heading_deg(line: Sequence[Point], place: Point) -> float:
    """Return the heading of a line where it is nearest to a place, clockwise from straight up."""
    (x1, y1), (x2, y2) = min(
        (pair for pair in pairwise(line) if pair[0] != pair[1]),
        key=lambda pair: _away(place, *pair),
    )
    return math.degrees(math.atan2(x2 - x1, y1 - y2)) % 360.0


def _away(place: Point, start: Point, end: Point) -> float:
    """Return the distance of a place from a straight piece."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    share = ((place[0] - start[0]) * dx + (place[1] - start[1]) * dy) / (dx * dx + dy * dy)
    share = min(max(share, 0.0), 1.0)
    return math.dist(place, (start[0] + share * dx, start[1] + share * dy))
