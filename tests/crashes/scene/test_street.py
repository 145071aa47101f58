import math
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
import shapely

from crashes.scene.base_map import base_map_to_json
from crashes.scene.model import Scene, SheetChoice, Travel, TravelEnd
from crashes.scene.sheet import scene_sheets
from crashes.scene.street import street_base_map, with_movements
from crashes.scene.travel import travel_line
from drawing.model import Text
from drawing.svg import write_svg
from roadnet.geometry.build import build_geometry
from roadnet.markings.paint_streets import paint_streets
from roadnet.movements.derive import derive_movements
from roadnet.osm.read_streets import read_osm_streets
from tests.crashes.scene.made_crash import FACTS
from tests.crashes.scene.scenes import car
from tests.roadnet.places import osm_text

DAY = date(2026, 11, 20)
NODES = {1: (0, 0), 2: (150, 0), 3: (0, 150), 4: (-150, 0), 5: (0, -150)}
MAIN = {"highway": "secondary", "lanes": "4", "name": "中山路", "sidewalk": "both"}
SIDE = {"highway": "residential", "lanes": "2", "name": "民生路"}


def base_map_of(streets, origin_m):
    geometry = build_geometry(streets)
    return street_base_map(
        geometry,
        paint_streets(streets, geometry, DAY),
        crs=streets.crs,
        origin_m=origin_m,
        map_version="2026-11-20",
    )


@pytest.fixture(scope="module")
def read_crossing(tmp_path_factory):
    """The streets of a crossing of a main street and a side street, and its middle."""
    path = tmp_path_factory.mktemp("osm") / "crossing.osm"
    ways = [(1, [4, 1], MAIN), (2, [1, 2], MAIN), (3, [5, 1], SIDE), (4, [1, 3], SIDE)]
    path.write_text(osm_text(NODES, ways), encoding="utf-8")
    streets = read_osm_streets(path)
    node = next(one for one in streets.nodes if len(roads_at(streets, one)) == 4)
    return streets, (round(node.x_m, 3), round(node.y_m, 3))


@pytest.fixture(scope="module")
def crossing(read_crossing):
    """The street around the crossing."""
    return base_map_of(*read_crossing)


@pytest.fixture(scope="module")
def crossing_streets(read_crossing, crossing):
    """The same with the ways through the junction."""
    streets = read_crossing[0]
    return with_movements(crossing, derive_movements(streets, build_geometry(streets)))


def roads_at(streets, node):
    return [road for road in streets.roads if node.node_id in (road.from_node, road.to_node)]


def test_the_arms_of_the_junction_have_names_and_bearings(crossing):
    found = sorted((round(arm.bearing_deg) % 360, arm.name) for arm in crossing.arms)
    assert found == [(0, "民生路"), (90, "中山路"), (180, "民生路"), (270, "中山路")]


def test_strips_lead_in_on_the_right_and_out_on_the_left_seen_inward(crossing):
    east = next(arm.arm_id for arm in crossing.arms if round(arm.bearing_deg) == 90)
    strips = [one for one in crossing.strips if one.arm_id == east]
    assert {one.leads for one in strips} == {"in", "out"}
    for one in strips:
        (x0, y0), (x1, _) = one.middle_m[0], one.middle_m[-1]
        assert (x1 < x0) == (one.leads == "in")  # the way it is travelled
        assert (y0 > 0) == (one.leads == "in")  # right-hand traffic: westward on the north side
    assert len(strips) == 4


def test_kerbs_bound_the_carriageway_and_leave_the_mouths_open(crossing):
    kerbs = [shapely.LineString(one.points_m) for one in crossing.lines if one.kind == "kerb"]
    assert len(kerbs) >= 4
    whole = shapely.MultiLineString(kerbs)
    for one in crossing.strips:
        line = shapely.LineString(one.middle_m)
        assert not line.crosses(whole)
        assert line.distance(whole) > 1.0
    inside = shapely.Point(0, 0)
    assert inside.distance(whole) > 3.0
    assert all(abs(value) <= 80.001 for one in kerbs for value in one.bounds)


def test_surfaces_and_paint_lie_around_the_origin(crossing):
    kinds = {one.kind for one in crossing.areas}
    assert {"lane", "sidewalk", "paint"} <= kinds
    lanes = [one for one in crossing.areas if one.kind == "lane"]
    assert len(lanes) == 1  # one surface without seams
    assert shapely.Polygon(lanes[0].rings_m[0]).contains(shapely.Point(0, 0))
    edges = [one for one in crossing.lines if one.kind == "paint_edge"]
    assert len(edges) > 20
    assert all(math.dist(one.points_m[0], one.points_m[-1]) > 0.3 for one in edges)


