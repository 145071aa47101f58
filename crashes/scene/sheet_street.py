"""The street of a scene on paper: surfaces, kerbs, markings, names."""

import math
from collections.abc import Iterator

from crashes.scene.base_map import BaseMap, MapArea, MapLine, MapText
from crashes.scene.model import PointM
from drawing.model import Anchor, Area, Layer, Line, Point, Primitive, Style, Text
from drawing.placement import Box, Placement
from roadnet.model import Method

AREA_FILLS = {
    "lane": "#d6dbe0",
    "junction": "#d6dbe0",
    "sidewalk": "#f4f1ea",
    "island": "#e4eadf",
    "median": "#e4eadf",
    "green": "#e4eadf",
    "building": "#f7f7f7",
    "paint": "#ffffff",
    "paint_yellow": "#e8b400",
    "paint_red": "#c4362b",
    "paint_blue": "#5a8fc4",
    "paint_green": "#9cc79a",
    "paint_orange": "#e08a2e",
}
LINE_COLOURS = {"white": "#ffffff", "yellow": "#d9a400", "red": "#c4362b", "grey": "#7b8794"}
KERB = "#4a5563"
PAINT_EDGE = "#8b96a3"  # white paint on light grey needs an edge to be seen in print
LEAST_LINE_MM = 0.25
EDGE_NAME_MM = 3.0  # height of a name at the edge of the field, and its distance from it
NORTH_MM, SCALE_MM = (24.0, 27.0), (66.0, 14.0)  # corners of the field, wide and high
WAY_STEPS = 60
TO_SNAP_ONLY = "paint_edge"  # edges of paint: the editor snaps to them, nobody draws them


def street_layer(base_map: BaseMap, placement: Placement, clip_mm: Box, title: str) -> Layer:
    """Return the layer of the street, clipped to the field."""
    items = (*_items(base_map, placement), *_names(base_map, placement, clip_mm))
    return Layer("street", items, title, clip_mm)


def street_styles(base_map: BaseMap, placement: Placement) -> dict[str, Style]:
    """Return the styles of the street on paper."""
    styles = {
        f"area-{kind.replace('_', '-')}": Style(stroke=None, fill=fill)
        for kind, fill in AREA_FILLS.items()
    }
    styles["area-paint"] = Style(stroke=PAINT_EDGE, width_mm=0.1, fill="#ffffff")
    for line in base_map.lines:
        if line.kind == TO_SNAP_ONLY:
            continue
        styles |= _line_styles(line, placement)
    return styles


def is_assumed(base_map: BaseMap) -> bool:
    """Return whether any kerb or marking of the map is only assumed."""
    return any(line.method is Method.ASSUMED for line in base_map.lines)


def _items(base_map: BaseMap, placement: Placement) -> Iterator[Primitive]:
    for area in base_map.areas:
        yield _area(area, placement)
    for line in base_map.lines:
        if line.kind == TO_SNAP_ONLY:
            continue
        points = placement.all_to_mm(line.points_m)
        name = _line_name(line, placement)
        if line.kind in {"marking", "stop_line"} and line.colour == "white":
            yield Line(points, f"{name}-edge")
        yield Line(points, name, (("map", line.line_id),))


def _names(base_map: BaseMap, placement: Placement, field_mm: Box) -> Iterator[Text]:
    """Yield the names of the streets along them; one beyond the field stands at its edge.

    So a reader sees where each arm leads, however large the scale.
    """
    for text in base_map.texts:
        at_mm = placement.to_mm(text.at_m)
        if _inside_mm(at_mm, field_mm) <= 0.0:
            on_axis_mm = placement.to_mm(_on_axis(text))
            yield from _name_at_edge(text.text, on_axis_mm, placement.to_mm((0.0, 0.0)), field_mm)
            continue
        angle = placement.angle_on_paper_deg(text.bearing_deg) - 90.0
        if 90.0 < angle % 360.0 <= 270.0:  # noqa: PLR2004 - never upside down
            angle += 180.0
        yield Text(
            at_mm,
            text.text,
            "street-name",
            max(2.4, min(4.5, placement.length_mm(text.size_m))),
            Anchor.MIDDLE,
            angle % 360.0,
            halo_mm=0.4,
        )


