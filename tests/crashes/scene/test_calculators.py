"""Published worked values, ranges, and the places where a formula does not hold."""

import math

import pytest

from crashes.scene.calculators import (
    CalculatorError,
    Departure,
    SkidStretch,
    SpeedRange,
    curve_radius_m,
    speed_from_fall,
    speed_from_skid,
    speed_from_yaw,
    speeds_before_impact,
)

FEET_M = 0.3048
MPH_KMH = 1.609344


def exactly(kmh):
    return SpeedRange(kmh, kmh, kmh)


def test_the_longest_skid_marks_ever_measured():
    """A Jaguar on the M1 in 1960: 290 m, friction 0.60, 210 km/h (Halliday, Resnick, Walker,
    Fundamentals of Physics, sample problem 6-1)."""
    assert speed_from_skid([SkidStretch(290.0, 0.60)]).kmh == pytest.approx(210, abs=0.6)


def test_the_customary_constant_of_the_skid_formula():
    """v = 15.9 √(μ d)."""
    assert speed_from_skid([SkidStretch(1.0, 1.0)]).kmh == pytest.approx(15.9, abs=0.05)


def test_stretches_of_skid_and_the_speed_at_the_impact_are_added_as_squares():
    """v0² = v_skid² + v_impact²."""
    skid = speed_from_skid([SkidStretch(12.0, 0.7)]).kmh
    whole = speed_from_skid([SkidStretch(12.0, 0.7)], end_kmh=40.0).kmh
    assert whole == pytest.approx(math.hypot(skid, 40.0), abs=0.1)
    halves = speed_from_skid([SkidStretch(6.0, 0.7), SkidStretch(6.0, 0.7)])
    assert halves == speed_from_skid([SkidStretch(12.0, 0.7)])


def test_uphill_means_faster_and_half_the_brakes_mean_slower():
    level = speed_from_skid([SkidStretch(20.0, 0.7)]).kmh
    assert speed_from_skid([SkidStretch(20.0, 0.7, grade=0.05)]).kmh > level
    assert speed_from_skid([SkidStretch(20.0, 0.7, grade=-0.05)]).kmh < level
    half = speed_from_skid([SkidStretch(20.0, 0.7, braked_share=0.5)]).kmh
    assert half == pytest.approx(level / math.sqrt(2), abs=0.1)


def test_the_range_of_a_skid_is_that_of_a_tenth_more_or_less_friction():
    found = speed_from_skid([SkidStretch(25.0, 0.7)])
    assert found.low_kmh == speed_from_skid([SkidStretch(25.0, 0.6)]).kmh
    assert found.high_kmh == speed_from_skid([SkidStretch(25.0, 0.8)]).kmh


@pytest.mark.parametrize(("chord_ft", "middle_in", "radius_ft"), [(40, 6, 400), (40, 12, 200)])
def test_radii_of_the_recommended_practice_for_yaw_marks(chord_ft, middle_in, radius_ft):
    """Table of errors after SAE J2969: chord and middle ordinate -> radius, rounded there."""
    found = curve_radius_m(chord_ft * FEET_M, middle_in / 12 * FEET_M)
    assert found / FEET_M == pytest.approx(radius_ft, rel=0.003)


def test_a_yaw_mark_on_snow():
    """Chord 52 ft, middle ordinate 6 ft, drag factor 0.2: 13.34 mph (Gerver and Sgroi, Financial
    Algebra, chapter on accident reconstruction, with its rounded constant 15)."""
    found = speed_from_yaw(52 * FEET_M, 6 * FEET_M, 0.2)
    assert found.kmh == pytest.approx(13.34 * MPH_KMH, rel=0.004)
    assert found.low_kmh < found.kmh < found.high_kmh


def test_the_customary_constant_of_the_yaw_formula():
    """v = 11.3 √(μ R)."""
    middle_m = 0.5
    radius_m = curve_radius_m(20.0, middle_m)
    assert speed_from_yaw(20.0, middle_m, 0.7).kmh == pytest.approx(
        11.28 * math.sqrt(0.7 * radius_m), abs=0.1
    )


def test_a_motorcycle_that_leaves_a_cliff():
    """50.0 m high, lands 90.0 m from the foot: 28.2 m/s (Giancoli, Physics, example 3-6)."""
    assert speed_from_fall(90.0, 50.0).kmh == pytest.approx(28.2 * 3.6, abs=0.2)


