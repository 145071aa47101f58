"""The real areas: clean in the written file, every road there, the same bytes, fast, true."""

import importlib.util
import json
import time

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from roadnet.geojson import geojson_text
from roadnet.geometry.build import build_geometry
from roadnet.map_features import map_features
from roadnet.osm.read_streets import OsmChoice, read_osm_streets
from tests.conftest import REAL_DATA, ROOT

pytestmark = [pytest.mark.real_data, pytest.mark.slow]
AREAS = sorted(path.parent for path in (REAL_DATA / "osm2streets").glob("*/input.osm"))
SURFACES = {"strip", "junction", "island"}
SECONDS = 0.5


@pytest.fixture(scope="module")
def written():
    """Streets, text and computing time of an area, made once."""
    known = {}

    def make(folder):
        if folder not in known:
            known[folder] = export(folder)
        return known[folder]

    return make


def export(folder):
    start = time.process_time()
    choice = OsmChoice(folder.name, folder / "boundary.json")
    streets = read_osm_streets(folder / "input.osm", choice)
    text = geojson_text(map_features(streets, build_geometry(streets)), streets.crs)
    return streets, text, time.process_time() - start


def surfaces(text, crs):
    features = [
        one for one in json.loads(text)["features"] if one["properties"]["kind"] in SURFACES
    ]
    shapes = np.array([shapely.from_geojson(json.dumps(one["geometry"])) for one in features])
    to_metres = Transformer.from_crs(4326, crs, always_xy=True)
    metres = shapely.transform(
        shapes, lambda xy: np.column_stack(to_metres.transform(xy[:, 0], xy[:, 1]))
    )
    return shapes, metres, np.array([one["properties"]["layer"] for one in features])


@pytest.mark.parametrize("folder", AREAS, ids=lambda path: path.name)
def test_the_written_polygons_are_valid_and_do_not_overlap(written, folder):
    streets, text, _ = written(folder)
    degrees, metres, layers = surfaces(text, streets.crs)
    assert shapely.is_valid(degrees).all()
    assert shapely.is_valid(metres).all()
    one, other = shapely.STRtree(metres).query(metres)
    pairs = (one < other) & (layers[one] == layers[other])
    common = shapely.area(shapely.intersection(metres[one[pairs]], metres[other[pairs]])).sum()
    assert common / shapely.area(metres).sum() < 1e-5


@pytest.mark.parametrize("folder", AREAS, ids=lambda path: path.name)
def test_every_drivable_road_lies_on_the_ground(written, folder):
    streets, text, _ = written(folder)
    _, metres, _ = surfaces(text, streets.crs)
    ground = shapely.union_all(metres).buffer(0.01)
    roads = [road for road in streets.roads if road.is_drivable]
    lines = np.array([shapely.LineString(road.line.pieces[0].points_m) for road in roads])
    outside = shapely.length(shapely.difference(lines, ground))
    assert [roads[i].road_id for i in np.flatnonzero(outside > 0.01)] == []


@pytest.mark.parametrize("folder", AREAS, ids=lambda path: path.name)
def test_a_second_run_gives_the_same_bytes_in_half_a_second(written, folder):
    _, text, _ = written(folder)
    _, again, seconds = export(folder)
    assert again == text
    assert seconds < 2 * SECONDS  # of one core; half of it on an idle machine


def test_kerbs_follow_the_hand_mapped_block(real_data):
    if not (real_data / "neukolln").is_dir():
        pytest.skip("the kerbs of Neukölln are not among the real data")
    spec = importlib.util.spec_from_file_location("kerb_truth", ROOT / "bench" / "kerb_truth.py")
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    figures = bench.measure(real_data)
    assert figures["true area m2"] == 10_283
    assert figures["IoU raw"] >= 0.90
    assert figures["IoU aligned"] >= 0.90
    assert figures["kerb distance p90 m"] <= 1.2


def test_the_taipei_crossing_is_one_junction_with_its_frontage_roads_apart(written):
    (folder,) = [path for path in AREAS if path.name == "taipei"] or [None]
    if folder is None:
        pytest.skip("Taipei is not among the real data")
    streets, _, _ = written(folder)
    geometry = build_geometry(streets)
    crossing = max(geometry.junctions, key=lambda one: len(one.mouths))
    assert len(crossing.mouths) == 12
    assert len(crossing.polygons) == 1
    assert {"中山北路一段", "中山北路二段", "南京東路一段", "南京西路"} <= set(
        crossing.junction.road_names
    )
