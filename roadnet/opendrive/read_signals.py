"""Read signs, signal heads and the markings that files call signals."""

import math
from collections import Counter
from collections.abc import Mapping

import numpy as np
from lxml import etree

from roadnet.model import (
    Anchor,
    AssetId,
    ControllerId,
    CrossFeature,
    FeatureId,
    FeatureKind,
    Measured,
    Method,
    Point,
    PointAsset,
    PointKind,
    RoadEnd,
)
from roadnet.opendrive.document import number
from roadnet.opendrive.on_road import RoadPlace, as_points, place_on, raw_values
from roadnet.opendrive.read_objects import ReadThings, strips_at
from roadnet.opendrive.read_roads import ReadRoad, ReadRoads, Source
from roadnet.opendrive.user_data import own_values
from roadnet.opendrive.vocabulary import feature_of_signal, lenses_of_signal

ID = "opendrive"
SIGNAL = "opendrive:signal"  # external id of a marking that a file calls a signal
RAW = (
    "name", "dynamic", "country", "countryRevision", "type", "subtype", "value", "unit", "text",
    "height", "width", "hOffset", "orientation",
)  # fmt: skip
LEFT_OUT = (
    "validity",
    "dependency",
    "reference",
    "semantics",
    "staticBoard",
    "vmsBoard",
)
UNNAMED = frozenset({"", "-1", "none"})


def read_signals(
    root: etree._Element,
    roads: ReadRoads,
    controller_of_group: Mapping[str, ControllerId],
    source: Source,
    things: ReadThings,
) -> None:
    """Add the signals of all roads to `things`.

    Parameters
    ----------
    controller_of_group
        The machine of each controller of the file; that controller is the group of its signals.
    """
    groups = {
        control.get("signalId", ""): controller.get("id", "")
        for controller in root.findall("controller")
        for control in controller.findall("control")
    }
    seen: Counter[str] = Counter()
    for road, read in roads.roads.items():
        for element in read.element.findall("signals/signal"):
            for tag in LEFT_OUT:
                source.left.add(f"signal/{tag}", len(element.findall(tag)))
            foreign = len(element.findall("userData")) - len(own_values(element))
            source.left.add("signal/userData", foreign)
            base = f"{source.area}/s{road}.{element.get('id', '')}"
            seen[base] += 1
            key = base if seen[base] == 1 else f"{base}~{seen[base]}"
            kind = feature_of_signal(element.get("country", ""), element.get("type", ""))
            at, heading = _place(element, read, roads, source)
            if kind is not None:
                things.features.append(_feature(element, key, kind, (read, at), source))
            else:
                group = groups.get(element.get("id", ""), "")
                machine = controller_of_group.get(group)
                things.points.append(
                    _asset(element, key, (read, at, heading), (group, machine), source)
                )


def _place(
    element: etree._Element, read: ReadRoad, roads: ReadRoads, source: Source
) -> tuple[RoadPlace, float]:
    """Return where a signal stands, and the heading of its face.

    A signal that is valid along the stations faces the traffic that comes along them.
    """
    at = place_on(read, number(element, "s"), number(element, "t"))
    turned = math.pi if element.get("orientation", "+") != "-" else 0.0
    heading = at.heading_rad + turned + number(element, "hOffset", 0.0)
    inertial, on_road = element.find("positionInertial"), element.find("positionRoad")
    if inertial is not None:
        x, y = number(inertial, "x"), number(inertial, "y")
        turn = source.placement.heading_turn_rad(x, y)
        place = source.placement.points(np.array([[x, y]]))[0]
        at = RoadPlace(at.station_m, at.offset_m, float(place[0]), float(place[1]), at.heading_rad)
        heading = number(inertial, "hdg") + turn
    elif on_road is not None and on_road.get("roadId") in roads.roads:
        other = roads.roads[on_road.get("roadId", "")]
        there = place_on(other, number(on_road, "s"), number(on_road, "t"))
        at = RoadPlace(at.station_m, at.offset_m, there.x_m, there.y_m, at.heading_rad)
        heading = there.heading_rad + turned + number(on_road, "hOffset", 0.0)
    return at, math.remainder(heading, math.tau)


def _asset(
    element: etree._Element,
    key: str,
    place: tuple[ReadRoad, RoadPlace, float],
    group: tuple[str, ControllerId | None],
    source: Source,
) -> PointAsset:
    read, at, heading = place
    ((x, y),) = as_points(np.array([[at.x_m, at.y_m]]))
    name = element.get("type", "")
    size = number(element, "width", 0.0) or number(element, "height", 0.0)
    is_head = element.get("dynamic") == "yes"
    return PointAsset(
        asset_id=AssetId(key),
        kind=PointKind.SIGNAL if is_head else PointKind.SIGN,
        x_m=x,
        y_m=y,
        heading_rad=round(heading, 9),
        road_id=read.road.road_id,
        code=element.get("name", "") if name in UNNAMED else name,
        value=_value(element),
        size=Measured(size, Method.OPENDRIVE) if size > 0 else None,
        bottom_height=_height(element),
        lenses=lenses_of_signal(name) if is_head else (),
        controller_id=group[1],
        signal_group=group[0] if group[1] else "",
        external_ids=((ID, element.get("id", "")), *raw_values(element, RAW)),
        stated=source.stated,
    )


def _height(element: etree._Element) -> Measured:
    """Return the height of the lower edge; our own files say where it was assumed."""
    is_assumed = own_values(element).get("height") == "assumed"
    method = Method.ASSUMED if is_assumed else Method.OPENDRIVE
    return Measured(number(element, "zOffset", 0.0), method)


def _value(element: etree._Element) -> str:
    """Return the text of a sign, or its value with its unit."""
    if element.get("text"):
        return element.get("text", "")
    value = number(element, "value", 0.0)
    return f"{value:g} {element.get('unit', '')}".strip() if value else ""


def _feature(
    element: etree._Element,
    key: str,
    kind: FeatureKind,
    place: tuple[ReadRoad, RoadPlace],
    source: Source,
) -> CrossFeature:
    read, at = place
    width, depth = number(element, "width", 0.0), number(element, "value", 0.0)
    turn = number(element, "hOffset", 0.0)
    first, last = strips_at(read, at.station_m, at.offset_m, width)
    outline: tuple[Point, ...] = ()
    if width > 0 and depth > 0:
        corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * [depth / 2, width / 2]
        outline = at.around(corners, turn)
    is_stop_line = kind is FeatureKind.STOP_LINE
    ends = {"+": RoadEnd.END, "-": RoadEnd.START}
    return CrossFeature(
        feature_id=FeatureId(key),
        kind=kind,
        road_id=read.road.road_id,
        road_end=ends.get(element.get("orientation", "")) if is_stop_line else None,
        anchor=Anchor.STATION,
        offset=Measured(round(at.station_m, 6), Method.OPENDRIVE),
        depth=Measured(depth, Method.OPENDRIVE) if depth > 0 else None,
        first_strip=first,
        last_strip=last,
        outline_m=outline,
        external_ids=((SIGNAL, element.get("id", "")), *raw_values(element, RAW)),
        stated=source.stated,
    )
