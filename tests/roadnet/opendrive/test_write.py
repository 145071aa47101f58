import math
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from lxml import etree

from roadnet.geometry.build import build_geometry
from roadnet.geometry.road_frame import frame_of
from roadnet.markings.layout import lay_out
from roadnet.model import (
    Direction,
    DrivingSide,
    LineMarking,
    LineStyle,
    Method,
    Node,
    NodeId,
    PolylinePiece,
    Profile,
    ReferenceLine,
    Road,
    RoadClass,
    RoadEnd,
    RoadId,
    Section,
    Streets,
    Strip,
    StripId,
    StripType,
    Turn,
)
from roadnet.movements.derive import derive_movements
from roadnet.opendrive.curve_points import end_of, start_of
from roadnet.opendrive.document import OpenDriveError
from roadnet.opendrive.write import export_opendrive, opendrive_bytes
from roadnet.osm.read_streets import OsmChoice, read_osm_streets
from tests.roadnet.markings.made_streets import cross, straight
from tests.roadnet.opendrive.edges import (
    apart_m,
    edges_of_frame,
    edges_of_road,
    mouths_of,
    span_of,
)
from tests.roadnet.opendrive.joints import gaps_of_links, kinks_deg

CURVY = ((0.0, 0.0), (40.0, 0.0), (60.0, 15.0), (80.0, 10.0), (95.0, -20.0), (100.0, -60.0))


def strip(number, width, direction=Direction.FORWARD, kind=StripType.DRIVE, **more):
    key = StripId(f"s{number}")
    return Strip(key, kind, Profile.constant(width), direction, **more)


def street(points, strips, left_count, key="a", ends=("n1", "n2"), **more):
    line = ReferenceLine((PolylinePiece(tuple(points)),))
    own = tuple(replace(one, strip_id=StripId(f"{key}.{one.strip_id}")) for one in strips)
    section = Section(0.0, line.length_m, own, left_count)
    return Road(
        RoadId(key), NodeId(ends[0]), NodeId(ends[1]), line, (section,), name=key,
        road_class=RoadClass.RESIDENTIAL, **more,
    )  # fmt: skip


def town(*roads, side=DrivingSide.RIGHT, **more):
    ends = {}
    for road in roads:
        (line,) = road.line.pieces
        ends |= {road.from_node: line.points_m[0], road.to_node: line.points_m[-1]}
    nodes = tuple(Node(key, *ends[key]) for key in sorted(ends))
    return Streets("town", "EPSG:3826", side, nodes=nodes, roads=tuple(roads), **more)


BOTH_WAYS = (
    strip(1, 2.0, Direction.NONE, StripType.PARKING),
    strip(2, 3.0, Direction.BACKWARD),
    strip(3, 3.25),
    strip(4, 1.5, Direction.BOTH, StripType.SIDEWALK, height_m=0.15),
)


def test_nothing_to_write_is_refused():
    with pytest.raises(OpenDriveError, match="no road"):
        opendrive_bytes(Streets("empty", "local"))


def test_the_same_streets_give_the_same_bytes():
    streets = town(street(CURVY, BOTH_WAYS, 2))
    assert opendrive_bytes(streets) == opendrive_bytes(streets)


def test_a_file_declares_1_8_and_where_it_lies():
    header = etree.fromstring(opendrive_bytes(town(street(CURVY, BOTH_WAYS, 2)))).find("header")
    assert (header.get("revMajor"), header.get("revMinor")) == ("1", "8")
    assert header.findtext("geoReference").startswith("+proj=tmerc +lat_0=0 +lon_0=121")
    assert (header.get("west"), header.get("east")) == ("0", "100")


def test_ids_are_plain_numbers():
    root = etree.fromstring(opendrive_bytes(town(street(CURVY, BOTH_WAYS, 2, key="a/w1:n2"))))
    assert [road.get("id") for road in root.findall("road")] == ["1"]


def test_the_edges_of_a_polyline_stay_where_the_map_has_them(again):
    road = street(CURVY, BOTH_WAYS, 2)
    (back,) = again(town(road)).roads
    true = edges_of_frame(frame_of(road), 0.0, road.length_m)
    for one, other in zip(true, edges_of_road(back), strict=True):
        assert apart_m(one, other) < 0.006


