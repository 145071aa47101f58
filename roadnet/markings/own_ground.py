"""Keep paint on the ground of its road: where cross-sections overlap, one road takes the ground."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import shapely

from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.markings.paint import Paint

CUT = frozenset({"line", "studs", "stop_line", "yield", "parking", "slow_down"})
WHOLE = frozenset({"arrow", "symbol", "text", "speed_limit"})  # left out rather than cut
LEAN_M = 0.25  # so far a line on a common boundary lies on the neighbour's ground
LEAST_M2 = 0.01  # smaller remains are no paint
MOST_LOST = 0.5  # of the area of what is not cut


def on_own_ground(paints: Iterable[Paint], geometry: StreetGeometry) -> Iterator[Paint]:
    """Yield paint without what lies on strips of other roads of its layer.

    Lines are cut where the ground of the other road begins; arrows, symbols and letters that lie
    there for the greater part are left out.

    Parameters
    ----------
    paints
        Paint of roads; that of other things is passed on.
    geometry
        Surfaces of the area.
    """
    owned = [
        (polygon, area.road.road_id, area.road.layer)
        for area in geometry.strips
        for polygon in area.polygons
    ]
    tree = shapely.STRtree([polygon for polygon, _, _ in owned])
    for paint in paints:
        if paint.road_id is None or paint.kind not in CUT | WHOLE:
            yield paint
            continue
        near = np.unique(tree.query(np.array(paint.polygons), predicate="intersects")[1])
        foreign = [
            owned[number][0]
            for number in near.tolist()
            if owned[number][1] != paint.road_id and owned[number][2] == paint.layer
        ]
        kept = _outside(paint, foreign) if foreign else paint.polygons
        if kept:
            yield replace(paint, polygons=kept) if foreign else paint


def _outside(paint: Paint, foreign: list[shapely.Polygon]) -> tuple[shapely.Polygon, ...]:
    """Return the polygons of paint that do not lie on foreign ground."""
    ground = shapely.union_all(foreign).buffer(-LEAN_M, join_style="mitre")
    shapes = np.array(paint.polygons)
    lost = shapely.area(shapely.intersection(shapes, ground))
    if paint.kind in WHOLE:
        is_lost = lost.sum() > MOST_LOST * shapely.area(shapes).sum()
        return () if is_lost else paint.polygons
    found: list[shapely.Polygon] = []
    for shape, area in zip(paint.polygons, lost, strict=True):
        if area < LEAST_M2:
            found.append(shape)
            continue
        parts = shapely.get_parts(shapely.difference(shape, ground))
        found += [part for part in parts if part.geom_type == "Polygon" and part.area > LEAST_M2]
    return tuple(found)
