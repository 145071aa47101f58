"""What a measurement would read in the drawing, and how it changes when things move."""

import math
from dataclasses import replace

from crashes.scene.model import (
    Measurement,
    MeasurementKind,
    PointM,
    Role,
    Scene,
    ValueOrigin,
)
from crashes.scene.parts import forward, point_of


def base_line_axes(scene: Scene) -> tuple[PointM, PointM, PointM] | None:
    """Return where the base line begins, its direction and its left, None without one.

    Examples
    --------
    >>> base_line_axes(Scene("c1", "EPSG:3826", (0.0, 0.0))) is None
    True
    """
    if scene.base_line is None or not scene.references:
        return None
    east, north = forward(scene.base_line.bearing_deg)
    return scene.references[0].at_m, (east, north), (-north, east)


def computed_m(scene: Scene, measurement: Measurement) -> float | None:
    """Return what a measurement reads in the drawing, in metres.

    None when it needs a base line or an object that is not there. Offsets are positive on the left
    of the base line, seen the way that distances along it grow.
    """
    target = point_of(scene, measurement.target)
    if measurement.kind is MeasurementKind.DISTANCE:
        start = point_of(scene, measurement.start) if measurement.start else None
        return math.dist(target, start) if target and start else None
    axes = base_line_axes(scene)
    if axes is None or target is None:
        return None
    begin, along, left = axes
    axis = along if measurement.kind is MeasurementKind.ALONG else left
    return (target[0] - begin[0]) * axis[0] + (target[1] - begin[1]) * axis[1]


def is_followed(measurement: Measurement) -> bool:
    """Return whether the drawing has to follow a number."""
    if measurement.role is Role.LABEL_ONLY:
        return False
    return measurement.role is Role.LOCKED or measurement.origin is ValueOrigin.MEASURED


def with_drawn_values(scene: Scene) -> Scene:
    """Return the scene with every value that is read off the drawing read anew."""
    return replace(
        scene,
        measurements=tuple(
            replace(one, value_m=round(value, 3) + 0.0)
            if one.origin is ValueOrigin.DRAWN
            and not is_followed(one)
            and one.role is not Role.LABEL_ONLY
            and (value := computed_m(scene, one)) is not None
            else one
            for one in scene.measurements
        ),
    )
