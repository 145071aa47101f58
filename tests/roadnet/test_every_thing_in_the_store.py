"""Every kind of thing of the model, saved and read back by area and date, on both times."""

import dataclasses
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from language import Message
from roadnet.model import (
    Anchor,
    ArcPiece,
    Arm,
    Boundary,
    ClothoidPiece,
    Condition,
    Control,
    Corner,
    Corridor,
    CrossFeature,
    CubicPiece,
    Dash,
    Direction,
    DrivingSide,
    FeatureKind,
    GroundArea,
    GroundKind,
    Junction,
    KerbType,
    LaneChange,
    Lens,
    LensColour,
    LensShape,
    LinearAsset,
    LinearKind,
    LineMarking,
    LinePiece,
    LineStyle,
    Measured,
    Method,
    Mode,
    Movement,
    Node,
    NodeKind,
    OneWay,
    PaintColour,
    Phase,
    PointAsset,
    PointKind,
    PolylinePiece,
    Priority,
    Profile,
    ProfilePiece,
    ReferenceLine,
    Road,
    RoadClass,
    RoadEnd,
    Section,
    Side,
    SignalController,
    SignalPlan,
    Stated,
    Streets,
    Strip,
    StripType,
    Surface,
    Times,
    Turn,
    TurnPermission,
    TurnRule,
)
from roadnet.records import KINDS, area_of, records_of, streets_of
from storage.open import open_store

SINCE, UNTIL = date(2024, 7, 1), date(2026, 1, 1)
TIMES = Times(SINCE, UNTIL)
STATED = Stated(Method.SURVEYED, 0.02, "survey 7", "王小明", "at night")
TAPE = Measured(2.5, Method.SURVEYED, 0.02, "survey 7")
WIDTH = Profile(
    (ProfilePiece(0.0, 3.0, 0.01), ProfilePiece(9.0, 3.1)), Method.ORTHOPHOTO, 0.25, "x"
)
LINE = ReferenceLine(
    (
        LinePiece(0.0, 0.0, 0.0, 10.0),
        ClothoidPiece(10.0, 0.0, 0.0, 5.0, 0.0, 0.02),
        ArcPiece(15.0, 0.1, 0.05, 5.0, 0.02),
        CubicPiece(20.0, 0.5, 0.15, 6.0, (0.0, 6.0, 0.0, 0.0), (0.0, 0.0, 0.1, 0.0), 1.0),
        PolylinePiece(((26.0, 1.5), (40.0, 4.0))),
    )
)
MARKING = LineMarking(
    *(0.0, "TW-166", LineStyle.SOLID_BROKEN, PaintColour.YELLOW, TAPE, Dash(4.0, 6.0, 1.0), TAPE),
    *(LaneChange.TO_LEFT, Condition.WORN, SINCE, Method.SURVEYED, "survey 7"),
)
STRIP = Strip(
    *("a/1.0", StripType.BUS, WIDTH, Direction.FORWARD, frozenset({Mode.BUS, Mode.BIKE})),
    *((Turn.LEFT, Turn.THROUGH), Surface.ASPHALT, 0.15, 40.0),
)
EVERYTHING = Streets(
    area="a",
    crs="EPSG:3826",
    driving_side=DrivingSide.LEFT,
    driving_side_method=Method.OFFICER,
    nodes=(Node("a/n1", 0.0, 0.0, 5.0, NodeKind.MAP_EDGE, Control.STOP, TAPE, STATED, TIMES),),
    roads=(
        Road(
            *("a/1", "a/n1", "a/n2", LINE),
            (
                Section(
                    *(0.0, 40.0, (STRIP,), 1, WIDTH),
                    (Boundary((MARKING,), KerbType.LOWERED, TAPE), Boundary()),
                ),
            ),
            *("中山路", RoadClass.PRIMARY, 1, OneWay.BACKWARD, 50.0, True, True, "a/c", WIDTH),
            *((("osm", "7"),), STATED, TIMES),
        ),
    ),
    corridors=(Corridor("a/c", "中山路", RoadClass.PRIMARY, ("a/1",), TAPE, STATED, TIMES),),
    junctions=(
        Junction(
            *("a/j", "甲×乙", 1.0, 2.0, ("甲", "乙")),
            (Arm("甲", 90.0, 2, 1, "a/1", RoadEnd.START, TAPE, True),),
            *(Control.FLASHING, Method.SURVEYED, 0.1, ("a/n1",)),
            (Corner(0, TAPE, ((0.0, 0.0), (1.0, 1.0)), TAPE, True),),
            *(((0.0, 0.0), (9.0, 0.0), (9.0, 9.0)), "survey 7", TIMES),
        ),
    ),
    movements=(
        Movement(
            *("a/m", "a/j", "a/1.0", "a/2.0", Turn.LEFT, frozenset({Mode.MOTO_SMALL}), LINE),
            *(Priority.YIELDS_TO_ONCOMING, ("1", "2"), "a/box", 1, STATED, TIMES),
        ),
    ),
    turn_rules=(
        TurnRule(
            *("a/t", "a/1", RoadEnd.END, "a/n1", "a/2", RoadEnd.START, TurnPermission.ONLY),
            *(frozenset({Mode.BUS}), STATED, TIMES),
        ),
    ),
    cross_features=(
        CrossFeature(
            *("a/f", FeatureKind.TWO_STAGE_BOX, "a/1", RoadEnd.END, Anchor.STOP_LINE, TAPE, TAPE),
            *("a/1.0", "a/1.0", ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)), (("width", TAPE),)),
            *("TW-191", PaintColour.WHITE, (Turn.LEFT,), "機", True, Condition.GONE, SINCE),
            *((("osm", "8"),), STATED, TIMES),
        ),
    ),
    point_assets=(
        PointAsset(
            *("a/s", PointKind.SIGNAL, 3.0, 4.0, 5.0, 1.5, "a/1", "限5", "50", TAPE, TAPE, "a/p"),
            (Lens(LensColour.GREEN, LensShape.ARROW, Turn.LEFT, TAPE),),
            *("mast_arm", "a/k", "2", (("osm", "9"),), STATED, TIMES),
        ),
    ),
    linear_assets=(
        LinearAsset(
            *("a/l", LinearKind.KERB_PAINT, ((0.0, 0.0), (9.0, 0.0)), "a/1", Side.LEFT, 1.0, 8.0),
            *(PaintColour.RED, "TW-169", TAPE, (("osm", "10"),), STATED, TIMES),
        ),
    ),
    ground_areas=(
        GroundArea(
            *("a/g", GroundKind.ARCADE, (((0.0, 0.0), (9.0, 0.0), (9.0, 9.0)),), 1, 0.2),
            *((("osm", "11"),), STATED, TIMES),
        ),
    ),
    controllers=(
        SignalController(
            *("a/k", ("a/j",), ("1", "2")),
            (
                SignalPlan(
                    *("day", (Phase("A", ("1",), 40.0, 3.0, 2.0), Phase("B", ("2",), 30, 3, 2))),
                    *(12.0, frozenset({0, 4}), time(6, 30), time(22, 0)),
                ),
            ),
            *((("osm", "12"),), STATED, TIMES),
        ),
    ),
    notes=(Message("{count} crashes", {"count": 3}),),
)


