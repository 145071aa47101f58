"""Roads with two lanes, and a crossing of four of them."""

from roadnet.model import (
    MOTOR_VEHICLES,
    Direction,
    Node,
    NodeId,
    PolylinePiece,
    Profile,
    ReferenceLine,
    Road,
    RoadClass,
    RoadId,
    Section,
    Streets,
    Strip,
    StripId,
    StripType,
)

EAST_M, NORTH_M = 302_000.0, 2_771_000.0  # in Taipei, where the rules of Taiwan hold


def road(key, start, end, nodes=None):
    """A road with a lane each way, between two points seen from a place in Taipei."""
    points = tuple((x + EAST_M, y + NORTH_M) for x, y in (start, end))
    line = ReferenceLine((PolylinePiece(points),))
    lanes = tuple(
        Strip(
            StripId(f"{key}.{number}"),
            StripType.DRIVE,
            Profile.constant(3.0),
            direction,
            MOTOR_VEHICLES,
        )
        for number, direction in enumerate((Direction.BACKWARD, Direction.FORWARD))
    )
    ends = nodes or (f"{key}-start", f"{key}-end")
    return Road(
        RoadId(key),
        NodeId(ends[0]),
        NodeId(ends[1]),
        line,
        (Section(0.0, line.length_m, lanes, 1),),
        name=f"{key} street",
        road_class=RoadClass.SECONDARY,
    )


def nodes_of(roads):
    """The nodes at the ends of roads."""
    places = {}
    for one in roads:
        points = one.line.pieces[0].points_m
        places[one.from_node], places[one.to_node] = points[0], points[-1]
    return tuple(Node(NodeId(key), *places[key]) for key in sorted(places))


def streets(*roads, **more):
    """Roads as an area."""
    return Streets("a", "EPSG:3826", nodes=nodes_of(roads), roads=tuple(roads), **more)


def crossing():
    """Four roads that meet."""
    ends = {"e": (80, 0), "n": (0, 80), "s": (0, -80), "w": (-80, 0)}
    return streets(*(road(key, (0, 0), end, ("m", key)) for key, end in sorted(ends.items())))
