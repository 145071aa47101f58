"""A reading is put on the arms that fit it: by topology, point, lanes, and never by a guess."""

from dataclasses import replace

import pytest
import shapely

from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.mirror import mirrored_facts, mirrored_reading, on_arms_in_mirror
from collision_diagrams.model import DiagramType, PartyPath, Relation, Status, Turn
from collision_diagrams.on_arms import on_arms
from collision_diagrams.reasons import Reason
from collision_diagrams.resolver import resolve
from language import Language
from tests.collision_diagrams.grounds import CROSS, SKEW, TEE, ground, on_road
from tests.collision_diagrams.make import crash, motorcycle, party, tables

THROUGH, LEFT, RIGHT, STOPPED = "09", "05", "06", "14"
FRONT, RIGHT_SIDE, REAR, LEFT_SIDE = "01", "02", "03", "04"


def facts_of(type_code, *parties, point_m=None, **given):
    (facts,) = facts_of_crashes(*tables(crash(type_code, *parties, **given)))
    return replace(facts, point_m=point_m)


def placed(place, type_code, *parties, **given):
    facts = facts_of(type_code, *parties, **given)
    return on_arms(facts, resolve(facts), place)


def rear_end():
    return "13", party(contact=FRONT), party(STOPPED, REAR)


ANGLE = "15", party(contact=FRONT), party(contact=LEFT_SIDE)  # party 2 from the right
FROM_MINOR = "16", party(LEFT, LEFT_SIDE, cause_code="72"), motorcycle()


def test_the_point_of_a_rear_end_crash_tells_its_approach():
    for bearing in (0, 90, 180, 270):
        found = placed(CROSS, *rear_end(), point_m=on_road(bearing, 30, -1.5))
        assert found.absolute
        assert {path.from_deg for path in found.paths} == {float(bearing)}
        assert found.status.plotted


def test_without_a_point_the_arms_of_a_crossing_are_left_to_a_person():
    found = placed(CROSS, *rear_end())
    assert (found.status, found.reason) == (Status.TO_CONFIRM, Reason.ARM_UNKNOWN.message)
    assert len(found.candidates) == 3
    assert all(one.absolute and one.explanation and one.impact_m for one in found.candidates)


def test_the_relation_stays_known_where_the_arms_are_not():
    assert placed(CROSS, *rear_end()).relation is Relation.SAME


def test_a_left_turn_from_the_stem_of_a_tee_needs_no_point():
    found = placed(TEE, *FROM_MINOR, signal_kind_code="4", road_form_code="03")
    assert found.diagram_type is DiagramType.L_FROMLEFT
    (first, second) = found.paths
    assert (first.from_deg, first.to_deg) == (90.0, 180.0)
    assert (second.from_deg, second.to_deg) == (180.0, 0.0)


def test_crossing_paths_fit_no_tee():
    found = placed(TEE, *ANGLE)
    assert (found.status, found.reason) == (Status.NOT_PLOTTABLE, Reason.NO_WAY.message)


def test_a_closed_movement_is_not_taken():
    one_way_round = ground(0, 90, 180, 270, closed=[(0, 2), (2, 0)])
    assert placed(one_way_round, *ANGLE).reason == Reason.NO_WAY.message


def test_the_impact_lies_where_the_lane_paths_meet():
    found = placed(CROSS, *ANGLE, point_m=(-1.0, -1.0))
    one, other = found.candidates[0], found.candidates[1]
    assert one.impact_m != other.impact_m
    for reading in found.candidates:
        arms = [arm.bearing_deg for arm in CROSS.arms]
        lines = [
            CROSS.ways[arms.index(path.from_deg), arms.index(path.to_deg)][0].line
            for path in reading.paths
        ]
        assert shapely.Point(reading.impact_m).distance(lines[0]) < 0.02
        assert shapely.Point(reading.impact_m).distance(lines[1]) < 0.02


def test_skew_arms_keep_their_own_bearings():
    found = placed(SKEW, *ANGLE, point_m=(0.0, 0.0))
    bearings = {arm.bearing_deg for arm in SKEW.arms}
    for one in (found, *found.candidates):
        assert {path.from_deg for path in one.paths} <= bearings


def test_the_party_that_did_not_yield_to_a_main_road_came_over_the_narrower_one():
    place = ground(0, 90, 180, 270, lanes=[3, 1, 3, 1])
    first = party(contact=FRONT, cause_code="72")
    found = placed(place, "15", first, party(contact=LEFT_SIDE), signal_kind_code="4")
    assert {one.paths[0].from_deg for one in found.candidates[:2]} == {90.0, 270.0}


def test_recorded_sides_are_those_of_the_nearest_arms():
    sides = party(from_deg=10, to_deg=190), party(from_deg=130, to_deg=310)
    found = placed(SKEW, "15", *sides)
    assert [path.from_deg for path in found.paths] == [20.0, 140.0]
    assert found.status is Status.AUTOMATIC


def test_a_crash_that_cannot_be_read_stays_as_it_is():
    facts = facts_of("16", party("21"), party())
    found = resolve(facts)
    assert on_arms(facts, found, CROSS) == found


def test_a_reading_says_over_which_roads_the_parties_came():
    found = placed(CROSS, *rear_end(), point_m=on_road(90, 30, -1.5))
    said = found.explanation[-1].in_language(Language.EN)
    assert said == "Party 2 came over road 1 from the east and left to the west."


@pytest.mark.parametrize(
    ("start", "end", "turn"),
    [(0, 2, Turn.THROUGH), (0, 1, Turn.LEFT), (0, 3, Turn.RIGHT), (0, 0, Turn.U_TURN)],
)
def test_turns_are_named_among_the_exits_there_are(start, end, turn):
    assert CROSS.turn(start, end) is turn


def test_the_stem_of_a_tee_has_no_way_straight_on():
    assert [TEE.turn(1, end) for end in (0, 2)] == [Turn.RIGHT, Turn.LEFT]


def test_the_exit_nearest_to_straight_on_is_the_way_through_of_skew_arms():
    wye = ground(0, 130, 180)
    assert wye.turn(1, 0) is Turn.THROUGH
    assert wye.turn(0, 2) is Turn.THROUGH


def test_left_hand_traffic_is_placed_in_a_mirror():
    facts = facts_of(*rear_end(), point_m=on_road(90, 30, 1.5))  # on the left, seen inward
    mirror = mirrored_facts(facts)
    found = mirrored_reading(on_arms_in_mirror(mirror, resolve(mirror), CROSS.mirrored()))
    assert [path.from_deg for path in found.paths] == [90.0, 90.0]
    assert found.impact_m[0] > 0


def test_confirmed_paths_stay_confirmed_on_arms():
    facts = facts_of(*rear_end())
    read = resolve(facts)
    paths = (PartyPath(1, 90.0, 270.0), PartyPath(2, 90.0, 270.0))
    decided = replace(read, status=Status.CONFIRMED, paths=paths, absolute=True)
    found = on_arms(facts, decided, CROSS)
    assert (found.status, found.paths) == (Status.CONFIRMED, paths)
