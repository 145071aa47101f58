"""A specimen of every marking, each on a street of its own, and what its article says it measures.

Numbers are metres as the articles (or the records of assumed sizes) give them. Cuts are given from
the west end of the specimen's street: x along it, y to the left of its reference line. Lanes: one
westward (y 0 to 3.5), two eastward (0 to -3.5, -3.5 to -7), sidewalks outside.
"""

import math
from dataclasses import dataclass, replace
from datetime import date

from roadnet.model import (
    Anchor,
    AssetId,
    FeatureKind,
    LinearAsset,
    LinearKind,
    LineStyle,
    Method,
    PaintColour,
    PointAsset,
    PointKind,
    RoadEnd,
    RoadId,
    Side,
    Stated,
    StripId,
    Turn,
)
from tests.roadnet.markings.made_streets import (
    LENGTH_M,
    STRAIGHT,
    SURVEYED,
    X,
    Y,
    feature,
    lane_marking,
    measured,
    straight_road,
    streets_of,
)

F = FeatureKind
ROW_M, COLUMN_M, ROWS = 25.0, 90.0, 38
AT = 40.0  # most features begin at this station
MID = -1.75  # middle of the inner eastward lane
B = -3.5  # boundary between the eastward lanes
SLANT = math.sqrt(0.5)
NEW_2024 = date(2024, 7, 22)


@dataclass(frozen=True)
class Cut:
    """A line to measure along, and the lengths of paint and gaps in turns."""

    start: tuple[float, float]
    end: tuple[float, float]
    expected: tuple[float, ...]
    inner: bool = False  # the first and last length are cut off by the line's ends
    leading: bool = False  # the gap before the first paint counts
    total: bool = False  # paint and gaps together
    thinnest: bool = False  # the thinnest first paint of cuts side by side: stripes touch edges


@dataclass(frozen=True)
class Specimen:
    """One marking: what makes it, and how it is measured."""

    name: str
    cuts: tuple[Cut, ...]
    markings: dict = None  # by boundary
    feature: dict = None
    kerb: dict = None
    obstacle: dict = None
    strips: tuple = STRAIGHT
    box: tuple[float, float] | None = None  # length and width of all paint together
    since: date = date(1994, 1, 1)


def across(x, y, *expected, reach=1.0, **options):
    """A cut across the street around a height, from left to right."""
    return Cut((x, y + reach), (x, y - reach), expected, **options)


def ahead(y, start, end, *expected, **options):
    """A cut along the street."""
    return Cut((start, y), (end, y), expected, **options)


def slanted(x, y, length, *expected, **options):
    """A cut square to stripes that lean 45 degrees to the left of travel."""
    return Cut((x, y), (x + length * SLANT, y - length * SLANT), expected, **options)


def line(code, *cuts, since=date(1994, 1, 1), **facts):
    marking = lane_marking(code, **facts)
    return Specimen(f"{code} line", cuts, markings={3: [marking]}, since=since)


def on_lanes(kind, *cuts, code="", lanes=("f1", "f1"), **facts):
    """A feature at station 40 on eastward lanes."""
    own = {key: facts.pop(key) for key in ("box", "since") if key in facts}
    name = f"{code or kind} {facts.get('text', '')}".strip()
    facts |= {"kind": kind, "rule_code": code, "lanes": lanes}
    return Specimen(name, cuts, feature=facts, **own)


DOUBLE = across(62, B, 0.10, 0.10, 0.10)
BROKEN = ahead(B, 20, 50, 4, 6, 4, 6, 4)

