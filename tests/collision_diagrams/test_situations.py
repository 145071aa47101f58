"""Sixteen situations on real streets: accepted sheets, and beside them what they must mean."""

import itertools
import math
from dataclasses import replace
from datetime import date

import pytest
import shapely

from collision_diagrams.anchors import anchor
from collision_diagrams.compare import Side, compare_diagrams
from collision_diagrams.diagram import draw_site
from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.model import (
    DiagramType,
    PartyPath,
    Relation,
    Resolution,
    Source,
    Status,
)
from collision_diagrams.panel import Mode
from collision_diagrams.plan_making import plan_of_street
from collision_diagrams.sheet import SheetOptions
from collision_diagrams.slots import overlap
from collision_diagrams.street_site import street_site
from drawing.model import Area, Text
from drawing.svg import write_svg
from drawing.transform import extent
from language import Language
from roadnet.model import Junction, JunctionId, StripType
from tests.collision_diagrams.make import crash, motorcycle, pedestrian, tables
from tests.collision_diagrams.streets import SITUATIONS, cross, going, tables_of

MAP_LAYERS_KEPT = ("kerbs", "street-names")  # surfaces and paint are accepted with the map itself
SAME_WAY_DEG = 50.0


@pytest.fixture(scope="module")
def sheets():
    """Name -> result; streets are made once."""
    made = {}

    def sheet(name):
        if name not in made:
            site = SITUATIONS[name].site()
            options = SheetOptions(name.replace("_", " "), street=site, with_list=False)
            made[name] = draw_site(*tables_of(name), options=options)
        return made[name]

    return sheet


def layer(result, name):
    return [item for one in result.drawings[0].layers if one.name == name for item in one.items]


def tag(item, key):
    return dict(item.tags).get(key)


def heads_deg(result, crash_id):
    """Party number -> heading of its arrow on the paper, clockwise from north."""
    found = {}
    for item in layer(result, "glyphs"):
        if tag(item, "part") == "head" and tag(item, "crash_id") == crash_id:
            assert isinstance(item, Area)
            tip, left, right = item.rings_mm[0]
            dx, dy = tip[0] - (left[0] + right[0]) / 2, tip[1] - (left[1] + right[1]) / 2
            found[int(tag(item, "party"))] = math.degrees(math.atan2(dx, -dy)) % 360
    return found


def off_deg(one, other):
    return abs((one - other + 180) % 360 - 180)


@pytest.mark.parametrize("name", SITUATIONS)
def test_sheet_looks_as_accepted(name, sheets, assert_drawing):
    drawing = sheets(name).drawings[0]
    kept = [
        one
        for one in drawing.layers
        if one.clip_mm is None or one.name.split(".")[0] in MAP_LAYERS_KEPT
    ]
    used = {getattr(item, "style", "") for one in kept for item in one.items}
    styles = {key: style for key, style in drawing.styles.items() if key in used}
    slim = replace(drawing, layers=tuple(kept), styles=styles)
    assert_drawing(write_svg(slim), f"on_streets/{name}")


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_crash_is_read_and_drawn_as_what_it_was(name, sheets):
    result = sheets(name)
    assert result.listed == 0
    assert tuple(result.rows["diagram_type"]) == SITUATIONS[name].types
    assert result.placed.plan.street is not None
    assert result.placed.panel.off_lane == 0


@pytest.mark.parametrize("name", SITUATIONS)
def test_impacts_lie_where_vehicles_roll_and_near_the_arms_of_the_parties(name, sheets):
    result = sheets(name)
    street = result.placed.plan.street
    roadway = street.roadway_mm
    if street.mirror_x_mm is not None:
        roadway = shapely.transform(
            roadway, lambda points: points * [-1, 1] + [2 * street.mirror_x_mm, 0]
        )
    for place in result.placed.panel.places:
        assert roadway.buffer(0.3).contains(shapely.Point(place.at_mm))


@pytest.mark.parametrize("name", SITUATIONS)
def test_what_went_straight_on_is_drawn_the_way_it_went(name, sheets):
    result = sheets(name)
    _, parties = tables_of(name)
    for crash_id, found in parties.groupby("crash_id"):
        heads = heads_deg(result, crash_id)
        for row in found.to_dict("records"):
            straight = off_deg(row["from_deg"] + 180, row["to_deg"]) < 40
            if straight and row["party_no"] in heads and row["action_code"] not in {"08", "02"}:
                way = (row["from_deg"] + 180) % 360
                assert off_deg(heads[row["party_no"]], way) < SAME_WAY_DEG


