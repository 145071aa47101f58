"""Kerbs run on where a street goes on with another width."""

import pytest
import shapely

from roadnet.geometry.build import build_geometry
from roadnet.model import DrivingSide
from roadnet.osm.read_streets import OsmChoice, read_osm_streets

WIDE = {"highway": "residential", "lanes": "2", "width": "9"}
NARROW = {"highway": "residential", "lanes": "2", "width": "6"}
NODES = {1: (0, 0), 2: (50, 0), 3: (100, 0)}


def kerbs(streets):
    """Offsets of the two kerbs along all roads: {road: [(distance, left, right)]}."""
    found = {}
    for road in streets.roads:
        section = road.sections[0]
        first, last = section.carriageway
        found[road.road_id] = [
            (section.offsets_at(at)[first], -section.offsets_at(at)[last])
            for at in (0.0, section.length_m / 2, section.length_m)
        ]
    return found


@pytest.mark.parametrize("ways", [[(1, [1, 2]), (2, [2, 3])], [(1, [2, 1]), (2, [3, 2])]])
def test_the_wider_road_is_drawn_in_to_the_narrower_one(osm_file, ways):
    tagged = [(ways[0][0], ways[0][1], WIDE), (ways[1][0], ways[1][1], NARROW)]
    streets = read_osm_streets(osm_file(NODES, tagged))
    (start, middle, end), narrow = kerbs(streets).values()
    joint = end if ways[0][1] == [1, 2] else start
    assert joint == pytest.approx((3.0, 3.0))
    assert middle == pytest.approx((4.5, 4.5))
    assert narrow == [pytest.approx((3.0, 3.0))] * 3


def test_two_ways_drawn_against_each_other_meet_kerb_to_kerb(osm_file):
    parked = {**NARROW, "width": "8", "parking:right": "lane"}
    streets = read_osm_streets(osm_file(NODES, [(1, [1, 2], parked), (2, [3, 2], NARROW)]))
    first, second = kerbs(streets).values()
    assert first[0] == pytest.approx((3.0, 5.0))
    assert first[2] == pytest.approx((3.0, 3.0))
    assert second[2] == pytest.approx((3.0, 3.0))


ONE_LANE = {"highway": "primary", "oneway": "yes", "lanes": "1", "sidewalk": "no"}
TWO_LANES = {**ONE_LANE, "lanes": "2"}


def widths_at(section, distance_m):
    return [strip.width.at(distance_m) for strip in section.strips]


@pytest.mark.parametrize(
    ("arrows", "opening"), [("", 1), ("left|through", 0), ("through|right", 1)]
)
def test_where_one_lane_becomes_two_one_of_them_opens_beside_the_other(osm_file, arrows, opening):
    tags = {**TWO_LANES, **({"turn:lanes": arrows} if arrows else {})}
    streets = read_osm_streets(
        osm_file(NODES, [(1, [1, 2], ONE_LANE), (2, [2, 3], tags)], origin=(-0.09, 51.5)),
        OsmChoice(driving_side=DrivingSide.RIGHT),
    )
    one, two = (road.sections[0] for road in streets.roads)
    assert widths_at(two, 0.0)[opening] == pytest.approx(0.0)
    assert widths_at(two, 0.0)[1 - opening] == pytest.approx(3.25)
    assert widths_at(two, two.length_m) == pytest.approx([3.25, 3.25])
    kerbs_before, kerbs_after = one.offsets_at(one.length_m), two.offsets_at(0.0)
    assert (kerbs_after[0], kerbs_after[-1]) == pytest.approx((kerbs_before[0], kerbs_before[-1]))
    assert two.offsets_at(two.length_m)[0] == pytest.approx(3.25)


@pytest.mark.parametrize("drawn", [[2, 3], [3, 2]])
def test_a_lane_opens_in_the_direction_that_gets_one_more(osm_file, drawn):
    plain = {"highway": "primary", "lanes": "2", "sidewalk": "no"}
    more = {**plain, "lanes": "3", "lanes:forward": "2", "lanes:backward": "1"}
    streets = read_osm_streets(
        osm_file(NODES, [(1, [1, 2], plain), (2, drawn, more)], origin=(-0.09, 51.5)),
        OsmChoice(driving_side=DrivingSide.RIGHT),
    )
    section = streets.roads[1].sections[0]
    joint = 0.0 if drawn == [2, 3] else section.length_m
    assert widths_at(section, joint) == pytest.approx([3.25, 3.25, 0.0])


def test_nothing_changes_at_a_junction(osm_file):
    nodes = {**NODES, 4: (50, 50)}
    ways = [(1, [1, 2], WIDE), (2, [2, 3], NARROW), (3, [2, 4], NARROW)]
    streets = read_osm_streets(osm_file(nodes, ways))
    assert kerbs(streets)["place/w1n1"] == [pytest.approx((4.5, 4.5))] * 3


def test_the_ground_has_no_step_at_the_joint(osm_file):
    streets = read_osm_streets(osm_file(NODES, [(1, [1, 2], WIDE), (2, [2, 3], NARROW)]))
    strips = build_geometry(streets).strips
    ground = shapely.union_all([polygon for one in strips for polygon in one.polygons])
    x_m = streets.nodes[1].x_m
    widths = [
        shapely.intersection(ground, shapely.LineString([(x, 0), (x, 3e6)])).length
        for x in (x_m - 0.05, x_m + 0.05)
    ]
    assert widths[0] == pytest.approx(widths[1], abs=0.05)
