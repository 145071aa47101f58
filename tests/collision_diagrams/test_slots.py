"""Finding room: queues grow upstream on one lane, nothing overlaps, labels give way first."""

import itertools

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from collision_diagrams.slots import Room, Wanted, find_slots, moved_box, overlap
from collision_diagrams.strokes import shifted

FRAME = (0.0, 0.0, 200.0, 150.0)
GLYPH = (-4.0, -8.0, 4.0, 8.0)
LABELS = ((-10.0, 9.0, 10.0, 12.0), (5.0, -1.5, 25.0, 1.5))
SHORT = ((-2.0, 9.0, 2.0, 12.0), (5.0, -1.5, 9.0, 1.5))
LANE = shapely.box(94.0, 0.0, 106.0, 150.0)


def wanted(number, anchor=(100.0, 60.0), heading=0.0, group=0, reach=70, **given):
    queue = tuple(shifted(anchor, heading, -float(step)) for step in range(reach))
    return Wanted(str(number), group, queue, GLYPH, LABELS, SHORT, **given)


def slots_of(*many, frame=FRAME, roadway=None, taken=()):
    return find_slots(many, Room(frame, roadway, taken))


def test_the_first_stands_at_its_anchor_and_the_next_one_upstream():
    first, second = slots_of(wanted(1), wanted(2))
    assert first.at_mm == (100.0, 60.0)
    assert second.at_mm[0] == 100.0
    assert second.at_mm[1] > 60.0 + 16.0


def test_a_queue_follows_the_approach_of_party_1():
    first, second = slots_of(wanted(1, heading=90.0), wanted(2, heading=90.0))
    assert second.at_mm[0] < first.at_mm[0]
    assert second.at_mm[1] == pytest.approx(first.at_mm[1])


def test_a_label_moves_to_another_side_before_its_glyph_moves():
    (slot,) = slots_of(wanted(1), taken=[(90.0, 70.0, 110.0, 71.0)])
    assert slot.at_mm == (100.0, 60.0)
    assert slot.label == moved_box(LABELS[1], (100.0, 60.0))


def test_a_label_shrinks_to_its_number_before_a_glyph_leaves_its_lane():
    walls = [(0.0, 0.0, 93.0, 150.0), (107.0, 0.0, 200.0, 150.0)]
    (slot,) = slots_of(wanted(1), roadway=LANE, taken=walls)
    assert slot.on_lane
    assert slot.is_short


def test_where_no_label_has_room_the_glyph_is_kept():
    (slot,) = slots_of(wanted(1, anchor=(4.5, 10.0)), frame=(0.0, 0.0, 9.0, 20.0))
    assert slot.label is None


def test_where_nothing_has_room_there_is_no_slot():
    assert slots_of(wanted(1), frame=(0.0, 0.0, 5.0, 5.0)) == (None,)


def test_a_lane_that_is_full_sends_the_rest_off_the_roadway_and_never_onto_another_lane():
    roadway = shapely.union_all([LANE, shapely.box(106.0, 0.0, 118.0, 150.0)])  # with a lane beside
    slots = slots_of(*[wanted(n) for n in range(12)], roadway=roadway)
    on_lane = [slot for slot in slots if slot.on_lane]
    beside = [slot for slot in slots if not slot.on_lane]
    assert on_lane
    assert beside
    assert {slot.at_mm[0] for slot in on_lane} == {100.0}
    for slot in beside:
        assert not roadway.intersects(shapely.box(*slot.box))


def test_what_a_person_moved_stands_there_and_the_others_make_room():
    moved, other = slots_of(wanted(1, fixed_mm=(100.0, 60.0), anchor=(20.0, 20.0)), wanted(2))
    assert moved.moved
    assert moved.at_mm == (100.0, 60.0)
    assert not overlap(moved.box, other.box)


def test_what_a_person_moved_off_the_sheet_is_drawn_back_into_it():
    (slot,) = slots_of(wanted(1, fixed_mm=(900.0, -50.0)))
    assert slot.box[2] <= 200.0
    assert slot.box[1] >= 0.0


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 200), st.floats(0, 150), st.floats(0, 360)), min_size=1, max_size=40
    )
)
def test_no_two_boxes_ever_overlap_and_all_stay_in_the_frame(places):
    many = [wanted(n, (x, y), heading, n % 3) for n, (x, y, heading) in enumerate(places)]
    slots = [slot for slot in slots_of(*many, roadway=LANE) if slot]
    boxes = [box for slot in slots for box in (slot.box, slot.label) if box]
    for one, other in itertools.combinations(boxes, 2):
        assert not overlap(one, other)
    for left, top, right, bottom in boxes:
        assert min(left, top) >= 0
        assert right <= 200
        assert bottom <= 150
