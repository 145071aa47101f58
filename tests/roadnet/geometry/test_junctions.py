"""What junctions look like: kerb radii, mouths, dual carriageways, islands, keys."""

import math

import pytest
import shapely

from roadnet.geometry.build import build_geometry
from roadnet.model import Control, StripType
from roadnet.osm.read_streets import read_osm_streets

STREET = {"highway": "residential", "lanes": "2", "width": "6"}
MAIN = {"highway": "primary", "lanes": "2", "width": "7", "sidewalk": "both"}
CROSS = (0, 90, 180, 270)
PADDED = {"sidewalk": "both"}


def only(items):
    (item,) = items
    return item


def ground(geometry):
    return shapely.union_all([p for one in geometry.junctions for p in one.polygons])


def test_a_local_corner_has_a_radius_of_three_metres_and_mouths_where_it_ends(star_streets):
    streets = star_streets(*CROSS, tags=STREET)
    junction = only(build_geometry(streets).junctions)
    assert [mouth.distance_m for mouth in junction.mouths] == pytest.approx([6.0] * 4, abs=0.15)
    square, corner = 12.0**2, 3.0**2 * (1 - math.pi / 4)
    assert only(junction.polygons).area == pytest.approx(square - 4 * 9.0 + 4 * corner, rel=0.01)


def test_a_main_road_has_wider_corners(star_streets):
    local = only(build_geometry(star_streets(*CROSS, tags=STREET)).junctions)
    main = only(build_geometry(star_streets(*CROSS, tags={**MAIN, "width": "6"})).junctions)
    assert main.mouths[0].distance_m > local.mouths[0].distance_m + 2.5


def test_arms_are_clockwise_from_north_with_bearings_and_lanes(star_streets):
    junction = only(build_geometry(star_streets(*CROSS, tags=STREET)).junctions).junction
    bearings = [arm.bearing_deg for arm in junction.arms]
    assert bearings == sorted(bearings)
    assert sorted(round(bearing) % 360 for bearing in bearings) == [0, 90, 180, 270]
    assert [(arm.lanes_in, arm.lanes_out) for arm in junction.arms] == [(1, 1)] * 4
    assert junction.road_names == ("road 0", "road 1", "road 2", "road 3")


def test_a_junction_keeps_its_key_when_another_arm_joins(star_streets):
    before = only(build_geometry(star_streets(0, 120, 240, tags=STREET)).junctions)
    after = only(build_geometry(star_streets(0, 120, 240, 60, tags=STREET)).junctions)
    assert before.junction.junction_id == after.junction.junction_id


def test_sidewalks_go_around_the_corners(star_streets):
    geometry = build_geometry(star_streets(*CROSS, tags={**STREET, **PADDED}))
    corners = only(geometry.corners)
    assert len(corners.polygons) == 4
    walks = [one for one in geometry.strips if one.strip.strip_type is StripType.SIDEWALK]
    whole = shapely.union_all([p for one in walks for p in one.polygons] + list(corners.polygons))
    assert len(shapely.get_parts(whole.buffer(0.01))) == 4


def dual(osm_file, gap_m, **options):
    nodes = {
        1: (-90, 0), 2: (0, 0), 3: (gap_m, 0), 4: (90, 0),
        5: (90, gap_m), 6: (gap_m, gap_m), 7: (0, gap_m), 8: (-90, gap_m),
        9: (0, 90), 10: (0, -90), 11: (gap_m, -90), 12: (gap_m, 90),
    }  # fmt: skip
    main = {**MAIN, "oneway": "yes", "sidewalk": "no", "name": "main"}
    cross = {**main, "name": "cross"}
    ways = [
        (1, [1, 2, 3, 4], main),
        (2, [5, 6, 7, 8], main),
        (3, [9, 7, 2, 10], cross),
        (4, [11, 3, 6, 12], cross),
    ]
    return read_osm_streets(osm_file(nodes, ways, **options))


@pytest.mark.parametrize("gap_m", [9.0, 12.0, 18.0])
def test_two_dual_carriageways_cross_in_one_junction(osm_file, gap_m):
    geometry = build_geometry(dual(osm_file, gap_m))
    junction = only(geometry.junctions)
    assert len(junction.inner_roads) == 4
    assert len(junction.mouths) == 8
    middle = shapely.Point(
        sum(x for x, _ in corners(geometry)) / 4, sum(y for _, y in corners(geometry)) / 4
    )
    assert only(junction.polygons).contains(middle)


def corners(geometry):
    frames = {key: frame for key, frame in geometry.frames.items() if key in inner(geometry)}
    return [tuple(frame.points_m[0]) for frame in frames.values()]


def inner(geometry):
    return set(only(geometry.junctions).inner_roads)


def test_between_two_carriageways_lies_a_median(osm_file):
    geometry = build_geometry(dual(osm_file, 12.0))
    medians = [polygon for one in geometry.islands if one.is_median for polygon in one.polygons]
    assert len(medians) == 4
    for one in medians:
        narrow = one.minimum_rotated_rectangle
        sides = sorted(
            math.dist(a, b)
            for a, b in zip(narrow.exterior.coords, narrow.exterior.coords[1:], strict=False)
        )
        assert sides[0] == pytest.approx(12.0 - 7.0, abs=0.2)


