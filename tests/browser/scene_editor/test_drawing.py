"""Place, move, turn, snap, select, copy, lock, undo: with the mouse, with keys, with fingers."""

import pytest

pytestmark = pytest.mark.browser


def place_car(officer, x, y, drag_to=None):
    officer.tool("place/vehicle/B03/1")
    if drag_to:
        officer.drag((x, y), drag_to)
    else:
        officer.tap(x, y)
    officer.editor("e.useSelect()")
    return officer.things("vehicle")[-1]


def test_a_car_is_placed_on_the_middle_of_a_lane_and_points_along_it(free_officer):
    car = place_car(free_officer, 15.0, -1.5)
    assert car["at_m"] == pytest.approx([15.0, -1.75], abs=0.06)
    assert car["at_m"][1] == -1.75
    assert car["heading_deg"] == 90.0
    assert (car["class_code"], car["party_no"], car["moment"]) == ("B03", 1, "rest")
    assert (car["length_m"], car["size_method"]) == (4.6, "assumed")


def test_dragging_before_letting_go_turns_the_new_car(free_officer):
    car = place_car(free_officer, 0.0, 0.0, drag_to=(5.0, 5.0))
    assert car["heading_deg"] == pytest.approx(45.0, abs=1.5)


def test_a_car_is_moved_with_the_mouse_and_without_the_server(free_officer, site):
    place_car(free_officer, 0.0, 0.0)
    free_officer.settle()
    requests = []
    free_officer.page.on("request", lambda request: requests.append(request.method))
    x, y = free_officer.on_screen(0.0, 0.0)
    free_officer.page.mouse.move(x, y)
    free_officer.page.mouse.down()
    for n in range(30):
        free_officer.page.mouse.move(x + 2 * n, y + n)
        free_officer.page.wait_for_timeout(20)
    assert requests == []
    free_officer.page.mouse.up()
    free_officer.settle()
    assert requests == ["PUT"]
    assert site.scene("made-1").objects[0].at_m[0] > 1


def test_a_moved_car_snaps_to_a_kerb_unless_snapping_is_off(free_officer):
    place_car(free_officer, 0.0, 0.0)
    free_officer.look_at(20, -5, 30)
    free_officer.editor("e.selectOnly([])")
    free_officer.editor(
        "{ const b = {...e.scene.objects[0], at_m: [20, -4], heading_deg: 90};"
        " e.commit({...e.scene, objects: [b]}, 'x'); }"
    )
    free_officer.drag((20.0, -4.0), (20.0, -5.95))  # its right side comes within 0.15 m
    assert free_officer.things()[0]["at_m"][1] == pytest.approx(-7.0 + 0.9, abs=0.002)
    free_officer.focus_stage()
    free_officer.press("g")
    free_officer.drag((20.0, -6.1), (20.0, -4.0))
    free_officer.drag((20.0, -4.0), (20.0, -5.95))
    assert free_officer.things()[0]["at_m"][1] != pytest.approx(-6.1, abs=0.01)


@pytest.mark.parametrize(
    ("kind", "near", "expected"),
    [
        ("kerb", (30.0, 7.15), (30.0, 7.0)),
        ("marking", (31.0, 3.62), (31.0, 3.5)),
        ("corner", (7.55, 7.06), (7.5, 7.0)),
        ("midpoint", (33.7, 7.06), (33.75, 7.0)),
        ("strip", (30.0, -1.6), (30.0, -1.75)),
    ],
)
def test_each_kind_of_snapping_can_be_used_alone(free_officer, kind, near, expected):
    free_officer.look_at(*near, 60)
    free_officer.editor(f"e.snapping.kinds = new Set(['{kind}'])")
    free_officer.tool("place/pole//")
    free_officer.tap(*near)
    assert free_officer.things("pole")[0]["at_m"] == pytest.approx(expected, abs=0.03)
    free_officer.editor("e.snapping.kinds = new Set()")
    free_officer.tool("place/pole//")
    free_officer.tap(*near)
    assert free_officer.things("pole")[1]["at_m"] == pytest.approx(near, abs=0.02)


def test_the_handle_turns_a_car_and_holds_at_the_lane(free_officer):
    place_car(free_officer, 20.0, -1.75)
    free_officer.look_at(20, -2, 30)
    start = free_officer.handle("rotate")
    free_officer.drag(start, free_officer.on_screen(24.0, 3.0), pixels=True)
    assert free_officer.things()[0]["heading_deg"] == pytest.approx(40.1, abs=0.5)
    start = free_officer.handle("rotate")
    free_officer.drag(start, free_officer.on_screen(26.0, -1.6), pixels=True)
    assert free_officer.things()[0]["heading_deg"] == 90.0


