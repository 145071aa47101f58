"""The street under a scene, cut out of the street-block map of the day."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from crashes.scene.base_map import (
    BaseMap,
    MapArea,
    MapArm,
    MapLine,
    MapMovement,
    MapStrip,
    MapText,
)
from crashes.scene.model import PointM
from roadnet.geometry.plan_line import sample
from roadnet.geometry.street_geometry import JunctionArea, Mouth, StreetGeometry, StripArea
from roadnet.markings.paint import Paint
from roadnet.model import (
    SIDEWALK_LIKE,
    Direction,
    GroundKind,
    Method,
    Movement,
    PaintColour,
    RoadEnd,
    RoadId,
    StripType,
)
from roadnet.movements.strip_ends import TRAVELLED, arm_strips

REACH_M = 80.0  # so far around the scene
JUNCTION_WITHIN_M = 30.0  # a scene this near to a junction belongs to it
CLOSED_M = 0.02  # seams between surfaces that are narrower are no kerbs
LEAST_AREA_M2 = 0.01
LEAST_EDGE_M = 0.4  # shorter edges of paint are no lines to snap to
NAME_AT_M = 28.0  # from the junction along an arm
NAME_SIZE_M = 1.6

SIDEWALKS = SIDEWALK_LIKE | {StripType.FOOTWAY, StripType.PATH}
MEDIANS = {StripType.MEDIAN, StripType.ISLAND}
GROUNDS = {
    GroundKind.PARKING: "lane",
    GroundKind.ISLAND: "island",
    GroundKind.PEDESTRIAN_AREA: "sidewalk",
    GroundKind.PLANTING: "green",
}


@dataclass(frozen=True, slots=True)
class Cutout:
    """The square around a scene that is taken."""

    origin_m: PointM
    reach_m: float

    @property
    def box(self) -> shapely.Polygon:
        """The square in the CRS of the map."""
        x, y = self.origin_m
        return shapely.box(x - self.reach_m, y - self.reach_m, x + self.reach_m, y + self.reach_m)

    def local(self, points: Iterable[Sequence[float]]) -> tuple[PointM, ...]:
        """Return points relative to the origin, to a millimetre."""
        x, y = self.origin_m
        return tuple((round(p[0] - x, 3) + 0.0, round(p[1] - y, 3) + 0.0) for p in points)


def street_base_map(
    geometry: StreetGeometry,
    paints: Sequence[Paint],
    *,
    crs: str,
    origin_m: PointM,
    map_version: str,
    reach_m: float = REACH_M,
) -> BaseMap:
    """Return the street around a scene: surfaces, kerbs, paint, strips with their way, arms.

    Parameters
    ----------
    geometry
        Surfaces of the streets as they stood on the day (`roadnet.geometry.build.build_geometry`).
        It should reach farther than the cutout, or its rim is drawn as a kerb.
    paints
        Their paint on that day (`roadnet.markings.paint_streets.paint_streets`).
    crs, origin_m
        CRS of the map, and the point of it that positions of the scene are relative to.
    map_version
        The version that the scene pins.
    reach_m
        Half the side of the square that is taken.

    Returns
    -------
    base_map
        Arms are those of the junction within 30 m of the origin, none where there is no junction.
        A kerb counts as assumed when the width of any strip beside it is.
    """
    cutout = Cutout(origin_m, reach_m)
    focus = _junction_near(geometry, origin_m)
    arms = {(mouth.road_id, mouth.end): _arm_id(mouth) for mouth in focus.mouths} if focus else {}
    return BaseMap(
        map_version=map_version,
        crs=crs,
        origin_m=origin_m,
        areas=(*_surfaces(geometry, cutout), *_paint_areas(paints, cutout)),
        lines=(*_kerbs(geometry, cutout), *_paint_edges(paints, cutout)),
        strips=tuple(_strips(geometry, cutout, arms)),
        arms=tuple(_arms(geometry, focus)),
        texts=tuple(_names(geometry, focus, cutout)),
    )


def with_movements(base_map: BaseMap, movements: Sequence[Movement]) -> BaseMap:
    """Return a base map with the ways through its junction, along which parties are drawn.

    Parameters
    ----------
    base_map
        The street around a scene.
    movements
        Movements of the streets it was cut out of (`roadnet.movements.derive.derive_movements`);
        only those between two of its strips are taken, and no stages of a turn.
    """
    arms = {strip.strip_id: strip.arm_id for strip in base_map.strips if strip.arm_id}
    cutout = Cutout(base_map.origin_m, REACH_M)
    found = [
        MapMovement(
            one.from_strip,
            one.to_strip,
            arms[one.from_strip],
            arms[one.to_strip],
            cutout.local(sample(one.connector)[1]),
        )
        for one in movements
        if one.from_strip in arms and one.to_strip in arms and one.stage == 0
    ]
    ordered = sorted(found, key=lambda one: (one.from_strip, one.to_strip, one.points_m))
    return replace(base_map, movements=tuple(ordered))


def _junction_near(geometry: StreetGeometry, origin_m: PointM) -> JunctionArea | None:
    at = shapely.Point(origin_m)
    near = [
        (min(polygon.distance(at) for polygon in one.polygons), one.junction.junction_id, one)
        for one in geometry.junctions
        if one.polygons
    ]
    apart_m, _, junction = min(near, default=(math.inf, "", None))
    return junction if apart_m <= JUNCTION_WITHIN_M else None


def _surfaces(geometry: StreetGeometry, cutout: Cutout) -> Iterator[MapArea]:
    """Yield the surfaces of each kind as whole areas, without seams between strips."""
    kinds: dict[str, list[shapely.Polygon]] = {}
    for ground in geometry.grounds:
        kinds.setdefault(GROUNDS.get(ground.area.kind, "building"), []).extend(ground.polygons)
    for strip in geometry.strips:
        kinds.setdefault(_strip_kind(strip), []).extend(strip.polygons)
    for corner in geometry.corners:
        kinds.setdefault("sidewalk", []).extend(corner.polygons)
    for island in geometry.islands:
        kinds.setdefault("island", []).extend(island.polygons)
    for junction in geometry.junctions:
        kinds.setdefault("lane", []).extend(junction.polygons)
    for kind, polygons in sorted(kinds.items()):
        yield from _areas(kind, kind, [_closed(polygons, cutout)], cutout)


def _closed(polygons: Iterable[shapely.Polygon], cutout: Cutout) -> BaseGeometry:
    """Return surfaces as one, seams closed, a little beyond the cutout."""
    wider = cutout.box.buffer(1.0)
    whole = shapely.union_all([one.intersection(wider) for one in polygons])
    grown: BaseGeometry = whole.buffer(CLOSED_M, join_style="mitre")
    return grown.buffer(-CLOSED_M, join_style="mitre")


def _strip_kind(area: StripArea) -> str:
    kind = area.strip.strip_type
    if kind is StripType.VERGE:
        return "green"
    if kind in SIDEWALKS:
        return "sidewalk"
    return "median" if kind in MEDIANS else "lane"


def _strip_key(area: StripArea) -> str:
    return str(area.strip.strip_id)


def _areas(
    key: str,
    kind: str,
    shapes: Iterable[BaseGeometry],
    cutout: Cutout,
    method: Method = Method.ASSUMED,
) -> Iterator[MapArea]:
    for number, shape in enumerate(shapes):
        for part, piece in enumerate(_polygons(shape.intersection(cutout.box))):
            rings = (piece.exterior, *piece.interiors)
            local = tuple(cutout.local(ring.coords[:-1]) for ring in rings)
            yield MapArea(f"{key}-{number}-{part}", kind, local, method)


def _polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
    parts: list[BaseGeometry] = shapely.get_parts(shape).tolist()
    return [one for one in parts if isinstance(one, shapely.Polygon) and one.area >= LEAST_AREA_M2]


def _paint_areas(paints: Sequence[Paint], cutout: Cutout) -> Iterator[MapArea]:
    for number, paint in enumerate(paints):
        white = paint.colour in {PaintColour.WHITE, PaintColour.UNKNOWN}
        kind = "paint" if white else f"paint_{paint.colour.value}"
        method = Method.ASSUMED if paint.is_assumed else Method.SURVEYED
        yield from _areas(f"paint-{number}", kind, paint.polygons, cutout, method)


def _paint_edges(paints: Sequence[Paint], cutout: Cutout) -> Iterator[MapLine]:
    """Yield the long edges of paint, to snap to; they are not drawn."""
    for number, paint in enumerate(paints):
        method = Method.ASSUMED if paint.is_assumed else Method.SURVEYED
        for part, polygon in enumerate(paint.polygons):
            if not polygon.intersects(cutout.box):
                continue
            for side, line in enumerate(_long_edges(polygon)):
                key = f"paint-{number}-{part}-{side}"
                yield MapLine(key, "paint_edge", cutout.local(line), 0.0, method=method)


def _long_edges(polygon: shapely.Polygon) -> Iterator[np.ndarray]:
    """Yield the sides of a polygon without its short ends, bends joined to one line."""
    points = shapely.get_coordinates(polygon.exterior)
    lengths = np.hypot(*np.diff(points, axis=0).T)
    line: list[np.ndarray] = []
    for start, end, length in zip(points[:-1], points[1:], lengths, strict=True):
        if length < LEAST_EDGE_M:
            if line:
                yield np.array(line)
            line = []
            continue
        line = [*line, end] if line else [start, end]
    if line:
        yield np.array(line)


def _kerbs(geometry: StreetGeometry, cutout: Cutout) -> Iterator[MapLine]:
    """Yield the rim of the carriageway: kerbs, and the sides of islands and medians."""
    lanes = [area for area in geometry.strips if _strip_kind(area) == "lane"]
    near = [area for area in lanes if any(one.intersects(cutout.box) for one in area.polygons)]
    surfaces = [polygon for area in near for polygon in area.polygons]
    surfaces += [polygon for one in geometry.junctions for polygon in one.polygons]
    closed = _closed(surfaces, cutout)
    rim = closed.boundary.intersection(cutout.box)
    assumed = any(area.strip.width.method is Method.ASSUMED for area in near)
    method = Method.ASSUMED if assumed else Method.SURVEYED
    lines: list[BaseGeometry] = shapely.get_parts(_merged(rim)).tolist()
    ordered = sorted((line for line in lines if line.length > CLOSED_M), key=lambda one: one.wkt)
    for number, line in enumerate(ordered):
        points = cutout.local(line.simplify(0.005).coords)
        yield MapLine(f"kerb-{number}", "kerb", points, 0.15, "grey", (), method)


def _merged(rim: BaseGeometry) -> BaseGeometry:
    """Return lines joined where two meet."""
    lines = [one for one in shapely.get_parts(rim).tolist() if isinstance(one, shapely.LineString)]
    merged: BaseGeometry = shapely.line_merge(shapely.MultiLineString(lines))
    return merged


def _strips(
    geometry: StreetGeometry, cutout: Cutout, arms: dict[tuple[RoadId, RoadEnd], str]
) -> Iterator[MapStrip]:
    """Yield the middles of the strips that are travelled, in the way they are travelled."""
    spans = _spans(geometry)
    for area in geometry.strips:
        strip = area.strip
        moves = strip.direction is not Direction.NONE and strip.strip_type in TRAVELLED
        if not moves or not any(one.intersects(cutout.box) for one in area.polygons):
            continue
        frame = geometry.frames[area.road.road_id]
        section = area.road.sections[area.section_index]
        first, last = spans.get(area.road.road_id, (0.0, frame.length_m))
        start_m = max(section.start_m, first)
        end_m = min(section.end_m, frame.length_m, last)
        if end_m - start_m < LEAST_EDGE_M:
            continue
        edges = frame.boundaries(section, start_m, end_m)
        pair = edges[area.strip_index : area.strip_index + 2]
        middle = pair.mean(axis=0)
        width_m = float(np.hypot(*(pair[0] - pair[1]).T).mean())
        backward = strip.direction is Direction.BACKWARD
        points = cutout.local(middle[::-1] if backward else middle)
        arm_id, leads = _leads(area, arms)
        key = _strip_key(area)
        yield MapStrip(key, strip.strip_type.value, points, round(width_m, 3), arm_id, leads)


def _leads(area: StripArea, arms: dict[tuple[RoadId, RoadEnd], str]) -> tuple[str | None, str]:
    """Return the arm that a strip belongs to, and whether it leads in or out there."""
    road_id, direction = area.road.road_id, area.strip.direction
    for end, inward in ((RoadEnd.END, Direction.FORWARD), (RoadEnd.START, Direction.BACKWARD)):
        if (road_id, end) in arms:
            if direction is Direction.BOTH:
                return arms[road_id, end], "both"
            return arms[road_id, end], "in" if direction is inward else "out"
    return None, "both"


def _spans(geometry: StreetGeometry) -> dict[RoadId, tuple[float, float]]:
    """Return the stations between the mouths of each road."""
    spans: dict[RoadId, tuple[float, float]] = {}
    for junction in geometry.junctions:
        for mouth in junction.mouths:
            length_m = geometry.frames[mouth.road_id].length_m
            start, end = spans.get(mouth.road_id, (0.0, length_m))
            if mouth.end is RoadEnd.START:
                start = max(start, mouth.station_m)
            else:
                end = min(end, mouth.station_m)
            spans[mouth.road_id] = (start, end)
    return spans


def _arm_id(mouth: Mouth) -> str:
    return f"{mouth.road_id}:{mouth.end.value}"


def _bearing_deg(geometry: StreetGeometry, mouth: Mouth) -> float:
    outward_rad = arm_strips(mouth, geometry.frames[mouth.road_id]).outward_rad
    return round((90.0 - math.degrees(outward_rad)) % 360.0, 3) % 360.0


def _arms(geometry: StreetGeometry, focus: JunctionArea | None) -> Iterator[MapArm]:
    for mouth in focus.mouths if focus else ():
        name = geometry.frames[mouth.road_id].road.name
        yield MapArm(_arm_id(mouth), name, _bearing_deg(geometry, mouth))


def _names(
    geometry: StreetGeometry, focus: JunctionArea | None, cutout: Cutout
) -> Iterator[MapText]:
    """Yield the name of the street beside each arm, outside its carriageway."""
    for mouth in focus.mouths if focus else ():
        frame = geometry.frames[mouth.road_id]
        if not frame.road.name:
            continue
        away = NAME_AT_M if mouth.end is RoadEnd.START else -NAME_AT_M
        station = min(max(mouth.station_m + away, 0.0), frame.length_m)
        sections = frame.road.sections
        section = next((one for one in sections if station < one.end_m), sections[-1])
        edges = frame.points_at(section, station)
        outward = edges[0] - edges[-1]
        beside = edges[0] + outward / max(float(np.hypot(*outward)), 1e-9) * NAME_SIZE_M
        bearing = _bearing_deg(geometry, mouth) % 180.0
        (at,) = cutout.local([beside])
        yield MapText(frame.road.name, at, bearing, NAME_SIZE_M)
