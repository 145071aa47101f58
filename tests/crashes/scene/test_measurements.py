import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crashes.scene.computed import computed_m
from crashes.scene.measurements import solve
from crashes.scene.model import (
    Anchor,
    BaseLine,
    Body,
    LayerState,
    Measurement,
    MeasurementKind,
    Posture,
    ReferencePoint,
    Role,
    Trace,
    ValueOrigin,
)
from crashes.scene.parts import BODY_PARTS, point_of
from language import Language
from roadnet.model import Method
from tests.crashes.scene.scenes import car, empty_scene

POLE = ReferencePoint("rp", (0.0, 0.0), "電桿中山12")
CORNER = ReferencePoint("rp2", (20.0, 0.0), "房屋牆角")


def scene_of(*objects, **more):
    return empty_scene(
        **{
            "objects": objects,
            "references": (POLE, CORNER),
            "base_line": BaseLine(90.0, "路緣"),
            **more,
        }
    )


def reading(scene, kind, part="centre", key="a", start=None, **more):
    """A measurement with the value it has in `scene`."""
    number = more.pop("number", f"{kind}-{key}-{part}-{start or ''}".replace("_", "-"))
    one = Measurement(
        number, MeasurementKind(kind), Anchor(key, part), 0.0, Anchor(start) if start else None
    )
    return replace(one, value_m=computed_m(scene, one), **more)


def solved(drawn, measurements):
    return solve(replace(drawn, measurements=tuple(measurements)))


def worst_corner_m(one, other):
    return max(
        math.dist(
            point_of(one, Anchor(thing.object_id, part)),
            point_of(other, Anchor(thing.object_id, part)),
        )
        for thing in one.objects
        for part in BODY_PARTS
    )


places = st.tuples(st.floats(-40, 40), st.floats(-40, 40))
headings = st.floats(0, 360)


@given(places, headings, places, headings, st.floats(0, 360))
@settings(max_examples=60, deadline=None)
def test_two_corners_by_offsets_bring_a_car_back_within_a_millimetre(
    at, heading, drawn_at, drawn_heading, bearing
):
    line = BaseLine(bearing)
    truth = scene_of(car("a", at, heading, size_method=Method.SURVEYED), base_line=line)
    drawn = scene_of(car("a", drawn_at, drawn_heading, size_method=Method.SURVEYED), base_line=line)
    numbers = [
        reading(truth, kind, part)
        for part in ("front_left", "rear_left")
        for kind in ("along", "offset")
    ]
    solution = solved(drawn, numbers)
    assert worst_corner_m(solution.scene, truth) < 0.001
    assert (solution.contradictions, solution.free) == ((), ())


@given(st.tuples(st.floats(-5, 25), st.floats(10, 20)), headings)  # where tapes meet well
@settings(max_examples=60, deadline=None)
def test_four_corners_by_tapes_bring_a_car_back_within_a_millimetre(at, heading):
    truth = scene_of(car("a", at, heading, size_method=Method.SURVEYED))
    sketch = car("a", (at[0] + 2, at[1] - 1.5), heading + 25, size_method=Method.SURVEYED)
    numbers = [
        reading(truth, "distance", part, start=start)
        for part in ("front_left", "front_right", "rear_left", "rear_right")
        for start in ("rp", "rp2")
    ]
    solution = solved(scene_of(sketch), numbers)
    assert worst_corner_m(solution.scene, truth) < 0.001


@given(places, headings, st.floats(3.4, 5.4), st.floats(1.5, 2.0))
@settings(max_examples=40, deadline=None)
def test_an_assumed_size_gives_way_to_four_measured_corners(at, heading, length, width):
    truth = scene_of(car("a", at, heading, length_m=length, width_m=width))
    sketch = car("a", (at[0] + 1, at[1] + 1), heading + 10)
    numbers = [
        reading(truth, kind, part)
        for part in ("front_left", "front_right", "rear_left", "rear_right")
        for kind in ("along", "offset")
    ]
    body = solved(scene_of(sketch), numbers).scene.objects[0]
    assert (body.length_m, body.width_m) == pytest.approx((length, width), abs=0.001)
    assert body.size_method is Method.SURVEYED
    assert body.position_method is Method.SURVEYED


