"""Jittered default points: heaps of crashes whose roads are all over the city.

Some police programs put a crash without coordinates at the police station, moved a little at
random. Every point is different then, and only the place texts give the heap away: at a true spot
few roads meet, in a heap nearly every crash names other roads.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from crashes.named_places import NONE, Numbers

Floats = npt.NDArray[np.float64]
HEAP_RADIUS_M = 40  # within which the crashes of a heap are counted
MIN_CRASHES = 8  # with a road, within that radius
MIN_POINTS = 6  # different points among them: else it is a default point
LOCAL_ROADS = 6  # roads that may pass within that radius
MAX_LOCAL_SHARE = 0.5  # of the crashes that name local roads only
CELL_M = 10  # one heap is looked for at one place of each such cell
FRINGE = 2  # times the radius: where crashes of far roads belong to the heap too
ROADS_NEARBY_M = 300  # roads that crashes up to here name are near roads
RING_M = 10  # the heap is followed outward in rings of this width
MAX_RADIUS_M = 120
BACKGROUND_M = 200  # crashes up to here, outside the heap, tell what is usual nearby
DENSITY_FACTOR = 4  # a ring belongs to the heap while it is so much denser than usual


@dataclass(frozen=True, slots=True)
class Heap:
    """One jittered default point."""

    x_m: float
    y_m: float
    radius_m: float
    crashes: int
    roads: int  # different roads that its crashes name


def default_clouds(x_m: Floats, y_m: Floats, roads: Numbers) -> tuple[list[Heap], Numbers]:
    """Return the heaps, and for each point the number of its heap or -1.

    Parameters
    ----------
    x_m, y_m
        Points in metres, none missing.
    roads
        Two columns with the numbers of the roads that each text names, -1 for none.
    """
    points = np.stack([x_m, y_m], axis=1)
    heap_of = np.full(len(points), NONE, dtype=np.int64)
    if len(points) < MIN_CRASHES:
        return [], heap_of
    tree = cKDTree(points)
    heaps: list[Heap] = []
    for centre in _centres(points, tree, roads):
        radius_m = _radius(centre, points, tree)
        members = _members(centre, radius_m, points, tree, roads)
        members = members[heap_of[members] == NONE]
        if len(members) < MIN_CRASHES:
            continue
        heap_of[members] = len(heaps)
        named = np.unique(roads[members])
        heaps.append(
            Heap(
                x_m=float(centre[0]),
                y_m=float(centre[1]),
                radius_m=radius_m,
                crashes=len(members),
                roads=int((named != NONE).sum()),
            )
        )
    return heaps, heap_of


def _centres(points: Floats, tree: cKDTree, roads: Numbers) -> list[Floats]:
    """Return the middles of the heaps, the fullest first."""
    cells = np.unique(np.floor(points / CELL_M).astype(np.int64), axis=0, return_index=True)[1]
    seeds = [
        (row, len(near))
        for row, near in zip(
            cells, tree.query_ball_point(points[cells], HEAP_RADIUS_M), strict=True
        )
        if len(near) >= MIN_CRASHES and _is_heap(points[near], roads[near])
    ]
    if not seeds:
        return []
    rows = np.array([row for row, _ in seeds])
    together = cKDTree(points[rows]).query_pairs(2 * HEAP_RADIUS_M, output_type="ndarray")
    links = coo_matrix(
        (np.ones(len(together)), (together[:, 0], together[:, 1])), shape=(len(rows), len(rows))
    )
    _, group_of = connected_components(links, directed=False)
    fullest: dict[int, tuple[int, float, float]] = {}
    for (row, count), group in zip(seeds, group_of.tolist(), strict=True):
        found = (-count, float(points[row][0]), float(points[row][1]))
        fullest[group] = min(found, fullest.get(group, found))
    return [
        np.median(points[tree.query_ball_point([x, y], HEAP_RADIUS_M)], axis=0)
        for _, x, y in sorted(fullest.values())
    ]


def _is_heap(points: Floats, roads: Numbers) -> bool:
    """Whether these neighbours name more roads than can meet here."""
    named = roads[(roads != NONE).any(axis=1)]
    if len(named) < MIN_CRASHES or len(np.unique(points, axis=0)) < MIN_POINTS:
        return False
    counts = Counter(named[named != NONE].tolist())
    by_count = sorted(counts, key=lambda road: (-counts[road], road))
    local = {NONE, *by_count[:LOCAL_ROADS]}
    share = np.mean([first in local and second in local for first, second in named.tolist()])
    return bool(share < MAX_LOCAL_SHARE)


def _members(
    centre: Floats, radius_m: float, points: Floats, tree: cKDTree, roads: Numbers
) -> Numbers:
    """Return the crashes of a heap: all within it, and around it those of roads far away.

    Up to twice the radius a crash belongs to the heap when no crash outside, within 300 m, names
    one of its roads.
    """
    near = np.array(sorted(tree.query_ball_point(centre, ROADS_NEARBY_M)), dtype=np.int64)
    away_m = np.hypot(*(points[near] - centre).T)
    nearby = np.unique(roads[near[away_m > FRINGE * radius_m]])
    names_nearby = np.isin(roads[near], nearby[nearby != NONE]).any(axis=1)
    names_none = (roads[near] == NONE).all(axis=1)
    is_fringe = (away_m <= FRINGE * radius_m) & ~names_nearby & ~names_none
    members: Numbers = near[(away_m <= radius_m) | is_fringe]
    return members


def _radius(centre: Floats, points: Floats, tree: cKDTree) -> float:
    """Return how far the heap reaches: while its rings are denser than the neighbourhood."""
    near = tree.query_ball_point(centre, BACKGROUND_M)
    away_m = np.hypot(*(points[near] - centre).T)
    usual = (away_m > MAX_RADIUS_M).sum() / (BACKGROUND_M**2 - MAX_RADIUS_M**2)
    for radius_m in range(RING_M, MAX_RADIUS_M, RING_M):
        in_ring = ((away_m > radius_m) & (away_m <= radius_m + RING_M)).sum()
        expected = usual * ((radius_m + RING_M) ** 2 - radius_m**2)
        if radius_m >= 2 * RING_M and in_ring <= DENSITY_FACTOR * expected + 1:
            return float(radius_m)
    return float(MAX_RADIUS_M)
