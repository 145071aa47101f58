"""All that is stated about the streets of one area: what readers make and writers take."""

from dataclasses import dataclass
from enum import StrEnum

from language import Message
from roadnet.model.asset import GroundArea, LinearAsset, PointAsset
from roadnet.model.cross_feature import CrossFeature
from roadnet.model.junction import Junction
from roadnet.model.movement import Movement, TurnRule
from roadnet.model.provenance import Method
from roadnet.model.road import Corridor, Node, Road
from roadnet.model.signal import SignalController

LOCAL_CRS = "local"  # metres of a plane that is tied to no place on Earth


class DrivingSide(StrEnum):
    """The side of the road traffic keeps to."""

    RIGHT = "right"  # as in Taiwan
    LEFT = "left"  # as in Japan


@dataclass(frozen=True, slots=True)
class Streets:
    """The streets of one area; everything else (polygons, movements, paint) derives from them.

    Every tuple is ordered by key. Coordinates are metres in `crs`, an EPSG code or `local`.
    """

    area: str
    crs: str
    driving_side: DrivingSide = DrivingSide.RIGHT
    driving_side_method: Method = Method.ASSUMED
    nodes: tuple[Node, ...] = ()
    roads: tuple[Road, ...] = ()
    corridors: tuple[Corridor, ...] = ()
    junctions: tuple[Junction, ...] = ()  # stated ones; the others derive from roads and nodes
    movements: tuple[Movement, ...] = ()  # stated ones; the others derive from the junctions
    turn_rules: tuple[TurnRule, ...] = ()
    cross_features: tuple[CrossFeature, ...] = ()
    point_assets: tuple[PointAsset, ...] = ()
    linear_assets: tuple[LinearAsset, ...] = ()
    ground_areas: tuple[GroundArea, ...] = ()
    controllers: tuple[SignalController, ...] = ()
    notes: tuple[Message, ...] = ()  # what the reader left out or had to assume
