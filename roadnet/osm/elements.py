"""What an OpenStreetMap file holds: nodes, ways and relations with their tags."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Tags = Mapping[str, str]
NO_TAGS: Tags = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OsmWay:
    """A chain of nodes."""

    way_id: int
    node_ids: tuple[int, ...]
    tags: Tags


@dataclass(frozen=True, slots=True)
class OsmMember:
    """What a relation names: an element and its role."""

    kind: str  # node, way or relation
    ref: int
    role: str


@dataclass(frozen=True, slots=True)
class OsmRelation:
    """A group of elements."""

    relation_id: int
    members: tuple[OsmMember, ...]
    tags: Tags


@dataclass(slots=True)
class OsmData:
    """All elements of a file; places are (longitude, latitude) in degrees of WGS84."""

    places: dict[int, tuple[float, float]] = field(default_factory=dict)
    node_tags: dict[int, Tags] = field(default_factory=dict)  # of tagged nodes only
    ways: list[OsmWay] = field(default_factory=list)
    relations: list[OsmRelation] = field(default_factory=list)