@pytest.mark.parametrize("name", SITUATIONS)
def test_no_two_glyphs_or_labels_overlap(name, sheets):
    result = sheets(name)
    groups = {}
    for item in layer(result, "glyphs"):
        groups.setdefault(tag(item, "crash_id"), []).append(item)
    boxes = [extent(items) for items in groups.values()]
    boxes += [extent([item]) for item in layer(result, "labels")]
    assert not any(overlap(*pair) for pair in itertools.combinations(boxes, 2))


def test_oncoming_parties_meet_between_their_lanes(sheets):
    result = sheets("head_on")
    (place,) = result.placed.panel.places
    plan = result.placed.plan
    assert not plan.street.is_junction
    _, centre_y = plan.street.placement.to_mm(SITUATIONS["head_on"].site().centre_m)
    assert abs(place.anchor_mm[1] - centre_y) < plan.lane_mm / 2


def test_a_pedestrian_is_struck_on_the_crosswalk_of_the_exit(sheets):
    result = sheets("pedestrian_on_crosswalk")
    (place,) = result.placed.panel.places
    street = result.placed.plan.street
    west = min(street.crosswalks_mm, key=lambda one: one.centroid.x)
    assert west.buffer(0.5).contains(shapely.Point(place.anchor_mm))


def test_a_rider_who_waits_turns_with_a_corner_and_a_box(sheets):
    result = sheets("motorcycle_in_two_stages")
    boxes = [item for item in layer(result, "glyphs") if tag(item, "part") == "wait"]
    assert [tag(box, "party") for box in boxes] == ["1"]
    texts = {item.text for item in layer(result, "sheet") if isinstance(item, Text)}
    assert "二段式左轉、待轉區" in texts


def test_where_traffic_keeps_left_a_right_turn_crosses_the_oncoming_lanes(sheets):
    result = sheets("left_hand_traffic")
    heads = heads_deg(result, "c001")
    assert off_deg(heads[2], 180) < SAME_WAY_DEG, "the oncoming one comes from the north"
    assert 20 < heads[1] < 120, "the other turns to the right, to the east"
    rear_end = next(one for one in result.placed.panel.places if one.crash_id == "c002")
    centre_y = result.placed.plan.centre_mm[1]
    assert rear_end.at_mm[1] < centre_y, "east-bound traffic keeps to the northern side"


def test_a_chain_shows_all_three_vehicles(sheets):
    result = sheets("chain_of_three")
    numbers = {tag(item, "party") for item in layer(result, "glyphs")} - {None}
    assert numbers == {"1", "2", "3"}
    (label,) = [item.text for item in layer(result, "labels")]
    assert "3方" in label


@pytest.fixture(scope="module")
def crowded():
    """Sixty crashes of many kinds on one crossing, singly."""
    kinds = [
        ("16", going("south", "west", "05", "02"), going("north", "south", make=motorcycle)),
        ("15", going("east", "west"), going("south", "north", contact="04")),
        ("13", going("west", "east"), going("west", "east", "14", "03")),
        ("16", going("north", "west", "06", "02"), going("north", "south", make=motorcycle)),
        ("12", going("south", "north", "08", "02"), going("south", "north", make=motorcycle)),
        ("03", going("east", "south", "05"), pedestrian(from_deg=90.0, to_deg=270.0)),
    ]
    rows = [crash(kind, *parties) for _ in range(10) for kind, *parties in kinds]
    options = SheetOptions("x", street=cross(), mode=Mode.SINGLE, with_list=False)
    return draw_site(*tables(*rows), options=options)


def test_sixty_crashes_on_one_junction_do_not_overlap(crowded):
    assert crowded.plotted == 60
    groups = {}
    for item in layer(crowded, "glyphs"):
        groups.setdefault(tag(item, "crash_id"), []).append(item)
    boxes = [extent(items) for items in groups.values()]
    boxes += [extent([item]) for item in layer(crowded, "labels")]
    assert len(boxes) > 100
    assert not any(overlap(*pair) for pair in itertools.combinations(boxes, 2))


