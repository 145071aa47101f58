"""Streets made on the spot: a straight one for specimens, and a crossing with everything."""

import math
from datetime import date

from roadnet.model import (
    Boundary,
    Control,
    CrossFeature,
    Direction,
    DrivingSide,
    FeatureId,
    LineMarking,
    LinePiece,
    LineStyle,
    Measured,
    Method,
    Mode,
    Node,
    NodeId,
    Profile,
    ReferenceLine,
    Road,
    RoadClass,
    RoadEnd,
    RoadId,
    Section,
    Stated,
    Streets,
    Strip,
    StripId,
    StripType,
)

X, Y = 302_000.0, 2_771_000.0
LENGTH_M = 80.0
SURVEYED = Stated(Method.SURVEYED, 0.02, "survey")
MOTOR = frozenset({Mode.CAR, Mode.MOTO_SMALL, Mode.MOTO_LARGE, Mode.BUS, Mode.TRUCK, Mode.BIKE})
BEFORE, AFTER = date(2025, 6, 29), date(2025, 7, 1)


def measured(value, sigma_m=0.02):
    return Measured(value, Method.SURVEYED, sigma_m, "survey")


def strip(key, kind, width_m, direction=Direction.NONE, turns=(), method=Method.SURVEYED):
    return Strip(
        StripId(key),
        kind,
        Profile.constant(width_m, method, 0.02, "survey"),
        direction,
        MOTOR if direction in (1, -1) else frozenset(),
        turns,
        height_m=0.15 if kind is StripType.SIDEWALK else None,
    )


def feature(key, kind, road="a", end=RoadEnd.END, **facts):
    facts.setdefault("stated", SURVEYED)
    return CrossFeature(FeatureId(key), kind, RoadId(road), end, **facts)


def boundaries(count, markings):
    """Boundaries of a section with `count` strips; `markings` by boundary, others stated bare."""
    bare = LineMarking(style=LineStyle.NONE, method=Method.SURVEYED)
    return tuple(
        Boundary(tuple(markings[index]) if index in markings else (bare,))
        for index in range(count + 1)
    )


def lane_marking(code="", **facts):
    return LineMarking(code=code, method=Method.SURVEYED, **facts)


STRAIGHT = (
    ("s0", StripType.SIDEWALK, 3.0, Direction.NONE),
    ("b1", StripType.DRIVE, 3.5, Direction.BACKWARD),
    ("f1", StripType.DRIVE, 3.5, Direction.FORWARD),
    ("f2", StripType.DRIVE, 3.5, Direction.FORWARD),
    ("s1", StripType.SIDEWALK, 3.0, Direction.NONE),
)


def straight_road(key, start=(X, Y), markings=None, strips=STRAIGHT, left_count=2, **facts):
    """A road 80 m to the east; x along it, y across; strips are `<key>.<strip>`."""
    made = tuple(strip(f"{key}.{name}", *rest) for name, *rest in strips)
    own = boundaries(len(made), markings or {})
    section = Section(0.0, LENGTH_M, made, left_count, boundaries=own)
    return Road(
        RoadId(key),
        NodeId(f"{key}.w"),
        NodeId(f"{key}.e"),
        ReferenceLine((LinePiece(*start, 0.0, LENGTH_M),)),
        (section,),
        road_class=RoadClass.PRIMARY,
        stated=SURVEYED,
        **facts,
    )


def straight(markings=None, features=(), road_facts=None, **facts):
    """The road `a` alone."""
    road = straight_road("a", markings=markings, **(road_facts or {}))
    return streets_of([road], features, **facts)


def streets_of(roads, features=(), **facts):
    """Streets of roads whose ends are nodes of their own."""
    nodes = {}
    for road in roads:
        (piece,) = road.line.pieces
        east = piece.x_m + LENGTH_M * math.cos(piece.heading_rad)
        north = piece.y_m + LENGTH_M * math.sin(piece.heading_rad)
        nodes[road.from_node] = Node(road.from_node, piece.x_m, piece.y_m)
        nodes[road.to_node] = Node(road.to_node, east, north)
    return Streets(
        "made",
        "EPSG:3826",
        DrivingSide.RIGHT,
        Method.SURVEYED,
        tuple(nodes[key] for key in sorted(nodes)),
        tuple(sorted(roads, key=lambda road: road.road_id)),
        cross_features=tuple(features),
        **facts,
    )


HALF = (("slow", StripType.SLOW, 2.2), ("out", StripType.DRIVE, 3.25), ("in", StripType.DRIVE, 3.0))


def cross_road(key, start, heading_rad, from_node, to_node, markings=None):
    """A road of six lanes: forward lanes on the right; keys such as `east.f.in`."""
    left = [(f"{key}.b.{name}", kind, width, Direction.BACKWARD) for name, kind, width in HALF]
    right = [(f"{key}.f.{name}", kind, width, Direction.FORWARD) for name, kind, width in HALF]
    specs = [
        (f"{key}.walk.l", StripType.SIDEWALK, 3.0),
        *left,
        *reversed(right),
        (f"{key}.walk.r", StripType.SIDEWALK, 3.0),
    ]
    strips = tuple(strip(*one) for one in specs)
    own = boundaries(len(strips), markings) if markings is not None else ()
    section = Section(0.0, LENGTH_M, strips, 4, boundaries=own)
    return Road(
        RoadId(key),
        NodeId(from_node),
        NodeId(to_node),
        ReferenceLine((LinePiece(*start, heading_rad, LENGTH_M),)),
        (section,),
        name={"east": "中正路", "west": "中正路", "north": "文化路", "south": "文化路"}[key],
        road_class=RoadClass.PRIMARY,
        speed_limit_kmh=50.0,
        stated=SURVEYED,
    )


def cross(features=(), control=Control.SIGNAL, markings=None, **facts):
    """A crossing of two main roads; `east` starts at the junction, the others end there."""
    roads = (
        cross_road("east", (X, Y), 0.0, "j", "e", markings),
        cross_road("north", (X, Y + LENGTH_M), -1.5707963267948966, "n", "j", markings),
        cross_road("south", (X, Y - LENGTH_M), 1.5707963267948966, "s", "j", markings),
        cross_road("west", (X - LENGTH_M, Y), 0.0, "w", "j", markings),
    )
    nodes = (
        Node(NodeId("e"), X + LENGTH_M, Y),
        Node(NodeId("j"), X, Y, control=control),
        Node(NodeId("n"), X, Y + LENGTH_M),
        Node(NodeId("s"), X, Y - LENGTH_M),
        Node(NodeId("w"), X - LENGTH_M, Y),
    )
    return Streets(
        "made",
        "EPSG:3826",
        DrivingSide.RIGHT,
        Method.SURVEYED,
        nodes,
        roads,
        cross_features=tuple(features),
        **facts,
    )
