"""How vehicles pass a place: legs that fit a manoeuvre, and where two paths meet."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from crashes.demo_city.skeleton import Leg

THROUGH_TOLERANCE_DEG = 40.0
TURN_TOLERANCE_DEG = 50.0
# How far to the right a party rides: 0 the median, 1 the kerb.
LATERAL = {
    ("left", "car"): 0.2,
    ("left", "rider"): 0.25,
    ("right", "car"): 0.62,
    ("right", "rider"): 0.85,
    ("through", "car"): 0.45,
    ("through", "rider"): 0.82,
}
STEPS = 41


@dataclass(frozen=True, slots=True)
class Spot:
    """A junction or a point of a road, with the legs that lead away from it."""

    x_m: float
    y_m: float
    legs: tuple[Leg, ...]  # clockwise from north


@dataclass(frozen=True, slots=True)
class Way:
    """The legs that two parties come from and leave to; None for what one does not have."""

    entry_1: int
    exit_1: int | None
    entry_2: int | None = None
    exit_2: int | None = None


def leg_towards(spot: Spot, bearing_deg: float, tolerance_deg: float) -> int | None:
    """Return the leg that lies nearest to a bearing, None when none lies within the tolerance."""
    gaps = [abs((leg.bearing_deg - bearing_deg + 180) % 360 - 180) for leg in spot.legs]
    best = min(range(len(gaps)), key=gaps.__getitem__)
    return best if gaps[best] <= tolerance_deg else None


def exit_of(spot: Spot, entry: int, turn: str) -> int | None:
    """Return the leg that a manoeuvre leads to, None when the place has no such leg."""
    ahead = spot.legs[entry].bearing_deg + 180
    if turn == "back":
        return entry
    aim, tolerance = {
        "through": (ahead, THROUGH_TOLERANCE_DEG),
        "reverse": (ahead, THROUGH_TOLERANCE_DEG),
        "stay": (ahead, THROUGH_TOLERANCE_DEG),
        "left": (ahead - 90, TURN_TOLERANCE_DEG),
        "right": (ahead + 90, TURN_TOLERANCE_DEG),
    }[turn]
    found = leg_towards(spot, aim, tolerance)
    return None if found == entry else found


def entry_of_other(spot: Spot, entry: int, relation: str) -> int | None:
    """Return the leg that the second party comes from, seen from the first."""
    side = spot.legs[entry].bearing_deg
    if relation == "same":
        return entry
    aim, tolerance = {
        "opposite": (side + 180, THROUGH_TOLERANCE_DEG),
        "left": (side + 90, TURN_TOLERANCE_DEG),
        "right": (side - 90, TURN_TOLERANCE_DEG),
    }[relation]
    found = leg_towards(spot, aim, tolerance)
    return None if found == entry else found


def ways(spot: Spot, parties: Sequence[dict[str, Any]], turn: str) -> list[Way]:
    """Return every choice of legs by which a pattern can happen here.

    Parameters
    ----------
    spot
        The place.
    parties
        The parties of a pattern (`patterns.yaml`).
    turn
        What the first party does.
    """
    found = []
    for entry in range(len(spot.legs)):
        exit_1 = exit_of(spot, entry, turn)
        if exit_1 is None:
            continue
        if len(parties) == 1 or parties[1]["from"] == "crosswalk":
            found.append(Way(entry, exit_1))
            continue
        entry_2 = entry_of_other(spot, entry, parties[1]["from"])
        exit_2 = None if entry_2 is None else exit_of(spot, entry_2, parties[1]["turn"])
        if exit_2 is not None:
            found.append(Way(entry, exit_1, entry_2, exit_2))
    return found


def beside_leg(
    spot: Spot, leg: Leg, along_m: float, lateral: float, *, inbound: bool
) -> tuple[float, float]:
    """Return a point of a leg: `along_m` from the node, on the side of the traffic in or out."""
    bearing = math.radians(leg.bearing_deg)
    section = leg.road.section
    inner = section.median_m / 2
    aside = inner + lateral * (section.half_width_m - inner)
    aside = -aside if inbound else aside  # right of the outward direction is outbound
    return (
        spot.x_m + along_m * math.sin(bearing) + aside * math.cos(bearing),
        spot.y_m + along_m * math.cos(bearing) - aside * math.sin(bearing),
    )


@cache
def path(
    spot: Spot, entry: int, exit_leg: int, lateral: float, lateral_out: float
) -> npt.NDArray[np.float64]:
    """Return the way through a junction as points (n, 2), from one stop line to the other mouth."""
    come, leave = spot.legs[entry], spot.legs[exit_leg]
    start = np.array(beside_leg(spot, come, come.mouth_m, lateral, inbound=True))
    end = np.array(beside_leg(spot, leave, leave.mouth_m, lateral_out, inbound=False))
    bend = _crossing(start, come.bearing_deg, end, leave.bearing_deg)
    t = np.linspace(0, 1, STEPS)[:, None]
    points: npt.NDArray[np.float64] = (1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t**2 * end
    return points


def _crossing(
    start: npt.NDArray[np.float64],
    start_deg: float,
    end: npt.NDArray[np.float64],
    end_deg: float,
) -> npt.NDArray[np.float64]:
    """Return where the lines through two legs meet; the middle when they are nearly parallel."""
    a, b = math.radians(start_deg), math.radians(end_deg)
    along_start, along_end = (math.sin(a), math.cos(a)), (math.sin(b), math.cos(b))
    cross = along_start[0] * along_end[1] - along_start[1] * along_end[0]
    middle: npt.NDArray[np.float64] = (start + end) / 2
    if abs(cross) < math.sin(math.radians(20)):
        return middle
    gap = end - start
    step = (gap[0] * along_end[1] - gap[1] * along_end[0]) / cross
    bend: npt.NDArray[np.float64] = start + step * np.array(along_start)
    return bend


@cache
def meeting_point(
    spot: Spot, way: Way, laterals: tuple[float, float], laterals_out: tuple[float, float]
) -> tuple[float, float]:
    """Return where two paths come closest, halfway between them."""
    assert way.exit_1 is not None
    assert way.entry_2 is not None
    assert way.exit_2 is not None
    first = path(spot, way.entry_1, way.exit_1, laterals[0], laterals_out[0])
    second = path(spot, way.entry_2, way.exit_2, laterals[1], laterals_out[1])
    gaps = np.hypot(*(first[:, None, :] - second[None, :, :]).transpose(2, 0, 1))
    i, j = np.unravel_index(int(gaps.argmin()), gaps.shape)
    x_m, y_m = (first[i] + second[j]) / 2
    return float(x_m), float(y_m)
