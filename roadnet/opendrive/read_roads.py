"""Read the roads of a file with their ends as nodes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from roadnet.model import (
    Direction,
    DrivingSide,
    Method,
    Node,
    NodeId,
    OneWay,
    Profile,
    ProfilePiece,
    Road,
    RoadClass,
    RoadEnd,
    RoadId,
    Section,
    Stated,
    StripType,
)
from roadnet.opendrive.curve_points import points_along
from roadnet.opendrive.document import error_at, key, natural_order, number, whole_number
from roadnet.opendrive.leftovers import Leftovers
from roadnet.opendrive.placement import Placement
from roadnet.opendrive.read_lanes import RoadLanes, read_sections
from roadnet.opendrive.read_plan import Plan, read_plan
from roadnet.opendrive.road_links import End, RoadLinks, nodes_of, read_links
from roadnet.opendrive.units import speed_kmh
from roadnet.opendrive.user_data import member, own_values
from roadnet.opendrive.vocabulary import road_class_of

ID = "opendrive"  # names of the external ids a road has
JUNCTION = "opendrive:junction"
TYPE = "opendrive:type"
SIDES = {"RHT": DrivingSide.RIGHT, "LHT": DrivingSide.LEFT}
TRAFFIC_LANES = frozenset({StripType.DRIVE, StripType.BUS, StripType.MOTO, StripType.SLOW})
LEFT_OUT = (
    "lateralProfile/shape",
    "lateralProfile/crossfall",
    "lateralProfile/crossSectionSurface",
    "surface/CRG",
    "railroad/switch",
    "objects/tunnel",
    "objects/bridge",
    "objects/objectReference",
    "signals/signalReference",
)


@dataclass(frozen=True, slots=True)
class ReadRoad:
    """A road with what else of its element is to be read."""

    element: etree._Element
    plan: Plan
    road: Road
    lanes: tuple[tuple[etree._Element, ...], ...]  # of the strips of each section

    def strip_of_lane(self, section: int, lane: int) -> int | None:
        """Return the place of a lane in a section, left to right; None where it is missing."""
        ids = [whole_number(one, "id") for one in self.lanes[section]]
        return ids.index(lane) if lane in ids else None

    def linked_lane(self, section: int, strip: int, tag: str) -> int | None:
        """Return the lane that a strip is linked to (`predecessor` or `successor`)."""
        link = self.lanes[section][strip].find(f"link/{tag}")
        return None if link is None else whole_number(link, "id")


@dataclass(frozen=True, slots=True)
class ReadRoads:
    """The roads of a file."""

    roads: Mapping[str, ReadRoad]  # by their ids in the file, in their order
    links: RoadLinks
    nodes: tuple[Node, ...]
    node_of: Mapping[End, NodeId]  # the node at each end


@dataclass(frozen=True, slots=True)
class Source:
    """What all parts of a file are read with."""

    area: str
    placement: Placement
    side: DrivingSide
    left: Leftovers
    stated: Stated


def stated_sides(root: etree._Element) -> Counter[DrivingSide]:
    """Return how many roads state which side is driven on."""
    rules = [road.get("rule", "") for road in root.iterchildren("road")]
    return Counter(SIDES[rule] for rule in rules if rule in SIDES)


def read_roads(root: etree._Element, source: Source) -> ReadRoads:
    """Return all roads of a file with sections, and the nodes at their ends."""
    elements = sorted(root.findall("road"), key=lambda road: natural_order(key(road)))
    links = read_links(elements, root.findall("junction"))
    ids = [key(element) for element in elements]
    for road_id, count in Counter(ids).items():
        if count > 1:
            raise error_at(
                root,
                "{path}: {count} roads have the id {road}; ids must be unique.",
                count=count,
                road=road_id,
            )
    stand_for = nodes_of(ids, links)
    roads = {
        road_id: _read_road(element, source, links, stand_for)
        for road_id, element in zip(ids, elements, strict=True)
    }
    node_of = {end: node_key(source.area, one) for end, one in stand_for.items()}
    return ReadRoads(roads, links, _nodes(roads, source, stand_for), node_of)


def node_key(area: str, end: End) -> NodeId:
    """Return the key of the node that an end stands for."""
    return NodeId(f"{area}/n{end.road}{'s' if end.end is RoadEnd.START else 't'}")


def road_key(area: str, road: str) -> RoadId:
    """Return the key of a road of a file."""
    return RoadId(f"{area}/r{road}")


def _read_road(
    element: etree._Element, source: Source, links: RoadLinks, stand_for: Mapping[End, End]
) -> ReadRoad:
    road = key(element)
    road_id = road_key(source.area, road)
    plan = read_plan(element, source.placement)
    side = SIDES.get(element.get("rule", ""), source.side)
    read = read_sections(RoadLanes(element, road_id, plan, side, source.left))
    sections = read.sections
    types = element.findall("type")
    own = own_values(element)
    external = [(ID, road)]
    if road in links.inside:
        external.append((JUNCTION, links.inside[road]))
    if types:
        external.append((TYPE, types[0].get("type", "unknown")))
    _count_left_out(element, source.left)
    start, end = (stand_for[End(road, one)] for one in RoadEnd)
    return ReadRoad(
        element,
        plan,
        Road(
            road_id=road_id,
            from_node=node_key(source.area, start),
            to_node=node_key(source.area, end),
            line=plan.line,
            sections=sections,
            name=element.get("name", ""),
            road_class=member(RoadClass, own.get("class"), _class(types)),
            layer=_layer(own, source.left),
            one_way=_one_way(sections),
            speed_limit_kmh=_speed(types, source.left),
            elevation=_elevation(element, plan),
            external_ids=tuple(external),
            stated=source.stated,
        ),
        read.elements,
    )


def _count_left_out(element: etree._Element, left: Leftovers) -> None:
    for path in LEFT_OUT:
        left.add(path, len(element.findall(path)))
    tilted = [
        one
        for one in element.findall("lateralProfile/superelevation")
        if any(number(one, name, 0.0) for name in "abcd")
    ]
    left.add("lateralProfile/superelevation", len(tilted))
    left.add("road/userData", len(element.findall("userData")) - len(own_values(element)))


def _class(types: Sequence[etree._Element]) -> RoadClass:
    return road_class_of(types[0].get("type", "")) if types else RoadClass.OTHER


def _layer(own: Mapping[str, str], left: Leftovers) -> int:
    """Return the vertical order; only our own files state one."""
    text = own.get("layer", "0")
    if not text.lstrip("-").isdecimal():
        left.add("road/userData")
        return 0
    return int(text)


def _speed(types: Sequence[etree._Element], left: Leftovers) -> float | None:
    """Return the speed limit at the start; what changes along the road is counted."""
    speeds = [one.find("speed") for one in types]
    first = speeds[0] if speeds else None
    left.add("road/type (changes along a road)", max(len(types) - 1, 0))
    return None if first is None else speed_kmh(first)


def _elevation(element: etree._Element, plan: Plan) -> Profile | None:
    pieces = {
        number(one, "s", 0.0): ProfilePiece(
            number(one, "s", 0.0), *(number(one, name, 0.0) for name in "abcd")
        )
        for one in element.findall("elevationProfile/elevation")
    }
    if not pieces:
        return None
    chain = plan.stations.chain([pieces[start] for start in sorted(pieces)])
    return Profile(tuple(chain), Method.OPENDRIVE)


def _one_way(sections: Sequence[Section]) -> OneWay:
    """Return the way all traffic lanes go; both ways where they differ or there are none."""
    ways = {
        strip.direction
        for section in sections
        for strip in section.strips
        if strip.strip_type in TRAFFIC_LANES
    }
    if ways == {Direction.FORWARD}:
        return OneWay.FORWARD
    return OneWay.BACKWARD if ways == {Direction.BACKWARD} else OneWay.NO


def _nodes(
    roads: Mapping[str, ReadRoad], source: Source, stand_for: Mapping[End, End]
) -> tuple[Node, ...]:
    nodes = []
    for end in set(stand_for.values()):
        road = roads[end.road].road
        station_m = 0.0 if end.end is RoadEnd.START else road.length_m
        place = points_along(road.line, station_m)
        nodes.append(
            Node(
                node_id=node_key(source.area, end),
                x_m=round(float(place.x_m[0]), 6),
                y_m=round(float(place.y_m[0]), 6),
                z_m=None if road.elevation is None else round(road.elevation.at(station_m), 6),
                stated=source.stated,
            )
        )
    return tuple(sorted(nodes, key=lambda node: node.node_id))
