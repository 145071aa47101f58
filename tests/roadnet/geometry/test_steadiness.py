"""Edges stay where they are: small moves of nodes, lines of others, threads."""

import math

import numpy as np
import pytest
import shapely

from roadnet.geometry.arrangement import Claim, share_out
from roadnet.geometry.build import build_geometry
from roadnet.geometry.kerb_gaps import KerbSight, gaps
from roadnet.geometry.road_frame import frame_of
from tests.roadnet.geometry.test_any_streets import road, streets_of

ARMS_DEG = (0, 80, 170, 265)


def crossing(x=0.0, y=0.0):
    """A crossing of bent streets whose middle lies at a place."""
    roads = []
    for index, angle in enumerate(np.radians(ARMS_DEG)):
        bend = angle + math.radians(20)
        near = (12 * math.cos(angle), 12 * math.sin(angle))
        far = (near[0] + 60 * math.cos(bend), near[1] + 60 * math.sin(bend))
        roads.append(road(f"r{index}", "n", f"e{index}", [(x, y), near, far], 7.0, 2.0))
    return build_geometry(streets_of(roads))


def outlines(geometry):
    surfaces = [
        *((str(one.strip.strip_id), one.polygons) for one in geometry.strips),
        *((one.junction.junction_id, one.polygons) for one in geometry.junctions),
        *((f"corner {one.junction_id}", one.polygons) for one in geometry.corners),
    ]
    return {key: shapely.MultiPolygon(polygons).boundary for key, polygons in surfaces}


@pytest.mark.parametrize("way_deg", range(0, 360, 45))
def test_a_node_that_moves_a_centimetre_moves_no_edge_by_five(way_deg):
    way = math.radians(way_deg)
    before, after = (
        outlines(crossing()),
        outlines(crossing(0.01 * math.cos(way), 0.01 * math.sin(way))),
    )
    assert before.keys() == after.keys()
    assert max(shapely.hausdorff_distance(before[key], after[key]) for key in before) < 0.05


def test_a_cut_slides_past_a_corner_of_the_line_without_a_jump():
    bent = road("bent", "a", "b", [(0, 0), (20, 0), (30, 10), (60, 10)], 10.0)
    frame = frame_of(bent)
    edges = np.array([frame.points_at(bent.sections[0], s) for s in np.arange(10.0, 40.0, 0.01)])
    assert np.hypot(*np.diff(edges, axis=0).reshape(-1, 2).T).max() < 0.03


def test_a_cut_far_from_every_corner_is_square_to_the_road():
    frame = frame_of(road("bent", "a", "b", [(0, 0), (40, 0), (40, 40)], 10.0))
    _, normals = frame.across(np.array([20.0, 60.0]))
    assert normals == pytest.approx(np.array([[0.0, 1.0], [-1.0, 0.0]]))


def test_the_line_of_a_lower_claim_moves_no_edge_of_a_higher_one():
    lane, walk = shapely.box(0, 0, 20, 3), shapely.box(0, 3, 20, 5)
    square = shapely.Polygon([(-1, 2.98), (21, 2.98), (21, 9), (-1, 9)])
    alone = share_out([Claim(lane, (1,)), Claim(walk, (5,))])
    beside = share_out([Claim(lane, (1,)), Claim(walk, (5,)), Claim(square, (9,))])
    for own, others in zip(alone, beside, strict=False):
        assert shapely.union_all(own).equals(shapely.union_all(others))


def test_a_thread_goes_to_the_next_who_claims_it():
    lane = shapely.box(0, 0, 20, 3)
    thread = shapely.Polygon([(0, 3), (20, 3), (20, 3.02), (0, 3.02)])
    walk = shapely.box(0, 3, 20, 5)
    shares = share_out([Claim(lane, (1,)), Claim(thread, (2,)), Claim(walk, (5,))])
    assert shares[1] == []
    assert shapely.union_all(shares[2]).equals(walk)


def test_a_median_ends_where_the_other_kerb_does():
    one = frame_of(road("one", "a", "b", [(0, 0), (50, 0)], 6.0))
    other = frame_of(road("other", "c", "d", [(50, 10), (17.3, 10)], 6.0))
    (median,) = gaps(KerbSight(one, "left", other, "left" if _kerb_y(other, 0) < 10 else "right"))
    assert median.bounds[0] - 300_000.0 == pytest.approx(17.3, abs=0.02)


def _kerb_y(frame, boundary):
    return frame.points_at(frame.road.sections[0], 10.0)[boundary][1] - 2_770_000.0


def test_the_end_of_a_median_that_would_slide_lies_on_a_whole_step():
    one = frame_of(road("one", "a", "b", [(0, 0), (100, 0)], 6.0))
    other = frame_of(road("other", "c", "d", [(0, 5.0), (100, 9.0)], 6.0))
    (median,) = gaps(KerbSight(one, "left", other, "right"))
    assert (median.bounds[0] - 300_000.0) % 4.0 == pytest.approx(0.0, abs=1e-6)
