"""What holds for any streets: clean polygons, no overlap, every road on its ground."""

import math
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from roadnet.geojson import geojson_text
from roadnet.geometry.build import build_geometry
from roadnet.map_features import FeatureClass, map_features
from roadnet.model import (
    Direction,
    Method,
    Node,
    NodeId,
    PolylinePiece,
    Profile,
    ReferenceLine,
    Road,
    RoadClass,
    RoadId,
    Section,
    Streets,
    Strip,
    StripId,
    StripType,
)
from roadnet.quality import map_quality

WIDTHS = st.floats(3.0, 40.0)
ARMS = st.integers(2, 8)
TURNS = st.floats(5.0, 175.0)
EAST, NORTH = 300_000.0, 2_770_000.0  # where coordinates of Taiwan lie


def road(key, start, end, points, width_m, sidewalk_m=0.0):
    """A road of one carriageway strip in its middle, with sidewalks where wanted."""
    line = ReferenceLine((PolylinePiece(tuple((EAST + x, NORTH + y) for x, y in points)),))
    widths = [sidewalk_m, width_m, sidewalk_m] if sidewalk_m else [width_m]
    types = (
        [StripType.SIDEWALK, StripType.DRIVE, StripType.SIDEWALK]
        if sidewalk_m
        else [StripType.DRIVE]
    )
    strips = tuple(
        Strip(StripId(f"{key}.{index}"), kind, Profile.constant(value), Direction.BOTH)
        for index, (kind, value) in enumerate(zip(types, widths, strict=True))
    )
    offset = Profile.constant(sum(widths) / 2, Method.OSM)
    section = Section(0.0, line.length_m, strips, 0, offset)
    return Road(
        RoadId(key), NodeId(start), NodeId(end), line, (section,), key, RoadClass.RESIDENTIAL
    )


def streets_of(roads):
    places = {}
    for one in roads:
        points = one.line.pieces[0].points_m
        places[one.from_node], places[one.to_node] = points[0], points[-1]
    nodes = tuple(Node(key, *places[key]) for key in sorted(places))
    return Streets("any", "EPSG:3826", nodes=nodes, roads=tuple(roads))


def check(streets):
    """Assert what must hold; return the geometry."""
    geometry = build_geometry(streets)
    features = map_features(streets, geometry)
    quality = map_quality(streets, geometry, features)
    assert quality.invalid == 0
    assert quality.overlap_share < 1e-5
    ground = shapely.union_all([one.shape for one in features])
    for one in streets.roads:
        line = shapely.LineString(one.line.pieces[0].points_m)
        assert line.difference(ground.buffer(0.005)).length < 0.01, one.road_id
    surfaces = [one.shape for one in features if one.kind is not FeatureClass.SIGN]
    assert min(shape.area for shape in surfaces) > 0
    return geometry


@st.composite
def stars(draw):
    """Roads that meet at one node at any angles, some of them bent."""
    count = draw(ARMS)
    angles = np.cumsum([draw(TURNS) for _ in range(count)]) * 1.0
    angles *= min(1.0, 355.0 / angles[-1])
    roads = []
    for index, angle in enumerate(np.radians(angles)):
        length = draw(st.floats(0.5, 90.0))
        bend = angle + draw(st.floats(-0.6, 0.6))
        middle = (length * math.cos(angle), length * math.sin(angle))
        end = (middle[0] + 40 * math.cos(bend), middle[1] + 40 * math.sin(bend))
        sidewalk = draw(st.sampled_from([0.0, 2.0]))
        points = [(0.0, 0.0), middle, end]
        roads.append(road(f"r{index}", "n", f"e{index}", points, draw(WIDTHS), sidewalk))
    return roads


@settings(max_examples=60, deadline=None)
@given(stars())
def test_any_star_of_roads_gives_clean_surfaces(roads):
    check(streets_of(roads))


@st.composite
def chains(draw):
    """A road cut by short edges of half a metre and more, with arms at the cuts."""
    roads, x = [], 0.0
    for index in range(draw(st.integers(2, 5))):
        step = draw(st.sampled_from([0.5, 0.6, 2.0, 5.0, 12.0, 40.0]))
        width = draw(WIDTHS)
        roads.append(
            road(f"m{index}", f"n{index}", f"n{index + 1}", [(x, 0), (x + step, 0)], width)
        )
        x += step
        turned = math.radians(draw(TURNS)) * draw(st.sampled_from([1, -1]))
        end = (x + 50 * math.cos(turned), 50 * math.sin(turned))
        roads.append(road(f"s{index}", f"n{index + 1}", f"e{index}", [(x, 0), end], draw(WIDTHS)))
    return roads