def test_the_customary_constant_of_the_fall_formula():
    """v = 7.97 d / √h."""
    assert speed_from_fall(10.0, 1.0).kmh == pytest.approx(79.7, abs=0.1)


def test_an_upward_take_off_needs_less_speed_for_the_same_distance():
    assert speed_from_fall(12.0, 2.0, take_off_deg=5.0).kmh < speed_from_fall(12.0, 2.0).kmh


def test_a_car_and_a_truck_that_stay_together():
    """1200 kg at 60 km/h eastward, 3000 kg at 40 km/h northward: 33.3 km/h at 59 degrees north of
    east afterwards (OpenStax, University Physics 1, example 9.14), here backwards."""
    angle_deg = 90 - 59.04
    together = exactly(33.32)
    car, truck = speeds_before_impact(
        Departure(1200.0, 90.0, angle_deg, together), Departure(3000.0, 0.0, angle_deg, together)
    )
    assert (car.kmh, truck.kmh) == pytest.approx((60, 40), abs=0.2)
    assert car.low_kmh < 60 < car.high_kmh


def test_a_truck_and_a_car_that_leave_southeastward_had_equal_momenta():
    """2000 kg at 60 km/h southward, 1200 kg eastward, off to the southeast: 100 km/h."""
    leaving = math.hypot(2000 * 60, 1200 * 100) / 3200
    truck, car = speeds_before_impact(
        Departure(2000.0, 180.0, 135.0, exactly(leaving)),
        Departure(1200.0, 90.0, 135.0, exactly(leaving)),
    )
    assert (truck.kmh, car.kmh) == pytest.approx((60, 100), abs=0.1)


@pytest.mark.parametrize("angle", [30, 75, 120, 200, 290])
def test_momentum_is_kept_in_every_direction(angle):
    first = Departure(1400.0, 10.0 + angle, 40.0 + angle, exactly(35.0))
    second = Departure(2100.0, 100.0 + angle, 70.0 + angle, exactly(28.0))
    before = speeds_before_impact(first, second)
    for part in (math.sin, math.cos):
        then = sum(
            one.mass_kg * found.kmh * part(math.radians(one.approach_deg))
            for one, found in zip((first, second), before, strict=True)
        )
        after = sum(
            one.mass_kg * one.departure_kmh.kmh * part(math.radians(one.departure_deg))
            for one in (first, second)
        )
        assert then == pytest.approx(after, abs=400)  # tenths of a km/h times tonnes


def refused(call, *arguments, **options):
    with pytest.raises(CalculatorError) as caught:
        call(*arguments, **options)
    return str(caught.value)


@pytest.mark.parametrize("apart", [0, 9, 175, 180, 351])
def test_vehicles_along_one_line_are_refused(apart):
    first = Departure(1000.0, 30.0, 40.0, exactly(20.0))
    second = Departure(1000.0, 30.0 + apart, 50.0, exactly(20.0))
    assert "nearly along one line" in refused(speeds_before_impact, first, second)


def test_directions_that_would_need_backing_are_refused():
    first = Departure(1000.0, 0.0, 180.0, exactly(40.0))
    second = Departure(1000.0, 90.0, 170.0, exactly(20.0))
    assert "backwards" in refused(speeds_before_impact, first, second)


def test_formulas_are_refused_where_they_do_not_hold():
    assert "length" in refused(speed_from_skid, [])
    assert "length" in refused(speed_from_skid, [SkidStretch(0.0, 0.7)])
    assert "friction of 1.7" in refused(speed_from_skid, [SkidStretch(10.0, 1.7)])
    assert "steeper" in refused(speed_from_skid, [SkidStretch(10.0, 0.1, grade=-0.12)])
    assert "between 0 and 1" in refused(speed_from_skid, [SkidStretch(9.0, 0.7, braked_share=2)])
    assert "too straight" in refused(speed_from_yaw, 15.0, 0.03, 0.7)
    assert "does not belong" in refused(speed_from_yaw, 3.0, 2.0, 0.7)
    assert "falls outward" in refused(speed_from_yaw, 15.0, 0.5, 0.2, superelevation=-0.15)
    assert "too small" in refused(speed_from_fall, 8.0, 0.2)
    assert "come down" in refused(speed_from_fall, 30.0, 1.0, take_off_deg=-10.0)
    heavy = Departure(0.0, 0.0, 0.0, exactly(1.0))
    assert "mass" in refused(speeds_before_impact, heavy, heavy)
