"""How paint follows from what is stated, from rules and from defaults."""

import itertools
import math
from dataclasses import replace
from datetime import date

import pytest
import shapely

from roadnet.geometry.build import build_geometry
from roadnet.markings.paint_streets import paint_streets
from roadnet.model import (
    Anchor,
    AssetId,
    Control,
    Direction,
    DrivingSide,
    FeatureKind,
    LinearAsset,
    LinearKind,
    LineMarking,
    LineStyle,
    Measured,
    Method,
    NodeId,
    PaintColour,
    Profile,
    RoadEnd,
    RoadId,
    Side,
    Stated,
    StripId,
    StripType,
    Times,
    Turn,
)
from roadnet.osm.read_streets import OsmChoice, read_osm_streets
from tests.roadnet.markings.made_streets import (
    STRAIGHT,
    X,
    Y,
    cross,
    feature,
    lane_marking,
    measured,
    straight,
    straight_road,
    streets_of,
)

F = FeatureKind
DAY = date(2026, 6, 1)


def paint(streets, day=DAY, **options):
    return paint_streets(streets, build_geometry(streets), day, **options)


def of_code(paints, code):
    return [one for one in paints if one.code == f"TW-{code}"]


def area_of(paints):
    return shapely.union_all([polygon for one in paints for polygon in one.polygons])


def west(key, kind, **facts):
    return feature(key, kind, "west", RoadEnd.END, **facts)


# --- what is assumed where nothing is stated ---------------------------------------------------


def test_a_signalised_crossing_without_any_statement_gets_crosswalks_and_stop_lines():
    paints = paint(cross())
    assert len(of_code(paints, "185")) == len(of_code(paints, "170")) == 4
    assert all("existence" in one.assumed for one in paints)


def test_crossings_without_signals_get_neither():
    paints = paint(cross(control=Control.NONE))
    assert of_code(paints, "185") == of_code(paints, "170") == []


def test_where_a_source_states_one_crossing_no_other_is_invented():
    stated = west("cw", F.CROSSWALK, offset=measured(1.0))
    assert [one.element_id for one in of_code(paint(cross([stated])), "185")] == ["cw"]


def test_an_unmarked_crossing_is_a_statement_without_paint():
    unmarked = west("cw", F.UNMARKED_CROSSING, offset=measured(1.0))
    assert of_code(paint(cross([unmarked])), "185") == []


def test_a_stated_stop_line_takes_the_place_of_the_assumed_one():
    paints = of_code(paint(cross([west("stop", F.STOP_LINE)])), "170")
    assert {one.element_id for one in paints} == {
        "stop",
        "east:start:stop_line",
        "north:end:stop_line",
        "south:end:stop_line",
    }


def test_nothing_is_assumed_when_nothing_may_be():
    assert paint(cross(), with_assumed=False) == ()


def test_lines_between_strips_follow_the_defaults():
    paints = paint(cross())
    codes = {one.code for one in paints if one.road_id == "east" and ".s0.b" in one.element_id}
    assert codes == {"TW-165", "TW-182", "TW-183-1"}
    (centre,) = [one for one in of_code(paints, "165") if one.road_id == "east"]
    assert (centre.element_id, centre.colour) == ("east.s0.b4", PaintColour.YELLOW)


def test_a_stated_absence_of_paint_stays_bare():
    bare = [LineMarking(style=LineStyle.NONE, method=Method.SURVEYED)]
    assert paint(straight(dict.fromkeys(range(6), bare))) == ()


def test_alleys_get_no_paint_of_their_own():
    strips = (("both", StripType.DRIVE, 5.0, Direction.BOTH),)
    road = straight_road("a", strips=strips, left_count=0)
    road = replace(road, sections=(replace(road.sections[0], boundaries=()),))
    assert paint(streets_of([road])) == ()


def test_slow_lanes_get_their_symbols_after_each_junction():
    symbols = [one for one in paint(cross()) if one.symbol == "motorcycle、bicycle"]
    assert {one.road_id for one in symbols} == {"east", "north", "south", "west"}
    (east,) = [one for one in symbols if one.road_id == "east"]
    x, y = shapely.union_all(east.polygons).centroid.coords[0]
    assert x > X + 14, "beyond the mouth"
    assert Y - 8.45 < y < Y - 6.25, "in the slow lane that leads away: traffic keeps right"


# --- dashes ------------------------------------------------------------------------------------


