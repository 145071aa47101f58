"""The surface of a junction, its islands and the sidewalks around its corners."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.junctions import FoundJunction
from roadnet.geometry.mouths import largest
from roadnet.geometry.ribbon import GRID_M, whole_width
from roadnet.geometry.road_frame import RoadFrame
from roadnet.model import Road

LEAST_ISLAND_M2 = 5.0  # also the least area of an island by 設計標準 art. 25
LARGEST_PAVED_M2 = 400.0  # a larger opening between crossing carriageways is no roadway
SHARPEST_PAVED_RAD = math.radians(50)  # a sharper corner belongs to the island of a turning lane
ISLAND_TIP_M = 0.4  # radius of the tips of an island
LEAST_CORNER_M2 = 0.2
SLIT_M = 0.03
LAPPED_M = 6.0  # how far beyond its end a corner curve may lap over a bent kerb


@dataclass(frozen=True, slots=True)
class JunctionSurfaces:
    """What a junction claims."""

    area: BaseGeometry
    islands: tuple[shapely.Polygon, ...]
    whole: BaseGeometry  # with the sidewalks of all arms up to their mouths
    has_sidewalks: bool  # whether anything lies outside the kerbs


def junction_surfaces(
    junction: FoundJunction,
    cut_m: Sequence[float],
    roads: Sequence[Road],
    frames: Sequence[RoadFrame],
) -> JunctionSurfaces | None:
    """Return the surfaces of a junction; None where there are none.

    Parameters
    ----------
    junction
        The junction.
    cut_m
        Distance of the mouth of each of its arms from its node.
    roads, frames
        All roads of the area and their frames.
    """
    shapes, inner = junction.mouths.shapes, junction.mouths.inner
    pieces = [shape.piece(0.0, cut) for shape, cut in zip(shapes, cut_m, strict=True) if cut > 0]
    curves = _curves(junction, cut_m)
    area = largest([_without_slits([*pieces, *inner, *curves])])
    if area is None:
        return None
    own = [*(shape.arm.road for shape in shapes), *junction.inner_roads]
    is_ring = any(roads[index].is_roundabout for index in own)
    holes = [shapely.Polygon(ring) for ring in area.interiors]
    islands = [
        island
        for hole in holes
        if _is_island(hole, is_ring=is_ring) and (island := _rounded(hole)) is not None
    ]
    filled = shapely.Polygon(area.exterior)
    paved = shapely.difference(filled, shapely.union_all(islands)) if islands else filled
    full = [
        shape.whole_piece(0.0, cut) for shape, cut in zip(shapes, cut_m, strict=True) if cut > 0
    ]
    full += [whole_width(frames[i], 0.0, frames[i].length_m) for i in junction.inner_roads]
    whole = shapely.union_all([*full, filled])
    has_sidewalks = whole.area > filled.area + LEAST_CORNER_M2
    return JunctionSurfaces(paved, tuple(islands), whole, has_sidewalks)


def _curves(junction: FoundJunction, cut_m: Sequence[float]) -> list[BaseGeometry]:
    """Return the corner curves without what they lap over roads beyond their mouths."""
    shapes = junction.mouths.shapes
    found = []
    for fillet in junction.mouths.fillets:
        beyond = [
            shapes[arm].piece(cut_m[arm], min(max(end, cut_m[arm]) + LAPPED_M, shapes[arm].reach_m))
            for arm, end in zip(fillet.arms, fillet.ends_m, strict=True)
            if cut_m[arm] < shapes[arm].reach_m
        ]
        curve = shapely.difference(fillet.surface, shapely.union_all(beyond))
        found.append(curve if beyond else fillet.surface)
    return found


def _without_slits(surfaces: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return the union of surfaces with the hair-thin gaps between them closed."""
    united = shapely.union_all(list(surfaces), grid_size=GRID_M)
    grown = shapely.buffer(united, SLIT_M, join_style="mitre", quad_segs=2)
    return shapely.buffer(grown, -SLIT_M, join_style="mitre", quad_segs=2)


def _is_island(hole: shapely.Polygon, *, is_ring: bool) -> bool:
    """Whether an opening inside a junction is an island and not roadway.

    The opening between the carriageways of two crossing streets has four corners like the
    crossing itself and is roadway; the island of a turning lane has sharp corners.
    """
    if hole.area < LEAST_ISLAND_M2:
        return False
    if is_ring or hole.area > LARGEST_PAVED_M2:
        return True
    return _sharpest_rad(hole) < SHARPEST_PAVED_RAD


def _sharpest_rad(polygon: shapely.Polygon) -> float:
    """Return the smallest inner angle of the outline, small steps left out."""
    ring = shapely.simplify(polygon, 0.3).exterior
    points = shapely.get_coordinates(ring)[:-1]
    back, ahead = np.roll(points, 1, axis=0) - points, np.roll(points, -1, axis=0) - points
    size = np.hypot(*back.T) * np.hypot(*ahead.T)
    cosine = np.clip((back * ahead).sum(axis=1) / np.maximum(size, 1e-9), -1, 1)
    return float(np.arccos(cosine).min())


def _rounded(hole: shapely.Polygon) -> shapely.Polygon | None:
    """Return an island with rounded tips."""
    opened = shapely.buffer(shapely.buffer(hole, -ISLAND_TIP_M), ISLAND_TIP_M, quad_segs=8)
    return largest([opened]) if not opened.is_empty else None
