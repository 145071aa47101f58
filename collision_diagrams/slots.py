"""Find room for glyphs: queues upstream of where they belong, never one over another."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from collision_diagrams.strokes import shifted
from drawing.model import Point

Box = tuple[float, float, float, float]  # left, top, right, bottom in mm

GAP_MM = 0.9
STEP_MM = 1.0  # along a queue
SPIRAL_STEP_MM = 4.0
SPIRAL_DIRECTIONS = 16


@dataclass(frozen=True, slots=True)
class Wanted:
    """A glyph that looks for room: its boxes are relative to its point of impact."""

    key: str
    group: int  # glyphs of a group queue together
    anchor_mm: Point
    heading_deg: float  # of the first party: the queue grows against it
    box: Box
    labels: tuple[Box, ...]  # where its label may stand, the best place first
    reach_mm: float  # how far upstream the queue may grow


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a glyph found room."""

    key: str
    at_mm: Point
    label: Box | None  # on the paper; None where the label had to give way
    box: Box


def find_slots(
    wanted: Sequence[Wanted], frame: Box, *, taken: Sequence[Box] = ()
) -> tuple[Slot | None, ...]:
    """Return a place for each glyph, in the order given; None where none is left.

    The first of a group stands at its anchor or as near as there is room; the others queue upstream
    along the approach of party 1, then in further rows towards the kerb, then wherever there is
    room nearest. Labels give way before glyphs.

    Parameters
    ----------
    wanted
        Glyphs, the most important first.
    frame
        Box that all of them must stay in.
    taken
        Boxes that must stay free, such as road names.
    """
    boxes = list(taken)
    slots: list[Slot | None] = []
    for one in wanted:
        slot = _first_free(one, one.labels, frame, boxes) or _first_free(one, (), frame, boxes)
        slots.append(slot)
        if slot:
            boxes += [slot.box, slot.label] if slot.label else [slot.box]
    return tuple(slots)


def overlap(one: Box, other: Box, *, gap: float = 0.0) -> bool:
    """Return whether two boxes come closer than a gap.

    Examples
    --------
    >>> overlap((0, 0, 2, 2), (1, 1, 3, 3)), overlap((0, 0, 2, 2), (2.5, 0, 3, 2))
    (True, False)
    """
    return (
        one[0] < other[2] + gap
        and other[0] < one[2] + gap
        and one[1] < other[3] + gap
        and other[1] < one[3] + gap
    )


def moved_box(box: Box, at_mm: Point) -> Box:
    """Return a box moved to a point."""
    return (box[0] + at_mm[0], box[1] + at_mm[1], box[2] + at_mm[0], box[3] + at_mm[1])


def _first_free(
    one: Wanted, labels: Sequence[Box], frame: Box, boxes: Sequence[Box]
) -> Slot | None:
    """Return the first place where the glyph is free, and one of its labels if it has any."""
    for at in itertools.chain(_queue(one), _spiral(one, frame)):
        box = moved_box(one.box, at)
        if not _free(box, frame, boxes):
            continue
        if not labels:
            return Slot(one.key, at, None, box)
        for label in labels:
            placed = moved_box(label, at)
            if _free(placed, frame, boxes):
                return Slot(one.key, at, placed, box)
    return None


def _free(box: Box, frame: Box, boxes: Sequence[Box]) -> bool:
    return _inside(box, frame) and not any(overlap(box, other, gap=GAP_MM) for other in boxes)


def _queue(one: Wanted) -> Iterator[Point]:
    """Return places upstream of the anchor, row by row towards the kerb."""
    widest = max((one.box, *one.labels[:1]), key=lambda box: _across(box, one.heading_deg))
    width = _across(widest, one.heading_deg) + GAP_MM
    steps = int(one.reach_mm / STEP_MM)
    for row in range(4):
        for step in range(steps + 1):
            yield shifted(one.anchor_mm, one.heading_deg, -step * STEP_MM, row * width)


def _spiral(one: Wanted, frame: Box) -> Iterator[Point]:
    """Return places all around the anchor, the nearest first."""
    reach = math.dist(frame[:2], frame[2:])
    for ring in range(1, int(reach / SPIRAL_STEP_MM)):
        for direction in range(SPIRAL_DIRECTIONS):
            angle = one.heading_deg + 180.0 + 360.0 * direction / SPIRAL_DIRECTIONS
            yield shifted(one.anchor_mm, angle, ring * SPIRAL_STEP_MM)


def _across(box: Box, heading_deg: float) -> float:
    """Return the extent of a box at right angles to a heading."""
    angle = math.radians(heading_deg)
    width, height = box[2] - box[0], box[3] - box[1]
    return abs(width * math.cos(angle)) + abs(height * math.sin(angle))


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
