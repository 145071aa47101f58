"""What derives from the streets: surfaces, each with whose it is."""

from dataclasses import dataclass

import shapely

from roadnet.geometry.road_frame import RoadFrame
from roadnet.model import (
    GroundArea,
    Junction,
    JunctionId,
    NodeId,
    Road,
    RoadEnd,
    RoadId,
    Strip,
)


@dataclass(frozen=True, slots=True)
class StripArea:
    """The surface of a strip between the mouths of its road; in parts where others cut it."""

    road: Road
    section_index: int
    strip_index: int
    polygons: tuple[shapely.Polygon, ...]  # largest first

    @property
    def strip(self) -> Strip:
        """The strip."""
        return self.road.sections[self.section_index].strips[self.strip_index]


@dataclass(frozen=True, slots=True)
class Mouth:
    """Where an arm ends and its junction begins."""

    road_id: RoadId
    end: RoadEnd
    node_id: NodeId
    distance_m: float  # from the node along the road
    station_m: float  # on the road


@dataclass(frozen=True, slots=True)
class JunctionArea:
    """The surface of a junction between the mouths of its arms and its kerbs."""

    junction: Junction
    polygons: tuple[shapely.Polygon, ...]  # largest first
    layer: int
    mouths: tuple[Mouth, ...]  # in the order of the junction's arms
    inner_roads: tuple[RoadId, ...]  # roads that lie wholly inside
    road_class: str  # highest class of its roads


@dataclass(frozen=True, slots=True)
class CornerArea:
    """The sidewalk around a corner of a junction."""

    junction_id: JunctionId
    polygons: tuple[shapely.Polygon, ...]
    layer: int
    road_class: str


@dataclass(frozen=True, slots=True)
class IslandArea:
    """A traffic island: left over inside a junction or a roundabout, or stated."""

    key: str
    polygons: tuple[shapely.Polygon, ...]
    layer: int
    junction_id: JunctionId | None = None
    stated: GroundArea | None = None
    is_median: bool = False  # between the carriageways of a street


@dataclass(frozen=True, slots=True)
class GroundSurface:
    """The surface of a stated ground area that no strip or junction takes."""

    area: GroundArea
    polygons: tuple[shapely.Polygon, ...]
    road_class: str = ""  # of the nearest street


@dataclass(frozen=True, slots=True, eq=False)
class StreetGeometry:
    """All surfaces of an area; polygons of one layer do not overlap."""

    strips: tuple[StripArea, ...]
    junctions: tuple[JunctionArea, ...]
    corners: tuple[CornerArea, ...]
    islands: tuple[IslandArea, ...]
    grounds: tuple[GroundSurface, ...]
    frames: dict[RoadId, RoadFrame]
