"""Which exits of a junction can be reached from an entry, inner roads and turn rules obeyed."""

from collections import deque
from collections.abc import Iterable, Mapping

from roadnet.geometry.street_geometry import JunctionArea, Mouth
from roadnet.model import (
    NodeId,
    OneWay,
    Road,
    RoadEnd,
    RoadId,
    TurnPermission,
    TurnRule,
)

End = tuple[RoadId, RoadEnd]
FAR = {RoadEnd.START: RoadEnd.END, RoadEnd.END: RoadEnd.START}


def reachable(
    area: JunctionArea,
    roads: Mapping[RoadId, Road],
    rules: Iterable[TurnRule],
) -> set[tuple[End, End]]:
    """Return the pairs of arms (entry, exit) with an allowed way between them.

    A way follows the one-way roads inside the junction and the turn rules at its nodes; it does
    not turn back on a road.

    Parameters
    ----------
    area
        The junction.
    roads
        Roads by key.
    rules
        Turn rules of the area.
    """
    at_node: dict[NodeId, list[End]] = {}
    arms = {(mouth.road_id, mouth.end): mouth for mouth in area.mouths}
    for mouth in area.mouths:
        at_node.setdefault(mouth.node_id, []).append((mouth.road_id, mouth.end))
    for key in area.inner_roads:
        road = roads[key]
        at_node.setdefault(road.from_node, []).append((key, RoadEnd.START))
        at_node.setdefault(road.to_node, []).append((key, RoadEnd.END))
    found = set()
    nodes = set(at_node)
    own_rules = [rule for rule in rules if rule.via_node in nodes]
    for start, mouth in arms.items():
        if may_leave(roads[start[0]], start[1]):
            found |= {(start, end) for end in _exits(start, mouth, at_node, roads, own_rules, arms)}
    return found


def may_leave(road: Road, end: RoadEnd) -> bool:
    """Whether traffic may leave a road over an end."""
    return road.one_way is not (OneWay.BACKWARD if end is RoadEnd.END else OneWay.FORWARD)


def may_enter(road: Road, end: RoadEnd) -> bool:
    """Whether traffic may enter a road over an end."""
    return road.one_way is not (OneWay.FORWARD if end is RoadEnd.END else OneWay.BACKWARD)


def _exits(
    start: End,
    mouth: Mouth,
    at_node: Mapping[NodeId, list[End]],
    roads: Mapping[RoadId, Road],
    rules: list[TurnRule],
    arms: Mapping[End, Mouth],
) -> set[End]:
    waiting = deque([(start, mouth.node_id)])
    seen, found = {start}, set()
    while waiting:
        came, node = waiting.popleft()
        for end in at_node[node]:
            key, side = end
            if end == came or end in seen or not may_enter(roads[key], side):
                continue
            if not _is_allowed(came, end, node, rules):
                continue
            if end in arms:
                found.add(end)
                continue
            seen.add(end)
            road = roads[key]
            far = road.to_node if side is RoadEnd.START else road.from_node
            waiting.append(((key, FAR[side]), far))
    return found


def _is_allowed(came: End, end: End, node: NodeId, rules: list[TurnRule]) -> bool:
    """Whether no rule forbids the turn and no rule prescribes another one."""
    own = [rule for rule in rules if rule.via_node == node]
    own = [rule for rule in own if (rule.from_road, rule.from_end) == came]
    only = [rule for rule in own if rule.permission is TurnPermission.ONLY]
    if only:
        return any((rule.to_road, rule.to_end) == end for rule in only)
    return not any(
        rule.permission is TurnPermission.FORBIDDEN and (rule.to_road, rule.to_end) == end
        for rule in own
    )
