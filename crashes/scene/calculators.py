"""Speeds from traces, for the officer: each with a range, and refused where it does not hold.

These are aids of an investigation and never stand on the official sheet. Directions are degrees
clockwise from north, the way a vehicle moves. Source of the formulas: the customary ones of crash
reconstruction (L. B. Fricke, Traffic Crash Reconstruction, Northwestern University), in metres and
kilometres an hour, with g = 9.81 m/s².
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from errors import DaoanError

G_MS2 = 9.81
KMH_PER_MS = 3.6
FRICTION_WITHIN = 0.1  # always print the range for so much more or less friction
LEAST_FRICTION, MOST_FRICTION = 0.05, 1.2  # wet ice, a racing tyre
LEAST_SINE = 0.17  # approach directions within 10 degrees of one line leave momentum open
TAKE_OFF_WITHIN_DEG = 1.0
CLEAR = 3.0  # a length counts when it is three times its error


class CalculatorError(DaoanError, ValueError):
    """A formula does not hold for what was entered."""


@dataclass(frozen=True, slots=True)
class SpeedRange:
    """A speed and how far off it may be."""

    low_kmh: float
    kmh: float
    high_kmh: float


@dataclass(frozen=True, slots=True)
class SkidStretch:
    """A stretch of skid marks on one kind of surface."""

    length_m: float
    friction: float  # coefficient of friction of the surface
    grade: float = 0.0  # rise over run in the direction of travel: 0.05 for 5 % uphill
    braked_share: float = 1.0  # share of the weight on wheels that were locked


@dataclass(frozen=True, slots=True)
class Departure:
    """How a vehicle left the impact."""

    mass_kg: float
    approach_deg: float  # direction of travel before the impact
    departure_deg: float  # and after it
    departure_kmh: SpeedRange


def speed_from_skid(stretches: Sequence[SkidStretch], *, end_kmh: float = 0.0) -> SpeedRange:
    """Return the speed at the beginning of skid marks.

    Parameters
    ----------
    stretches
        The stretches in any order; several are added up.
    end_kmh
        Speed at the end of the marks, for example at an impact; 0 where the vehicle stopped.

    Raises
    ------
    CalculatorError
        Without a length, with a friction that no road has, or downhill steeper than it.

    Notes
    -----
    v² = v_end² + 2 g Σ (n μ + i) d, the range for μ ± 0.1. It is a least speed: what was lost
    before the first visible mark is not in it.

    Examples
    --------
    >>> speed_from_skid([SkidStretch(30.0, 0.7)])
    SpeedRange(low_kmh=67.7, kmh=73.1, high_kmh=78.1)
    """
    if not stretches:
        raise CalculatorError("A skid mark needs a length.")
    for one in stretches:
        _check_stretch(one)

    def speed(extra: float) -> float:
        lost = sum(
            (one.braked_share * (one.friction + extra) + one.grade) * one.length_m
            for one in stretches
        )
        return math.sqrt(max(0.0, (end_kmh / KMH_PER_MS) ** 2 + 2 * G_MS2 * lost)) * KMH_PER_MS

    return _rounded(speed(-FRICTION_WITHIN), speed(0.0), speed(FRICTION_WITHIN))


def curve_radius_m(chord_m: float, middle_m: float) -> float:
    """Return the radius of a curve from a chord and its middle ordinate.

    Notes
    -----
    R = C² / 8M + M / 2, exact for a circle.

    Examples
    --------
    >>> curve_radius_m(12.192, 0.1524)
    121.9962
    """
    if not 0 < middle_m <= chord_m / 2:
        raise CalculatorError(
            "A middle ordinate of {middle} m does not belong to a chord of {chord} m.",
            middle=middle_m,
            chord=chord_m,
        )
    return chord_m**2 / (8 * middle_m) + middle_m / 2


def speed_from_yaw(
    chord_m: float,
    middle_m: float,
    friction: float,
    *,
    superelevation: float = 0.0,
    middle_within_m: float = 0.02,
) -> SpeedRange:
    """Return the speed of a vehicle that slid sideways on a curved mark with rolling wheels.

    Parameters
    ----------
    chord_m, middle_m
        Chord of the mark of the outer front tyre and its middle ordinate.
    friction
        Coefficient of friction of the surface.
    superelevation
        Cross fall towards the inside of the curve, 0.04 for 4 %; negative towards the outside.
    middle_within_m
        Error of the middle ordinate.

    Raises
    ------
    CalculatorError
        When the mark is too straight to have a radius, or the road falls outward too steeply.

    Notes
    -----
    v = √(g (μ + e) R), the range for μ ± 0.1 and the error of the middle ordinate. It does not hold
    for locked or driven wheels.

    Examples
    --------
    >>> speed_from_yaw(15.85, 1.83, 0.7)
    SpeedRange(low_kmh=37.0, kmh=40.1, high_kmh=43.1)
    """
    _check_friction(friction)
    if middle_m < CLEAR * middle_within_m:
        raise CalculatorError(
            "The mark is too straight: a middle ordinate of {middle} m is not clear of its error "
            "of {error} m.",
            middle=middle_m,
            error=middle_within_m,
        )
    if friction - FRICTION_WITHIN + superelevation <= 0:
        raise CalculatorError("The road falls outward more steeply than the friction holds.")

    def speed(extra: float, wider: float) -> float:
        radius_m = curve_radius_m(chord_m, middle_m + wider)
        return math.sqrt(G_MS2 * (friction + extra + superelevation) * radius_m) * KMH_PER_MS

    return _extremes(speed, [FRICTION_WITHIN, middle_within_m])


def speed_from_fall(
    distance_m: float,
    drop_m: float,
    *,
    take_off_deg: float = 0.0,
    distance_within_m: float = 0.1,
    drop_within_m: float = 0.1,
) -> SpeedRange:
    """Return the speed at which a vehicle left the road and fell.

    Parameters
    ----------
    distance_m, drop_m
        Horizontal distance and height from take-off to the first touch, of the centre of mass.
    take_off_deg
        Angle of the take-off, upward positive; its error is one degree.
    distance_within_m, drop_within_m
        Errors of the two lengths.

    Raises
    ------
    CalculatorError
        When the vehicle did not come down below the line of its take-off, or the drop is not clear
        of its error.

    Notes
    -----
    v = d / cos θ · √(g / 2 (h + d tan θ)). Air resistance and rotation are left out.

    Examples
    --------
    >>> speed_from_fall(90.0, 50.0)
    SpeedRange(low_kmh=99.7, kmh=101.5, high_kmh=103.4)
    """
    if distance_m <= 0 or drop_m < CLEAR * drop_within_m:
        raise CalculatorError(
            "A fall of {drop} m over {distance} m is too small: the drop must be three times its "
            "error of {error} m.",
            drop=drop_m,
            distance=distance_m,
            error=drop_within_m,
        )

    def speed(farther: float, lower: float, steeper_deg: float) -> float:
        angle_rad = math.radians(take_off_deg + steeper_deg)
        reach_m, fall_m = distance_m + farther, drop_m + lower
        below_m = fall_m + reach_m * math.tan(angle_rad)
        if below_m <= 0:
            raise CalculatorError("The vehicle did not come down below the line of its take-off.")
        speed_ms = reach_m / math.cos(angle_rad) * math.sqrt(G_MS2 / (2 * below_m))
        return speed_ms * KMH_PER_MS

    return _extremes(speed, [distance_within_m, drop_within_m, TAKE_OFF_WITHIN_DEG])


def speeds_before_impact(
    first: Departure, second: Departure, *, angle_within_deg: float = 2.0
) -> tuple[SpeedRange, SpeedRange]:
    """Return the speeds of two vehicles at the impact, from how they left it.

    Parameters
    ----------
    first, second
        Mass, directions and departure speed of each vehicle.
    angle_within_deg
        Error of each of the four directions.

    Raises
    ------
    CalculatorError
        When both came nearly along one line, or when a vehicle would have gone backwards.

    Notes
    -----
    Momentum is kept: m1 v1 u(θ1) + m2 v2 u(θ2) = m1 v1' u(φ1) + m2 v2' u(φ2), two equations for v1
    and v2. Refused where |sin(θ2 - θ1)| < 0.17, because the two equations are then nearly one. The
    ranges hold for every combination of the errors of the directions and departure speeds.

    Examples
    --------
    >>> left = SpeedRange(33.3, 33.3, 33.3)
    >>> car = Departure(1200.0, 90.0, 31.0, left)
    >>> truck = Departure(3000.0, 0.0, 31.0, left)
    >>> [found.kmh for found in speeds_before_impact(car, truck)]
    [60.0, 40.0]
    """
    for one in (first, second):
        if one.mass_kg <= 0:
            raise CalculatorError("A mass of {mass} kg is not possible.", mass=one.mass_kg)
    if abs(_sine(second.approach_deg - first.approach_deg)) < LEAST_SINE:
        raise CalculatorError(
            "The vehicles came nearly along one line ({first} and {second} degrees): momentum "
            "alone does not give their speeds.",
            first=round(first.approach_deg),
            second=round(second.approach_deg),
        )
    kmh = (first.departure_kmh.kmh, second.departure_kmh.kmh)
    usual = _before(first, second, (0.0, 0.0, 0.0, 0.0), kmh)
    if min(usual) < 0:
        raise CalculatorError(
            "With these directions one vehicle would have gone backwards: check them."
        )
    turns = product((-angle_within_deg, angle_within_deg), repeat=4)
    left_at = list(product(*(_ends(one.departure_kmh) for one in (first, second))))
    found = [_before(first, second, turn, kmh) for turn in turns for kmh in left_at]
    lows, highs = (tuple(pick(one[n] for one in found) for n in (0, 1)) for pick in (min, max))
    before = [_rounded(max(0.0, lows[n]), usual[n], highs[n]) for n in (0, 1)]
    return before[0], before[1]


def _before(
    first: Departure,
    second: Departure,
    turns_deg: tuple[float, ...],
    departure_kmh: tuple[float, ...],
) -> tuple[float, float]:
    """Solve the two equations of momentum for the speeds before the impact."""
    theta1, theta2 = first.approach_deg + turns_deg[0], second.approach_deg + turns_deg[1]
    moved = (
        (first, first.departure_deg + turns_deg[2], departure_kmh[0]),
        (second, second.departure_deg + turns_deg[3], departure_kmh[1]),
    )
    east = sum(one.mass_kg * kmh * math.sin(math.radians(deg)) for one, deg, kmh in moved)
    north = sum(one.mass_kg * kmh * math.cos(math.radians(deg)) for one, deg, kmh in moved)
    cross = _sine(theta2 - theta1)
    towards1 = _sine(theta2) * north - math.cos(math.radians(theta2)) * east
    towards2 = math.cos(math.radians(theta1)) * east - _sine(theta1) * north
    return towards1 / (first.mass_kg * cross), towards2 / (second.mass_kg * cross)


def _sine(angle_deg: float) -> float:
    return math.sin(math.radians(angle_deg))


def _ends(found: SpeedRange) -> tuple[float, ...]:
    return tuple(sorted({found.low_kmh, found.kmh, found.high_kmh}))


def _extremes(speed: Callable[..., float], errors: Sequence[float]) -> SpeedRange:
    """Return the speed and its smallest and largest value for every combination of errors."""
    found = [speed(*signs) for signs in product(*((-error, error) for error in errors))]
    return _rounded(min(found), speed(*(0.0 for _ in errors)), max(found))


def _rounded(low: float, usual: float, high: float) -> SpeedRange:
    return SpeedRange(round(low, 1), round(usual, 1), round(high, 1))


def _check_stretch(one: SkidStretch) -> None:
    if one.length_m <= 0:
        raise CalculatorError("A skid mark needs a length.")
    if not 0 < one.braked_share <= 1:
        raise CalculatorError("The share of locked wheels lies between 0 and 1.")
    _check_friction(one.friction)
    if one.braked_share * one.friction + one.grade <= 0:
        raise CalculatorError(
            "Downhill {grade} % is steeper than the friction holds: the vehicle would not slow "
            "down.",
            grade=round(-100 * one.grade, 1),
        )


def _check_friction(friction: float) -> None:
    if not LEAST_FRICTION <= friction <= MOST_FRICTION:
        raise CalculatorError(
            "A friction of {friction} is outside {least} to {most}.",
            friction=friction,
            least=LEAST_FRICTION,
            most=MOST_FRICTION,
        )