@pytest.fixture
def store(tmp_path):
    """A store with everything."""
    opened = open_store(str(tmp_path / "all.gpkg"))
    opened.change_settings(crs=EVERYTHING.crs)
    opened.save_streets(area_of(EVERYTHING), records_of(EVERYTHING), author="tester")
    yield opened
    opened.close()


def read(store, **chosen):
    (area,) = store.street_areas()
    return streets_of(area, store.street_records("a", **chosen))


def test_the_sample_holds_every_kind_of_thing():
    assert [kind for kind in KINDS if not getattr(EVERYTHING, kind)] == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_field_of_a_kind_is_left_at_its_default(kind):
    (one,) = getattr(EVERYTHING, kind)
    plain = [
        field.name
        for field in dataclasses.fields(one)
        if field.default is not dataclasses.MISSING and getattr(one, field.name) == field.default
    ]
    assert plain == []


def test_everything_comes_back_as_it_was(store):
    assert read(store) == EVERYTHING


def test_everything_is_there_from_its_first_day_to_the_day_before_its_last(store):
    for day in (SINCE, date(2025, 12, 31)):
        assert read(store, on=day) == EVERYTHING
    for day in (date(2024, 6, 30), UNTIL):
        there = read(store, on=day)
        assert [kind for kind in KINDS if getattr(there, kind)] == []


def test_what_was_known_before_a_change_can_be_read(store):
    known = max(one.recorded_at for one in store.street_records("a"))
    (controller,) = EVERYTHING.controllers
    later = replace(EVERYTHING, controllers=(replace(controller, groups=("1", "2", "3")),))
    store.save_streets(area_of(later), records_of(later), author="tester")
    assert read(store) == later
    assert read(store, known_at=known) == EVERYTHING
    assert store.street_records("a", known_at=datetime(2020, 1, 1, tzinfo=UTC)) == ()
