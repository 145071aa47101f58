"""What the demo city is: records, junctions, streets and the planted truth, in one object."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
from shapely import LineString

from crashes.model import ImportBatch
from roadnet.model import Junction, JunctionId

# One row a crash, what really happened; known only because the city is invented.
CRASH_TRUTH_COLUMNS = (
    "crash_id",
    "junction_id",  # where it happened, None away from junctions
    "stretch",  # hot stretch away from junctions, None elsewhere
    "pattern",  # key of patterns.yaml
    "diagram_type",  # construction of the collision diagram that fits
    "planted",  # True where the crash belongs to a planted pattern of a hot place
    "true_x_m",  # where the vehicles met
    "true_y_m",
    "location_status",  # what a perfect assessment of the recorded point would say
)


@dataclass(frozen=True, slots=True)
class DemoStreet:
    """A named centre line with what a drawing of the street needs."""

    name: str
    road_class: str  # primary, secondary or residential
    lanes_per_direction: int
    width_m: float  # kerb to kerb
    median_m: float
    speed_limit_kmh: int
    line: LineString  # EPSG:3826


@dataclass(frozen=True, slots=True)
class PlantedPlace:
    """A hot place and the pattern that was planted there."""

    place: str  # junction key, or name of the stretch
    x_m: float
    y_m: float
    crashes_per_year: float
    pattern: str
    pattern_share: float
    diagram_type: str
    crash_type_codes: tuple[str, ...]
    story: dict[str, str]  # language -> sentence


@dataclass(frozen=True, slots=True)
class PlantedImprovement:
    """A measure with its true effect."""

    junction_id: JunctionId
    x_m: float
    y_m: float
    measure: dict[str, str]  # language -> name
    works_from: date
    completed: date
    true_effect: float  # -0.40: 40 % fewer crashes from completion on
    pattern: str | None  # the pattern it acts on


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that was planted."""

    hot_junctions: tuple[PlantedPlace, ...]
    hot_stretches: tuple[PlantedPlace, ...]
    improvements: tuple[PlantedImprovement, ...]
    yearly_rates: dict[JunctionId, float]  # true crashes per year, before any measure
    crashes: pd.DataFrame = field(repr=False)  # CRASH_TRUTH_COLUMNS


@dataclass(frozen=True, slots=True)
class DemoCity:
    """The demo city of one seed."""

    seed: int
    start: date
    end: date  # excluded
    settings: dict[str, Any]  # for `Store.change_settings`
    batch: ImportBatch = field(repr=False)
    junctions: tuple[Junction, ...] = field(repr=False)
    streets: tuple[DemoStreet, ...] = field(repr=False)
    locations: pd.DataFrame = field(repr=False)  # LOCATION_COLUMNS: what is true, not assessed
    truth: Truth = field(repr=False)
