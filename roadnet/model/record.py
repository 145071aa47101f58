"""A record of the map as a store keeps it: a key, an extent, two times, and the content as JSON."""

from dataclasses import dataclass
from datetime import date, datetime

from roadnet.model.provenance import Method
from roadnet.model.streets import DrivingSide

Box = tuple[float, float, float, float]  # west, south, east, north, in metres of the area's CRS


@dataclass(frozen=True, slots=True)
class StreetArea:
    """What holds for all records of one area; an area imported again keeps its name."""

    name: str
    crs: str  # an EPSG code, or `local`
    driving_side: DrivingSide = DrivingSide.RIGHT
    driving_side_method: Method = Method.ASSUMED
    notes: str = "[]"  # Messages of the reader, as JSON
    source: str = ""  # the file it was read from


@dataclass(frozen=True, slots=True)
class StreetRecord:
    """One node, road, junction, marking … of an area."""

    kind: str  # the plural of its class, as `Streets` names it: nodes, roads, cross_features …
    key: str  # unique in its kind
    box_m: Box | None  # None: it has no place of its own, such as a corridor
    content: str  # JSON of the dataclass; "" in the history: a file has it no longer
    valid_from: date | None = None
    valid_to: date | None = None
    is_edit: bool = False  # made or changed by a person: an import does not replace it
    author: str = ""
    recorded_at: datetime | None = None  # set by the store
    superseded_at: datetime | None = None  # set by the store
    reason: str = ""  # of a correction; told by the history only


@dataclass(frozen=True, slots=True)
class StreetOverview:
    """Where an area lies, and what is known of its days."""

    box_m: Box | None  # around its nodes; None: it has none
    roads: int
    dated_roads: int  # of which the first day on the street is known
    corrections: int  # records that people made or changed
    recorded_at: datetime | None  # of the last change of any record, also of those that went


@dataclass(frozen=True, slots=True)
class StreetOutcome:
    """What saving an area did to its records."""

    new: int
    changed: int
    unchanged: int
    gone: int  # no longer delivered
    kept_edits: int  # made by a person: not replaced
