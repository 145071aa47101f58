"""Correct what lies across a road: stop lines, crosswalks, boxes, arrows and letters."""

from dataclasses import dataclass, replace
from datetime import date

from roadnet.editing.how import How, MapEditError
from roadnet.model import Anchor, Condition, CrossFeature, Turn

MOST_DEPTH_M = 60.0


@dataclass(frozen=True, slots=True)
class FeatureChange:
    """What a correction says of a cross feature; None leaves what is there."""

    station_m: float | None = None  # of its edge nearer to the start of the road
    depth_m: float | None = None  # along the road
    painted_on: date | None = None
    condition: Condition | None = None
    turns: tuple[Turn, ...] | None = None
    text: str | None = None


def change_feature(feature: CrossFeature, change: FeatureChange, how: How) -> CrossFeature:
    """Return a feature with what a correction says of it; it is stated from then on.

    Raises
    ------
    MapEditError
        A length cannot be.
    """
    changed = replace(feature, stated=how.stated(feature.stated.note))
    if change.station_m is not None:
        if change.station_m < 0:
            raise MapEditError("The place lies before the start of the road.")
        changed = replace(
            changed,
            anchor=Anchor.STATION,
            offset=how.measured(change.station_m),
            outline_m=(),
        )
    if change.depth_m is not None:
        if not 0 < change.depth_m <= MOST_DEPTH_M:
            raise MapEditError("A marking is up to {most} m long.", most=MOST_DEPTH_M)
        changed = replace(changed, depth=how.measured(change.depth_m))
    for name in ("painted_on", "condition", "turns", "text"):
        value = getattr(change, name)
        if value is not None:
            changed = replace(changed, **{name: value})
    return changed
