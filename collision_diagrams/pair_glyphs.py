"""Constructions of two vehicles: one function for each diagram type.

`scene.first` and `scene.second` are the roles in the order of `conflicts.CONSTRUCTIONS`; the point
of impact is the origin.
"""

import math
from dataclasses import replace

from collision_diagrams.model import CHANGING_LANE, Movement, Side
from collision_diagrams.sketch import ORIGIN, Mover, Scene, Sketch
from collision_diagrams.strokes import (
    Head,
    Stroke,
    ahead,
    continued,
    shifted,
    straight,
    turned,
)
from drawing.model import Area, Line, Point, Primitive

QUARTER_DEG = 90.0
RADIUS = 0.42  # of an arc, in shafts
LONGER = 1.15  # the path of one that turns, in shafts
LANE_CHANGE_DEG = 28.0
BOX_LENGTH, BOX_WIDTH = 0.65, 0.3  # of a standing vehicle, in shafts
UTURN_OPP_DEG = 150.0
DOOR_DEG = 55.0
FIRST_STAGE, SECOND_STAGE = 0.55, 0.75  # of a turn in two stages, in shafts


def rear(scene: Scene) -> Sketch:
    """Return one that ran into the back of the other; the first role was behind."""
    behind, front, sizes = scene.first, scene.other, scene.sizes
    heading = behind.heading_deg
    start = shifted(ORIGIN, heading, 0.4 * sizes.head + sizes.gap)
    length = 0.75 * sizes.shaft
    path = continued(start, heading, _side(front) * QUARTER_DEG, length, RADIUS * sizes.shaft / 2)
    if front.is_parked:
        box = standing_box(start, heading, scene, tags=_party_tags(front))
        return Sketch((_straight(behind, ORIGIN, scene),), (box,))
    return Sketch(
        (
            _straight(behind, ORIGIN, scene),
            _stroke(front, path, tail_bar=front.stands),
        )
    )


def head_on(scene: Scene) -> Sketch:
    """Return two fronts that met, with a gap between the tips."""
    back = -scene.sizes.gap / 2
    return Sketch(
        tuple(
            _straight(mover, shifted(ORIGIN, mover.heading_deg, back), scene)
            for mover in (scene.first, scene.other)
        )
    )


def angle(scene: Scene) -> Sketch:
    """Return two straight paths that crossed."""
    return Sketch((_straight(scene.first, ORIGIN, scene), _straight(scene.other, ORIGIN, scene)))


def left_opposite(scene: Scene) -> Sketch:
    """Return a left turn (first) across an oncoming vehicle."""
    return _turn_and_straight(scene, 0.8)


def both_left_opposite(scene: Scene) -> Sketch:
    """Return two left turns from opposite approaches."""
    return Sketch((_turning(scene.first, scene, 0.6), _turning(scene.other, scene, 0.6)))


def left_from_left(scene: Scene) -> Sketch:
    """Return a left turn (first), the other through from its left."""
    return _turn_and_straight(scene, 0.6)


def left_from_right(scene: Scene) -> Sketch:
    """Return a left turn (first) that merges with one through from its right."""
    return _merging(scene)


def both_left_crossing(scene: Scene) -> Sketch:
    """Return two left turns from crossing approaches."""
    return Sketch((_turning(scene.first, scene, 0.6), _turning(scene.other, scene, 0.6)))


def right_merge(scene: Scene) -> Sketch:
    """Return a right turn (first) that merges with one through from its left."""
    return _merging(scene)


def hook(scene: Scene) -> Sketch:
    """Return a turn (first) across one that goes straight on beside it."""
    mover, sizes = scene.first, scene.sizes
    part = 0.5 * QUARTER_DEG * _side(mover)
    radius = sizes.lateral / (1 - math.cos(math.radians(part)))
    path = turned(mover.heading_deg, part, ORIGIN, 1.15 * sizes.shaft, radius)
    return Sketch((_stroke(mover, path), _straight(scene.other, ORIGIN, scene)))


def both_merge(scene: Scene) -> Sketch:
    """Return a left and a right turn into the same exit."""
    return Sketch((_beside(scene.first, scene), _beside(scene.other, scene)))


def u_turn_same(scene: Scene) -> Sketch:
    """Return a U-turn (first) back into the path of one that followed."""
    mover, sizes = scene.first, scene.sizes
    back = 0.35 * sizes.shaft
    before = shifted(ORIGIN, mover.heading_deg, back)
    path = turned(mover.heading_deg, -180.0, before, 1.6 * sizes.shaft, 0.3 * sizes.shaft)
    return Sketch((_stroke(mover, (*path, ORIGIN)), _straight(scene.other, ORIGIN, scene)))


def u_turn_opposite(scene: Scene) -> Sketch:
    """Return a U-turn (first) into the path of an oncoming vehicle."""
    mover, sizes = scene.first, scene.sizes
    radius = 0.32 * sizes.shaft
    path = turned(mover.heading_deg, -UTURN_OPP_DEG, ORIGIN, 1.6 * sizes.shaft, radius)
    return Sketch((_stroke(mover, path), _straight(scene.other, ORIGIN, scene)))


