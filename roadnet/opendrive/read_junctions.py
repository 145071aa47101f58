"""Read junctions with their arms, movements and controllers."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from roadnet.model import (
    Arm,
    Control,
    ControllerId,
    Direction,
    Junction,
    JunctionId,
    Measured,
    Method,
    Movement,
    Priority,
    Road,
    RoadEnd,
    SignalController,
    StripId,
    StripType,
)
from roadnet.opendrive.curve_points import points_along
from roadnet.opendrive.document import key, natural_order
from roadnet.opendrive.read_movements import read_movements
from roadnet.opendrive.read_roads import ReadRoads, Source
from roadnet.opendrive.road_links import End

ID = "opendrive"
NAMES_JOINED_BY = "×"
LANES = frozenset({StripType.DRIVE, StripType.BUS, StripType.MOTO, StripType.SLOW})
LEFT_OUT = (
    "crossPath",
    "roadSection",
    "boundary",
    "elevationGrid",
    "surface",
    "objects",
    "planView",
)
ROOT_LEFT_OUT = ("junctionGroup", "station", "vmsGroup")


@dataclass(frozen=True, slots=True)
class ReadJunctions:
    """The junctions of a file."""

    junctions: tuple[Junction, ...]
    movements: tuple[Movement, ...]
    controllers: tuple[SignalController, ...]
    controller_of_group: Mapping[str, ControllerId]  # by the id of a controller of the file


def junction_key(area: str, junction: str) -> JunctionId:
    """Return the key of a junction of a file."""
    return JunctionId(f"{area}/j{junction}")


def read_junctions(root: etree._Element, roads: ReadRoads, source: Source) -> ReadJunctions:
    """Return the junctions of a file with what belongs to them."""
    elements = sorted(root.findall("junction"), key=lambda one: natural_order(key(one)))
    for tag in ROOT_LEFT_OUT:
        source.left.add(tag, len(root.findall(tag)))
    arms = _arms_by_junction(roads)
    junctions: list[Junction] = []
    movements: list[Movement] = []
    for element in elements:
        for tag in LEFT_OUT:
            source.left.add(f"junction/{tag}", len(element.findall(tag)))
        number = key(element)
        if element.get("type", "default") not in {"default", ""}:
            source.left.add(f"junction type={element.get('type')}")
        if number not in arms:
            source.left.tell("{count} junctions have no arms.")
            continue
        junction = _junction(element, arms[number], roads, source)
        ranks = _ranks(element)
        found = list(read_movements(element, junction.junction_id, roads, source))
        movements += _with_priority(found, ranks, roads)
        junctions.append(_with_ranks(junction, ranks, roads))
    controllers, of_group = _controllers(root, elements, source)
    controlled = {one for controller in controllers for one in controller.junction_ids}
    return ReadJunctions(
        tuple(
            replace(one, control=Control.SIGNAL) if one.junction_id in controlled else one
            for one in sorted(junctions, key=lambda one: one.junction_id)
        ),
        tuple(sorted(movements, key=lambda one: one.movement_id)),
        controllers,
        of_group,
    )


def _arms_by_junction(roads: ReadRoads) -> dict[str, list[End]]:
    """Return the ends of roads that lead to each junction, connecting roads left out."""
    found: dict[str, set[End]] = {}
    links = roads.links
    for end, junction in links.junctions.items():
        if end.road not in links.inside:
            found.setdefault(junction, set()).add(end)
    for road, junction in links.inside.items():
        for own in RoadEnd:
            other = links.ends.get(End(road, own))
            if other and other.road in roads.roads and other.road not in links.inside:
                found.setdefault(junction, set()).add(other)
    return {junction: sorted(ends) for junction, ends in found.items()}


def _junction(
    element: etree._Element, ends: Sequence[End], roads: ReadRoads, source: Source
) -> Junction:
    arms = sorted(
        (_arm(roads.roads[end.road].road, end.end) for end in ends),
        key=lambda arm: (arm.bearing_deg, arm.road_id or "", arm.road_end or ""),
    )
    places = [_place(roads.roads[end.road].road, end.end) for end in ends]
    inside = [road for road, one in roads.links.inside.items() if one == key(element)]
    own = [*ends, *(End(road, end) for road in inside for end in RoadEnd)]
    names = tuple(dict.fromkeys(arm.road_name for arm in arms if arm.road_name))
    return Junction(
        junction_id=junction_key(source.area, key(element)),
        name=element.get("name") or NAMES_JOINED_BY.join(names),
        x_m=round(math.fsum(x for x, _ in places) / len(places), 3),
        y_m=round(math.fsum(y for _, y in places) / len(places), 3),
        road_names=names,
        arms=tuple(arms),
        method=Method.OPENDRIVE,
        node_ids=tuple(sorted({roads.node_of[end] for end in own})),
        source=source.stated.source,
    )


def _place(road: Road, end: RoadEnd) -> tuple[float, float]:
    at = points_along(road.line, 0.0 if end is RoadEnd.START else road.length_m)
    return float(at.x_m[0]), float(at.y_m[0])


def _arm(road: Road, end: RoadEnd) -> Arm:
    at_start = end is RoadEnd.START
    heading = float(points_along(road.line, 0.0 if at_start else road.length_m).heading_rad[0])
    outward = heading if at_start else heading + math.pi
    strips = [s for s in road.sections[0 if at_start else -1].strips if s.strip_type in LANES]
    inward = Direction.BACKWARD if at_start else Direction.FORWARD
    return Arm(
        road_name=road.name,
        bearing_deg=round((90.0 - math.degrees(outward)) % 360, 4) % 360,
        lanes_in=sum(strip.direction in {inward, Direction.BOTH} for strip in strips),
        lanes_out=sum(strip.direction not in {inward, Direction.NONE} for strip in strips),
        road_id=road.road_id,
        road_end=end,
        fixed_mouth=Measured(0.0, Method.OPENDRIVE),
    )


def _ranks(element: etree._Element) -> dict[str, bool]:
    """Return which roads have priority and which give way, as far as a junction says so."""
    ranks: dict[str, bool] = {}
    for priority in element.findall("priority"):
        if priority.get("low"):
            ranks[priority.get("low", "")] = False
    for priority in element.findall("priority"):
        if priority.get("high"):
            ranks[priority.get("high", "")] = True
    return ranks


def _with_ranks(junction: Junction, ranks: Mapping[str, bool], roads: ReadRoads) -> Junction:
    by_key = {
        roads.roads[road].road.road_id: high for road, high in ranks.items() if road in roads.roads
    }
    arms = tuple(
        replace(arm, has_priority=by_key[arm.road_id]) if arm.road_id in by_key else arm
        for arm in junction.arms
    )
    return replace(junction, arms=arms)


def _with_priority(
    movements: Sequence[Movement], ranks: Mapping[str, bool], roads: ReadRoads
) -> Iterator[Movement]:
    """Yield movements with the priority of the road they come from or lead along."""
    by_strip: dict[StripId, bool] = {}
    for road, high in ranks.items():
        if road in roads.roads:
            for section in roads.roads[road].road.sections:
                by_strip |= dict.fromkeys((strip.strip_id for strip in section.strips), high)
    for movement in movements:
        connecting = movement.movement_id.rsplit(".", 2)[1]
        rank = ranks.get(connecting) if connecting in ranks else by_strip.get(movement.from_strip)
        if rank is None:
            yield movement
        else:
            yield replace(movement, priority=Priority.MAJOR if rank else Priority.MINOR)


def _controllers(
    root: etree._Element, junctions: Sequence[etree._Element], source: Source
) -> tuple[tuple[SignalController, ...], dict[str, ControllerId]]:
    """Return one machine for each junction with controllers; those are its groups.

    A controller of the file that no junction names is a machine of its own.
    """
    names = {key(one): one.get("name") or key(one) for one in root.findall("controller")}
    of_group: dict[str, ControllerId] = {}
    machines: dict[ControllerId, tuple[tuple[JunctionId, ...], list[str]]] = {}
    for junction in junctions:
        number = key(junction)
        groups = [one.get("id", "") for one in junction.findall("controller")]
        groups = [group for group in groups if group in names and group not in of_group]
        if groups:
            machine = ControllerId(f"{source.area}/c{number}")
            machines[machine] = ((junction_key(source.area, number),), groups)
            of_group |= dict.fromkeys(groups, machine)
    for group in sorted(set(names) - set(of_group), key=natural_order):
        machine = ControllerId(f"{source.area}/cg{group}")
        machines[machine] = ((), [group])
        of_group[group] = machine
    controllers = tuple(
        SignalController(
            controller_id=machine,
            junction_ids=own,
            groups=tuple(groups),
            external_ids=tuple((f"{ID}:name:{group}", names[group]) for group in groups),
            stated=source.stated,
        )
        for machine, (own, groups) in sorted(machines.items())
    )
    return controllers, of_group
