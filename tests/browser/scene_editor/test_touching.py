"""Fingers and pen on a tablet of 1024 by 768."""

import pytest

from tests.browser.scene_editor.driving import Officer

pytestmark = pytest.mark.browser


@pytest.fixture
def tablet(site, chromium_running):
    context = chromium_running.new_context(
        viewport={"width": 1024, "height": 768}, has_touch=True, locale="zh-TW"
    )
    one = Officer(context.new_page(), site.address)
    one.open()
    yield one
    assert one.errors == []
    context.close()


def test_a_plain_crash_is_drawn_with_a_finger(tablet):
    for point in (
        (-15.0, -1.8),
        (15.0, -1.8),
        (1.7, -14.0),
        (1.7, 14.0),
        (1.5, -1.5),
        (6.0, -2.2),
        (4.0, 3.5),
        (7.5, -7.0),
        (14.0, -7.0),
    ):
        tablet.finger_tap(*point)
    scene = tablet.scene()
    assert len(scene["travels"]) == 2
    assert all(one["approach"] and one["exit"] for one in scene["travels"])
    assert len(scene["objects"]) == 3
    assert scene["references"]
    assert scene["base_line"]["bearing_deg"] in (90.0, 270.0)


def test_one_finger_moves_a_car_and_pans_where_there_is_nothing(tablet):
    tablet.stop_guidance()
    tablet.tool("place/vehicle/B03/1")
    tablet.finger_tap(0.0, 0.0)
    tablet.editor("{ e.useSelect(); e.snapping.enabled = false; }")
    tablet.finger_drag((0.0, 0.0), (4.0, 3.0))
    assert tablet.things()[0]["at_m"] == pytest.approx([4.0, 3.0], abs=0.8)
    before = tablet.editor("e.view.centre")
    tablet.finger_drag((-10.0, 8.0), (-5.0, 8.0))
    after = tablet.editor("e.view.centre")
    assert after[0] == pytest.approx(before[0] - 5.0, abs=0.8)


def test_two_fingers_zoom_about_their_middle_and_move_nothing(tablet):
    tablet.stop_guidance()
    tablet.tool("place/vehicle/B03/1")
    tablet.finger_tap(0.0, 0.0)
    tablet.editor("e.useSelect()")
    before, scale = tablet.things(), tablet.editor("e.view.scale")
    x, y = tablet.on_screen(0.0, 0.0)
    held = tablet.editor("e.view.toGround(e.view.toScreen([0, 0]))")
    tablet.fingers("touchStart", (x - 60, y))
    tablet.fingers("touchStart", (x - 60, y), (x + 60, y))
    for n in range(1, 11):
        tablet.fingers("touchMove", (x - 60 - 6 * n, y), (x + 60 + 6 * n, y))
    tablet.fingers("touchEnd")
    assert tablet.editor("e.view.scale") == pytest.approx(2 * scale, rel=0.03)
    assert tablet.on_screen(*held) == pytest.approx((x, y), abs=3)
    assert tablet.things() == before


def test_the_palm_is_not_heard_while_a_pen_draws(tablet):
    tablet.stop_guidance()
    tablet.tool("trace/scratch")
    drawn = tablet.editor(
        "{ const s = e.stage.surface; const b = s.getBoundingClientRect();"
        " s.setPointerCapture = () => {};"
        " const send = (type, pointerType, id, x, y) => s.dispatchEvent(new PointerEvent(type,"
        "  {pointerType, pointerId: id, clientX: b.left + x, clientY: b.top + y, bubbles: true}));"
        " send('pointerdown', 'pen', 1, 200, 200);"
        " send('pointerdown', 'touch', 2, 400, 400);"
        " for (let n = 0; n < 20; n += 1)"
        "  send('pointermove', 'pen', 1, 200 + 5 * n, 200 + n * n / 4);"
        " send('pointerup', 'touch', 2, 400, 400);"
        " send('pointerup', 'pen', 1, 300, 300);"
        " return e.scene.objects.length; }"
    )
    assert drawn == 1
    assert len(tablet.things("scratch")[0]["points_m"]) >= 2
