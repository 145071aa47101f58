"""Place, move and correct what stands at a point: signs, signal heads, poles, trees ….."""

import math
from dataclasses import dataclass, replace

from roadnet.editing.how import How, MapEditError
from roadnet.model import AssetId, Measured, Point, PointAsset, PointKind

MOST_HEIGHT_M = 20.0
FULL_CIRCLE_DEG = 360.0


@dataclass(frozen=True, slots=True)
class PointChange:
    """What a correction says of a point asset; None leaves what is there."""

    at_m: Point | None = None
    code: str | None = None
    value: str | None = None
    bearing_deg: float | None = None  # where its face looks, clockwise from north
    bottom_height_m: float | None = None


def new_point(asset_id: AssetId, kind: PointKind, at_m: Point, how: How) -> PointAsset:
    """Return a new thing at a point."""
    x_m, y_m = at_m
    return PointAsset(asset_id, kind, round(x_m, 3), round(y_m, 3), stated=how.stated())


def change_point(asset: PointAsset, change: PointChange, how: How) -> PointAsset:
    """Return a point asset with what a correction says of it.

    Raises
    ------
    MapEditError
        A bearing or a height cannot be.
    """
    changed = replace(asset, stated=how.stated(asset.stated.note))
    if change.at_m is not None:
        changed = replace(changed, x_m=round(change.at_m[0], 3), y_m=round(change.at_m[1], 3))
    if change.code is not None:
        changed = replace(changed, code=change.code.strip())
    if change.value is not None:
        changed = replace(changed, value=change.value.strip())
    if change.bearing_deg is not None:
        changed = replace(changed, heading_rad=heading_rad(change.bearing_deg))
    if change.bottom_height_m is not None:
        changed = replace(changed, bottom_height=_height(change.bottom_height_m, how))
    return changed


def heading_rad(bearing_deg: float) -> float:
    """Return a bearing, clockwise from north, as a heading, counter-clockwise from east.

    Examples
    --------
    >>> heading_rad(90.0), round(heading_rad(0.0), 4)
    (0.0, 1.5708)
    """
    return round(math.radians((90.0 - bearing_deg) % FULL_CIRCLE_DEG), 6)


def bearing_deg(heading: float) -> float:
    """Return a heading as a bearing.

    Examples
    --------
    >>> bearing_deg(0.0)
    90.0
    """
    return round((90.0 - math.degrees(heading)) % FULL_CIRCLE_DEG, 1) % FULL_CIRCLE_DEG


def _height(height_m: float, how: How) -> Measured:
    if not 0 <= height_m <= MOST_HEIGHT_M:
        raise MapEditError("A sign hangs 0 to {most} m above the road.", most=MOST_HEIGHT_M)
    return how.measured(height_m)
