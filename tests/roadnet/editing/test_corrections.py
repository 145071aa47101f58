"""Corrections of strips, lines, features, points and junctions: what changes and what stays."""

import math
from dataclasses import replace
from datetime import date

import pytest

from roadnet.editing.features import FeatureChange, change_feature
from roadnet.editing.how import How, MapEditError
from roadnet.editing.junctions import corner_radii, state_corners, state_junction
from roadnet.editing.lines import change_line, no_paint
from roadnet.editing.points import PointChange, bearing_deg, change_point, new_point
from roadnet.editing.strips import StripChange, StripPlace, add_strip, change_strip, remove_strip
from roadnet.geometry.build import build_geometry
from roadnet.markings.paint_streets import paint_streets
from roadnet.model import (
    Anchor,
    AssetId,
    Boundary,
    Control,
    CrossFeature,
    Direction,
    FeatureId,
    FeatureKind,
    LineMarking,
    Method,
    Mode,
    PointKind,
    RoadEnd,
    StripType,
)
from tests.roadnet.editing.streets import EAST_M, NORTH_M, crossing, road, streets

DAY = date(2026, 1, 1)
SURVEY = How(Method.SURVEYED, 0.02, "survey 7")


def offsets(one):
    return [round(value, 3) for value in one.sections[0].offsets_at(0.0)]


def test_a_width_states_its_method_and_moves_what_lies_outside():
    before = road("a", (0, 0), (100, 0))
    after = change_strip(before, StripPlace(0, 0), StripChange(width_m=4.0), SURVEY)
    width = after.sections[0].strips[0].width
    assert (width.at(50), width.method, width.sigma_m, width.source) == (
        4.0,
        Method.SURVEYED,
        0.02,
        "survey 7",
    )
    assert offsets(after)[1:] == offsets(before)[1:]
    assert offsets(after)[0] == pytest.approx(
        offsets(before)[0] + 4.0 - before.sections[0].strips[0].width.at(0)
    )


def test_a_type_brings_the_traffic_that_uses_it():
    before = road("a", (0, 0), (100, 0))
    after = change_strip(before, StripPlace(0, 0), StripChange(strip_type=StripType.BUS), SURVEY)
    assert after.sections[0].strips[0].allowed == frozenset({Mode.BUS})
    assert after.sections[0].strips[0].width == before.sections[0].strips[0].width


@pytest.mark.parametrize(
    "change",
    [
        StripChange(width_m=0.0),
        StripChange(width_m=99.0),
        StripChange(strip_type=StripType.DRIVE, direction=Direction.NONE),
    ],
)
def test_what_cannot_be_is_refused(change):
    with pytest.raises(MapEditError):
        change_strip(road("a", (0, 0), (100, 0)), StripPlace(0, 0), change, SURVEY)


def test_a_strip_that_is_gone_is_said_to_be():
    with pytest.raises(MapEditError, match="any more"):
        change_strip(road("a", (0, 0), (100, 0)), StripPlace(0, 9), StripChange(), SURVEY)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_new_strip_leaves_the_others_on_their_side_of_the_reference_line(at):
    before = road("a", (0, 0), (100, 0))
    after = add_strip(before, StripPlace(0, at), StripType.BIKE, 1.5, SURVEY)
    section = after.sections[0]
    assert section.strips[at].strip_type is StripType.BIKE
    assert section.strips[at].direction is not Direction.NONE
    assert set(offsets(before)) - set(offsets(after)) <= {offsets(before)[0], offsets(before)[-1]}
    assert remove_strip(after, StripPlace(0, at)).sections == before.sections


def test_the_lines_of_the_other_strips_stay_theirs():
    left, middle, right = (Boundary((LineMarking(code=code),)) for code in "abc")
    one = road("a", (0, 0), (100, 0))
    section = replace(one.sections[0], boundaries=(left, middle, right))
    one = replace(one, sections=(section,))
    for at, expected in ((0, "-abc"), (1, "ab-c"), (2, "abc-")):
        after = add_strip(one, StripPlace(0, at), StripType.BIKE, 1.5, SURVEY)
        codes = [line.markings[0].code if line.markings else "-" for line in _lines(after)]
        assert "".join(codes) == expected
        assert remove_strip(after, StripPlace(0, at)) == one


def _lines(one):
    return one.sections[0].boundaries


def test_the_last_strip_stays():
    one = road("a", (0, 0), (100, 0))
    one = remove_strip(one, StripPlace(0, 0))
    with pytest.raises(MapEditError, match="last strip"):
        remove_strip(one, StripPlace(0, 0))


def painted(*roads, features=()):
    return paint_of(streets(*roads, cross_features=tuple(features)))


def paint_of(area):
    return paint_streets(area, build_geometry(area), DAY)


def test_a_line_that_is_stated_is_painted_and_no_longer_assumed():
    marking = LineMarking(code="TW-165", method=Method.SURVEYED, painted_on=date(2025, 8, 1))
    after = change_line(road("a", (0, 0), (100, 0)), 0, 1, marking)
    (line,) = [one for one in painted(after) if one.element_id == "a.s0.b1.m0"]
    assert line.code == "TW-165"
    assert "existence" not in line.assumed


def test_no_paint_is_a_statement_too_and_can_be_taken_back():
    before = road("a", (0, 0), (100, 0))
    assert [one for one in painted(before) if one.element_id == "a.s0.b1"]
    bare = change_line(before, 0, 1, no_paint(Method.SURVEYED))
    assert not [one for one in painted(bare) if one.element_id.startswith("a.s0.b1")]
    assert painted(change_line(bare, 0, 1, None)) == painted(before)


