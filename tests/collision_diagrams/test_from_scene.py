"""A scene with directions becomes its diagram without a person, where it happened."""

import math
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from collision_diagrams.contradictions import ContradictionKind, contradictions
from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.from_scene import read_scene_of
from collision_diagrams.ground import ground_of
from collision_diagrams.model import DiagramType, Relation, Source, Status
from collision_diagrams.on_arms import on_arms
from collision_diagrams.resolver import resolve
from collision_diagrams.street_site import street_site
from crashes.scene.model import Body, Moment, Scene, Travel, TravelEnd
from roadnet.osm.read_streets import read_osm_streets
from tests.collision_diagrams.generated_scenes import made_scenes
from tests.collision_diagrams.grounds import CROSS, on_road
from tests.collision_diagrams.make import crash, party, pedestrian, tables


def facts_of(type_code, *parties):
    (facts,) = facts_of_crashes(*tables(crash(type_code, *parties)))
    return facts


def travel(number, from_deg, to_deg, off_m=0.3):
    """Two clicks near the lanes of an arm, 30 m from the middle."""
    start, end = on_road(from_deg, 30.0, -1.5 + off_m), on_road(to_deg, 30.0, 1.5 - off_m)
    return Travel(number, TravelEnd(start, from_deg + 3.0), TravelEnd(end, to_deg - 3.0))


def scene(*objects, travels):
    return Scene("c001", "EPSG:3826", (0.0, 0.0), objects=objects, travels=tuple(travels))


def body(number, at_m, heading_deg, moment=Moment.REST):
    return Body(
        f"b{number}", "vehicle", at_m, heading_deg, 4.0, 2.0, "parties", None, number, moment
    )


ANGLE = travel(1, 0, 180), travel(2, 90, 270)
REAR = travel(1, 0, 180), travel(2, 0, 180)


def test_two_clicks_each_are_put_on_the_lanes_of_the_map():
    found = read_scene_of(facts_of("15", party(), party()), scene(travels=ANGLE), CROSS)
    reading = found.resolution
    assert (reading.status, reading.source) == (Status.AUTOMATIC, Source.SCENE)
    assert [(path.from_deg, path.to_deg) for path in reading.paths] == [(0, 180), (90, 270)]
    assert found.lines_m[1].equals(CROSS.ways[0, 2][0].line)


def test_without_a_mark_the_impact_is_where_the_lane_paths_meet():
    found = read_scene_of(facts_of("15", party(), party()), scene(travels=ANGLE), CROSS)
    assert found.resolution.impact_m == pytest.approx((-1.5, 1.5), abs=0.05)


def test_a_drawn_mark_is_where_the_impact_was():
    mark = Body("i", "impact", (-2.0, 3.0), 0.0, 0.8, 0.8, "points")
    found = read_scene_of(facts_of("15", party(), party()), scene(mark, travels=ANGLE), CROSS)
    assert found.resolution.impact_m == (-2.0, 3.0)


def test_bodies_at_the_first_contact_come_before_the_paths():
    bodies = (
        body(1, (-1.5, 5.0), 180.0, Moment.IMPACT),
        body(2, (0.0, 2.5), 270.0, Moment.IMPACT),
    )
    found = read_scene_of(facts_of("15", party(), party()), scene(*bodies, travels=ANGLE), CROSS)
    assert found.resolution.impact_m == pytest.approx((-1.25, 3.25), abs=0.5)


def test_the_drawing_tells_who_was_behind_where_the_record_does_not():
    unknown = party(contact="15"), party(contact="15")
    for order, first_m, second_m in (((1, 2), 40.0, 30.0), ((2, 1), 30.0, 40.0)):
        bodies = body(1, (-1.5, first_m), 180.0), body(2, (-1.5, second_m), 180.0)
        found = read_scene_of(facts_of("13", *unknown), scene(*bodies, travels=REAR), CROSS)
        assert found.resolution.parties == order
        assert found.resolution.status is Status.AUTOMATIC


def test_an_order_that_nothing_tells_is_drawn_with_low_confidence():
    unknown = party(contact="15"), party(contact="15")
    found = read_scene_of(facts_of("13", *unknown), scene(travels=REAR), CROSS).resolution
    assert (found.status, found.diagram_type) == (Status.LOW_CONFIDENCE, DiagramType.REAR)


def test_turns_that_never_meet_are_still_drawn():
    travels = travel(1, 0, 270), travel(2, 180, 90)  # two right turns from opposite sides
    right = party("06", "15"), party("06", "15")
    found = read_scene_of(facts_of("17", *right), scene(travels=travels), CROSS).resolution
    assert (found.status, found.relation) == (Status.LOW_CONFIDENCE, Relation.OPPOSITE)


def test_directions_that_the_type_excludes_are_drawn_and_reported():
    found = read_scene_of(facts_of("13", party(), party()), scene(travels=ANGLE), CROSS)
    assert found.resolution.status is Status.LOW_CONFIDENCE
    kinds = [one.kind for one in contradictions(found.facts)]
    assert ContradictionKind.TYPE_DIRECTION in kinds


