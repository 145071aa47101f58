"""Describe a derived junction: its key, name, arms clockwise from north, and control."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from roadnet.geometry.arm_shape import ArmShape
from roadnet.geometry.junctions import FoundJunction
from roadnet.model import (
    BY_PEOPLE,
    Arm,
    Control,
    Direction,
    Junction,
    JunctionId,
    Method,
    Node,
    NodeId,
    Road,
    RoadClass,
    RoadEnd,
    RoadId,
    StripType,
)

NAMES_JOINED_BY = "×"
BEARING_LOOK_M = 10.0  # the bearing of an arm is taken this far outside its mouth
RANKS = list(RoadClass)
LANES = frozenset({StripType.DRIVE, StripType.BUS, StripType.MOTO, StripType.SLOW})


def junction_of(
    found: FoundJunction,
    roads: Sequence[Road],
    nodes: Mapping[NodeId, Node],
    signalised: frozenset[tuple[RoadId, RoadEnd]],
) -> tuple[Junction, tuple[int, ...]]:
    """Return the record of a junction, and its arms as indices of the found ones, clockwise.

    Parameters
    ----------
    found
        The junction as it was found.
    roads
        All roads of the area.
    nodes
        Nodes by key.
    signalised
        Road ends near which signals stand.
    """
    shapes = found.mouths.shapes
    ends_m = found.mouths.rounded_m
    bearings = [_bearing_deg(shape, end) for shape, end in zip(shapes, ends_m, strict=True)]
    order = sorted(range(len(shapes)), key=lambda index: (bearings[index], shapes[index].arm))
    arms = tuple(_arm(shapes[index], bearings[index]) for index in order)
    own = [shape.frame.road for shape in shapes] + [roads[index] for index in found.inner_roads]
    names = _names(own)
    places = np.array([(nodes[key].x_m, nodes[key].y_m) for key in found.nodes])
    ends = {(shape.frame.road.road_id, shape.arm.end) for shape in shapes}
    controls = {nodes[key].control for key in found.nodes}
    if ends & signalised:
        controls.add(Control.SIGNAL)
    x_m, y_m = places.mean(axis=0)
    junction = Junction(
        junction_id=junction_key(found.nodes),
        name=NAMES_JOINED_BY.join(names),
        x_m=round(float(x_m), 3),
        y_m=round(float(y_m), 3),
        road_names=names,
        arms=arms,
        control=_strongest(controls),
        method=Method.OSM,
        node_ids=found.nodes,
    )
    return junction, tuple(order)


def junction_key(nodes: Sequence[NodeId]) -> JunctionId:
    """Return the key of a junction: it stays while its smallest node does."""
    return JunctionId(f"{min(nodes)}:j")


def as_stated(junction: Junction, stated: Sequence[Junction]) -> Junction:
    """Return a derived junction with the name and the control that people state of it."""
    nodes = set(junction.node_ids)
    own = [one for one in stated if one.node_ids and nodes >= set(one.node_ids)]
    own = [one for one in own if one.method in BY_PEOPLE]
    for one in sorted(own, key=lambda one: one.junction_id):
        junction = replace(
            junction,
            name=one.name or junction.name,
            control=junction.control if one.control is Control.UNKNOWN else one.control,
            method=one.method,
            source=one.source,
            corners=one.corners or junction.corners,
        )
    return junction


def rank(road: Road) -> int:
    """Return the place of a road's class in the order of classes, 0 the highest."""
    return RANKS.index(road.road_class)


def _names(roads: Sequence[Road]) -> tuple[str, ...]:
    """Return the names of the roads, the highest class first, each once."""
    named = sorted((rank(road), road.name) for road in roads if road.name)
    return tuple(dict.fromkeys(name for _, name in named))


def _strongest(controls: set[Control]) -> Control:
    order = (Control.SIGNAL, Control.FLASHING, Control.STOP, Control.NONE)
    return next((control for control in order if control in controls), Control.UNKNOWN)


def _bearing_deg(shape: ArmShape, cut_m: float) -> float:
    """Return the bearing of an arm outward, clockwise from north, 0 to 360."""
    start = shape.line.interpolate(min(cut_m, shape.length_m))
    end = shape.line.interpolate(min(cut_m + BEARING_LOOK_M, shape.length_m))
    dx, dy = end.x - start.x, end.y - start.y
    if math.hypot(dx, dy) < 1e-6:  # noqa: PLR2004
        dx, dy = shape.direction
    return round(math.degrees(math.atan2(dx, dy)) % 360, 4) % 360


def _arm(shape: ArmShape, bearing_deg: float) -> Arm:
    road, end = shape.frame.road, shape.arm.end
    section = road.sections[0 if end is RoadEnd.START else -1]
    inward = Direction.BACKWARD if end is RoadEnd.START else Direction.FORWARD
    lanes = [strip for strip in section.strips if strip.strip_type in LANES]
    into = sum(strip.direction in {inward, Direction.BOTH} for strip in lanes)
    out = sum(strip.direction not in {inward, Direction.NONE} for strip in lanes)
    return Arm(
        road_name=road.name,
        bearing_deg=bearing_deg,
        lanes_in=into,
        lanes_out=out,
        road_id=road.road_id,
        road_end=end,
    )
