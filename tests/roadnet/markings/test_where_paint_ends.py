"""Where paint ends: at the ground of other roads, at kerbs, and where a rest is no dash."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
import shapely

from crashes.demo_city.street_map import demo_street_map
from roadnet.geometry.build import build_geometry
from roadnet.markings.paint_streets import paint_streets
from roadnet.markings.stroke import dashes
from roadnet.model import Control, RoadClass, StripType
from roadnet.osm.read_streets import OsmChoice, read_osm_streets
from tests.roadnet.markings.made_streets import AFTER, X, Y, cross, straight_road, streets_of

LEAN_M = 0.26


@pytest.mark.parametrize("apart_m", [4.0, 5.0, 6.0])
def test_no_line_lies_on_the_ground_of_another_road(apart_m):
    roads = [straight_road("a"), straight_road("b", start=(X, Y + apart_m))]
    streets = streets_of(
        [replace(one, sections=tuple(map(unpainted, one.sections))) for one in roads]
    )
    geometry = build_geometry(streets)
    lines = [one for one in paint_streets(streets, geometry, AFTER) if one.kind == "line"]
    assert {one.road_id for one in lines} == {"a", "b"}
    for one in lines:
        others = [
            polygon
            for area in geometry.strips
            if area.road.road_id != one.road_id
            for polygon in area.polygons
        ]
        ground = shapely.union_all(others).buffer(-LEAN_M, join_style="mitre")
        assert all(polygon.intersection(ground).area < 0.01 for polygon in one.polygons)


def unpainted(section):
    """A section whose boundaries state nothing: rules and custom say what stands there."""
    return replace(section, boundaries=())


@pytest.mark.parametrize(("length_m", "count"), [(10.3, 1), (10.8, 2), (14.0, 2)])
def test_a_rest_of_a_dash_is_no_dash(length_m, count):
    line = np.array([[0.0, 0.0], [length_m, 0.0]])
    assert len(dashes(line, 0.1, (4.0, 6.0))) == count


def test_marks_of_a_bus_lane_begin_beyond_the_crosswalk():
    streets = cross()
    roads = tuple(
        replace(road, sections=tuple(map(with_bus_lane, road.sections))) for road in streets.roads
    )
    streets = replace(streets, roads=roads)
    paints = paint_streets(streets, build_geometry(streets), AFTER)
    crossing = max(far(one) for one in paints if one.kind == "crosswalk")
    rhombi = [one for one in paints if one.symbol == "rhombus" or "rhombus" in one.element_id]
    assert rhombi
    assert min(near(one) for one in rhombi) > crossing


def with_bus_lane(section):
    strips = tuple(
        replace(strip, strip_type=StripType.BUS) if strip.strip_id.endswith("f.in") else strip
        for strip in section.strips
    )
    return replace(section, strips=strips)


def far(paint):
    points = shapely.get_coordinates(np.array(paint.polygons)) - (X, Y)
    return np.abs(points).max(axis=1).max()


def near(paint):
    points = shapely.get_coordinates(np.array(paint.polygons)) - (X, Y)
    return np.abs(points).max(axis=1).min()


@pytest.mark.parametrize(
    ("day", "stopping"),
    [
        (date(2024, 7, 21), {"east", "west", "north", "south"}),
        (date(2024, 7, 22), {"north", "south"}),
    ],
)
def test_where_yellow_flashes_on_the_main_road_it_has_no_stop_line(day, stopping):
    streets = cross(control=Control.FLASHING)
    roads = tuple(
        replace(road, road_class=RoadClass.RESIDENTIAL)
        if road.road_id in {"north", "south"}
        else road
        for road in streets.roads
    )
    streets = replace(streets, roads=roads)
    paints = paint_streets(streets, build_geometry(streets), day)
    assert {one.road_id for one in paints if one.kind == "stop_line"} == stopping


@pytest.fixture(scope="module")
def demo_city():
    """The surfaces of the demo city, and its paint."""
    streets = demo_street_map()
    geometry = build_geometry(streets)
    return geometry, paint_streets(streets, geometry, AFTER)


def test_bars_of_a_crosswalk_stand_side_by_side_to_its_kerbs(demo_city):
    """Also where two arms run into a junction at a sharp angle."""
    geometry, paints = demo_city
    walks = [one for one in paints if one.kind == "crosswalk"]
    medians = [
        polygon
        for area in geometry.strips
        if area.strip.strip_type is StripType.MEDIAN
        for polygon in area.polygons
    ]
    islands = shapely.union_all(medians)
    assert walks
    for walk in walks:
        if shapely.union_all(list(walk.polygons)).convex_hull.intersects(islands):
            continue
        for one, other in pairwise(walk.polygons):
            assert one.distance(other) == pytest.approx(0.6, abs=0.01), walk.element_id


def test_no_bars_of_two_crosswalks_lie_on_each_other(demo_city):
    _, paints = demo_city
    walks = [one.polygons for one in paints if one.kind == "crosswalk"]
    bars = np.array([bar for polygons in walks for bar in polygons])
    one, other = shapely.STRtree(bars).query(bars, predicate="overlaps")
    assert (one >= other).all()


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["taipei", "northgate_dual_carriageway"])
def test_no_mark_lies_in_a_junction_or_on_an_island_of_a_real_area(real_data, name):
    folder = real_data / "osm2streets" / name
    streets = read_osm_streets(folder / "input.osm", OsmChoice(name, folder / "boundary.json"))
    geometry = build_geometry(streets)
    paints = paint_streets(streets, geometry, AFTER)
    islands = ground_of(geometry.islands)
    junctions = ground_of(geometry.junctions)
    for one in paints:
        shape = shapely.union_all(list(one.polygons))
        is_mark = one.kind in {"arrow", "text", "symbol"}
        if is_mark or one.kind in {"line", "stop_line", "crosswalk"}:
            assert shape.intersection(islands).area < 0.15 * shape.area, one.element_id
        if is_mark:
            assert shape.intersection(junctions).area < 0.2 * shape.area, one.element_id


def ground_of(areas):
    return shapely.union_all([polygon for area in areas for polygon in area.polygons])
