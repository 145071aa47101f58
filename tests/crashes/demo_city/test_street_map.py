"""The base map of the demo city is the skeleton, with surfaces that do not overlap."""

import pytest

from crashes.demo_city.skeleton import junctions, roads
from crashes.demo_city.street_map import demo_street_map
from roadnet.geometry.build import build_geometry
from roadnet.map_features import map_features
from roadnet.model import Method, StripType
from roadnet.quality import map_quality
from roadnet.records import area_of, records_of, streets_of


@pytest.fixture(scope="module")
def streets():
    return demo_street_map()


@pytest.fixture(scope="module")
def geometry(streets):
    return build_geometry(streets)


def test_every_road_has_the_lanes_of_its_cross_section(streets):
    lanes = {road.name: road.section.lanes_m for road in roads()}
    for road in streets.roads:
        if road.is_roundabout:
            continue
        widths = [
            strip.width.at(0.0)
            for strip in road.sections[0].strips
            if strip.strip_type is StripType.DRIVE
        ]
        assert widths == [*lanes[road.name][::-1], *lanes[road.name]]


def test_the_centre_line_runs_through_the_middle_of_a_road(streets):
    for road in streets.roads:
        offsets = road.sections[0].offsets_at(0.0)
        assert offsets[0] == pytest.approx(-offsets[-1])


def test_nothing_is_assumed_of_the_strips(streets):
    widths = [strip.width for road in streets.roads for strip in road.sections[0].strips]
    assert {width.method for width in widths} == {Method.DEMO}


def test_surfaces_are_valid_and_do_not_overlap(streets, geometry):
    quality = map_quality(streets, geometry, map_features(streets, geometry))
    assert (quality.invalid, quality.overlap_m2) == (0, 0.0)


def test_every_junction_of_the_demo_city_lies_on_one_of_the_map(geometry):
    import shapely

    found = shapely.union_all([polygon for one in geometry.junctions for polygon in one.polygons])
    away_m = [found.distance(shapely.Point(one.x_m, one.y_m)) for one in junctions()]
    assert max(away_m) <= 20.0  # in the middle of the roundabout lies its island


def test_records_give_the_same_streets_back(streets):
    assert streets_of(area_of(streets), records_of(streets)) == streets