def test_dashes_are_counted_from_the_stop_line():
    line = west("stop", F.STOP_LINE, offset=measured(3.0))
    (dashed, *_) = [
        one for one in of_code(paint(cross([line])), "182") if one.element_id == "west.s0.b5"
    ]
    ends = sorted(polygon.bounds[2] for polygon in dashed.polygons)
    stop = area_of(of_code(paint(cross([line])), "170")[-1:])
    (own,) = [one for one in of_code(paint(cross([line])), "170") if one.element_id == "stop"]
    rear = own.polygons[0].bounds[0]
    assert not stop.is_empty
    assert ends[-1] == pytest.approx(rear), "the first dash touches the stop line"
    assert ends[-1] - ends[-2] == pytest.approx(10.0)


def test_dashes_do_not_move_when_the_far_end_is_edited():
    marking = {3: [lane_marking("TW-182")]}
    whole = straight_road("a", markings=marking)
    (piece,) = whole.line.pieces
    shorter = replace(
        whole,
        line=replace(whole.line, pieces=(replace(piece, x_m=X + 7.3, length_m=72.7),)),
        sections=(replace(whole.sections[0], end_m=72.7),),
    )
    before, after = (area_of(paint(streets_of([road]))) for road in (whole, shorter))
    kept = shapely.box(X + 20, Y - 20, X + 80, Y + 20)
    assert before.intersection(kept).symmetric_difference(after.intersection(kept)).area < 1e-6


def test_dashes_run_through_where_a_road_goes_on_into_another():
    marking = {3: [lane_marking("TW-182")]}
    first, second = straight_road("a", markings=marking), straight_road("b", (X + 80, Y), marking)
    streets = streets_of([replace(first, to_node=NodeId("b.w")), second])
    starts = sorted(
        polygon.bounds[0]
        for one in of_code(paint(streets), "182")
        for polygon in one.polygons
        if polygon.bounds[2] - polygon.bounds[0] > 3.99
    )
    steps = [right - left for left, right in itertools.pairwise(starts)]
    assert steps == pytest.approx([10.0] * len(steps))
    assert len(starts) == 16


def test_on_a_bend_dashes_are_as_long_as_the_rule_says_along_the_paint():
    road = straight_road("a", markings={3: [lane_marking("TW-182")]})
    from roadnet.model import ArcPiece, ReferenceLine

    bend = replace(road, line=ReferenceLine((ArcPiece(X, Y, 0.0, 80.0, 1 / 30),)))
    streets = streets_of([road])
    paints = paint(replace(streets, roads=(bend,)))
    lengths = [
        polygon.area / 0.10 for one in of_code(paints, "182") for polygon in one.polygons[:-1]
    ]
    assert lengths == pytest.approx([4.0] * len(lengths), abs=0.01)


# --- measured before ruled, and the day of painting ----------------------------------------------


def test_a_measured_width_wins_over_the_rule_and_is_not_assumed():
    wide = [lane_marking("TW-183", width=measured(0.20))]
    (one,) = of_code(paint(straight({3: wide})), "183")
    assert one.polygons[0].bounds[3] - one.polygons[0].bounds[1] == pytest.approx(0.20)
    assert one.assumed == ()


def test_a_size_that_the_rule_leaves_open_is_marked_unless_it_is_measured():
    (open_one,) = of_code(paint(straight(features=[_stop()])), "170")
    (measured_one,) = of_code(paint(straight(features=[_stop(depth=measured(0.4))])), "170")
    assert (open_one.assumed, measured_one.assumed) == (("width",), ())


def _stop(**facts):
    return feature("s", F.STOP_LINE, "a", offset=measured(40.0), anchor=Anchor.STATION, **facts)


def test_a_marking_that_did_not_exist_yet_is_not_drawn():
    made = feature(
        "m",
        F.SLOW_DOWN,
        "a",
        anchor=Anchor.STATION,
        offset=measured(40.0),
        depth=measured(9.0),
        rule_code="TW-159-1",
    )
    streets = straight(features=[made])
    assert of_code(paint(streets, date(2024, 7, 22)), "159-1")
    assert not of_code(paint(streets, date(2024, 7, 21)), "159-1")


def test_what_no_longer_stands_is_not_drawn():
    gone = _stop(times=Times(valid_to=date(2026, 1, 1)))
    assert of_code(paint(straight(features=[gone])), "170") == []
    assert of_code(paint(straight(features=[gone]), date(2025, 12, 31)), "170")


