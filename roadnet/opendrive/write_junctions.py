"""Write junctions with their connections, priorities and controllers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from roadnet.model import Junction, JunctionId, PointAsset, SignalController
from roadnet.opendrive.lane_links import Entry, LaneLinks
from roadnet.opendrive.network import Network
from roadnet.opendrive.plain_ids import PlainIds
from roadnet.opendrive.xml_text import add


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a signal controller, which is a controller of the file."""

    controller: SignalController
    name: str

    @property
    def key(self) -> str:
        """What tells it from all other groups."""
        return f"{self.controller.controller_id}:{self.name}"


@dataclass(frozen=True, slots=True)
class Numbers:
    """The ids of everything that is written."""

    roads: PlainIds
    junctions: PlainIds
    groups: PlainIds
    signals: PlainIds
    objects: PlainIds


def groups_of(
    controllers: Sequence[SignalController], signals: Sequence[PointAsset]
) -> dict[str, tuple[Group, list[PointAsset]]]:
    """Return the groups that signals belong to, with their signals, by key."""
    by_key = {one.controller_id: one for one in controllers}
    found: dict[str, tuple[Group, list[PointAsset]]] = {}
    for signal in signals:
        controller = by_key.get(signal.controller_id) if signal.controller_id else None
        if controller is not None and signal.signal_group:
            group = Group(controller, signal.signal_group)
            found.setdefault(group.key, (group, []))[1].append(signal)
    return {key: found[key] for key in sorted(found)}


def write_controllers(
    root: etree._Element,
    groups: Mapping[str, tuple[Group, Sequence[PointAsset]]],
    numbers: Numbers,
) -> None:
    """Add every group of signals as a controller."""
    for key, (group, signals) in groups.items():
        names = dict(group.controller.external_ids)
        name = names.get(f"opendrive:name:{group.name}", group.name)
        element = add(root, "controller", {"id": numbers.groups[key], "name": name})
        for signal in signals:
            add(element, "control", {"signalId": numbers.signals[signal.asset_id]})


def write_junctions(
    root: etree._Element,
    network: Network,
    links: LaneLinks,
    groups: Mapping[str, tuple[Group, Sequence[PointAsset]]],
    numbers: Numbers,
) -> None:
    """Add every junction that lanes lead through."""
    for key in sorted(links.entries):
        junction = network.junctions[key]
        values = {"id": numbers.junctions[key], "name": junction.name, "type": "default"}
        element = add(root, "junction", values)
        for index, entry in enumerate(_ordered(links.entries[key])):
            _write_connection(element, str(index), entry, network, numbers)
        _write_priorities(element, junction, numbers)
        for group_key in sorted(groups):
            if key in groups[group_key][0].controller.junction_ids:
                add(element, "controller", {"id": numbers.groups[group_key]})


def _ordered(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.arm, entry.connecting))


def _write_connection(
    junction: etree._Element, number: str, entry: Entry, network: Network, numbers: Numbers
) -> None:
    connecting, arm = entry.connecting, entry.arm
    connection = add(
        junction,
        "connection",
        {
            "id": number,
            "incomingRoad": numbers.roads[arm.road_id],
            "connectingRoad": numbers.roads[connecting.road_id],
            "contactPoint": str(connecting.end),
        },
    )
    from_section = network.roads[arm.road_id].sections[0 if arm.end == "start" else -1]
    to_section = network.roads[connecting.road_id].sections[0 if connecting.end == "start" else -1]
    for before, inside in entry.lanes:
        lanes = from_section.lane_id(before), to_section.lane_id(inside)
        add(connection, "laneLink", {"from": str(lanes[0]), "to": str(lanes[1])})


def _write_priorities(element: etree._Element, junction: Junction, numbers: Numbers) -> None:
    """Add which roads have priority over which, as far as the arms say so."""
    ranked = [
        arm for arm in junction.arms if arm.road_id is not None and arm.road_id in numbers.roads
    ]
    high = [arm.road_id for arm in ranked if arm.has_priority is True and arm.road_id]
    low = [arm.road_id for arm in ranked if arm.has_priority is False and arm.road_id]
    pairs = sorted({(int(numbers.roads[a]), int(numbers.roads[b])) for a in high for b in low})
    for one, other in pairs:
        add(element, "priority", {"high": str(one), "low": str(other)})


def written_junctions(links: LaneLinks) -> set[JunctionId]:
    """Return the junctions that are written."""
    return set(links.entries)