@settings(max_examples=60, deadline=None)
@given(chains())
def test_short_edges_give_clean_surfaces(roads):
    check(streets_of(roads))


@settings(max_examples=25, deadline=None)
@given(st.floats(2.0, 40.0), WIDTHS, st.integers(3, 12))
def test_a_loop_gives_clean_surfaces(radius_m, width_m, corners):
    turns = [math.tau * index / corners for index in range(corners + 1)]
    ring = [(radius_m * math.cos(t) - radius_m, radius_m * math.sin(t)) for t in turns]
    ring[-1] = ring[0]
    check(streets_of([road("loop", "n", "n", ring, width_m)]))
    with_arm = [road("loop", "n", "n", ring, width_m), road("arm", "n", "e", [(0, 0), (60, 0)], 8)]
    check(streets_of(with_arm))


@settings(max_examples=25, deadline=None)
@given(st.floats(5.0, 30.0), st.floats(3.0, 9.0), st.integers(2, 6))
def test_a_roundabout_keeps_its_ring_around_an_island(radius_m, width_m, arms):
    roads = []
    for index in range(arms):
        start, end = (math.tau * (index + step) / arms for step in (0, 1))
        arc = np.linspace(start, end, 9)
        points = [(radius_m * math.cos(t), radius_m * math.sin(t)) for t in arc]
        ring = road(f"ring{index}", f"n{index}", f"n{(index + 1) % arms}", points, width_m)
        roads.append(
            Road(
                ring.road_id,
                ring.from_node,
                ring.to_node,
                ring.line,
                ring.sections,
                road_class=RoadClass.RESIDENTIAL,
                is_roundabout=True,
            )
        )
        out = [points[0], (points[0][0] * 3 + 1, points[0][1] * 3 + 1)]
        roads.append(road(f"arm{index}", f"n{index}", f"e{index}", out, 6.0))
    last = roads[-2]
    joined = (*last.line.pieces[0].points_m[:-1], roads[0].line.pieces[0].points_m[0])
    geometry = check(streets_of(roads))
    assert math.dist(joined[-1], last.line.pieces[0].points_m[-1]) < 1e-6
    if radius_m - width_m / 2 > 3.0:
        assert (
            sum(p.area for one in geometry.islands for p in one.polygons)
            > 0.5 * math.pi * (radius_m - width_m / 2) ** 2
        )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(-30, 30), st.floats(-30, 30)), min_size=2, max_size=9), WIDTHS)
def test_a_road_may_bend_as_it_likes(points, width_m):
    kept = [points[0]]
    for point in points[1:]:
        if math.dist(point, kept[-1]) > 0.5:
            kept.append(point)
    if len(kept) > 1:
        check(streets_of([road("bent", "a", "b", kept, width_m, 2.0)]))


@pytest.mark.parametrize("turn_deg", range(5, 180, 10))
def test_two_roads_that_go_on_into_each_other_share_their_end(turn_deg):
    turned = math.radians(turn_deg)
    end = (60 * math.cos(turned), 60 * math.sin(turned))
    roads = [
        road("a", "w", "n", [(-60, 0), (0, 0)], 8.0, 2.0),
        road("b", "n", "e", [(0, 0), end], 8.0, 2.0),
    ]
    geometry = check(streets_of(roads))
    assert len(geometry.junctions) == (1 if turn_deg > 120 else 0)


def test_roads_that_lead_out_of_a_box_end_at_nodes_of_their_own():
    places = [(60, 0), (0, 60), (-60, 0)]
    streets = streets_of(
        [road(f"r{i}", "n", f"e{i}", [(0, 0), at], 7) for i, at in enumerate(places)]
    )
    only = tuple(node for node in streets.nodes if node.node_id == "n")
    whole, box = (build_geometry(replace(streets, nodes=nodes)) for nodes in (streets.nodes, only))
    assert box.junctions == whole.junctions
    assert box.strips == whole.strips
    assert build_geometry(replace(streets, nodes=())).strips == whole.strips


def test_the_same_streets_give_the_same_bytes():
    roads = [
        road(
            f"r{index}", "n", f"e{index}", [(0, 0), (50 * math.cos(index), 50 * math.sin(index))], 7
        )
        for index in range(5)
    ]
    texts = set()
    for _ in range(2):
        streets = streets_of(roads)
        features = map_features(streets, build_geometry(streets))
        texts.add(geojson_text(features, streets.crs))
    assert len(texts) == 1
