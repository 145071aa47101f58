"""A crossing of two arms and a branch, as small as it can be."""

import math

import pytest

from roadnet.model import Control, Direction, Priority, RoadEnd, Turn
from roadnet.opendrive.curve_points import end_of, start_of
from tests.roadnet.opendrive.xodr_files import document, lane, road, section, width

#   road 1 comes from the west and ends at (0, 0); road 2 begins at (20, 0) and goes east;
#   road 3 begins at (10, 10) and goes north. Connecting road 10: 1 to 2; 11: 1 to 3 (left turn).
WEST = '<geometry s="0" x="-50" y="0" hdg="0" length="50"><line/></geometry>'
EAST = '<geometry s="0" x="20" y="0" hdg="0" length="50"><line/></geometry>'
NORTH = '<geometry s="0" x="10" y="10" hdg="1.5707963267948966" length="50"><line/></geometry>'
ACROSS = '<geometry s="0" x="0" y="0" hdg="0" length="20"><line/></geometry>'
QUARTER = 15.707963267948966
AROUND = f'<geometry s="0" x="0" y="0" hdg="0" length="{QUARTER}"><arc curvature="0.1"/></geometry>'
TO_JUNCTION = '<{tag} elementType="junction" elementId="5"/>'
LANES = section([lane(1)], [lane(-1)])
ENTRY = """<connection id="{id}" incomingRoad="1" connectingRoad="{road}" contactPoint="start">
<laneLink from="-1" to="-1"/></connection>"""


def linked(number):
    link = f'<link><predecessor id="{number}"/><successor id="{number}"/></link>'
    return lane(number, link + width())


def connecting(number, plan, to, length, sections=None, more=""):
    link = (
        '<predecessor elementType="road" elementId="1" contactPoint="end"/>'
        f'<successor elementType="road" elementId="{to}" contactPoint="start"/>'
    )
    return road(
        number,
        plan,
        sections or section((), [linked(-1)]),
        length,
        link=link,
        junction="5",
        more=more,
    )


def crossing(*, more="", entries=None, roads=(), signals="", controllers="", rule=""):
    entries = entries or ENTRY.format(id=0, road=10) + ENTRY.format(id=1, road=11)
    successor, predecessor = (TO_JUNCTION.format(tag=tag) for tag in ("successor", "predecessor"))
    return document(
        road(1, WEST, LANES, 50, link=successor, name="West Road", signals=signals, more=rule),
        road(2, EAST, LANES, 50, link=predecessor, name="East Road", more=rule),
        road(3, NORTH, LANES, 50, link=predecessor, name="North Road", more=rule),
        connecting(10, ACROSS, 2, 20, more=rule),
        connecting(11, AROUND, 3, 15.707963267948966, more=rule),
        *roads,
        more=f'{controllers}<junction id="5" name="">{entries}{more}</junction>',
    )


def test_a_junction_has_its_arms_clockwise_with_their_lanes(read):
    (junction,) = read(crossing()).junctions
    told = [(arm.road_id, arm.road_end, arm.bearing_deg) for arm in junction.arms]
    assert told == [
        ("town/r3", RoadEnd.START, 0.0),
        ("town/r2", RoadEnd.START, 90.0),
        ("town/r1", RoadEnd.END, 270.0),
    ]
    assert all((arm.lanes_in, arm.lanes_out) == (1, 1) for arm in junction.arms)
    assert all(arm.fixed_mouth.value == 0.0 for arm in junction.arms)
    assert junction.name == "North Road×East Road×West Road"


def test_connecting_roads_share_the_nodes_of_their_arms(read):
    streets = read(crossing())
    roads = {road.road_id: road for road in streets.roads}
    assert roads["town/r10"].from_node == roads["town/r1"].to_node
    assert roads["town/r10"].to_node == roads["town/r2"].from_node
    (junction,) = streets.junctions
    assert roads["town/r1"].to_node in junction.node_ids
    assert roads["town/r1"].from_node not in junction.node_ids


def test_every_lane_through_a_junction_is_a_movement(read):
    movements = read(crossing()).movements
    told = [(one.from_strip, one.to_strip, one.turn) for one in movements]
    assert told == [
        ("town/r1.0.-1", "town/r2.0.-1", Turn.THROUGH),
        ("town/r1.0.-1", "town/r3.0.-1", Turn.LEFT),
    ]


def test_a_connector_runs_from_the_middle_of_a_lane_to_the_middle_of_a_lane(read):
    left = read(crossing()).movements[1].connector
    assert start_of(left.pieces[0]) == pytest.approx((0.0, -1.5, 0.0))
    assert end_of(left.pieces[-1]) == pytest.approx((11.5, 10.0, math.pi / 2))


def test_a_connecting_road_drawn_against_its_traffic_gives_a_movement_with_it(read):
    plan = '<geometry s="0" x="20" y="0" hdg="3.141592653589793" length="20"><line/></geometry>'
    link = (
        '<predecessor elementType="road" elementId="2" contactPoint="start"/>'
        '<successor elementType="road" elementId="1" contactPoint="end"/>'
    )
    lanes = section([linked(1).replace('id="1"/>', 'id="-1"/>')], ())
    back = road(12, plan, lanes, 20, link=link, junction="5")
    entry = """<connection id="0" incomingRoad="1" connectingRoad="12" contactPoint="end">
    <laneLink from="-1" to="1"/></connection>"""
    (movement,) = read(crossing(entries=entry, roads=[back])).movements
    assert (movement.from_strip, movement.to_strip) == ("town/r1.0.-1", "town/r2.0.-1")
    assert start_of(movement.connector.pieces[0]) == pytest.approx((0.0, -1.5, 0.0), abs=1e-9)
    assert end_of(movement.connector.pieces[-1])[:2] == pytest.approx((20.0, -1.5))