def test_an_entered_size_does_not_give_way():
    truth = scene_of(car("a", (10, 5), 0, length_m=5.0))
    sketch = scene_of(car("a", (10, 5), 0, size_method=Method.OFFICER))
    numbers = [
        reading(truth, kind, part) for part in ("front", "rear") for kind in ("along", "offset")
    ]
    body = solved(sketch, numbers).scene.objects[0]
    assert (body.length_m, body.at_m) == (4.6, (10.0, 5.0))


def test_one_fix_shifts_a_car_and_leaves_heading_and_size_as_drawn():
    truth = scene_of(car("a", (12, 4), 30))
    numbers = [reading(truth, kind, "front_left") for kind in ("along", "offset")]
    solution = solved(scene_of(car("a", (0, 0), 30)), numbers)
    body = solution.scene.objects[0]
    assert math.dist(body.at_m, (12, 4)) < 0.001
    assert (body.heading_deg, body.length_m, body.size_method) == (30.0, 4.6, Method.ASSUMED)
    assert solution.free == ("a",)


def test_a_car_is_shifted_and_not_turned_when_one_number_changes_a_little():
    """A change of 0.3 m must not become a turn of several degrees, as angles in radians would."""
    body = car("a", (10, 5), 352, size_method=Method.SURVEYED)
    truth = scene_of(body)
    offset = reading(truth, "offset", "front_left")
    solution = solved(truth, [replace(offset, value_m=offset.value_m + 0.3)])
    moved = solution.scene.objects[0]
    turn = (moved.heading_deg - 352 + 180) % 360 - 180
    assert abs(turn) < 0.1
    farthest = worst_corner_m(solution.scene, truth)
    assert farthest <= 0.3 + 0.002  # no corner moves farther than the number asked for


def test_two_wheels_place_a_fallen_motorcycle():
    bike = Body(
        "a",
        "vehicle",
        (8.0, 3.0),
        200.0,
        1.85,
        1.1,
        "parties",
        class_code="C03",
        wheelbase_m=1.3,
        posture=Posture.LEFT_SIDE,
        size_method=Method.OFFICER,
    )
    truth = scene_of(bike)
    numbers = [
        reading(truth, kind, part)
        for part in ("front_wheel", "rear_wheel")
        for kind in ("along", "offset")
    ]
    sketch = scene_of(replace(bike, at_m=(5.0, 5.0), heading_deg=90.0))
    assert worst_corner_m(solved(sketch, numbers).scene, truth) < 0.001


def test_the_rear_wheel_follows_from_the_front_wheel_and_its_own_offset():
    """s_r = s_f ± sqrt(wb² - (d_f - d_r)²): 10 - sqrt(1.3² - 0.5²) = 8.8."""
    bike = car("a", (9, 3), 80, wheelbase_m=1.3, size_method=Method.OFFICER)
    scene = scene_of(replace(bike, width_m=0.7, length_m=1.85, class_code="C03"))
    numbers = [
        Measurement("m1", MeasurementKind.ALONG, Anchor("a", "front_wheel"), 10.0),
        Measurement("m2", MeasurementKind.OFFSET, Anchor("a", "front_wheel"), 3.0),
        Measurement("m3", MeasurementKind.OFFSET, Anchor("a", "rear_wheel"), 2.5),
    ]
    rear = point_of(solved(scene, numbers).scene, Anchor("a", "rear_wheel"))
    assert rear == pytest.approx((8.8, 2.5), abs=0.001)


def test_a_three_point_fix_is_the_crossing_of_its_circles_on_the_drawn_side():
    """Base 20 m, tapes 15 and 13 m: x = (225 - 169 + 400) / 40 = 11.4, y = ±√(225 - 11.4²)."""
    numbers = [
        Measurement("m1", MeasurementKind.DISTANCE, Anchor("a"), 15.0, Anchor("rp")),
        Measurement("m2", MeasurementKind.DISTANCE, Anchor("a"), 13.0, Anchor("rp2")),
    ]
    for side in (1, -1):
        drawn = scene_of(car("a", (9.0, 6.0 * side), 45))
        at_m = solved(drawn, numbers).scene.objects[0].at_m
        assert at_m == pytest.approx((11.4, side * math.sqrt(225 - 11.4**2)), abs=0.001)


