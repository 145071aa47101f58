"""The street map at the terminal: a small crossing in OpenStreetMap's format, made for the test."""

import json

import pytest

NODES = {
    1: (121.5000, 25.0500),
    2: (121.4990, 25.0500),
    3: (121.5010, 25.0500),
    4: (121.5000, 25.0491),
    5: (121.5000, 25.0509),
}
WAYS = {
    10: ([2, 1, 3], {"highway": "primary", "name": "甲路", "lanes": "4"}),
    11: ([4, 1, 5], {"highway": "residential", "name": "乙街", "lanes": "2"}),
}


def osm_text(lanes="4"):
    ways = {**WAYS, 10: (WAYS[10][0], WAYS[10][1] | {"lanes": lanes})}
    nodes = [f'<node id="{key}" lon="{lon}" lat="{lat}"/>' for key, (lon, lat) in NODES.items()]
    lines = [
        f'<way id="{key}">'
        + "".join(f'<nd ref="{node}"/>' for node in refs)
        + "".join(f'<tag k="{name}" v="{value}"/>' for name, value in tags.items())
        + "</way>"
        for key, (refs, tags) in ways.items()
    ]
    return f'<osm version="0.6">{"".join(nodes)}{"".join(lines)}</osm>'


@pytest.fixture
def crossing(tmp_path):
    path = tmp_path / "crossing.osm"
    path.write_text(osm_text(), encoding="utf-8")
    return path


@pytest.fixture
def mapped(daoan, crossing, tmp_path):
    store = tmp_path / "map.gpkg"
    daoan("streets", "import-osm", crossing, "--store", store)
    return store


def test_an_area_is_named_after_its_file(daoan, crossing, tmp_path):
    found = daoan("streets", "import-osm", crossing, "--store", tmp_path / "map.gpkg")
    assert (found["area"], found["crs"], found["roads"]) == ("crossing", "EPSG:3826", 4)


def test_importing_the_same_streets_again_changes_nothing(daoan, crossing, mapped):
    again = daoan("streets", "import-osm", crossing, "--store", mapped)
    assert (again["new"], again["changed"], again["gone"]) == (0, 0, 0)


def test_importing_changed_streets_replaces_them(daoan, crossing, mapped):
    crossing.write_text(osm_text(lanes="6"), encoding="utf-8")
    again = daoan("streets", "import-osm", crossing, "--store", mapped)
    assert again["changed"] == 2  # both halves of the wider road
    assert again["gone"] == 0


def test_the_map_has_no_invalid_and_no_overlapping_polygons(daoan, mapped):
    figures = daoan("streets", "check", "--store", mapped)
    assert figures["junctions"] == 1
    assert figures["polygons"] > 4
    assert (figures["invalid"], figures["overlap_m2"]) == (0, 0)
    assert 0 < figures["assumed_share"] <= 1


def test_a_map_is_written_in_degrees_or_in_its_own_metres(daoan, mapped, tmp_path):
    degrees, metres = tmp_path / "degrees.geojson", tmp_path / "metres.geojson"
    export = ("streets", "export", "--store", mapped, "--format", "geojson")
    daoan(*export, "--out", degrees)
    daoan(*export, "--out", metres, "--crs", "native")
    kinds = {one["properties"]["kind"] for one in json.loads(degrees.read_text())["features"]}
    assert {"strip", "junction"} <= kinds
    assert _first_x(degrees) == pytest.approx(121.5, abs=0.01)
    assert _first_x(metres) > 100_000


def _first_x(path):
    values = json.loads(path.read_text())["features"][0]["geometry"]["coordinates"]
    while isinstance(values, list):
        values = values[0]
    return values


def test_the_same_map_gives_the_same_bytes(daoan, mapped, tmp_path):
    for name in ("one.geojson", "two.geojson"):
        out = tmp_path / name
        daoan("streets", "export", "--store", mapped, "--format", "geojson", "--out", out)
    assert (tmp_path / "one.geojson").read_bytes() == (tmp_path / "two.geojson").read_bytes()


@pytest.mark.parametrize(
    ("kind", "begins"),
    [
        ("gpkg", b"SQLite format 3"),
        ("opendrive", b"<?xml"),
        ("svg", b"<svg"),
        ("pdf", b"%PDF"),
        ("dxf", b"  0\nSECTION"),
    ],
)
def test_a_map_is_written_in_the_format_asked_for(daoan, mapped, tmp_path, kind, begins):
    out = tmp_path / f"map.{'xodr' if kind == 'opendrive' else kind}"
    daoan("streets", "export", "--store", mapped, "--format", kind, "--out", out)
    assert out.read_bytes().startswith(begins)


def test_a_map_of_an_unknown_name_is_refused(daoan, mapped):
    said = daoan("streets", "check", "--store", mapped, "--area", "nowhere", exit_code=1)
    assert said.err.strip()


def test_a_file_without_streets_is_refused(daoan, tmp_path):
    path = tmp_path / "empty.osm"
    path.write_text('<osm version="0.6"/>')
    store = tmp_path / "map.gpkg"
    said = daoan("streets", "import-osm", path, "--store", store, exit_code=1)
    assert "empty.osm" in said.err
