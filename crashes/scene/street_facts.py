"""What the street itself says of items of form (一): offered to the officer, never filled in."""

import shapely

from crashes.scene.model import PointM
from roadnet.geometry.street_geometry import JunctionArea, StreetGeometry
from roadnet.model import Control

NEAR_M = 30.0  # so near to a junction a crash counts as at it
ROAD_WITHIN_M = 15.0
ARMS_OF = {3: "03", 4: "04"}  # item 8 道路型態
MANY_ARMS, FEWEST_ARMS = "05", 3
INSIDE, BESIDE = "01", "02"  # item 9 事故位置
SIGNAL_OF = {Control.SIGNAL: "1", Control.FLASHING: "3"}  # item 12 號誌種類


def street_facts(geometry: StreetGeometry, at_m: PointM) -> dict[str, str | int]:
    """Return field -> value of what the map knows of a place.

    Parameters
    ----------
    geometry
        The streets around the place.
    at_m
        The place, in the CRS of the streets.

    Returns
    -------
    facts
        `road_form_code`, `position_code`, `signal_kind_code` of the junction within 30 m, and
        `speed_limit_kmh` of the fastest road within 15 m; what is not known is left out. How a
        junction is controlled is offered only where the map states it.
    """
    at = shapely.Point(at_m)
    facts: dict[str, str | int] = {}
    junction, apart_m = _nearest(geometry, at)
    if junction is not None and apart_m <= NEAR_M:
        arms = len(junction.mouths)
        if arms >= FEWEST_ARMS:
            facts["road_form_code"] = ARMS_OF.get(arms, MANY_ARMS)
            facts["position_code"] = INSIDE if apart_m == 0 else BESIDE
        if junction.junction.control in SIGNAL_OF:
            facts["signal_kind_code"] = SIGNAL_OF[junction.junction.control]
    limits = {
        area.road.speed_limit_kmh
        for area in geometry.strips
        if area.road.speed_limit_kmh and any(p.distance(at) <= ROAD_WITHIN_M for p in area.polygons)
    }
    if limits:
        facts["speed_limit_kmh"] = round(max(limit for limit in limits if limit is not None))
    return facts


def _nearest(geometry: StreetGeometry, at: shapely.Point) -> tuple[JunctionArea | None, float]:
    near = [
        (min(polygon.distance(at) for polygon in one.polygons), one.junction.junction_id, one)
        for one in geometry.junctions
        if one.polygons
    ]
    if not near:
        return None, float("inf")
    apart_m, _key, junction = min(near, key=lambda found: found[:2])
    return junction, apart_m
