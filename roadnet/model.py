"""What a street is: for now junctions with their arms; the street-block model joins them here."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

JunctionId = NewType("JunctionId", str)


class Method(StrEnum):
    """How a value of the map was obtained."""

    SURVEYED = "surveyed"  # measured on the ground
    ORTHOPHOTO = "orthophoto"  # read off a rectified photo
    OSM = "osm"  # stated by OpenStreetMap
    OPENDRIVE = "opendrive"  # stated by an OpenDRIVE file
    OFFICER = "officer"  # stated by an officer
    PLACE_TEXT = "place_text"  # learned from place texts and points of crash records
    DEMO = "demo"  # invented for the demo city
    ASSUMED = "assumed"  # a default where nothing is known


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


@dataclass(frozen=True, slots=True)
class Junction:
    """A place where arms meet; `arms` is empty where only the crossing names are known."""

    junction_id: JunctionId
    name: str  # road names joined by ×
    x_m: float
    y_m: float
    road_names: tuple[str, ...]
    arms: tuple[Arm, ...] = ()  # clockwise from north
    control: Control = Control.UNKNOWN
    method: Method = Method.ASSUMED
    sigma_m: float | None = None  # standard error of the point