def test_a_road_has_no_kinks(again):
    (back,) = again(town(street(CURVY, BOTH_WAYS, 2))).roads
    pieces = back.line.pieces
    for one, after in pairwise(pieces):
        (x, y, heading), (nx, ny, next_heading) = end_of(one), start_of(after)
        assert math.hypot(nx - x, ny - y) < 1e-6
        assert abs(math.remainder(next_heading - heading, math.tau)) < 1e-6


def test_what_stands_on_strips_is_written(again):
    lanes = (
        strip(1, 3.0, turns=(Turn.LEFT, Turn.THROUGH), speed_limit_kmh=40.0),
        strip(2, 2.0, kind=StripType.MOTO),
        strip(3, 2.0, kind=StripType.SLOW),
        strip(4, 3.5, kind=StripType.BUS),
        strip(5, 0.5, Direction.NONE, StripType.GUTTER),
        strip(6, 0.15, Direction.NONE, StripType.KERB, height_m=0.15),
        strip(7, 2.0, Direction.NONE, StripType.SERVICE_STRIP),
        strip(8, 2.0, Direction.BOTH, StripType.FOOTWAY),
        strip(9, 2.0, Direction.BOTH, StripType.PATH),
        strip(10, 1.0, Direction.NONE, StripType.ISLAND),
    )
    road = street(CURVY[:2], lanes, 0, layer=-1, speed_limit_kmh=50.0)
    (back,) = again(town(road)).roads
    for one, other in zip(lanes, back.sections[0].strips, strict=True):
        assert (one.strip_type, one.direction) == (other.strip_type, other.direction)
        assert (one.turns, one.height_m) == (other.turns, other.height_m)
    assert (back.layer, back.speed_limit_kmh, back.road_class) == (-1, 50.0, RoadClass.RESIDENTIAL)


@pytest.mark.parametrize("road_class", list(RoadClass))
def test_every_class_of_road_comes_back(again, road_class):
    road = replace(street(CURVY[:2], BOTH_WAYS, 2), road_class=road_class)
    assert again(town(road)).roads[0].road_class is road_class


@pytest.mark.parametrize("side", list(DrivingSide))
@pytest.mark.parametrize("left_count", range(5))
def test_the_centre_lane_parts_the_directions(side, left_count):
    ways = (Direction.BACKWARD, Direction.BACKWARD, Direction.FORWARD, Direction.FORWARD)
    lanes = [strip(index, 3.0, way) for index, way in enumerate(ways)]
    if side is DrivingSide.LEFT:
        lanes = lanes[::-1]
    content = opendrive_bytes(town(street(CURVY[:2], lanes, left_count), side=side))
    found = etree.fromstring(content).findall(".//laneSection/*/lane")
    assert [int(lane.get("id")) for lane in found] == [2, 1, 0, -1, -2]
    assert not any(lane.get("direction") for lane in found)


def test_a_lane_against_the_rule_of_the_road_says_so(again):
    lanes = (strip(1, 3.0), strip(2, 3.0, Direction.BACKWARD), strip(3, 3.0))
    back = again(town(street(CURVY[:2], lanes, 1)))
    ways = [one.direction for one in back.roads[0].sections[0].strips]
    assert ways == [Direction.FORWARD, Direction.BACKWARD, Direction.FORWARD]


def test_one_lane_for_both_directions_says_so(again):
    back = again(town(street(CURVY[:2], (strip(1, 4.0, Direction.BOTH),), 1)))
    assert back.roads[0].sections[0].strips[0].direction is Direction.BOTH


def links_of(streets):
    content = opendrive_bytes(streets)
    root = etree.fromstring(content)
    return content, [
        (road.get("name"), lane.get("id"), link.tag, link.get("id"))
        for road in root.findall("road")
        for lane in road.iterfind(".//lane")
        for link in lane.iterfind("link/*")
    ]


def test_lanes_go_on_into_the_next_road(again):
    first = street(((0, 0), (50, 0)), BOTH_WAYS, 2, "a", ("n1", "n2"))
    second = street(((50, 0), (95, 30)), BOTH_WAYS, 2, "b", ("n2", "n3"))
    streets = town(first, second)
    content, links = links_of(streets)
    assert [one[1:] for one in links if one[0] == "a"] == [
        (lane, "successor", lane) for lane in ("2", "1", "-1", "-2")
    ]
    gaps = list(gaps_of_links(content, again(streets)))
    assert len(gaps) == 8
    assert max(gap for _, gap in gaps) < 0.001


