"""Islands that lie between roads: medians between carriageways, centres of roundabouts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.road_frame import RoadFrame
from roadnet.model import Road, RoadId
from roadnet.neighbours import Beside, beside_each

WIDEST_MEDIAN_M = 12.0  # between the edges of the carriageways
SIDES = {"left": 1.0, "right": -1.0}
SPARE_M = 2.0  # carriageways need not be quite parallel


@dataclass(frozen=True, slots=True)
class BetweenRoads:
    """Ground between roads; what their strips and junctions leave of it is an island."""

    key: str
    surface: BaseGeometry
    layer: int
    is_ring: bool  # the middle of a roundabout


def medians(roads: Sequence[Road], frames: Sequence[RoadFrame]) -> list[BetweenRoads]:
    """Return the ground between parallel one-way carriageways of one street, ordered by key."""
    lines = [
        shapely.LineString(frame.points_m) if road.is_one_way and road.corridor_id else None
        for road, frame in zip(roads, frames, strict=True)
    ]
    beside = beside_each(lines, [road.layer for road in roads])
    found: dict[tuple[RoadId, RoadId], BetweenRoads] = {}
    for index, sides in enumerate(beside):
        for side, seen in sides.items():
            one, other = roads[index], roads[seen.index]
            key = (min(one.road_id, other.road_id), max(one.road_id, other.road_id))
            if one.corridor_id != other.corridor_id or key in found:
                continue
            if seen.distance_m - _half_widths(one, other) > WIDEST_MEDIAN_M:
                continue
            surface = _between(lines, index, side, seen)
            if not surface.is_empty:
                found[key] = BetweenRoads(f"{key[0]}:m:{key[1]}", surface, one.layer, False)
    return [found[key] for key in sorted(found)]


def ring_centres(roads: Sequence[Road], frames: Sequence[RoadFrame]) -> list[BetweenRoads]:
    """Return the ground inside the rings of roundabouts, ordered by key."""
    rings = [index for index, road in enumerate(roads) if road.is_roundabout]
    found = []
    for layer in sorted({roads[index].layer for index in rings}):
        own = [index for index in rings if roads[index].layer == layer]
        lines = [shapely.LineString(frames[index].points_m) for index in own]
        faces = shapely.get_parts(shapely.polygonize([shapely.node(shapely.union_all(lines))]))
        for face in faces:
            near = [
                roads[index].road_id
                for index, line in zip(own, lines, strict=True)
                if shapely.intersects(face, line)
            ]
            found.append(BetweenRoads(f"{min(near)}:r", face, layer, True))
    return sorted(found, key=lambda one: one.key)


def _half_widths(one: Road, other: Road) -> float:
    return (one.sections[0].width_m + other.sections[0].width_m) / 2


def _between(
    lines: Sequence[shapely.LineString | None], index: int, side: str, seen: Beside
) -> BaseGeometry:
    """Return the ground between two lines: what lies on the inner side of both."""
    reach = seen.distance_m + SPARE_M
    sign = SIDES[side]
    own = shapely.buffer(lines[index], sign * reach, single_sided=True, join_style="mitre")
    back = sign if seen.is_opposite else -sign
    other = shapely.buffer(lines[seen.index], back * reach, single_sided=True, join_style="mitre")
    return shapely.intersection(*(shapely.make_valid(np.array([own, other]))))
