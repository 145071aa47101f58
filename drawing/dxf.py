"""Write a drawing as DXF for design offices: millimetres of paper, or metres on the ground."""

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ezdxf import units
from ezdxf._options import options
from ezdxf.colors import RGB, float2transparency, rgb2int
from ezdxf.document import Drawing as Document
from ezdxf.entities import Hatch
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.enums import TextEntityAlignment
from ezdxf.filemanagement import new
from ezdxf.lldxf.const import VALID_DXF_LINEWEIGHTS
from ezdxf.math import Bezier4P, Vec2, bezier_to_bspline

from drawing.fonts import BOLD, CAP_HEIGHT, FAMILY, REGULAR
from drawing.hatching import SPACING_MM
from drawing.model import (
    Anchor,
    Area,
    Curve,
    Disc,
    Drawing,
    Layer,
    Line,
    Point,
    Primitive,
    Style,
    Text,
)
from drawing.model import (
    Hatch as HatchKind,
)
from drawing.placement import MM_PER_M, Placement

FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys('<>/\\":;?*|=`,', "_"))
PATTERNS = {HatchKind.DIAGONAL: "ANSI31", HatchKind.CROSS: "ANSI37"}
PATTERN_SPACING_MM = 3.175  # of both patterns at scale 1
ALIGNMENTS = {
    Anchor.START: TextEntityAlignment.LEFT,
    Anchor.MIDDLE: TextEntityAlignment.CENTER,
    Anchor.END: TextEntityAlignment.RIGHT,
}


def write_dxf(drawing: Drawing, *, placement: Placement | None = None) -> str:
    """Return a drawing as the text of a DXF file (R2018).

    Layers keep their titles, colours are true colours, areas become hatches, curves splines, texts
    TEXT entities in Noto Sans TC. Pictures are left out, clips and halos are not applied.

    Parameters
    ----------
    drawing
        What to write.
    placement
        None: one drawing unit is a millimetre of paper, origin at its bottom left. Else one unit is
        a metre, and every point has the ground coordinates the placement gives it.

    Raises
    ------
    DrawingError
        A primitive has a style the drawing lacks.
    """
    with _same_bytes_each_time():
        frame = _Frame(drawing, _empty_document(placement), placement)
        for name, style in drawing.styles.items():
            if style.dash_mm:
                frame.add_linetype(name, style)
        for layer in drawing.layers:
            _add_layer(frame, layer)
        text = io.StringIO()
        frame.document.write(text)
    return text.getvalue()


def _empty_document(placement: Placement | None) -> Document:
    document = new("R2018")
    document.units = units.MM if placement is None else units.M
    document.styles.add(FAMILY, font=REGULAR.name)
    document.styles.add(f"{FAMILY} Bold", font=BOLD.name)
    return document


@dataclass(frozen=True, slots=True)
class _Frame:
    """The document that is written, and where its points lie."""

    drawing: Drawing
    document: Document
    placement: Placement | None

    @property
    def units_per_mm(self) -> float:
        return self.placement.scale / MM_PER_M if self.placement else 1.0

    @property
    def turn_deg(self) -> float:
        """How far the paper is turned counter-clockwise in the document."""
        return self.placement.rotation_deg if self.placement else 0.0

    def at(self, point_mm: Point) -> Vec2:
        if self.placement:
            return Vec2(self.placement.to_m(point_mm))
        return Vec2(point_mm[0], self.drawing.paper.height_mm - point_mm[1])

    def add_linetype(self, name: str, style: Style) -> None:
        dashes = [part * self.units_per_mm for part in style.dash_mm]
        if len(dashes) % 2:
            dashes *= 2
        signed = [part if index % 2 == 0 else -part for index, part in enumerate(dashes)]
        self.document.linetypes.add(name, [sum(dashes), *signed], description=name)


def _add_layer(frame: _Frame, layer: Layer) -> None:
    name = (layer.title or layer.name).translate(FORBIDDEN_IN_NAMES)
    if name not in frame.document.layers:
        frame.document.layers.add(name)
    for item in layer.items:
        for entity in _entities(frame, item):
            entity.dxf.layer = name


def _entities(frame: _Frame, item: Primitive) -> Iterator[DXFGraphic]:
    match item:
        case Line():
            yield _stroke(frame, item.style, _polyline(frame, item.points_mm))
        case Curve():
            yield _stroke(frame, item.style, _spline(frame, item))
        case Area():
            yield from _area(frame, item)
        case Disc():
            yield from _disc(frame, item)
        case Text():
            yield _text(frame, item)
        case _:
            return


