"""Reading a whole file: roads and nodes, clip, sides, areas, keys that stay."""

import json

import osmium
import pytest
import shapely

from roadnet.model import (
    Control,
    DrivingSide,
    FeatureKind,
    GroundKind,
    Method,
    NodeKind,
    OneWay,
    PointKind,
    RoadClass,
    TurnPermission,
)
from roadnet.osm.clip import BoundaryError
from roadnet.osm.read_file import OsmFileError
from roadnet.osm.read_streets import OsmChoice, read_osm_streets
from tests.roadnet.places import DEGREES_PER_M, ORIGIN

CROSS_NODES = {1: (-50, 0), 2: (0, 0, {"highway": "traffic_signals"}), 3: (50, 0), 4: (0, 60)}
CROSS_WAYS = [
    (10, [1, 2, 3], {"highway": "primary", "name": "中山路", "lanes": "4"}),
    (11, [2, 4], {"highway": "residential", "name": "民生路"}),
]


def box(tmp_path, west, south, east, north):
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    places = [[ORIGIN[0] + x * DEGREES_PER_M[0], ORIGIN[1] + y * DEGREES_PER_M[1]] for x, y in ring]
    path = tmp_path / "boundary.json"
    path.write_text(json.dumps({"type": "Polygon", "coordinates": [places]}))
    return path


def test_ways_are_cut_at_shared_nodes_and_keep_keys_of_way_and_node(osm_file):
    streets = read_osm_streets(osm_file(CROSS_NODES, CROSS_WAYS))
    assert [road.road_id for road in streets.roads] == [
        "place/w10n1",
        "place/w10n2",
        "place/w11n2",
    ]
    assert {node.node_id for node in streets.nodes} == {f"place/n{n}" for n in (1, 2, 3, 4)}
    assert streets.roads[0].length_m == pytest.approx(50, abs=0.2)


def test_the_area_is_named_after_the_file_and_the_place_gives_crs_and_side(osm_file):
    streets = read_osm_streets(osm_file(CROSS_NODES, CROSS_WAYS, name="taipei.osm"))
    assert (streets.area, streets.crs) == ("taipei", "EPSG:3826")
    assert streets.driving_side is DrivingSide.RIGHT
    assert streets.driving_side_method is Method.OSM


def test_london_keeps_left_and_a_stated_side_wins(osm_file):
    path = osm_file(CROSS_NODES, CROSS_WAYS, origin=(-0.09, 51.5))
    assert read_osm_streets(path).driving_side is DrivingSide.LEFT
    chosen = OsmChoice(driving_side=DrivingSide.RIGHT)
    assert read_osm_streets(path, chosen).driving_side is DrivingSide.RIGHT


def test_in_the_middle_of_the_ocean_right_is_assumed_and_said(osm_file):
    streets = read_osm_streets(osm_file(CROSS_NODES, CROSS_WAYS, origin=(-30.0, 10.0)))
    assert streets.driving_side_method is Method.ASSUMED
    assert any("side of the road" in note.text for note in streets.notes)


def test_roads_end_at_the_boundary(osm_file, tmp_path):
    choice = OsmChoice(boundary=box(tmp_path, -30, -30, 30, 30))
    streets = read_osm_streets(osm_file(CROSS_NODES, CROSS_WAYS), choice)
    assert [round(road.length_m, 1) for road in streets.roads] == [30.0, 30.0, 30.0]
    edges = [node for node in streets.nodes if node.kind is NodeKind.MAP_EDGE]
    assert len(edges) == 3


def test_a_way_that_leaves_and_comes_back_gives_two_roads(osm_file, tmp_path):
    nodes = {1: (-20, 0), 2: (0, 60), 3: (20, 0)}
    choice = OsmChoice(boundary=box(tmp_path, -30, -30, 30, 30))
    streets = read_osm_streets(osm_file(nodes, [(1, [1, 2, 3], {"highway": "tertiary"})]), choice)
    assert len(streets.roads) == 2
    assert all(28 < road.length_m < 35 for road in streets.roads)