def test_a_version_for_new_paint_does_not_move_paint_of_unknown_age():
    crosswalk = west(
        "cw", F.CROSSWALK, anchor=Anchor.CROSS_ROAD_EDGE, offset=measured(3.5), depth=measured(4.0)
    )

    def stop_at(painted_on):
        streets = cross([crosswalk, west("stop", F.STOP_LINE, painted_on=painted_on)])
        (line,) = [one for one in of_code(paint(streets), "170") if one.element_id == "stop"]
        return line.polygons[0].bounds[2]

    assert stop_at(None) == stop_at(date(2025, 6, 29))
    assert stop_at(None) - stop_at(date(2025, 6, 30)) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("days", "names"),
    [
        ((date(2017, 6, 13), date(2025, 6, 29)), set()),
        ((date(2025, 6, 29), date(2025, 6, 30)), set()),
    ],
)
def test_the_same_paint_looks_the_same_on_all_days(days, names):
    features = [
        west("cw", F.CROSSWALK, offset=measured(1.0), painted_on=date(2016, 1, 1)),
        west("stop", F.STOP_LINE, painted_on=date(2016, 1, 1)),
        west("box", F.MOTO_BOX, painted_on=date(2016, 1, 1)),
        west("two", F.TWO_STAGE_BOX, painted_on=date(2016, 1, 1)),
    ]
    before, after = (
        {one.element_id: area_of([one]) for one in paint(cross(features), day)} for day in days
    )
    assert set(before) == set(after)
    differ = {key for key in before if before[key].symmetric_difference(after[key]).area > 1e-6}
    assert differ == names


def test_only_the_stop_line_differs_between_paint_of_two_days():
    def painted(day):
        features = [
            west("cw", F.CROSSWALK, offset=measured(1.0), painted_on=day),
            west("stop", F.STOP_LINE, painted_on=day),
            west("arrow", F.ARROW, turns=(Turn.LEFT,), offset=measured(20.0), painted_on=day),
            west("two", F.TWO_STAGE_BOX, painted_on=day),
            west("text", F.TEXT, text="慢", offset=measured(30.0), painted_on=day),
        ]
        return {one.element_id: area_of([one]) for one in paint(cross(features), day)}

    before, after = painted(date(2025, 6, 29)), painted(date(2025, 6, 30))
    differ = {
        key
        for key in before.keys() | after.keys()
        if before[key].symmetric_difference(after[key]).area > 1e-6
    }
    lines_to_the_stop_line = {f"west.s0.b{index}" for index in (4, 5, 6, 7)}
    assert {"stop"} <= differ <= {"stop"} | lines_to_the_stop_line


# --- where things lie ----------------------------------------------------------------------------


def test_lines_end_at_the_stop_line_and_do_not_cross_crosswalks():
    paints = paint(cross())
    lines = area_of([one for one in paints if one.kind == "line"])
    others = area_of([one for one in paints if one.code in {"TW-170", "TW-185"}])
    assert lines.intersection(others).area < 1e-6


def test_a_crosswalk_reaches_to_the_kerbs_where_they_bend_away():
    near = feature(
        "cw",
        F.CROSSWALK,
        "west",
        anchor=Anchor.CROSS_ROAD_EDGE,
        offset=measured(0.0),
        depth=measured(2.0),
    )
    (one,) = of_code(paint(cross([near])), "185")
    _, south, _, north = area_of([one]).bounds
    assert north - south == pytest.approx(16.4 + 4.0), "two bars more on each side"
    geometry = build_geometry(cross())
    roadway = shapely.union_all(
        [polygon for area in geometry.junctions for polygon in area.polygons]
    )
    outside = area_of([one]).difference(roadway.buffer(0.02))
    assert outside.area / area_of([one]).area < 0.01, "the kerb curves are not painted"


def test_a_crosswalk_past_a_joint_belongs_to_the_junction():
    """OpenStreetMap cuts ways between a junction and its crosswalk."""
    streets = cross([])
    west_road = next(road for road in streets.roads if road.road_id == "west")
    others = [road for road in streets.roads if road.road_id != "west"]
    (piece,) = west_road.line.pieces
    cut_m = 62.0

    def part(key, start_m, end_m, ends):
        section = replace(
            west_road.sections[0],
            end_m=end_m - start_m,
            strips=tuple(
                replace(one, strip_id=StripId(one.strip_id.replace("west", key)))
                for one in west_road.sections[0].strips
            ),
        )
        moved = replace(piece, x_m=piece.x_m + start_m, length_m=end_m - start_m)
        return replace(
            west_road,
            road_id=RoadId(key),
            from_node=NodeId(ends[0]),
            to_node=NodeId(ends[1]),
            line=replace(west_road.line, pieces=(moved,)),
            sections=(section,),
        )

    far, near = part("far", 0.0, cut_m, ("w", "k")), part("near", cut_m, 80.0, ("k", "j"))
    joint = replace(streets.nodes[0], node_id=NodeId("k"), x_m=X - 80 + cut_m, y_m=Y)
    crosswalk = feature(
        "cw", F.CROSSWALK, "far", None, anchor=Anchor.STATION, offset=measured(56.0)
    )
    roads = tuple(sorted([*others, far, near], key=lambda road: road.road_id))
    nodes = tuple(sorted([*streets.nodes, joint], key=lambda node: node.node_id))
    paints = paint(replace(streets, roads=roads, nodes=nodes, cross_features=(crosswalk,)))
    (line,) = [one for one in of_code(paints, "170") if one.road_id in {"far", "near"}]
    assert line.road_id == "far"
    assert line.polygons[0].bounds[2] < X - 80 + 56.0, "behind the crosswalk"
    assert not [one for one in paints if one.road_id == "near" and one.kind == "line"]


