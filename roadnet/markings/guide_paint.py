"""Guide lines that lead vehicles through a junction (articles 189 and 189-2)."""

import math
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from roadnet.markings.arms import ArmKey, ArmPlace
from roadnet.markings.piece import Piece, piece
from roadnet.markings.placed_feature import PlacedFeature
from roadnet.markings.stroke import clean, dashes
from roadnet.model import DrivingSide, Turn

Floats = NDArray[np.float64]
STEPS = 24
SHARE = 0.45  # of the distance between the ends: length of the handles of the curve
TURNS_DEG = {  # how far the way turns to the left
    Turn.THROUGH: 0.0,
    Turn.SLIGHT_LEFT: 45.0,
    Turn.LEFT: 90.0,
    Turn.SHARP_LEFT: 135.0,
    Turn.U_TURN: 180.0,
    Turn.SLIGHT_RIGHT: -45.0,
    Turn.RIGHT: -90.0,
    Turn.SHARP_RIGHT: -135.0,
}


def guide_lines(
    placed: PlacedFeature, arms: Mapping[ArmKey, ArmPlace], driving_side: DrivingSide
) -> Iterator[Piece]:
    """Yield the broken line: along its surveyed line, else from lane to lane as it turns."""
    sizes = placed.sizes
    width_m, dash = sizes["width"], (sizes["dash"], sizes["gap"])
    if placed.feature.outline_m:
        paths = [clean(np.array(placed.feature.outline_m))]
    else:
        paths = list(_turning_paths(placed, arms, driving_side))
    lines = [one for path in paths for one in dashes(path, width_m, dash)]
    yield piece(lines, "width", "dash", "gap")


def _turning_paths(
    placed: PlacedFeature, arms: Mapping[ArmKey, ArmPlace], driving_side: DrivingSide
) -> Iterator[Floats]:
    """Yield for each turn the path of the lane edge next to oncoming traffic."""
    arm = placed.arm
    if arm is None:
        return
    for turn in placed.feature.turns:
        target = _exit_arm(arm, arms, TURNS_DEG.get(turn, 0.0))
        if target is None or not target.place.lanes_out(target.mouth_m):
            continue
        keeps_right = driving_side is DrivingSide.RIGHT
        start, ahead = _edge(arm, placed.span, keeps_right)
        lanes = target.place.lanes_out(target.mouth_m)
        end, outward = _edge(target, (min(lanes), max(lanes) + 1), not keeps_right)
        yield _curve(start, ahead, end, -outward)


def _exit_arm(arm: ArmPlace, arms: Mapping[ArmKey, ArmPlace], turn_deg: float) -> ArmPlace | None:
    """Return the arm of the junction that lies nearest to the direction of a turn."""
    straight = (arm.arm.bearing_deg + 180) % 360
    others = [
        arms[mouth.road_id, mouth.end]
        for mouth in arm.junction.mouths
        if (mouth.road_id, mouth.end) != arm.key and (mouth.road_id, mouth.end) in arms
    ]
    wanted = (straight - turn_deg) % 360
    leading_out = [one for one in others if one.place.lanes_out(one.mouth_m)]
    if not leading_out:
        return None
    return min(leading_out, key=lambda one: abs((one.arm.bearing_deg - wanted + 180) % 360 - 180))


def _edge(arm: ArmPlace, span: tuple[int, int], left_of_inward: bool) -> tuple[Floats, Floats]:
    """Return a point on the edge of lanes at the mouth, and the direction into the junction."""
    offsets = arm.place.offsets_m(arm.mouth_m)
    goes_with_stations = arm.place.inward > 0
    index = span[0] if left_of_inward == goes_with_stations else span[1]
    (point,) = arm.place.points(np.array([arm.mouth_m]), np.array([offsets[index]]))
    return point, arm.place.ahead(arm.mouth_m)


def _curve(start: Floats, ahead: Floats, end: Floats, arriving: Floats) -> Floats:
    """Return a smooth path that leaves and arrives along two directions."""
    handle = SHARE * math.dist(start, end)
    one, two = start + handle * ahead, end - handle * arriving
    share = np.linspace(0.0, 1.0, STEPS + 1)[:, None]
    rest = 1 - share
    return np.asarray(
        rest**3 * start + 3 * rest**2 * share * one + 3 * rest * share**2 * two + share**3 * end
    )
