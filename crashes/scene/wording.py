"""How things, parts and parties of a scene are called."""

from collections.abc import Sequence

from crashes.scene.catalogue import scene_catalogue
from crashes.scene.model import (
    Anchor,
    Body,
    Measurement,
    MeasurementKind,
    Note,
    Scene,
    Trace,
    party_name,
)
from crashes.scene.parts import trace_point_number
from language import Message

PART_TITLES = {
    "centre": "middle",
    "front": "middle of the front",
    "rear": "middle of the rear",
    "left": "left side",
    "right": "right side",
    "front_left": "front left corner",
    "front_right": "front right corner",
    "rear_left": "rear left corner",
    "rear_right": "rear right corner",
    "front_wheel": "front wheel",
    "rear_wheel": "rear wheel",
    "front_left_wheel": "front left wheel",
    "front_right_wheel": "front right wheel",
    "rear_left_wheel": "rear left wheel",
    "rear_right_wheel": "rear right wheel",
}


def thing_name(scene: Scene, object_id: str) -> Message:
    """Return what a thing is called: its label, its party, else its kind and number.

    Examples
    --------
    >>> from crashes.scene.model import ReferencePoint
    >>> pole = ReferencePoint("r", (0.0, 0.0))
    >>> str(thing_name(Scene("c", "EPSG:3826", (0.0, 0.0), references=(pole,)), "r"))
    'Reference point'
    """
    for number, point in enumerate(scene.references):
        if point.object_id == object_id:
            return reference_name(number)
    for thing in scene.objects:
        if thing.object_id == object_id:
            return _object_name(scene, thing)
    return Message("Unknown thing")


def party_title(party_no: int, class_code: str | None = None) -> Message:
    """Return how a party is called on the drawing: A車, or A with its kind for people."""
    size = scene_catalogue().vehicles.get(class_code or "")
    if size is not None and size.is_person:
        return Message("{letter} (person)", {"letter": party_name(party_no)})
    return Message("Vehicle {letter}", {"letter": party_name(party_no)})


def part_title(part: str) -> Message:
    """Return what a part of a thing is called.

    Examples
    --------
    >>> str(part_title("front_left")), str(part_title("point:2"))
    ('front left corner', 'point 3')
    """
    number = trace_point_number(part)
    if number is not None:
        return Message("point {number}", {"number": number + 1})
    return Message(PART_TITLES.get(part, part))


def reference_name(number: int) -> Message:
    """Return how the reference points are called, counted from 0."""
    if number == 0:
        return Message("Reference point")
    return Message("Reference point {number}", {"number": number + 1})


def anchor_name(scene: Scene, anchor: Anchor) -> Message:
    """Return what a measured point is called: the thing, and its part unless it is the middle."""
    thing = thing_name(scene, anchor.object_id)
    if anchor.part == "centre":
        return thing
    return Message("{thing}, {part}", {"thing": thing, "part": part_title(anchor.part)})


def measurement_name(scene: Scene, one: Measurement) -> Message:
    """Return a measurement in words: what it measures, how, and its value."""
    texts = {
        MeasurementKind.ALONG: "{point}: {value} m along the base line",
        MeasurementKind.OFFSET: "{point}: {value} m from the base line",
        MeasurementKind.DISTANCE: "{point}: {value} m from {start}",
    }
    values: dict[str, Message | str] = {
        "point": anchor_name(scene, one.target),
        "value": f"{one.value_m:.2f}",
    }
    if one.start is not None:
        values |= {"start": anchor_name(scene, one.start)}
    return Message(texts[one.kind], values)


def listed(messages: Sequence[Message]) -> Message:
    """Return several names as one.

    Examples
    --------
    >>> str(listed([Message("one"), Message("two"), Message("three")]))
    'one; two; three'
    """
    first, *rest = messages
    if not rest:
        return first
    return Message("{first}; {rest}", {"first": first, "rest": listed(rest)})


def _object_name(scene: Scene, thing: Body | Trace | Note) -> Message:
    known = scene_catalogue()
    if isinstance(thing, Note):
        return Message("Note")
    if isinstance(thing, Body) and thing.party_no is not None and thing.kind in _PARTY_KINDS:
        return party_title(thing.party_no, thing.class_code)
    if thing.label:
        return Message("{name}", {"name": thing.label})
    kinds = known.bodies if isinstance(thing, Body) else known.traces
    title = Message(kinds[thing.kind].title)
    alike = [
        one.object_id
        for one in scene.objects
        if not isinstance(one, Note) and one.kind == thing.kind and not one.label
    ]
    if len(alike) == 1:
        return title
    return Message("{kind} {number}", {"kind": title, "number": alike.index(thing.object_id) + 1})


_PARTY_KINDS = {"vehicle", "person", "lying_person", "animal"}
