"""Directions of travel, measurements and photos in the editor, and agreement with the program."""

import io
import math
from dataclasses import replace

import pytest
from PIL import Image

from crashes.scene.document import read_scene, scene_to_json, write_scene
from crashes.scene.measurements import solve
from crashes.scene.model import Fit, Role, travel_bearings
from crashes.scene.underlay import fit_underlay
from tests.crashes.scene.made_crash import made_crash
from tests.crashes.scene.test_measurements import contradictory_scene
from ui.components.scene_editor.routes import bundle_address

pytestmark = pytest.mark.browser


def numbers(officer):
    return officer.scene()["measurements"]


def typed(officer, place, value):
    boxes = officer.page.locator(".value input")
    boxes.nth(place).fill(str(value))
    boxes.nth(place).press("Tab")
    officer.page.wait_for_timeout(80)


def measured_car(officer):
    """A car with a reference point at the corner of a kerb and a base line along it."""
    officer.stop_guidance()
    officer.tool("place/vehicle/B03/1")
    officer.tap(15.0, -1.75)
    officer.tool("reference")
    officer.tap(7.5, -7.0)
    officer.tool("base_line")
    officer.tap(20.0, -7.0)
    officer.editor("e.selectOnly([e.scene.objects[0].object_id])")
    officer.focus_stage()
    officer.press("m")
    officer.page.wait_for_timeout(80)


def test_two_clicks_say_where_a_party_came_from_and_went(officer):
    officer.tap(-20.0, -1.8)
    officer.tap(1.8, 12.0)
    first = officer.scene()["travels"][0]
    assert first["approach"]["strip_id"] == "west-in-1"
    assert first["exit"]["strip_id"] == "north-out-1"
    officer.tap(1.7, -12.0)
    officer.tap(-20.0, 1.7)
    scene = read_scene(officer.scene())
    assert travel_bearings(scene) == {1: (270.0, 0.0), 2: (180.0, 270.0)}
    assert officer.page.locator(".overlay .travel").count() == 2


def test_a_plain_crash_takes_nine_taps_and_four_numbers(officer, site):
    for point in (
        (-20.0, -1.8),  # A came from the west
        (20.0, -1.8),  # and went east
        (1.7, -12.0),  # B came from the south
        (1.7, 12.0),  # and went north
        (1.5, -1.5),  # impact
        (6.0, -2.2),  # A at rest
        (4.0, 3.5),  # B at rest
        (7.5, -7.0),  # reference point: the corner of the kerb
        (20.0, -7.0),  # base line: that kerb
    ):
        officer.tap(*point)
    officer.press("m")
    officer.page.wait_for_timeout(120)
    for place, value in enumerate((-0.3, 3.0, -3.2, 10.1)):
        typed(officer, place, value)
    officer.settle()
    scene = site.scene("made-1")
    assert {body.party_no for body in scene.objects} == {1, 2, None}
    assert [one.value_m for one in scene.measurements] == [-0.3, 3.0, -3.2, 10.1]
    assert all(abs(one.residual_m) < 0.0011 for one in solve(scene).residuals)
    assert not officer.editor("e.guided")


def test_typing_a_number_moves_the_car_to_the_millimetre(officer):
    measured_car(officer)
    rows = numbers(officer)
    assert [row["kind"] for row in rows] == ["along", "offset"]
    assert [row["origin"] for row in rows] == ["drawn", "drawn"]
    typed(officer, 0, 6.543)
    typed(officer, 1, 4.321)
    scene = read_scene(officer.scene())
    assert [one.residual_m for one in solve(scene).residuals] == [0.0, 0.0]
    part = numbers(officer)[0]["target"]["part"]
    corner = officer.editor(
        f"{{ const b = e.scene.objects[0]; return [b.at_m, b.heading_deg, '{part}']; }}"
    )
    assert corner[1] == 90.0
    assert {row["origin"] for row in numbers(officer)} == {"measured"}


def test_moving_the_car_updates_its_numbers_and_says_so(officer):
    measured_car(officer)
    typed(officer, 0, 6.5)
    typed(officer, 1, 4.3)
    officer.focus_stage()
    officer.press("Shift+ArrowRight")
    rows = numbers(officer)
    assert [row["value_m"] for row in rows] == [7.5, 4.3]
    assert {row["origin"] for row in rows} == {"drawn"}  # never printed as measured again
    assert officer.page.locator(".toast").last.inner_text().startswith("有 2 個測量值")
    officer.press("Control+z")
    assert {row["origin"] for row in numbers(officer)} == {"measured"}


def test_a_locked_number_holds_the_car_while_it_is_dragged(officer):
    measured_car(officer)
    typed(officer, 1, 4.3)
    officer.page.locator('.value [data-name^="role-"]').nth(1).click()
    assert numbers(officer)[1]["role"] == "locked"
    officer.focus_stage()
    officer.press("Shift+ArrowUp", "Shift+ArrowUp", "Shift+ArrowRight")
    rows = numbers(officer)
    assert (rows[1]["value_m"], rows[1]["origin"]) == (4.3, "measured")
    scene = read_scene(officer.scene())
    assert abs(solve(scene).residuals[1].residual_m) < 0.0015