def test_crosswalks_of_carriageways_side_by_side_make_one_line():
    """The nodes of one crossing on two carriageways tell how it runs askew."""
    strips = (("f1", StripType.DRIVE, 3.5, Direction.FORWARD),)
    roads = [
        straight_road(key, (X, Y + up), strips=strips, left_count=0, name="中山路")
        for key, up in (("a", 0.0), ("b", 8.0))
    ]
    node = Measured(40.0, Method.OSM, 2.0, "node")
    features = [
        feature(
            f"cw.{key}",
            F.CROSSWALK,
            key,
            None,
            anchor=Anchor.STATION,
            offset=replace(node, value=station),
            stated=Stated(Method.OSM, 2.0),
        )
        for key, station in (("a", 40.0), ("b", 44.0))
    ]
    bars = [
        polygon
        for one in of_code(paint(streets_of(roads, features)), "185")
        for polygon in one.polygons
    ]
    middles = sorted((polygon.centroid.y - Y, polygon.centroid.x - X) for polygon in bars)
    for across, along in middles:
        assert along == pytest.approx(40.0 + across / 2, abs=0.01), "bars follow the crossing"
    for polygon in bars:
        west_m, _, east_m, _ = polygon.bounds
        assert east_m - west_m == pytest.approx(3.0), "and stay parallel to the traffic"


def test_a_stated_skew_turns_a_crosswalk_counter_clockwise():
    askew = feature(
        "cw",
        F.CROSSWALK,
        "a",
        None,
        anchor=Anchor.STATION,
        offset=measured(40.0),
        sizes=(("skew_deg", measured(20.0)),),
    )
    (one,) = of_code(paint(straight(features=[askew])), "185")
    left, right = (pick(one.polygons, key=lambda bar: bar.centroid.y) for pick in (max, min))
    turned = math.degrees(
        math.atan2(left.centroid.y - right.centroid.y, left.centroid.x - right.centroid.x)
    )
    assert turned == pytest.approx(90.0 + 20.0, abs=0.1)


@pytest.mark.slow
@pytest.mark.real_data
def test_the_paint_of_every_real_area_is_valid(real_data):
    for folder in sorted((real_data / "osm2streets").iterdir()):
        for file in sorted(folder.glob("input.osm*")):
            streets = read_osm_streets(file, OsmChoice(boundary=folder / "boundary.json"))
            polygons = [one for made in paint(streets) for one in made.polygons]
            assert all(one.is_valid and one.area > 0 for one in polygons), folder.name


def test_assumed_marks_give_way_to_stated_ones():
    stated = feature(
        "cw",
        F.CROSSWALK,
        "a",
        None,
        anchor=Anchor.STATION,
        offset=measured(1.0),
    )
    strips = (*STRAIGHT[:3], ("bus", StripType.BUS, 3.5, Direction.FORWARD), STRAIGHT[4])
    road = straight_road("a", strips=strips)
    free = paint(streets_of([road]))
    crossed = paint(streets_of([road], [stated]))
    assert len(of_code(crossed, "174")) == len(of_code(free, "174")) - 1
    assert area_of(of_code(crossed, "174")).intersection(area_of(of_code(crossed, "185"))).is_empty


def test_a_bus_lane_has_rhombi_and_letters_between_them():
    strips = (*STRAIGHT[:3], ("bus", StripType.BUS, 3.5, Direction.FORWARD), STRAIGHT[4])
    paints = paint(streets_of([straight_road("a", strips=strips)]))
    assert len(of_code(paints, "174")) == 2
    assert [one.symbol for one in of_code(paints, "175")] == ["公車專用"] * 2


