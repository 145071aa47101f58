"""Conflict points: where two movements cross, come together or part."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import shapely

from roadnet.geometry.plan_line import sample
from roadnet.model import Movement, MovementId

SAME_PLACE_M = 0.001


class ConflictKind(StrEnum):
    """How two movements meet."""

    CROSSING = "crossing"  # their paths cross
    MERGING = "merging"  # they end in the same strip
    DIVERGING = "diverging"  # they start in the same strip


@dataclass(frozen=True, slots=True)
class ConflictPoint:
    """A place where two movements meet; distances count from the start of each."""

    one: MovementId
    other: MovementId
    kind: ConflictKind
    x_m: float
    y_m: float
    one_station_m: float
    other_station_m: float


def conflict_points(movements: Sequence[Movement]) -> list[ConflictPoint]:
    """Return the conflict points of every two movements of the same junction, ordered by keys.

    Two movements that end in one strip merge at their end, two that start in one diverge at their
    start; all others conflict where their paths cross.
    """
    lines = [shapely.LineString(sample(movement.connector)[1]) for movement in movements]
    one, other = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=SAME_PLACE_M)
    pairs = sorted(
        (min(i, j), max(i, j)) for i, j in zip(one.tolist(), other.tolist(), strict=True) if i < j
    )
    found = []
    for i, j in pairs:
        if movements[i].junction_id == movements[j].junction_id:
            found += _of_pair(movements[i], movements[j], lines[i], lines[j])
    return sorted(found, key=lambda point: (point.one, point.other, point.one_station_m))


def _of_pair(
    one: Movement, other: Movement, path: shapely.LineString, other_path: shapely.LineString
) -> list[ConflictPoint]:
    first, second = (one, other) if one.movement_id <= other.movement_id else (other, one)
    if first is other:
        path, other_path = other_path, path
    if _starts_together(first, second):
        return [_point(first, second, ConflictKind.DIVERGING, path.coords[0], (0.0, 0.0))]
    if _ends_together(first, second):
        stations = (path.length, other_path.length)
        return [_point(first, second, ConflictKind.MERGING, path.coords[-1], stations)]
    parts = shapely.get_parts(shapely.intersection(path, other_path))
    places = sorted(
        {tuple(shapely.get_coordinates(part)[0]) for part in parts if not part.is_empty}
    )
    found = []
    for place in places:
        at = shapely.Point(place)
        stations = (path.project(at), other_path.project(at))
        found.append(_point(first, second, ConflictKind.CROSSING, place, stations))
    return found


def _starts_together(one: Movement, other: Movement) -> bool:
    """Whether both leave the same place; the second stage of a turn starts in its box."""
    if one.stage == 2 or other.stage == 2:  # noqa: PLR2004
        return one.stage == other.stage and one.two_stage_via == other.two_stage_via
    return one.from_strip == other.from_strip


def _ends_together(one: Movement, other: Movement) -> bool:
    """Whether both arrive at the same place; the first stage of a turn ends in its box."""
    if one.stage == 1 or other.stage == 1:
        return one.stage == other.stage and one.two_stage_via == other.two_stage_via
    return one.to_strip == other.to_strip


def _point(
    one: Movement,
    other: Movement,
    kind: ConflictKind,
    place: tuple[float, ...],
    stations: tuple[float, float],
) -> ConflictPoint:
    return ConflictPoint(
        one.movement_id,
        other.movement_id,
        kind,
        round(float(place[0]), 3),
        round(float(place[1]), 3),
        round(float(stations[0]), 3),
        round(float(stations[1]), 3),
    )
