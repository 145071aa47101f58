"""How a crash is read from its record: the relation must be right, or it must be left open."""

import pytest

from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.model import (
    DiagramType,
    Relation,
    Side,
    Source,
    Status,
    WalkLeg,
)
from collision_diagrams.reasons import Reason
from collision_diagrams.resolver import resolve, without_type
from language import Language
from tests.collision_diagrams.make import crash, motorcycle, party, passenger, pedestrian, tables

THROUGH, LEFT, RIGHT, U, STOPPED, PARKED = "09", "05", "06", "11", "14", "13"
FRONT, RIGHT_SIDE, REAR, LEFT_SIDE = "01", "02", "03", "04"


def read(type_code, *parties, **given):
    (facts,) = facts_of_crashes(*tables(crash(type_code, *parties, **given)))
    return resolve(facts)


def from_side(resolution):
    """Where party 2 came from in the frame in which party 1 comes from below."""
    first, second = resolution.paths
    assert first.from_deg == 180
    return {180: Side.SAME, 0: Side.OPPOSITE, 90: Side.RIGHT, 270: Side.LEFT}[second.from_deg]


@pytest.mark.parametrize(
    ("code", "relation", "diagram", "contacts"),
    [
        ("10", Relation.OPPOSITE, DiagramType.HEADON, (FRONT, FRONT)),
        ("11", Relation.OPPOSITE, DiagramType.SS_OPP, (LEFT_SIDE, LEFT_SIDE)),
        ("12", Relation.SAME, DiagramType.SS_SAME, (RIGHT_SIDE, LEFT_SIDE)),
        ("13", Relation.SAME, DiagramType.REAR, (FRONT, REAR)),
        ("15", Relation.CROSSING, DiagramType.ANGLE, (FRONT, LEFT_SIDE)),
    ],
)
def test_the_official_definition_of_a_type_fixes_the_relation(code, relation, diagram, contacts):
    found = read(code, party(contact=contacts[0]), party(contact=contacts[1]))
    assert (found.relation, found.diagram_type) == (relation, diagram)
    assert found.status is Status.AUTOMATIC


@pytest.mark.parametrize(
    ("contact_1", "contact_2", "side"),
    [
        (FRONT, LEFT_SIDE, Side.RIGHT),
        (FRONT, RIGHT_SIDE, Side.LEFT),
        (RIGHT_SIDE, FRONT, Side.RIGHT),
        (LEFT_SIDE, FRONT, Side.LEFT),
    ],
)
def test_contact_parts_tell_from_which_side_the_other_crossed(contact_1, contact_2, side):
    assert from_side(read("15", party(contact=contact_1), party(contact=contact_2))) is side


def test_front_against_front_leaves_the_side_of_a_crossing_open():
    found = read("15", party(), party())
    assert found.status is Status.TO_CONFIRM
    assert found.reason == Reason.SEVERAL.message
    assert {from_side(one) for one in found.candidates} == {Side.LEFT, Side.RIGHT}


@pytest.mark.parametrize(("at_fault", "side"), [(0, Side.RIGHT), (1, Side.LEFT)])
def test_the_cause_that_the_one_from_the_left_did_not_yield_tells_the_side(at_fault, side):
    parties = [party(), party()]
    parties[at_fault]["cause_code"] = "75"
    found = read("15", *parties, signal_kind_code="4")
    assert from_side(found) is side
    assert found.status.plotted


@pytest.mark.parametrize(
    ("actions", "contacts", "diagram", "roles", "side"),
    [
        ((LEFT, THROUGH), (RIGHT_SIDE, FRONT), DiagramType.L_OPP, (1, 2), Side.OPPOSITE),
        ((THROUGH, LEFT), (FRONT, RIGHT_SIDE), DiagramType.L_OPP, (2, 1), Side.OPPOSITE),
        ((LEFT, THROUGH), (LEFT_SIDE, FRONT), DiagramType.L_SAME, (1, 2), Side.SAME),
        ((RIGHT, THROUGH), (RIGHT_SIDE, LEFT_SIDE), DiagramType.R_HOOK, (1, 2), Side.SAME),
        ((THROUGH, RIGHT), (LEFT_SIDE, RIGHT_SIDE), DiagramType.R_HOOK, (2, 1), Side.SAME),
        ((LEFT, RIGHT), (RIGHT_SIDE, LEFT_SIDE), DiagramType.LR_MERGE, (1, 2), Side.OPPOSITE),
    ],
)
def test_a_turn_against_a_through_vehicle_is_read_from_contact_parts(
    actions, contacts, diagram, roles, side
):
    found = read("16", *(party(*one) for one in zip(actions, contacts, strict=True)))
    assert (found.diagram_type, found.parties) == (diagram, roles)
    assert from_side(found) is side
    assert found.relation is side.relation
    assert found.source is Source.INFERRED


def test_a_left_turn_out_of_a_minor_road_is_a_crossing_where_the_cause_says_so():
    turning = party(LEFT, LEFT_SIDE, cause_code="72")
    found = read("16", turning, party(THROUGH, FRONT), signal_kind_code="4")
    assert found.diagram_type is DiagramType.L_FROMLEFT
    assert from_side(found) is Side.LEFT


