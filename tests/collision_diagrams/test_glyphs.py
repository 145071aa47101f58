"""Every diagram type has its construction; severity marks, chains and heads mean what they say."""

import itertools
import math
from datetime import datetime

import pytest

from collision_diagrams.conflicts import CONSTRUCTIONS as CONFLICTS
from collision_diagrams.conflicts import DEGREES_OF_TURN, HEADING_OF_SIDE
from collision_diagrams.glyph import CONSTRUCTIONS, draw_glyph, glyph_styles
from collision_diagrams.model import (
    CrashFacts,
    DiagramType,
    KindClass,
    Movement,
    Party,
    Resolution,
    Side,
    Status,
)
from collision_diagrams.rules import legend
from collision_diagrams.sketch import Mover
from crashes.model import Severity
from drawing.model import A3, Area, Disc, Drawing, Layer, Line, Text
from drawing.svg import write_svg
from drawing.transform import all_moved, extent
from language import Language

WITH_WALKER = {one for one in DiagramType if one.startswith("P-")}
PAIRED = set(CONFLICTS.values()) | {
    DiagramType.REAR,
    DiagramType.HEADON,
    DiagramType.BACK,
    DiagramType.PARKED,
    DiagramType.DOOR,
}
PAIR_CASES = sorted(
    {(diagram, side, first, second) for (side, first, second), diagram in CONFLICTS.items()}
    | {
        (DiagramType.REAR, Side.SAME, "through", "through"),
        (DiagramType.HEADON, Side.OPPOSITE, "through", "through"),
        (DiagramType.BACK, Side.OPPOSITE, "through", "through"),
        (DiagramType.PARKED, Side.SAME, "through", "through"),
        (DiagramType.DOOR, Side.SAME, "through", "through"),
    }
)


def glyph(diagram, *movers, severity=Severity.A2, more=(), **given):
    parties = tuple(mover.party for mover in movers) + tuple(more)
    facts = CrashFacts("c1", datetime(2025, 1, 1), severity, parties, "from-2023-07", **given)
    numbers = tuple(mover.party.party_no for mover in movers)
    resolution = Resolution(
        "c1", Status.AUTOMATIC, diagram_type=diagram, parties=numbers, lateral=Side.LEFT
    )
    return draw_glyph(
        facts,
        resolution,
        {mover.party.party_no: mover for mover in movers},
        sizes=legend().sizes_mm,
        language=Language.ZH_TW,
    )


def mover(number, heading=0.0, turn=0.0, kind=KindClass.CAR, movement=Movement.THROUGH):
    return Mover(Party(number, kind, movement), heading, turn)


def tagged(items, key):
    return [item for item in items if key in dict(item.tags)]


def parties_of(items):
    return {dict(item.tags)["party"] for item in tagged(items, "party")}


def test_every_diagram_type_that_can_be_plotted_has_a_construction():
    assert set(CONSTRUCTIONS) == set(DiagramType) - {DiagramType.UNKNOWN}


@pytest.mark.parametrize(("diagram", "side", "first", "second"), PAIR_CASES)
def test_a_pair_shows_both_parties_near_the_impact(diagram, side, first, second):
    one = mover(1, 0.0, DEGREES_OF_TURN[first])
    other = mover(2, HEADING_OF_SIDE[side], DEGREES_OF_TURN[second])
    drawn = glyph(diagram, one, other)
    assert parties_of(drawn.items) == {"1", "2"}
    tips = [item.rings_mm[0][0] for item in drawn.items if is_head(item)]
    assert min(math.hypot(*tip) for tip in tips) < 5
    if diagram is not DiagramType.DOOR:
        assert {dict(item.tags)["party"] for item in drawn.items if is_head(item)} == {"1", "2"}
    left, top, right, bottom = drawn.extent_mm
    assert max(right - left, bottom - top) < 3 * legend().sizes_mm.shaft


def is_head(item):
    return isinstance(item, Area) and dict(item.tags).get("part") == "head"


@pytest.mark.parametrize("diagram", sorted(WITH_WALKER))
def test_a_person_on_foot_is_drawn_with_the_vehicle(diagram):
    walker = mover(2, kind=KindClass.PEDESTRIAN, movement=Movement.WALKING)
    assert parties_of(glyph(diagram, mover(1), walker).items) == {"1", "2"}


@pytest.mark.parametrize(("diagram", "sign"), [("P-CROSS-NEAR", 1), ("P-CROSS-FAR", -1)])
def test_a_person_comes_from_the_side_that_was_read(diagram, sign):
    walker = mover(2, kind=KindClass.PEDESTRIAN, movement=Movement.WALKING)
    drawn = glyph(DiagramType(diagram), mover(1), walker)
    (shaft,) = [item for item in drawn.items if is_shaft_of(item, "2")]
    assert math.copysign(1, shaft.points_mm[0][0]) == sign


def is_shaft_of(item, party):
    said = dict(item.tags)
    return said.get("part") == "shaft" and said.get("party") == party


def test_a_person_whose_side_is_not_recorded_has_no_head():
    walker = mover(2, kind=KindClass.PEDESTRIAN, movement=Movement.WALKING)
    drawn = glyph(DiagramType.P_CROSS, mover(1), walker)
    assert [dict(item.tags)["party"] for item in drawn.items if is_head(item)] == ["1"]


