"""The real street of a site: its junction with arms, lanes, paint, and ways through it.

Coordinates are metres in the CRS of the streets. What is here is the ground; `street_plan` brings
it onto paper.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import shapely
from shapely.geometry.base import BaseGeometry

from collision_diagrams.lane_lines import LaneLines
from collision_diagrams.street_routes import Route, routes_between
from collision_diagrams.street_stretch import stretch_arms, stretch_routes
from drawing.model import Point
from roadnet.geometry.build import build_geometry
from roadnet.geometry.street_geometry import JunctionArea, Mouth, StreetGeometry
from roadnet.markings.layout import lay_out
from roadnet.markings.paint import Paint
from roadnet.markings.paint_streets import paint_layout
from roadnet.model import (
    Arm,
    CrossFeature,
    DrivingSide,
    FeatureKind,
    Junction,
    JunctionId,
    Movement,
    RoadEnd,
    RoadId,
    Streets,
)
from roadnet.movements.derive import derive_movements
from roadnet.movements.strip_ends import ArmStrips, arm_strips
from roadnet.open_ends import with_ends

NEAR_M = 35.0  # a junction whose ground is no further from the site is the site's
BEYOND_M = 22.0  # of every arm that must be seen outside its mouth
AROUND_M = 130.0  # of streets that shape a site: read the records of so large a box
LEAST_REACH_M = 30.0
STRETCH_REACH_M = 40.0  # of a street without a junction
LOOK_M = 12.0  # an arm points to where its middle is this far outside the mouth
CROSSWALK_KINDS = frozenset({FeatureKind.CROSSWALK, FeatureKind.ZEBRA})

RouteKey = tuple[int, int]  # indices of the arms a way begins and ends at


@dataclass(frozen=True, slots=True, eq=False)
class SiteArm:
    """One road end of a site: strips in and out, and the bearing it is known by."""

    strips: ArmStrips
    bearing_deg: float
    name: str

    @property
    def mouth_m(self) -> Point:
        """Middle of the lanes at the mouth."""
        poses = [end.pose for end in (*self.strips.entries, *self.strips.exits)]
        count = len(poses)
        return (sum(one.x_m for one in poses) / count, sum(one.y_m for one in poses) / count)


@dataclass(frozen=True, slots=True, eq=False)
class StreetSite:
    """The street around a site on a day."""

    streets: Streets
    geometry: StreetGeometry
    paints: tuple[Paint, ...]
    day: date
    centre_m: Point
    reach_m: float  # from the centre to the furthest that must be seen
    junction: Junction  # its arms stand in the order of `arms`
    arms: tuple[SiteArm, ...]  # clockwise from north
    routes: Mapping[RouteKey, tuple[Route, ...]]
    crosswalks: tuple[BaseGeometry, ...]
    is_junction: bool = True  # else a stretch between junctions

    @property
    def driving_side(self) -> DrivingSide:
        """The side traffic keeps to."""
        return self.streets.driving_side


def site_box(centre_m: Point) -> tuple[float, float, float, float]:
    """Return west, south, east, north of the streets that shape a site.

    Examples
    --------
    >>> site_box((1000.0, 2000.0))
    (870.0, 1870.0, 1130.0, 2130.0)
    """
    x, y = centre_m
    return (x - AROUND_M, y - AROUND_M, x + AROUND_M, y + AROUND_M)


def street_site(streets: Streets, centre_m: Point, day: date) -> StreetSite | None:
    """Return the street of a site: the junction near it, else the stretch it lies on.

    None where the map has neither.

    Parameters
    ----------
    streets
        What is stated of the box of `site_box`, or of a larger area.
    centre_m
        Middle of the site in the CRS of the streets.
    day
        The day the street is looked at.
    """
    streets = with_ends(streets)
    geometry = build_geometry(streets)
    areas = _areas_of(geometry, streets, centre_m)
    ends = _ends(areas, geometry) if areas else stretch_arms(geometry, centre_m)
    arms = _arms(ends)
    if len(arms) < 2:  # noqa: PLR2004 - a way leads from one arm to another
        return None
    within = shapely.bounds(shapely.Point(centre_m).buffer(AROUND_M)).tolist()
    layout = lay_out(streets, geometry, day, within=tuple(within))
    paints = paint_layout(layout)
    middle = _middle(areas) if areas else _middle_of_arms(arms)
    lanes = LaneLines(geometry.frames)
    if areas:
        features = [placed.feature for placed in layout.placed.features]
        movements = _movements(streets, geometry, areas, features)
        routes = routes_between([arm.strips for arm in arms], movements, lanes)
    else:
        routes = stretch_routes([arm.strips for arm in arms], lanes)
    return StreetSite(
        streets=streets,
        geometry=geometry,
        paints=paints,
        day=day,
        centre_m=middle,
        reach_m=_reach_m(areas, middle) if areas else STRETCH_REACH_M,
        junction=_junction(areas, arms, middle) if areas else _place(arms, middle),
        arms=arms,
        routes=routes,
        crosswalks=tuple(_crosswalks(paints, areas)),
        is_junction=bool(areas),
    )


def junctions_of_map(streets: Streets) -> list[tuple[float, float, str]]:
    """Return x, y and name of every junction of an area, by place."""
    geometry = build_geometry(with_ends(streets))
    places = [
        (area.junction.x_m, area.junction.y_m, area.junction.name) for area in geometry.junctions
    ]
    return sorted(places)


def street_under(street: StreetSite | None, junction: Junction | None) -> StreetSite | None:
    """Return the street to draw a site on; none where it does not show the junction of the site."""
    if street is not None and junction is not None and not street.is_junction:
        return None
    return street


def _areas_of(geometry: StreetGeometry, streets: Streets, centre_m: Point) -> list[JunctionArea]:
    """Return the junction nearest to a place; of a roundabout all that lie on its ring."""
    place = shapely.Point(centre_m)
    near = [
        (
            float(shapely.distance(shapely.MultiPolygon(area.polygons), place)),
            abs(area.layer),
            index,
        )
        for index, area in enumerate(geometry.junctions)
    ]
    distance_m, _, index = min(near, default=(math.inf, 0, 0))
    if distance_m > NEAR_M:
        return []
    ring = {road.road_id for road in streets.roads if road.is_roundabout}
    found = [geometry.junctions[index]]
    on_ring = _roads_of(found[0]) & ring
    while on_ring:
        more = [
            area for area in geometry.junctions if area not in found and _roads_of(area) & on_ring
        ]
        if not more:
            break
        found += more
        on_ring = {key for area in found for key in _roads_of(area)} & ring
    return found


def _roads_of(area: JunctionArea) -> set[RoadId]:
    return {mouth.road_id for mouth in area.mouths} | set(area.inner_roads)


def _outer_mouths(areas: Iterable[JunctionArea]) -> list[Mouth]:
    """Return the mouths of arms that leave the site; a road between two of its parts is inside."""
    mouths = [mouth for area in areas for mouth in area.mouths]
    ends: dict[RoadId, set[RoadEnd]] = {}
    for mouth in mouths:
        ends.setdefault(mouth.road_id, set()).add(mouth.end)
    return [mouth for mouth in mouths if len(ends[mouth.road_id]) == 1]


def _ends(areas: list[JunctionArea], geometry: StreetGeometry) -> list[ArmStrips]:
    """Return the strips of every road end at a junction."""
    found = [arm_strips(mouth, geometry.frames[mouth.road_id]) for mouth in _outer_mouths(areas)]
    return [one for one in found if one.entries or one.exits]


def _arms(ends: Iterable[ArmStrips]) -> tuple[SiteArm, ...]:
    arms = [SiteArm(one, _bearing_deg(one), one.frame.road.name) for one in ends]
    return tuple(
        sorted(arms, key=lambda arm: (round(arm.bearing_deg, 3), arm.strips.mouth.road_id))
    )


def _bearing_deg(strips: ArmStrips) -> float:
    """Return where an arm points to outside its mouth, clockwise from north."""
    frame, mouth = strips.frame, strips.mouth
    road = frame.road
    station = mouth.station_m + (LOOK_M if mouth.end is RoadEnd.START else -LOOK_M)
    station = min(max(station, 0.0), road.length_m)
    line = shapely.LineString(frame.points_m)
    start, end = (line.interpolate(at) for at in (mouth.station_m, station))
    dx, dy = end.x - start.x, end.y - start.y
    if math.hypot(dx, dy) < 1.0:
        dx, dy = math.cos(strips.outward_rad), math.sin(strips.outward_rad)
    return math.degrees(math.atan2(dx, dy)) % 360.0


def _middle(areas: list[JunctionArea]) -> Point:
    hull = shapely.convex_hull(
        shapely.union_all([polygon for area in areas for polygon in area.polygons])
    )
    return (round(float(hull.centroid.x), 2), round(float(hull.centroid.y), 2))


def _middle_of_arms(arms: tuple[SiteArm, ...]) -> Point:
    xs, ys = zip(*(arm.mouth_m for arm in arms), strict=True)
    return (round(sum(xs) / len(xs), 2), round(sum(ys) / len(ys), 2))


def _place(arms: tuple[SiteArm, ...], middle: Point) -> Junction:
    """Return a stretch of street as if it were a junction of its two directions."""
    drawn = tuple(
        Arm(
            arm.name,
            arm.bearing_deg,
            len(arm.strips.entries),
            len(arm.strips.exits),
            arm.strips.mouth.road_id,
            arm.strips.mouth.end,
        )
        for arm in arms
    )
    names = tuple(dict.fromkeys(arm.name for arm in arms if arm.name))
    key = JunctionId(f"at {middle[0]:.0f} {middle[1]:.0f}")
    return Junction(key, "×".join(names), *middle, road_names=names, arms=drawn)


def _reach_m(areas: list[JunctionArea], middle: Point) -> float:
    """Return how far from the middle the ground of the junction and its approaches reach."""
    polygons = [polygon for area in areas for polygon in area.polygons]
    west, south, east, north = shapely.total_bounds(polygons).tolist()
    x, y = middle
    reach = max(east - x, x - west, north - y, y - south, LEAST_REACH_M - BEYOND_M)
    return float(reach) + BEYOND_M


def _junction(areas: list[JunctionArea], arms: tuple[SiteArm, ...], middle: Point) -> Junction:
    """Return the junction of a site with its arms as they are drawn."""
    known = {(arm.road_id, arm.road_end): arm for area in areas for arm in area.junction.arms}
    first = areas[0].junction
    drawn = tuple(
        replace(known[mouth.road_id, mouth.end], bearing_deg=arm.bearing_deg)
        for arm in arms
        for mouth in (arm.strips.mouth,)
    )
    names = tuple(dict.fromkeys(name for area in areas for name in area.junction.road_names))
    name = first.name if len(areas) == 1 else "×".join(names)
    return replace(first, name=name, x_m=middle[0], y_m=middle[1], road_names=names, arms=drawn)


def _movements(
    streets: Streets,
    geometry: StreetGeometry,
    areas: list[JunctionArea],
    features: Iterable[CrossFeature],
) -> tuple[Movement, ...]:
    """Return the movements of the junctions of a site, stated and derived."""
    boxes = [one for one in features if one.kind is FeatureKind.TWO_STAGE_BOX]
    here = {area.junction.junction_id for area in areas}
    stated = [one for one in streets.movements if one.junction_id in here]
    derived = derive_movements(streets, replace(geometry, junctions=tuple(areas)), boxes)
    return (*stated, *derived)


def _crosswalks(paints: Iterable[Paint], areas: list[JunctionArea]) -> list[BaseGeometry]:
    """Return the ground of the crosswalks of a junction, each as one polygon."""
    if not areas:
        return []
    near = shapely.buffer(
        shapely.union_all([polygon for area in areas for polygon in area.polygons]), BEYOND_M
    )
    return [
        shapely.convex_hull(shapely.MultiPolygon(paint.polygons))
        for paint in paints
        if paint.kind in CROSSWALK_KINDS
        and paint.polygons
        and shapely.intersects(near, shapely.MultiPolygon(paint.polygons))
    ]