def sideswipe_same(scene: Scene) -> Sketch:
    """Return a sideswipe in one direction: a lane change where recorded, else two in parallel."""
    changes = [mover.party.movement in CHANGING_LANE for mover in (scene.first, scene.other)]
    if changes[0] != changes[1]:
        first = changes[0]
        changer, other = (scene.first, scene.other) if first else (scene.other, scene.first)
        side = scene.lateral or Side.LEFT
        return _lane_change(changer, other, side if first else side.seen_from_the_other, scene)
    return _in_parallel(scene)


def sideswipe_opposite(scene: Scene) -> Sketch:
    """Return a sideswipe of two that met."""
    return _in_parallel(scene)


def back_into(scene: Scene) -> Sketch:
    """Return one that backed (first) into the other."""
    mover, other = scene.first, scene.other
    path = straight(mover.heading_deg, ORIGIN, scene.sizes.shaft)
    backing = Stroke(path, mover.party.party_no, mover.party.kind, Head.DOUBLE)
    return Sketch((backing, *_struck(scene, other).strokes), _struck(scene, other).marks)


def into_standing(scene: Scene) -> Sketch:
    """Return a standing vehicle (second) that was struck."""
    striker = scene.first
    path = _approach(striker, ORIGIN, scene, 0.6)
    struck = _struck(scene, scene.other)
    return Sketch((_stroke(striker, path), *struck.strokes), struck.marks)


def door(scene: Scene) -> Sketch:
    """Return a door (first) that was opened into the path of the other."""
    car, other, sizes = scene.first, scene.other, scene.sizes
    heading = other.heading_deg
    side = 1.0 if scene.lateral is Side.RIGHT else -1.0  # of the car, where the other passed
    hinge = shifted(ORIGIN, heading, 0.34 * sizes.shaft, -side * 0.3 * sizes.lateral)
    half = BOX_WIDTH * sizes.shaft / 2
    box_start = shifted(hinge, heading, -0.3 * sizes.shaft, -side * half)
    box = standing_box(box_start, heading, scene, tags=_party_tags(car))
    edge = shifted(hinge, heading + 180 - side * DOOR_DEG, 0.42 * sizes.shaft)
    marks: tuple[Primitive, ...] = (box, Line((hinge, edge), "glyph-door"))
    return Sketch((_straight(other, ORIGIN, scene),), marks)


def standing_box(
    near_end: Point, heading_deg: float, scene: Scene, *, tags: tuple[tuple[str, str], ...] = ()
) -> Area:
    """Return the hollow rectangle of a standing vehicle that begins at `near_end`."""
    length, half = BOX_LENGTH * scene.sizes.shaft, BOX_WIDTH * scene.sizes.shaft / 2
    corners = tuple(
        shifted(near_end, heading_deg, forward, right)
        for forward, right in ((0, -half), (length, -half), (length, half), (0, half))
    )
    return Area((corners,), "glyph-box", (("part", "standing"), *tags))


def _struck(scene: Scene, other: Mover) -> Sketch:
    """Return a struck party by its state: a box where parked, a bar at its tail where it stood."""
    striking = scene.first.heading_deg
    if other.is_parked:
        along = abs(math.cos(math.radians(other.heading_deg - striking)))
        if along > 0.5:  # noqa: PLR2004 - seen from an end, not from a side
            box = standing_box(ORIGIN, striking, scene, tags=_party_tags(other))
        else:
            middle = shifted(ORIGIN, striking, BOX_WIDTH * scene.sizes.shaft / 2)
            start = shifted(middle, other.heading_deg, -BOX_LENGTH * scene.sizes.shaft / 2)
            box = standing_box(start, other.heading_deg, scene, tags=_party_tags(other))
        return Sketch((), (box,))
    forward = ahead(striking)
    heading = ahead(other.heading_deg)
    if forward[0] * heading[0] + forward[1] * heading[1] > 0.5:  # noqa: PLR2004 - same direction
        start = shifted(ORIGIN, striking, 0.4 * scene.sizes.head + scene.sizes.gap)
        path = (start, shifted(start, other.heading_deg, 0.75 * scene.sizes.shaft))
        return Sketch((_stroke(other, path, tail_bar=other.stands),))
    return Sketch((_straight(other, ORIGIN, scene),))


def _turn_and_straight(scene: Scene, part: float) -> Sketch:
    return Sketch((_turning(scene.first, scene, part), _straight(scene.other, ORIGIN, scene)))


def _turning(mover: Mover, scene: Scene, part: float) -> Stroke:
    if mover.in_two_stages:
        return _in_two_stages(mover, ORIGIN, scene)
    return _stroke(mover, _approach(mover, ORIGIN, scene, part))