def test_roads_drawn_against_each_other_are_linked_crosswise(again):
    first = street(((0, 0), (50, 0)), BOTH_WAYS, 2, "a", ("n1", "n2"))
    turned = tuple(
        replace(
            one, direction=Direction(-one.direction) if abs(one.direction) == 1 else one.direction
        )
        for one in BOTH_WAYS[::-1]
    )
    second = street(((95, 30), (50, 0)), turned, 2, "b", ("n3", "n2"))
    streets = town(first, second)
    content, links = links_of(streets)
    assert [one[1:] for one in links if one[0] == "a"] == [
        ("2", "successor", "-2"), ("1", "successor", "-1"),
        ("-1", "successor", "1"), ("-2", "successor", "2"),
    ]  # fmt: skip
    assert max(gap for _, gap in gaps_of_links(content, again(streets))) < 0.001


def test_widths_that_step_at_a_joint_meet_over_a_centimetre(again):
    wide = (
        strip(1, 3.5, Direction.BACKWARD),
        strip(2, 3.5),
        strip(3, 2.0, Direction.NONE, StripType.PARKING),
    )
    narrow = (strip(1, 3.0, Direction.BACKWARD), strip(2, 3.0))
    first = street(((0, 0), (50, 0)), wide, 1, "a", ("n1", "n2"))
    second = street(((50, 0), (95, 0)), narrow, 1, "b", ("n2", "n3"))
    streets = town(first, second)
    content, links = links_of(streets)
    assert ("a", "1", "successor", "1") in links
    back = again(streets)
    assert max(gap for _, gap in gaps_of_links(content, back)) < 0.001
    edges = [section.offsets_at(section.length_m - 0.011) for section in back.roads[0].sections]
    assert edges[0] == pytest.approx((3.5, 0.0, -3.5, -5.5))
    assert back.roads[1].sections[0].offsets_at(0.0) == pytest.approx((3.0, 0.0, -3.0))


def test_strips_of_different_kinds_are_not_linked():
    first = street(
        ((0, 0), (50, 0)), (strip(1, 3.0, Direction.NONE, StripType.PARKING),), 0, "a", ("n1", "n2")
    )
    second = street(((50, 0), (95, 0)), (strip(1, 3.0),), 0, "b", ("n2", "n3"))
    assert links_of(town(first, second))[1] == []


def test_a_ring_of_one_road_is_written(again):
    angles = np.linspace(0.0, math.tau, 25)
    ring = [(30 * math.cos(angle), 30 * math.sin(angle)) for angle in angles]
    ring[-1] = ring[0]
    back = again(town(street(ring, (strip(1, 4.0),), 0, "ring", ("n1", "n1"))))
    assert back.roads[0].from_node == back.roads[0].to_node


def exported(streets):
    geometry = build_geometry(streets)
    movements = derive_movements(streets, geometry)
    return geometry, movements, export_opendrive(streets, movements, geometry=geometry)


@pytest.mark.parametrize(
    "angles", [(0, 90, 180, 270), (0, 120, 240), (10, 75, 200, 250, 310), (0, 40, 180)]
)
@pytest.mark.parametrize("side", list(DrivingSide))
def test_movements_are_connecting_roads_from_edge_to_edge(star_streets, again, angles, side):
    streets = star_streets(*angles, choice=OsmChoice(driving_side=side))
    geometry, movements, export = exported(streets)
    assert len(movements) >= len(angles)
    back = again(streets, movements, geometry=geometry)
    ways = {(one.from_strip, one.to_strip) for one in movements}
    assert len(back.movements) == len(ways)
    assert max(gap for _, gap in gaps_of_links(export.content, back)) < 0.005
    assert max(kink for _, kink in kinks_deg(export.content, back)) < 0.1


def test_roads_end_at_the_mouths_of_their_junctions(star_streets, again):
    streets = star_streets(0, 90, 180, 270)
    geometry, movements, _ = exported(streets)
    mouths = mouths_of(geometry)
    named = replace(streets, roads=tuple(replace(one, name=one.road_id) for one in streets.roads))
    back = {one.name: one for one in again(named, movements, geometry=geometry).roads}
    for key, frame in geometry.frames.items():
        start, end = span_of(frame, mouths)
        assert back[key].length_m == pytest.approx(end - start, abs=1e-6)
        true = edges_of_frame(frame, start, end)
        for one, other in zip(true, edges_of_road(back[key]), strict=True):
            assert apart_m(one, other) < 0.006


