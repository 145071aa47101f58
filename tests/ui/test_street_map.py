"""The base map: blocks for the browser, sheets of a place, and its page."""

import gzip
import json
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest
from starlette.requests import Request

from crashes.demo_city.street_map import demo_street_map
from language import Language, in_language
from roadnet.geometry.build import build_geometry
from roadnet.markings.paint_streets import paint_streets
from roadnet.model import Times
from roadnet.model.record import StreetArea
from roadnet.records import area_of, records_of
from ui.maps.geodetic import to_lonlat
from ui.street_map.block import LEVELS, Block, block_at, part_of_area
from ui.street_map.bringing_in import Bringing, bring_in
from ui.street_map.kept import area_named, street_areas
from ui.street_map.layer import street_base_map, street_layers
from ui.street_map.routes import STREETS_ROUTE, answer_block, blocks_address, street_map_routes
from ui.street_map.sheets import sheet_bytes, sheet_choice

DAY = date(2026, 1, 1)
OSM = b"""<osm version="0.6">
<node id="1" lat="23.5000" lon="120.4500"/><node id="2" lat="23.5000" lon="120.4520"/>
<node id="3" lat="23.5010" lon="120.4510"/><node id="4" lat="23.4990" lon="120.4510"/>
<node id="5" lat="23.5000" lon="120.4510"/>
<way id="10"><nd ref="1"/><nd ref="5"/><nd ref="2"/><tag k="highway" v="primary"/></way>
<way id="11"><nd ref="3"/><nd ref="5"/><nd ref="4"/><tag k="highway" v="residential"/></way>
</osm>"""


def answered(query):
    scope = {"type": "http", "query_string": query.encode(), "headers": []}
    return answer_block(Request(scope))


def content(answer):
    return json.loads(gzip.decompress(answer.body))


class Upload(BytesIO):
    name = "block.osm"


@pytest.fixture
def street_store(empty_store):
    """A store with the streets of the demo city, those of road 1 only since a day."""
    streets = demo_street_map()
    first, *others = streets.roads
    streets = replace(streets, roads=(replace(first, times=Times(valid_from=DAY)), *others))
    empty_store.change_settings(crs=streets.crs)
    empty_store.save_streets(area_of(streets), records_of(streets), author="demo")
    return empty_store


@pytest.fixture
def centre():
    """Longitude and latitude of a junction of the demo city."""
    node = next(one for one in demo_street_map().nodes if one.node_id == "demo/D3")
    lon, lat = to_lonlat([node.x_m], [node.y_m], "EPSG:3826")
    return float(lon[0]), float(lat[0])


@pytest.fixture
def asked(street_store):  # noqa: ARG001 (the route reads it)
    """Ask the route for the block of a level at a place."""

    def ask(place, level, day=DAY, language=Language.EN):
        with in_language(language):
            address = blocks_address("demo", day)
        block = block_at(*place, level)
        query = address.partition("?")[2]
        return answered(f"{query}&level={level}&column={block.column}&row={block.row}")

    return ask


def groups(answer):
    return {shape[0] for shape in content(answer)["shapes"]}


def test_a_near_block_has_strips_junction_and_paint(asked, centre):
    answer = asked(centre, 17)
    assert answer.status_code == 200
    assert {"strip:drive", "strip:sidewalk", "junction", "marking"} <= groups(answer)


def test_a_far_block_has_only_lines_and_leaves_out_small_streets(asked, centre):
    far, near = asked(centre, 10), asked(centre, 14)
    assert groups(far) == groups(near) == {"line"}
    assert 0 < len(content(far)["shapes"]) < len(content(near)["shapes"])


def test_a_strip_tells_width_method_and_day_of_recording(asked, centre):
    shapes = content(asked(centre, 17))["shapes"]
    facts = dict(next(shape[4] for shape in shapes if shape[0] == "strip:drive"))
    assert facts["Width"].endswith(" m")
    assert facts["Width from"] == "invented for the demo city"
    assert facts["Recorded by"] == "demo"
    assert date.fromisoformat(facts["Recorded on"])


def test_a_block_speaks_the_language_of_the_page(asked, centre):
    headings = {shape[3] for shape in content(asked(centre, 17, language=Language.ZH_TW))["shapes"]}
    assert "路口" in headings


def test_surfaces_of_a_block_are_those_of_the_whole_map(street_store, centre):
    area = area_named("demo")
    block = block_at(*centre, 17)
    part = part_of_area(street_store, area, block.box_m(area.crs, 120.0), DAY)
    whole = {one.junction.junction_id: one for one in build_geometry(demo_street_map()).junctions}
    same = next(
        one for one in build_geometry(part.streets).junctions if "D3" in one.junction.junction_id
    )
    assert same.polygons == whole[same.junction.junction_id].polygons


