"""Guide lines that lead vehicles through a junction (articles 189 and 189-2)."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from roadnet.markings.arms import ArmKey, ArmPlace
from roadnet.markings.piece import Piece, piece
from roadnet.markings.placed_feature import PlacedFeature, PlacedFeatures
from roadnet.markings.stroke import clean, dashes
from roadnet.model import DrivingSide, FeatureKind, Turn

Floats = NDArray[np.float64]
CROSSED = (FeatureKind.CROSSWALK, FeatureKind.BIKE_CROSSING)
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


@dataclass(frozen=True, eq=False)
class Ways:
    """The arms of an area, what lies on them, and the side traffic keeps to."""

    arms: Mapping[ArmKey, ArmPlace]
    placed: PlacedFeatures
    driving_side: DrivingSide

    def edge_m(self, arm: ArmPlace) -> float:
        """Return where the inside of a junction begins at an arm: before its crosswalks."""
        crossings = self.placed.at(arm.key, *CROSSED)
        return min([arm.mouth_m, *(crossing.near_m for crossing in crossings)])


def guide_lines(placed: PlacedFeature, ways: Ways) -> Iterator[Piece]:
    """Yield the broken line: along its surveyed line, else from lane to lane as it turns."""
    sizes = placed.sizes
    width_m, dash = sizes["width"], (sizes["dash"], sizes["gap"])
    if placed.feature.outline_m:
        paths = [clean(np.array(placed.feature.outline_m))]
    else:
        paths = list(_turning_paths(placed, ways))
    lines = [one for path in paths for one in dashes(path, width_m, dash)]
    yield piece(lines, "width", "dash", "gap")


def _turning_paths(placed: PlacedFeature, ways: Ways) -> Iterator[Floats]:
    """Yield for each turn the path of the lane edge next to oncoming traffic."""
    arm = placed.arm
    if arm is None:
        return
    keeps_right = ways.driving_side is DrivingSide.RIGHT
    for turn in placed.feature.turns:
        target = _exit_arm(arm, ways.arms, TURNS_DEG.get(turn, 0.0))
        if target is None:
            continue
        lanes = target.place.lanes_out(max(target.mouth_m, 0.0))
        span = (min(lanes), max(lanes) + 1)
        start, ahead = _edge(arm, ways.edge_m(arm), placed.span, keeps_right)
        end, outward = _edge(target, ways.edge_m(target), span, not keeps_right)
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
    leading_out = [one for one in others if one.place.lanes_out(max(one.mouth_m, 0.0))]
    if not leading_out:
        return None
    return min(leading_out, key=lambda one: abs((one.arm.bearing_deg - wanted + 180) % 360 - 180))


def _edge(
    arm: ArmPlace, at_m: float, span: tuple[int, int], left_of_inward: bool
) -> tuple[Floats, Floats]:
    """Return a point on the edge of lanes, and the direction into the junction."""
    offsets = arm.place.offsets_m(at_m)
    goes_with_stations = arm.place.inward > 0
    index = span[0] if left_of_inward == goes_with_stations else span[1]
    (point,) = arm.place.points(np.array([at_m]), np.array([offsets[index]]))
    return point, arm.place.ahead(at_m)


def _curve(start: Floats, ahead: Floats, end: Floats, arriving: Floats) -> Floats:
    """Return a smooth path that leaves and arrives along two directions."""
    handle = SHARE * math.dist(start, end)
    one, two = start + handle * ahead, end - handle * arriving
    share = np.linspace(0.0, 1.0, STEPS + 1)[:, None]
    rest = 1 - share
    return np.asarray(
        rest**3 * start + 3 * rest**2 * share * one + 3 * rest * share**2 * two + share**3 * end
    )
