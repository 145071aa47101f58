"""One row for each crash: what is read, what is hidden, what is not dared."""

import pytest

from collision_diagrams.classify import CLASSIFICATION_COLUMNS, Hidden, classify
from roadnet.model import Arm, DrivingSide, Junction
from tests.collision_diagrams.make import crash, motorcycle, party, pedestrian, tables


def oregon(action="09", from_deg=180.0, to_deg=0.0, **given):
    return party(action, None, from_deg=from_deg, to_deg=to_deg, **given)


def read(*crashes, **options):
    return classify(*tables(*crashes), **options)


def one(*crashes, **options):
    return read(*crashes, **options).iloc[0]


def test_every_crash_has_one_row_with_the_columns_of_the_contract():
    found = read(
        crash("03", party(), pedestrian(), crash_id="b", source_crash_id="77"),
        crash("15", party(), party(contact="04"), crash_id="a"),
    )
    assert tuple(found.columns) == CLASSIFICATION_COLUMNS
    assert found["crash_id"].tolist() == ["a", "b"]
    assert found["relation"].tolist() == ["crossing", "pedestrian"]
    assert found["source_crash_id"].tolist()[1] == "77"


def test_recorded_directions_are_given_in_the_order_of_the_record():
    turning = oregon("05", 0.0, 90.0)
    row = one(crash("16", oregon(), turning, source="odot", main_cause_code="80"))
    assert (row["relation"], row["diagram_type"], row["source"]) == (
        "opposite",
        "L-OPP",
        "recorded",
    )
    assert row[["party_1_from_deg", "party_1_to_deg"]].tolist() == [180.0, 0.0]
    assert row[["party_2_from_deg", "party_2_to_deg"]].tolist() == [0.0, 90.0]


def test_hidden_directions_leave_no_trace():
    turning = oregon("05", 0.0, 90.0)
    opposite = crash("16", oregon(), turning, source="odot", main_cause_code="80")
    elsewhere = crash(
        "16", oregon(), oregon("05", 90.0, 180.0), source="odot", main_cause_code="80"
    )
    first, second = (read(said, hidden=Hidden(headings=True)) for said in (opposite, elsewhere))
    assert first.equals(second)
    assert first["party_1_from_deg"].isna().all()
    assert first["source"].tolist() == ["inferred"]


def test_a_hidden_type_leaves_no_trace():
    pair = (party(contact="01"), party(contact="03"))
    found = [
        read(crash(code, *pair, source="npa"), hidden=Hidden(crash_type=True))
        for code in ("13", "15", None)
    ]
    assert found[0].equals(found[1])
    assert found[0].equals(found[2])
    assert found[0]["relation"].tolist() == ["same"]


def test_what_is_not_dared_says_unknown_and_why():
    row = one(crash("16", party("21", "15"), party("21", "15")))
    assert (row["relation"], row["status"]) == ("unknown", "not_plottable")
    assert row["reason"]
    assert row[["party_1_from_deg", "party_2_to_deg"]].isna().all()


def test_a_reading_by_weights_says_what_speaks_for_it():
    row = one(crash("13", oregon("09"), oregon("14"), source="odot", main_cause_code="16"))
    assert (row["relation"], row["diagram_type"]) == ("same", "REAR")
    assert "For it speaks" in row["reason"]
    assert row["confidence"] > 0.95


def test_directions_that_all_else_contradicts_are_doubted_in_words():
    behind = oregon("09", 0.0, 180.0)
    row = one(crash("13", behind, oregon("14", 180.0, 0.0), source="odot", main_cause_code="16"))
    if row["relation"] == "same":
        assert "speak against the recorded directions" in row["reason"]
    assert row["party_1_from_deg"] == 0.0  # stays as recorded


def test_an_opened_door_is_read_before_the_directions():
    opener = oregon("13", cause_code="40", contact_first_code="04")
    rider = motorcycle("09", "11", from_deg=180.0, to_deg=0.0)
    assert one(crash("17", opener, rider))["diagram_type"] == "DOOR"


def test_the_arms_of_the_junction_stand_in_for_a_missing_form_of_the_road():
    crashes, parties = tables(
        crash("15", oregon(), oregon(), source="odot", road_form_code=None, position_code="01")
    )
    arms = tuple(Arm(road_name="", bearing_deg=deg) for deg in (0.0, 90.0, 180.0))
    junction = Junction("J1", "a×b", 0.0, 0.0, ("a", "b"), arms)
    seen = []
    for form in ("03", None):
        given = crashes.assign(junction_id="J1", road_form_code=form)
        seen.append(
            classify(given, parties, [junction], hidden=Hidden(headings=True, crash_type=True))
        )
    assert seen[0].equals(seen[1])


@pytest.mark.parametrize("hidden", [False, True])
def test_the_order_of_the_rows_plays_no_part(hidden):
    crashes, parties = tables(
        crash("15", party(), party(contact="04")), crash("13", party(), party("14", "03"))
    )
    turned = classify(crashes[::-1], parties[::-1], hidden=Hidden(crash_type=hidden))
    assert classify(crashes, parties, hidden=Hidden(crash_type=hidden)).equals(turned)


def test_a_door_whose_side_nothing_tells_is_a_door_all_the_same():
    opener = party("13", None, cause_code="40", from_deg=180.0, to_deg=0.0)
    rider = motorcycle("09", None, from_deg=180.0, to_deg=0.0)
    row = one(crash("17", opener, rider))
    assert (row["diagram_type"], row["status"], row["relation"]) == (
        "DOOR",
        "low_confidence",
        "same",
    )
    assert "Which side the other was on is not recorded" in row["reason"]


def test_left_hand_traffic_is_read_in_a_mirror():
    left_turn, right_turn = party("05", "02"), party("06", "04")
    oncoming = motorcycle()
    on_the_right = read(crash("16", left_turn, oncoming))
    on_the_left = read(crash("16", right_turn, oncoming), driving_side=DrivingSide.LEFT)
    columns = ["relation", "diagram_type", "confidence", "status"]
    assert on_the_left[columns].equals(on_the_right[columns])


def test_left_and_right_of_left_hand_traffic_are_told_as_they_are():
    from_the_right = crash("15", party(contact="01"), party(contact="04"))
    (reason,) = read(from_the_right, driving_side=DrivingSide.LEFT)["reason"]
    assert "from its right" in reason
    assert "the left side of party 2" in reason


def test_recorded_sides_of_left_hand_traffic_stay_as_recorded():
    sides = party(from_deg=10, to_deg=190), party(from_deg=100, to_deg=280)
    found = read(crash("15", *sides), driving_side=DrivingSide.LEFT)
    named = ["party_1_from_deg", "party_1_to_deg", "party_2_from_deg", "party_2_to_deg"]
    assert found.loc[0, named].tolist() == [10, 190, 100, 280]
