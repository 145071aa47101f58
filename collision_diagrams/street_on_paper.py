"""The real street of a site brought onto paper: the map at its scale, ways and crosswalks in mm."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from collision_diagrams.lane_path import LanePath
from collision_diagrams.street_routes import Route
from collision_diagrams.street_site import RouteKey, StreetSite
from drawing.model import Hatch, Layer, Point, Style, Text
from drawing.placement import MM_PER_M, Box, Placement, round_scale
from language import Language, Message
from roadnet.model import SIDEWALK_LIKE, DrivingSide, Method, Mode
from roadnet.sheet.map_layers import MapContent, map_layers, street_styles
from roadnet.sheet.on_paper import OnPaper

PALER = 0.62  # how far the colours of the map are mixed with white, so that glyphs stand out
WHITE_EDGE = "#b4bcc6"  # of white paint, which pale asphalt would swallow
LEAST_N = 200
NOT_SHOWN = frozenset({"things"})  # signs and poles: they would be taken for symbols
RIDERS = frozenset({Mode.MOTO_SMALL, Mode.BIKE})
DRIVERS = frozenset({Mode.CAR, Mode.BUS, Mode.TRUCK})


@dataclass(frozen=True, slots=True)
class Way:
    """One way through the site on paper."""

    path: LanePath
    entry_lane: int  # from the middle of the road, 0 is the innermost
    for_riders: bool
    for_drivers: bool
    waits_at_mm: Point | None = None  # the box in which a turn in two stages waits


@dataclass(frozen=True, slots=True, eq=False)
class StreetOnPaper:
    """The real street under a plan; in a mirror where traffic keeps to the left."""

    placement: Placement
    layers: tuple[Layer, ...]  # never mirrored
    styles: Mapping[str, Style]
    ways: Mapping[RouteKey, tuple[Way, ...]]
    crosswalks_mm: tuple[BaseGeometry, ...]
    roadway_mm: BaseGeometry
    is_junction: bool
    sources: tuple[Message, ...]  # what the sheet owes the makers of the map
    mirror_x_mm: float | None = None  # axis of the mirror

    @property
    def names(self) -> tuple[Text, ...]:
        """Names of streets as they are printed."""
        return tuple(
            item for layer in self.layers for item in layer.items if isinstance(item, Text)
        )

    def in_mirror(self, point_m: Point) -> Point:
        """Return where a point of the ground lies on the paper of the plan."""
        x, y = self.placement.to_mm(point_m)
        return (x, y) if self.mirror_x_mm is None else (2 * self.mirror_x_mm - x, y)


def street_on_paper(site: StreetSite, frame_mm: Box, language: Language) -> StreetOnPaper:
    """Return the street of a site in a frame, at the largest round scale that shows it all."""
    x, y, width, height = frame_mm
    middle_mm = (x + width / 2, y + height / 2)
    needed = 2 * site.reach_m * MM_PER_M / min(width, height)
    placement = Placement(round_scale(max(needed, LEAST_N)), site.centre_m, middle_mm)
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    ground = shapely.Polygon([placement.to_m(corner) for corner in corners])
    mirror = middle_mm[0] if site.driving_side is DrivingSide.LEFT else None
    content = MapContent(site.streets, site.geometry, site.paints, site.day)
    drawn = map_layers(content, OnPaper(placement, ground), language)
    layers = tuple(
        replace(layer, clip_mm=frame_mm) for layer in drawn if layer.name not in NOT_SHOWN
    )
    to_paper = _mirrored(placement, mirror)
    return StreetOnPaper(
        placement=placement,
        layers=layers,
        styles={name: _paled(name, style) for name, style in street_styles().items()},
        ways={
            key: tuple(_way(route, to_paper, frame_mm) for route in routes)
            for key, routes in site.routes.items()
        },
        crosswalks_mm=tuple(_on_paper(one, to_paper) for one in site.crosswalks),
        roadway_mm=_on_paper(_roadway(site, ground), to_paper),
        is_junction=site.is_junction,
        sources=tuple(_sources(site)),
        mirror_x_mm=mirror,
    )


ToPaper = Callable[[Point], Point]


def _mirrored(placement: Placement, mirror_x_mm: float | None) -> ToPaper:
    if mirror_x_mm is None:
        return placement.to_mm

    def to_paper(point_m: Point) -> Point:
        x, y = placement.to_mm(point_m)
        return (2 * mirror_x_mm - x, y)

    return to_paper


def _way(route: Route, to_paper: ToPaper, frame_mm: Box) -> Way:
    parts = [
        tuple(map(to_paper, points)) for points in (route.approach_m, route.inside_m, route.leave_m)
    ]
    path = LanePath(
        tuple(reversed(_within(tuple(reversed(parts[0])), frame_mm))),
        parts[1],
        _within(parts[2], frame_mm),
    )
    return Way(
        path,
        route.entry_lane,
        bool(route.modes & RIDERS),
        bool(route.modes & DRIVERS),
        to_paper(route.waits_at_m) if route.waits_at_m else None,
    )


def _within(outward: tuple[Point, ...], frame_mm: Box) -> tuple[Point, ...]:
    """Return a line from a mouth outward, ended a little after it leaves the frame."""
    x, y, width, height = frame_mm
    room = shapely.box(x, y, x + width, y + height)
    line = shapely.LineString(outward)
    inside = shapely.intersection(line, room)
    if inside.is_empty:
        return outward[:2]
    first = min(
        shapely.get_parts(inside), key=lambda part: line.project(shapely.Point(part.coords[0]))
    )
    end = line.project(shapely.Point(shapely.get_coordinates(first)[-1]))
    kept = substring(line, 0.0, max(end, 1.0))
    return tuple((float(a), float(b)) for a, b in shapely.get_coordinates(kept))


def _on_paper(shape: BaseGeometry, to_paper: ToPaper) -> BaseGeometry:
    def placed(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.array([to_paper((x, y)) for x, y in points.tolist()])

    return shapely.transform(shape, placed)


def _roadway(site: StreetSite, ground: shapely.Polygon) -> BaseGeometry:
    """Return where vehicles roll inside the frame, medians included."""
    polygons = [
        polygon
        for area in site.geometry.strips
        if area.strip.strip_type not in SIDEWALK_LIKE and area.road.is_drivable
        for polygon in area.polygons
    ]
    polygons += [polygon for area in site.geometry.junctions for polygon in area.polygons]
    polygons += [polygon for area in site.geometry.islands for polygon in area.polygons]
    near = [polygon for polygon in polygons if ground.intersects(polygon)]
    return shapely.intersection(shapely.union_all(near), ground)


def _sources(site: StreetSite) -> Iterator[Message]:
    if any(road.stated.method is Method.OSM for road in site.streets.roads):
        yield Message("Map data © OpenStreetMap contributors, ODbL.")


def _paled(name: str, style: Style) -> Style:
    """Return a style of the map that glyphs stand out from, on a screen and in black and white."""
    if name == "street-name":
        return replace(style, fill="#3d4a57")
    if name.startswith("paint-white"):
        return Style(stroke=WHITE_EDGE, width_mm=0.08, fill="#ffffff")
    return replace(
        style,
        fill=style.fill and mixed(style.fill),
        stroke=None
        if style.hatch is not Hatch.NONE
        else style.stroke and mixed(style.stroke, 0.35),
        hatch=Hatch.NONE,
    )


def mixed(colour: str, share: float = PALER) -> str:
    """Return a colour mixed with a share of white.

    Examples
    --------
    >>> mixed("#000000", 0.5)
    '#808080'
    """
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{math.floor(part + (255 - part) * share + 0.5):02x}" for part in parts)


def crosswalk_on(path: LanePath, crosswalks: Iterable[BaseGeometry], *, last: bool) -> Point | None:
    """Return where a path crosses the first crosswalk on its way in, or the last on its way out."""
    points = path.points
    line = shapely.LineString(points)
    met = [
        (line.project(shapely.Point(shapely.get_coordinates(part).mean(axis=0))), part)
        for crosswalk in crosswalks
        for part in shapely.get_parts(shapely.intersection(line, crosswalk))
        if part.length > 0
    ]
    if not met:
        return None
    distance, _ = (max if last else min)(met, key=lambda pair: pair[0])
    at = line.interpolate(distance)
    return (float(at.x), float(at.y))