def _on_axis(text: MapText) -> PointM:
    """Return the place on the middle of its street, seen from the origin, that a name is beside."""
    east, north = math.sin(math.radians(text.bearing_deg)), math.cos(math.radians(text.bearing_deg))
    along = text.at_m[0] * east + text.at_m[1] * north
    return along * east, along * north


def _name_at_edge(name: str, at_mm: Point, towards_mm: Point, field_mm: Box) -> Iterator[Text]:
    """Yield a name level at the edge of the field, on the side where its street leads away."""
    left, top, width, height = field_mm
    for step in range(1, WAY_STEPS + 1):
        share = step / WAY_STEPS
        x = at_mm[0] + (towards_mm[0] - at_mm[0]) * share
        y = at_mm[1] + (towards_mm[1] - at_mm[1]) * share
        if _inside_mm((x, y), field_mm) < EDGE_NAME_MM:
            continue
        beside = {
            Anchor.START: x - left,
            Anchor.END: left + width - x,
            Anchor.MIDDLE: min(y - top, top + height - y),
        }
        anchor = min(beside, key=lambda side: beside[side])
        y = max(y, top + _corner_mm(x - left, width))
        yield Text((x, y), name, "street-name", EDGE_NAME_MM, anchor, 0.0, halo_mm=0.5)
        return


def _corner_mm(x_mm: float, width_mm: float) -> float:
    """Return how far down a name has to stand: north and scale have the upper corners."""
    if x_mm < NORTH_MM[0]:
        return NORTH_MM[1]
    return SCALE_MM[1] if x_mm > width_mm - SCALE_MM[0] else 0.0


def _inside_mm(at_mm: Point, field_mm: Box) -> float:
    """Return how far inside of the field a place lies; negative outside."""
    left, top, width, height = field_mm
    x, y = at_mm
    return min(x - left, left + width - x, y - top, top + height - y)


def _area(area: MapArea, placement: Placement) -> Area:
    rings = tuple(placement.all_to_mm(ring) for ring in area.rings_m)
    kind = area.kind if area.kind in AREA_FILLS else "building"
    return Area(rings, f"area-{kind.replace('_', '-')}", (("map", area.area_id),))


def _line_name(line: MapLine, placement: Placement) -> str:
    parts = ["line", line.kind.replace("_", "-"), line.colour]
    parts.append(f"{_width_mm(line, placement) * 100:.0f}")
    if line.dash_m:
        parts += [f"{100 * value:.0f}" for value in line.dash_m]
    if line.kind in {"kerb", "edge"} and line.method is Method.ASSUMED:
        parts.append("assumed")
    return "-".join(parts)


def _line_styles(line: MapLine, placement: Placement) -> dict[str, Style]:
    name, width_mm = _line_name(line, placement), _width_mm(line, placement)
    dash_mm = tuple(round(placement.length_mm(value), 2) for value in line.dash_m)
    if line.kind in {"kerb", "edge"}:
        assumed = (2.0, 0.8) if line.method is Method.ASSUMED else ()
        return {name: Style(stroke=KERB, width_mm=0.3, dash_mm=dash_mm or assumed)}
    colour = LINE_COLOURS.get(line.colour, "#7b8794")
    return {
        name: Style(stroke=colour, width_mm=width_mm, dash_mm=dash_mm),
        f"{name}-edge": Style(stroke=PAINT_EDGE, width_mm=width_mm + 0.2, dash_mm=dash_mm),
    }


def _width_mm(line: MapLine, placement: Placement) -> float:
    return round(max(LEAST_LINE_MM, placement.length_mm(line.width_m)), 2)
