"""Turns in two stages: ride to the waiting box, wait, and go on with the crossing traffic.

Source: 道路交通標誌標線號誌設置規則, articles 65 (遵20) and 191.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from roadnet.model import (
    CrossFeature,
    FeatureId,
    FeatureKind,
    JunctionId,
    Method,
    Mode,
    Movement,
    MovementId,
    Stated,
    StripType,
    Turn,
)
from roadnet.movements.connector import Pose, connector
from roadnet.movements.routes import End
from roadnet.movements.strip_ends import ArmStrips, StripEnd

BIKE_LIKE = frozenset({Mode.MOTO_SMALL, Mode.BIKE})
IN_FRONT_M = 1.5  # of the mouth: the middle of a box whose place is not stated
WAITING = Stated(Method.ASSUMED, note="in two stages through the waiting box")


@dataclass(frozen=True, slots=True)
class WaitingBox:
    """A waiting box: its key, and where riders wait, facing the crossing direction."""

    feature_id: FeatureId
    pose: Pose


def waiting_boxes(
    features: Sequence[CrossFeature], arms: Mapping[End, ArmStrips]
) -> dict[End, WaitingBox]:
    """Return the waiting box in front of each arm that has one.

    Parameters
    ----------
    features
        Cross features; those of other kinds and other junctions are left out.
    arms
        Arms of one junction.
    """
    found: dict[End, WaitingBox] = {}
    for feature in features:
        if feature.kind is not FeatureKind.TWO_STAGE_BOX or feature.road_end is None:
            continue
        key = (feature.road_id, feature.road_end)
        if key in arms and arms[key].entries:
            found.setdefault(key, WaitingBox(feature.feature_id, _pose(feature, arms[key])))
    return found


@dataclass(frozen=True, slots=True)
class TwoStageTurn:
    """A turn that its riders make in two stages."""

    junction_id: JunctionId
    entry: StripEnd
    leave: StripEnd
    turn: Turn
    modes: frozenset[Mode]


def two_stage_movements(turn: TwoStageTurn, box: WaitingBox) -> Iterator[Movement]:
    """Yield the two movements of a turn: into the box and out of it."""
    start, end = turn.entry.strip.strip_id, turn.leave.strip.strip_id
    legs = (connector(turn.entry.pose, box.pose), connector(box.pose, turn.leave.pose))
    for stage, line in enumerate(legs, start=1):
        yield Movement(
            movement_id=MovementId(f"{start}>{end}:{stage}"),
            junction_id=turn.junction_id,
            from_strip=start,
            to_strip=end,
            turn=turn.turn,
            modes=turn.modes,
            connector=line,
            two_stage_via=box.feature_id,
            stage=stage,
            stated=WAITING,
        )


def _pose(feature: CrossFeature, arm: ArmStrips) -> Pose:
    """Return where riders wait: the middle of the outline, else before the outer lane."""
    outer = _outer_lane(arm)
    if feature.outline_m:
        places = list(dict.fromkeys(feature.outline_m))
        x_m = math.fsum(x for x, _ in places) / len(places)
        y_m = math.fsum(y for _, y in places) / len(places)
        return Pose(x_m, y_m, outer.heading_rad)
    ahead = IN_FRONT_M
    if feature.offset is not None:
        depth = feature.depth.value if feature.depth is not None else 0.0
        ahead = -(feature.offset.value + depth / 2)
    dx, dy = outer.way
    return Pose(outer.x_m + ahead * dx, outer.y_m + ahead * dy, outer.heading_rad)


def _outer_lane(arm: ArmStrips) -> Pose:
    """Return the pose of the car lane nearest to the kerb among those that enter."""
    cars = [entry for entry in arm.entries if entry.strip.strip_type is StripType.DRIVE]
    return (cars or list(arm.entries))[-1].pose
