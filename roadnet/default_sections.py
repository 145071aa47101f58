"""Default widths and strips of streets: what is assumed where a source says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from roadnet.model import RoadClass

RULES_FILE = Path(__file__).parent.parent / "data" / "streets" / "cross_sections.yaml"
ARTERIAL = frozenset(
    {
        RoadClass.MOTORWAY,
        RoadClass.MOTORWAY_LINK,
        RoadClass.TRUNK,
        RoadClass.TRUNK_LINK,
        RoadClass.PRIMARY,
        RoadClass.PRIMARY_LINK,
        RoadClass.SECONDARY,
        RoadClass.SECONDARY_LINK,
    }
)
OTHER = "other"


@dataclass(frozen=True, slots=True)
class DefaultSections:
    """The defaults of one region (`data/streets/cross_sections.yaml`)."""

    region: str
    source: str  # file and version, for the values taken from it
    sigma_m: Mapping[str, float]
    values: Mapping[str, Any]

    def by_class(self, item: str, road_class: RoadClass) -> float:
        """Return the value of a table by road class, such as `lane_width_m`."""
        table = self.values[item]
        return float(table.get(str(road_class), table[OTHER]))

    def width_m(self, item: str) -> float:
        """Return a plain value, such as `bike_lane_width_m`."""
        return float(self.values[item])

    def is_assumed_on(self, item: str, road_class: RoadClass) -> bool:
        """Whether a thing is drawn on roads of a class although nothing is stated."""
        return str(road_class) in self.values[item]

    def outer_lane_width_m(self, road_class: RoadClass) -> float:
        """Return the width of the lane at the kerb."""
        stated = self.values["outer_lane_width_m"].get(str(road_class))
        return float(stated) if stated else self.by_class("lane_width_m", road_class)

    def corner_radius_m(self, one: RoadClass, other: RoadClass) -> float:
        """Return the radius of the kerb between two arms."""
        table = self.values["corner_radius_m"]
        return float(table["arterial" if {one, other} & ARTERIAL else "local"])


@cache
def default_sections(region: str = "default") -> DefaultSections:
    """Return the defaults of a region: a country code, or `default` where it has none of its own.

    Examples
    --------
    >>> default_sections("TW").by_class("sidewalk_width_m", RoadClass.PRIMARY)
    2.5
    >>> default_sections("DE").region
    'default'
    """
    text = yaml.safe_load(RULES_FILE.read_text(encoding="utf-8"))
    regions = text["regions"]
    values = dict(regions["default"])
    known = region in regions
    if known:
        values |= regions[region]
    return DefaultSections(
        region=region if known else "default",
        source=f"{RULES_FILE.name} {text['version']}",
        sigma_m=text["sigma_m"],
        values=values,
    )
