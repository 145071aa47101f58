"""What the check of the streets says: verdicts with article and date."""

from dataclasses import replace
from datetime import date

import pytest

from language import Language
from roadnet.geometry.build import build_geometry
from roadnet.markings.check import check_markings
from roadnet.markings.finding import Verdict
from roadnet.model import (
    Anchor,
    AssetId,
    Boundary,
    Control,
    Dash,
    Direction,
    FeatureKind,
    KerbType,
    Lens,
    LensColour,
    LensShape,
    Method,
    Mode,
    PointAsset,
    PointKind,
    Profile,
    RoadEnd,
    RoadId,
    Stated,
    StripType,
    Times,
    Turn,
)
from tests.roadnet.markings.made_streets import (
    STRAIGHT,
    SURVEYED,
    X,
    Y,
    cross,
    feature,
    lane_marking,
    measured,
    straight,
    straight_road,
    streets_of,
)

F, V = FeatureKind, Verdict
DAY = date(2026, 6, 1)


def findings(streets, on=DAY, *, article=None):
    found = check_markings(streets, build_geometry(streets), on=on)
    return [one for one in found if article in {None, one.article}]


def verdicts(streets, on=DAY, *, article):
    return [one.verdict for one in findings(streets, on, article=article)]


def west(key, kind, **facts):
    return feature(key, kind, "west", RoadEnd.END, **facts)


def crosswalk(offset_m=3.5, **facts):
    facts.setdefault("offset", measured(offset_m))
    return west("cw", F.CROSSWALK, anchor=Anchor.CROSS_ROAD_EDGE, depth=measured(4.0), **facts)


def stop_line(clear_m, painted_on=None, sigma_m=0.02, **facts):
    return west(
        "stop",
        F.STOP_LINE,
        anchor=Anchor.CROSS_ROAD_EDGE,
        offset=measured(7.5 + clear_m, sigma_m),
        depth=measured(0.4),
        painted_on=painted_on,
        **facts,
    )


def test_a_new_stop_line_1_4_m_from_a_crosswalk_is_a_violation_with_article_and_date():
    streets = cross([crosswalk(), stop_line(1.4, date(2025, 7, 1))])
    (finding,) = findings(streets, article="170")
    assert finding.as_dict() == {
        "rule": "TW-170",
        "article": "170",
        "valid_from": "2025-06-30",
        "element": "stop",
        "found": "clear distance of stop line and crosswalk 1.40 m",
        "required": "2 to 3 m, never under 1 m",
        "verdict": "violation",
    }
    said = finding.as_dict(Language.ZH_TW)
    assert said["found"] == "停止線與行人穿越道淨距 1.40 公尺"
    assert said["required"] == "2 至 3 公尺，不得小於 1 公尺"


BEFORE_2017, BEFORE_2025, NEW = date(2017, 6, 13), date(2025, 6, 29), date(2025, 6, 30)


@pytest.mark.parametrize(
    ("clear_m", "painted_on", "verdict"),
    [
        (0.8, BEFORE_2017, V.VIOLATION),
        (0.8, BEFORE_2025, V.DEVIATES),
        (0.8, NEW, V.VIOLATION),
        (1.4, BEFORE_2017, None),
        (1.4, BEFORE_2025, None),
        (1.4, NEW, V.VIOLATION),
        (2.5, BEFORE_2017, None),
        (2.5, BEFORE_2025, None),
        (2.5, NEW, None),
        (3.4, BEFORE_2017, V.VIOLATION),
        (3.4, BEFORE_2025, V.NOTE),
        (3.4, NEW, V.NOTE),
    ],
)
def test_the_verdict_on_the_clear_distance_follows_the_day_of_painting(
    clear_m, painted_on, verdict
):
    found = verdicts(cross([crosswalk(), stop_line(clear_m, painted_on)]), article="170")
    assert found == ([verdict] if verdict else [])


@pytest.mark.parametrize(
    ("clear_m", "verdict"), [(2.5, None), (1.4, V.CANNOT_BE_JUDGED), (0.8, V.CANNOT_BE_JUDGED)]
)
def test_without_a_day_of_painting_versions_that_differ_cannot_be_judged(clear_m, verdict):
    found = verdicts(cross([crosswalk(), stop_line(clear_m)]), article="170")
    assert found == ([verdict] if verdict else [])


def test_a_line_that_is_newer_than_the_last_change_is_judged_without_a_day_of_painting():
    line = stop_line(1.4, times=Times(valid_from=date(2025, 9, 1)))
    assert verdicts(cross([crosswalk(), line]), article="170") == [V.VIOLATION]


