"""The layers of the map: surfaces, kerbs, paint, things beside the street, names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from drawing.model import Area, Drawing, Layer, Primitive, Style
from language import Language, Message
from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.markings.paint import Paint
from roadnet.model import PaintColour, Streets
from roadnet.sheet.asset_items import asset_items, asset_styles, linear_items
from roadnet.sheet.look import map_styles
from roadnet.sheet.on_paper import OnPaper
from roadnet.sheet.paint_items import paint_areas
from roadnet.sheet.street_names import street_names
from roadnet.sheet.surface_items import divider_lines, kerb_lines, surface_areas
from roadnet.sheet.wording import KERB_LINE, LINEAR, paint_title, surface_title


@dataclass(frozen=True, slots=True, eq=False)
class MapContent:
    """Everything that is drawn of an area."""

    streets: Streets
    geometry: StreetGeometry
    paints: tuple[Paint, ...]
    day: date


def street_styles() -> dict[str, Style]:
    """Return the styles of all layers of the map."""
    return map_styles() | asset_styles() | {"street-name": Style(stroke=None, fill="#1d2733")}


def map_layers(content: MapContent, paper: OnPaper, language: Language) -> list[Layer]:
    """Return the layers of the map, lowest level first, names on top."""
    layers: list[Layer] = []
    for level in _levels(content):
        layers += _level(content, level, paper, language)
    streets, day = content.streets, content.day
    lines = tuple(linear_items(streets.linear_assets, day, paper))
    things = tuple(asset_items(streets.point_assets, day, paper))
    names = tuple(street_names(content.geometry, paper))
    layers += [
        Layer("barriers", lines, LINEAR.in_language(language)),
        Layer("things", things, Message("Signs, signals, objects").in_language(language)),
        Layer("street-names", names, Message("Street names").in_language(language)),
    ]
    return [layer for layer in layers if layer.items]


def _levels(content: MapContent) -> list[int]:
    geometry = content.geometry
    found = {area.road.layer for area in geometry.strips}
    found |= {area.layer for area in geometry.junctions}
    found |= {area.area.layer for area in geometry.grounds}
    return sorted(found)


def _level(content: MapContent, level: int, paper: OnPaper, language: Language) -> Iterator[Layer]:
    """Yield the layers of one vertical level."""
    above = Message(" (level {level})", {"level": level}).in_language(language) if level else ""
    name = f".{level}" if level else ""
    areas = list(surface_areas(content.geometry, level, paper))
    for style, items in _by_base(areas).items():
        yield Layer(f"{style}{name}", items, surface_title(style, language) + above)
    edges = (
        *divider_lines(content.geometry, level, paper),
        *kerb_lines(content.geometry, level, paper),
    )
    yield Layer(f"kerbs{name}", edges, KERB_LINE.in_language(language) + above)
    paints = list(paint_areas(content.paints, level, paper))
    for colour in PaintColour:
        for assumed in (False, True):
            style = f"paint-{colour}" + ("-assumed" if assumed else "")
            own = tuple(item for item in paints if item.style == style)
            title = paint_title(colour, language, assumed=assumed) + above
            yield Layer(f"{style}{name}", own, title)


def _by_base(areas: Sequence[Area]) -> dict[str, tuple[Primitive, ...]]:
    """Return areas by style, the assumed ones with the certain ones, in the order of drawing."""
    found: dict[str, list[Primitive]] = {}
    for area in areas:
        found.setdefault(area.style.removesuffix("-assumed"), []).append(area)
    return {style: tuple(items) for style, items in found.items()}


def used_styles(drawing: Drawing) -> set[str]:
    """Return the names of the styles a drawing uses."""
    return {
        item.style
        for layer in drawing.layers
        for item in layer.items
        if not hasattr(item, "media_type")
    }
