"""Two versions of a scene on one drawing: where things were, where they are now."""

from collections.abc import Iterator
from dataclasses import replace

from crashes.scene.base_map import BaseMap
from crashes.scene.comparison import ChangeKind, compare_scenes, moved_by_m
from crashes.scene.model import Body, PointM, Scene, SceneObject, SheetChoice, Trace
from crashes.scene.parts import corners
from crashes.scene.sheet import sheet_placement
from crashes.scene.sheet_field import field_layers, field_styles
from crashes.scene.sheet_template import sheet_layout
from crashes.scene.smooth import trace_line
from crashes.scene.symbols import arrow_head
from drawing.furniture import FURNITURE_STYLES, rectangle
from drawing.model import Area, Disc, Drawing, Layer, Line, Paper, Primitive, Style
from drawing.placement import Placement
from drawing.transform import layer_moved
from language import Language, Message

WAS, IS_NEW, GONE = "#a3122a", "#1f7a3a", "#6b4200"
STYLES = {
    "version-was": Style(stroke=WAS, width_mm=0.35, dash_mm=(1.4, 0.9)),
    "version-head": Style(stroke=None, fill=WAS),
    "version-new": Style(stroke=IS_NEW, width_mm=0.6),
    "version-gone": Style(stroke=GONE, width_mm=0.45, dash_mm=(0.5, 0.7)),
    "version-frame": Style(stroke="#1d2733", width_mm=0.3),
}
RING_MM = 4.0
LEAST_ARROW_MM = 1.5


def comparison_drawing(
    before: Scene, after: Scene, base_map: BaseMap | None, language: Language
) -> Drawing:
    """Return the later version with marks for what is different from the earlier one.

    Moved things have their old place dashed in red with an arrow to the new one, added things a
    green ring, removed things a dotted outline.

    Raises
    ------
    SheetError
        Both together do not fit on the field of the sheet.
    """
    both = replace(
        after,
        objects=(*after.objects, *_under_other_keys(before)),
        sheet=SheetChoice(after.sheet.paper, None, after.sheet.turned_deg),
    )
    placement = sheet_placement(both)
    field = sheet_layout(after.sheet.paper).field_block.box_mm
    marks = Layer(
        "versions",
        tuple(_marks(before, after, placement)),
        Message("Differences").in_language(language),
        field,
    )
    street = base_map if base_map and base_map.map_version == after.map_version else None
    layers = (*field_layers(after, street, placement, field, (), language), marks)
    frame = Layer("frame", (rectangle(*field, "version-frame"),))
    left, top, width, height = field
    return Drawing(
        paper=Paper(width + 2, height + 2),
        layers=tuple(layer_moved(one, 1 - left, 1 - top) for one in (*layers, frame)),
        styles={**FURNITURE_STYLES, **STYLES, **field_styles(after, street, placement)},
        title=Message("Comparison of two versions").in_language(language),
        language=language.value,
    )


def _under_other_keys(scene: Scene) -> tuple[SceneObject, ...]:
    return tuple(replace(one, object_id=f"before-{one.object_id}") for one in scene.objects)


def _marks(before: Scene, after: Scene, placement: Placement) -> Iterator[Primitive]:
    old = {one.object_id: one for one in before.objects}
    new = {one.object_id: one for one in after.objects}
    seen = set()
    for change in compare_scenes(before, after):
        key = change.object_id
        if key is None or (key, change.kind) in seen:
            continue
        seen.add((key, change.kind))
        if change.kind is ChangeKind.ADDED and key in new and key not in old:
            yield Disc(placement.to_mm(_middle(new[key])), RING_MM, "version-new")
        elif change.kind is ChangeKind.REMOVED and key in old and key not in new:
            yield from _outline(old[key], placement, "version-gone")
        elif change.kind is ChangeKind.MOVED and key in old and key in new:
            yield from _outline(old[key], placement, "version-was")
            yield from _arrow(old[key], new[key], placement)


def _outline(thing: SceneObject, placement: Placement, style: str) -> Iterator[Primitive]:
    tags = (("object", thing.object_id),)
    if isinstance(thing, Body):
        yield Area((placement.all_to_mm(corners(thing)),), style, tags)
    elif isinstance(thing, Trace):
        yield Line(placement.all_to_mm(trace_line(thing)), style, tags)
    else:
        yield Disc(placement.to_mm(thing.at_m), RING_MM / 2, style, tags)


def _arrow(old: SceneObject, new: SceneObject, placement: Placement) -> Iterator[Primitive]:
    if placement.length_mm(moved_by_m(old, new)) < LEAST_ARROW_MM:
        return
    start, end = placement.to_mm(_middle(old)), placement.to_mm(_middle(new))
    yield Line((start, end), "version-was")
    yield Area((arrow_head(start, end),), "version-head")


def _middle(thing: SceneObject) -> PointM:
    if isinstance(thing, Trace):
        return thing.points_m[len(thing.points_m) // 2]
    return thing.at_m
