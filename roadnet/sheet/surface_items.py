"""The surfaces of the street on paper: strips by type, junctions, corners, islands, grounds."""

from collections.abc import Iterator

import shapely

from drawing.model import Area, Line, Tags
from roadnet.geometry.road_frame import carriageway_span
from roadnet.geometry.street_geometry import JunctionArea, StreetGeometry, StripArea
from roadnet.model import Method, StripType
from roadnet.sheet.look import name_of
from roadnet.sheet.on_paper import OnPaper

END_M = 0.05  # kerb lines are not drawn along the cut ends of roads


def is_assumed_strip(area: StripArea) -> bool:
    """Whether the width of a strip is assumed."""
    return area.strip.width.is_assumed


def is_assumed_junction(area: JunctionArea) -> bool:
    """Whether kerbs of a junction follow from assumed corners: unless its outline is surveyed."""
    junction = area.junction
    if junction.outline_override_m:
        return False
    measured = [
        corner.kerb_line_m or (corner.radius is not None and not corner.radius.is_assumed)
        for corner in junction.corners
    ]
    return len(measured) < len(junction.arms) or not all(measured)


def surface_areas(geometry: StreetGeometry, layer: int, paper: OnPaper) -> Iterator[Area]:
    """Yield the surfaces of one vertical layer."""
    for style, polygons, tags in _surfaces(geometry, layer):
        yield from paper.areas(polygons, style, tags)


Surface = tuple[str, tuple[shapely.Polygon, ...], Tags]


def _surfaces(geometry: StreetGeometry, layer: int) -> Iterator[Surface]:
    """Yield style, polygons and tags of every surface of a layer, grounds first."""
    for ground in geometry.grounds:
        if ground.area.layer == layer:
            assumed = ground.area.stated.method is Method.ASSUMED
            style = name_of(f"ground-{ground.area.kind}", assumed=assumed)
            yield style, ground.polygons, (("ground", ground.area.asset_id),)
    for strip in geometry.strips:
        if strip.road.layer == layer:
            style = name_of(f"strip-{strip.strip.strip_type}", assumed=is_assumed_strip(strip))
            keys = (("strip", strip.strip.strip_id), ("road", strip.road.road_id))
            yield style, strip.polygons, keys
    yield from _junction_surfaces(geometry, layer)


def _junction_surfaces(geometry: StreetGeometry, layer: int) -> Iterator[Surface]:
    """Yield corners, junctions and islands; corners derive from assumed curves."""
    for corner in geometry.corners:
        if corner.layer == layer:
            style = name_of("corner", assumed=True)
            yield style, corner.polygons, (("junction", corner.junction_id),)
    for junction in geometry.junctions:
        if junction.layer == layer:
            style = name_of("junction", assumed=is_assumed_junction(junction))
            yield style, junction.polygons, (("junction", junction.junction.junction_id),)
    for island in geometry.islands:
        if island.layer == layer:
            assumed = island.stated is None or island.stated.stated.method is Method.ASSUMED
            style = name_of(f"strip-{StripType.ISLAND}", assumed=assumed)
            yield style, island.polygons, (("island", island.key),)


def kerb_lines(geometry: StreetGeometry, layer: int, paper: OnPaper) -> Iterator[Line]:
    """Yield the edges of the roadway: around carriageways, junctions, islands and medians."""
    roadway = [
        polygon
        for area in geometry.strips
        if area.road.layer == layer and _is_roadway(area)
        for polygon in area.polygons
        if paper.sees(polygon)
    ]
    roadway += [
        polygon
        for area in geometry.junctions
        if area.layer == layer
        for polygon in area.polygons
        if paper.sees(polygon)
    ]
    if not roadway:
        return
    edge = shapely.boundary(shapely.union_all(roadway))
    ends = shapely.union_all(list(_road_ends(geometry, layer)))
    open_edge = shapely.difference(edge, shapely.buffer(ends, END_M, cap_style="flat"))
    whole = shapely.line_merge(open_edge)
    yield from paper.lines(shapely.get_parts(whole), "kerb-line")


def _is_roadway(area: StripArea) -> bool:
    """Whether vehicles roll on a strip: between the kerbs, and neither median nor island."""
    if not area.road.is_drivable:
        return False
    first, last = carriageway_span(area.road.sections[area.section_index])
    raised = {StripType.MEDIAN, StripType.ISLAND}
    return first <= area.strip_index < last and area.strip.strip_type not in raised


def _road_ends(geometry: StreetGeometry, layer: int) -> Iterator[shapely.LineString]:
    """Yield the lines across the road at both ends of every road."""
    for frame in geometry.frames.values():
        if frame.road.layer != layer:
            continue
        sections = frame.road.sections
        length_m = frame.length_m
        for section, start_m, end_m, index in (
            (sections[0], 0.0, min(0.1, length_m), 0),
            (sections[-1], max(length_m - 0.1, 0.0), length_m, -1),
        ):
            ends = frame.boundaries(section, start_m, end_m)[:, index]
            yield shapely.LineString(ends[[0, -1]])


def divider_lines(geometry: StreetGeometry, layer: int, paper: OnPaper) -> Iterator[Line]:
    """Yield thin lines between strips of one road outside the roadway: sidewalk, verge."""
    for area in geometry.strips:
        if area.road.layer == layer and not _is_roadway(area) and area.road.is_drivable:
            edges = [polygon.exterior for polygon in area.polygons if paper.sees(polygon)]
            yield from paper.lines(edges, "outline")
