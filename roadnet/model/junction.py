"""A junction: the place where arms meet, with its control and corners."""

from dataclasses import dataclass, field
from enum import StrEnum

from roadnet.model.curve import Point
from roadnet.model.keys import JunctionId, NodeId, RoadId
from roadnet.model.provenance import Measured, Method, Times


class RoadEnd(StrEnum):
    """One of the two ends of a road."""

    START = "start"  # station 0
    END = "end"  # the last station


class Control(StrEnum):
    """How traffic at a junction is controlled."""

    SIGNAL = "signal"  # traffic signals
    FLASHING = "flashing"  # flashing signals: yellow for the main road, red for the other
    STOP = "stop"  # stop or yield on the minor road
    NONE = "none"  # nothing but the rules of the road
    UNKNOWN = "unknown"  # not known


@dataclass(frozen=True, slots=True)
class Arm:
    """A road end at a junction."""

    road_name: str
    bearing_deg: float  # from the junction outward, clockwise from north
    lanes_in: int = 1  # lanes towards the junction
    lanes_out: int = 1  # lanes away from it
    road_id: RoadId | None = None  # None where only the name of the road is known
    road_end: RoadEnd | None = None
    fixed_mouth: Measured | None = None  # distance from the node along the road; None: derived
    has_priority: bool | None = None  # None: not known


@dataclass(frozen=True, slots=True)
class Corner:
    """The kerb between two neighbouring arms of a junction.

    One of `radius` and `kerb_line_m` is used; the line, a surveyed kerb, wins.
    """

    clockwise_from: int  # index of the arm; the corner lies clockwise after it
    radius: Measured | None = None
    kerb_line_m: tuple[Point, ...] = ()
    sidewalk_width: Measured | None = None
    has_ramp: bool | None = None  # a ramp for wheelchairs; None: not known


@dataclass(frozen=True, slots=True)
class Junction:
    """A place where arms meet; `arms` is empty where only the crossing names are known.

    A junction that a person or a source states holds together the nodes it names; all other
    junctions are derived from roads and nodes.
    """

    junction_id: JunctionId
    name: str  # road names joined by ×
    x_m: float
    y_m: float
    road_names: tuple[str, ...]
    arms: tuple[Arm, ...] = ()  # clockwise from north
    control: Control = Control.UNKNOWN
    method: Method = Method.ASSUMED
    sigma_m: float | None = None  # standard error of the point
    node_ids: tuple[NodeId, ...] = ()  # the nodes it consists of, sorted
    corners: tuple[Corner, ...] = ()  # only those that are stated
    outline_override_m: tuple[Point, ...] = ()  # surveyed outline that wins over the derived one
    source: str = ""
    times: Times = field(default_factory=Times)