LINES = [
    line("TW-182", BROKEN, across(28, B, 0.10)),
    line("TW-181", BROKEN, across(28, B, 0.10)),
    line("TW-165", DOUBLE),
    line("TW-166", across(68, B, 0.10, 0.10, 0.10), ahead(B - 0.10, 20, 50, 4, 6, 4, 6, 4)),
    line("TW-167", DOUBLE),
    line("TW-158", across(68, B, 0.10, 0.10, 0.10), ahead(B + 0.10, 20, 50, 4, 6, 4, 6, 4)),
    line("TW-155", DOUBLE),
    line("TW-183", across(62, B, 0.15)),
    line("TW-183-1", across(62, B, 0.10)),
    line("TW-189-1", ahead(B, 66.5, 74.5, 1, 2, 1, 2, 1), across(70.5, B, 0.15)),
    line("TW-189-2", ahead(B, 66.5, 74.5, 1, 2, 1, 2, 1), across(70.5, B, 0.10)),
    line("TW-171", across(62, B, 0.15)),
    line("TW-156", across(62, B, 0.15)),
    line("TW-174-1", across(62, B, 0.10)),
    line("TW-174-3", across(62, B, 0.15)),
    line("TW-174-4", across(62, B, 0.10), since=NEW_2024),
    line("TW-188-2", across(62, B, 0.10), colour=PaintColour.BLUE),
    line("TW-152", ahead(B, 68.5, 71.5, 0.10, 0.90, 0.10, 0.90, 0.10), style=LineStyle.STUDS),
]
BOTH = ("f1", "f2")
BARS = (0.40, 0.60) * 10 + (0.40,)
RUMBLE = (0.10, 0.20) * 5 + (0.10,)
LEG = math.atan2(0.7, 3.0)  # half the angle of a wedge
RAIL = 0.40 / math.cos(math.radians(18.5))  # a stroke of the cross, cut square across the road
APART = 4.0 * math.tan(math.radians(18.5))  # the strokes' middles 1 m before the end of the cross
LEAN = math.atan2(0.5, 1.25)  # of a rhombus's sides

