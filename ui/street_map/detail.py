"""Surfaces, paint, signs and other things of a block, each with what is known of it."""

from collections.abc import Iterator, Mapping

import shapely

from language import chosen_language
from language import translate as _
from roadnet.geometry.plan_line import sample
from roadnet.map_features import FeatureClass, MapFeature, map_features
from roadnet.markings.paint import Paint
from roadnet.markings.rule_book import any_rule
from roadnet.model import LinearKind, PointAsset, PointKind, Road, StripType
from roadnet.model.record import Box, StreetRecord
from roadnet.sheet.look import GROUNDS, JUNCTION, LINEAR_LINE, PAINTS, SURFACES
from roadnet.sheet.wording import GROUNDS as GROUND_NAMES
from roadnet.sheet.wording import JUNCTION as JUNCTION_NAME
from roadnet.sheet.wording import POINTS, STRIPS
from ui.street_map.built import BuiltPart
from ui.street_map.element import Element, ElementKind, paint_element, strip_element
from ui.street_map.facts import paint_facts, point_facts, record_facts, stated_facts, strip_facts
from ui.street_map.shapes import MapName, MapShape
from ui.street_map.symbols import symbol_of
from ui.street_map.value_words import word_of

ISLAND_LOOK = SURFACES[StripType.ISLAND]
SIGNS = frozenset({PointKind.SIGN, PointKind.SIGNAL})
SYMBOL_GROUND = "#2b333d"
LINE_WIDTH_M = 0.25
ORDER = ["strip", "junction", "island", "ground", "linear", "marking", "thing", "sign"]
Records = Mapping[tuple[str, str], StreetRecord]
Layered = Iterator[tuple[int, MapShape]]


def detail_of(built: BuiltPart, box_m: Box) -> tuple[list[MapShape], list[MapName]]:
    """Return what lies in a box from the ground up, and the names there.

    Parameters
    ----------
    built
        The streets that come near the box, and some beyond it, with what derives from them.
    box_m
        The box that is shown.
    """
    view = shapely.box(*box_m)
    found = [*_surfaces(built, view), *_grounds(built, view), *_lines(built, view)]
    found += [
        (paint.layer, shape)
        for paint in built.paint
        for shape in _paint_shape(paint, built.part.records, view)
    ]
    found += [(0, shape) for shape in _points(built, view)]
    found.sort(key=lambda one: (one[0], ORDER.index(one[1].group.partition(":")[0])))
    return [shape for _layer, shape in found], list(_names(built, view))


def _surfaces(built: BuiltPart, view: shapely.Polygon) -> Layered:
    """Yield strips, junctions and islands with their layers."""
    for feature in map_features(built.part.streets, built.geometry):
        if feature.kind in LOOKS and feature.shape.intersects(view):
            known = dict(feature.properties)
            yield int(known.get("layer") or 0), _surface(feature, built.part.records)


def _surface(feature: MapFeature, records: Records) -> MapShape:
    known = dict(feature.properties)
    group, (colour, hatch), heading, element = LOOKS[feature.kind](feature)
    record = None
    if element is not None:
        kind = "junctions" if element.kind is ElementKind.JUNCTION else "roads"
        record = records.get((kind, element.key))
    facts = [*strip_facts(known), *record_facts(record)]
    if element is not None:
        facts.append((_("Key"), element.key))
    assumed = bool(known.get("assumed"))
    return MapShape(
        group, feature.shape, colour, heading, facts, assumed, element=element, hatch=hatch
    )


Look = tuple[str, tuple[str, str], str, Element | None]


def _strip_look(feature: MapFeature) -> Look:
    known = dict(feature.properties)
    kind = StripType(known["type"])
    element = strip_element(feature.key)
    if element is None and known.get("junction_id"):
        element = Element(ElementKind.JUNCTION, str(known["junction_id"]))
    return f"strip:{kind}", SURFACES[kind], STRIPS[kind].in_language(), element


def _junction_look(feature: MapFeature) -> Look:
    element = Element(ElementKind.JUNCTION, str(dict(feature.properties)["junction_id"]))
    return "junction", JUNCTION, JUNCTION_NAME.in_language(), element


def _island_look(feature: MapFeature) -> Look:
    is_median = dict(feature.properties)["type"] == "median"
    kind = StripType.MEDIAN if is_median else StripType.ISLAND
    return "island", ISLAND_LOOK, STRIPS[kind].in_language(), None


