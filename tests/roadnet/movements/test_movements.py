"""Movements of whole junctions: who may go where, from which lane, and where they conflict."""

from collections import Counter

import pytest

from roadnet.geometry.build import build_geometry
from roadnet.model import (
    Anchor,
    CrossFeature,
    FeatureId,
    FeatureKind,
    Measured,
    Mode,
    RoadEnd,
    Turn,
)
from roadnet.movements.conflicts import ConflictKind, conflict_points
from roadnet.movements.connector import least_radius_m
from roadnet.movements.derive import derive_movements
from roadnet.osm.read_streets import read_osm_streets

TWO_LANES = {"highway": "residential", "lanes": "2"}
CROSS = (0, 90, 180, 270)
LONDON = (-0.09, 51.5)


def movements_of(streets, boxes=()):
    return derive_movements(streets, build_geometry(streets), boxes)


def turns(movements):
    return Counter(str(movement.turn) for movement in movements)


def kinds(movements):
    return Counter(str(point.kind) for point in conflict_points(movements))


def test_every_arm_of_a_crossing_goes_three_ways(star_streets):
    found = movements_of(star_streets(*CROSS, tags=TWO_LANES))
    assert turns(found) == {"through": 4, "left": 4, "right": 4}


def test_a_crossing_of_two_lane_streets_has_sixteen_crossing_conflicts(star_streets):
    found = kinds(movements_of(star_streets(*CROSS, tags=TWO_LANES)))
    assert found == {"crossing": 16, "merging": 12, "diverging": 12}


def test_a_t_junction_has_three_conflicts_of_each_kind(star_streets):
    found = kinds(movements_of(star_streets(0, 90, 180, tags=TWO_LANES)))
    assert found == {"crossing": 3, "merging": 3, "diverging": 3}


def test_where_traffic_keeps_left_the_picture_is_mirrored(star_streets):
    found = movements_of(star_streets(*CROSS, tags=TWO_LANES, origin=LONDON))
    assert kinds(found)["crossing"] == 16
    right = [one for one in found if one.turn is Turn.RIGHT]
    left = [one for one in found if one.turn is Turn.LEFT]
    assert min(map(length, right)) > max(map(length, left))


def length(movement):
    return movement.connector.length_m


def test_nobody_enters_a_one_way_against_it(star_streets):
    towards = {**TWO_LANES, "oneway": "-1"}
    away = {**TWO_LANES, "oneway": "yes"}
    found = movements_of(star_streets(*CROSS, tags=[away, TWO_LANES, towards, TWO_LANES]))
    assert all("w102" not in one.to_strip and "w100" not in one.from_strip for one in found)


def test_arrows_say_which_lane_turns(star_streets):
    approach = {
        "highway": "secondary",
        "oneway": "-1",
        "lanes": "3",
        "sidewalk": "no",
        "turn:lanes": "left|through|through;right",
    }
    found = movements_of(star_streets(*CROSS, tags=[TWO_LANES, TWO_LANES, approach, TWO_LANES]))
    own = sorted((one.from_strip[-1], str(one.turn)) for one in found if "w102" in one.from_strip)
    assert own == [("0", "left"), ("1", "through"), ("2", "right"), ("2", "through")]


@pytest.mark.parametrize("origin", [(121.52, 25.05), LONDON])
def test_a_lane_whose_arrow_points_nowhere_here_goes_straight_on(star_streets, origin):
    approach = {
        "highway": "secondary",
        "oneway": "-1",
        "lanes": "2",
        "sidewalk": "no",
        "turn:lanes": "left|right",
    }
    tags = [TWO_LANES, approach, TWO_LANES]
    found = movements_of(star_streets(0, 180, 270, tags=tags, origin=origin))
    own = {(one.from_strip[-1], str(one.turn)) for one in found if "w101" in one.from_strip}
    assert own == {("0", "through"), ("1", "right")}


def test_all_lanes_turn_where_there_is_only_one_way_to_go(star_streets):
    approach = {"highway": "secondary", "oneway": "-1", "lanes": "2", "sidewalk": "no"}
    away = {"highway": "secondary", "oneway": "yes", "lanes": "2", "sidewalk": "no"}
    towards = {**TWO_LANES, "oneway": "-1"}
    found = movements_of(star_streets(90, 180, 270, tags=[away, approach, towards]))
    own = sorted((one.from_strip[-1], str(one.turn)) for one in found if "w101" in one.from_strip)
    assert own == [("0", "left"), ("1", "left")]


