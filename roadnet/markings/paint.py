"""A piece of paint on the street: what derives from markings, rules and a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import shapely

from roadnet.model import Condition, PaintColour, RoadId


class Assumption(StrEnum):
    """What of a piece of paint is assumed, besides its sizes."""

    EXISTENCE = "existence"  # nobody states that it is there: rules or custom say so
    POSITION = "position"  # it is there, but where along the road follows from its rule
    STYLE = "style"  # it is there, but of what kind follows from the strips beside it


@dataclass(frozen=True, slots=True)
class Paint:
    """One marking as it lies on the ground: all dashes of a line, all bars of a crosswalk.

    Coordinates are metres in the CRS of the streets.
    """

    code: str  # TW-<article>
    kind: str  # of the rule: line, stop_line, crosswalk …
    valid_from: date  # of the version of the rule it is drawn by
    colour: PaintColour
    polygons: tuple[shapely.Polygon, ...]
    element_id: str  # feature, asset, or boundary as <road>.s<section>.b<boundary>
    road_id: RoadId | None = None
    layer: int = 0  # vertical order, as of roads
    assumed: tuple[str, ...] = ()  # names of sizes, and values of Assumption
    symbol: str = ""  # letters, turns of an arrow, name of a symbol
    condition: Condition = Condition.UNKNOWN
    part: int = 0  # number among the parts of one element

    @property
    def is_assumed(self) -> bool:
        """Whether anything of it is assumed, so that drawings have to mark it."""
        return bool(self.assumed)