@pytest.mark.parametrize("pair", [(RIGHT, RIGHT), (RIGHT, LEFT)])
def test_movements_that_do_not_meet_on_crossing_approaches_are_listed(pair):
    found = read("15", party(pair[0]), party(pair[1]))
    assert found.status is Status.NOT_PLOTTABLE
    assert found.reason == Reason.NO_CONFLICT.message


def test_a_rear_end_crash_whose_fronts_touched_contradicts_itself():
    found = read("13", party(contact=FRONT), party(contact=FRONT))
    assert found.reason == Reason.CONTRADICTION.message


def test_the_one_behind_is_the_first_role_of_a_rear_end_crash():
    assert read("13", party(contact=FRONT), party(contact=REAR)).parties == (1, 2)
    assert read("13", party(contact=REAR), party(contact=FRONT)).parties == (2, 1)
    by_state = read("13", party(STOPPED, "15"), party(THROUGH, "15"))
    assert by_state.parties == (2, 1), "the one that stood was in front"
    by_cause = read("13", party(contact="15", cause_code="16"), party(contact="15"))
    assert by_cause.parties == (1, 2), "the one that kept no distance was behind"
    assert read("13", party(contact="15"), party(contact="15")).reason == (
        Reason.ORDER_UNKNOWN.message
    )


def test_a_sideswipe_says_on_which_side_the_other_was():
    assert read("12", party(contact=RIGHT_SIDE), party(contact=LEFT_SIDE)).lateral is Side.RIGHT
    assert read("12", party(contact=FRONT), motorcycle(contact="12")).lateral is Side.LEFT
    lane_change = read("12", party("07", "15"), party(contact="15"))
    assert lane_change.lateral is Side.LEFT
    nothing = read("12", party(contact="15"), party(contact="15"))
    assert nothing.reason == Reason.SIDE_UNKNOWN.message
    both_right = read("12", party(contact="06"), party(contact="05"))
    assert not both_right.status.plotted, "right side against right side cannot be"


def test_an_unknown_movement_is_not_guessed():
    found = read("16", party("21"), party())
    assert found.reason == Reason.NO_MOVEMENT.message


def test_an_opened_door_is_told_by_its_cause():
    found = read("17", party(PARKED, LEFT_SIDE, cause_code="40"), motorcycle())
    assert (found.diagram_type, found.lateral) == (DiagramType.DOOR, Side.LEFT)


def test_a_door_opened_towards_an_oncoming_rider_keeps_to_the_type_that_says_so():
    found = read("11", party(PARKED, LEFT_SIDE, cause_code="40"), motorcycle(contact="14"))
    assert (found.diagram_type, found.relation) == (DiagramType.DOOR, Relation.OPPOSITE)
    assert from_side(found) is Side.OPPOSITE


def test_a_door_opened_at_crossing_paths_contradicts_itself():
    found = read("15", party(PARKED, LEFT_SIDE, cause_code="40"), motorcycle())
    assert found.reason == Reason.CONTRADICTION.message
    assert not found.status.plotted


@pytest.mark.parametrize("code", ["10", "11", "12", "13"])
def test_recorded_directions_that_the_type_excludes_are_left_to_a_person(code):
    crossing = party(from_deg=180, to_deg=0), party(from_deg=90, to_deg=270)
    found = read(code, *crossing)
    assert found.status is Status.TO_CONFIRM
    assert found.reason == Reason.CONTRADICTION.message
    assert found.candidates, "a person has something to choose from"


def test_types_of_another_code_list_do_not_overrule_recorded_directions():
    crossing = party(from_deg=180, to_deg=0), party(from_deg=90, to_deg=270)
    assert read("12", *crossing, source="mapped").relation is Relation.CROSSING


def test_a_parked_vehicle_was_struck_by_the_one_that_moved():
    found = read("17", party(PARKED, REAR), motorcycle())
    assert (found.diagram_type, found.parties) == (DiagramType.PARKED, (2, 1))
    assert found.relation is Relation.SAME


def test_a_backing_vehicle_travels_against_its_heading():
    found = read("14", party("02", REAR), party(STOPPED, FRONT))
    assert found.diagram_type is DiagramType.BACK
    first, second = found.paths
    assert (first.from_deg, first.to_deg) == (180, 0), "party 1 backs up from below"
    assert (second.from_deg, second.to_deg) == (0, 180), "the other faces its rear"


@pytest.mark.parametrize(
    ("code", "diagram", "relation"),
    [
        ("18", DiagramType.OVERTURN, Relation.SINGLE),
        ("19", DiagramType.RUNOFF, Relation.SINGLE),
        ("38", DiagramType.FIXED, Relation.OBJECT),
        ("27", DiagramType.ANIMAL, Relation.OBJECT),
        ("31", DiagramType.TRAIN, Relation.OBJECT),
    ],
)
def test_a_crash_of_one_vehicle_follows_its_type(code, diagram, relation):
    found = read(code, motorcycle())
    assert (found.diagram_type, found.relation) == (diagram, relation)
    assert found.status is Status.AUTOMATIC


