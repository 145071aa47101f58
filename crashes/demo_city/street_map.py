"""The base map of the demo city: every road of the skeleton with the strips of its section."""

import itertools
import math
from collections.abc import Iterator, Sequence
from functools import cache

from crashes.demo_city.parameters import parameters
from crashes.demo_city.skeleton import CrossSection, Node, Road, bearing_deg, legs, nodes, roads
from roadnet import model
from roadnet.model import (
    Control,
    Direction,
    DrivingSide,
    Method,
    Mode,
    NodeId,
    NodeKind,
    OneWay,
    Profile,
    RoadClass,
    RoadId,
    Section,
    Stated,
    Streets,
    Strip,
    StripId,
    StripType,
)

AREA = "demo"
STATED = Stated(Method.DEMO, 0.0, "skeleton.yaml")
RING_RADIUS_M = 16.0  # from the middle of a roundabout to the middle of its lane
RING_LANE_M = 5.5
RING_STEP_DEG = 7.5  # between two points of the ring
MIDDLE_STRIPS = (StripType.MEDIAN, Direction.NONE)
CARS = frozenset({Mode.CAR, Mode.BUS, Mode.TRUCK, Mode.MOTO_SMALL, Mode.MOTO_LARGE})
SLOW_TRAFFIC = frozenset({Mode.MOTO_SMALL, Mode.BIKE})


@cache
def demo_street_map() -> Streets:
    """Return the streets of the demo city: invented, like its crashes.

    Examples
    --------
    >>> streets = demo_street_map()
    >>> sorted({str(road.stated.method) for road in streets.roads})
    ['demo']
    """
    rings = [node for node in nodes().values() if node.shape == "roundabout"]
    made = [*_roads(), *(piece for node in rings for piece in _ring(node))]
    found = [*_nodes(), *(ring_node for node in rings for ring_node in _ring_nodes(node))]
    return Streets(
        area=AREA,
        crs=parameters("skeleton")["crs"],
        driving_side=DrivingSide(parameters("skeleton")["driving_side"]),
        driving_side_method=Method.DEMO,
        nodes=tuple(sorted(found, key=lambda one: one.node_id)),
        roads=tuple(sorted(made, key=lambda one: one.road_id)),
    )


def _nodes() -> Iterator[model.Node]:
    for node in nodes().values():
        if node.shape != "roundabout":
            kind = NodeKind.MAP_EDGE if node.shape == "end" else NodeKind.PLAIN
            yield _node(node.node_id, node.x_m, node.y_m, kind, node.control or Control.NONE)


def _node(
    name: str,
    x_m: float,
    y_m: float,
    kind: NodeKind = NodeKind.PLAIN,
    control: Control = Control.NONE,
) -> model.Node:
    return model.Node(NodeId(f"{AREA}/{name}"), x_m, y_m, kind=kind, control=control, stated=STATED)


def _roads() -> Iterator[model.Road]:
    for road in roads():
        for start, end in itertools.pairwise(road.nodes):
            yield _road(road, _end(start, end), _end(end, start))


def _end(node: Node, other: Node) -> model.Node:
    """Return where a road from `other` ends: at the node, or on the ring around it."""
    if node.shape != "roundabout":
        return _node(node.node_id, node.x_m, node.y_m)
    return _on_ring(node, bearing_deg(node, other))


def _on_ring(node: Node, bearing: float) -> model.Node:
    x_m, y_m = _ring_point(node, bearing)
    return _node(f"{node.node_id}-{round(bearing):03d}", x_m, y_m)


def _ring_point(node: Node, bearing: float) -> tuple[float, float]:
    angle = math.radians(bearing)
    return (
        round(node.x_m + RING_RADIUS_M * math.sin(angle), 3),
        round(node.y_m + RING_RADIUS_M * math.cos(angle), 3),
    )


def _road(road: Road, start: model.Node, end: model.Node) -> model.Road:
    key = RoadId(f"{start.node_id}-{end.node_id.removeprefix(AREA + '/')}")
    line = model.ReferenceLine((model.PolylinePiece(((start.x_m, start.y_m), (end.x_m, end.y_m))),))
    return model.Road(
        road_id=key,
        from_node=start.node_id,
        to_node=end.node_id,
        line=line,
        sections=(section_of(key, road.section, line.length_m),),
        name=road.name,
        road_class=RoadClass(road.section.road_class),
        speed_limit_kmh=float(road.section.speed_limit_kmh),
        stated=STATED,
    )


