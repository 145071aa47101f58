"""A strip as the tags tell it, before all widths are known."""

from dataclasses import dataclass, field
from enum import StrEnum

from roadnet.model import Direction, LaneChange, Mode, StripType, Turn


class Place(StrEnum):
    """Where a strip lies in the cross-section, which decides whose width counts it."""

    LANE = "lane"  # between the kerbs, counted by `lanes`
    ROADWAY = "roadway"  # between the kerbs beside the lanes: cycle lane, parking
    ROADSIDE = "roadside"  # outside the width of the carriageway: track, bay, verge, sidewalk


@dataclass(frozen=True, slots=True)
class LaneDraft:
    """A strip whose width may still be open."""

    strip_type: StripType
    direction: Direction
    place: Place
    default_m: float  # width where nothing is stated
    stated_m: float | None = None  # width by a tag of its own
    turns: tuple[Turn, ...] = ()
    allowed: frozenset[Mode] = field(default_factory=frozenset)
    speed_limit_kmh: float | None = None
    height_m: float | None = None
    change: LaneChange = LaneChange.UNKNOWN  # who may leave the lane, seen by its traffic