def test_turns_of_two_lanes_keep_their_order(star_streets):
    bare = {"highway": "secondary", "lanes": "2", "sidewalk": "no"}
    approach = {**bare, "oneway": "-1", "turn:lanes": "left|left"}
    exits = {**bare, "oneway": "yes"}
    found = movements_of(star_streets(*CROSS, tags=[exits, exits, approach, exits]))
    pairs = sorted((one.from_strip[-1], one.to_strip[-1]) for one in found)
    assert pairs == [("0", "0"), ("1", "1")]
    assert kinds(found) == {}


def test_a_forbidden_turn_is_no_movement(osm_file):
    nodes = {1: (0, 0), 2: (80, 0), 3: (0, 80), 4: (-80, 0)}
    ways = [(i, [1, i + 1], TWO_LANES) for i in (1, 2, 3)]
    members = [("way", 3, "from"), ("node", 1, "via"), ("way", 2, "to")]
    rule = (9, members, {"type": "restriction", "restriction": "no_left_turn"})
    free = movements_of(read_osm_streets(osm_file(nodes, ways)))
    bound = movements_of(read_osm_streets(osm_file(nodes, ways, relations=[rule])))
    gone = {one.movement_id for one in free} - {one.movement_id for one in bound}
    assert len(gone) == 1
    assert len(bound) == len(free) - 1


def test_through_a_divided_crossing_one_goes_by_the_inner_roads(osm_file):
    nodes = {
        1: (-80, 0), 2: (0, 0), 3: (80, 0),
        4: (80, 12), 5: (0, 12), 6: (-80, 12),
        7: (0, -80), 8: (0, 92),
    }  # fmt: skip
    main = {"highway": "primary", "oneway": "yes", "lanes": "2", "name": "main", "width": "7"}
    side = {"highway": "residential", "lanes": "2", "name": "side"}
    ways = [(1, [1, 2, 3], main), (2, [4, 5, 6], main), (3, [7, 2, 5, 8], side)]
    streets = read_osm_streets(osm_file(nodes, ways))
    geometry = build_geometry(streets)
    assert len(geometry.junctions) == 1
    assert geometry.junctions[0].inner_roads == ("place/w3n2",)
    found = derive_movements(streets, geometry)
    from_south = [one for one in found if one.from_strip.startswith("place/w3n7")]
    assert {str(one.turn) for one in from_south} == {"left", "through", "right"}


def test_local_turns_are_no_tighter_than_three_metres(star_streets):
    found = movements_of(star_streets(*CROSS, tags=TWO_LANES))
    assert min(least_radius_m(one.connector) for one in found) >= 3.0


def box_before(streets, way):
    (road,) = [road for road in streets.roads if f"w{way}n" in road.road_id]
    return CrossFeature(
        FeatureId("box"),
        FeatureKind.TWO_STAGE_BOX,
        road.road_id,
        RoadEnd.START,
        Anchor.MOUTH,
        offset=Measured(-4.0),
        depth=Measured(2.5),
    )


def test_small_motorcycles_turn_left_in_two_stages_through_their_box(star_streets):
    streets = star_streets(*CROSS, tags=TWO_LANES)
    box = box_before(streets, 100)  # east: north-bound riders wait before it and go west
    found = movements_of(streets, [box])
    staged = [one for one in found if one.stage]
    assert [one.stage for one in staged] == [1, 2]
    assert {one.two_stage_via for one in staged} == {"box"}
    assert all("w103" in one.from_strip and "w102" in one.to_strip for one in staged)
    assert all(one.modes <= {Mode.MOTO_SMALL, Mode.BIKE} for one in staged)
    direct = [one for one in found if one.turn is Turn.LEFT and "w103" in one.from_strip]
    assert [one.stage for one in direct if not one.stage] == [0]
    assert not direct[0].modes & {Mode.MOTO_SMALL, Mode.BIKE}
    first, second = (one.connector.pieces for one in staged)
    assert (second[0].x_m, second[0].y_m) != (first[0].x_m, first[0].y_m)


def test_a_two_stage_turn_does_not_cross_oncoming_traffic_while_it_enters_its_box(star_streets):
    streets = star_streets(*CROSS, tags=TWO_LANES)
    found = movements_of(streets, [box_before(streets, 100)])
    oncoming = {
        one.movement_id for one in found if "w101" in one.from_strip and one.turn is Turn.THROUGH
    }
    first = {one.movement_id for one in found if one.stage == 1}
    met = [
        point
        for point in conflict_points(found)
        if {point.one, point.other} & first and {point.one, point.other} & oncoming
    ]
    assert met == []


@pytest.mark.parametrize("kind", list(ConflictKind))
def test_conflict_points_do_not_depend_on_the_order_of_movements(star_streets, kind):
    found = movements_of(star_streets(*CROSS, tags=TWO_LANES))
    one = [point for point in conflict_points(found) if point.kind is kind]
    other = [point for point in conflict_points(found[::-1]) if point.kind is kind]
    assert one == other