def _polyline(frame: _Frame, points: tuple[Point, ...], *, close: bool = False) -> DXFGraphic:
    return frame.document.modelspace().add_lwpolyline(
        [frame.at(point) for point in points], close=close
    )


def _spline(frame: _Frame, item: Curve) -> DXFGraphic:
    start, curves = frame.at(item.start_mm), []
    for piece in item.pieces_mm:
        points = [start, *(frame.at(point) for point in piece)]
        curves.append(Bezier4P(points))
        start = points[-1]
    spline = frame.document.modelspace().add_spline()
    spline.apply_construction_tool(bezier_to_bspline(curves))
    return spline


def _area(frame: _Frame, item: Area) -> Iterator[DXFGraphic]:
    style = frame.drawing.style_named(item.style)
    for hatch in _hatches(frame, style):
        for number, ring in enumerate(item.rings_mm):
            flags = 1 if number == 0 else 16  # outside, then holes
            hatch.paths.add_polyline_path([frame.at(point) for point in ring], flags=flags)
        yield hatch
    if style.stroke:
        for ring in item.rings_mm:
            yield _stroke(frame, item.style, _polyline(frame, ring, close=True))


def _disc(frame: _Frame, item: Disc) -> Iterator[DXFGraphic]:
    style = frame.drawing.style_named(item.style)
    centre, radius = frame.at(item.centre_mm), item.radius_mm * frame.units_per_mm
    for hatch in _hatches(frame, style):
        hatch.paths.add_edge_path().add_arc(centre, radius, 0, 360)
        yield hatch
    if style.stroke:
        circle = frame.document.modelspace().add_circle(centre, radius)
        yield _stroke(frame, item.style, circle)


def _hatches(frame: _Frame, style: Style) -> Iterator[Hatch]:
    """Return the still empty hatches of a style: its fill, then its pattern over it."""
    space = frame.document.modelspace()
    if style.fill:
        solid = space.add_hatch()
        solid.set_solid_fill(rgb=_rgb(style.fill))
        solid.dxf.transparency = float2transparency(1 - style.opacity)
        yield solid
    if style.hatch is not HatchKind.NONE:
        ruled = space.add_hatch()
        scale = SPACING_MM / PATTERN_SPACING_MM * frame.units_per_mm
        ruled.set_pattern_fill(PATTERNS[style.hatch], scale=scale, angle=frame.turn_deg)
        ruled.dxf.true_color = rgb2int(_rgb(style.stroke or "#808080"))
        yield ruled


def _text(frame: _Frame, item: Text) -> DXFGraphic:
    style = frame.drawing.style_named(item.style)
    text = frame.document.modelspace().add_text(
        item.text,
        height=item.size_mm * CAP_HEIGHT * frame.units_per_mm,
        rotation=(frame.turn_deg - item.angle_deg) % 360,
        dxfattribs={"style": f"{FAMILY} Bold" if item.bold else FAMILY},
    )
    text.set_placement(frame.at(item.at_mm), align=ALIGNMENTS[item.anchor])
    text.dxf.true_color = rgb2int(_rgb(style.fill or style.stroke or "#000000"))
    return text


def _stroke(frame: _Frame, name: str, entity: DXFGraphic) -> DXFGraphic:
    style = frame.drawing.style_named(name)
    entity.dxf.true_color = rgb2int(_rgb(style.stroke or "#000000"))
    entity.dxf.lineweight = _lineweight(style.width_mm)
    if style.dash_mm:
        entity.dxf.linetype = name
    if style.opacity < 1:
        entity.dxf.transparency = float2transparency(1 - style.opacity)
    return entity


def _rgb(colour: str) -> RGB:
    return RGB.from_hex(colour)


def _lineweight(width_mm: float) -> int:
    """Return the allowed line weight (1/100 mm) nearest to a width."""
    allowed = [weight for weight in VALID_DXF_LINEWEIGHTS if weight >= 0]
    return min(allowed, key=lambda weight: math.fabs(weight - 100 * width_mm))


@contextmanager
def _same_bytes_each_time() -> Iterator[None]:
    """Let ezdxf write fixed dates and keys instead of those of the moment."""
    before = options.write_fixed_meta_data_for_testing
    options.write_fixed_meta_data_for_testing = True
    try:
        yield
    finally:
        options.write_fixed_meta_data_for_testing = before
