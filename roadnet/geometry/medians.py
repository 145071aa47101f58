"""Islands that lie between roads: medians between carriageways, centres of roundabouts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.ribbon import GRID_M, polygons_only, sections_between
from roadnet.geometry.road_frame import Floats, RoadFrame, carriageway_span, offsets_of
from roadnet.model import Road, RoadId
from roadnet.neighbours import beside_each

WIDEST_MEDIAN_M = 12.0  # between the edges of the carriageways
LEAST_MEDIAN_M = 0.5  # 設計標準 art. 25
STEP_M = 1.0
LAP_M = 0.3  # over the strips beside it, which come first
SIDES = {"left": 1.0, "right": -1.0}
OTHER = {"left": "right", "right": "left"}


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
                found[key] = _gaps(frames[index], side, frames[seen.index], OTHER[far])
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


def _gaps(frame: RoadFrame, side: str, other: RoadFrame, other_side: str) -> list[shapely.Polygon]:
    """Return the ground from the inner kerb of a carriageway to that of the one beside it.

    The kerbs are compared every metre; an island begins and ends where it is wide enough, so
    that its ends do not run out into long points.
    """
    count = int(frame.length_m // STEP_M)
    stations = np.append(np.linspace(0.0, STEP_M * count, count + 1), frame.length_m)
    places, normals = frame.across(stations)
    offsets = _kerb_offsets_m(frame, side, stations)
    own = places + offsets[:, None] * normals
    units = normals * (SIDES[side] / np.linalg.norm(normals, axis=1))[:, None]
    sights = shapely.linestrings(np.stack([own, own + (WIDEST_MEDIAN_M + LAP_M) * units], axis=1))
    kerb = _kerb(other, other_side)
    met = shapely.intersection(sights, kerb)
    gap = np.where(shapely.is_empty(met), np.inf, shapely.distance(shapely.points(own), met))
    wide = (gap >= LEAST_MEDIAN_M) & (gap <= WIDEST_MEDIAN_M)
    found = []
    for is_gap, steps in groupby(range(len(stations)), key=lambda index: bool(wide[index])):
        run = list(steps)
        if is_gap and len(run) > 1:
            reach = (gap[run] + LAP_M)[:, None]
            outer = own[run] + reach * units[run]
            inner = own[run] - LAP_M * units[run]
            found.append(shapely.Polygon(np.concatenate([inner, outer[::-1]])))
    return [polygon for polygon in found if polygon.is_valid]


def _kerb_offsets_m(frame: RoadFrame, side: str, stations: Floats) -> Floats:
    """Return the offset of a kerb at ascending stations."""
    sections = frame.road.sections
    first = np.searchsorted([one.end_m for one in sections[:-1]], stations, side="right")
    offsets = np.empty(len(stations))
    for number, section in enumerate(sections):
        here = first == number
        kerb = carriageway_span(section)[0 if side == "left" else 1]
        offsets[here] = offsets_of(section, stations[here] - section.start_m)[kerb]
    return offsets


def _kerb(frame: RoadFrame, side: str) -> shapely.MultiLineString:
    """Return one edge of a carriageway."""
    lines = []
    for _, section, begin, finish in sections_between(frame, 0.0, frame.length_m):
        first, last = carriageway_span(section)
        edge = frame.boundaries(section, begin, finish)[first if side == "left" else last]
        lines.append(shapely.LineString(edge))
    return shapely.MultiLineString(lines)