def test_a_pedestrian_whose_side_nothing_tells_gets_no_side():
    assert read("03", party(), pedestrian()).diagram_type is DiagramType.P_CROSS
    near = read("03", party(contact="05"), pedestrian())
    assert (near.diagram_type, near.status) == (DiagramType.P_CROSS_NEAR, Status.LOW_CONFIDENCE)
    assert read("03", party(contact="08"), pedestrian()).diagram_type is DiagramType.P_CROSS_FAR


def test_recorded_sides_of_a_pedestrian_are_believed():
    turning = party(LEFT, from_deg=180, to_deg=270)  # northwards, then west
    from_north = read("03", turning, pedestrian(from_deg=0, to_deg=180))
    assert from_north.diagram_type is DiagramType.P_CROSS_NEAR
    assert from_north.absolute
    from_south = read("03", turning, pedestrian(from_deg=180, to_deg=0))
    assert from_south.diagram_type is DiagramType.P_CROSS_FAR


def test_a_passenger_is_no_party_of_the_diagram():
    found = read("13", party(contact=FRONT), passenger(), party(contact=REAR))
    assert found.parties == (1, 3)


def test_a_lone_vehicle_whose_opponent_fled_is_listed():
    gone = {"kind_code": None, "action_code": None, "contact_first_code": None, "sex_code": "4"}
    assert read("16", party(LEFT), gone).reason == Reason.FLED.message


def test_recorded_directions_win_over_everything_else():
    first = party(THROUGH, FRONT, from_deg=180, to_deg=0)
    second = party(THROUGH, FRONT, from_deg=90, to_deg=270)
    found = read("15", first, second)
    assert (found.diagram_type, found.source) == (DiagramType.ANGLE, Source.RECORDED)
    assert found.absolute
    assert found.confidence == 1.0
    assert [path.from_deg for path in found.paths] == [180, 90]


def test_directions_that_never_meet_are_listed():
    first = party(RIGHT, FRONT, from_deg=180, to_deg=90)
    second = party(RIGHT, FRONT, from_deg=0, to_deg=270)
    assert read("16", first, second).reason == Reason.NO_CONFLICT.message


def test_the_older_edition_gives_causes_their_older_meaning():
    first = party(cause_code="16", contact="15")  # following too closely, in both editions
    found = read("13", first, party(contact="15"), code_version="until-2023-06")
    assert found.parties == (1, 2)
    red_light = party(cause_code="81")  # no such cause before July 2023
    open_side = read("15", red_light, party(), code_version="until-2023-06")
    assert open_side.status is Status.TO_CONFIRM


def test_every_reading_explains_itself_in_both_languages():
    found = read("15", party(contact=FRONT), party(contact=LEFT_SIDE))
    chinese = [line.in_language(Language.ZH_TW) for line in found.explanation]
    assert "以第1當事者觀之，第2當事者來自右方。" in chinese
    assert all(line.in_language(Language.EN) for line in found.explanation)


def test_without_the_type_a_clear_crossing_is_still_read():
    (facts,) = facts_of_crashes(
        *tables(crash("15", party(contact=FRONT, cause_code="81"), party(contact=LEFT_SIDE)))
    )
    assert resolve(without_type(facts)).relation is Relation.CROSSING


def test_every_party_is_named_the_third_one_as_a_chain():
    found = read("13", party(), party(contact=REAR), motorcycle(), pedestrian())
    assert (found.parties, found.chain) == ((1, 2), (3, 4))


def test_one_that_only_made_another_swerve_is_not_of_the_pair():
    swerving = party(contact="17"), motorcycle(contact="12"), party(contact=FRONT)
    found = read("15", *swerving)
    assert set(found.parties) == {2, 3}
    assert (found.chain, found.indirect) == ((1,), (1,))


def test_two_vehicles_are_the_pair_even_if_nothing_touched_one():
    found = read("17", party("08", "17"), motorcycle(contact="12"))
    assert set(found.parties) <= {1, 2}
    assert found.indirect == (1,)


@pytest.mark.parametrize(
    ("action", "position", "leg", "on_crosswalk"),
    [
        (LEFT, "18", WalkLeg.EXIT, True),
        (RIGHT, "01", WalkLeg.EXIT, False),
        (THROUGH, "18", WalkLeg.ENTRY, True),
        (THROUGH, "09", WalkLeg.ROAD, False),
    ],
)
def test_where_a_person_walked_follows_from_the_turn_and_the_place(
    action, position, leg, on_crosswalk
):
    found = read("03", party(action, "05"), pedestrian(), position_code=position)
    assert (found.walk.leg, found.walk.on_crosswalk) == (leg, on_crosswalk)
    assert found.walk.from_side is Side.RIGHT


def test_a_crash_without_a_person_on_foot_has_no_walk():
    assert read("13", party(), party(contact=REAR)).walk is None
