"""Islands that lie between roads: medians between carriageways, centres of roundabouts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.kerb_gaps import OTHER, STEP_M, KerbSight, gaps
from roadnet.geometry.ribbon import GRID_M, polygons_only
from roadnet.geometry.road_frame import RoadFrame
from roadnet.model import Road, RoadId
from roadnet.neighbours import beside_each


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
    found: dict[tuple[RoadId, RoadId], list[shapely.Polygon]] = {}
    for index, sides in enumerate(beside):
        for side, seen in sorted(sides.items()):
            one, other = roads[index], roads[seen.index]
            key = (min(one.road_id, other.road_id), max(one.road_id, other.road_id))
            if one.corridor_id == other.corridor_id and key not in found:
                far = side if not seen.is_opposite else OTHER[side]
                found[key] = gaps(KerbSight(frames[index], side, frames[seen.index], OTHER[far]))
    layers = {road.road_id: road.layer for road in roads}
    return [
        BetweenRoads(f"{key}:m", surface, layer, False)
        for layer in sorted(set(layers.values()))
        for key, surface in _united(
            [
                (key[0], gap)
                for key in sorted(found)
                for gap in found[key]
                if layers[key[0]] == layer
            ]
        )
    ]


def _united(gaps: Sequence[tuple[RoadId, shapely.Polygon]]) -> list[tuple[str, BaseGeometry]]:
    """Return gaps that touch as one, each with the key of its first road, ordered by key."""
    if not gaps:
        return []
    shapes = shapely.buffer(np.array([gap for _, gap in gaps]), STEP_M, join_style="mitre")
    whole = shapely.buffer(shapely.union_all(shapes), -STEP_M, join_style="mitre")
    parts = polygons_only(whole)
    part, gap = shapely.STRtree(shapes).query(parts, predicate="intersects")
    keys = [min(gaps[i][0] for i in gap[part == index]) for index in range(len(parts))]
    bounds = shapely.bounds(parts).tolist()
    order = sorted(range(len(parts)), key=lambda index: (keys[index], bounds[index]))
    seen: dict[str, int] = {}
    united = []
    for index in order:
        number = seen[keys[index]] = seen.get(keys[index], -1) + 1
        united.append((f"{keys[index]}.{number}", parts[index]))
    return united


def ring_centres(roads: Sequence[Road], frames: Sequence[RoadFrame]) -> list[BetweenRoads]:
    """Return the ground inside the rings of roundabouts, ordered by key."""
    rings = [index for index, road in enumerate(roads) if road.is_roundabout]
    found = []
    for layer in sorted({roads[index].layer for index in rings}):
        own = [index for index in rings if roads[index].layer == layer]
        lines = [shapely.LineString(frames[index].points_m) for index in own]
        ring = shapely.union_all(lines, grid_size=GRID_M)
        faces = shapely.get_parts(shapely.polygonize([ring]))
        for face in faces:
            near = [
                roads[index].road_id
                for index, line in zip(own, lines, strict=True)
                if shapely.dwithin(face, line, 2 * GRID_M)  # the face lies on the grid
            ]
            found.append(BetweenRoads(f"{min(near)}:r", face, layer, True))
    return sorted(found, key=lambda one: one.key)
