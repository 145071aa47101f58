"""Cut clusters that have chained along a road at their nearest junctions."""

import heapq
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from hotspots.clustering import Labels, Points, cluster_points, lengths_m
from hotspots.model import NOISE

LONG_CLUSTER_M = 100.0
REACH_M = 35.0  # of a part from its junction: a square of 100 m diagonal holds no larger circle
NEAREST = 8  # junctions a crash may be handed on to

Choices = npt.NDArray[np.int64]  # crashes × NEAREST: part numbers, nearest first, -1 for none


@dataclass(frozen=True, slots=True)
class SplitClusters:
    """Clusters after cutting; the numbers run from 0 without gaps."""

    labels: Labels
    cut_at: dict[int, int | None]  # part -> place of its junction in the list, None between them


def split_long_clusters(
    points: Points, labels: Labels, junction_points: Points, *, eps_m: float, min_crashes: int
) -> SplitClusters:
    """Return the clusters with every one longer than 100 m cut at its nearest junctions.

    The rule, for each cluster whose bounding box has a diagonal over 100 m:

    1. each crash goes to the nearest junction within 35 m (the cells of a Voronoi diagram);
    2. while a junction has fewer than `min_crashes` of them, the one with the fewest gives its
       crashes to their next nearest remaining junction within 50 m;
    3. crashes left without a junction are clustered anew among themselves, with the same settings;
       those in no cluster then are noise.

    Every part has at least `min_crashes` crashes. A cluster without junctions stays as it is: it
    is flagged as long, not hidden.
    """
    too_long = np.flatnonzero(lengths_m(points, labels) > LONG_CLUSTER_M)
    members = np.flatnonzero(np.isin(labels, too_long))
    if len(members) == 0 or len(junction_points) == 0:
        return SplitClusters(labels, {})
    choices, part_junctions = _choices(points[members], labels[members], junction_points)
    parts = hand_out(choices, min_crashes)
    without = np.unique(labels[members])[~_has_part(labels[members], parts)]
    stays = np.isin(labels[members], without)  # no junction took anything: nothing to cut at
    left = ~stays & (parts == NOISE)
    again = cluster_points(points[members[left]], eps_m=eps_m, min_crashes=min_crashes)

    base = int(labels.max()) + 1
    renumbered = labels.copy()
    cut = members[~stays]
    renumbered[cut] = np.where(parts[~stays] == NOISE, NOISE, base + parts[~stays])
    rest = members[left]
    first_rest = base + len(part_junctions)
    renumbered[rest] = np.where(again == NOISE, NOISE, first_rest + again)

    numbers = np.unique(renumbered[renumbered != NOISE])
    compact = np.full(len(labels), NOISE, dtype=np.int64)
    inside = renumbered != NOISE
    compact[inside] = np.searchsorted(numbers, renumbered[inside])
    cut_at = {
        place: int(part_junctions[number - base]) if number < first_rest else None
        for place, number in enumerate(numbers.tolist())
        if number >= base
    }
    return SplitClusters(compact, cut_at)


def _choices(
    points: Points, labels: Labels, junction_points: Points
) -> tuple[Choices, npt.NDArray[np.int64]]:
    """Return each crash's parts, nearest first, and the junction of each part.

    A part is a pair of cluster and junction; only pairs that are the first choice of some crash
    can become parts.
    """
    count = min(NEAREST, len(junction_points))
    _, nearest = cKDTree(junction_points).query(
        points, k=list(range(1, count + 1)), distance_upper_bound=REACH_M
    )
    found = nearest < len(junction_points)
    pairs = np.where(found, labels[:, None] * len(junction_points) + nearest, NOISE)
    first = np.unique(pairs[:, 0][found[:, 0]])
    place = np.searchsorted(first, pairs)
    known = found & (first[np.minimum(place, len(first) - 1)] == pairs) if len(first) else found
    return np.where(known, place, NOISE), first % len(junction_points)


def hand_out(choices: Choices, min_crashes: int) -> Labels:
    """Return the part of each crash, -1 where none is left that has enough crashes.

    Examples
    --------
    Part 1 is too small and gives its crash to part 0; part 2 is too small and nobody is near.

    >>> hand_out(np.array([[0, 1], [0, 1], [1, 0], [2, -1]]), 3).tolist()
    [0, 0, 0, -1]
    """
    parts = choices[:, 0].copy()
    members: dict[int, list[int]] = defaultdict(list)
    for crash, part in enumerate(parts.tolist()):
        if part != NOISE:
            members[part].append(crash)
    queue = [(len(crashes), part) for part, crashes in members.items()]
    heapq.heapify(queue)
    while queue:
        size, part = heapq.heappop(queue)
        if part not in members or size != len(members[part]):
            continue  # closed, or it has grown since: a later entry stands for it
        if size >= min_crashes:
            break
        for crash in members.pop(part):
            following = next((one for one in choices[crash].tolist() if one in members), NOISE)
            parts[crash] = following
            if following != NOISE:
                members[following].append(crash)
                heapq.heappush(queue, (len(members[following]), following))
    return parts


def _has_part(labels: Labels, parts: Labels) -> npt.NDArray[np.bool_]:
    """Return, for each cluster in ascending order, whether a junction took crashes of it."""
    return np.isin(np.unique(labels), labels[parts != NOISE])