def test_a_glyph_never_stands_on_a_lane_of_other_traffic(crowded):
    street, places = crowded.placed.plan.street, crowded.placed.panel.places
    assert {place.on_lane for place in places} == {True, False}, "some had no room on their lane"
    boxes = {}
    for item in layer(crowded, "glyphs"):
        boxes.setdefault(tag(item, "crash_id"), []).append(item)
    came_from = dict(zip(crowded.rows["crash_id"], crowded.rows["party_1_from_deg"], strict=True))
    for place in places:
        if not place.on_lane:
            ground = shapely.box(*extent(boxes[place.crash_id]))
            assert not street.roadway_mm.intersects(ground)
        elif math.dist(place.at_mm, place.anchor_mm) > 0.1:
            own = [
                shapely.LineString((*way.path.approach, *way.path.inside))
                for (start, _), ways in street.ways.items()
                for way in ways
                if off_deg(_bearing(crowded, start), came_from[place.crash_id]) < 20
            ]
            here = shapely.Point(place.at_mm)
            assert min(line.distance(here) for line in own) < 0.1


def _bearing(result, number):
    (arm,) = [arm for arm in result.placed.plan.arms if arm.number == number]
    return arm.angle_deg


def test_around_a_roundabout_paths_follow_the_ring():
    site = SITUATIONS["roundabout"].site()
    north, south = (
        min(range(4), key=lambda index: off_deg(site.arms[index].bearing_deg, bearing))
        for bearing in (0, 180)
    )
    for route in site.routes[south, north]:
        gaps = [math.dist(point, site.centre_m) for point in route.inside_m]
        assert min(gaps) > 8.0, "nobody drives over the island"
        eastmost = max(route.inside_m, key=lambda point: point[0])
        assert eastmost[0] > site.centre_m[0] + 8.0, "counter-clockwise where one keeps right"


def test_lanes_of_a_site_are_lanes_of_its_strips():
    site = SITUATIONS["crossing_at_a_cross"].site()
    lanes = [
        polygon
        for area in site.geometry.strips
        if area.strip.strip_type is StripType.DRIVE
        for polygon in area.polygons
    ]
    ground = shapely.union_all(lanes).buffer(0.05)
    for routes in site.routes.values():
        for route in routes:
            near = [point for point in route.approach_m if math.dist(point, site.centre_m) < 70]
            assert all(ground.contains(shapely.Point(point)) for point in near)


def test_a_drawn_impact_wins_over_the_lanes():
    site = cross()
    facts = facts_of_crashes(*tables(crash("15", going("south", "north"), going("east", "west"))))
    x_m, y_m = site.centre_m
    read = Resolution(
        "c001",
        Status.AUTOMATIC,
        Relation.CROSSING,
        DiagramType.ANGLE,
        parties=(1, 2),
        paths=(PartyPath(1, 180.0, 0.0), PartyPath(2, 90.0, 270.0)),
        absolute=True,
        source=Source.SCENE,
        impact_m=(x_m + 3.0, y_m - 2.0),
    )
    plan = plan_of_street(site, (0.0, 0.0, 280.0, 230.0), Language.EN)
    at = anchor(plan, facts[0], read)
    per_m = 1000.0 / plan.street.placement.scale
    assert at == pytest.approx((140.0 + 3.0 * per_m, 115.0 + 2.0 * per_m), abs=0.01)
    inferred = replace(read, source=Source.RECORDED, impact_m=None)
    assert math.dist(anchor(plan, facts[0], inferred), at) > 1.0


def test_before_and_after_share_the_street_and_its_scale():
    crashes = tables(crash("15", going("south", "north"), going("east", "west", contact="04")))
    site = cross()
    before, after = (
        Side(name, *crashes, SheetOptions("x", street=site)) for name in ("before", "after")
    )
    found = compare_diagrams(before, after)
    scales = {one.placed.plan.street.placement.scale for one in (found.before, found.after)}
    assert len(scales) == 1
    assert found.before.plotted == found.after.plotted == 1
    kerbs = [one for one in found.drawing.layers if one.name == "kerbs"]
    assert len(kerbs) == 2
    assert kerbs[0].clip_mm != kerbs[1].clip_mm


def test_a_junction_that_the_map_does_not_know_is_not_drawn_on_the_street_through_it():
    site = SITUATIONS["head_on"].site()
    junction = Junction(JunctionId("j"), "甲路×乙路", *site.centre_m, ("甲路", "乙路"))
    options = SheetOptions("x", street=site, with_list=False)
    result = draw_site(*tables_of("head_on"), junction, options=options)
    assert result.placed.plan.is_schematic
    assert draw_site(*tables_of("head_on"), options=options).placed.plan.street is not None


def test_far_from_every_street_there_is_no_site():
    streets = SITUATIONS["crossing_at_a_cross"].site().streets
    node = streets.nodes[0]
    assert street_site(streets, (node.x_m + 500.0, node.y_m + 500.0), date(2025, 6, 1)) is None