def test_streets_farther_apart_make_two_junctions(osm_file):
    nodes = {1: (-60, 0), 2: (0, 0), 3: (30, 0), 4: (90, 0), 5: (0, 60), 6: (30, -60)}
    ways = [(1, [1, 2, 3, 4], STREET), (2, [2, 5], STREET), (3, [3, 6], STREET)]
    assert len(build_geometry(read_osm_streets(osm_file(nodes, ways))).junctions) == 2


def test_streets_that_nearly_meet_make_one_junction(osm_file):
    nodes = {1: (-60, 0), 2: (0, 0), 3: (6, 0), 4: (90, 0), 5: (0, 60), 6: (6, -60)}
    ways = [(1, [1, 2, 3, 4], STREET), (2, [2, 5], STREET), (3, [3, 6], STREET)]
    junction = only(build_geometry(read_osm_streets(osm_file(nodes, ways))).junctions)
    assert len(junction.junction.node_ids) == 2


def test_a_turning_lane_leaves_an_island(osm_file):
    nodes = {1: (-80, 0), 2: (-35, 0), 3: (0, 0), 4: (80, 0), 5: (0, -80), 6: (0, -35), 7: (-8, -8)}
    ways = [
        (1, [1, 2, 3, 4], {**STREET, "width": "7"}),
        (2, [3, 6, 5], {**STREET, "width": "7"}),
        (3, [2, 7, 6], {**STREET, "highway": "tertiary_link", "oneway": "yes", "width": "4"}),
    ]
    geometry = build_geometry(read_osm_streets(osm_file(nodes, ways)))
    paved = shapely.union_all(
        [p for one in (*geometry.strips, *geometry.junctions) for p in one.polygons]
    )
    node = {one.node_id: one for one in read_osm_streets(osm_file(nodes, ways)).nodes}
    place = node["place/n3"]
    assert not paved.contains(shapely.Point(place.x_m - 9.0, place.y_m - 5.5))


def test_a_driveway_opens_into_its_street_without_a_junction(osm_file):
    nodes = {1: (-50, 0), 2: (0, 0), 3: (50, 0), 4: (0, 30)}
    ways = [
        (1, [1, 2, 3], {**STREET, **PADDED}),
        (2, [2, 4], {"highway": "service", "service": "driveway"}),
    ]
    geometry = build_geometry(read_osm_streets(osm_file(nodes, ways)))
    assert geometry.junctions == ()
    drive = [one for one in geometry.strips if one.road.is_access]
    assert only(only(drive).polygons).bounds[1] > geometry.frames["place/w1n1"].points_m[0][1] + 4.5


def test_a_turning_circle_widens_a_dead_end(osm_file):
    nodes = {1: (-60, 0), 2: (0, 0, {"highway": "turning_circle", "diameter": "16"})}
    geometry = build_geometry(read_osm_streets(osm_file(nodes, [(1, [1, 2], STREET)])))
    whole = shapely.union_all(
        [p for one in (*geometry.junctions, *geometry.strips) for p in one.polygons]
    )
    assert whole.area == pytest.approx(math.pi * 64 + 6 * 60 - 3 * 8 * 2, rel=0.03)


def test_bridges_do_not_take_ground_from_the_street_below(osm_file):
    nodes = {1: (-60, 0), 2: (60, 0), 3: (0, -60), 4: (0, 60)}
    ways = [(1, [1, 2], STREET), (2, [3, 4], {**STREET, "bridge": "yes", "layer": "1"})]
    geometry = build_geometry(read_osm_streets(osm_file(nodes, ways)))
    assert geometry.junctions == ()
    for one in geometry.strips:
        assert only(one.polygons).area == pytest.approx(120 * 3, rel=0.01)


def test_signals_near_a_mouth_control_the_junction(osm_file):
    nodes = {
        1: (-60, 0), 2: (-14, 0, {"highway": "traffic_signals"}), 3: (0, 0), 4: (60, 0), 5: (0, 60),
    }  # fmt: skip
    ways = [(1, [1, 2, 3, 4], STREET), (2, [3, 5], STREET)]
    junction = only(build_geometry(read_osm_streets(osm_file(nodes, ways))).junctions)
    assert junction.junction.control is Control.SIGNAL


def test_a_joint_of_two_widths_leaves_no_gap(osm_file):
    nodes = {1: (-60, 0), 2: (0, 0), 3: (50, 30)}
    ways = [(1, [1, 2], STREET), (2, [2, 3], {**STREET, "width": "9"})]
    geometry = build_geometry(read_osm_streets(osm_file(nodes, ways)))
    whole = shapely.union_all([p for one in geometry.strips for p in one.polygons])
    assert len(shapely.get_parts(whole)) == 1
    assert geometry.junctions == ()
