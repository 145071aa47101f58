"""Whatever roads there are, their strips come back from a file as they were."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from roadnet.geometry.build import build_geometry
from roadnet.geometry.road_frame import offsets_of
from roadnet.model import (
    ArcPiece,
    ClothoidPiece,
    CubicPiece,
    Direction,
    DrivingSide,
    LinePiece,
    Node,
    NodeId,
    Profile,
    ProfilePiece,
    ReferenceLine,
    Road,
    RoadId,
    Section,
    Streets,
    Strip,
    StripId,
    StripType,
)
from roadnet.movements.derive import derive_movements
from roadnet.opendrive.curve_points import cubic_length_m, end_of, points_along
from roadnet.opendrive.read import read_opendrive
from roadnet.opendrive.write import export_opendrive, opendrive_bytes
from roadnet.osm.read_streets import OsmChoice, read_osm_streets
from tests.roadnet.opendrive.joints import gaps_of_links, kinks_deg
from tests.roadnet.places import star

PIECES = 4
SAMPLES = 12


def lengths(low=1.0, high=120.0):
    return st.floats(low, high).map(lambda value: round(value, 3))


@st.composite
def lines(draw):
    """A chain of pieces, each going on where and as the one before ends."""
    x, y = (draw(st.integers(-500, 500)) for _ in range(2))
    heading = draw(st.floats(-math.pi, math.pi))
    pieces = []
    for _ in range(draw(st.integers(1, PIECES))):
        kind = draw(st.sampled_from(["line", "arc", "clothoid", "cubic"]))
        length = draw(lengths())
        bend = draw(st.floats(-0.015, 0.015))
        if kind == "line":
            piece = LinePiece(x, y, heading, length)
        elif kind == "arc":
            piece = ArcPiece(x, y, heading, length, bend or 0.001)
        elif kind == "clothoid":
            piece = ClothoidPiece(x, y, heading, length, 0.0, bend or 0.001)
        else:
            shape = CubicPiece(
                x, y, heading, length, (0, length, 0, 0), (0, 0, bend * length**2 / 2, 0)
            )
            piece = replace(shape, length_m=cubic_length_m(shape))
        pieces.append(piece)
        x, y, heading = end_of(piece)
    return ReferenceLine(tuple(pieces))


@st.composite
def profiles(draw, length, low, high):
    """A length that is constant, or swings from one value to another over a stretch."""
    first, second = (draw(st.floats(low, high)) for _ in range(2))
    if draw(st.booleans()):
        return Profile.constant(first)
    start = draw(st.floats(0.0, 0.5)) * length
    over = max(draw(st.floats(0.2, 0.5)) * length, 0.5)
    rise = second - first
    swing = ProfilePiece(start, first, 0.0, 3 * rise / over**2, -2 * rise / over**3)
    after = ProfilePiece(start + over, second)
    return Profile((ProfilePiece(0.0, first), swing, after))


@st.composite
def roads(draw):
    line = draw(lines())
    cuts = sorted(draw(st.lists(st.floats(0.1, 0.9), max_size=2, unique=True)))
    edges = [0.0, *(round(cut * line.length_m, 3) for cut in cuts), line.length_m]
    sections = []
    for number, (start, end) in enumerate(pairwise(edges)):
        if end - start < 0.5:
            return None
        count = draw(st.integers(1, 6))
        strips = tuple(
            Strip(
                StripId(f"r.{number}.{index}"),
                draw(st.sampled_from(list(StripType))),
                draw(profiles(end - start, 0.0, 4.0)),
                draw(st.sampled_from(list(Direction))),
            )
            for index in range(count)
        )
        datum = draw(profiles(end - start, -3.0, 3.0))
        left = draw(st.integers(0, count))
        sections.append(Section(start, end, strips, left, datum))
    return Road(RoadId("any/r"), NodeId("any/a"), NodeId("any/b"), line, tuple(sections))


def streets_of(road, side):
    ends = [points_along(road.line, at) for at in (0.0, road.length_m)]
    nodes = tuple(
        Node(key, float(at.x_m[0]), float(at.y_m[0]))
        for key, at in zip((road.from_node, road.to_node), ends, strict=True)
    )
    return Streets("any", "local", side, nodes=nodes, roads=(road,))


def edges_at(road, section, shares):
    along = shares * section.length_m
    at = points_along(road.line, section.start_m + along)
    return np.stack([at.beside(row) for row in offsets_of(section, along)])


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(road=roads(), side=st.sampled_from(list(DrivingSide)))
def test_strips_come_back_as_they_were(tmp_path, road, side):
    if road is None:
        return
    path = tmp_path / "any.xodr"
    path.write_bytes(opendrive_bytes(streets_of(road, side)))
    back = read_opendrive(path)
    (other,) = back.roads
    assert back.driving_side is side
    assert len(other.sections) == len(road.sections)
    assert other.length_m == pytest.approx(road.length_m, abs=1e-6)
    shares = np.linspace(0.0, 1.0, SAMPLES)
    for one, two in zip(road.sections, other.sections, strict=True):
        told = [(strip.strip_type, strip.direction) for strip in one.strips]
        assert [(strip.strip_type, strip.direction) for strip in two.strips] == told
        first, second = edges_at(road, one, shares), edges_at(other, two, shares)
        assert np.hypot(*(first - second).T).max() < 0.001
        for strip, again in zip(one.strips, two.strips, strict=True):
            for share in shares:
                wide = strip.width.at(share * one.length_m)
                assert again.width.at(share * two.length_m) == pytest.approx(wide, abs=0.001)


LANES = st.fixed_dictionaries(
    {"highway": st.sampled_from(["primary", "residential", "service"])},
    optional={
        "lanes": st.sampled_from(["1", "2", "3", "4", "5"]),
        "oneway": st.sampled_from(["yes", "-1"]),
        "width": st.sampled_from(["4", "9.5", "20"]),
        "sidewalk": st.just("both"),
        "parking:both": st.just("lane"),
        "cycleway:right": st.just("lane"),
    },
)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    steps=st.lists(st.integers(12, 120), min_size=2, max_size=8),
    tags=st.lists(LANES, min_size=8, max_size=8),
    side=st.sampled_from(list(DrivingSide)),
)
@example(
    steps=[16, 120, 12, 70, 120],
    tags=[
        {"highway": "primary"},
        {"highway": "primary", "width": "9.5", "cycleway:right": "lane", "parking:both": "lane"},
        {"highway": "primary"},
        {"highway": "primary"},
        {
            "highway": "primary",
            "lanes": "3",
            "width": "20",
            "oneway": "yes",
            "cycleway:right": "lane",
            "parking:both": "lane",
        },
        *[{"highway": "primary"}] * 3,
    ],
    side=DrivingSide.RIGHT,
)
def test_lanes_of_any_junction_meet_without_gaps_and_kinks(tmp_path, steps, tags, side):
    angles = np.cumsum(steps)
    angles = angles[angles - angles[0] <= 348].tolist()
    path = tmp_path / "star.osm"
    path.write_text(star(angles, tags=tags[: len(angles)]), encoding="utf-8")
    streets = read_osm_streets(path, OsmChoice(driving_side=side))
    geometry = build_geometry(streets)
    movements = derive_movements(streets, geometry)
    export = export_opendrive(streets, movements, geometry=geometry)
    out = tmp_path / "star.xodr"
    out.write_bytes(export.content)
    back = read_opendrive(out)
    assert max((gap for _, gap in gaps_of_links(export.content, back)), default=0.0) < 0.005
    assert max((kink for _, kink in kinks_deg(export.content, back)), default=0.0) < 1.0
    drawn = {(one.from_strip, one.to_strip) for one in movements if not one.two_stage_via}
    undrawn = [note for note in export.notes if "movements" in note.text]
    assert len(back.movements) + sum(note.values["count"] for note in undrawn) >= len(drawn)