ACROSS = [
    on_lanes(F.STOP_LINE, ahead(-2, 35, 45, 0.40), across(40.2, B, 7.0, reach=5), lanes=BOTH),
    on_lanes(F.CROSSWALK, across(41, -1.75, *BARS, reach=6), ahead(MID, 35, 50, 3.0), lanes=None),
    on_lanes(
        F.ZEBRA,
        ahead(-1.0, 39, 45, 0.10, thinnest=True),  # stop lines stand before and after it
        ahead(-1.0, 39, 45, 4.2, total=True),
        slanted(40.6, 2.0, 4.5, 0.40, 0.40, 0.40, inner=True),
        lanes=None,
    ),
    on_lanes(F.BIKE_CROSSING, ahead(0, 35, 50, 0.10, 1.5, 0.10), lanes=None),
    on_lanes(
        F.MOTO_BOX,
        ahead(-2, 35, 50, 0.20, 3.6, 0.20),
        across(42, B, 0.10, 6.8, 0.10, reach=5),
        lanes=BOTH,
    ),
    on_lanes(
        F.YIELD,
        ahead(-0.75, 39, 45, 0.30, 0.30, 0.30),
        across(40.15, MID, 0.6, 0.4, 0.6, 0.4, 0.6, reach=1.75),
        ahead(MID, 30, 39.5, 2.0),
        across(37.5, MID, 0.9),
    ),
    on_lanes(F.SLOW_DOWN, ahead(-2, 35, 50, *RUMBLE), lanes=BOTH),
    on_lanes(
        F.SLOW_DOWN,
        across(40.075, B, *((0.5, 0.5) * 6 + (0.5,)), reach=3.5),
        ahead(B, 35, 45, 0.15),
        code="TW-187",
        lanes=BOTH,
    ),
    on_lanes(
        F.SLOW_DOWN,
        Cut(
            (41.5 + math.sin(LEG), MID + 0.35 + math.cos(LEG)),
            (41.5 - 0.4 * math.sin(LEG), MID + 0.35 - 0.4 * math.cos(LEG)),
            (0.25,),
        ),
        ahead(MID, 35, 45, 0.25 / math.sin(LEG)),
        code="TW-187",
        text="wedge",
    ),
    on_lanes(
        F.SLOW_DOWN,
        ahead(-0.2, 35, 60, 1, 1, 1, 1, 1, 1, 1, 1, 1),
        across(40.5, 0, 0.25, reach=0.9),
        Cut((40.5, 0.0), (40.5, -0.9), (0.075, 0.25), leading=True),
        code="TW-159-1",
        depth=measured(9.0),
        since=NEW_2024,
    ),
    on_lanes(
        F.OTHER,
        ahead(-0.2, 44, 50, 0.30),
        across(35, MID, RAIL, APART - RAIL, RAIL, reach=1.7),
        ahead(MID - 0.2, 28.2, 29.5, 0.60),
        across(28.7, MID, 0.6, 0.4, 0.6, 0.4, 0.6, reach=1.75),
        code="TW-157",
    ),
]
AREAS = [
    on_lanes(
        F.HATCH,
        slanted(42, -0.8, 3.4, *((0.20, 0.30) * 2 + (0.20,)), inner=True),
        ahead(-1.0, 35, 60, 0.15, thinnest=True),
        depth=measured(10.0),
        box=(10.0, 3.5),
    ),
    on_lanes(
        F.HATCH,
        ahead(MID, 35, 49.5, 9.5),
        across(42, MID, 0.15),
        text="Y",
    ),
    on_lanes(
        F.NET,
        slanted(41.5, -0.9, 6.2, 0.10, 2.0, 0.10, inner=True),
        ahead(-1.0, 35, 60, 0.20, thinnest=True),
        depth=measured(8.0),
        lanes=BOTH,
        box=(8.0, 7.0),
    ),
    on_lanes(
        F.GUIDE_LINE,
        ahead(-2, 40.2, 43.2, 0.5, 0.5, 0.5, 0.5, inner=True),
        across(40.25, -2, 0.10),
        outline=((40.0, -2.0), (60.0, -2.0)),
    ),
    on_lanes(
        F.OTHER,
        ahead(-5.25, 35, 60, 0.10, 5.4, 0.10, 5.4, 0.10, 5.4, 0.10),
        across(43, B, 0.10, reach=1.7),
        code="TW-190",
        lanes=("f2", "f2"),
        depth=measured(16.6),
    ),
    on_lanes(
        F.OTHER,
        ahead(-5.25, 35, 42.8, 0.05, 0.85, 0.05, 0.85, 0.05, 0.85, 0.05),
        code="TW-190",
        text="motorcycle",
        lanes=("f2", "f2"),
        depth=measured(2.75),
    ),
]
IN_LANES = [
    on_lanes(
        F.SYMBOL,
        Cut(
            (40.625 - 0.4 * math.sin(LEAN), MID + 0.25 + 0.4 * math.cos(LEAN)),
            (40.625 + 0.4 * math.sin(LEAN), MID + 0.25 - 0.4 * math.cos(LEAN)),
            (0.15,),
        ),
        code="TW-174",
        box=(2.5, 1.0),
    ),
    on_lanes(F.SYMBOL, code="TW-174-1", text="motorcycle", box=(2.0, 0.9)),
    on_lanes(F.SYMBOL, code="TW-174-3", text="pedestrian", box=(2.0, 1.0)),
    on_lanes(F.SYMBOL, code="TW-174-3", text="adult_with_child", box=(2.0, 1.0)),
    on_lanes(F.SYMBOL, code="TW-174-4", text="bicycle", box=(1.8, 0.9), since=NEW_2024),
    on_lanes(F.SYMBOL, code="TW-183-1", text="motorcycle、bicycle", box=(2.0, 1.61)),
    on_lanes(
        F.SYMBOL,
        across(41, MID, 0.20, 1.5, 0.20, reach=1.7),
        ahead(MID + 0.85, 35, 45, 3.0),
        code="TW-188-2",
        text="route",
    ),
    on_lanes(F.ARROW, turns=(Turn.THROUGH,), box=(5.0, 0.8)),
    on_lanes(F.ARROW, turns=(Turn.LEFT,), text="left", box=(5.0, 0.88)),
    on_lanes(F.ARROW, turns=(Turn.THROUGH, Turn.RIGHT), text="branch", box=(5.0, 1.2)),
    on_lanes(F.ARROW, turns=(Turn.MERGE_LEFT,), code="TW-188-1", box=(5.0, 1.695)),
    on_lanes(F.ARROW, turns=(Turn.THROUGH,), text="small", box=(2.0, 0.32)),
    on_lanes(F.ARROW, turns=(Turn.THROUGH, Turn.RIGHT), text="pair", since=date(2021, 1, 29)),
    on_lanes(F.TEXT, text="停", box=(2.5, 1.5)),
    on_lanes(F.TEXT, text="慢", box=(2.5, 1.5)),
    on_lanes(F.TEXT, text="禁行機車", box=(13.0, 1.0)),
    on_lanes(F.TEXT, text="公車專用", box=(13.0, 1.0)),
    on_lanes(F.TEXT, text="左彎專用", box=(13.0, 1.0)),
    on_lanes(F.TEXT, text="越線受罰", box=(13.0, 1.0)),
    on_lanes(F.TEXT, text="台北", box=(6.0, 1.0)),
    on_lanes(F.TEXT, code="TW-163-1", text="通學區", box=(6.8, 1.2), since=NEW_2024),
    on_lanes(F.SPEED_LIMIT, text="50", box=(2.5, 1.5)),
]
OPEN_EDGE = tuple(one for one in STRAIGHT if one[0] not in {"s0", "s1"})
ASSETS = [
    Specimen(
        "TW-169 kerb",
        (Cut((40, -7.0), (40, -8.0), (0.10,)),),
        kerb={"colour": PaintColour.RED},
    ),
    Specimen(
        "TW-168 no kerb",
        (Cut((40, -7.0), (40, -6.0), (0.30, 0.10), leading=True),),
        kerb={"colour": PaintColour.YELLOW},
        strips=OPEN_EDGE,
    ),
    Specimen(
        "TW-160 obstacle",
        (slanted(39.4, -2.4, 1.7, 0.20, 0.20, 0.20, inner=True),),
        obstacle={"code": "TW-160", "size": measured(2.0)},
    ),
    Specimen(
        "TW-161 obstacle",
        (slanted(39.4, -2.4, 1.7, 0.20, 0.20, 0.20, inner=True),),
        obstacle={"code": "TW-161", "size": measured(2.0)},
    ),
]
__all__ = ["LENGTH_M"]
SPECIMENS = [*LINES, *ACROSS, *AREAS, *IN_LANES, *ASSETS]