@pytest.mark.parametrize(
    ("first", "second", "angle"), [(10.1, 10.2, 160), (39.0, 21.0, 20), (8.0, 9.0, 180)]
)
def test_tapes_that_meet_too_sharply_are_refused_and_the_thing_stays(first, second, angle):
    numbers = [
        Measurement("m1", MeasurementKind.DISTANCE, Anchor("a"), first, Anchor("rp")),
        Measurement("m2", MeasurementKind.DISTANCE, Anchor("a"), second, Anchor("rp2")),
    ]
    drawn = scene_of(car("a", (9.0, 6.0), 45))
    solution = solved(drawn, numbers)
    assert solution.scene.objects[0].at_m == (9.0, 6.0)
    said = str(solution.findings[0])
    assert said.startswith("The tapes to Vehicle meet at ")
    assert int(said.split()[6]) == pytest.approx(angle, abs=6)
    assert all(found.in_language(Language.ZH_TW) != str(found) for found in solution.findings)


def contradictory_scene(wrong, by_m):
    truth = scene_of(car("a", (10, 5), 20, size_method=Method.OFFICER))
    numbers = [
        reading(truth, kind, part, number=f"{kind}-{part}".replace("_", "-"))
        for part in ("front_left", "front_right", "rear_left", "rear_right")
        for kind in ("along", "offset")
    ]
    return replace(
        truth,
        measurements=tuple(
            replace(one, value_m=one.value_m + by_m) if one.measurement_id == wrong else one
            for one in numbers
        ),
    )


@pytest.mark.parametrize("wrong", ["along-front-left", "offset-rear-right", "along-rear-left"])
@pytest.mark.parametrize("by_m", [0.4, -1.0, 10.0])
def test_the_one_wrong_number_of_a_set_is_named(wrong, by_m):
    solution = solve(contradictory_scene(wrong, by_m))
    assert solution.contradictions == ((wrong,),)
    part = wrong.partition("-")[2].replace("-", " ")
    said = str(solution.findings[0])
    assert said.startswith(f"This measurement contradicts the others: Vehicle, {part} corner: ")


def test_two_numbers_that_only_contradict_each_other_are_named_together():
    drawn = scene_of(car("a", (10, 5), 0, size_method=Method.OFFICER))
    numbers = [
        Measurement("m1", MeasurementKind.ALONG, Anchor("a"), 10.0),
        Measurement("m2", MeasurementKind.OFFSET, Anchor("a"), 5.0),
        Measurement("m3", MeasurementKind.ALONG, Anchor("a"), 11.0),
    ]
    solution = solved(drawn, numbers)
    assert solution.contradictions == (("m1", "m3"),)
    assert str(solution.findings[0]) == (
        "These measurements contradict each other: Vehicle: 10.00 m along the base line; "
        "Vehicle: 11.00 m along the base line"
    )
    assert solution.scene.objects[0].at_m == (10.5, 5.0)
    assert [round(one.residual_m, 3) for one in solution.residuals] == [-0.5, 0.0, 0.5]


def test_small_differences_are_residuals_and_no_contradiction():
    solution = solve(contradictory_scene("along-front-left", 0.06))
    assert solution.contradictions == ()
    assert max(abs(one.residual_m) for one in solution.residuals) == pytest.approx(0.04, abs=0.02)


def test_a_label_only_number_is_reported_and_not_followed():
    drawn = scene_of(car("a", (10, 5), 0))
    number = Measurement(
        "m1", MeasurementKind.ALONG, Anchor("a"), 14.0, role=Role.LABEL_ONLY, note="筆錄"
    )
    solution = solved(drawn, [number])
    assert solution.scene.objects[0].at_m == (10, 5)
    assert solution.residuals[0].residual_m == 4.0
    assert solution.scene.measurements[0] == number


def test_a_locked_number_wins_over_one_that_is_only_enforced():
    drawn = scene_of(car("a", (10, 5), 0, size_method=Method.OFFICER))
    numbers = [
        Measurement("m1", MeasurementKind.ALONG, Anchor("a"), 10.0, role=Role.LOCKED),
        Measurement("m2", MeasurementKind.ALONG, Anchor("a"), 10.3),
    ]
    assert solved(drawn, numbers).scene.objects[0].at_m[0] == pytest.approx(10, abs=0.001)


