"""Write the roads: links, type, plan, heights, lanes, and what stands on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from roadnet.model import (
    CrossFeature,
    DrivingSide,
    GroundArea,
    LinearAsset,
    Method,
    Point,
    PointAsset,
    Road,
    RoadClass,
    RoadEnd,
    RoadId,
)
from roadnet.opendrive.drawn_road import DrawnRoad
from roadnet.opendrive.find_on_roads import Spot
from roadnet.opendrive.lane_links import LaneLinks
from roadnet.opendrive.network import Network, RoadArm
from roadnet.opendrive.read_roads import TYPE
from roadnet.opendrive.user_data import add_own_values
from roadnet.opendrive.vocabulary import road_class_of, road_type_of
from roadnet.opendrive.write_junctions import Numbers, written_junctions
from roadnet.opendrive.write_lanes import LaneTexts, write_lanes
from roadnet.opendrive.write_objects import write_feature, write_ground, write_line, write_point
from roadnet.opendrive.write_plan import write_elevation, write_plan
from roadnet.opendrive.write_signals import write_signal, write_signal_marking
from roadnet.opendrive.xml_text import add

RULES = {DrivingSide.RIGHT: "RHT", DrivingSide.LEFT: "LHT"}
LINKS = {RoadEnd.START: "predecessor", RoadEnd.END: "successor"}
NO_JUNCTION = "-1"


@dataclass(slots=True)
class OnRoad:
    """What stands on a road, each with its spot, in the order it is written."""

    signals: list[tuple[PointAsset, Spot]] = field(default_factory=list)
    signal_markings: list[tuple[CrossFeature, Spot]] = field(default_factory=list)
    points: list[tuple[PointAsset, Spot]] = field(default_factory=list)
    grounds: list[tuple[GroundArea, Spot]] = field(default_factory=list)
    lines: list[tuple[LinearAsset, tuple[Point, ...], Spot]] = field(default_factory=list)
    features: list[tuple[CrossFeature, tuple[Point, ...], Spot]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RoadTexts:
    """What roads are written with."""

    network: Network
    links: LaneLinks
    lanes: LaneTexts
    numbers: Numbers
    on_roads: Mapping[RoadId, OnRoad]
    country: str


def write_roads(root: etree._Element, texts: RoadTexts) -> None:
    """Add all roads, by their ids."""
    network, numbers = texts.network, texts.numbers
    for road_id in sorted(network.roads, key=lambda key: int(numbers.roads[key])):
        _write_road(root, network.roads[road_id], texts)


def _write_road(root: etree._Element, drawn: DrawnRoad, texts: RoadTexts) -> None:
    road, numbers = drawn.road, texts.numbers
    inside = texts.network.inside.get(road.road_id)
    element = add(
        root,
        "road",
        {
            "name": road.name,
            "length": drawn.length_m,
            "id": numbers.roads[road.road_id],
            "junction": numbers.junctions[inside] if inside else NO_JUNCTION,
            "rule": RULES[texts.lanes.side],
        },
    )
    _write_links(element, road.road_id, texts)
    _write_type(element, road)
    write_plan(element, drawn.line)
    write_elevation(element, road.elevation, drawn.stations)
    write_lanes(element, drawn, texts.lanes)
    own = texts.on_roads.get(road.road_id)
    if own is not None:
        _write_objects(element, own, numbers)
        _write_signals(element, own, numbers, texts.country)
    is_told = road_class_of(_type(road)[0]) is road.road_class
    add_own_values(
        element,
        {
            "class": "" if is_told else road.road_class,
            "layer": str(road.layer) if road.layer else "",
        },
    )


def _write_links(element: etree._Element, road_id: RoadId, texts: RoadTexts) -> None:
    link = add(element, "link")
    junctions = written_junctions(texts.links)
    for end, tag in LINKS.items():
        arm = RoadArm(road_id, end)
        beyond = texts.links.roads.get(arm)
        junction = texts.network.arms.get(arm)
        if beyond is not None:
            values = {"elementType": "road", "elementId": texts.numbers.roads[beyond.road_id]}
            add(link, tag, values | {"contactPoint": str(beyond.end)})
        elif junction in junctions:
            assert junction is not None
            number = texts.numbers.junctions[junction]
            add(link, tag, {"elementType": "junction", "elementId": number})


def _type(road: Road) -> tuple[str, bool]:
    """Return the type of a road, and whether anything is known of it."""
    stated = dict(road.external_ids).get(TYPE)
    if stated is not None:
        return stated, True
    is_known = road.road_class is not RoadClass.OTHER or road.stated.method is not Method.OPENDRIVE
    return road_type_of(road.road_class), is_known


def _write_type(element: etree._Element, road: Road) -> None:
    name, is_known = _type(road)
    if not is_known and road.speed_limit_kmh is None:
        return
    type_element = add(element, "type", {"s": 0.0, "type": name})
    if road.speed_limit_kmh is not None:
        add(type_element, "speed", {"max": road.speed_limit_kmh, "unit": "km/h"})


def _write_objects(road: etree._Element, own: OnRoad, numbers: Numbers) -> None:
    if not (own.points or own.grounds or own.lines or own.features):
        return
    objects = add(road, "objects")
    for feature, outline, spot in own.features:
        write_feature(objects, feature, outline, numbers.objects[feature.feature_id], spot)
    for area, spot in own.grounds:
        write_ground(objects, area, numbers.objects[area.asset_id], spot)
    for line, points, spot in own.lines:
        write_line(objects, line, points, numbers.objects[line.asset_id], spot)
    for asset, spot in own.points:
        write_point(objects, asset, numbers.objects[asset.asset_id], spot)


def _write_signals(road: etree._Element, own: OnRoad, numbers: Numbers, country: str) -> None:
    if not (own.signals or own.signal_markings):
        return
    signals = add(road, "signals")
    for asset, spot in own.signals:
        write_signal(signals, asset, numbers.signals[asset.asset_id], spot, country)
    for feature, spot in own.signal_markings:
        write_signal_marking(signals, feature, numbers.signals[feature.feature_id], spot)
