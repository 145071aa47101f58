"""A made crossing: Zhongshan Road east-west with four lanes, Minsheng Road north-south with two."""

import math

from crashes.scene.base_map import BaseMap, MapArea, MapArm, MapLine, MapStrip, MapText
from roadnet.model import Method

ORIGIN_M = (194_000.0, 2_597_000.0)
LANE_M, REACH_M, RADIUS_M, SIDEWALK_M = 3.5, 60.0, 4.0, 2.0
ARMS = (("east", 90.0, 2), ("south", 180.0, 1), ("west", 270.0, 2), ("north", 0.0, 1))
OF = {"east": "中山路", "west": "中山路", "north": "民生路", "south": "民生路"}


def turned(bearing_deg, ahead_m, right_m):
    """A point so far out on an arm and to the right of its middle, seen outward."""
    angle = math.radians(bearing_deg)
    east, north = math.sin(angle), math.cos(angle)
    return (
        round(ahead_m * east + right_m * north, 3),
        round(ahead_m * north - right_m * east, 3),
    )


def rectangle(bearing, near, far, left, right):
    corners = ((near, left), (far, left), (far, right), (near, right))
    return tuple(turned(bearing, ahead, side) for ahead, side in corners)


def made_junction(method=Method.SURVEYED):
    """The base map of the crossing, around its middle."""
    half = {name: lanes * LANE_M for name, _, lanes in ARMS}
    mouth = {
        name: half["north" if bearing in (90.0, 270.0) else "east"] + RADIUS_M
        for name, bearing, _ in ARMS
    }
    areas, lines, strips, arms, texts, ring = [], [], [], [], [], []
    for name, bearing, lanes in ARMS:
        near, side = mouth[name], half[name]
        arms.append(MapArm(name, OF[name], bearing))
        walk = side + SIDEWALK_M
        for sign, hand in ((-1, "left"), (1, "right")):
            box = sorted((sign * side, sign * walk))
            areas.append(
                MapArea(
                    f"{name}-walk-{hand}",
                    "sidewalk",
                    (rectangle(bearing, near, REACH_M, *box),),
                    method,
                )
            )
            kerb = (
                turned(bearing, near, sign * side),
                turned(bearing, REACH_M, sign * side),
            )
            lines.append(MapLine(f"{name}-kerb-{hand}", "kerb", kerb, 0.15, "grey", (), method))
        for number in range(lanes):
            for sign, leads in ((1, "out"), (-1, "in")):
                at = sign * (number + 0.5) * LANE_M
                out = (turned(bearing, near, at), turned(bearing, REACH_M, at))
                strip = f"{name}-{leads}-{number + 1}"
                edge = sorted((sign * number * LANE_M, sign * (number + 1) * LANE_M))
                areas.append(
                    MapArea(strip, "lane", (rectangle(bearing, near, REACH_M, *edge),), method)
                )
                strips.append(
                    MapStrip(
                        strip, "drive", out if leads == "out" else out[::-1], LANE_M, name, leads
                    )
                )
                if number:
                    line = (
                        turned(bearing, near + 5, sign * number * LANE_M),
                        turned(bearing, REACH_M, sign * number * LANE_M),
                    )
                    lines.append(
                        MapLine(f"{strip}-line", "marking", line, 0.1, "white", (4, 6), method)
                    )
        for nth, offset in enumerate((-0.1, 0.1)):
            line = (turned(bearing, near + 5, offset), turned(bearing, REACH_M, offset))
            lines.append(MapLine(f"{name}-mid-{nth}", "marking", line, 0.1, "yellow", (), method))
        stop = (turned(bearing, near + 4.5, -side + 0.2), turned(bearing, near + 4.5, -0.2))
        lines.append(MapLine(f"{name}-stop", "stop_line", stop, 0.4, "white", (), method))
        count = int(2 * side / 0.8)
        for nth in range(count):
            left = -side + 0.2 + nth * 0.8
            stripe = rectangle(bearing, near + 0.5, near + 3.5, left, left + 0.4)
            areas.append(MapArea(f"{name}-zebra-{nth}", "paint", (stripe,), method))
        texts.append(MapText(OF[name], turned(bearing, 34.0, side + 1.0), bearing % 180, 1.6))
    for one, other in zip(ARMS, ARMS[1:] + ARMS[:1], strict=True):
        start = turned(one[1], mouth[one[0]], half[one[0]])
        end = turned(other[1], mouth[other[0]], -half[other[0]])
        centre = turned(one[1], mouth[one[0]], half[one[0]] + RADIUS_M)
        first = math.atan2(start[1] - centre[1], start[0] - centre[0])
        last = math.atan2(end[1] - centre[1], end[0] - centre[0])
        turn = (last - first + math.pi) % (2 * math.pi) - math.pi
        arc = tuple(
            (
                round(centre[0] + RADIUS_M * math.cos(first + turn * n / 8), 3),
                round(centre[1] + RADIUS_M * math.sin(first + turn * n / 8), 3),
            )
            for n in range(9)
        )
        lines.append(MapLine(f"corner-{one[0]}", "kerb", arc, 0.15, "grey", (), method))
        ring += arc
    areas.insert(0, MapArea("junction", "junction", (tuple(ring),), method))
    return BaseMap(
        "2026-11-01",
        "EPSG:3826",
        ORIGIN_M,
        tuple(areas),
        tuple(lines),
        tuple(strips),
        tuple(arms),
        tuple(texts),
    )
