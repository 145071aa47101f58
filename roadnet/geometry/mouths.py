"""Where arms end and the junction begins."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.arm_shape import ArmShape
from roadnet.geometry.corner_fillets import LONGEST_TANGENT_M, RadiusOf, fillets
from roadnet.geometry.fillet import Fillet
from roadnet.geometry.gore import nose_m
from roadnet.geometry.node_weld import welds
from roadnet.geometry.ribbon import GRID_M, polygons_only, shared_ground, united
from roadnet.model import NodeId

CAP_M = 60.0  # the mouth of an acute arm is not farther from its node
NUDGE_M = 0.02
STEEPEST = 3.0  # metres a mouth may move for a metre of the roads
AREA_FLOOR_M2 = 0.05
NEAR_NODE_M = 0.6  # overlaps farther from the node belong to other crossings


@dataclass(frozen=True, slots=True, eq=False)
class Mouths:
    """The arms of a junction with the distances of their mouths from their nodes."""

    shapes: tuple[ArmShape, ...]
    bare_m: tuple[float, ...]  # where the surfaces part
    rounded_m: tuple[float, ...]  # where the corner curves end
    fillets: tuple[Fillet, ...]
    inner: tuple[BaseGeometry, ...]  # welds, discs and roads inside the junction


def find_mouths(
    shapes: Sequence[ArmShape],
    inner_shapes: Sequence[ArmShape],
    inner: Sequence[BaseGeometry],
    radius_of: RadiusOf,
) -> Mouths:
    """Return the mouths of the arms of one junction.

    Parameters
    ----------
    shapes
        Arms whose roads go on outside the junction.
    inner_shapes
        Ends of roads that lie inside the junction.
    inner
        Surfaces that belong to the junction whole: roads inside it, turning circles.
    radius_of
        Radius of the kerb corner between two arms.
    """
    by_node: dict[NodeId, list[ArmShape]] = {}
    for shape in [*shapes, *inner_shapes]:
        by_node.setdefault(shape.node_id, []).append(shape)
    inside = [*inner, *(weld for node in by_node.values() for weld in welds(node))]
    bare = [_bare(index, shapes, inside) for index in range(len(shapes))]
    area = largest([*(shape.surface for shape in shapes), *inside])
    corners = fillets(area, shapes, radius_of) if area is not None and len(shapes) > 1 else []
    rounded = list(bare)
    for corner in corners:
        for index, end_m in zip(corner.arms, corner.ends_m, strict=True):
            end_m = min(end_m, bare[index] + LONGEST_TANGENT_M, CAP_M, shapes[index].length_m)
            rounded[index] = max(rounded[index], end_m)
    return Mouths(tuple(shapes), tuple(bare), tuple(rounded), tuple(corners), tuple(inside))


def largest(surfaces: Sequence[BaseGeometry]) -> shapely.Polygon | None:
    """Return the largest polygon of a union; None where there is none.

    The union is made on the grid, so that surfaces that share an edge hold together.
    """
    parts = polygons_only(united(surfaces, GRID_M))
    if not len(parts):
        return None
    polygon = parts[int(shapely.area(parts).argmax())]
    assert isinstance(polygon, shapely.Polygon)
    return polygon


def _bare(index: int, shapes: Sequence[ArmShape], inside: Sequence[BaseGeometry]) -> float:
    """Return how far an arm shares its surface with the others, from its node.

    Where the roads part so slowly that this would move far with the roads, it is rounded up.
    """
    shape = shapes[index]
    others = [
        other.surface
        for place, other in enumerate(shapes)
        if place != index and shape.may_cross(other)
    ]
    if not others and not inside:
        return 0.0
    ground = united([*others, *inside])
    shared_m = _shared(shape, ground)
    grown_m = _shared(shape, shapely.buffer(ground, NUDGE_M, join_style="mitre"))
    if grown_m - shared_m > NUDGE_M * STEEPEST:
        return min(nose_m(grown_m, shape.length_m), CAP_M)
    return shared_m


def _shared(shape: ArmShape, ground: BaseGeometry) -> float:
    """Return the farthest point from the node that an arm shares with a ground around it."""
    shared = polygons_only(shared_ground(shape.surface, ground))
    node = shapely.Point(shape.node)
    near = shared[
        (shapely.area(shared) >= AREA_FLOOR_M2) & (shapely.distance(shared, node) <= NEAR_NODE_M)
    ]
    if not len(near):
        return 0.0
    points = shapely.points(shapely.get_coordinates(near))
    return float(min(shape.distance_of(points).max(), CAP_M, shape.length_m))


def fitted(
    length_m: float, bare_m: tuple[float, float], rounded_m: tuple[float, float], stub_m: float
) -> tuple[float, float]:
    """Return the mouths at both ends of a road so that a stub of it remains between them.

    Corner curves that do not fit give way in proportion.

    Examples
    --------
    >>> fitted(20.0, (4.0, 4.0), (9.0, 9.0), 2.0)
    (9.0, 9.0)
    >>> fitted(16.0, (4.0, 4.0), (10.0, 7.0), 2.0)
    (8.0, 6.0)
    """
    spare = length_m - sum(bare_m) - stub_m
    wanted = (rounded_m[0] - bare_m[0], rounded_m[1] - bare_m[1])
    if sum(wanted) <= spare:
        return rounded_m
    share = max(spare, 0.0) / sum(wanted) if sum(wanted) > 0 else 0.0
    mouths = (bare_m[0] + share * wanted[0], bare_m[1] + share * wanted[1])
    if sum(mouths) <= length_m - stub_m or sum(mouths) == 0:
        return mouths
    scale = max(length_m - stub_m, 0.0) / sum(mouths)
    return mouths[0] * scale, mouths[1] * scale
