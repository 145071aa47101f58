"""The JSON form of a scene: write it, and read it back with every value checked."""

import json
from collections import Counter
from dataclasses import asdict
from typing import Any

from crashes.scene.fields import scene_reader
from crashes.scene.model import SCENE_VERSION, MeasurementKind, Scene
from crashes.scene.records import Faults
from errors import DaoanError
from language import Message

MAX_BYTES = 2_000_000


class SceneError(DaoanError, ValueError):
    """A scene was refused; `faults` says everything that was found wrong."""

    def __init__(self, faults: list[Message]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            "The scene was refused: {first} (faults found: {count})",
            first=faults[0],
            count=len(faults),
        )


def scene_to_json(scene: Scene) -> dict[str, Any]:
    """Return a scene as plain JSON values, ready for `json.dumps`.

    Examples
    --------
    >>> scene_to_json(Scene("c1", "EPSG:3826", (0.0, 0.0)))["version"]
    1
    """
    fields = asdict(scene)
    fields["objects"] = [
        {"shape": type(thing).__name__.lower(), **asdict(thing)} for thing in scene.objects
    ]
    written: dict[str, Any] = _lists({"version": SCENE_VERSION, **fields})
    return written


def write_scene(scene: Scene) -> str:
    """Return the JSON text of a scene; the same scene gives the same text."""
    return json.dumps(scene_to_json(scene), ensure_ascii=False, allow_nan=False, sort_keys=True)


def parse_scene(content: str | bytes) -> Scene:
    """Return the scene of a JSON text.

    Parameters
    ----------
    content
        What `write_scene` wrote, or what an editor sent.

    Raises
    ------
    SceneError
        When it is too large, no JSON, or not a scene.
    """
    if len(content) > MAX_BYTES:
        raise SceneError(
            [Message("The text is larger than {most} bytes.", {"most": MAX_BYTES})]
        ) from None
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise SceneError([Message("The text is not JSON.")]) from None
    return read_scene(value)


def read_scene(value: Any) -> Scene:
    """Return the scene of plain JSON values.

    Positions are rounded to a millimetre and directions to a thousandth of a degree. Unknown
    fields, unknown kinds, numbers out of range or not finite, markup in texts, repeated keys and
    measurements of things that are not there are refused.

    Raises
    ------
    SceneError
        With every fault that was found.

    Examples
    --------
    >>> least = {"version": 1, "crash_id": "c1", "crs": "EPSG:3826", "origin_m": [0, 0]}
    >>> read_scene(least).crash_id
    'c1'
    """
    if not isinstance(value, dict) or value.get("version") != SCENE_VERSION:
        raise SceneError(
            [Message("A scene of version {version} is needed.", {"version": SCENE_VERSION})]
        )
    faults = Faults()
    fields = {name: one for name, one in value.items() if name != "version"}
    scene: Scene | None = scene_reader()(faults, fields, "scene")
    if scene is not None:
        _check_keys(faults, scene)
    if faults.messages or scene is None:
        raise SceneError(faults.messages)
    return scene


def _check_keys(faults: Faults, scene: Scene) -> None:
    """Note keys that occur twice and measurements of things that are not there."""
    things = [thing.object_id for thing in (*scene.objects, *scene.references)]
    measured = [one.measurement_id for one in scene.measurements]
    lists = {
        "objects": things,
        "measurements": measured,
        "travels": [str(one.party_no) for one in scene.travels],
        "underlays": [one.underlay_id for one in scene.underlays],
        "layers": [one.layer for one in scene.layers],
    }
    for where, keys in lists.items():
        for repeated in sorted(one for one, count in Counter(keys).items() if count > 1):
            faults.add("{where}: “{name}” occurs twice.", where=where, name=repeated)
    known = set(things)
    for one in scene.measurements:
        if not {anchor.object_id for anchor in (one.target, one.start) if anchor} <= known:
            faults.add("{where}: it measures a thing that is not there.", where=one.measurement_id)
        if (one.start is None) == (one.kind is MeasurementKind.DISTANCE):
            faults.add(
                "{where}: a distance has a start, other measurements have none.",
                where=one.measurement_id,
            )


def _lists(value: Any) -> Any:
    """Return JSON values: tuples as lists."""
    if isinstance(value, dict):
        return {name: _lists(one) for name, one in value.items()}
    return [_lists(one) for one in value] if isinstance(value, list | tuple) else value