def test_before_the_last_change_the_same_line_was_in_order():
    streets = cross([crosswalk(), stop_line(1.4)])
    assert verdicts(streets, date(2025, 6, 29), article="170") == []


def test_a_breach_within_the_error_of_measurement_cannot_be_judged():
    line = stop_line(1.4, NEW, sigma_m=0.5)
    assert verdicts(cross([crosswalk(), line]), article="170") == [V.CANNOT_BE_JUDGED]


def test_assumed_paint_is_not_checked():
    streets = cross([crosswalk(), west("stop", F.STOP_LINE, stated=Stated())])
    assert findings(streets, article="170") == []


def test_a_line_of_another_width_is_a_violation_and_one_without_a_text_is_not_checkable():
    wide = replace(stop_line(2.5, NEW), depth=measured(0.6))
    assert verdicts(cross([crosswalk(), wide]), article="170") == [V.VIOLATION]
    arrow = west("a", F.ARROW, offset=measured(30.0), depth=measured(4.0), turns=(Turn.LEFT,))
    assert verdicts(cross([arrow]), article="188") == [V.NOT_CHECKABLE]


def test_larger_paint_on_a_fast_road_is_not_flagged():
    wide = [lane_marking("TW-182", width=measured(0.20))]
    slow, fast = (straight({3: wide}, road_facts={"speed_limit_kmh": v}) for v in (50.0, 90.0))
    assert verdicts(slow, article="182") == [V.VIOLATION]
    assert verdicts(fast, article="182") == []


def test_dashes_of_other_lengths_are_found():
    short = [lane_marking("TW-182", dash=Dash(3.0, 6.0))]
    (finding,) = findings(straight({3: short}), article="182")
    assert str(finding.found) == "length of dashes 3.00 m"


def lane(width_m, method=Method.SURVEYED):
    strips = (*STRAIGHT[:2], ("f1", StripType.DRIVE, width_m, Direction.FORWARD), *STRAIGHT[3:])
    road = straight_road("a", strips=strips)
    (section,) = road.sections
    made = tuple(
        replace(one, width=Profile.constant(width_m, method, 0.05))
        if one.strip_id == "a.f1"
        else one
        for one in section.strips
    )
    return replace(road, sections=(replace(section, strips=made),))


def test_an_existing_lane_under_todays_minimum_is_a_note():
    (finding,) = findings(streets_of([lane(2.7)]), article="11")
    assert finding.verdict is V.NOTE
    assert (finding.element, str(finding.found)) == ("a.f1", "main-road lane: 2.70 m")
    assert finding.valid_from == date(2021, 8, 11)


def test_a_lane_of_a_road_built_under_the_standard_is_a_violation():
    road = replace(lane(2.7), times=Times(valid_from=date(2024, 1, 1)))
    assert verdicts(streets_of([road]), article="11") == [V.VIOLATION]


def test_an_assumed_width_is_not_checkable():
    assert verdicts(streets_of([lane(2.7, Method.ASSUMED)]), article="11") == [V.NOT_CHECKABLE]


def test_wide_lanes_and_lanes_before_the_standard_are_in_order():
    assert findings(streets_of([lane(3.0)]), article="11") == []
    assert findings(streets_of([lane(2.7)]), date(2021, 8, 10), article="11") == []


def test_a_high_kerb_is_noted():
    road = straight_road("a")
    (section,) = road.sections
    kerbs = [*section.boundaries[:-1], Boundary(kerb=KerbType.RAISED, kerb_height=measured(0.25))]
    road = replace(road, sections=(replace(section, boundaries=tuple(kerbs)),))
    assert verdicts(streets_of([road]), article="16") == [V.NOTE]


def test_a_box_too_deep_or_on_a_fast_road_is_a_violation():
    box = west("box", F.MOTO_BOX, anchor=Anchor.STOP_LINE, offset=measured(0.0))
    deep = replace(box, depth=measured(7.0))
    assert verdicts(cross([crosswalk(), stop_line(2.5, NEW), deep]), article="174-2") == [
        V.VIOLATION
    ]
    streets = cross([crosswalk(), stop_line(2.5, NEW), replace(box, depth=measured(4.0))])
    assert findings(streets, article="174-2") == []
    fast = replace(
        streets, roads=tuple(replace(road, speed_limit_kmh=70.0) for road in streets.roads)
    )
    assert verdicts(fast, article="174-2") == [V.VIOLATION]


