"""The shapes of lane arrows: straight, turning, combined, broken, and of lanes that end.

The frame is that of the driver: x ahead from the tail, y to the left. The text of the rule gives no
sizes (its figures do), so that proportions are ours: an arrow straight on is as long and as wide as
its sizes say; a branch to a side reaches one width beyond the middle of the shaft.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from roadnet.markings.surfaces import moved, polygons_of
from roadnet.model import Turn

Floats = NDArray[np.float64]
SHAFT = 0.2  # width of the shaft, of the width of the arrow
SIDE_BRANCH = 0.66  # how far a branch beside an arrow straight on reaches along it
STEPS = 12
LEFT_OF = {
    Turn.RIGHT: Turn.LEFT,
    Turn.SLIGHT_RIGHT: Turn.SLIGHT_LEFT,
    Turn.SHARP_RIGHT: Turn.SHARP_LEFT,
    Turn.MERGE_RIGHT: Turn.MERGE_LEFT,
}
# Path of the shaft as a cubic, then the head: middle of its base, its tip, half its base.
# In shares of length (x) and width (y).
BRANCHES: dict[Turn, tuple[tuple[tuple[float, float], ...], tuple[tuple[float, float], ...]]] = {
    Turn.THROUGH: (
        ((0.0, 0.0), (0.3, 0.0), (0.5, 0.0), (0.68, 0.0)),
        ((0.68, 0.0), (1.0, 0.0), (0.0, 0.5)),
    ),
    Turn.LEFT: (
        ((0.0, 0.0), (0.6, 0.0), (0.78, 0.0), (0.83, 0.45)),
        ((0.83, 0.40), (0.83, 1.0), (0.17, 0.0)),
    ),
    Turn.SLIGHT_LEFT: (
        ((0.0, 0.0), (0.4, 0.0), (0.55, 0.05), (0.70, 0.45)),
        ((0.68, 0.42), (1.0, 1.0), (0.10, -0.35)),
    ),
    Turn.SHARP_LEFT: (
        ((0.0, 0.0), (0.55, 0.0), (0.75, 0.1), (0.62, 0.5)),
        ((0.64, 0.46), (0.45, 1.0), (0.15, 0.12)),
    ),
    Turn.U_TURN: (
        ((0.0, 0.0), (0.95, 0.0), (0.95, 0.75), (0.62, 0.75)),
        ((0.64, 0.75), (0.36, 0.75), (0.0, 0.3)),
    ),
    Turn.MERGE_LEFT: (
        ((0.0, 0.0), (0.30, 0.0), (0.40, 0.5), (0.70, 0.68)),
        ((0.68, 0.68), (1.0, 0.85), (-0.02, 0.35)),
    ),
}


def arrow(
    turns: Sequence[Turn], length_m: float, width_m: float, *, is_broken: bool = False
) -> list[shapely.Polygon]:
    """Return the arrow for some turns.

    Parameters
    ----------
    turns
        What the arrow shows; more than one: branches from one shaft.
    length_m, width_m
        Length of the arrow, and width of an arrow straight on.
    is_broken
        Whether the shaft is cut into dashes (an arrow out of a lane).

    Examples
    --------
    >>> [round(value, 3) for value in arrow([Turn.THROUGH], 5.0, 0.8)[0].bounds]
    [0.0, -0.4, 5.0, 0.4]
    """
    parts = []
    for turn in sorted(set(turns)):
        branch, mirrored = LEFT_OF.get(turn, turn), turn in LEFT_OF
        path, head = BRANCHES[branch]
        shorter = SIDE_BRANCH if Turn.THROUGH in turns and turn is not Turn.THROUGH else 1.0
        scale = np.array([shorter * length_m, -width_m if mirrored else width_m])
        shaft = shapely.LineString(_curve(np.array(path) * scale)).buffer(
            SHAFT * width_m / 2, cap_style="flat", join_style="mitre"
        )
        parts.append(_in_dashes(shaft, length_m) if is_broken else shaft)
        base, tip, half = np.array(head)
        corners = np.array([base - half, tip, base + half]) * scale
        parts.append(shapely.Polygon(corners))
    return polygons_of(_as_long_as(shapely.union_all(parts), length_m))


def pair(
    turns: Sequence[Turn], length_m: float, width_m: float, apart_m: float
) -> list[shapely.Polygon]:
    """Return a straight and a turning arrow side by side, clear of each other."""
    turning = [turn for turn in turns if turn is not Turn.THROUGH]
    to_left = bool(turning) and LEFT_OF.get(turning[0]) is None
    side = 1.0 if to_left else -1.0
    half_m = (width_m + apart_m) / 2
    straight = moved(arrow([Turn.THROUGH], length_m, width_m), 0.0, -side * half_m)
    bent = arrow(turning, length_m, width_m)
    inner = min((abs(part.bounds[1 if to_left else 3]) for part in bent), default=0.0)
    return [*straight, *moved(bent, 0.0, side * (apart_m / 2 + inner))]


def _as_long_as(shape: BaseGeometry, length_m: float) -> BaseGeometry:
    """Return a shape stretched along the road to exactly its length."""
    start, _, end, _ = shape.bounds
    scale = np.array([length_m / (end - start), 1.0])
    return shapely.transform(shape, lambda points: (points - np.array([start, 0.0])) * scale)


def _curve(control: Floats) -> Floats:
    """Return points of a cubic Bézier."""
    share = np.linspace(0.0, 1.0, STEPS + 1)[:, None]
    a, b, c, d = control
    rest = 1 - share
    return np.asarray(
        rest**3 * a + 3 * rest**2 * share * b + 3 * rest * share**2 * c + share**3 * d
    )


def _in_dashes(shaft: BaseGeometry, length_m: float) -> BaseGeometry:
    """Cut gaps of a tenth of the length into a shaft."""
    gaps = [
        shapely.box(start * length_m, -10.0, (start + 0.08) * length_m, 10.0)
        for start in (0.12, 0.32, 0.52)
    ]
    return shapely.difference(shaft, shapely.union_all(gaps))
