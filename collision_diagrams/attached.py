"""What people attached to crash records: scene drawings and readings they confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from collision_diagrams.confirmed import ConfirmedReading, parse_confirmed
from collision_diagrams.from_scene import read_scene_of
from collision_diagrams.ground import Ground
from collision_diagrams.model import CrashFacts, Resolution
from collision_diagrams.resolver import resolve
from collision_diagrams.told_by_scene import with_scene
from collision_diagrams.told_by_words import with_description
from crashes.scene.document import parse_scene
from crashes.scene.model import Scene


@dataclass(frozen=True, slots=True)
class Attached:
    """Scenes and confirmed readings, by crash_id."""

    scenes: Mapping[str, Scene] = field(default_factory=dict)
    confirmed: Mapping[str, ConfirmedReading] = field(default_factory=dict)


NOTHING_ATTACHED = Attached()


def parse_attached(scenes: Mapping[str, str], readings: Mapping[str, str]) -> Attached:
    """Return what stored documents say; withdrawn ones (no text) say nothing.

    Parameters
    ----------
    scenes, readings
        crash_id -> text of the latest document of each kind.

    Raises
    ------
    SceneError, ConfirmedReadingError
        A text is no such document.
    """
    parsed = {key: parse_confirmed(text) for key, text in sorted(readings.items())}
    return Attached(
        {key: parse_scene(text) for key, text in sorted(scenes.items()) if text},
        {key: reading for key, reading in parsed.items() if reading is not None},
    )


def with_attached(facts: CrashFacts, attached: Attached) -> CrashFacts:
    """Return a crash with what its scene tells, if it has one."""
    scene = attached.scenes.get(facts.crash_id)
    return with_scene(facts, scene) if scene else facts


def with_summary_only(facts: CrashFacts, attached: Attached) -> CrashFacts:
    """Return a crash without compass sides but with what the description of its scene tells."""
    parties = tuple(replace(one, from_deg=None, to_deg=None) for one in facts.parties)
    hidden = replace(facts, parties=parties)
    scene = attached.scenes.get(facts.crash_id)
    return with_description(hidden, scene.summary) if scene else hidden


def resolve_attached(
    facts: Sequence[CrashFacts],
    attached: Attached = NOTHING_ATTACHED,
    ground: Ground | None = None,
) -> tuple[tuple[CrashFacts, Resolution], ...]:
    """Return each crash with what is attached to it, and how it is read then.

    A confirmed reading comes first, then the scene along the lanes of `ground`, then the record.
    """
    return tuple(_resolved(one, attached, ground) for one in facts)


def _resolved(
    facts: CrashFacts, attached: Attached, ground: Ground | None
) -> tuple[CrashFacts, Resolution]:
    scene = attached.scenes.get(facts.crash_id)
    confirmed = attached.confirmed.get(facts.crash_id)
    told = with_scene(facts, scene) if scene else facts
    if scene is None or confirmed is not None:
        return told, resolve(told, confirmed=confirmed)
    return told, read_scene_of(facts, scene, ground).resolution