def test_a_tilted_car_is_aligned_to_its_lane_the_way_it_faces(free_officer):
    place_car(free_officer, 20.0, -1.75)
    free_officer.focus_stage()
    free_officer.press(".", ".", ".", "Shift+>", "Shift+>")
    assert free_officer.things()[0]["heading_deg"] == pytest.approx(123.0)
    free_officer.press("a")
    assert free_officer.things()[0]["heading_deg"] == 90.0


def test_things_are_selected_together_moved_copied_and_deleted(free_officer):
    for x in (-3.0, 0.0, 3.0):
        free_officer.tool("place/cone//")
        free_officer.tap(x, 0.0)
    free_officer.editor("e.useSelect()")
    free_officer.bar("box")
    free_officer.drag((-5.0, 2.0), (1.5, -2.0))
    assert free_officer.editor("e.selection.size") == 2
    free_officer.bar("box")
    free_officer.focus_stage()
    free_officer.press("Shift+ArrowUp")
    assert [round(one["at_m"][1], 2) for one in free_officer.things()] == [1.0, 1.0, 0.0]
    free_officer.press("Control+d")
    assert len(free_officer.things()) == 5
    free_officer.press("Delete")
    assert len(free_officer.things()) == 3
    free_officer.press("Control+a", "Delete")
    assert free_officer.things() == []


def test_a_locked_thing_or_layer_does_not_move(free_officer):
    place_car(free_officer, 0.0, 0.0)
    before = free_officer.things()[0]["at_m"]
    free_officer.bar("lock")
    free_officer.drag((0.0, 0.0), (3.0, 3.0))
    assert free_officer.things()[0]["at_m"] == before
    free_officer.bar("lock")
    free_officer.panel("layers")
    free_officer.page.locator('[data-layer="parties"] input').nth(1).check()
    free_officer.drag((0.0, 0.0), (3.0, 3.0))
    assert free_officer.things()[0]["at_m"] == before
    free_officer.page.locator('[data-layer="parties"] input').nth(0).uncheck()
    shown = "e.stage.surface.querySelector('[data-layer=parties]').style.display"
    assert free_officer.editor(shown) == "none"


def test_a_skid_mark_is_tapped_point_by_point_and_its_points_can_be_moved(free_officer):
    free_officer.tool("trace/skid")
    for point in ((-8.0, -2.0), (-4.0, -2.2), (0.0, -2.0), (0.0, -2.0)):
        free_officer.tap(*point)
    mark = free_officer.things("skid")[0]
    assert len(mark["points_m"]) == 3
    assert mark["points_m"][1] == pytest.approx([-4.0, -2.2], abs=0.4)
    free_officer.editor("e.useSelect()")
    free_officer.editor("e.snapping.enabled = false")
    free_officer.drag(free_officer.handle("point", 1), free_officer.on_screen(-4, 1), pixels=True)
    moved = free_officer.things("skid")[0]["points_m"]
    assert moved[1] == pytest.approx([-4.0, 1.0], abs=0.1)
    assert (moved[0], moved[2]) == (mark["points_m"][0], mark["points_m"][2])


def test_a_mark_is_drawn_in_one_stroke_with_few_points(free_officer):
    free_officer.tool("trace/yaw")
    x, y = free_officer.on_screen(-8.0, 0.0)
    free_officer.page.mouse.move(x, y)
    free_officer.page.mouse.down()
    for n in range(1, 60):
        free_officer.page.mouse.move(*free_officer.on_screen(-8.0 + n / 4, (n / 20) ** 2))
    free_officer.page.mouse.up()
    mark = free_officer.things("yaw")[0]
    assert 3 <= len(mark["points_m"]) < 20
    assert mark["points_m"][-1][1] == pytest.approx((59 / 20) ** 2, abs=0.3)


