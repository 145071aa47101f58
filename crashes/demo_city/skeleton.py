"""The streets of the demo city: nodes, roads with their cross-sections, junctions, centre lines."""

import math
from dataclasses import dataclass
from functools import cache

from shapely import LineString

from crashes.demo_city.model import DemoStreet
from crashes.demo_city.parameters import parameters
from crashes.places import CROSS, junction_name
from roadnet.model import Arm, Control, Junction, JunctionId, Method


@dataclass(frozen=True, slots=True)
class CrossSection:
    """Strips of one direction of travel, both alike, and the form codes of crashes there."""

    name: str
    road_class: str
    median_m: float
    lanes_m: tuple[float, ...]  # from the middle of the road outward
    slow_lane_m: float
    sidewalk_m: float
    speed_limit_kmh: int
    form_codes: tuple[tuple[str, str], ...]

    @property
    def half_width_m(self) -> float:
        """From the centre line to the kerb."""
        return self.median_m / 2 + sum(self.lanes_m) + self.slow_lane_m


@dataclass(frozen=True, slots=True)
class Node:
    """A point of the skeleton: a junction, a bend or the end of a road."""

    node_id: str
    x_m: float
    y_m: float
    shape: str
    control: Control | None  # None: not a junction


@dataclass(frozen=True, slots=True)
class Road:
    """A named chain of nodes with one cross-section."""

    name: str
    section: CrossSection
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """A road end at a node, as crashes see it."""

    road: Road
    bearing_deg: float
    mouth_m: float = 0.0  # from the node to the stop line


@cache
def nodes() -> dict[str, Node]:
    """Return every node by its name, in EPSG:3826."""
    found = parameters("skeleton")
    origin = found["origin"]
    return {
        name: Node(
            node_id=name,
            x_m=round(origin["x_m"] + node["x_m"], 1),
            y_m=round(origin["y_m"] + node["y_m"], 1),
            shape=node["shape"],
            control=Control(node["control"]) if "control" in node else None,
        )
        for name, node in found["nodes"].items()
    }


@cache
def roads() -> tuple[Road, ...]:
    """Return the roads in the order of the file."""
    found = parameters("skeleton")
    sections = {
        name: CrossSection(
            name=name,
            road_class=section["road_class"],
            median_m=section["median_m"],
            lanes_m=tuple(section["lanes_m"]),
            slow_lane_m=section["slow_lane_m"],
            sidewalk_m=section["sidewalk_m"],
            speed_limit_kmh=section["speed_limit_kmh"],
            form_codes=tuple(section["form_codes"].items()),
        )
        for name, section in found["cross_sections"].items()
    }
    return tuple(
        Road(
            name=road["name"],
            section=sections[road["cross_section"]],
            nodes=tuple(nodes()[node] for node in road["nodes"]),
        )
        for road in found["roads"]
    )


def bearing_deg(start: Node, end: Node) -> float:
    """Return the direction from one node to another, clockwise from north."""
    return math.degrees(math.atan2(end.x_m - start.x_m, end.y_m - start.y_m)) % 360


def mouth_m(road: Road, bearing: float, others: list[tuple[Road, float]], shape: str) -> float:
    """Return how far from the node the stop line lies: clear of every road that crosses."""
    if shape == "roundabout":
        return ROUNDABOUT_RADIUS_M
    clear = [0.0]
    for other, other_bearing in others:
        turn = math.radians(other_bearing - bearing)
        if abs(math.sin(turn)) > math.sin(math.radians(25)):
            needed = other.section.half_width_m + road.section.half_width_m * abs(math.cos(turn))
            clear.append(needed / abs(math.sin(turn)))
    return round(max(clear) + CORNER_M, 1)


CORNER_M = 4.0
ROUNDABOUT_RADIUS_M = 22.0


@cache
def legs(node_id: str) -> tuple[Leg, ...]:
    """Return the road ends at a node, clockwise from north."""
    node = nodes()[node_id]
    ends = [
        (road, bearing_deg(node, neighbour))
        for road in roads()
        for first, second in zip(road.nodes, road.nodes[1:], strict=False)
        for here, neighbour in ((first, second), (second, first))
        if here is node
    ]
    ends.sort(key=lambda end: end[1])
    return tuple(
        Leg(
            road=road,
            bearing_deg=round(bearing, 1),
            mouth_m=mouth_m(road, bearing, [end for end in ends if end[1] != bearing], node.shape),
        )
        for road, bearing in ends
    )


def junction_id(node_id: str) -> JunctionId:
    """Return the key of the junction at a node."""
    return JunctionId(f"demo-{node_id}")


def arms(node: Node) -> tuple[Arm, ...]:
    """Return the arms of a junction, clockwise from north."""
    found = legs(node.node_id)
    main = max((leg.road for leg in found), key=lambda road: (road.section.half_width_m, road.name))
    gives_way = node.control in (Control.STOP, Control.FLASHING) and node.shape != "roundabout"
    return tuple(
        Arm(
            road_name=leg.road.name,
            bearing_deg=leg.bearing_deg,
            lanes_in=len(leg.road.section.lanes_m),
            lanes_out=len(leg.road.section.lanes_m),
            has_priority=leg.road is main if gives_way else None,
        )
        for leg in found
    )


@cache
def junctions() -> tuple[Junction, ...]:
    """Return the junctions with their arms, by name."""
    made = []
    for node in nodes().values():
        if node.control is None:
            continue
        name = junction_name([leg.road.name for leg in legs(node.node_id)])
        made.append(
            Junction(
                junction_id=junction_id(node.node_id),
                name=name,
                x_m=node.x_m,
                y_m=node.y_m,
                road_names=tuple(name.split(CROSS)),
                arms=arms(node),
                control=node.control,
                method=Method.DEMO,
                sigma_m=0.0,
            )
        )
    return tuple(sorted(made, key=lambda junction: junction.name))


def demo_streets() -> tuple[DemoStreet, ...]:
    """Return the named centre lines of the demo city, for the background of a map.

    Examples
    --------
    >>> [street.lanes_per_direction for street in demo_streets() if street.name == "禮讓大道1段"]
    [3]
    """
    return tuple(
        DemoStreet(
            name=road.name,
            road_class=road.section.road_class,
            lanes_per_direction=len(road.section.lanes_m),
            width_m=2 * road.section.half_width_m,
            median_m=road.section.median_m,
            speed_limit_kmh=road.section.speed_limit_kmh,
            line=LineString([(node.x_m, node.y_m) for node in road.nodes]),
        )
        for road in roads()
    )