def test_a_movement_beside_its_lanes_is_told_and_left_out(star_streets):
    streets = star_streets(0, 90, 180, 270)
    geometry, movements, _ = exported(streets)
    first = movements[0]
    piece = first.connector.pieces[0]
    aside = replace(first, connector=ReferenceLine((replace(piece, x_m=piece.x_m + 1.0),)))
    export = export_opendrive(streets, [aside], geometry=geometry)
    notes = [str(note) for note in export.notes]
    assert "1 movements could not be written as connecting roads." in notes
    assert etree.fromstring(export.content).findall("junction") == []


def test_without_movements_roads_end_without_links(star_streets, again):
    streets = star_streets(0, 90, 180)
    root = etree.fromstring(opendrive_bytes(streets))
    assert root.findall("road/link/*") == []
    assert len(again(streets).roads) == 3


def test_lines_that_rules_put_on_boundaries_are_written_where_none_are_stated(star_streets, again):
    streets = star_streets(0, 90, 180, 270, tags={"highway": "primary", "lanes": "4"})
    geometry = build_geometry(streets)
    layout = lay_out(streets, geometry, date(2025, 7, 1))
    assert layout.lines
    plain = again(streets, geometry=geometry)
    painted = again(streets, geometry=geometry, layout=layout)

    def marks(one):
        return sum(
            len(boundary.markings)
            for road in one.roads
            for section in road.sections
            for boundary in section.boundaries
        )

    assert marks(painted) > marks(plain)
    assert len(painted.cross_features) >= len(plain.cross_features)


def test_planned_lines_begin_and_end_where_they_do_on_the_map_and_are_assumed(again):
    streets = cross()
    geometry = build_geometry(streets)
    layout = lay_out(streets, geometry, date(2025, 7, 1))
    named = replace(streets, roads=tuple(replace(one, name=one.road_id) for one in streets.roads))
    painted = {road.name: road for road in again(named, geometry=geometry, layout=layout).roads}
    starts = {road.road_id: 0.0 for road in streets.roads} | {
        mouth.road_id: mouth.station_m
        for area in geometry.junctions
        for mouth in area.mouths
        if mouth.end is RoadEnd.START
    }
    assert len(layout.lines) > 10
    for line in layout.lines:
        (section,) = painted[line.road_id].sections
        begin, end = (at - starts[line.road_id] for at in (line.start_m, line.end_m))
        markings = section.boundary(line.boundary).markings
        starting = [one for one in markings if one.style is line.style]
        (planned,) = [
            one for one in starting if one.start_m == pytest.approx(max(begin, 0.0), abs=0.001)
        ]
        assert planned.method is Method.ASSUMED
        later = [one.start_m for one in markings if one.start_m > planned.start_m]
        assert min(later, default=section.length_m) == pytest.approx(end, abs=0.001)


def test_the_rule_and_the_day_of_paint_come_back(again):
    line = LineMarking(
        code="TW-182", style=LineStyle.BROKEN, painted_on=date(2025, 7, 1), method=Method.SURVEYED
    )
    (back,) = again(straight({3: [line]})).roads
    (found,) = back.sections[0].boundary(3).markings
    assert (found.code, found.painted_on) == ("TW-182", date(2025, 7, 1))
    assert found.method is Method.OPENDRIVE


def test_every_signal_has_a_height(osm_file, again):
    nodes = {1: (0, 0), 2: (50, 0, {"highway": "traffic_signals"}), 3: (90, 0), 4: (50, 40)}
    ways = [(1, [1, 2, 3], {"highway": "primary"}), (2, [2, 4], {"highway": "primary"})]
    streets = read_osm_streets(osm_file(nodes, ways))
    signals = etree.fromstring(opendrive_bytes(streets)).findall(".//signal")
    assert [signal.get("zOffset") for signal in signals] == ["4.6"]
    (head,) = again(streets).point_assets
    assert head.bottom_height.is_assumed
    assert (head.x_m, head.y_m) == pytest.approx(
        (streets.point_assets[0].x_m, streets.point_assets[0].y_m), abs=1e-4
    )
