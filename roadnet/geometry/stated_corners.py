"""Kerbs between two arms whose radius is stated."""

from collections.abc import Sequence

from roadnet.model import Junction, RoadEnd, RoadId

EndPair = frozenset[tuple[RoadId, RoadEnd]]


def stated_radii_m(stated: Sequence[Junction]) -> dict[EndPair, float]:
    """Return the radii of kerbs that are stated, by the two road ends they lie between."""
    radii = {}
    for junction in stated:
        for corner in junction.corners:
            if corner.radius is None or corner.clockwise_from >= len(junction.arms):
                continue
            first = junction.arms[corner.clockwise_from]
            second = junction.arms[(corner.clockwise_from + 1) % len(junction.arms)]
            ends = {
                (arm.road_id, arm.road_end)
                for arm in (first, second)
                if arm.road_id is not None and arm.road_end is not None
            }
            if len(ends) > 1:
                radii[frozenset(ends)] = corner.radius.value
    return radii