def test_stated_turns_become_arrows_behind_the_stop_line():
    streets = cross()
    roads = tuple(
        replace(
            road,
            sections=tuple(
                replace(
                    section,
                    strips=tuple(
                        replace(one, turns=(Turn.LEFT,)) if one.strip_id == "west.f.in" else one
                        for one in section.strips
                    ),
                )
                for section in road.sections
            ),
        )
        for road in streets.roads
    )
    arrows = of_code(paint(replace(streets, roads=roads)), "188")
    assert [one.symbol for one in arrows] == ["left", "left"]
    assert "existence" not in arrows[0].assumed
    assert "existence" in arrows[1].assumed


def test_letters_are_read_from_far_to_near_by_their_drivers():
    text = feature(
        "t",
        F.TEXT,
        "a",
        None,
        anchor=Anchor.STATION,
        offset=measured(30.0),
        first_strip=StripId("a.b1"),
        last_strip=StripId("a.b1"),
        text="慢一",
    )
    (one,) = of_code(paint(straight(features=[text])), "192")
    first_to_last = [polygon.centroid.x for polygon in one.polygons]
    assert min(first_to_last) < X + 33, "westward traffic: the first letter is the farther one"
    dash = max(one.polygons, key=lambda polygon: polygon.centroid.x)
    _, south, _, north = dash.bounds
    assert north - south > 0.5, "the second letter is a stroke across the lane"


def test_traffic_on_the_left_mirrors_the_street():
    def stop_of(side):
        streets = replace(cross([west("two", F.TWO_STAGE_BOX)]), driving_side=side)
        (box,) = of_code(paint(streets), "191")
        return box.polygons[0].centroid.y - Y

    assert stop_of(DrivingSide.RIGHT) < 0 < stop_of(DrivingSide.LEFT) + 8.45


def test_red_kerb_lines_lie_on_the_kerb_and_letters_beside_them():
    kerb = LinearAsset(
        AssetId("k"),
        LinearKind.KERB_PAINT,
        road_id=RoadId("a"),
        side=Side.LEFT,
        start_m=10.0,
        end_m=70.0,
        colour=PaintColour.RED,
        stated=Stated(Method.SURVEYED, note="禁止臨時停車"),
    )
    paints = of_code(paint(straight(linear_assets=(kerb,))), "169")
    line, letters = paints
    west_m, south, east_m, north = line.polygons[0].bounds
    assert (west_m - X, east_m - X) == pytest.approx((10.0, 70.0))
    assert (south - Y, north - Y) == pytest.approx((3.5, 3.6))
    assert letters.symbol == "禁止臨時停車"


def test_all_paint_is_valid_and_comes_in_one_order():
    features = [
        west(f"x{number}", kind, offset=measured(12.0), depth=measured(5.0), text=text)
        for number, (kind, text) in enumerate(
            [(F.NET, ""), (F.HATCH, ""), (F.TEXT, "慢"), (F.ARROW, ""), (F.SYMBOL, "bicycle")]
        )
    ]
    first, second = paint(cross(features)), paint(cross(features))
    assert first == second
    assert all(shapely.is_valid(polygon) for one in first for polygon in one.polygons)


def test_only_roads_in_view_are_painted():
    box = (X - 90, Y - 20, X - 40, Y + 20)
    near = {one.road_id for one in paint(cross(), within=box)}
    assert near == {"west"}


def test_a_view_shows_the_same_paint_as_the_whole():
    marking = {3: [lane_marking("TW-182")]}
    roads = [straight_road(key, (X + 80 * n, Y), marking) for n, key in enumerate("abc")]
    joined = [replace(road, to_node=after.from_node) for road, after in itertools.pairwise(roads)]
    streets = streets_of([*joined, roads[-1]])
    (part,) = paint(streets, within=(X + 10, Y - 5, X + 50, Y + 5))
    (whole,) = [one for one in paint(streets) if one.road_id == "a"]
    assert part == whole


def test_paint_of_a_wide_lane_follows_its_taper():
    road = straight_road("a", markings={4: [lane_marking("TW-183")]})
    (section,) = road.sections
    from roadnet.model import ProfilePiece

    wider = Profile((ProfilePiece(0.0, 3.5, b=0.05),), Method.SURVEYED)
    strips = tuple(
        replace(one, width=wider) if one.strip_id == "a.f2" else one for one in section.strips
    )
    road = replace(road, sections=(replace(section, strips=strips),))
    (line,) = of_code(paint(streets_of([road])), "183")
    _, south, _, _ = line.polygons[0].bounds
    assert south - Y == pytest.approx(-3.5 - 3.5 - 4.0, abs=0.02)
