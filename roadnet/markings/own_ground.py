"""Keep paint on the ground of its road: not on islands, nor where another road takes it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.markings.paint import Paint
from roadnet.model import RoadId

CUT = frozenset({"line", "studs", "stop_line", "yield", "parking", "slow_down"})
WHOLE = frozenset({"arrow", "symbol", "text", "speed_limit"})  # left out rather than cut
BARS = frozenset({"crosswalk"})  # left out one by one, on islands only
LEAN_M = 0.25  # so far a line on a common boundary lies on the neighbour's ground
LEAST_M2 = 0.01  # smaller remains are no paint
MOST_LOST_OF_BAR = 0.5  # share of the area of a bar
MOST_LOST_OF_MARK = 0.15  # and of that of an arrow, a symbol, letters


@dataclass(frozen=True, slots=True)
class Ground:
    """A surface on which some kinds of paint belong to some roads alone."""

    polygon: shapely.Polygon
    roads: frozenset[RoadId]
    layer: int
    kinds: frozenset[str]

    def is_foreign(self, paint: Paint) -> bool:
        """Whether paint does not belong there."""
        is_bound = paint.kind in self.kinds and paint.layer == self.layer
        return is_bound and paint.road_id not in self.roads


def on_own_ground(paints: Iterable[Paint], geometry: StreetGeometry) -> Iterator[Paint]:
    """Yield paint without what lies on islands, strips and junctions of other roads of its layer.

    Lines are cut where the other ground begins; arrows, symbols and letters that reach over it, or
    into any junction, are left out, and bars of crosswalks that lie on islands.

    Parameters
    ----------
    paints
        Paint of roads; that of other things is passed on.
    geometry
        Surfaces of the area.
    """
    grounds = _grounds(geometry)
    tree = shapely.STRtree([ground.polygon for ground in grounds])
    for paint in paints:
        if paint.road_id is None or paint.kind not in CUT | WHOLE | BARS:
            yield paint
            continue
        near = np.unique(tree.query(np.array(paint.polygons), predicate="intersects")[1])
        beneath = [grounds[number] for number in near.tolist()]
        foreign = [ground.polygon for ground in beneath if ground.is_foreign(paint)]
        kept = _outside(paint, foreign) if foreign else paint.polygons
        if kept:
            yield replace(paint, polygons=kept) if foreign else paint


def _grounds(geometry: StreetGeometry) -> list[Ground]:
    strips = [
        Ground(polygon, frozenset({area.road.road_id}), area.road.layer, CUT | WHOLE)
        for area in geometry.strips
        for polygon in area.polygons
    ]
    islands = [
        Ground(polygon, frozenset(), area.layer, CUT | WHOLE | BARS)
        for area in geometry.islands
        for polygon in area.polygons
    ]
    junctions = []
    for area in geometry.junctions:
        roads = {mouth.road_id for mouth in area.mouths}.union(area.inner_roads)
        for polygon in area.polygons:
            junctions.append(Ground(polygon, frozenset(roads), area.layer, CUT))
            junctions.append(Ground(polygon, frozenset(), area.layer, WHOLE))
    return [*strips, *islands, *junctions]


def _outside(paint: Paint, foreign: Sequence[shapely.Polygon]) -> tuple[shapely.Polygon, ...]:
    """Return the polygons of paint that do not lie on foreign ground."""
    ground = shapely.union_all(foreign).buffer(-LEAN_M, join_style="mitre")
    shapes = np.array(paint.polygons)
    areas, lost = shapely.area(shapes), shapely.area(shapely.intersection(shapes, ground))
    if paint.kind in WHOLE:
        return () if lost.sum() > MOST_LOST_OF_MARK * areas.sum() else paint.polygons
    if paint.kind in BARS:
        return tuple(shapes[lost <= MOST_LOST_OF_BAR * areas].tolist())
    found: list[shapely.Polygon] = []
    for shape, area in zip(paint.polygons, lost, strict=True):
        if area < LEAST_M2:
            found.append(shape)
            continue
        parts = shapely.get_parts(shapely.difference(shape, ground))
        found += [part for part in parts if part.geom_type == "Polygon" and part.area > LEAST_M2]
    return tuple(found)
