"""Corrections of the base map on its page: saved, followed by the map, told, undone, kept."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
import shapely

from crashes.demo_city.street_map import demo_street_map
from errors import DaoanError
from language import Language, in_language
from roadnet.geometry.build import build_geometry
from roadnet.model import DrivingSide, Method, PointKind, StripType
from roadnet.records import area_of, records_of, thing_of
from storage.accounts import Role
from ui.maps.geodetic import to_lonlat
from ui.store_access import data_version
from ui.street_map.bringing_in import Bringing, bring_in
from ui.street_map.check_view import RunningCheck, _started
from ui.street_map.correcting.line_form import LineKind, line_kinds
from ui.street_map.correcting.panel import take_click
from ui.street_map.differences import differences
from ui.street_map.element import Click, Element, ElementKind, read_click
from ui.street_map.kept import area_named, overview, today

ROAD = "demo/C3-D3"
REASON = "tape measure"
OSM = b"""<osm version="0.6">
<node id="1" lat="23.5000" lon="120.4500"/><node id="2" lat="23.5000" lon="120.4520"/>
<way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/></way>
</osm>"""


@pytest.fixture(autouse=True)
def english():
    """The test reads choices in the language of the page."""
    with in_language(Language.EN):
        yield


@pytest.fixture
def street_store(empty_store):
    """A store with the streets of the demo city."""
    streets = demo_street_map()
    empty_store.change_settings(crs=streets.crs, is_demo=True)
    empty_store.save_streets(area_of(streets), records_of(streets), author="demo")
    return empty_store


@pytest.fixture(scope="module")
def surfaces():
    """The surfaces of the demo city."""
    return build_geometry(demo_street_map())


def click_on(polygon, element):
    point = polygon.representative_point()
    return click_at(point.x, point.y, element)


def click_at(x_m, y_m, element):
    lon, lat = to_lonlat([x_m], [y_m], "EPSG:3826")
    return Click(element, float(lon[0]), float(lat[0]))


@pytest.fixture
def on_strip(surfaces):
    """A click on the leftmost strip of a road."""
    area = next(one for one in surfaces.strips if one.road.road_id == ROAD and one.strip_index == 0)
    return click_on(area.polygons[0], Element(ElementKind.STRIP, ROAD))


@pytest.fixture
def correct(run_page):
    """Open the page on a click in the mode of corrections."""

    def open_page(click, language="en"):
        page = run_page("street_map", language=language)
        page.session_state["street_click"] = ("demo", click)
        page.toggle(key="street_correcting").set_value(True)
        return page.run()

    return open_page


def field(widgets, ending):
    return next(one for one in widgets if one.key and one.key.endswith(ending))


def press(page, label):
    next(one for one in page.button if one.label == label).click()
    return page.run()


def road_now(store, **chosen):
    return [thing_of(one) for one in store.street_records("demo", **chosen) if one.key == ROAD]


def first_width(road):
    return road.sections[0].strips[0].width


def test_a_width_is_saved_told_and_undone(street_store, correct, on_strip):
    before = first_width(road_now(street_store)[0])
    page = correct(on_strip)
    field(page.number_input, "_width").set_value(4.2)
    field(page.text_input, "_reason").set_value(REASON)
    page = press(page, "Save the correction")
    assert not page.exception
    assert "Saved" in page.success[0].value
    width = first_width(road_now(street_store)[0])
    assert (width.at(0), width.method, width.sigma_m) == (4.2, Method.SURVEYED, 0.02)
    told = " ".join(one.value for one in [*page.markdown, *page.caption])
    assert REASON in told
    assert "4\\.20 m" in told
    page = press(page, "Undo the last correction")
    assert not page.exception
    assert first_width(road_now(street_store)[0]) == before
    assert [one.author for one in street_store.street_history("demo")] == [
        "demo",
        "王小明",
        "王小明",
    ]


def test_a_correction_without_a_reason_is_refused_in_words(street_store, correct, on_strip):
    page = press(correct(on_strip), "Save the correction")
    assert "needs a reason" in page.error[0].value
    assert street_store.street_history("demo") == ()


def test_who_comes_second_is_told_and_nothing_is_lost(street_store, correct, on_strip):
    page = correct(on_strip)
    field(page.number_input, "_width").set_value(4.2)
    field(page.text_input, "_reason").set_value(REASON)
    (held,) = [one for one in street_store.street_records("demo") if one.key == ROAD]
    other = replace(held, is_edit=True)
    street_store.save_street_edits("demo", [other], author="colleague", reason="x", expected=[held])
    page = press(page, "Save the correction")
    assert "colleague changed this" in page.error[0].value
    assert first_width(road_now(street_store)[0]) == first_width(thing_of(held))


@pytest.mark.usefixtures("street_store")
@pytest.mark.parametrize("role", [None, Role.READER])
def test_only_officers_and_administrators_correct(correct, on_strip, sign_in, role):
    sign_in(role, "reader")
    page = correct(on_strip)
    assert not page.exception
    assert "Save the correction" not in {one.label for one in page.button}


def test_a_line_is_stated_since_a_day(street_store, correct, on_strip):
    element = Element(ElementKind.LINE, ROAD, 0, 1, 0)
    page = correct(replace(on_strip, element=element))
    field(page.selectbox, "_0_kind").set_value(LineKind("TW-182"))
    field(page.date_input, "_since").set_value(date(2026, 5, 1))
    field(page.text_input, "_reason").set_value(REASON)
    page = press(page, "Save the correction")
    assert not page.exception
    (early,) = road_now(street_store, on=date(2026, 4, 30))
    (late,) = road_now(street_store, on=date(2026, 5, 1))
    assert early.sections == demo_road().sections
    assert late.sections[0].boundaries[1].markings[0].code == "TW-182"


def demo_road():
    return next(one for one in demo_street_map().roads if one.road_id == ROAD)


def test_an_assumed_stop_line_gets_a_measured_place(street_store, correct, surfaces):
    junction = next(one for one in surfaces.junctions if "D3" in one.junction.junction_id)
    mouth = next(one for one in junction.mouths if one.road_id == ROAD)
    key = f"{ROAD}:{mouth.end}:stop_line"
    centre = junction.polygons[0].centroid
    page = correct(click_at(centre.x, centre.y, Element(ElementKind.FEATURE, key)))
    assert not page.exception
    assert "follows from the rules" in " ".join(one.value for one in page.caption)
    place = field(page.number_input, "_station")
    place.set_value(place.value - 2.0)
    field(page.text_input, "_reason").set_value(REASON)
    wanted = place.value
    page = press(page, "Save the correction")
    assert not page.exception
    (found,) = [one for one in street_store.street_records("demo") if one.key == key]
    assert thing_of(found).offset.value == pytest.approx(wanted)
    assert found.is_edit


def test_the_control_of_a_junction_is_stated(street_store, correct, surfaces):
    area = next(one for one in surfaces.junctions if "D3" in one.junction.junction_id)
    key = area.junction.junction_id
    page = correct(click_on(area.polygons[0], Element(ElementKind.JUNCTION, key)))
    field(page.text_input, "_name").set_value("East gate")
    field(page.text_input, "_reason").set_value(REASON)
    page = press(page, "Save the correction")
    assert not page.exception
    (found,) = [one for one in street_store.street_records("demo") if one.kind == "junctions"]
    assert thing_of(found).name == "East gate"


def test_a_sign_is_put_where_the_map_was_clicked_and_taken_away(street_store, correct, on_strip):
    page = correct(on_strip)
    page.selectbox(key="street_put").set_value(f"point:{PointKind.SIGN}").run()
    field(page.text_input, "_code").set_value("限5")
    reason = [one for one in page.text_input if one.key.endswith("_reason")][-1]
    reason.set_value("new sign")
    page = press(page, "Put it on the map")
    assert not page.exception
    (sign,) = [one for one in street_store.street_history("demo") if one.kind == "point_assets"]
    asset = thing_of(sign)
    x, y = to_lonlat([asset.x_m], [asset.y_m], "EPSG:3826")
    assert (float(x[0]), float(y[0])) == pytest.approx((on_strip.lon, on_strip.lat), abs=1e-7)
    page = correct(replace(on_strip, element=Element(ElementKind.POINT, asset.asset_id)))
    field(page.text_input, "_reason").set_value("stolen")
    page = press(page, "Take it away")
    assert not page.exception
    assert not [one for one in street_store.street_records("demo") if one.key == asset.asset_id]


def test_an_arrow_is_put_in_the_lane_that_was_clicked(street_store, correct, surfaces):
    area = next(
        one
        for one in surfaces.strips
        if one.road.road_id == ROAD and one.strip.strip_type is StripType.DRIVE
    )
    element = Element(ElementKind.STRIP, ROAD, 0, area.strip_index)
    page = correct(click_on(area.polygons[0], element))
    page.selectbox(key="street_put").set_value("feature:arrow").run()
    field(page.multiselect, "_turns").set_value([next(iter(page.multiselect[0].options))])
    [one for one in page.text_input if one.key.endswith("_reason")][-1].set_value("seen")
    page = press(page, "Put it on the map")
    assert not page.exception
    (found,) = [one for one in street_store.street_history("demo") if one.kind == "cross_features"]
    assert thing_of(found).first_strip == area.strip.strip_id


def test_a_file_that_says_otherwise_is_shown_and_can_be_taken(street_store, correct, on_strip):
    (held,) = [one for one in street_store.street_records("demo") if one.key == ROAD]
    renamed = replace(thing_of(held), name="people's name")
    edit = replace(held, content=json.dumps(json.loads(held.content) | {"name": renamed.name}))
    edit = replace(edit, is_edit=True)
    street_store.save_street_edits("demo", [edit], author="a", reason="x", expected=[held])
    streets = demo_street_map()
    roads = tuple(
        replace(one, name="file's name") if one.road_id == ROAD else one for one in streets.roads
    )
    moved = replace(streets, roads=roads)
    outcome = street_store.save_streets(area_of(moved), records_of(moved), author="demo")
    assert outcome.kept_edits == 1
    page = correct(on_strip)
    assert road_now(street_store)[0].name == "people's name"
    assert any("says otherwise than 1" in one.value for one in page.warning)
    page = press(page, "Take what the file says")
    assert not page.exception
    assert road_now(street_store)[0].name == "file's name"


def test_the_page_of_corrections_in_chinese(street_store, correct, on_strip):
    page = correct(on_strip, language="zh-TW")
    assert not page.exception
    assert {"類型", "行車方向"} <= {one.label for one in page.selectbox}
    assert area_named("demo").name == "demo"
    assert overview(area_named("demo")).corrections == 0
    assert page.selectbox(key="street_area").options == ["示範市"]
    assert street_store.settings().is_demo


def test_while_something_moves_the_next_click_is_its_new_place(street_store, monkeypatch):
    state = {"street_moving": "s"}
    monkeypatch.setattr("ui.street_map.correcting.panel.st.session_state", state)
    before = Click(Element(ElementKind.POINT, "s"), 120.45, 23.5)
    now = Click(None, 120.46, 23.5)
    assert take_click(area_named("demo"), before, now) == before
    assert state["street_moved_to"][0] == "s"
    assert take_click(area_named("demo"), before, now) == now
    assert "street_moved_to" not in state
    assert street_store.url


def test_a_click_that_cannot_be_read_is_said_to_be():
    with pytest.raises(DaoanError, match="cannot be read"):
        read_click("{")


def test_differences_name_strip_value_before_and_after():
    before = demo_road()
    strips = list(before.sections[0].strips)
    strips[0] = replace(strips[0], strip_type=StripType.BIKE)
    after = replace(before, sections=(replace(before.sections[0], strips=tuple(strips)),))
    with in_language(Language.EN):
        (line,) = differences(before, after)
    assert line == "strip 1, type: Sidewalk → Cycle lane"


def test_lines_to_choose_from_are_those_of_the_rules():
    with in_language(Language.EN):
        labels = [kind.label() for kind in line_kinds()]
    assert labels[:2] == ["nothing stated: as the rules say", "no paint"]
    assert any(label.endswith("(TW-165)") for label in labels)
    assert len(set(labels)) == len(labels)


class Upload(BytesIO):
    """A file as a browser sends it."""

    def __init__(self, name, content):
        super().__init__(content)
        self.name = name


def polygon(west, south, east, north):
    return shapely.to_geojson(shapely.box(west, south, east, north)).encode()


def test_an_import_takes_side_name_and_boundary(empty_store):
    inside = Upload("part.geojson", polygon(120.4495, 23.499, 120.4510, 23.501))
    given = Bringing(Upload("x.osm", OSM), "block", DrivingSide.LEFT, "EPSG:3826", None, inside)
    streets, _outcome = bring_in(empty_store, given)
    assert (streets.area, streets.driving_side) == ("block", DrivingSide.LEFT)
    assert streets.roads[0].length_m == pytest.approx(102, abs=1)


def test_a_bad_boundary_is_named_as_the_person_knows_it(empty_store):
    given = Bringing(Upload("x.osm", OSM), boundary=Upload("part.geojson", b"no"))
    with pytest.raises(ValueError, match=r"^part\.geojson cannot be read"):
        bring_in(empty_store, given)


def test_a_city_is_checked_by_a_process_of_its_own(street_store):
    running = _started(data_version(), "demo", today(), Language.EN)
    assert isinstance(running, RunningCheck)
    assert running.future.result(120).returncode == 0
    found = running.result()
    assert found["roads"] == len(demo_street_map().roads)
    assert found["invalid"] == 0
    assert street_store.url


@pytest.mark.usefixtures("street_store")
def test_a_large_area_is_checked_while_the_page_goes_on(run_page, monkeypatch):
    monkeypatch.setattr("ui.street_map.check_view.AT_ONCE_ROADS", 0)
    page = run_page("street_map")
    page.button(key="street_check").click().run()
    assert not page.exception
    running = _started(data_version(), "demo", today(), Language.EN)
    running.future.result(120)
    page.run()
    assert {metric.label for metric in page.metric} >= {"Invalid surfaces"}