@pytest.mark.parametrize("diagram", [DiagramType.FIXED, DiagramType.RUNOFF, DiagramType.OVERTURN])
def test_one_vehicle_alone_is_one_party(diagram):
    assert parties_of(glyph(diagram, mover(1), type_code="38").items) == {"1"}


def test_a_struck_object_bears_its_letter():
    drawn = glyph(DiagramType.FIXED, mover(1), type_code="37")
    assert [item.text for item in drawn.items if isinstance(item, Text)] == ["樹"]


def test_a_backing_vehicle_has_two_heads_and_one_that_waits_a_bar():
    waiting = mover(2, 180.0, movement=Movement.STOPPED)
    drawn = glyph(DiagramType.BACK, mover(1, movement=Movement.BACKING), waiting)
    heads = [dict(item.tags)["party"] for item in drawn.items if is_head(item)]
    assert sorted(heads) == ["1", "1", "2"]
    bars = [item for item in drawn.items if dict(item.tags).get("part") == "bar"]
    assert [dict(item.tags)["party"] for item in bars] == ["2"]


@pytest.mark.parametrize(
    ("severity", "late", "styles"),
    [
        (Severity.A1, False, ["severity-a1"]),
        (Severity.A2, False, ["severity-a2"]),
        (Severity.A2, True, ["severity-a2", "severity-late"]),
        (Severity.A3, False, []),
    ],
)
def test_severity_marks(severity, late, styles):
    drawn = glyph(DiagramType.ANGLE, mover(1), mover(2, 90), severity=severity, late_death=late)
    found = [item.style for item in drawn.items if getattr(item, "style", "").startswith("sever")]
    assert found == styles


@pytest.mark.parametrize(("diagram", "side", "first", "second"), PAIR_CASES)
def test_a_severity_mark_touches_no_line(diagram, side, first, second):
    one = mover(1, 0.0, DEGREES_OF_TURN[first])
    other = mover(2, HEADING_OF_SIDE[side], DEGREES_OF_TURN[second])
    drawn = glyph(diagram, one, other)
    (mark,) = [item for item in drawn.items if isinstance(item, Disc)]
    for item in drawn.items:
        if isinstance(item, Line):
            assert distance_to(mark.centre_mm, item.points_mm) > mark.radius_mm


def distance_to(point, path):
    nearest = math.inf
    for (x1, y1), (x2, y2) in itertools.pairwise(path):
        length = (x2 - x1) ** 2 + (y2 - y1) ** 2 or 1.0
        along = ((point[0] - x1) * (x2 - x1) + (point[1] - y1) * (y2 - y1)) / length
        along = min(max(along, 0.0), 1.0)
        nearest = min(nearest, math.dist(point, (x1 + along * (x2 - x1), y1 + along * (y2 - y1))))
    return nearest


def test_further_parties_of_a_chain_are_numbered_arrows_and_others_rings():
    more = (
        Party(3, KindClass.CAR, Movement.THROUGH),
        Party(4, KindClass.MOTORCYCLE, Movement.THROUGH),
    )
    chain = glyph(DiagramType.REAR, mover(1), mover(2), more=more)
    assert sum(map(is_head, chain.items)) == 4
    crossing = glyph(DiagramType.ANGLE, mover(1), mover(2, 90), more=more)
    rings = [item for item in crossing.items if dict(item.tags).get("part") == "ring"]
    assert [dict(ring.tags)["party"] for ring in rings] == ["3", "4"]


def test_kinds_have_different_lines():
    styles = glyph_styles()
    looks = [
        (styles[f"line-{kind}"].width_mm, styles[f"line-{kind}"].dash_mm)
        for kind in ("car", "heavy", "motorcycle", "bicycle", "pedestrian")
    ]
    assert len(set(looks)) == 5
    assert styles["line-motorcycle"].width_mm >= styles["line-bicycle"].width_mm


def test_all_constructions_look_as_accepted(assert_drawing):
    items = []
    cases = [
        (diagram, mover(1, 0, DEGREES_OF_TURN[one]), mover(2, HEADING_OF_SIDE[side], turn))
        for diagram, side, one, two in PAIR_CASES
        for turn in (DEGREES_OF_TURN[two],)
    ]
    cases += [
        (diagram, mover(1), mover(2, kind=KindClass.PEDESTRIAN, movement=Movement.WALKING))
        for diagram in sorted(WITH_WALKER)
    ]
    alone = sorted(set(CONSTRUCTIONS) - PAIRED - WITH_WALKER)
    cases += [(diagram, mover(1, kind=KindClass.MOTORCYCLE)) for diagram in alone]
    for number, (diagram, *movers) in enumerate(cases):
        x, y = 25 + number % 10 * 38, 30 + number // 10 * 45
        items += all_moved(glyph(diagram, *movers, type_code="27").items, x, y)
        items.append(Text((x - 10, y + 22), diagram, "glyph-letter", 3.0))
    drawing = Drawing(A3.landscape, (Layer("glyphs", tuple(items)),), glyph_styles())
    assert extent(items)[3] < 297
    assert_drawing(write_svg(drawing), "glyphs/all")
