"""Surfaces, paint and signs of a block, each with what is known of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import shapely

from language import chosen_language
from language import translate as _
from roadnet.geometry.build import build_geometry
from roadnet.geometry.plan_line import sample
from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.map_features import FeatureClass, MapFeature, map_features
from roadnet.markings.paint import Paint
from roadnet.markings.paint_streets import paint_streets
from roadnet.markings.rules import marking_rule, marking_rules
from roadnet.model import PointKind, StripType
from roadnet.model.record import Box, StreetRecord
from roadnet.sheet.look import JUNCTION, PAINTS, SURFACES
from roadnet.sheet.wording import JUNCTION as JUNCTION_NAME
from roadnet.sheet.wording import POINTS, STRIPS
from ui.street_map.block import AreaPart
from ui.street_map.shapes import MapName, MapShape
from ui.street_map.words import class_name, method_name

ISLAND_COLOUR = SURFACES[StripType.ISLAND][0]
SIGN_COLOURS = {FeatureClass.SIGN: "#1f5fae", FeatureClass.SIGNAL: "#2b333d"}
ORDER = ["strip", "junction", "island", "marking", "sign"]
Records = Mapping[tuple[str, str], StreetRecord]


def detail_of(part: AreaPart, box_m: Box, day: date) -> tuple[list[MapShape], list[MapName]]:
    """Return what lies in a box from the ground up, and the names there.

    Parameters
    ----------
    part
        The streets that come near the box, and some beyond it.
    box_m
        The box that is shown.
    day
        The day the street is looked at.
    """
    geometry = build_geometry(part.streets)
    view = shapely.box(*box_m)
    found = [
        (int(dict(feature.properties).get("layer") or 0), _feature_shape(feature, part.records))
        for feature in map_features(part.streets, geometry)
        if feature.shape.intersects(view)
    ]
    painted = paint_streets(part.streets, geometry, day)
    found += [(paint.layer, shape) for paint in painted for shape in _paint_shapes(paint, view)]
    found.sort(key=lambda one: (one[0], ORDER.index(one[1].group.partition(":")[0])))
    return [shape for _layer, shape in found], list(_names(part, geometry, view))


def _feature_shape(feature: MapFeature, records: Records) -> MapShape:
    known = dict(feature.properties)
    if feature.kind is FeatureClass.STRIP:
        kind = StripType(known["type"])
        look = (f"strip:{kind}", SURFACES[kind][0], STRIPS[kind].in_language())
    elif feature.kind is FeatureClass.JUNCTION:
        look = ("junction", JUNCTION[0], JUNCTION_NAME.in_language())
    elif feature.kind is FeatureClass.ISLAND:
        is_median = known["type"] == "median"
        kind = StripType.MEDIAN if is_median else StripType.ISLAND
        look = ("island", ISLAND_COLOUR, STRIPS[kind].in_language())
    else:
        point = POINTS[kind_of_point(feature.kind)].in_language()
        look = ("sign", SIGN_COLOURS[feature.kind], point)
    group, colour, heading = look
    facts = [*feature_facts(known), *record_facts(known, feature.key, records)]
    assumed = bool(known.get("assumed"))
    return MapShape(group, feature.shape, colour, heading, facts, assumed)


def kind_of_point(kind: FeatureClass) -> PointKind:
    """Return the kind of point that a feature of signs shows."""
    return PointKind.SIGNAL if kind is FeatureClass.SIGNAL else PointKind.SIGN


def feature_facts(known: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield label and value of what a feature says of itself."""
    if known.get("name"):
        yield _("Name"), str(known["name"])
    if known.get("class"):
        yield _("Kind of road"), class_name(str(known["class"]))
    if known.get("width_m") is not None:
        yield _("Width"), _width(known)
    for key, label in (("width_method", _("Width from")), ("method", _("Method"))):
        if known.get(key):
            yield label, method_name(str(known[key]))
    if known.get("value"):
        yield _("Value"), str(known["value"])
    if known.get("turns"):
        yield _("Arrows"), " ".join(known["turns"])
    if known.get("arms"):
        yield _("Arms"), str(known["arms"])
    if known.get("source"):
        yield _("Source"), str(known["source"])


def _width(known: Mapping[str, Any]) -> str:
    sigma_m = known.get("width_sigma_m")
    return f"{known['width_m']:.2f} m" + (f" ± {sigma_m:.2f} m" if sigma_m else "")


def record_facts(known: Mapping[str, Any], key: str, records: Records) -> Iterator[tuple[str, str]]:
    """Yield key, dates and author of the record that a feature comes from."""
    road_id, junction_id = known.get("road_id"), known.get("junction_id")
    record = records.get(("roads", str(road_id))) or records.get(("point_assets", key))
    record = record or records.get(("junctions", str(junction_id)))
    if record is not None:
        yield _("On the street since"), _day(record.valid_from)
        if record.valid_to:
            yield _("Until"), _day(record.valid_to)
        if record.recorded_at:
            yield _("Recorded on"), f"{record.recorded_at:%Y-%m-%d}"
        yield _("Recorded by"), record.author
    if road_id or junction_id:
        yield _("Key"), str(road_id or junction_id)


def _day(day: date | None) -> str:
    return day.isoformat() if day else _("not known")


def _paint_shapes(paint: Paint, view: shapely.Polygon) -> Iterator[MapShape]:
    """Yield the paint of one marking that is in view as one shape."""
    polygons = [polygon for polygon in paint.polygons if polygon.intersects(view)]
    if not polygons:
        return
    fresh, pale = PAINTS[paint.colour]
    heading = paint.kind
    if paint.code in marking_rules():
        heading = marking_rule(paint.code).name(chosen_language())
    facts = [
        (_("Rule"), paint.code),
        (_("Text of the rule since"), paint.valid_from.isoformat()),
        (_("Method"), _("assumed, not measured") if paint.is_assumed else _("stated")),
        (_("Key"), paint.element_id),
    ]
    shape = shapely.MultiPolygon(polygons)
    colour = pale if paint.is_assumed else fresh
    yield MapShape("marking", shape, colour, heading, facts, paint.is_assumed)


def _names(part: AreaPart, geometry: StreetGeometry, view: shapely.Polygon) -> Iterator[MapName]:
    for area in geometry.junctions:
        middle = area.polygons[0].representative_point()
        if area.junction.name and view.contains(middle):
            yield MapName(area.junction.name, middle.x, middle.y, 0)
    yield from road_names(part, view)


def road_names(part: AreaPart, view: shapely.Polygon) -> Iterator[MapName]:
    """Yield the name of every road in the middle of what is in view of it."""
    for road in part.streets.roads:
        line = shapely.LineString(sample(road.line)[1])
        seen = line.intersection(view)
        if road.name and not seen.is_empty:
            middle = seen.interpolate(0.5, normalized=True)
            yield MapName(road.name, middle.x, middle.y, 1)
