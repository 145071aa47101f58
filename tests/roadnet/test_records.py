from dataclasses import replace
from datetime import date

import pytest

from roadnet.model import (
    ArcPiece,
    Boundary,
    CrossFeature,
    Direction,
    FeatureId,
    FeatureKind,
    LineMarking,
    LinePiece,
    Measured,
    Method,
    Mode,
    Node,
    NodeId,
    PolylinePiece,
    Profile,
    ReferenceLine,
    Road,
    RoadId,
    Section,
    Streets,
    Strip,
    StripId,
    StripType,
    Times,
    Turn,
)
from roadnet.model_json import ModelJsonError, from_json, to_json
from roadnet.osm.read_streets import read_osm_streets
from roadnet.records import KINDS, area_of, records_of, streets_of

LANE = Strip(
    StripId("a/1#0.0"),
    StripType.DRIVE,
    Profile.constant(3.25, Method.SURVEYED, 0.02, "survey 7"),
    direction=Direction.FORWARD,
    allowed=frozenset({Mode.CAR, Mode.BUS}),
    turns=(Turn.LEFT, Turn.THROUGH),
)
LINE = Boundary((LineMarking(0.0, "TW-182", painted_on=date(2025, 7, 1)),))
ROAD = Road(
    RoadId("a/1"),
    NodeId("a/n1"),
    NodeId("a/n2"),
    ReferenceLine(
        (
            LinePiece(0.0, 0.0, 0.0, 50.0),
            ArcPiece(50.0, 0.0, 0.0, 20.0, 0.05),
            PolylinePiece(((66.8, 9.2), (70.0, 30.0))),
        )
    ),
    (Section(0.0, 90.0, (LANE, LANE), 1, boundaries=(LINE, Boundary(), LINE)),),
    name="中山路",
    times=Times(valid_from=date(2024, 1, 1)),
)
STREETS = Streets(
    "a",
    "EPSG:3826",
    nodes=(Node(NodeId("a/n1"), 0.0, 0.0), Node(NodeId("a/n2"), 70.0, 30.0)),
    roads=(ROAD,),
    cross_features=(
        CrossFeature(
            FeatureId("a/stop"),
            FeatureKind.STOP_LINE,
            RoadId("a/1"),
            sizes=(("width", Measured(0.4, Method.ORTHOPHOTO)),),
        ),
    ),
)


def in_key_order(streets):
    return replace(
        streets,
        **{
            kind: tuple(sorted(getattr(streets, kind), key=lambda one: str(getattr(one, key))))
            for kind, (_, key) in KINDS.items()
        },
    )


def test_streets_come_back_as_they_were():
    assert streets_of(area_of(STREETS), records_of(STREETS)) == STREETS


def test_the_same_streets_give_the_same_records():
    assert records_of(STREETS) == records_of(STREETS)


def test_a_marking_on_a_road_is_found_where_its_road_is():
    boxes = {record.kind: record.box_m for record in records_of(STREETS)}
    assert boxes["cross_features"] == boxes["roads"]
    west, south, east, north = boxes["roads"]
    assert west < 0
    assert east > 70
    assert south < 0
    assert north > 30


def test_the_days_of_a_road_stand_beside_its_content():
    (road,) = [record for record in records_of(STREETS) if record.kind == "roads"]
    assert road.valid_from == date(2024, 1, 1)


def test_a_record_of_a_newer_program_is_named_as_such():
    text = to_json(ROAD).replace('"name":', '"nickname":', 1)
    with pytest.raises(ModelJsonError, match="nickname"):
        from_json(text, Road)


@pytest.mark.real_data
@pytest.mark.parametrize("area", ["taipei", "montlake_roundabout", "roosevelt_cycletrack"])
def test_real_streets_come_back_as_they_were(real_data, area):
    streets = read_osm_streets(real_data / "osm2streets" / area / "input.osm")
    assert streets_of(area_of(streets), records_of(streets)) == in_key_order(streets)