def test_a_box_on_a_lane_without_motorcycles_is_a_violation():
    box = west("box", F.MOTO_BOX, offset=measured(12.0), depth=measured(4.0))
    streets = cross([stop_line(2.5, NEW), box])
    roads = [
        replace(
            road,
            sections=tuple(
                replace(
                    section,
                    strips=tuple(
                        replace(one, allowed=frozenset({Mode.CAR}))
                        if one.strip_id == "west.f.in"
                        else one
                        for one in section.strips
                    ),
                )
                for section in road.sections
            ),
        )
        for road in streets.roads
    ]
    assert V.VIOLATION in verdicts(replace(streets, roads=tuple(roads)), article="174-2")


def test_a_two_stage_box_too_near_to_the_crosswalk_deviates_from_the_principle():
    box = west(
        "box",
        F.TWO_STAGE_BOX,
        anchor=Anchor.CROSS_ROAD_EDGE,
        offset=measured(0.7),
        depth=measured(2.5),
        painted_on=date(2025, 1, 1),
    )
    found = findings(cross([crosswalk(), box]), article="191")
    gaps = [one for one in found if "crosswalk" in str(one.found)]
    assert [(one.verdict, str(one.found)) for one in gaps] == [
        (V.DEVIATES, "distance of the box from the crosswalk 0.30 m")
    ]


def test_a_two_stage_box_beyond_the_edge_of_the_cross_road_is_a_violation_since_2024():
    def box(painted_on):
        return west(
            "box",
            F.TWO_STAGE_BOX,
            anchor=Anchor.CROSS_ROAD_EDGE,
            offset=measured(-2.0),
            depth=measured(2.5),
            painted_on=painted_on,
        )

    def of_front(painted_on):
        found = findings(cross([box(painted_on)]), article="191")
        return [one.verdict for one in found if "cross road" in str(one.found)]

    assert of_front(date(2024, 7, 22)) == [V.VIOLATION]
    assert of_front(date(2024, 7, 21)) == [V.DEVIATES]


def test_a_crosswalk_far_from_the_cross_road_deviates_only_since_2024():
    far = crosswalk(6.0, painted_on=date(2024, 8, 1))
    assert V.DEVIATES in verdicts(cross([far]), article="185")
    old = crosswalk(6.0, painted_on=date(2024, 7, 1))
    assert verdicts(cross([old]), article="185") == []


def test_bars_that_are_too_thin_are_a_violation():
    thin = crosswalk(sizes=(("bar_width", measured(0.30)),), painted_on=NEW)
    assert verdicts(cross([thin]), article="185") == [V.VIOLATION]


def test_a_yellow_net_at_signals_is_a_violation():
    net = west("net", F.NET, offset=measured(0.0), depth=measured(5.0))
    assert verdicts(cross([net]), article="173") == [V.VIOLATION]
    assert verdicts(cross([net], Control.NONE), article="173") == []


def test_a_line_too_near_to_an_island_is_a_violation():
    strips = (
        STRAIGHT[0],
        STRAIGHT[1],
        ("m", StripType.MEDIAN, 1.5, Direction.NONE),
        *STRAIGHT[2:],
    )
    near = [lane_marking("TW-165", gap=measured(0.05))]
    road = straight_road("a", markings={3: near}, strips=strips)
    (finding,) = findings(streets_of([road]), article="165")
    assert (finding.verdict, str(finding.found)) == (
        V.VIOLATION,
        "clear distance from the island 0.05 m",
    )


def test_the_old_clear_width_beside_a_slow_lane_line_binds_old_paint_only():
    strips = (
        *STRAIGHT[:3],
        ("slow", StripType.SLOW, 1.8, Direction.FORWARD),
        STRAIGHT[4],
    )

    def found(painted_on):
        line = [lane_marking("TW-183-1", painted_on=painted_on)]
        streets = streets_of([straight_road("a", markings={3: line}, strips=strips)])
        return verdicts(streets, article="183-1")

    assert found(date(2023, 12, 30)) == [V.VIOLATION]
    assert found(date(2023, 12, 31)) == []
    assert found(None) == [V.CANNOT_BE_JUDGED]


def test_a_zebra_near_another_crossing_is_a_violation():
    zebra = feature(
        "z",
        F.ZEBRA,
        "west",
        None,
        anchor=Anchor.STATION,
        offset=measured(20.0),
        depth=measured(4.2),
    )
    assert verdicts(cross([crosswalk(), zebra]), article="186") == [V.VIOLATION]