def test_a_one_way_against_its_direction_is_turned_round(osm_file):
    nodes = {1: (0, 0), 2: (50, 0)}
    tags = {"highway": "residential", "oneway": "-1", "sidewalk": "left"}
    (road,) = read_osm_streets(osm_file(nodes, [(5, [1, 2], tags)])).roads
    assert (road.from_node, road.one_way) == ("place/n2", OneWay.FORWARD)
    assert road.sections[0].strips[-1].strip_type == "sidewalk"


def test_driveways_do_not_cut_their_street(osm_file):
    nodes = {1: (-50, 0), 2: (0, 0), 3: (50, 0), 4: (0, 30)}
    ways = [
        (1, [1, 2, 3], {"highway": "residential"}),
        (2, [2, 4], {"highway": "service", "service": "driveway"}),
    ]
    roads = read_osm_streets(osm_file(nodes, ways)).roads
    assert [(road.road_class, road.is_access) for road in roads] == [
        (RoadClass.RESIDENTIAL, False),
        (RoadClass.SERVICE, True),
    ]


def test_crossings_stop_lines_signals_and_trees_are_found(osm_file):
    nodes = {
        1: (-100, 0),
        2: (-10, 0, {"highway": "crossing", "crossing": "traffic_signals"}),
        3: (-5, 0, {"highway": "stop", "direction": "forward"}),
        4: (0, 0, {"highway": "traffic_signals"}),
        5: (60, 0),
        6: (0, 60),
        7: (3, 9, {"natural": "tree"}),
    }
    ways = [
        (1, [1, 2, 3, 4, 5], {"highway": "secondary"}),
        (2, [4, 6], {"highway": "secondary"}),
    ]
    streets = read_osm_streets(osm_file(nodes, ways))
    found = {str(one.kind): one for one in streets.cross_features}
    assert set(found) == {"crosswalk", "stop_line"}
    assert found["crosswalk"].is_signalised
    assert found["crosswalk"].offset.value == pytest.approx(90, abs=0.3)
    assert {asset.kind for asset in streets.point_assets} == {
        PointKind.SIGNAL,
        PointKind.SIGN,
        PointKind.TREE,
    }
    assert [node.control for node in streets.nodes if node.node_id == "place/n4"] == [
        Control.SIGNAL
    ]


def test_an_unmarked_crossing_has_no_paint(osm_file):
    nodes = {1: (0, 0), 2: (30, 0, {"highway": "crossing", "crossing": "unmarked"}), 3: (60, 0)}
    streets = read_osm_streets(osm_file(nodes, [(1, [1, 2, 3], {"highway": "tertiary"})]))
    assert [one.kind for one in streets.cross_features] == [FeatureKind.UNMARKED_CROSSING]


def test_a_sidewalk_way_is_left_out_where_its_street_has_one(osm_file):
    nodes = {1: (0, 0), 2: (80, 0), 3: (0, 6), 4: (80, 6)}
    path = {"highway": "footway", "footway": "sidewalk"}
    street = {"highway": "residential", "lanes": "2"}
    beside = [(1, [1, 2], {**street, "sidewalk": "both"}), (2, [3, 4], path)]
    streets = read_osm_streets(osm_file(nodes, beside))
    assert len(streets.roads) == 1
    assert streets.notes[0].values == {"count": 1}
    separate = [(1, [1, 2], {**street, "sidewalk": "separate"}), (2, [3, 4], path)]
    assert len(read_osm_streets(osm_file(nodes, separate)).roads) == 2


def test_two_carriageways_of_one_name_make_a_corridor_with_a_median(osm_file):
    nodes = {1: (0, 0), 2: (100, 0), 3: (100, 12), 4: (0, 12)}
    tags = {"highway": "primary", "oneway": "yes", "lanes": "2", "name": "中山路", "width": "7"}
    streets = read_osm_streets(osm_file(nodes, [(1, [1, 2], tags), (2, [3, 4], tags)]))
    (corridor,) = streets.corridors
    assert corridor.road_ids == ("place/w1n1", "place/w2n3")
    assert corridor.median_width.value == pytest.approx(12 - 7, abs=0.1)
    assert {road.corridor_id for road in streets.roads} == {corridor.corridor_id}