def _in_two_stages(mover: Mover, tip: Point, scene: Scene) -> Stroke:
    """Return a turn in two stages: ahead into the waiting box, then off with the cross traffic."""
    shaft = scene.sizes.shaft
    box = shifted(tip, mover.exit_deg, -SECOND_STAGE * shaft)
    path = (shifted(box, mover.heading_deg, -FIRST_STAGE * shaft), box, tip)
    return replace(_stroke(mover, path), waits_at_mm=box)


def _merging(scene: Scene) -> Sketch:
    """Return a whole turn (first) into the path of the other, tips side by side."""
    other = scene.other
    aside = ahead(scene.first.heading_deg)
    tip = (0.5 * scene.sizes.head * aside[0], 0.5 * scene.sizes.head * aside[1])
    return Sketch((_beside(scene.first, scene), _straight(other, tip, scene)))


def _beside(mover: Mover, scene: Scene) -> Stroke:
    """Return a whole turn that ends half a head short of the line it joins."""
    tip = shifted(ORIGIN, mover.heading_deg, -0.5 * scene.sizes.head)
    if mover.in_two_stages:
        return _in_two_stages(mover, tip, scene)
    return _stroke(mover, _approach(mover, tip, scene, 1.0))


def _approach(mover: Mover, tip: Point, scene: Scene, part: float) -> tuple[Point, ...]:
    """Return the path of a mover up to `tip`, with a part of its turn done."""
    sizes = scene.sizes
    length = LONGER * sizes.shaft if mover.turn_deg else sizes.shaft
    return turned(mover.heading_deg, part * mover.turn_deg, tip, length, RADIUS * sizes.shaft)


def _straight(mover: Mover, tip: Point, scene: Scene) -> Stroke:
    path = straight(mover.heading_deg, tip, scene.sizes.shaft)
    return _stroke(mover, path, tail_bar=mover.stands)


def _stroke(mover: Mover, path: tuple[Point, ...], *, tail_bar: bool = False) -> Stroke:
    head = Head.DOUBLE if mover.party.movement is Movement.BACKING else Head.ARROW
    party = mover.party
    return Stroke(path, party.party_no, party.kind, head, tail_bar, indirect=party.untouched)


def _side(mover: Mover) -> float:
    """Return −1 for a left turn, 1 for a right turn, 0 for none."""
    return math.copysign(1.0, mover.turn_deg) if abs(mover.turn_deg) > 1 else 0.0


def _lane_change(changer: Mover, other: Mover, towards: Side, scene: Scene) -> Sketch:
    sizes, heading = scene.sizes, changer.heading_deg
    side = 1.0 if towards is Side.RIGHT else -1.0
    tip = shifted(ORIGIN, heading, 0.0, -side * 0.35)
    bend = shifted(tip, heading + side * LANE_CHANGE_DEG, -0.42 * sizes.shaft)
    path = (shifted(bend, heading, -0.55 * sizes.shaft), bend, tip)
    beside = shifted(ORIGIN, heading, 0.3 * sizes.shaft, side * 0.6)
    return Sketch((_stroke(changer, path), _straight(other, beside, scene)))


def _in_parallel(scene: Scene) -> Sketch:
    """Return two arrows side by side with a tie where they touched; they turn where both did."""
    first, other, sizes = scene.first, scene.other, scene.sizes
    if _side(first) and _side(first) == _side(other):
        return _both_turning(scene)
    side = 1.0 if scene.lateral is Side.RIGHT else -1.0
    half = side * sizes.lateral / 2
    strokes = []
    for mover, offset in ((first, -half), (other, half)):
        middle = shifted(ORIGIN, first.heading_deg, 0.0, offset)
        tip = shifted(middle, mover.heading_deg, sizes.shaft / 2)
        strokes.append(_straight(mover, tip, scene))
    tie = Line(
        (shifted(ORIGIN, first.heading_deg, 0, -half), shifted(ORIGIN, first.heading_deg, 0, half)),
        "glyph-tie",
    )
    return Sketch(tuple(strokes), (tie,))


def _both_turning(scene: Scene) -> Sketch:
    """Return two turns side by side, half done."""
    first, other, sizes = scene.first, scene.other, scene.sizes
    side = 1.0 if scene.lateral is Side.RIGHT else -1.0
    part = 0.6 * QUARTER_DEG * _side(first)
    heading, half = first.heading_deg + part, side * sizes.lateral / 2
    strokes = []
    for mover, offset in ((first, -half), (other, half)):
        radius = RADIUS * sizes.shaft - _side(first) * offset
        tip = shifted(ORIGIN, heading, 0.0, offset)
        path = turned(mover.heading_deg, part, tip, LONGER * sizes.shaft, radius)
        strokes.append(_stroke(mover, path))
    tie = (strokes[0].points_mm[1], strokes[1].points_mm[1])  # where the turns begin
    return Sketch(tuple(strokes), (Line(tie, "glyph-tie"),))


def _party_tags(mover: Mover) -> tuple[tuple[str, str], ...]:
    return (("party", str(mover.party.party_no)),)
