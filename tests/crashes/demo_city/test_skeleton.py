"""The streets of the demo city: shapes, distances, arms."""

from collections import Counter
from itertools import combinations, pairwise
from math import dist

from shapely import STRtree
from shapely.geometry import Point

from crashes.demo_city.skeleton import demo_streets, nodes


def test_junctions_have_all_the_planned_shapes():
    shapes = Counter(node.shape for node in nodes().values() if node.control)
    assert sum(shapes.values()) == 44
    assert set(shapes) == {
        "cross",
        "tee",
        "skew",
        "five_arm",
        "offset_tee",
        "dual_carriageway_cross",
        "roundabout",
    }


def test_the_reference_group_of_four_arms_is_large_enough(city):
    arms = Counter(len(junction.arms) for junction in city.junctions)
    assert arms[4] >= 30
    assert arms[5] == 1


def test_arms_run_clockwise_from_north(city):
    for junction in city.junctions:
        bearings = [arm.bearing_deg for arm in junction.arms]
        assert bearings == sorted(bearings)
        assert all(0 <= bearing < 360 for bearing in bearings)


def test_one_road_has_priority_where_the_other_gives_way(city):
    for junction in city.junctions:
        stated = {arm.road_name: arm.has_priority for arm in junction.arms}
        if junction.control in ("stop", "flashing") and junction.junction_id != "demo-E5":
            assert sorted(stated.values()) == [False] * (len(stated) - 1) + [True]
        else:
            assert set(stated.values()) == {None}


def test_only_the_offset_pair_is_closer_than_150_m(city):
    close = {
        frozenset((a.junction_id, b.junction_id))
        for a, b in combinations(city.junctions, 2)
        if dist((a.x_m, a.y_m), (b.x_m, b.y_m)) < 150
    }
    assert close == {frozenset(("demo-C5w", "demo-C5e"))}


def test_no_two_junctions_share_a_name(city):
    names = [junction.name for junction in city.junctions]
    assert len(set(names)) == len(names)


def test_every_arm_lies_along_its_street(city):
    streets = {street.name: street.line for street in city.streets}
    for junction in city.junctions:
        assert set(junction.road_names) == {arm.road_name for arm in junction.arms}
        for arm in junction.arms:
            assert streets[arm.road_name].distance(Point(junction.x_m, junction.y_m)) < 0.1


def test_streets_cross_only_at_junctions(city):
    lines = [street.line for street in demo_streets()]
    tree = STRtree(lines)
    centres = [(junction.x_m, junction.y_m) for junction in city.junctions]
    for number, line in enumerate(lines):
        for other in tree.query(line, predicate="intersects"):
            if other <= number:
                continue
            shared = line.intersection(lines[other])
            for point in getattr(shared, "geoms", [shared]):
                at_junction = min(dist((point.x, point.y), centre) for centre in centres) < 0.2
                continues = line.coords[-1] == lines[other].coords[0]
                assert at_junction or continues


def test_streets_bend_gently():
    for street in demo_streets():
        for (x0, y0), (x1, y1), (x2, y2) in zip(
            street.line.coords, street.line.coords[1:], street.line.coords[2:], strict=False
        ):
            along = (x1 - x0) * (x2 - x1) + (y1 - y0) * (y2 - y1)
            assert along > 0.85 * dist((x0, y0), (x1, y1)) * dist((x1, y1), (x2, y2))


def test_stretches_between_nodes_are_as_long_as_city_blocks():
    for street in demo_streets():
        for start, end in pairwise(street.line.coords):
            assert 50 < dist(start, end) < 470