@pytest.mark.parametrize("steps", [120])
def test_more_than_a_hundred_steps_are_taken_back_and_made_again_after_a_reload(
    free_officer, steps
):
    place_car(free_officer, 0.0, 0.0)
    free_officer.editor(
        f"{{ for (let n = 0; n < {steps}; n += 1) {{"
        " const [b] = e.scene.objects; e.commit({...e.scene,"
        " objects: [{...b, at_m: [Math.round((n + 1) * 10) / 100, 0]}]}, 'step ' + n); } }"
    )
    last = free_officer.scene()
    free_officer.settle()
    free_officer.reload()
    assert free_officer.scene() == last
    assert free_officer.editor("e.history.steps") == steps + 1
    free_officer.focus_stage()
    for n in range(steps):
        free_officer.editor("e.undo()")
        expected = round((steps - n - 1) / 10, 2)
        assert free_officer.things()[0]["at_m"][0] == pytest.approx(expected, abs=0.06)
    free_officer.editor("e.undo()")
    assert free_officer.things() == []
    free_officer.reload()
    for _ in range(steps + 1):
        free_officer.press("Control+y")
    assert free_officer.scene() == last


def test_everything_can_be_done_with_the_keyboard_alone(free_officer):
    free_officer.page.locator('[data-name="tool-place/vehicle/B03/1"]').focus()
    free_officer.press("Enter")
    free_officer.focus_stage()
    free_officer.press("ArrowRight", "ArrowRight", "Shift+ArrowUp", "Enter")
    assert len(free_officer.things("vehicle")) == 1
    free_officer.press("Escape", "n")
    before = free_officer.things()[0]["at_m"]
    free_officer.press("ArrowRight", "ArrowRight", "Alt+ArrowUp")
    after = free_officer.things()[0]["at_m"]
    assert after == pytest.approx([before[0] + 0.2, before[1] + 0.01])
    free_officer.press("Control+z")
    assert free_officer.things()[0]["at_m"] == before
    free_officer.press("l")
    assert free_officer.things()[0]["locked"]
    free_officer.press("l", "Delete")
    assert free_officer.things() == []


def test_a_motorcycle_falls_on_the_side_that_is_chosen(free_officer):
    free_officer.tool("place/vehicle/C03/2")
    free_officer.tap(0.0, 0.0)
    free_officer.editor("e.useSelect()")
    upright = free_officer.editor("e.stage.surface.querySelector('.body').innerHTML")
    free_officer.page.get_by_label("姿態").select_option("right_side")
    bike = free_officer.things()[0]
    assert (bike["posture"], bike["width_m"]) == ("right_side", 1.1)
    right = free_officer.editor("e.stage.surface.querySelector('.body').innerHTML")
    free_officer.page.get_by_label("姿態").select_option("left_side")
    left = free_officer.editor("e.stage.surface.querySelector('.body').innerHTML")
    assert len({upright, right, left}) == 3


def test_a_vehicle_of_every_official_class_can_be_placed(free_officer):
    classes = free_officer.editor("e.data.catalogue.vehicles.map(v => v.class_code)")
    assert len(classes) == 57
    chosen = ["A01", "A31", "G07", "F05", "C01"]
    for code in chosen:
        free_officer.page.locator('.palette [data-name="tool-place/vehicle/B03/"]').click()
        free_officer.answer(code)
        free_officer.tap(0.0, 0.0)
    assert [one["class_code"] for one in free_officer.things()] == [
        "A01",
        "A31",
        "G07",
        "F05",
        "C01",
    ]


def test_a_note_is_plain_text_even_when_it_looks_like_markup(free_officer):
    free_officer.tool("note")
    free_officer.tap(0.0, 5.0)
    free_officer.page.locator('[data-name="text-answer"]').fill("v < 50 & <img src=x onerror=x>")
    free_officer.answer("ok")
    free_officer.page.wait_for_timeout(700)
    assert free_officer.things()[0]["text"] == "v < 50 & <img src=x onerror=x>"
    assert free_officer.page.locator("img").count() == 0
    assert free_officer.state() == "refused"
    free_officer.press("Control+z")
    free_officer.settle()


def test_all_touch_targets_have_forty_four_pixels(free_officer):
    place_car(free_officer, 0.0, 0.0)
    for panel in ("thing", "measurements", "layers", "photos"):
        free_officer.panel(panel)
        small = free_officer.page.evaluate(
            "[...document.querySelectorAll('.daoan-scene button, .daoan-scene select,"
            " .daoan-scene summary, .daoan-scene input:not([type=checkbox]):not([type=range])')]"
            ".filter(e => e.offsetParent).map(e => [e.title || e.innerText || e.dataset.name,"
            " e.getBoundingClientRect().width, e.getBoundingClientRect().height])"
            ".filter(one => one[1] < 41.9 || one[2] < 43.9)"
        )
        assert small == []
