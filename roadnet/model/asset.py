"""Things beside and on the street: points, lines and areas."""

from dataclasses import dataclass, field
from enum import StrEnum

from roadnet.model.boundary import PaintColour
from roadnet.model.curve import Point
from roadnet.model.keys import AssetId, ControllerId, RoadId
from roadnet.model.provenance import Measured, Stated, Times
from roadnet.model.strip import Turn


class PointKind(StrEnum):
    """What a point asset is."""

    POLE = "pole"  # carries signs, signals or lamps
    SIGN = "sign"  # traffic sign
    SIGNAL = "signal"  # signal head
    LAMP = "lamp"  # street lamp
    CAMERA = "camera"  # enforcement or surveillance camera
    HYDRANT = "hydrant"  # fire hydrant
    TREE = "tree"  # tree
    UTILITY_BOX = "utility_box"  # electricity or telephone box
    BUS_STOP = "bus_stop"  # stop of a bus
    BOLLARD = "bollard"  # post that keeps vehicles out 交通桿
    OTHER = "other"  # told by `code`


class LensShape(StrEnum):
    """What a lens of a signal shows."""

    FULL = "full"  # the whole lens
    ARROW = "arrow"  # an arrow
    PEDESTRIAN = "pedestrian"  # a walking or standing figure
    BICYCLE = "bicycle"  # a bicycle
    COUNTDOWN = "countdown"  # seconds left
    LANE = "lane"  # cross or arrow over a lane


class LensColour(StrEnum):
    """Colour of a lens."""

    RED = "red"  # stop
    YELLOW = "yellow"  # caution
    GREEN = "green"  # go
    WHITE = "white"  # special signals of public transport


@dataclass(frozen=True, slots=True)
class Lens:
    """One lens of a signal head, in the order of the head."""

    colour: LensColour
    shape: LensShape = LensShape.FULL
    turn: Turn | None = None  # of an arrow
    diameter: Measured | None = None


@dataclass(frozen=True, slots=True)
class PointAsset:
    """A thing that stands at a point."""

    asset_id: AssetId
    kind: PointKind
    x_m: float
    y_m: float
    z_m: float | None = None
    heading_rad: float | None = None  # direction the face looks to, counter-clockwise from east
    road_id: RoadId | None = None  # the road whose traffic it speaks to
    code: str = ""  # of a sign: 遵1, 限5 …; of others what the source calls it
    value: str = ""  # speed, text, panel
    size: Measured | None = None  # diameter, side or diagonal
    bottom_height: Measured | None = None  # lower edge above the road
    pole_id: AssetId | None = None
    lenses: tuple[Lens, ...] = ()  # of a signal head
    mount: str = ""  # of a signal head: pole, mast_arm, gantry, span_wire
    controller_id: ControllerId | None = None
    signal_group: str = ""  # group of the controller that it shows
    external_ids: tuple[tuple[str, str], ...] = ()
    stated: Stated = field(default_factory=Stated)
    times: Times = field(default_factory=Times)


class LinearKind(StrEnum):
    """What a linear asset is."""

    GUARDRAIL = "guardrail"  # crash barrier
    FENCE = "fence"  # fence or railing
    WALL = "wall"  # wall or noise barrier
    KERB_PAINT = "kerb_paint"  # red or yellow line on or beside the kerb
    DRAIN = "drain"  # open drain
    TRAM_TRACK = "tram_track"  # rails in or beside the street
    OTHER = "other"  # told by the note


class Side(StrEnum):
    """A side of a road, seen along its stations."""

    LEFT = "left"  # the left side
    RIGHT = "right"  # the right side


@dataclass(frozen=True, slots=True)
class LinearAsset:
    """A thing along a line: an own line, or a side of a road between two stations."""

    asset_id: AssetId
    kind: LinearKind
    line_m: tuple[Point, ...] = ()  # empty: given by road, side and stations
    road_id: RoadId | None = None
    side: Side | None = None
    start_m: float | None = None  # stations of the road
    end_m: float | None = None
    colour: PaintColour = PaintColour.UNKNOWN
    rule_code: str = ""
    height: Measured | None = None
    external_ids: tuple[tuple[str, str], ...] = ()
    stated: Stated = field(default_factory=Stated)
    times: Times = field(default_factory=Times)


class GroundKind(StrEnum):
    """What a ground area is."""

    PARKING = "parking"  # parking bays off the cross-section
    ISLAND = "island"  # traffic island
    PEDESTRIAN_AREA = "pedestrian_area"  # square for pedestrians
    BUILDING_LINE = "building_line"  # edge of the street space 街廓線
    ARCADE = "arcade"  # covered walk under the first floor 騎樓
    PLANTING = "planting"  # green area
    OTHER = "other"  # told by the note


@dataclass(frozen=True, slots=True)
class GroundArea:
    """A surface that belongs to no cross-section; outer ring first, then holes."""

    asset_id: AssetId
    kind: GroundKind
    rings_m: tuple[tuple[Point, ...], ...]
    layer: int = 0
    height_m: float | None = None
    external_ids: tuple[tuple[str, str], ...] = ()
    stated: Stated = field(default_factory=Stated)
    times: Times = field(default_factory=Times)