def origin_of(number):
    """Where the street of a specimen begins."""
    column, row = divmod(number, ROWS)
    return X + column * COLUMN_M, Y - row * ROW_M


def specimen_streets(painted_on):
    """All specimens on one map, painted on a day."""
    roads, features, kerbs, points = [], [], [], []
    for number, specimen in enumerate(SPECIMENS):
        key, start = f"r{number:02d}", origin_of(number)
        markings = {
            index: [_painted(marking, painted_on) for marking in own]
            for index, own in (specimen.markings or {}).items()
        }
        left_count = 1 if specimen.strips is OPEN_EDGE else 2
        roads.append(straight_road(key, start, markings, specimen.strips, left_count=left_count))
        if specimen.feature:
            features.append(_feature(key, start, dict(specimen.feature), painted_on))
        if specimen.kerb:
            kerbs.append(
                LinearAsset(
                    AssetId(key),
                    LinearKind.KERB_PAINT,
                    road_id=RoadId(key),
                    side=Side.RIGHT,
                    stated=Stated(Method.SURVEYED),
                    **specimen.kerb,
                )
            )
        if specimen.obstacle:
            at = (start[0] + AT, start[1] + MID - 1.25)
            points.append(
                PointAsset(AssetId(key), PointKind.OTHER, *at, stated=SURVEYED, **specimen.obstacle)
            )
    return streets_of(roads, features, linear_assets=tuple(kerbs), point_assets=tuple(points))


def _painted(marking, painted_on):
    return replace(marking, painted_on=painted_on)


def _feature(key, start, facts, painted_on):
    lanes, outline = facts.pop("lanes"), facts.pop("outline", ())
    if lanes:
        facts["first_strip"] = StripId(f"{key}.{lanes[0]}")
        facts["last_strip"] = StripId(f"{key}.{lanes[1]}")
    facts["outline_m"] = tuple((start[0] + x, start[1] + y) for x, y in outline)
    return feature(
        key,
        facts.pop("kind"),
        key,
        RoadEnd.END,
        anchor=Anchor.STATION,
        offset=measured(AT),
        painted_on=painted_on,
        **facts,
    )
