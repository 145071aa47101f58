"""Finding room: queues grow upstream, nothing overlaps, labels give way before glyphs."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from collision_diagrams.slots import Wanted, find_slots, moved_box, overlap

FRAME = (0.0, 0.0, 200.0, 150.0)
GLYPH = (-4.0, -8.0, 4.0, 8.0)
LABELS = ((-10.0, 9.0, 10.0, 12.0), (5.0, -1.5, 25.0, 1.5))


def wanted(number, anchor=(100.0, 60.0), heading=0.0, group=0):
    return Wanted(str(number), group, anchor, heading, GLYPH, LABELS, 70.0)


def test_the_first_stands_at_its_anchor_and_the_next_one_upstream():
    first, second = find_slots([wanted(1), wanted(2)], FRAME)
    assert first.at_mm == (100.0, 60.0)
    assert second.at_mm[0] == 100.0
    assert second.at_mm[1] > 60.0 + 16.0


def test_a_queue_follows_the_approach_of_party_1():
    first, second = find_slots([wanted(1, heading=90.0), wanted(2, heading=90.0)], FRAME)
    assert second.at_mm[0] < first.at_mm[0]
    assert second.at_mm[1] == first.at_mm[1]


def test_a_label_moves_to_another_side_before_its_glyph_moves():
    blocked = (90.0, 70.0, 110.0, 71.0)
    (slot,) = find_slots([wanted(1)], FRAME, taken=[blocked])
    assert slot.at_mm == (100.0, 60.0)
    assert slot.label == moved_box(LABELS[1], (100.0, 60.0))


def test_where_no_label_has_room_the_glyph_is_kept():
    narrow = (0.0, 0.0, 9.0, 20.0)
    (slot,) = find_slots([wanted(1, anchor=(4.5, 10.0))], narrow)
    assert slot.label is None


def test_where_nothing_has_room_there_is_no_slot():
    assert find_slots([wanted(1)], (0.0, 0.0, 5.0, 5.0)) == (None,)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 200), st.floats(0, 150), st.floats(0, 360)), min_size=1, max_size=40
    )
)
def test_no_two_boxes_ever_overlap_and_all_stay_in_the_frame(places):
    many = [wanted(n, (x, y), heading, n % 3) for n, (x, y, heading) in enumerate(places)]
    slots = [slot for slot in find_slots(many, FRAME) if slot]
    boxes = [box for slot in slots for box in (slot.box, slot.label) if box]
    for one, other in itertools.combinations(boxes, 2):
        assert not overlap(one, other)
    for left, top, right, bottom in boxes:
        assert min(left, top) >= 0
        assert right <= 200
        assert bottom <= 150
