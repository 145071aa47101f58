"""Write what stands on and beside the roads as objects."""

import math
from collections.abc import Mapping

from lxml import etree

from roadnet.model import CrossFeature, GroundArea, LinearAsset, Point, PointAsset
from roadnet.opendrive.find_on_roads import Spot
from roadnet.opendrive.read_objects import own_place
from roadnet.opendrive.user_data import add_own_values
from roadnet.opendrive.vocabulary import ObjectPlace, place_of_object, written_as
from roadnet.opendrive.write_signals import raw_of
from roadnet.opendrive.xml_text import add, text_of

DECIMALS = 5  # of places in metres
SIZES = ("height", "width", "length", "radius")
MAY_BE_ZERO = frozenset({"height"})


def write_point(objects: etree._Element, asset: PointAsset, number: str, spot: Spot) -> None:
    """Add a thing that stands at a point."""
    place = ObjectPlace(point=asset.kind)
    element = _object(objects, asset.external_ids, number, spot, place)
    if asset.heading_rad is not None:
        element.set("hdg", text_of(math.remainder(asset.heading_rad - spot.heading_rad, math.tau)))
    if asset.code and not element.get("name"):
        element.set("name", asset.code)
    _add_own(element, place, {})


def write_ground(objects: etree._Element, area: GroundArea, number: str, spot: Spot) -> None:
    """Add a surface with its rings as outlines."""
    place = ObjectPlace(ground=area.kind)
    element = _object(objects, area.external_ids, number, spot, place)
    _write_outlines(element, area.rings_m, spot, area.height_m or 0.0)
    _add_own(element, place, {})


def write_line(
    objects: etree._Element, asset: LinearAsset, line_m: tuple[Point, ...], number: str, spot: Spot
) -> None:
    """Add a thing along a line with the line as an open outline."""
    place = ObjectPlace(line=asset.kind)
    element = _object(objects, asset.external_ids, number, spot, place)
    height = asset.height.value if asset.height else 0.0
    if height > 0 and not element.get("height"):
        element.set("height", text_of(height))
    _write_outlines(element, (line_m,), spot, height, is_closed=False)
    _add_own(element, place, {})


def write_feature(
    objects: etree._Element,
    feature: CrossFeature,
    outline_m: tuple[Point, ...],
    number: str,
    spot: Spot,
) -> None:
    """Add a marking across a road or in its lanes, with the ground it covers."""
    place = ObjectPlace(feature=feature.kind, turns=feature.turns)
    element = _object(objects, feature.external_ids, number, spot, place)
    if outline_m:
        _write_outlines(element, (outline_m,), spot, 0.0)
    own = {"rule": feature.rule_code, "turns": " ".join(feature.turns), "text": feature.text}
    if element.get("name") == feature.text:
        own["text"] = ""
    _add_own(element, place, own)


def _object(
    objects: etree._Element,
    external_ids: tuple[tuple[str, str], ...],
    number: str,
    spot: Spot,
    place: ObjectPlace,
) -> etree._Element:
    raw = raw_of(external_ids)
    object_type, subtype = raw.get("type", ""), raw.get("subtype", "")
    known = place_of_object(object_type, subtype)
    if not object_type or not _covers(known, place):
        kinds = (
            ("point", place.point),
            ("ground", place.ground),
            ("line", place.line),
            ("feature", place.feature),
        )
        record, kind = next((name, one) for name, one in kinds if one is not None)
        object_type, subtype = written_as(record, str(kind))
    return add(
        objects,
        "object",
        {
            "id": number,
            "type": object_type,
            "subtype": subtype or None,
            "name": raw.get("name"),
            "s": round(spot.station_m, DECIMALS),
            "t": round(spot.offset_m, DECIMALS),
            "zOffset": 0.0,
            "hdg": 0.0,
            "orientation": raw.get("orientation", "none"),
            **{name: _size(raw, name) for name in SIZES},
        },
    )


def _size(raw: Mapping[str, str], name: str) -> str | None:
    """Return a size of the source where it is one: lengths of 0 are none."""
    text = raw.get(name)
    try:
        value = float(text or "nan")
    except ValueError:
        return None
    return text if value > 0 or (value == 0 and name in MAY_BE_ZERO) else None


def _covers(known: ObjectPlace, place: ObjectPlace) -> bool:
    """Whether reading an object back gives the kind of record it is written from."""
    return (
        (place.point is not None and known.point is place.point)
        or (place.ground is not None and known.ground is place.ground)
        or (place.line is not None and known.line is place.line)
        or (place.feature is not None and known.feature is place.feature)
    )


def _add_own(element: etree._Element, place: ObjectPlace, own: dict[str, str]) -> None:
    """Add our own user data: the kind of record where the type does not tell it."""
    known = place_of_object(element.get("type", ""), element.get("subtype", ""))
    kinds = {
        "point": "" if known.point is place.point else place.point or "",
        "ground": "" if known.ground is place.ground else place.ground or "",
        "line": "" if known.line is place.line else place.line or "",
        "feature": "" if known.feature is place.feature else place.feature or "",
    }
    if known.turns == place.turns:
        own = own | {"turns": ""}
    add_own_values(element, kinds | own)
    assert own_place(kinds) is None or _covers(own_place(kinds) or known, place)


def _write_outlines(
    element: etree._Element,
    rings_m: tuple[tuple[Point, ...], ...],
    spot: Spot,
    height_m: float,
    *,
    is_closed: bool = True,
) -> None:
    """Add rings as outlines, the first one the outer one, corners in the frame of the spot."""
    outlines = add(element, "outlines")
    for index, ring in enumerate(rings_m):
        points = ring[:-1] if is_closed and ring[0] == ring[-1] else ring
        values = {
            "id": str(index),
            "closed": "true" if is_closed else "false",
            "outer": "true" if index == 0 else "false",
        }
        outline = add(outlines, "outline", values)
        for corner, (u, v) in enumerate(spot.local(points)):
            u, v = round(float(u), DECIMALS), round(float(v), DECIMALS)
            local: dict[str, str | float | None] = {"u": u, "v": v, "z": 0.0}
            add(outline, "cornerLocal", {"id": str(corner), **local, "height": height_m})