def test_a_number_that_is_only_printed_does_not_move_the_car(officer):
    measured_car(officer)
    before = officer.things("vehicle")[0]["at_m"]
    role = officer.page.locator('.value [data-name^="role-"]').nth(0)
    role.click()
    officer.page.wait_for_timeout(60)
    role.click()
    officer.page.wait_for_timeout(60)
    typed(officer, 0, 99.0)
    assert numbers(officer)[0]["role"] == "label_only"
    assert officer.things("vehicle")[0]["at_m"] == before
    assert officer.page.locator(".residual").first.inner_text().startswith("+")


def test_contradictory_numbers_turn_red(officer, site):
    scene = replace(contradictory_scene("along-front-left", 0.8), crash_id="made-1")
    site.shelf.save_scene("made-1", write_scene(scene), author="x", expected_revision=0)
    officer.open()
    officer.panel("measurements")
    wrong = officer.page.locator(".value.wrong")
    assert wrong.count() == 1
    assert wrong.get_attribute("data-measurement") == "along-front-left"
    assert officer.page.locator(".overlay .dimension.wrong").count() <= 1


def test_a_distance_is_tapped_between_two_points_and_then_typed(officer):
    measured_car(officer)
    officer.tool("place/pole//")
    officer.tap(9.0, -9.0)
    officer.tool("distance")
    officer.tap(9.0, -9.0)
    car = officer.things("vehicle")[0]["at_m"]
    officer.tap(car[0] - 2.3, car[1] - 0.9)
    row = numbers(officer)[-1]
    assert row["kind"] == "distance"
    assert row["origin"] == "drawn"
    officer.editor("e.useSelect()")
    typed(officer, 2, 9.0)
    scene = read_scene(officer.scene())
    assert abs(solve(scene).residuals[-1].residual_m) < 0.0015


def close(one, other):
    """Two scenes with every number alike to a tenth of a millimetre, or of a thousandth degree."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(close(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(close, one, other))
    if isinstance(one, float | int) and not isinstance(one, bool):
        return math.isclose(one, other, abs_tol=0.0011)
    return one == other


def with_a_lock(scene):
    """The same numbers, ever farther off, the second one locked."""
    return replace(
        scene,
        measurements=tuple(
            replace(one, role=Role.LOCKED if n == 1 else one.role, value_m=one.value_m + 0.1 * n)
            for n, one in enumerate(scene.measurements)
        ),
    )


@pytest.mark.parametrize(
    "scene",
    [
        made_crash(),
        contradictory_scene("along-front-left", 0.4),
        contradictory_scene("offset-rear-right", -1.0),
        with_a_lock(made_crash()),
    ],
    ids=["measured", "contradictory", "worse", "locked"],
)
def test_the_editor_solves_a_scene_as_the_program_does(officer, scene):
    expected = solve(scene)
    found = officer.page.evaluate(
        "async ([scene, address]) => { const m = await import(address);"
        " const s = m.solve(scene); return [s.scene, s.contradictions]; }",
        [scene_to_json(scene), f"{officer.address}{bundle_address()}"],
    )
    assert close(found[0], scene_to_json(expected.scene))
    assert [sorted(group) for group in found[1]] == [list(g) for g in expected.contradictions]


def photo_bytes(width=400, height=200):
    stored = io.BytesIO()
    Image.new("RGB", (width, height), "#668866").save(stored, "JPEG")
    return stored.getvalue()


def test_a_photo_is_fitted_by_control_points_as_the_program_fits_it(officer):
    officer.stop_guidance()
    officer.panel("photos")
    file = {"name": "drone.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes()}
    officer.page.locator('[data-name="photo-file"]').set_input_files(file)
    officer.page.wait_for_function("window.daoanSceneEditor.scene.underlays.length === 1")
    officer.editor("e.snapping.enabled = false")
    for photo_at, street_at in (((-10, 4), (-11, 7)), ((10, 4), (11, 7)), ((10, -4), (11.2, -7))):
        officer.tap(*photo_at)
        officer.tap(*street_at)
    officer.page.wait_for_timeout(150)
    photo = officer.scene()["underlays"][0]
    assert len(photo["control_points"]) == 3
    found = fit_underlay(read_scene(officer.scene()).underlays[0].control_points, Fit.SIMILARITY)
    shown = float(officer.page.locator("[data-rms]").get_attribute("data-rms"))
    assert shown == pytest.approx(found.rms_m, abs=0.001)
    drawn = officer.page.locator("svg.street image")
    assert drawn.count() == 1
    officer.page.locator('[data-name^="opacity-"]').fill("0.3")
    officer.page.wait_for_timeout(100)
    assert officer.scene()["underlays"][0]["opacity"] == 0.3
    officer.settle()


def test_a_photo_of_fifty_megabytes_or_no_photo_is_refused_clearly(officer, tmp_path):
    officer.stop_guidance()
    officer.panel("photos")
    large = tmp_path / "large.jpg"
    large.write_bytes(b"\xff\xd8" + b"0" * 50_000_000)
    officer.page.locator('[data-name="photo-file"]').set_input_files(large)
    officer.page.locator(".toast", has_text="50 MB").wait_for()
    wrong = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"<svg onload=alert(1)>"}
    officer.page.locator('[data-name="photo-file"]').set_input_files(wrong)
    officer.page.locator(".toast", has_text="不是 JPEG").wait_for()
    assert officer.scene()["underlays"] == []
