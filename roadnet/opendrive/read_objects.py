"""Read what stands on and beside the roads: objects as crosswalks, islands, poles, barriers."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

import numpy as np
from lxml import etree

from roadnet.model import (
    Anchor,
    AssetId,
    CrossFeature,
    FeatureId,
    FeatureKind,
    GroundArea,
    GroundKind,
    LinearAsset,
    LinearKind,
    Measured,
    Method,
    Point,
    PointAsset,
    PointKind,
    StripId,
    Turn,
)
from roadnet.opendrive.document import number
from roadnet.opendrive.find_on_roads import foot_m
from roadnet.opendrive.on_road import as_points, place_on, raw_values
from roadnet.opendrive.outlines import Instance, lines_of, rings_of
from roadnet.opendrive.read_roads import ReadRoad, ReadRoads, Source
from roadnet.opendrive.user_data import own_values
from roadnet.opendrive.vocabulary import ObjectPlace, place_of_object

Kind = TypeVar("Kind", bound=StrEnum)
ID = "opendrive"
RAW = ("name", "type", "subtype", "height", "width", "length", "radius", "orientation")
LEFT_OUT = ("material", "validity", "parkingSpace", "markings", "borders", "surface", "skeleton")
MOST_REPEATS = 10_000  # of one object
LINE_STEP_M = 2.0
BEYOND_M = 0.01


@dataclass(slots=True)
class ReadThings:
    """What objects and signals became."""

    features: list[CrossFeature] = field(default_factory=list)
    points: list[PointAsset] = field(default_factory=list)
    lines: list[LinearAsset] = field(default_factory=list)
    grounds: list[GroundArea] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Thing:
    """An object with one of its instances, on its way to a record."""

    element: etree._Element
    instance: Instance
    read: ReadRoad
    key: str
    external_ids: tuple[tuple[str, str], ...]
    source: Source


def read_objects(roads: ReadRoads, source: Source, things: ReadThings) -> None:
    """Add the objects of all roads to `things`."""
    seen: Counter[str] = Counter()
    for road, read in roads.roads.items():
        for element in read.element.findall("objects/object"):
            name, subtype = element.get("type", "none"), element.get("subtype", "")
            place = own_place(own_values(element)) or place_of_object(name, subtype)
            if place == ObjectPlace():
                source.left.add(f"object type={'/'.join(filter(None, (name, subtype)))[:60]}")
                continue
            for tag in LEFT_OUT:
                source.left.add(f"object/{tag}", len(element.findall(tag)))
            base = f"{source.area}/o{road}.{element.get('id', '')}"
            seen[base] += 1
            key = base if seen[base] == 1 else f"{base}~{seen[base]}"
            _read_object(element, read, key, place, source, things)


def own_place(own: Mapping[str, str]) -> ObjectPlace | None:
    """Return where an object of our own files goes; None for those of others."""
    place = ObjectPlace(
        _own_kind(PointKind, own, "point"),
        _own_kind(GroundKind, own, "ground"),
        _own_kind(LinearKind, own, "line"),
        _own_kind(FeatureKind, own, "feature"),
    )
    return None if place == ObjectPlace() else place


def _own_kind(kind: type[Kind], own: Mapping[str, str], name: str) -> Kind | None:
    return next((one for one in kind if one.value == own.get(name)), None)


def _read_object(
    element: etree._Element,
    read: ReadRoad,
    key: str,
    place: ObjectPlace,
    source: Source,
    things: ReadThings,
) -> None:
    external = ((ID, element.get("id", "")), *raw_values(element, RAW))
    if place.line is not None:
        things.lines += _lines(element, read, key, place.line, source)
        return
    instances = list(_instances(element, read, source))
    for index, instance in enumerate(instances):
        own_key = key if len(instances) == 1 else f"{key}.{index}"
        thing = _Thing(element, instance, read, own_key, external, source)
        rings = rings_of(element, instance, read)
        if place.feature is not None:
            things.features.append(_feature(thing, place, rings))
        elif place.ground is not None and (rings or place.point is None):
            if rings:
                things.grounds.append(_ground(thing, place, rings))
            else:
                source.left.tell("{count} areas beside the road have no extent.")
        else:
            things.points.append(_point(thing, place))


def _instances(element: etree._Element, read: ReadRoad, source: Source) -> Iterator[Instance]:
    """Yield the object itself, or every place where it is repeated."""
    turn = number(element, "hdg", 0.0)
    sizes = [number(element, name, 0.0) for name in ("length", "width", "radius")]
    origin = number(element, "s")
    repeats = element.findall("repeat")
    if not repeats:
        yield Instance(place_on(read, origin, number(element, "t")), turn, 0.0, *sizes)
    for repeat in repeats:
        start, length = number(repeat, "s"), number(repeat, "length")
        distance = number(repeat, "distance")
        own = [
            number(repeat, f"{name}Start", size)
            for name, size in zip(("length", "width", "radius"), sizes, strict=True)
        ]
        count = 1 if distance <= 0 else math.floor(length / distance + 1e-9) + 1
        if count > MOST_REPEATS:
            source.left.tell("{count} objects are repeated too often; they were cut off.")
            count = MOST_REPEATS
        t = number(repeat, "tStart"), number(repeat, "tEnd")
        for index in range(count):
            along = index * distance
            if start + along > read.plan.stations.old_m[-1] + BEYOND_M:
                source.left.tell(
                    "{count} repeated objects lie beyond the end of their road.", count - index
                )
                break
            offset = t[0] + (t[1] - t[0]) * (along / length if length > 0 else 0.0)
            place = place_on(read, start + along, offset)
            yield Instance(place, turn, start + along - origin, *own)


def _lines(
    element: etree._Element, read: ReadRoad, key: str, kind: LinearKind, source: Source
) -> Iterator[LinearAsset]:
    """Yield a barrier as lines: along its repetitions, its outline, or its length."""
    courses = [_along_repeat(repeat, read) for repeat in element.findall("repeat")]
    if not courses:
        instance = next(_instances(element, read, source))
        courses = list(lines_of(element, instance, read))
        if not courses:
            half = max(instance.length_m, instance.width_m) / 2
            ends = np.array([(-half, 0.0), (half, 0.0)])
            courses = [instance.place.around(ends, instance.turn_rad)] if half > 0 else []
    if not courses:
        source.left.tell("{count} barriers have no length.")
    height = number(element, "height", 0.0)
    for index, course in enumerate(courses):
        yield LinearAsset(
            asset_id=AssetId(key if len(courses) == 1 else f"{key}.{index}"),
            kind=kind,
            line_m=course,
            height=Measured(height, Method.OPENDRIVE) if height > 0 else None,
            external_ids=((ID, element.get("id", "")), *raw_values(element, RAW)),
            stated=source.stated,
        )


def _along_repeat(repeat: etree._Element, read: ReadRoad) -> tuple[Point, ...]:
    start, length = number(repeat, "s"), number(repeat, "length")
    t = number(repeat, "tStart"), number(repeat, "tEnd")
    count = min(max(math.ceil(length / LINE_STEP_M), 1), MOST_REPEATS)
    shares = np.linspace(0.0, 1.0, count + 1)
    places = [
        place_on(read, start + share * length, t[0] + share * (t[1] - t[0])) for share in shares
    ]
    return as_points(np.array([(one.x_m, one.y_m) for one in places]))


def _feature(
    thing: _Thing, place: ObjectPlace, rings: tuple[tuple[Point, ...], ...]
) -> CrossFeature:
    own = own_values(thing.element)
    at = thing.instance.place
    first, last = strips_at(thing.read, at.station_m, at.offset_m, thing.instance.width_m)
    start, depth = _extent_along(thing, rings)
    return CrossFeature(
        feature_id=FeatureId(thing.key),
        kind=place.feature or FeatureKind.OTHER,
        road_id=thing.read.road.road_id,
        anchor=Anchor.STATION,
        offset=Measured(round(start, 5), Method.OPENDRIVE),
        depth=Measured(round(depth, 5), Method.OPENDRIVE) if depth > 0 else None,
        first_strip=first,
        last_strip=last,
        outline_m=rings[0] if rings else (),
        rule_code=own.get("rule", ""),
        turns=place.turns or tuple(one for one in Turn if one in own.get("turns", "").split()),
        text=own.get("text", "") or thing.element.get("name", ""),
        external_ids=thing.external_ids,
        stated=thing.source.stated,
    )


def _extent_along(thing: _Thing, rings: tuple[tuple[Point, ...], ...]) -> tuple[float, float]:
    """Return the first station a marking covers, and how far it reaches from there."""
    at, line = thing.instance.place.station_m, thing.read.road.line
    if not rings:
        return at, 0.0
    stations = [foot_m(line, thing.read.road.length_m, corner, at) for corner in rings[0]]
    return min(stations), max(stations) - min(stations)


def strips_at(
    read: ReadRoad, station_m: float, offset_m: float, width_m: float
) -> tuple[StripId | None, StripId | None]:
    """Return the first and last strip whose middle lies under something across the road."""
    sections = read.road.sections
    section = next((one for one in sections if station_m < one.end_m), sections[-1])
    edges = section.offsets_at(min(max(station_m - section.start_m, 0.0), section.length_m))
    low, high = offset_m - width_m / 2, offset_m + width_m / 2
    covered = [
        strip.strip_id
        for strip, left, right in zip(section.strips, edges, edges[1:], strict=False)
        if (low <= (left + right) / 2 <= high) or (right < offset_m < left)
    ]
    return (covered[0], covered[-1]) if covered else (None, None)


def _ground(thing: _Thing, place: ObjectPlace, rings: tuple[tuple[Point, ...], ...]) -> GroundArea:
    assert place.ground is not None
    height = number(thing.element, "height", 0.0)
    return GroundArea(
        asset_id=AssetId(thing.key),
        kind=place.ground,
        rings_m=rings,
        height_m=height if height > 0 else None,
        external_ids=thing.external_ids,
        stated=thing.source.stated,
    )


def _point(thing: _Thing, place: ObjectPlace) -> PointAsset:
    assert place.point is not None
    at = thing.instance.place
    (point,) = at.around(np.zeros((1, 2)), 0.0)
    heading = math.remainder(at.heading_rad + thing.instance.turn_rad, math.tau)
    return PointAsset(
        asset_id=AssetId(thing.key),
        kind=place.point,
        x_m=point[0],
        y_m=point[1],
        heading_rad=round(heading, 9) if thing.element.get("hdg") else None,
        road_id=thing.read.road.road_id,
        code=thing.element.get("name", ""),
        external_ids=thing.external_ids,
        stated=thing.source.stated,
    )
