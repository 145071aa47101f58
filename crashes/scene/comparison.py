"""What is different between two versions of a scene: what was added, moved, changed, removed."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from crashes.scene.model import Body, Measurement, Note, Scene, SceneObject, Trace, party_name
from crashes.scene.wording import measurement_name, thing_name
from language import Message

LEAST_MOVE_M = 0.0005
LEAST_TURN_DEG = 0.0005
T = TypeVar("T")


class ChangeKind(StrEnum):
    """What happened to a part of a scene."""

    ADDED = "added"  # it was not there before
    MOVED = "moved"  # it stands, lies or points elsewhere
    CHANGED = "changed"  # something else of it is different
    REMOVED = "removed"  # it is no longer there


@dataclass(frozen=True, slots=True)
class SceneChange:
    """One difference, in words, and the thing it is about."""

    kind: ChangeKind
    message: Message
    object_id: str | None = None


def compare_scenes(before: Scene, after: Scene) -> tuple[SceneChange, ...]:
    """Return what is different in `after`: things first, then numbers, then the rest.

    Examples
    --------
    >>> tree = Body("t", "tree", (0.0, 0.0), 0.0, 2.0, 2.0, "surroundings")
    >>> old = Scene("c1", "EPSG:3826", (0.0, 0.0), objects=(tree,))
    >>> new = replace(old, objects=(replace(tree, at_m=(3.0, 4.0)),))
    >>> [(one.kind.value, str(one.message)) for one in compare_scenes(old, new)]
    [('moved', 'Tree: moved by 5.00 m')]
    """
    return (
        *_object_changes(before, after),
        *_reference_changes(before, after),
        *_measurement_changes(before, after),
        *_travel_changes(before, after),
        *_other_changes(before, after),
    )


def _pairs(
    before: Sequence[T], after: Sequence[T], key: str
) -> Iterator[tuple[str, T | None, T | None]]:
    """Yield key, before and after of every entry that is not the same, in the order of both."""
    old = {str(getattr(one, key)): one for one in before}
    new = {str(getattr(one, key)): one for one in after}
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield name, old.get(name), new.get(name)


def _object_changes(before: Scene, after: Scene) -> Iterator[SceneChange]:
    for key, old, new in _pairs(before.objects, after.objects, "object_id"):
        if old is None:
            name = {"name": thing_name(after, key)}
            yield SceneChange(ChangeKind.ADDED, Message("{name}: added", name), key)
        elif new is None:
            name = {"name": thing_name(before, key)}
            yield SceneChange(ChangeKind.REMOVED, Message("{name}: removed", name), key)
        else:
            yield from _one_object(after, key, old, new)


def _one_object(
    after: Scene, key: str, old: SceneObject, new: SceneObject
) -> Iterator[SceneChange]:
    name = thing_name(after, key)
    moved_m, turned_deg = moved_by_m(old, new), _turned_deg(old, new)
    if moved_m > LEAST_MOVE_M:
        values: dict[str, Any] = {"name": name, "moved": f"{moved_m:.2f}"}
        yield SceneChange(ChangeKind.MOVED, Message("{name}: moved by {moved} m", values), key)
    if abs(turned_deg) > LEAST_TURN_DEG:
        values = {"name": name, "turned": f"{turned_deg:+.1f}"}
        yield SceneChange(ChangeKind.MOVED, Message("{name}: turned by {turned}°", values), key)
    if _placed_like(old, new) != new:
        yield SceneChange(ChangeKind.CHANGED, Message("{name}: changed", {"name": name}), key)


def moved_by_m(old: SceneObject, new: SceneObject) -> float:
    """Return how far a thing was moved; of a line, its point that moved farthest."""
    if isinstance(old, Trace) and isinstance(new, Trace):
        if len(old.points_m) != len(new.points_m):
            return 0.0
        pairs = zip(old.points_m, new.points_m, strict=True)
        return max((math.dist(one, other) for one, other in pairs), default=0.0)
    if isinstance(old, Body | Note) and isinstance(new, Body | Note):
        return math.dist(old.at_m, new.at_m)
    return 0.0


def _turned_deg(old: SceneObject, new: SceneObject) -> float:
    if isinstance(old, Body) and isinstance(new, Body):
        return (new.heading_deg - old.heading_deg + 180.0) % 360.0 - 180.0
    return 0.0


def _placed_like(old: SceneObject, new: SceneObject) -> SceneObject:
    """Return the old thing at the place of the new one, to see what else is different."""
    if isinstance(old, Trace) and isinstance(new, Trace):
        same_points = len(old.points_m) == len(new.points_m)
        return replace(old, points_m=new.points_m) if same_points else old
    if isinstance(old, Body) and isinstance(new, Body):
        return replace(old, at_m=new.at_m, heading_deg=new.heading_deg)
    if isinstance(old, Note) and isinstance(new, Note):
        return replace(old, at_m=new.at_m)
    return old


def _reference_changes(before: Scene, after: Scene) -> Iterator[SceneChange]:
    for key, old, new in _pairs(before.references, after.references, "object_id"):
        scene = before if new is None else after
        kind = _kind(old, new)
        texts = {
            ChangeKind.ADDED: "{name}: added",
            ChangeKind.REMOVED: "{name}: removed",
            ChangeKind.CHANGED: "{name}: changed",
        }
        yield SceneChange(kind, Message(texts[kind], {"name": thing_name(scene, key)}), key)


def _measurement_changes(before: Scene, after: Scene) -> Iterator[SceneChange]:
    for _key, old, new in _pairs(before.measurements, after.measurements, "measurement_id"):
        kind = _kind(old, new)
        if kind is ChangeKind.CHANGED and old is not None and new is not None:
            values: dict[str, Any] = {
                "before": _number(before, old),
                "after": _number(after, new),
            }
            yield SceneChange(kind, Message("{before} → {after}", values), new.target.object_id)
        elif new is not None:
            name = {"name": _number(after, new)}
            yield SceneChange(kind, Message("{name}: added", name), new.target.object_id)
        elif old is not None:
            name = {"name": _number(before, old)}
            yield SceneChange(kind, Message("{name}: removed", name), old.target.object_id)


def _number(scene: Scene, one: Measurement) -> Message:
    return measurement_name(scene, one)


def _travel_changes(before: Scene, after: Scene) -> Iterator[SceneChange]:
    for _key, old, new in _pairs(before.travels, after.travels, "party_no"):
        stands = new or old
        if stands is not None:
            values = {"party": party_name(stands.party_no)}
            said = Message("{party}: direction of travel", values)
            yield SceneChange(_kind(old, new), said)


def _other_changes(before: Scene, after: Scene) -> Iterator[SceneChange]:
    parts = (
        ("base_line", Message("Base line")),
        ("summary", Message("Summary of what happened")),
        ("sheet", Message("Paper and scale of the sheet")),
        ("underlays", Message("Photos under the drawing")),
        ("layers", Message("Layers")),
        ("moved_parties", Message("Parties that were moved")),
        ("map_version", Message("Version of the street map")),
    )
    for name, said in parts:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield SceneChange(_kind(old or None, new or None), said)


def _kind(old: Any, new: Any) -> ChangeKind:
    if old is None:
        return ChangeKind.ADDED
    return ChangeKind.REMOVED if new is None else ChangeKind.CHANGED
