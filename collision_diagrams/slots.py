"""Find room for glyphs: on the lane they belong to, upstream in a queue, never one over another.

A glyph never stands on a lane of other traffic. What has no room left on its own lane stands off
the roadway, as near to its approach as can be.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from drawing.model import Point

Box = tuple[float, float, float, float]  # left, top, right, bottom in mm
Boxes = NDArray[np.float64]  # (n, 4)

GAP_MM = 0.9
GRID_MM = 3.0  # between places off the roadway
CHUNK = 256  # of places off the roadway that are tried together
AWAY_WEIGHT = 0.35  # of the distance from the anchor beside that from the approach
FAR_SIDE_MM = 60.0  # a place on the other side of the street counts as so much further away


@dataclass(frozen=True, slots=True)
class Wanted:
    """A glyph that looks for room: its boxes are relative to its point of impact."""

    key: str
    group: int  # glyphs of a group queue together
    queue_mm: tuple[Point, ...]  # its anchor, then places upstream on its own lane
    box: Box
    labels: tuple[Box, ...]  # where its label may stand, the best place first
    short_labels: tuple[Box, ...] = ()  # the same of the number alone
    fixed_mm: Point | None = None  # somebody put it there

    @property
    def anchor_mm(self) -> Point:
        """Where it belongs."""
        return self.queue_mm[0]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a glyph found room."""

    key: str
    at_mm: Point
    label: Box | None  # on the paper; None where the label had to give way
    box: Box
    is_short: bool = False  # the label is the number alone
    on_lane: bool = True  # its own; else off the roadway
    moved: bool = False  # somebody put it there


