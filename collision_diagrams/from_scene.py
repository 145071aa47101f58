"""From a scene to its collision diagram: paths along real lanes, the impact where it happened.

Nothing is left to a person: the two clicks of each party fix how they met, the record says with
what and in which order; what neither tells is drawn with low confidence and says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import shapely

from collision_diagrams.choices import Choice, Seen, placed, side_line
from collision_diagrams.conflicts import NO_TURN_FITS, side_between, turn_between
from collision_diagrams.definitions import sides_by_definition
from collision_diagrams.doors import door_opened
from collision_diagrams.ground import Ground
from collision_diagrams.impact import impact_of, order_in, side_in
from collision_diagrams.model import (
    CrashFacts,
    Party,
    PartyPath,
    Resolution,
    Side,
    Source,
    Status,
    Turn,
)
from collision_diagrams.pairs import construction_of, known_path
from collision_diagrams.reasons import TOLD_BY, not_understood
from collision_diagrams.resolver import resolve, touched_first, with_everyone
from collision_diagrams.rules import rules
from collision_diagrams.scene_paths import ScenePath, scene_paths
from collision_diagrams.told_by_scene import with_scene
from crashes.scene.model import Scene
from language import Message

AGAINST_TYPE = Message("The directions drawn in the scene speak against the crash type.")


@dataclass(frozen=True, slots=True, eq=False)
class SceneReading:
    """What a scene makes of its crash."""

    facts: CrashFacts  # with what the scene tells
    resolution: Resolution  # with the impact on the ground
    lines_m: Mapping[int, shapely.LineString]  # path of each party in the CRS of the scene


def read_scene_of(facts: CrashFacts, scene: Scene, ground: Ground | None = None) -> SceneReading:
    """Return the reading of a crash from its scene.

    Parameters
    ----------
    facts
        The crash as it is recorded.
    scene
        Its scene drawing.
    ground
        Arms and lane paths of the map of that day; without them paths go straight from click to
        click and sides are compared by the compass alone.

    Returns
    -------
    reading
        Plotted wherever the sides of its vehicles are drawn; else what the resolver reads.
    """
    told = with_scene(facts, scene)
    paths = scene_paths(told, scene, ground)
    lines = {path.party_no: path.line for path in paths.values()}
    vehicles = touched_first([party for party in told.parties if party.kind.is_vehicle])
    pair = [party for party in vehicles[:2] if party.party_no in paths]
    if _is_pair(told, vehicles) and len(pair) == 2:  # noqa: PLR2004 - two vehicles
        found = _of_pair(told, (pair[0], pair[1]), paths, scene, ground)
    else:
        found = _on_paths(resolve(told), paths)
    found = with_everyone(told, found)
    if not found.status.plotted:
        return SceneReading(told, found, lines)
    place = impact_of(told, scene, found, lines)
    return SceneReading(told, replace(found, impact_m=place), lines)


def _is_pair(facts: CrashFacts, vehicles: list[Party]) -> bool:
    """Whether the crash is one of two vehicles."""
    code = facts.type_code or ""
    one_only = code in rules().single_types or code in rules().pedestrian_types
    return len(vehicles) > 1 and not one_only


def _of_pair(
    facts: CrashFacts,
    pair: tuple[Party, Party],
    paths: Mapping[int, ScenePath],
    scene: Scene,
    ground: Ground | None,
) -> Resolution:
    door = door_opened(facts, *pair)
    if door is not None and door.status.plotted:
        return _on_paths(door, paths)
    both = paths[pair[0].party_no], paths[pair[1].party_no]
    side, turns = _met(pair, both, ground)
    drawn, swapped = construction_of(facts, side, turns, *pair)
    weakest = min(pair, key=lambda party: party.trust)
    against = side not in sides_by_definition(facts)
    lines = (
        side_line(side),
        TOLD_BY[weakest.told_by],
        *((AGAINST_TYPE,) if against else ()),
        *not_understood(facts),
    )
    diagram = drawn or NO_TURN_FITS[side.relation]
    choice = Choice(side, turns, diagram, swapped, weakest.trust, weakest.told_by, lines)
    seen = Seen(order_in(scene, pair, both), side_in(both), pair[0].party_no)
    found = placed(facts, choice, *pair, seen=seen)
    if found.status is Status.AUTOMATIC and (against or drawn is None):
        found = replace(found, status=Status.LOW_CONFIDENCE)
    return _on_paths(found, paths)


def _met(
    pair: tuple[Party, Party], both: tuple[ScenePath, ScenePath], ground: Ground | None
) -> tuple[Side, tuple[Turn, Turn]]:
    """Return from which side the second came and how both turned, by arms where they are known."""
    if ground is not None and all(path.arms for path in both):
        arms = [path.arms for path in both if path.arms]
        side = ground.side(arms[0][0], arms[1][0])
        return side, (ground.turn(*arms[0]), ground.turn(*arms[1]))
    sides = [known_path(party) for party in pair]
    turned = [turn_between(path.from_deg, path.to_deg) for path in sides]
    return side_between(sides[0].from_deg, sides[1].from_deg), (turned[0], turned[1])


def _on_paths(found: Resolution, paths: Mapping[int, ScenePath]) -> Resolution:
    """Return a reading whose paths are those that the scene shows."""
    if not found.paths:
        return found
    told = tuple(
        PartyPath(path.party_no, one.from_deg, one.to_deg)
        if (one := paths.get(path.party_no))
        else path
        for path in found.paths
    )
    if not all(path.party_no in paths for path in found.paths):
        return found
    source = found.source if found.source is Source.PERSON else Source.SCENE
    return replace(found, paths=told, absolute=True, source=source)
