"""The links between lanes: along a road, from road to road, and into and out of junctions."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from roadnet.model import Direction, JunctionId, Method, RoadEnd, RoadId
from roadnet.opendrive.contacts import Face, edges_meet, face_of, linked_strips, offsets_in
from roadnet.opendrive.network import Network, RoadArm
from roadnet.opendrive.tapers import shared_edges, tapered


@dataclass(frozen=True, slots=True, order=True)
class StripSide:
    """The start or end of a strip of a section."""

    road_id: RoadId
    section: int
    strip: int
    end: RoadEnd


@dataclass(frozen=True, slots=True)
class Entry:
    """A connecting road at one of its ends, and the lanes that lead into it there."""

    connecting: RoadArm
    arm: RoadArm  # the end of the road the lanes come from
    lanes: tuple[tuple[int, int], ...]  # strips of the arm and of the connecting road


@dataclass(slots=True)
class LaneLinks:
    """What goes on into what."""

    lanes: dict[StripSide, int] = field(default_factory=dict)  # id of the lane beyond
    roads: dict[RoadArm, RoadArm] = field(default_factory=dict)  # the road end beyond
    entries: dict[JunctionId, list[Entry]] = field(default_factory=dict)


def link_lanes(network: Network) -> LaneLinks:
    """Return all links of a network; roads whose widths step at a joint are tapered there."""
    links = LaneLinks()
    for one, other in network.joints:
        _join(network, links, one, other)
    for road_id in network.roads:
        _link_sections(network, links, road_id)
    for road_id, junction in sorted(network.inside.items()):
        for end in RoadEnd:
            _connect(network, links, RoadArm(road_id, end), junction)
    return links


def _join(network: Network, links: LaneLinks, one: RoadArm, other: RoadArm) -> None:
    """Link two roads that go on into each other; steps of their edges become slopes."""
    faces = _faces(network, one, other)
    pairs = linked_strips(*faces)
    methods = {network.roads[arm.road_id].road.stated.method for arm in (one, other)}
    if pairs and one.road_id != other.road_id and Method.OPENDRIVE not in methods:
        _taper(network, (one, other), faces, pairs)
        faces = _faces(network, one, other)
    links.roads[one], links.roads[other] = other, one
    _add_lanes(network, links, (one, other), faces, pairs)


def _taper(
    network: Network,
    ends: tuple[RoadArm, RoadArm],
    faces: tuple[Face, Face],
    pairs: list[tuple[int, int]],
) -> None:
    """Let the edges of linked strips meet over the last centimetre of both roads."""
    for arm, face, targets in zip(ends, faces, shared_edges(*faces, pairs), strict=True):
        now = offsets_in(faces[0], face)
        moves = {place: target - float(now[place]) for place, target in targets.items()}
        if face.is_turned:
            last = len(face.strips)
            moves = {last - place: -move for place, move in moves.items()}
        network.roads[arm.road_id] = tapered(network.roads[arm.road_id], arm.end, moves)


def _faces(network: Network, one: RoadArm, other: RoadArm) -> tuple[Face, Face]:
    """Return the faces of two road ends; the second is turned to count as the first."""
    first = face_of(network.roads[one.road_id], _section(network, one), one.end)
    second = face_of(network.roads[other.road_id], _section(network, other), other.end)
    return first, second if one.end is not other.end else second.turned()


def _section(network: Network, arm: RoadArm) -> int:
    return 0 if arm.end is RoadEnd.START else len(network.roads[arm.road_id].sections) - 1


def _add_lanes(
    network: Network,
    links: LaneLinks,
    ends: tuple[RoadArm, RoadArm],
    faces: tuple[Face, Face],
    pairs: list[tuple[int, int]],
) -> None:
    sides = [
        (arm, _section(network, arm), network.roads[arm.road_id].sections[_section(network, arm)])
        for arm in ends
    ]
    for pair in pairs:
        if not edges_meet(*faces, pair):
            continue
        strips = [face.place(index) for face, index in zip(faces, pair, strict=True)]
        for own, beyond in ((0, 1), (1, 0)):
            arm, number, _ = sides[own]
            lane = sides[beyond][2].lane_id(strips[beyond])
            links.lanes[StripSide(arm.road_id, number, strips[own], arm.end)] = lane


def _link_sections(network: Network, links: LaneLinks, road_id: RoadId) -> None:
    """Link the lanes of each section of a road with those of the next one."""
    road = network.roads[road_id]
    for index in range(len(road.sections) - 1):
        faces = face_of(road, index, RoadEnd.END), face_of(road, index + 1, RoadEnd.START)
        for i, j in linked_strips(*faces):
            if edges_meet(*faces, (i, j)):
                after, before = road.sections[index + 1].lane_id(j), road.sections[index].lane_id(i)
                links.lanes[StripSide(road_id, index, i, RoadEnd.END)] = after
                links.lanes[StripSide(road_id, index + 1, j, RoadEnd.START)] = before


def _connect(network: Network, links: LaneLinks, connecting: RoadArm, junction: JunctionId) -> None:
    """Link a connecting road at one of its ends with the arm it leads from or to."""
    node = network.node_of[connecting]
    arms = [
        arm
        for arm, key in sorted(network.arms.items())
        if key == junction and network.node_of[arm] == node
    ]
    if len(arms) != 1:
        return
    (arm,) = arms
    faces = _faces(network, connecting, arm)
    pairs = linked_strips(*faces)
    links.roads[connecting] = arm
    into = Direction.FORWARD if connecting.end is RoadEnd.START else Direction.BACKWARD
    entering = []
    for i, j in pairs:
        if not edges_meet(*faces, (i, j)):
            continue
        own, there = faces[0].place(i), faces[1].place(j)
        section = network.roads[arm.road_id].sections[_section(network, arm)]
        number = _section(network, connecting)
        side = StripSide(connecting.road_id, number, own, connecting.end)
        links.lanes[side] = section.lane_id(there)
        if faces[0].direction(i) in {into, Direction.BOTH}:
            entering.append((there, own))
    if entering:
        entry = Entry(connecting, arm, tuple(entering))
        links.entries.setdefault(junction, []).append(entry)


def junctions_of(links: LaneLinks) -> Iterator[tuple[JunctionId, list[Entry]]]:
    """Yield the junctions that connecting roads lead through, with what leads into them."""
    for junction in sorted(links.entries):
        yield junction, links.entries[junction]
