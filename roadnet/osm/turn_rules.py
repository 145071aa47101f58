"""Turn restrictions: relations that forbid or prescribe a turn."""

from collections.abc import Mapping, Sequence

from roadnet.model import (
    Method,
    Mode,
    NodeId,
    Road,
    RoadEnd,
    RuleId,
    Stated,
    TurnPermission,
    TurnRule,
)
from roadnet.osm.elements import OsmData, OsmRelation

FROM_MEMBERS = ("from", "via", "to")
EXCEPTIONS = {
    "bus": frozenset({Mode.BUS}),
    "psv": frozenset({Mode.BUS}),
    "bicycle": frozenset({Mode.BIKE}),
    "motorcycle": frozenset({Mode.MOTO_SMALL, Mode.MOTO_LARGE}),
    "moped": frozenset({Mode.MOTO_SMALL}),
    "hgv": frozenset({Mode.TRUCK}),
}


def turn_rules(
    area: str, data: OsmData, roads: Sequence[Road], node_ids: Mapping[int, NodeId]
) -> list[TurnRule]:
    """Return the turn rules over single nodes of the area, ordered by key.

    Rules over ways (a U-turn through a short link) are left out: their turns are several
    movements.
    """
    ends: dict[tuple[str, NodeId], list[tuple[Road, RoadEnd]]] = {}
    for road in roads:
        way = dict(road.external_ids).get("osm", "")
        ends.setdefault((way, road.from_node), []).append((road, RoadEnd.START))
        ends.setdefault((way, road.to_node), []).append((road, RoadEnd.END))
    found = []
    for relation in data.relations:
        for index, rule in enumerate(_rules(relation, ends, node_ids)):
            key = RuleId(f"{area}/r{relation.relation_id}.{index}")
            from_end, to_end, via, permission, excepted = rule
            found.append(
                TurnRule(
                    rule_id=key,
                    from_road=from_end[0].road_id,
                    from_end=from_end[1],
                    via_node=via,
                    to_road=to_end[0].road_id,
                    to_end=to_end[1],
                    permission=permission,
                    excepted=excepted,
                    stated=Stated(Method.OSM, source=f"relation/{relation.relation_id}"),
                )
            )
    return found


Rule = tuple[tuple[Road, RoadEnd], tuple[Road, RoadEnd], NodeId, TurnPermission, frozenset[Mode]]


def _rules(
    relation: OsmRelation,
    ends: Mapping[tuple[str, NodeId], list[tuple[Road, RoadEnd]]],
    node_ids: Mapping[int, NodeId],
) -> list[Rule]:
    text = relation.tags.get("restriction", "")
    if relation.tags.get("type") != "restriction" or not text.startswith(("no_", "only_")):
        return []
    members = {role: [m for m in relation.members if m.role == role] for role in FROM_MEMBERS}
    vias = [m.ref for m in members["via"] if m.kind == "node" and m.ref in node_ids]
    if len(vias) != 1:
        return []
    via = node_ids[vias[0]]
    permission = TurnPermission.ONLY if text.startswith("only_") else TurnPermission.FORBIDDEN
    excepted: frozenset[Mode] = frozenset()
    for word in relation.tags.get("except", "").split(";"):
        excepted |= EXCEPTIONS.get(word.strip(), frozenset())
    return [
        (start, end, via, permission, excepted)
        for one in members["from"]
        for other in members["to"]
        for start in ends.get((f"way/{one.ref}", via), [])
        for end in ends.get((f"way/{other.ref}", via), [])
    ]