def section_of(key: RoadId, section: CrossSection, length_m: float) -> Section:
    """Return the strips of a cross-section from left to right; the median lies in the middle."""
    right = _one_side(section)
    left = list(reversed(right))
    middle = [(*MIDDLE_STRIPS, section.median_m)] if section.median_m else []
    wanted = [
        *((kind, _reversed(direction), width_m) for kind, direction, width_m in left),
        *middle,
        *right,
    ]
    strips = [_strip(key, index, *one) for index, one in enumerate(wanted)]
    offset = Profile.constant(section.median_m / 2, Method.DEMO, 0.0, STATED.source)
    return Section(0.0, length_m, tuple(strips), len(left), offset)


def _one_side(section: CrossSection) -> list[tuple[StripType, Direction, float]]:
    """Return type, direction and width of the strips right of the middle, outward."""
    lanes = [(StripType.DRIVE, Direction.FORWARD, width_m) for width_m in section.lanes_m]
    beside = StripType.SLOW if section.road_class != "residential" else StripType.SHOULDER
    edge = [
        (beside, Direction.FORWARD, section.slow_lane_m),
        (StripType.SIDEWALK, Direction.BOTH, section.sidewalk_m),
    ]
    return [one for one in [*lanes, *edge] if one[2] > 0]


def _reversed(direction: Direction) -> Direction:
    return Direction.BACKWARD if direction is Direction.FORWARD else direction


def _strip(key: RoadId, index: int, kind: StripType, direction: Direction, width_m: float) -> Strip:
    allowed = {
        StripType.DRIVE: CARS,
        StripType.SLOW: SLOW_TRAFFIC,
        StripType.SIDEWALK: frozenset({Mode.PED}),
    }
    return Strip(
        strip_id=StripId(f"{key}.s0.{index}"),
        strip_type=kind,
        width=Profile.constant(width_m, Method.DEMO, 0.0, STATED.source),
        direction=direction if kind is not StripType.SHOULDER else Direction.NONE,
        allowed=allowed.get(kind, frozenset()),
    )


def _ring_nodes(node: Node) -> list[model.Node]:
    return [_on_ring(node, _exact_bearing(node, leg.bearing_deg)) for leg in legs(node.node_id)]


def _exact_bearing(node: Node, rounded_deg: float) -> float:
    """Return the bearing of the road whose bearing was rounded to a tenth of a degree."""
    ends = [
        bearing_deg(node, other)
        for road in roads()
        for here, other in _neighbours(road.nodes)
        if here is node
    ]
    return min(ends, key=lambda bearing: abs(bearing - rounded_deg))


def _neighbours(chain: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    for first, second in itertools.pairwise(chain):
        yield first, second
        yield second, first


def _ring(node: Node) -> Iterator[model.Road]:
    """Yield the pieces of the ring of a roundabout, against the clock as traffic drives."""
    bearings = [_exact_bearing(node, leg.bearing_deg) for leg in legs(node.node_id)][::-1]
    for start, end in zip(bearings, [*bearings[1:], bearings[0]], strict=True):
        turn = (start - end) % 360
        count = math.ceil(turn / RING_STEP_DEG)
        points = tuple(_ring_point(node, start - turn * i / count) for i in range(count + 1))
        line = model.ReferenceLine((model.PolylinePiece(points),))
        key = RoadId(f"{AREA}/{node.node_id}-ring-{round(start):03d}")
        lane = _strip(key, 0, StripType.DRIVE, Direction.FORWARD, RING_LANE_M)
        middle = Profile.constant(RING_LANE_M / 2, Method.DEMO, 0.0, STATED.source)
        yield model.Road(
            road_id=key,
            from_node=_on_ring(node, start).node_id,
            to_node=_on_ring(node, end).node_id,
            line=line,
            sections=(Section(0.0, line.length_m, (lane,), 0, middle),),
            road_class=RoadClass.TERTIARY,
            one_way=OneWay.FORWARD,
            is_roundabout=True,
            stated=STATED,
        )