def test_without_a_map_paths_lead_from_click_to_click():
    found = read_scene_of(facts_of("15", party(), party()), scene(travels=ANGLE))
    assert found.resolution.diagram_type is DiagramType.ANGLE
    assert found.resolution.impact_m == pytest.approx((-1.2, 1.2), abs=1.2)


def test_a_scene_without_directions_is_read_from_its_record():
    facts = facts_of("15", party(), party())
    assert read_scene_of(facts, scene(travels=()), CROSS).resolution == resolve(facts)


def test_the_impact_of_a_scene_stays_where_it_was_drawn_on_the_arms():
    mark = Body("i", "impact", (-2.0, 3.0), 0.0, 0.8, 0.8, "points")
    found = read_scene_of(facts_of("15", party(), party()), scene(mark, travels=ANGLE), CROSS)
    assert on_arms(found.facts, found.resolution, CROSS) == found.resolution


def test_a_person_crossing_from_the_right_is_drawn_from_the_right():
    walk = Travel(2, TravelEnd((-8.0, 3.0), 270.0), TravelEnd((6.0, 3.0), 90.0))
    travels = travel(1, 0, 180), walk  # southwards: west is on its right
    found = read_scene_of(facts_of("03", party(), pedestrian()), scene(travels=travels), CROSS)
    assert found.resolution.diagram_type is DiagramType.P_CROSS_NEAR
    assert found.resolution.impact_m == pytest.approx((-1.5, 3.0), abs=0.2)


@pytest.mark.slow
def test_generated_scenes_give_their_type_and_impact(tmp_path):
    scenes = made_scenes(tmp_path, 1_000)
    grounds = {}
    types, near, wrong = 0, 0, Counter()
    for made in scenes:
        ground = grounds.setdefault(id(made.place), ground_of(made.place.site))
        found = read_scene_of(made.facts, made.scene, ground).resolution
        assert found.status.plotted, (made.diagram_type, found.reason)
        same = found.diagram_type is made.diagram_type
        off_m = math.dist(found.impact_m, made.impact_m) if found.impact_m else math.inf
        types += same
        near += off_m <= 2.0
        if not same:
            wrong[made.place.name, str(made.diagram_type), str(found.diagram_type)] += 1
        elif off_m > 2.0:
            wrong[made.place.name, str(made.diagram_type), "too far"] += 1
    kinds = {made.diagram_type for made in scenes}
    print(f"{len(scenes)} scenes of {len(kinds)} types: type {types}, within 2 m {near}; {wrong}")
    assert len(kinds) == 35
    assert types >= 0.98 * len(scenes)
    assert near >= 0.98 * len(scenes)


REAL_PLACES = ((302280.0, 2772843.0), (302715.0, 2772825.0))  # two large crossings of Taipei
NEAR_M = 260.0


@pytest.mark.slow
@pytest.mark.real_data
def test_scenes_on_real_streets_all_convert(real_data):
    streets = read_osm_streets(real_data / "taipei" / "taipei_main_roads_2017.osm")
    for place in REAL_PLACES:
        site = street_site(streets_near(streets, place), place, date(2025, 1, 15))
        ground = ground_of(site)
        origin = tuple(round(value) for value in site.centre_m)
        converted = 0
        pairs = list(product(sorted(ground.ways), repeat=2))
        for one, other in pairs[:: len(pairs) // 150]:
            ends = zip((1, 2), (one, other), strict=True)
            travels = [clicked(number, ground, way, origin) for number, way in ends]
            drawn = Scene("c001", streets.crs, origin, travels=tuple(travels))
            found = read_scene_of(facts_of("17", party(), party()), drawn, ground).resolution
            assert found.status.plotted, (one, other, found.reason)
            assert found.absolute
            converted += 1
        print(f"{site.junction.name}: {converted} scenes converted")
        assert converted >= 150


def streets_near(streets, place):
    """The roads around a place."""

    def is_near(road):
        points = [point for piece in road.line.pieces for point in piece.points_m]
        return min(math.dist(point, place) for point in points) < NEAR_M

    roads = tuple(road for road in streets.roads if is_near(road))
    return replace(streets, roads=roads, corridors=(), cross_features=(), point_assets=())


def clicked(number, ground, arms, origin):
    """Two clicks on the middle lane of a way."""
    way = ground.ways[arms][len(ground.ways[arms]) // 2]
    points = way.line.interpolate(way.entry_m / 2), way.line.interpolate(way.line.length - 5.0)
    start, end = ((point.x - origin[0], point.y - origin[1]) for point in points)
    bearings = [ground.arms[arm].bearing_deg for arm in arms]
    return Travel(number, TravelEnd(start, bearings[0]), TravelEnd(end, bearings[1]))