def test_a_value_read_off_the_drawing_follows_it():
    drawn = scene_of(car("a", (10, 5), 0))
    numbers = [
        Measurement("m1", MeasurementKind.OFFSET, Anchor("a"), 7.0),
        Measurement("m2", MeasurementKind.ALONG, Anchor("a"), 3.0, origin=ValueOrigin.DRAWN),
    ]
    solution = solved(drawn, numbers)
    assert [one.value_m for one in solution.scene.measurements] == [7.0, 10.0]


def test_locked_things_and_layers_and_the_first_reference_point_stay():
    truth = scene_of(car("a", (10, 5), 0))
    number = replace(reading(truth, "along"), value_m=3.0)
    for drawn in (
        scene_of(car("a", (10, 5), 0, locked=True)),
        scene_of(car("a", (10, 5), 0), layers=(LayerState("parties", locked=True),)),
    ):
        solution = solved(drawn, [number])
        assert solution.scene.objects[0].at_m == (10, 5)
        assert solution.residuals[0].residual_m == -7.0
    self_measured = Measurement("m1", MeasurementKind.DISTANCE, Anchor("rp"), 3.0, Anchor("a"))
    assert solved(truth, [self_measured]).scene.references[0] == POLE


def test_both_ends_of_a_skid_mark_are_placed_by_offsets():
    mark = Trace("a", "skid", ((0.0, 0.0), (5.0, 0.5), (9.0, 0.0)), 0.2, "marks")
    truth = scene_of(replace(mark, points_m=((3.0, -2.0), (5.0, 0.5), (14.0, -2.5))))
    numbers = [
        reading(truth, kind, part)
        for part in ("point:0", "point:2")
        for kind in ("along", "offset")
    ]
    solution = solved(scene_of(mark), numbers)
    assert solution.scene.objects[0].points_m == truth.objects[0].points_m
    assert solution.free == ()


def test_two_cars_hang_together_by_a_distance():
    first, second = car("a", (10, 5), 0), car("b", (10, 15), 0, size_method=Method.OFFICER)
    truth = scene_of(replace(first, size_method=Method.OFFICER), second)
    numbers = [
        *(
            reading(truth, kind, part, key="a")
            for part in ("front", "rear")
            for kind in ("along", "offset")
        ),
        reading(truth, "along", "rear", key="b"),
        Measurement(
            "gap", MeasurementKind.DISTANCE, Anchor("b", "rear"), 6.0, Anchor("a", "front")
        ),
    ]
    moved = solved(truth, numbers).scene
    gap = math.dist(point_of(moved, Anchor("b", "rear")), point_of(moved, Anchor("a", "front")))
    assert gap == pytest.approx(6.0, abs=0.001)
    assert moved.objects[0].at_m == pytest.approx((10, 5), abs=0.001)


def test_a_size_that_the_numbers_make_unusual_is_remarked():
    truth = scene_of(car("a", (10, 5), 0, length_m=9.0, label="A車"))
    numbers = [
        reading(truth, kind, part)
        for part in ("front_left", "front_right", "rear_left", "rear_right")
        for kind in ("along", "offset")
    ]
    solution = solved(scene_of(car("a", (10, 5), 0, label="A車")), numbers)
    assert [str(one) for one in solution.findings] == [
        "The measurements make A車 9.00 m in length; 4.60 m was assumed."
    ]


def test_a_scene_without_base_line_or_numbers_is_left_alone():
    bare = empty_scene(objects=(car(),))
    assert solve(bare).scene == bare
    number = Measurement("m1", MeasurementKind.ALONG, Anchor("a"), 3.0)
    solution = solve(replace(bare, measurements=(number,)))
    assert solution.scene.objects == bare.objects
    assert solution.residuals[0].computed_m is None


def test_solving_twice_changes_nothing_more():
    once = solve(contradictory_scene("along-front-left", 0.4)).scene
    twice = solve(once).scene
    assert worst_corner_m(once, twice) < 0.0015
