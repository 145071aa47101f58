"""Where the named parts of an object lie: corners, wheels, ends, points of a line."""

import math

from crashes.scene.model import Anchor, Body, Note, PointM, Posture, ReferencePoint, Scene, Trace

WHEEL_INSET = 0.07  # a wheel of a car stands this share of the width inside its side
LYING_WHEELS = 0.26  # wheels of a fallen two-wheeler: share of the width beside its middle
DEFAULT_WHEELBASE = 0.6  # share of the length, where no wheelbase is known

Part = tuple[float, float]  # shares of length (forward) and width (to the right), -0.5 to 0.5

OUTLINE_PARTS: dict[str, Part] = {
    "centre": (0.0, 0.0),
    "front": (0.5, 0.0),
    "rear": (-0.5, 0.0),
    "left": (0.0, -0.5),
    "right": (0.0, 0.5),
    "front_left": (0.5, -0.5),
    "front_right": (0.5, 0.5),
    "rear_left": (-0.5, -0.5),
    "rear_right": (-0.5, 0.5),
}
WHEEL_PARTS: dict[str, tuple[int, int]] = {  # front or rear axle, side
    "front_wheel": (1, 0),
    "rear_wheel": (-1, 0),
    "front_left_wheel": (1, -1),
    "front_right_wheel": (1, 1),
    "rear_left_wheel": (-1, -1),
    "rear_right_wheel": (-1, 1),
}
BODY_PARTS = (*OUTLINE_PARTS, *WHEEL_PARTS)


def forward(heading_deg: float) -> PointM:
    """Return the unit vector of a direction, east and north.

    Examples
    --------
    >>> [round(part, 3) for part in forward(90.0)]
    [1.0, 0.0]
    """
    heading_rad = math.radians(heading_deg)
    return math.sin(heading_rad), math.cos(heading_rad)


def place(at_m: PointM, heading_deg: float, ahead_m: float, right_m: float) -> PointM:
    """Return the point so far ahead of and to the right of a body's middle."""
    east, north = forward(heading_deg)
    return (
        at_m[0] + ahead_m * east + right_m * north,
        at_m[1] + ahead_m * north - right_m * east,
    )


def part_offset_m(body: Body, part: str) -> tuple[float, float]:
    """Return how far a part lies ahead of and to the right of the body's middle.

    Raises
    ------
    KeyError
        When a body has no such part.
    """
    if part in OUTLINE_PARTS:
        ahead, right = OUTLINE_PARTS[part]
        return ahead * body.length_m, right * body.width_m
    axle, side = WHEEL_PARTS[part]
    wheelbase_m = body.wheelbase_m or DEFAULT_WHEELBASE * body.length_m
    return axle * wheelbase_m / 2, _wheel_right_m(body, side)


def point_of(scene: Scene, anchor: Anchor) -> PointM | None:
    """Return where an anchor lies, None when the scene has no such object or part.

    Examples
    --------
    >>> car = Body("a", "vehicle", (10.0, 0.0), 90.0, 4.0, 2.0, "parties")
    >>> scene = Scene("c1", "EPSG:3826", (0.0, 0.0), objects=(car,))
    >>> [round(value, 3) for value in point_of(scene, Anchor("a", "front_left"))]
    [12.0, 1.0]
    """
    for thing in (*scene.objects, *scene.references):
        if thing.object_id == anchor.object_id:
            return part_point(thing, anchor.part)
    return None


def part_point(thing: Body | Trace | Note | ReferencePoint, part: str) -> PointM | None:
    """Return where a part of one object lies, None when it has no such part."""
    if isinstance(thing, Body):
        if part not in BODY_PARTS:
            return None
        return place(thing.at_m, thing.heading_deg, *part_offset_m(thing, part))
    if isinstance(thing, Trace):
        number = trace_point_number(part)
        return None if number is None or number >= len(thing.points_m) else thing.points_m[number]
    return thing.at_m if part == "centre" else None


def trace_point_number(part: str) -> int | None:
    """Return 3 for `point:3`, None for anything else.

    Examples
    --------
    >>> trace_point_number("point:3")
    3
    """
    name, _, number = part.partition(":")
    return int(number) if name == "point" and number.isdecimal() and number.isascii() else None


def corners(body: Body) -> tuple[PointM, PointM, PointM, PointM]:
    """Return front left, front right, rear right, rear left."""
    front_left, front_right, rear_right, rear_left = (
        place(body.at_m, body.heading_deg, *part_offset_m(body, part))
        for part in ("front_left", "front_right", "rear_right", "rear_left")
    )
    return front_left, front_right, rear_right, rear_left


def _wheel_right_m(body: Body, side: int) -> float:
    if body.posture is Posture.LEFT_SIDE:
        return LYING_WHEELS * body.width_m
    if body.posture is Posture.RIGHT_SIDE:
        return -LYING_WHEELS * body.width_m
    return side * (0.5 - WHEEL_INSET) * body.width_m
