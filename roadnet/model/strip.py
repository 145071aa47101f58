"""A strip: one lane, sidewalk, median, kerb… of the cross-section of a road."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from roadnet.model.keys import StripId
from roadnet.model.profile import Profile


class StripType(StrEnum):
    """What a strip is for."""

    DRIVE = "drive"  # lane for all motor vehicles
    MOTO = "moto"  # motorcycle lane 機車道
    SLOW = "slow"  # slow-vehicle lane 慢車道
    BIKE = "bike"  # cycle lane or cycle track
    BUS = "bus"  # bus lane
    PARKING = "parking"  # parking bays along the carriageway
    SHOULDER = "shoulder"  # paved edge beside the lanes
    GUTTER = "gutter"  # drainage channel along the kerb
    KERB = "kerb"  # the kerb stone itself
    SIDEWALK = "sidewalk"  # for pedestrians, beside the carriageway
    VERGE = "verge"  # grass or planting
    MEDIAN = "median"  # raised or painted middle of a carriageway
    ISLAND = "island"  # raised island between strips
    SERVICE_STRIP = "service_strip"  # street furniture and trees 公共設施帶
    FOOTWAY = "footway"  # a way of its own for pedestrians
    PATH = "path"  # a way of its own for pedestrians, cyclists or both


SIDEWALK_LIKE = frozenset(
    {
        StripType.KERB,
        StripType.SIDEWALK,
        StripType.VERGE,
        StripType.SERVICE_STRIP,
        StripType.FOOTWAY,
    }
)  # strips outside the kerb lines where they stand at the edge of a section


class Direction(IntEnum):
    """Which way traffic moves on a strip, seen along the stations of its road."""

    BACKWARD = -1  # against the stations
    NONE = 0  # nothing moves along it
    FORWARD = 1  # with the stations
    BOTH = 2  # both ways: an alley without lines, a centre turn lane, a sidewalk


class Mode(StrEnum):
    """A kind of traffic that may use a strip."""

    CAR = "car"  # cars and light trucks
    MOTO_SMALL = "moto_small"  # motorcycles to 250 cm³ 普通、輕型機車
    MOTO_LARGE = "moto_large"  # large heavy motorcycles 大型重型機車
    BIKE = "bike"  # bicycles and other slow vehicles
    BUS = "bus"  # buses
    TRUCK = "truck"  # heavy goods vehicles
    PED = "ped"  # pedestrians


MOTOR_VEHICLES = frozenset({Mode.CAR, Mode.MOTO_SMALL, Mode.MOTO_LARGE, Mode.BUS, Mode.TRUCK})


class Turn(StrEnum):
    """What a lane arrow allows, or what a movement does."""

    U_TURN = "u_turn"  # back where it came from
    SHARP_LEFT = "sharp_left"  # more than about 135° to the left
    LEFT = "left"  # to the left
    SLIGHT_LEFT = "slight_left"  # less than about 45° to the left
    THROUGH = "through"  # straight on
    SLIGHT_RIGHT = "slight_right"  # less than about 45° to the right
    RIGHT = "right"  # to the right
    SHARP_RIGHT = "sharp_right"  # more than about 135° to the right
    MERGE_LEFT = "merge_left"  # the lane ends: change to the left
    MERGE_RIGHT = "merge_right"  # the lane ends: change to the right


class Surface(StrEnum):
    """What a strip is made of."""

    ASPHALT = "asphalt"  # bituminous
    CONCRETE = "concrete"  # cement concrete
    PAVING = "paving"  # stones, slabs, bricks
    GRASS = "grass"  # grass or planting
    GRAVEL = "gravel"  # loose stones
    EARTH = "earth"  # not made up
    UNKNOWN = "unknown"  # not known


@dataclass(frozen=True, slots=True)
class Strip:
    """One strip of a section; its edges follow from the widths of the strips beside it."""

    strip_id: StripId
    strip_type: StripType
    width: Profile  # by distance from the start of the section
    direction: Direction = Direction.NONE
    allowed: frozenset[Mode] = field(default_factory=frozenset)
    turns: tuple[Turn, ...] = ()  # arrows stated for the lane; empty: none stated
    surface: Surface = Surface.UNKNOWN
    height_m: float | None = None  # above the carriageway; kerbs and sidewalks 0.15
    speed_limit_kmh: float | None = None  # where it differs from the road's
