"""A smooth curve from one place and heading to another: lines and arcs without a kink."""

import math
from dataclasses import dataclass

from roadnet.model import ArcPiece, CurvePiece, LinePiece, Point, ReferenceLine

SHORTEST_M = 1e-6
STRAIGHT_PER_M = 1e-7  # less curvature is a straight line
PARALLEL_RAD = 1e-6


@dataclass(frozen=True, slots=True)
class Pose:
    """A place and a heading, radians counter-clockwise from east."""

    x_m: float
    y_m: float
    heading_rad: float

    @property
    def place(self) -> Point:
        """The place."""
        return self.x_m, self.y_m

    @property
    def way(self) -> Point:
        """The unit vector of the heading."""
        return math.cos(self.heading_rad), math.sin(self.heading_rad)


def connector(start: Pose, end: Pose) -> ReferenceLine:
    """Return the curve from a pose to another one.

    Where the two straight lines meet ahead, one arc of the largest radius joins them; otherwise
    two arcs that meet halfway (a shift to the side, a turn back). A place straight behind, with the
    same heading, cannot be reached without a loop and must not be asked for.

    Examples
    --------
    >>> turn = connector(Pose(0.0, 0.0, 0.0), Pose(10.0, 8.0, math.pi / 2))
    >>> [type(piece).__name__ for piece in turn.pieces], round(least_radius_m(turn), 3)
    (['LinePiece', 'ArcPiece'], 8.0)
    """
    pieces = _one_arc(start, end) or _two_arcs(start, end)
    return ReferenceLine(tuple(pieces))


def least_radius_m(line: ReferenceLine) -> float:
    """Return the smallest radius of a line of lines and arcs; infinity where it is straight."""
    curved = [abs(piece.curvature_per_m) for piece in line.pieces if isinstance(piece, ArcPiece)]
    return 1 / max(curved) if curved else math.inf


def end_pose(line: ReferenceLine) -> Pose:
    """Return the place and heading at the end of a line of lines and arcs."""
    piece = line.pieces[-1]
    assert isinstance(piece, LinePiece | ArcPiece)
    return _after(piece)


def _one_arc(start: Pose, end: Pose) -> list[CurvePiece]:
    """Return line, arc, line; nothing where the straight lines do not meet ahead of the start."""
    turn = math.remainder(end.heading_rad - start.heading_rad, math.tau)
    (dx, dy), (ex, ey) = start.way, end.way
    vx, vy = end.x_m - start.x_m, end.y_m - start.y_m
    across = dx * ey - dy * ex
    if abs(turn) < PARALLEL_RAD:
        is_ahead = abs(vx * dy - vy * dx) < SHORTEST_M and vx * dx + vy * dy > 0
        return [_line(start, math.hypot(vx, vy))] if is_ahead else []
    if abs(across) < PARALLEL_RAD:
        return []
    before = (vx * ey - vy * ex) / across
    after = (vy * dx - vx * dy) / across
    tangent = min(before, after)
    if tangent <= SHORTEST_M:
        return []
    curvature = math.tan(abs(turn) / 2) / tangent * math.copysign(1.0, turn)
    pieces: list[CurvePiece] = []
    here = start
    if before - tangent > SHORTEST_M:
        pieces.append(_line(here, before - tangent))
        here = _after(pieces[-1])
    pieces.append(ArcPiece(here.x_m, here.y_m, here.heading_rad, turn / curvature, curvature))
    if after - tangent > SHORTEST_M:
        pieces.append(_line(_after(pieces[-1]), after - tangent))
    return pieces


def _two_arcs(start: Pose, end: Pose) -> list[CurvePiece]:
    """Return the biarc whose two control lengths are equal."""
    (dx, dy), (ex, ey) = start.way, end.way
    vx, vy = end.x_m - start.x_m, end.y_m - start.y_m
    square, both = vx * vx + vy * vy, vx * (dx + ex) + vy * (dy + ey)
    spread = 2 * (1 - dx * ex - dy * ey)
    if spread > PARALLEL_RAD**2:
        reach = (math.sqrt(both * both + spread * square) - both) / spread
    elif abs(both) > SHORTEST_M:
        reach = square / (2 * both)
    else:
        reach = math.sqrt(square) / 2
    joint = (
        (start.x_m + end.x_m + reach * (dx - ex)) / 2,
        (start.y_m + end.y_m + reach * (dy - ey)) / 2,
    )
    first = _arc_to(start, joint)
    there = _after(first)
    return [first, _arc_to(Pose(*joint, there.heading_rad), end.place)]


def _arc_to(start: Pose, place: Point) -> CurvePiece:
    """Return the arc that leaves a pose and passes through a place."""
    vx, vy = place[0] - start.x_m, place[1] - start.y_m
    dx, dy = start.way
    square = vx * vx + vy * vy
    curvature = 2 * (dx * vy - dy * vx) / square
    if abs(curvature) < STRAIGHT_PER_M:
        return _line(start, math.sqrt(square))
    half = math.atan2(dx * vy - dy * vx, dx * vx + dy * vy)
    return ArcPiece(start.x_m, start.y_m, start.heading_rad, 2 * half / curvature, curvature)


def _line(start: Pose, length_m: float) -> LinePiece:
    return LinePiece(start.x_m, start.y_m, start.heading_rad, length_m)


def _after(piece: CurvePiece) -> Pose:
    """Return the pose at the end of a line or an arc."""
    assert isinstance(piece, LinePiece | ArcPiece)
    heading, length = piece.heading_rad, piece.length_m
    if isinstance(piece, LinePiece):
        x_m = piece.x_m + length * math.cos(heading)
        return Pose(x_m, piece.y_m + length * math.sin(heading), heading)
    turned = heading + length * piece.curvature_per_m
    x_m = piece.x_m + (math.sin(turned) - math.sin(heading)) / piece.curvature_per_m
    y_m = piece.y_m - (math.cos(turned) - math.cos(heading)) / piece.curvature_per_m
    return Pose(x_m, y_m, turned)
