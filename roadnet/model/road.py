"""Nodes, roads between two nodes, and the corridors (named streets) they belong to."""

from dataclasses import dataclass, field
from enum import StrEnum

from roadnet.model.curve import ReferenceLine
from roadnet.model.junction import Control
from roadnet.model.keys import CorridorId, NodeId, RoadId
from roadnet.model.profile import Profile
from roadnet.model.provenance import Measured, Stated, Times
from roadnet.model.section import Section


class RoadClass(StrEnum):
    """Rank of a road, spelled as OpenStreetMap spells it."""

    MOTORWAY = "motorway"  # freeway 國道
    MOTORWAY_LINK = "motorway_link"  # ramp of a freeway
    TRUNK = "trunk"  # expressway 快速道路
    TRUNK_LINK = "trunk_link"  # ramp of an expressway
    PRIMARY = "primary"  # main road of a city 主要道路
    PRIMARY_LINK = "primary_link"  # turning road of a main road
    SECONDARY = "secondary"  # second rank 次要道路
    SECONDARY_LINK = "secondary_link"  # turning road of a second-rank road
    TERTIARY = "tertiary"  # third rank
    TERTIARY_LINK = "tertiary_link"  # turning road of a third-rank road
    UNCLASSIFIED = "unclassified"  # through road of the lowest rank
    RESIDENTIAL = "residential"  # street with addresses
    LIVING_STREET = "living_street"  # pedestrians share the street
    BUSWAY = "busway"  # for buses only
    SERVICE = "service"  # access, alley 巷弄, car park
    TRACK = "track"  # field or forest road
    PEDESTRIAN = "pedestrian"  # street for pedestrians
    FOOTWAY = "footway"  # a way of its own for pedestrians
    CYCLEWAY = "cycleway"  # a way of its own for cyclists
    PATH = "path"  # a way of its own, not for cars
    STEPS = "steps"  # stairs
    OTHER = "other"  # a rank the source spells differently


NOT_DRIVABLE = frozenset(
    {
        RoadClass.PEDESTRIAN,
        RoadClass.FOOTWAY,
        RoadClass.CYCLEWAY,
        RoadClass.PATH,
        RoadClass.STEPS,
    }
)


class NodeKind(StrEnum):
    """What stands at the end of a centre line."""

    PLAIN = "plain"  # an end or a joint
    MAP_EDGE = "map_edge"  # cut off at the edge of the area
    TURNING_CIRCLE = "turning_circle"  # widened dead end
    MINI_ROUNDABOUT = "mini_roundabout"  # a painted roundabout


class OneWay(StrEnum):
    """Which way motor vehicles may go, along the stations."""

    NO = "no"  # both ways
    FORWARD = "forward"  # with the stations
    BACKWARD = "backward"  # against the stations


@dataclass(frozen=True, slots=True)
class Node:
    """An end of one or more roads."""

    node_id: NodeId
    x_m: float
    y_m: float
    z_m: float | None = None
    kind: NodeKind = NodeKind.PLAIN
    control: Control = Control.UNKNOWN
    radius: Measured | None = None  # of a turning circle or a mini roundabout
    stated: Stated = field(default_factory=Stated)
    times: Times = field(default_factory=Times)


@dataclass(frozen=True, slots=True)
class Road:
    """A reference line between two nodes with its cross-sections; one carriageway."""

    road_id: RoadId
    from_node: NodeId
    to_node: NodeId
    line: ReferenceLine
    sections: tuple[Section, ...]  # ordered, without gaps, from 0 to the length of the line
    name: str = ""
    road_class: RoadClass = RoadClass.OTHER
    layer: int = 0  # vertical order: 0 ground, 1 bridge, -1 tunnel
    one_way: OneWay = OneWay.NO
    speed_limit_kmh: float | None = None
    is_roundabout: bool = False  # a piece of the ring of a roundabout
    is_access: bool = False  # a driveway or car-park aisle: opens into a street without a junction
    corridor_id: CorridorId | None = None
    elevation: Profile | None = None  # by station
    external_ids: tuple[tuple[str, str], ...] = ()  # such as ("osm", "123"), ("LinkID", "…")
    stated: Stated = field(default_factory=Stated)
    times: Times = field(default_factory=Times)

    @property
    def length_m(self) -> float:
        """Length of the reference line."""
        return self.line.length_m

    @property
    def is_one_way(self) -> bool:
        """Whether motor vehicles go one way only."""
        return self.one_way is not OneWay.NO

    @property
    def is_drivable(self) -> bool:
        """Whether motor vehicles use the road."""
        return self.road_class not in NOT_DRIVABLE


@dataclass(frozen=True, slots=True)
class Corridor:
    """One named street: its carriageways and whether a median divides them."""

    corridor_id: CorridorId
    name: str
    road_class: RoadClass
    road_ids: tuple[RoadId, ...]
    median_width: Measured | None = None  # None: not divided
    stated: Stated = field(default_factory=Stated)
    times: Times = field(default_factory=Times)
