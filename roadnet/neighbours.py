"""What runs beside a road: other carriageways that leave no room for assumed strips."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
REACH_M = 16.0  # a carriageway whose middle is nearer leaves no room for assumed strips
MEDIAN_REACH_M = 40.0  # the two carriageways of one street are not farther apart
SAMPLES = np.array([0.15, 0.35, 0.5, 0.65, 0.85])  # shares of the length
PARALLEL_RAD = math.radians(25)
OWN_WIDTH_M = 0.5  # a line of sight starts beside its own road
SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class Beside:
    """The nearest parallel road on one side of a road."""

    index: int  # among the roads
    distance_m: float  # between the middle lines
    is_opposite: bool  # drawn in the opposite direction


def beside_each(
    lines: Sequence[shapely.LineString | None], layers: Sequence[int]
) -> list[dict[str, Beside]]:
    """Return the nearest parallel road on each side (`left`, `right`) of every road.

    A road counts as beside where most of the sample points of the other see it. Only roads of
    the same layer see each other.

    Parameters
    ----------
    lines
        Lines of the roads in metres; None for what neither sees nor is seen.
    layers
        Their vertical order.
    """
    found: list[dict[str, Beside]] = [{} for _ in lines]
    streets = [index for index, line in enumerate(lines) if line is not None]
    if not streets:
        return found
    shapes = np.array([lines[index] for index in streets])
    levels = np.array([layers[index] for index in streets])
    origins, headings = _samples(shapes)
    seen: dict[tuple[int, str], dict[int, Beside]] = {}
    for side, turn in zip(SIDES, (1.0, -1.0), strict=True):
        sights = headings + turn * math.pi / 2
        rays = _rays(origins, sights)
        ray, other = shapely.STRtree(shapes).query(rays, predicate="intersects")
        owner = ray // len(SAMPLES)
        keep = (owner != other) & (levels[owner] == levels[other])
        ray, other, owner = ray[keep], other[keep], owner[keep]
        distance, heading = _crossings(rays[ray], shapes[other], origins[ray])
        across = np.remainder(heading - headings[ray] + math.pi / 2, math.pi) - math.pi / 2
        opposite = np.cos(heading - headings[ray]) < 0
        for index in np.flatnonzero(np.abs(across) < PARALLEL_RAD):
            beside = Beside(streets[other[index]], float(distance[index]), bool(opposite[index]))
            nearest = seen.setdefault((int(owner[index]), side), {})
            at = int(ray[index])
            if at not in nearest or beside.distance_m < nearest[at].distance_m:
                nearest[at] = beside
    for (owner_index, side), nearest in seen.items():
        if len(nearest) * 2 > len(SAMPLES):
            one = min(nearest.values(), key=lambda beside: (beside.distance_m, beside.index))
            found[streets[owner_index]][side] = one
    return found


def free_sides(beside: dict[str, Beside]) -> frozenset[str]:
    """Return the sides on which no other carriageway is close by."""
    return frozenset(
        side for side in SIDES if side not in beside or beside[side].distance_m > REACH_M
    )


def _samples(lines: NDArray[np.object_]) -> tuple[Floats, Floats]:
    """Return places and headings at the samples of every line, line after line."""
    repeated = np.repeat(lines, len(SAMPLES))
    shares = np.tile(SAMPLES, len(lines))
    places = shapely.get_coordinates(
        shapely.line_interpolate_point(repeated, shares, normalized=True)
    )
    return places, _headings(repeated, shares)


def _headings(lines: NDArray[np.object_], shares: Floats) -> Floats:
    """Return headings of lines at shares of their lengths, radians from east."""
    before = shapely.line_interpolate_point(lines, np.maximum(shares - 0.01, 0), normalized=True)
    after = shapely.line_interpolate_point(lines, np.minimum(shares + 0.01, 1), normalized=True)
    step = shapely.get_coordinates(after) - shapely.get_coordinates(before)
    return np.arctan2(step[:, 1], step[:, 0])


def _rays(origins: Floats, sights: Floats) -> NDArray[np.object_]:
    """Return the lines of sight from places in directions."""
    direction = np.column_stack([np.cos(sights), np.sin(sights)])
    ends = np.stack(
        [origins + OWN_WIDTH_M * direction, origins + MEDIAN_REACH_M * direction], axis=1
    )
    return np.asarray(shapely.linestrings(ends))


def _crossings(
    rays: NDArray[np.object_], lines: NDArray[np.object_], origins: Floats
) -> tuple[Floats, Floats]:
    """Return how far lines are along rays, and their headings where they cross them."""
    if not len(rays):
        return np.empty(0), np.empty(0)
    places = shapely.centroid(shapely.intersection(rays, lines))
    distance = np.linalg.norm(shapely.get_coordinates(places) - origins, axis=1)
    shares = shapely.line_locate_point(lines, places, normalized=True)
    return distance, _headings(lines, shares)