def test_one_of_several_markings_of_a_line_keeps_its_start():
    one = change_line(road("a", (0, 0), (100, 0)), 0, 1, LineMarking(code="TW-182"))
    more = (LineMarking(code="TW-182"), LineMarking(30.0, "TW-167"))
    section = one.sections[0]
    lines = [*section.boundaries]
    lines[1] = Boundary(more)
    one = replace(one, sections=(replace(section, boundaries=tuple(lines)),))
    after = change_line(one, 0, 1, LineMarking(code="TW-165"), number=1)
    assert [(m.start_m, m.code) for m in _lines(after)[1].markings] == [
        (0.0, "TW-182"),
        (30.0, "TW-165"),
    ]


def test_a_stop_line_lies_where_it_was_measured():
    stop = CrossFeature(FeatureId("f"), FeatureKind.STOP_LINE, "a")
    placed = change_feature(stop, FeatureChange(station_m=40.0, depth_m=0.4), SURVEY)
    assert (placed.anchor, placed.offset.value) == (Anchor.STATION, 40.0)
    (line,) = [
        one
        for one in painted(road("a", (0, 0), (100, 0)), features=[placed])
        if one.code == "TW-170"
    ]
    assert line.polygons[0].bounds[0] == pytest.approx(EAST_M + 40.0, abs=0.001)
    assert line.polygons[0].bounds[2] == pytest.approx(EAST_M + 40.4, abs=0.001)
    assert not line.is_assumed


@pytest.mark.parametrize("change", [FeatureChange(station_m=-1), FeatureChange(depth_m=0)])
def test_a_feature_that_cannot_be_is_refused(change):
    with pytest.raises(MapEditError):
        change_feature(CrossFeature(FeatureId("f"), FeatureKind.STOP_LINE, "a"), change, SURVEY)


def test_a_stated_crosswalk_leaves_the_assumed_ones_of_the_other_arms():
    area = crossing()
    derived = build_geometry(area).junctions[0].junction
    signals = state_junction(derived, SURVEY, control=Control.SIGNAL)
    area = replace(area, junctions=(signals,))
    assert len(crosswalks(area)) == 4
    first = crosswalks(area)[0]
    end = RoadEnd(first.element_id.split(":")[-2])
    feature = CrossFeature(FeatureId(first.element_id), FeatureKind.CROSSWALK, first.road_id, end)
    stated = change_feature(feature, FeatureChange(station_m=5.0), SURVEY)
    after = crosswalks(replace(area, cross_features=(stated,)))
    assert len(after) == 4
    assert [one.element_id for one in after if "existence" not in one.assumed] == [first.element_id]


def crosswalks(area):
    return [one for one in paint_of(area) if one.code == "TW-185"]


def test_a_junction_has_the_name_and_control_that_people_state():
    area = crossing()
    derived = build_geometry(area).junctions[0].junction
    stated = state_junction(derived, SURVEY, name="East gate", control=Control.STOP)
    (found,) = build_geometry(replace(area, junctions=(stated,))).junctions
    assert (found.junction.name, found.junction.control) == ("East gate", Control.STOP)
    assert found.junction.arms == derived.arms
    assert found.junction.method is Method.SURVEYED


def test_a_stated_radius_rounds_its_corner_and_no_other():
    area = crossing()
    derived = build_geometry(area).junctions[0]
    arms = derived.junction.arms
    wide = state_corners(state_junction(derived.junction, SURVEY), arms, {0: 15.0, 1: None}, SURVEY)
    (found,) = build_geometry(replace(area, junctions=(wide,))).junctions
    gained = found.polygons[0].difference(derived.polygons[0])
    middle = gained.centroid
    between = (arms[0].bearing_deg + arms[1].bearing_deg) / 2
    bearing = math.degrees(math.atan2(middle.x - EAST_M, middle.y - NORTH_M)) % 360
    assert found.polygons[0].area > derived.polygons[0].area + 10
    assert bearing == pytest.approx(between, abs=15)
    assert corner_radii(wide, arms)[0].method is Method.SURVEYED


def test_a_radius_that_stays_keeps_how_it_was_known():
    derived = build_geometry(crossing()).junctions[0].junction
    arms = derived.arms
    first = state_corners(derived, arms, {0: 15.0}, SURVEY)
    again = state_corners(first, arms, {0: 15.0, 2: 8.0}, How(Method.DRAWN, 1.0))
    assert [one.method for one in corner_radii(again, arms).values()] == [
        Method.SURVEYED,
        Method.DRAWN,
    ]
    turned = (*arms[1:], arms[0])
    assert corner_radii(again, turned).keys() == {3, 1}
    with pytest.raises(MapEditError):
        state_corners(derived, arms, {0: 99.0}, SURVEY)


def test_a_sign_is_placed_turned_and_moved():
    sign = new_point(AssetId("made-1"), PointKind.SIGN, (1.0, 2.0), SURVEY)
    change = PointChange(at_m=(3.0, 4.0), code=" 遵1 ", bearing_deg=270.0, bottom_height_m=2.1)
    moved = change_point(sign, change, SURVEY)
    assert (moved.x_m, moved.y_m, moved.code) == (3.0, 4.0, "遵1")
    assert bearing_deg(moved.heading_rad) == pytest.approx(270.0)
    assert moved.stated.method is Method.SURVEYED
    with pytest.raises(MapEditError):
        change_point(sign, PointChange(bottom_height_m=99.0), SURVEY)


def test_a_correction_is_known_by_a_way_of_people():
    with pytest.raises(MapEditError):
        How(Method.ASSUMED)
    with pytest.raises(MapEditError):
        How(Method.SURVEYED, -1.0)