LOOKS = {
    FeatureClass.STRIP: _strip_look,
    FeatureClass.JUNCTION: _junction_look,
    FeatureClass.ISLAND: _island_look,
}


def _grounds(built: BuiltPart, view: shapely.Polygon) -> Layered:
    """Yield stated areas beside the street."""
    for ground in built.geometry.grounds:
        area = ground.area
        record = built.part.records.get(("ground_areas", area.asset_id))
        facts = [*stated_facts(area.stated), *record_facts(record)]
        for polygon in ground.polygons:
            if polygon.intersects(view):
                colour, hatch = GROUNDS[area.kind]
                name = GROUND_NAMES[area.kind].in_language()
                yield area.layer, MapShape("ground", polygon, colour, name, facts, hatch=hatch)


def _lines(built: BuiltPart, view: shapely.Polygon) -> Layered:
    """Yield barriers, fences, walls, drains and rails."""
    for asset in built.part.streets.linear_assets:
        is_paint = asset.kind is LinearKind.KERB_PAINT
        if len(asset.line_m) < 2 or is_paint or not asset.times.held_on(built.day):  # noqa: PLR2004
            continue
        line = shapely.LineString(asset.line_m)
        if line.intersects(view):
            record = built.part.records.get(("linear_assets", asset.asset_id))
            facts = [*stated_facts(asset.stated), *record_facts(record)]
            yield (
                0,
                MapShape(
                    "linear", line, LINEAR_LINE, word_of(asset.kind), facts, width_m=LINE_WIDTH_M
                ),
            )


def _points(built: BuiltPart, view: shapely.Polygon) -> Iterator[MapShape]:
    """Yield signs, signal heads and other things at a point."""
    for asset in built.part.streets.point_assets:
        point = shapely.Point(asset.x_m, asset.y_m)
        if asset.times.held_on(built.day) and point.intersects(view):
            yield point_shape(asset, built.part.records.get(("point_assets", asset.asset_id)))


def point_shape(asset: PointAsset, record: StreetRecord | None) -> MapShape:
    """Return the symbol of a thing at a point, with what is known of it."""
    element = Element(ElementKind.POINT, asset.asset_id)
    facts = [*point_facts(asset), *record_facts(record), (_("Key"), asset.asset_id)]
    return MapShape(
        "sign" if asset.kind in SIGNS else "thing",
        shapely.Point(asset.x_m, asset.y_m),
        SYMBOL_GROUND,
        POINTS[asset.kind].in_language(),
        facts,
        element=element,
        symbol=symbol_of(asset),
    )


def _paint_shape(paint: Paint, records: Records, view: shapely.Polygon) -> Iterator[MapShape]:
    """Yield the paint of one marking that is in view as one shape."""
    polygons = [polygon for polygon in paint.polygons if polygon.intersects(view)]
    if not polygons:
        return
    fresh, pale = PAINTS[paint.colour]
    heading = any_rule(paint.code).name(chosen_language())
    element = paint_element(paint)
    record = None
    if element is not None:
        kind = "cross_features" if element.kind is ElementKind.FEATURE else "roads"
        record = records.get((kind, element.key))
    facts = [*paint_facts(paint), *record_facts(record), (_("Key"), paint.element_id)]
    yield MapShape(
        "marking",
        shapely.MultiPolygon(polygons),
        pale if paint.is_assumed else fresh,
        heading,
        facts,
        paint.is_assumed,
        element=element,
        hatch=fresh,
    )


def _names(built: BuiltPart, view: shapely.Polygon) -> Iterator[MapName]:
    for area in built.geometry.junctions:
        middle = area.polygons[0].representative_point()
        if area.junction.name and view.contains(middle):
            yield MapName(area.junction.name, middle.x, middle.y, 0)
    yield from road_names(built.part.streets.roads, view)


def road_names(roads: tuple[Road, ...], view: shapely.Polygon) -> Iterator[MapName]:
    """Yield the name of every road in the middle of what is in view of it."""
    for road in roads:
        line = shapely.LineString(sample(road.line)[1])
        seen = line.intersection(view)
        if road.name and not seen.is_empty:
            middle = seen.interpolate(0.5, normalized=True)
            yield MapName(road.name, middle.x, middle.y, 1)