def test_paint_can_be_laid_out_near_every_junction_alone():
    streets = demo_street_map()
    geometry = build_geometry(streets)
    for node in streets.nodes[::6]:
        box = (node.x_m - 80, node.y_m - 80, node.x_m + 80, node.y_m + 80)
        assert paint_streets(streets, geometry, DAY, within=box)


def test_a_road_is_not_on_the_map_of_the_day_before_it_was_built(asked):
    road = demo_street_map().roads[0]
    x, y = road.line.pieces[0].points_m[0]
    lon, lat = to_lonlat([x], [y], "EPSG:3826")
    place = (float(lon[0]), float(lat[0]))
    before = content(asked(place, 14, day=DAY - timedelta(days=1)))["shapes"]
    assert len(content(asked(place, 14))["shapes"]) == len(before) + 1


@pytest.mark.usefixtures("street_store")
@pytest.mark.parametrize(
    "changed", ["level=13", "level=x", "column=-1", "row=99999999", "area=none", "day=soon"]
)
def test_an_address_without_sense_is_refused(changed):
    name, _, value = changed.partition("=")
    query = {"area": "demo", "day": "2026-01-01", "language": "en"}
    query |= {"level": "10", "column": "853", "row": "443", name: value}
    assert answered(urlencode(query)).status_code == 400


def test_the_address_of_blocks_changes_with_the_streets_only(street_store):
    before = blocks_address("demo", DAY)
    street_store.log("tester", "looked", "elsewhere", {})
    street_store.change_settings(city_name="x")
    assert blocks_address("demo", DAY) == before
    (node,) = street_store.street_records("demo")[:1]
    street_store.save_street_edits("demo", [], author="a", reason="r", expected=[node])
    assert blocks_address("demo", DAY) != before


def test_the_app_answers_under_the_address_of_blocks():
    assert [route.path for route in street_map_routes()] == [STREETS_ROUTE]


def test_blocks_of_a_level_meet_without_a_gap():
    for level in LEVELS:
        one, other = Block(level, 5, 7), Block(level, 6, 8)
        assert one.bounds[2] == other.bounds[0]
        assert one.bounds[1] == other.bounds[3]


@pytest.mark.usefixtures("street_store")
@pytest.mark.parametrize(("ending", "start"), [("svg", b"<"), ("pdf", b"%PDF"), ("dxf", b"  0")])
def test_a_sheet_of_a_place_can_be_saved(centre, ending, start):
    area = area_named("demo")
    choice = sheet_choice(area, DAY, centre, 500, "A4")
    assert sheet_bytes(area, choice, ending).startswith(start)


def test_a_file_of_openstreetmap_becomes_an_area(empty_store):
    streets, outcome = bring_in(empty_store, Bringing(Upload(OSM)))
    assert [area.name for area in street_areas()] == ["block"] == [streets.area]
    assert outcome.new > 0
    assert empty_store.settings().crs == "EPSG:3826"


@pytest.mark.usefixtures("street_store")
def test_the_layer_is_named_by_day_and_names_no_other_server():
    drawn = street_base_map((120.0, 23.0, 121.0, 24.0))
    street_layers(blocks_address("demo", DAY), "as it stood").add_to(drawn)
    page = drawn.get_root().render()
    assert "https://" not in page
    assert "day=2026-01-01" in page


@pytest.mark.usefixtures("empty_store")
def test_the_page_without_streets_says_what_to_do(run_page):
    page = run_page("street_map")
    assert not page.exception
    assert "bring in a file" in page.info[0].value


@pytest.mark.usefixtures("street_store")
def test_the_page_offers_the_sheet_and_the_check(run_page):
    page = run_page("street_map")
    assert not page.exception
    page.button(key="street_check").click().run()
    assert not page.exception
    metrics = {metric.label: metric.value for metric in page.metric}
    assert metrics["Invalid surfaces"] == "0"
    assert metrics["Roads"] == str(len(demo_street_map().roads))


@pytest.mark.usefixtures("street_store")
def test_the_page_in_chinese(run_page):
    page = run_page("street_map", language="zh-TW")
    assert not page.exception
    assert page.title[0].value == "道路底圖"


def test_an_area_in_local_metres_has_no_map_but_a_sentence(street_store, run_page):
    street_store.save_streets(StreetArea("alone", "local"), [], author="demo")
    page = run_page("street_map", area="alone")
    assert not page.exception
    assert "no place on Earth" in page.warning[0].value
