"""What a street sheet shows: which place, how large, on which paper, of which day."""

from dataclasses import dataclass
from datetime import date

import shapely

from drawing.model import A3, Paper
from drawing.placement import Box, Placement
from language import Language
from roadnet.sheet.page import page_of


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """The choices of one street sheet."""

    centre_m: tuple[float, float]  # in the CRS of the streets
    day: date
    scale: float = 200.0  # N of 1:N
    paper: Paper = A3.landscape
    language: Language = Language.ZH_TW
    rotation_deg: float = 0.0  # how far the map is turned clockwise; 0: north is up
    title: str = ""  # empty: the junction at the centre, else the area
    map_version: str = ""  # which state of the map; empty: not from a store

    @property
    def field_mm(self) -> Box:
        """The frame of the map on the paper: x, y, width, height."""
        return page_of(self.paper).field_mm

    @property
    def placement(self) -> Placement:
        """Where the ground lies on the paper; also what `write_dxf` needs for true metres."""
        x, y, width, height = self.field_mm
        centre_mm = (x + width / 2, y + height / 2)
        return Placement(self.scale, self.centre_m, centre_mm, self.rotation_deg)

    @property
    def ground_m(self) -> shapely.Polygon:
        """The ground inside the frame."""
        x, y, width, height = self.field_mm
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        return shapely.Polygon([self.placement.to_m(corner) for corner in corners])