def test_links_against_the_traffic_are_no_movements(read):
    entry = ENTRY.format(id=0, road=10).replace(
        "</connection>", '<laneLink from="1" to="1"/></connection>'
    )
    two_way = section([linked(1)], [linked(-1)])
    text = crossing(entries=entry).replace(section((), [linked(-1)]), two_way, 1)
    streets = read(text)
    assert [one.from_strip for one in streets.movements] == ["town/r1.0.-1"]
    assert not any("lead to no lane" in str(note) for note in streets.notes)


def test_where_traffic_keeps_left_the_left_lanes_lead_in(read):
    text = crossing(rule='rule="LHT"').replace('from="-1" to="-1"', 'from="1" to="1"')
    text = text.replace(section((), [linked(-1)]), section([linked(1)], ()))
    movements = read(text).movements
    assert [one.from_strip for one in movements] == ["town/r1.0.1"] * 2
    assert start_of(movements[0].connector.pieces[0]) == pytest.approx((0.0, 1.5, 0.0))


def test_a_link_to_a_missing_lane_is_told(read):
    entry = ENTRY.format(id=0, road=10).replace('to="-1"', 'to="-4"')
    streets = read(crossing(entries=entry))
    assert streets.movements == ()
    assert "1 lane links of junctions lead to no lane." in map(str, streets.notes)


def test_priority_belongs_to_arms_and_movements(read, again):
    text = crossing(more='<priority high="1" low="3"/>')
    streets = read(text)
    ranks = {arm.road_name: arm.has_priority for arm in streets.junctions[0].arms}
    assert ranks == {"West Road": True, "North Road": False, "East Road": None}
    assert {one.priority for one in streets.movements} == {Priority.MAJOR}
    assert again(streets).junctions[0].arms == streets.junctions[0].arms


HEAD = """<signal s="49" t="-4" id="{id}" dynamic="yes" orientation="+" zOffset="3"
country="OpenDRIVE" type="1000001" subtype="-1"/>"""


def test_controllers_are_groups_of_the_machine_of_their_junction(read, again):
    controllers = "".join(
        f'<controller id="{number}" name="c{number}"><control signalId="{signal}"/></controller>'
        for number, signal in ((7, 21), (8, 22))
    )
    named = '<controller id="7"/><controller id="8"/>'
    signals = HEAD.format(id=21) + HEAD.format(id=22)
    streets = read(crossing(controllers=controllers, more=named, signals=signals))
    (machine,) = streets.controllers
    assert (machine.groups, machine.junction_ids) == (("7", "8"), ("town/j5",))
    assert [one.signal_group for one in streets.point_assets] == ["7", "8"]
    assert streets.junctions[0].control is Control.SIGNAL
    back = again(streets)
    assert back.controllers == streets.controllers
    assert back.junctions == streets.junctions


@pytest.mark.parametrize("kind", ["virtual", "direct", "crossing"])
def test_junctions_of_other_kinds_are_counted(read, kind):
    streets = read(crossing().replace('<junction id="5"', f'<junction id="5" type="{kind}"'))
    assert any(f"junction type={kind}" in str(note) for note in streets.notes)


def test_parts_of_junctions_that_are_left_out_are_counted(read):
    streets = read(crossing(more="<crossPath/><boundary/>"))
    notes = {str(note) for note in streets.notes}
    assert {"Not taken over: 1 × junction/crossPath.",
            "Not taken over: 1 × junction/boundary."} <= notes  # fmt: skip


def test_a_connecting_road_without_links_is_linked_by_its_connection(read):
    bare = road(
        10, ACROSS, section((), [linked(-1)]), 20, junction="5",
        link='<successor elementType="road" elementId="2" contactPoint="start"/>',
    )  # fmt: skip
    full = connecting(10, ACROSS, 2, 20)
    streets = read(crossing().replace(full, bare))
    assert len(streets.movements) == 2


def test_a_junction_is_written_as_it_was_read(read, again):
    streets = read(crossing())
    back = again(streets)
    assert back.junctions == streets.junctions
    assert [(one.from_strip, one.to_strip) for one in back.movements] == [
        (one.from_strip, one.to_strip) for one in streets.movements
    ]
    assert [road.external_ids for road in back.roads] == [
        road.external_ids for road in streets.roads
    ]


def test_roads_that_follow_each_other_share_a_node(read):
    after = '<geometry s="0" x="100" y="0" hdg="0" length="100"><line/></geometry>'
    one = road(1, link='<successor elementType="road" elementId="2" contactPoint="start"/>')
    two = road(2, after, link='<predecessor elementType="road" elementId="1" contactPoint="end"/>')
    streets = read(document(one, two))
    assert streets.roads[0].to_node == streets.roads[1].from_node
    assert len(streets.nodes) == 3


def test_lane_directions_of_a_crossing_make_one_way_roads(read):
    one_way = section((), [lane(-1), lane(-2, kind="sidewalk")])
    roads = read(document(road(sections=one_way))).roads
    assert roads[0].one_way.value == "forward"
    assert roads[0].sections[0].strips[1].direction is Direction.BOTH
