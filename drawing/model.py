"""What a drawing is: paper, styles, and layers of primitives in millimetres."""

from dataclasses import dataclass, field
from enum import StrEnum

from errors import DaoanError

Point = tuple[float, float]
Tags = tuple[tuple[str, str], ...]


class DrawingError(DaoanError, ValueError):
    """A drawing names a style it does not have, or a name no format can carry."""


class Anchor(StrEnum):
    """Which end of a text stands at its point."""

    START = "start"  # the text begins at the point
    MIDDLE = "middle"  # the text is centred on the point
    END = "end"  # the text ends at the point


class Cap(StrEnum):
    """How a stroke ends."""

    BUTT = "butt"  # square, at the last point: exact length
    ROUND = "round"  # half a disc beyond the last point
    SQUARE = "square"  # half a line width beyond the last point


class Hatch(StrEnum):
    """Pattern that fills an area over its fill colour."""

    NONE = "none"  # plain
    DIAGONAL = "diagonal"  # thin lines at 45 degrees: assumed values
    CROSS = "cross"  # thin lines at 45 and 135 degrees


@dataclass(frozen=True, slots=True)
class Paper:
    """The sheet a drawing is printed on."""

    width_mm: float
    height_mm: float

    @property
    def landscape(self) -> "Paper":
        """The same paper, wider than high."""
        return Paper(max(self.width_mm, self.height_mm), min(self.width_mm, self.height_mm))

    @property
    def portrait(self) -> "Paper":
        """The same paper, higher than wide."""
        return Paper(min(self.width_mm, self.height_mm), max(self.width_mm, self.height_mm))


A4 = Paper(210.0, 297.0)
A3 = Paper(297.0, 420.0)


@dataclass(frozen=True, slots=True)
class Style:
    """How primitives look; colours are `#rrggbb`, None leaves a thing out."""

    stroke: str | None = "#000000"
    width_mm: float = 0.25
    dash_mm: tuple[float, ...] = ()
    dash_offset_mm: float = 0.0
    cap: Cap = Cap.BUTT
    fill: str | None = None
    hatch: Hatch = Hatch.NONE
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A stroked polyline; `points_mm` in drawing order."""

    points_mm: tuple[Point, ...]
    style: str
    tags: Tags = ()  # written as data-* in SVG, meaning unknown to drawing/


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon; the first ring is the outside, further ones are holes."""

    rings_mm: tuple[tuple[Point, ...], ...]
    style: str
    tags: Tags = ()


@dataclass(frozen=True, slots=True)
class Curve:
    """A stroked chain of cubic Béziers: start, then (control, control, end) for each piece."""

    start_mm: Point
    pieces_mm: tuple[tuple[Point, Point, Point], ...]
    style: str
    tags: Tags = ()


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle, filled or stroked as its style says."""

    centre_mm: Point
    radius_mm: float
    style: str
    tags: Tags = ()


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text on its baseline; turned clockwise by `angle_deg` about its point."""

    at_mm: Point
    text: str
    style: str  # its fill is the colour of the letters
    size_mm: float = 3.0  # height of the em box
    anchor: Anchor = Anchor.START
    angle_deg: float = 0.0
    bold: bool = False
    halo_mm: float = 0.0  # white outline that keeps the letters readable over lines
    tags: Tags = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster image; `corners_mm` are its top left, top right and bottom left corners."""

    corners_mm: tuple[Point, Point, Point]
    media_type: str  # image/png or image/jpeg
    content: bytes
    opacity: float = 1.0
    tags: Tags = ()


Primitive = Line | Area | Curve | Disc | Text | Picture


@dataclass(frozen=True, slots=True)
class Layer:
    """A named group of primitives, drawn in order; `clip_mm` keeps (x, y, width, height) only."""

    name: str
    items: tuple[Primitive, ...]
    title: str = ""  # for people, in the language of the drawing
    clip_mm: tuple[float, float, float, float] | None = None
    tags: Tags = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet, ready to be written in any format."""

    paper: Paper
    layers: tuple[Layer, ...]
    styles: dict[str, Style] = field(default_factory=dict)
    title: str = ""
    language: str = "zh-TW"

    def style_named(self, name: str) -> Style:
        """Return a style of the drawing; DrawingError when it has none of that name."""
        if name not in self.styles:
            raise DrawingError("The drawing has no style named {name}.", name=name)
        return self.styles[name]