def test_names_stand_beside_the_street(crossing):
    roads = shapely.union_all(
        [shapely.Polygon(one.rings_m[0]) for one in crossing.areas if one.kind == "lane"]
    )
    assert {one.text for one in crossing.texts} == {"中山路", "民生路"}
    assert all(not roads.contains(shapely.Point(one.at_m)) for one in crossing.texts)


def test_assumed_widths_make_assumed_kerbs_on_the_sheet(crossing):
    scene = Scene(
        "c1",
        crossing.crs,
        crossing.origin_m,
        map_version=crossing.map_version,
        objects=(car(party_no=1),),
    )
    svg = write_svg(scene_sheets(scene, FACTS, crossing)[0])
    assert "虛線路緣" in svg


def test_away_from_a_junction_there_are_strips_and_no_arms(tmp_path):
    path = tmp_path / "road.osm"
    nodes = {1: (-200, 0), 2: (200, 0)}
    path.write_text(osm_text(nodes, [(1, [1, 2], MAIN)]), encoding="utf-8")
    streets = read_osm_streets(path)
    middle = [sum(getattr(node, axis) for node in streets.nodes) / 2 for axis in ("x_m", "y_m")]
    found = base_map_of(streets, tuple(middle))
    assert found.arms == ()
    assert found.strips
    assert {one.leads for one in found.strips} == {"both"}


@pytest.mark.real_data
@pytest.mark.slow
def test_a_real_crossing_becomes_a_map_of_moderate_size(real_data):
    path = real_data / "taipei" / "taipei_osm2streets_input.osm"
    streets = read_osm_streets(path)
    geometry = build_geometry(streets)
    junction = max(geometry.junctions, key=lambda one: sum(p.area for p in one.polygons))
    centre = junction.polygons[0].centroid
    found = base_map_of(streets, (round(centre.x, 3), round(centre.y, 3)))
    assert len(found.arms) >= 3
    assert 500 < len(found.areas) + len(found.lines) < 30_000
    assert base_map_to_json(found)["arms"]


def test_a_party_is_drawn_along_a_real_way_through_the_junction(crossing_streets):
    base_map = crossing_streets
    arms = {round(arm.bearing_deg) % 360: arm.arm_id for arm in base_map.arms}
    came = next(s for s in base_map.strips if s.arm_id == arms[180] and s.leads == "in")
    went = next(s for s in base_map.strips if s.arm_id == arms[90] and s.leads == "out")
    start, end = came.middle_m[0], went.middle_m[-1]
    travel = Travel(
        1,
        TravelEnd(start, 180.0, came.arm_id, came.strip_id),
        TravelEnd(end, 90.0, went.arm_id, went.strip_id),
    )
    line = travel_line(travel, base_map)
    assert (line[0], line[-1]) == (start, end)
    way = next(
        one for one in base_map.movements if (one.from_arm, one.to_arm) == (arms[180], arms[90])
    )
    assert set(way.points_m[1:-1]) <= set(line)
    assert len(line) > 10
    steps = [math.dist(one, other) for one, other in pairwise(line)]
    assert sum(steps) < 1.3 * (abs(start[1]) + abs(end[0]))
    opposite = replace(travel, exit=TravelEnd(start, 180.0, came.arm_id, came.strip_id))
    no_way = [one for one in base_map.movements if one.from_arm == one.to_arm == arms[180]]
    assert no_way or travel_line(opposite, base_map) is None


def test_every_arm_is_named_on_the_sheet_also_where_only_the_junction_is_shown(crossing):
    scene = Scene("c1", crossing.crs, crossing.origin_m, map_version=crossing.map_version)
    near = replace(scene, objects=(car("a", (0.0, 0.0)),), sheet=SheetChoice(scale=100))
    (sheet,) = scene_sheets(near, FACTS, crossing)
    street = next(layer for layer in sheet.layers if layer.name == "street")
    names = [one for one in street.items if isinstance(one, Text)]
    assert sorted(one.text for one in names) == ["中山路", "中山路", "民生路", "民生路"]
    left, top, width, height = street.clip_mm
    for one in names:
        assert left < one.at_mm[0] < left + width
        assert top < one.at_mm[1] < top + height
