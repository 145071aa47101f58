"""The surface of a junction, its islands and the sidewalks around its corners."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.arm_shape import ArmShape
from roadnet.geometry.fillet import Fillet
from roadnet.geometry.graph import RoadArm
from roadnet.geometry.junctions import FoundJunction
from roadnet.geometry.mouths import largest
from roadnet.geometry.ribbon import united, whole_width
from roadnet.geometry.road_frame import RoadFrame
from roadnet.model import Road

LEAST_ISLAND_M2 = 5.0  # also the least area of an island by 設計標準 art. 25
LARGEST_PAVED_M2 = 400.0  # a larger opening between crossing carriageways is no roadway
SHARPEST_PAVED_RAD = math.radians(50)  # a sharper corner belongs to the island of a turning lane
ISLAND_TIP_M = 0.4  # radius of the tips of an island
LEAST_CORNER_M2 = 0.2
SLIT_M = 0.03
LAPPED_M = 6.0  # how far beyond its end a corner may lap over a bent road


@dataclass(frozen=True, slots=True)
class JunctionSurfaces:
    """What a junction claims."""

    area: BaseGeometry
    islands: tuple[shapely.Polygon, ...]
    whole: BaseGeometry  # with the sidewalks of all arms up to their mouths
    has_sidewalks: bool  # whether anything lies outside the kerbs


def junction_surfaces(
    junction: FoundJunction,
    cut_m: Mapping[RoadArm, float],
    roads: Sequence[Road],
    frames: Sequence[RoadFrame],
) -> JunctionSurfaces | None:
    """Return the surfaces of a junction; None where there are none.

    Parameters
    ----------
    junction
        The junction.
    cut_m
        Distance of every mouth from its node.
    roads, frames
        All roads of the area and their frames.
    """
    shapes, inner = junction.mouths.shapes, junction.mouths.inner
    cuts = [(shape, cut_m[shape.arm]) for shape in shapes if cut_m[shape.arm] > 0]
    pieces = [shape.piece(0.0, cut) for shape, cut in cuts]
    curves = [_of_its_own(fillet, shapes, cut_m) for fillet in junction.mouths.fillets]
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
    full = [shape.whole_piece(0.0, cut) for shape, cut in cuts]
    full += [whole_width(frames[i], 0.0, frames[i].length_m) for i in junction.inner_roads]
    whole = united([*full, filled])
    has_sidewalks = whole.area > filled.area + LEAST_CORNER_M2
    return JunctionSurfaces(paved, tuple(islands), whole, has_sidewalks)


def _of_its_own(
    fillet: Fillet, shapes: Sequence[ArmShape], cut_m: Mapping[RoadArm, float]
) -> BaseGeometry:
    """Return a corner without its lap over roads inside the next junction."""
    beyond = []
    for arm, end_m in zip(fillet.arms, fillet.ends_m, strict=True):
        shape = shapes[arm]
        far_m = shape.length_m - cut_m.get(shape.arm.other, 0.0)
        if far_m < min(end_m + LAPPED_M, shape.reach_m):
            beyond.append(shape.piece(far_m, shape.length_m))
    return (
        shapely.difference(fillet.surface, shapely.union_all(beyond)) if beyond else fillet.surface
    )


def _without_slits(surfaces: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return the union of surfaces without hair-thin gaps and points."""
    area = united(surfaces)
    for step_m in (SLIT_M, -2 * SLIT_M, SLIT_M):
        area = shapely.buffer(area, step_m, join_style="mitre", quad_segs=2)
    return area


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