class Room:
    """The frame, what is taken of it, and the ground that is nobody's lane.

    Parameters
    ----------
    frame
        Box that everything must stay in.
    roadway
        Where vehicles roll; None: nowhere.
    taken
        Boxes that must stay free, such as road names.
    """

    def __init__(
        self, frame: Box, roadway: BaseGeometry | None = None, taken: Sequence[Box] = ()
    ) -> None:
        self.frame = frame
        self.roadway = roadway
        if roadway is not None:
            shapely.prepare(roadway)
        self.taken: list[Box] = list(taken)
        left, top, right, bottom = frame
        xs, ys = np.arange(left, right, GRID_MM), np.arange(top, bottom, GRID_MM)
        self.places = np.array([(x, y) for x in xs for y in ys]).reshape(-1, 2)
        if roadway is not None:
            self.places = self.places[~shapely.contains_xy(roadway, self.places)]

    def free(self, boxes: Boxes) -> NDArray[np.bool_]:
        """Return which boxes lie in the frame and touch nothing that is taken."""
        left, top, right, bottom = self.frame
        inside = (
            (boxes[:, 0] >= left)
            & (boxes[:, 1] >= top)
            & (boxes[:, 2] <= right)
            & (boxes[:, 3] <= bottom)
        )
        if not self.taken:
            return np.asarray(inside)
        taken = np.array(self.taken)
        hit = (
            (boxes[:, None, 0] < taken[None, :, 2] + GAP_MM)
            & (taken[None, :, 0] < boxes[:, None, 2] + GAP_MM)
            & (boxes[:, None, 1] < taken[None, :, 3] + GAP_MM)
            & (taken[None, :, 1] < boxes[:, None, 3] + GAP_MM)
        )
        return np.asarray(inside & ~hit.any(axis=1))

    def take(self, slot: Slot) -> None:
        """Keep others off a slot."""
        self.taken += [slot.box, slot.label] if slot.label else [slot.box]

    def beside(self, one: Wanted) -> NDArray[np.float64]:
        """Return places off the roadway, those nearest to the approach of a glyph first."""
        queue = np.array(one.queue_mm[:: max(1, len(one.queue_mm) // 12)])
        away = np.hypot(*(self.places[:, None] - queue[None]).transpose(2, 0, 1)).min(axis=1)
        far = np.hypot(*(self.places - queue[0]).T)
        ahead = queue[0] - queue[-1]  # the way it travels; its kerb is on the right
        x, y = (self.places - queue[-1]).T
        is_left = ahead[0] * y - ahead[1] * x < 0
        cost = away + AWAY_WEIGHT * far + FAR_SIDE_MM * is_left
        return self.places[np.argsort(cost, kind="stable")]

    def off_roadway(self, boxes: Boxes) -> NDArray[np.bool_]:
        """Return which boxes no vehicle rolls over."""
        if self.roadway is None:
            return np.ones(len(boxes), dtype=bool)
        return np.asarray(~shapely.intersects(self.roadway, shapely.box(*boxes.T)))


def find_slots(wanted: Sequence[Wanted], room: Room) -> tuple[Slot | None, ...]:
    """Return a place for each glyph, in the order given; None where none is left.

    What somebody put in a place stands there. The first of a group stands at its anchor or as near
    upstream as there is room, the others queue behind it on the same lane. Whole labels are kept
    where that leaves every glyph on its lane; else they shrink to the number before a glyph moves,
    and go before a glyph is given up.

    Parameters
    ----------
    wanted
        Glyphs, the most important first.
    room
        The frame and what is taken of it; it is not changed.
    """
    slots = _placed(wanted, room, short=False)
    if _badness(slots) == (0, 0, 0):
        return slots
    again = _placed(wanted, room, short=True)
    return min((slots, again), key=_badness)


def _badness(slots: Sequence[Slot | None]) -> tuple[int, int, int]:
    """Return how many glyphs have no place, how many none on their lane, how many no label."""
    placed = [slot for slot in slots if slot]
    return (
        len(slots) - len(placed),
        sum(not slot.on_lane for slot in placed),
        sum(slot.label is None for slot in placed),
    )


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


def _placed(wanted: Sequence[Wanted], room: Room, *, short: bool) -> tuple[Slot | None, ...]:
    left = Room.__new__(Room)
    left.__dict__.update(room.__dict__)
    left.taken = list(room.taken)
    slots: dict[int, Slot | None] = {}
    order = sorted(range(len(wanted)), key=lambda index: wanted[index].fixed_mm is None)
    for index in order:
        slot = _slot(wanted[index], left, short=short)
        slots[index] = slot
        if slot:
            left.take(slot)
    return tuple(slots[index] for index in range(len(wanted)))


def _slot(one: Wanted, room: Room, *, short: bool) -> Slot | None:
    """Return the best place that is left for a glyph."""
    if one.fixed_mm is not None:
        return _where_it_was_put(one, one.fixed_mm, room)
    queue = np.array(one.queue_mm)
    if slot := _on_lane(one, queue, room, short=short):
        return slot
    if short and (bare := _first(replace(one, labels=(), short_labels=()), queue, room)):
        beside = _off_lane(one, room)
        return beside if beside and beside.label else bare
    return _off_lane(one, room) or _first(replace(one, labels=(), short_labels=()), queue, room)


def _on_lane(one: Wanted, queue: NDArray[np.float64], room: Room, *, short: bool) -> Slot | None:
    if short and one.short_labels:
        either = replace(one, labels=(*one.labels, *one.short_labels))
        slot = _first(either, queue, room)
        return slot and _shortened(slot, one)
    return _first(one, queue, room)


def _shortened(slot: Slot, one: Wanted) -> Slot:
    """Return a slot that knows whether its label is the number alone."""
    if slot.label is None:
        return slot
    whole = {moved_box(label, slot.at_mm) for label in one.labels}
    return replace(slot, is_short=slot.label not in whole)


def _off_lane(one: Wanted, room: Room) -> Slot | None:
    places = room.beside(one)
    either = replace(one, labels=(*one.labels, *one.short_labels))
    for bare in (False, True):
        looking = replace(either, labels=()) if bare else either
        for start in range(0, len(places), CHUNK):
            some = places[start : start + CHUNK]
            boxes = _at(one.box, some)
            some = some[room.free(boxes)]
            some = some[room.off_roadway(_at(one.box, some))]
            if len(some) and (slot := _first(looking, some, room)):
                return replace(_shortened(slot, one), on_lane=False)
    return None


def _first(one: Wanted, places: NDArray[np.float64], room: Room) -> Slot | None:
    """Return the first place where the glyph is free, and one of its labels if it has any."""
    free = room.free(_at(one.box, places))
    if not free.any():
        return None
    candidates = places[free]
    if not one.labels:
        at = (float(candidates[0][0]), float(candidates[0][1]))
        return Slot(one.key, at, None, moved_box(one.box, at))
    fits = np.array([room.free(_at(label, candidates)) for label in one.labels])
    if not fits.any():
        return None
    index = int(fits.any(axis=0).argmax())
    label = one.labels[int(fits[:, index].argmax())]
    at = (float(candidates[index][0]), float(candidates[index][1]))
    return Slot(one.key, at, moved_box(label, at), moved_box(one.box, at))


def _where_it_was_put(one: Wanted, place: Point, room: Room) -> Slot:
    """Return the place somebody chose, drawn into the frame; its label goes where it has room."""
    left, top, right, bottom = room.frame
    x = min(max(place[0], left - one.box[0]), right - one.box[2])
    y = min(max(place[1], top - one.box[1]), bottom - one.box[3])
    at, box = (x, y), moved_box(one.box, (x, y))
    for label in (*one.labels, *one.short_labels):
        placed = moved_box(label, at)
        if room.free(np.array([placed]))[0]:
            slot = Slot(one.key, at, placed, box, moved=True)
            return _shortened(slot, one)
    return Slot(one.key, at, None, box, moved=True)


def _at(box: Box, places: NDArray[np.float64]) -> Boxes:
    """Return a box at each of many places."""
    x, y = places[:, 0], places[:, 1]
    return np.column_stack([x + box[0], y + box[1], x + box[2], y + box[3]])


def furthest(box: Box) -> float:
    """Return how far a box reaches from its origin."""
    return math.hypot(max(-box[0], box[2]), max(-box[1], box[3]))
