"""The pieces that glyphs are made of, in a frame whose origin is the point of impact.

x points right and y down, in millimetres of paper. A heading is degrees clockwise from straight up.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from collision_diagrams.model import KindClass
from drawing.model import Point

ARC_STEP_DEG = 6.0


class Head(StrEnum):
    """What stands at the tip of a path."""

    ARROW = "arrow"  # one head
    DOUBLE = "double"  # two heads: backing
    NONE = "none"  # no head: overturned, or direction not known


@dataclass(frozen=True, slots=True)
class Stroke:
    """The path of one party, from its tail to its tip."""

    points_mm: tuple[Point, ...]
    party_no: int
    kind: KindClass
    head: Head = Head.ARROW
    tail_bar: bool = False  # it stood and waited
    small: bool = False  # a further party of a chain
    waits_at_mm: Point | None = None  # the waiting box of a turn in two stages
    indirect: bool = False  # nothing touched it


def ahead(heading_deg: float) -> Point:
    """Return the unit vector of a heading.

    Examples
    --------
    >>> ahead(90.0)[0]
    1.0
    """
    angle = math.radians(heading_deg)
    return (math.sin(angle), -math.cos(angle))


def to_the_right(heading_deg: float) -> Point:
    """Return the unit vector to the right of a heading."""
    angle = math.radians(heading_deg)
    return (math.cos(angle), math.sin(angle))


def shifted(point: Point, heading_deg: float, forward: float = 0.0, right: float = 0.0) -> Point:
    """Return a point moved forward and to the right of a heading."""
    u, r = ahead(heading_deg), to_the_right(heading_deg)
    return (point[0] + forward * u[0] + right * r[0], point[1] + forward * u[1] + right * r[1])


def straight(heading_deg: float, tip: Point, length: float) -> tuple[Point, ...]:
    """Return a straight path that ends at `tip`."""
    return (shifted(tip, heading_deg, -length), tip)


def turned(
    heading_in_deg: float, turn_deg: float, tip: Point, length: float, radius: float
) -> tuple[Point, ...]:
    """Return a path that runs straight, then turns by `turn_deg` (right is positive) up to `tip`.

    Parameters
    ----------
    heading_in_deg
        Heading before the turn.
    turn_deg
        How far it has turned at the tip.
    tip
        Where it ends.
    length
        Length of the whole path; the straight part is never shorter than a quarter of it.
    radius
        Radius of the arc.

    Examples
    --------
    >>> path = turned(0.0, -90.0, (0.0, 0.0), 8.0, 2.0)
    >>> tuple(round(value, 6) for value in path[0])
    (2.0, 6.858407)
    """
    if not turn_deg:
        return straight(heading_in_deg, tip, length)
    side = math.copysign(1.0, turn_deg)
    r_tip = to_the_right(heading_in_deg + turn_deg)
    centre = (tip[0] + side * radius * r_tip[0], tip[1] + side * radius * r_tip[1])
    steps = max(2, math.ceil(abs(turn_deg) / ARC_STEP_DEG))
    headings = [heading_in_deg + turn_deg * step / steps for step in range(steps + 1)]
    arc = [
        (centre[0] - side * radius * r[0], centre[1] - side * radius * r[1])
        for r in map(to_the_right, headings)
    ]
    lead = max(length / 4, length - radius * math.radians(abs(turn_deg)))
    return (shifted(arc[0], heading_in_deg, -lead), *arc)


def continued(
    start: Point, heading_deg: float, turn_deg: float, length: float, radius: float
) -> tuple[Point, ...]:
    """Return a path that leaves `start` along a heading and then turns."""
    path = turned(heading_deg, turn_deg, (0.0, 0.0), length, radius)
    return tuple((x - path[0][0] + start[0], y - path[0][1] + start[1]) for x, y in path)


def wavy(heading_deg: float, tip: Point, length: float, amplitude: float) -> tuple[Point, ...]:
    """Return a skidding path: three waves, its last part straight."""
    waves, straight_part, samples = 3, 0.14, 48
    points = []
    for sample in range(samples + 1):
        along = sample / samples
        swing = amplitude * math.sin(2 * math.pi * waves * along)
        points.append(shifted(tip, heading_deg, -length * (1 - along * (1 - straight_part)), swing))
    return (*points, tip)


def direction_deg(points: Sequence[Point]) -> float:
    """Return the heading of the last piece of a path, 0 to 360."""
    (x1, y1), (x2, y2) = points[-2], points[-1]
    return math.degrees(math.atan2(x2 - x1, y1 - y2)) % 360.0


def tail_deg(points: Sequence[Point]) -> float:
    """Return the heading of the first piece of a path, 0 to 360."""
    return direction_deg(points[:2])


def shortened(points: Sequence[Point], by: float) -> tuple[Point, ...]:
    """Return a path with a length cut off its end, so that a head has room.

    Examples
    --------
    >>> shortened([(0.0, 0.0), (4.0, 0.0), (5.0, 0.0)], 2.0)
    ((0.0, 0.0), (3.0, 0.0))
    """
    kept = list(points)
    while len(kept) > 1:
        (x1, y1), (x2, y2) = kept[-2], kept[-1]
        piece = math.hypot(x2 - x1, y2 - y1)
        if piece > by:
            part = (piece - by) / piece
            kept[-1] = (x1 + part * (x2 - x1), y1 + part * (y2 - y1))
            break
        by -= piece
        kept.pop()
    return tuple(kept)