def test_a_turn_restriction_names_its_roads(osm_file):
    rule = (1, [("way", 10, "from"), ("node", 2, "via"), ("way", 11, "to")], {})
    tags = {"type": "restriction", "restriction": "no_left_turn", "except": "bus;bicycle"}
    path = osm_file(CROSS_NODES, CROSS_WAYS, relations=[(rule[0], rule[1], tags)])
    rules = read_osm_streets(path).turn_rules
    assert {(one.from_road, one.to_road) for one in rules} == {
        ("place/w10n1", "place/w11n2"),
        ("place/w10n2", "place/w11n2"),
    }
    assert rules[0].permission is TurnPermission.FORBIDDEN
    assert {str(mode) for mode in rules[0].excepted} == {"bus", "bike"}


def test_mapped_islands_and_parking_bays_become_ground_areas(osm_file):
    nodes = {1: (0, 0), 2: (80, 0), 3: (10, 4), 4: (30, 4), 5: (30, 7), 6: (10, 7)}
    ways = [
        (1, [1, 2], {"highway": "tertiary"}),
        (2, [3, 4, 5, 6, 3], {"amenity": "parking", "parking": "street_side"}),
        (3, [3, 4, 5, 3], {"area:highway": "traffic_island"}),
    ]
    areas = read_osm_streets(osm_file(nodes, ways)).ground_areas
    assert [area.kind for area in areas] == [GroundKind.PARKING, GroundKind.ISLAND]
    assert shapely.Polygon(areas[0].rings_m[0]).area == pytest.approx(60, rel=0.02)


def test_both_file_formats_give_the_same_streets(osm_file, tmp_path):
    xml = osm_file(CROSS_NODES, CROSS_WAYS)
    pbf = tmp_path / "place.osm.pbf"
    with osmium.SimpleWriter(str(pbf)) as writer:
        for element in osmium.FileProcessor(str(xml)):
            writer.add(element)
    from_xml, from_pbf = read_osm_streets(xml), read_osm_streets(pbf)
    assert [road.road_id for road in from_pbf.roads] == [road.road_id for road in from_xml.roads]
    for one, other in zip(from_xml.nodes, from_pbf.nodes, strict=True):
        assert (one.x_m, one.y_m) == pytest.approx((other.x_m, other.y_m), abs=0.02)


def test_elements_an_editor_deleted_are_not_read(osm_file):
    path = osm_file(CROSS_NODES, CROSS_WAYS)
    text = path.read_text(encoding="utf-8").replace(
        '<way id="11">', '<way id="11" action="delete">'
    )
    path.write_text(text, encoding="utf-8")
    assert [road.road_id for road in read_osm_streets(path).roads] == ["place/w10n1"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.osm", ""),
        ("text.osm", "no map"),
        ("cut.osm", '<osm><node id="1" lon="1" lat="2"/><way id="1"><nd ref='),
        ("noplace.osm", '<osm><node id="1"/></osm>'),
        ("nothing.osm", "<osm></osm>"),
        ("broken.osm.pbf", "not a pbf"),
        (
            "housesonly.osm",
            '<osm><node id="1" lon="1" lat="2"/><node id="2" lon="1" lat="2.1"/>'
            '<way id="1"><nd ref="1"/><nd ref="2"/><tag k="building" v="yes"/></way></osm>',
        ),
    ],
)
def test_files_without_streets_are_refused_with_a_sentence(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(OsmFileError, match=name):
        read_osm_streets(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(OsmFileError, match="no file"):
        read_osm_streets(tmp_path / "away.osm")


@pytest.mark.parametrize("content", ["", "[]", '{"type": "Point", "coordinates": [1, 2]}'])
def test_a_boundary_without_a_polygon_is_refused(osm_file, tmp_path, content):
    boundary = tmp_path / "edge.json"
    boundary.write_text(content, encoding="utf-8")
    with pytest.raises(BoundaryError):
        read_osm_streets(osm_file(CROSS_NODES, CROSS_WAYS), OsmChoice(boundary=boundary))