def test_a_centre_line_on_a_narrow_road_is_noted():
    strips = (
        ("s0", StripType.SIDEWALK, 2.0, Direction.NONE),
        ("b1", StripType.DRIVE, 2.8, Direction.BACKWARD),
        ("f1", StripType.DRIVE, 2.8, Direction.FORWARD),
        ("s1", StripType.SIDEWALK, 2.0, Direction.NONE),
    )
    road = straight_road("a", markings={2: [lane_marking("TW-181")]}, strips=strips)
    assert verdicts(streets_of([road]), article="181") == [V.NOTE]


def test_no_stop_line_where_yellow_flashes_since_2024():
    def found(painted_on):
        streets = cross([stop_line(2.5, painted_on)], Control.FLASHING)
        geometry = build_geometry(streets)
        junctions = tuple(
            replace(
                area,
                junction=replace(
                    area.junction,
                    arms=tuple(replace(arm, has_priority=True) for arm in area.junction.arms),
                ),
            )
            for area in geometry.junctions
        )
        found = check_markings(streets, replace(geometry, junctions=junctions), on=DAY)
        return [one.verdict for one in found if one.article == "170"]

    assert found(date(2024, 7, 22)) == [V.VIOLATION]
    assert found(date(2024, 7, 21)) == []


def sign(code, **facts):
    facts = {"x_m": X - 25, "y_m": Y - 9.45, "size": measured(0.65), "stated": SURVEYED} | facts
    return PointAsset(AssetId("p"), PointKind.SIGN, code=code, road_id=RoadId("west"), **facts)


@pytest.mark.parametrize(
    ("asset", "article", "verdict"),
    [
        (sign("禁18"), None, None),
        (sign("禁18", size=measured(0.40)), "57", V.VIOLATION),
        (sign("禁18", size=measured(0.75)), "57", V.NOTE),
        (sign("禁18", bottom_height=measured(2.5)), "18", V.DEVIATES),
        (sign("遵11", bottom_height=measured(4.2)), "18", V.VIOLATION),
        (sign("遵11", bottom_height=measured(4.6)), None, None),
        (sign("禁18", y_m=Y - 8.0), "18", V.DEVIATES),
        (sign("限5", value="47"), "85", V.VIOLATION),
        (sign("限5", value="50"), None, None),
        (sign("遵1", size=measured(0.70)), "58", V.NOTE),
    ],
)
def test_signs_are_held_against_their_articles(asset, article, verdict):
    streets = cross(point_assets=(asset,))
    found = [(one.article, one.verdict) for one in findings(streets) if one.element == "p"]
    assert (found[0] if found else (None, None)) == (article, verdict)


def test_a_give_way_sign_stands_within_five_metres_of_the_junction():
    streets = cross(control=Control.STOP, point_assets=(sign("遵2", size=measured(0.9)),))
    assert verdicts(streets, article="59") == [V.VIOLATION]


RED, YELLOW, GREEN = Lens(LensColour.RED), Lens(LensColour.YELLOW), Lens(LensColour.GREEN)
LEFT = Lens(LensColour.GREEN, LensShape.ARROW, Turn.LEFT)


def head(key="h", x=12.0, y=12.0, **facts):
    facts = {
        "lenses": (RED, YELLOW, GREEN),
        "mount": "mast_arm",
        "heading_rad": 3.141592653589793,
        "stated": SURVEYED,
    } | facts
    return PointAsset(AssetId(key), PointKind.SIGNAL, X + x, Y + y, **facts)


@pytest.mark.parametrize(
    ("asset", "articles"),
    [
        (head(), []),
        (head(bottom_height=measured(4.0)), ["220"]),
        (head(bottom_height=measured(5.0)), []),
        (head(lenses=(RED, YELLOW, LEFT, GREEN)), []),
        (head(lenses=(RED, GREEN, YELLOW)), ["203"]),
        (head(lenses=(RED, YELLOW, GREEN, LEFT, LEFT, LEFT, LEFT)), ["202"]),
        (head(lenses=(Lens(LensColour.RED, diameter=measured(0.27)), YELLOW, GREEN)), ["200"]),
        (head(y=-12.0), ["221"]),
        (head(mount="pole"), ["221"]),
    ],
)
def test_signal_heads_are_held_against_their_articles(asset, articles):
    streets = cross(point_assets=(asset,))
    assert [one.article for one in findings(streets)] == articles


def test_heads_on_poles_at_both_far_sides_are_in_order():
    heads = (head("h1", mount="pole"), head("h2", y=-12.0, mount="pole"))
    assert findings(cross(point_assets=heads)) == []


def test_findings_come_in_one_order():
    streets = cross([crosswalk(6.0), stop_line(0.5, NEW)], point_assets=(sign("遵1"),))
    assert findings(streets) == findings(streets)
    elements = [one.element for one in findings(streets)]
    assert elements == sorted(elements)
