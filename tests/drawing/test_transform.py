"""Moving primitives, and the room they take."""

import pytest

from drawing.model import Anchor, Area, Curve, Disc, Layer, Line, Picture, Text
from drawing.transform import all_moved, extent, layer_moved

ITEMS = (
    Line(((0.0, 1.0), (2.0, 3.0)), "a"),
    Area((((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)),), "a"),
    Curve((0.0, 0.0), (((1.0, 0.0), (2.0, 0.0), (3.0, 1.0)),), "a"),
    Disc((5.0, 5.0), 2.0, "a"),
    Text((4.0, 4.0), "路", "a", 3.0),
    Picture(((0.0, 0.0), (2.0, 0.0), (0.0, 3.0)), "image/png", b""),
)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: type(item).__name__)
def test_what_is_moved_takes_the_same_room_elsewhere(item):
    left, top, right, bottom = extent([item])
    expected = (left + 10, top - 5, right + 10, bottom - 5)
    assert extent(all_moved([item], 10, -5)) == pytest.approx(expected)


def test_a_clip_moves_with_its_layer():
    assert layer_moved(Layer("x", ITEMS, clip_mm=(1, 2, 3, 4)), 10, 20).clip_mm == (11, 22, 3, 4)
    assert layer_moved(Layer("x", ITEMS), 10, 20).clip_mm is None


def test_a_text_takes_room_by_its_letters_anchor_and_turn():
    assert extent([Text((10.0, 10.0), "中山", "a", 5.0, Anchor.END)])[:3:2] == (0.0, 10.0)
    turned = extent([Text((10.0, 10.0), "中山", "a", 5.0, angle_deg=90)])
    assert (turned[1], turned[3]) == pytest.approx((10.0, 20.0))
