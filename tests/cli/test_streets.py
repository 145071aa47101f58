"""The street map at the terminal: a small crossing in OpenStreetMap's format, made for the test."""

import json
from contextlib import closing
from dataclasses import replace

import pytest

from storage.open import open_store

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
    out = tmp_path / f"written.{'xodr' if kind == 'opendrive' else kind}"
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


def test_every_kind_of_feature_is_written(daoan, mapped, tmp_path):
    out = tmp_path / "features.geojson"
    daoan("streets", "export", "--store", mapped, "--format", "geojson", "--out", out)
    found = [one["properties"] for one in json.loads(out.read_text())["features"]]
    assert {one["kind"] for one in found} >= {"strip", "junction", "marking", "movement"}
    assert all({"kind", "type", "class", "layer"} <= one.keys() for one in found)
    assert all("road_id" in one or "junction_id" in one for one in found)


def test_the_store_is_not_written_over(daoan, mapped):
    before = mapped.read_bytes()
    said = daoan(
        *("streets", "export", "--store", mapped, "--format", "gpkg", "--out", mapped), exit_code=1
    )
    assert mapped.name in said.err
    assert mapped.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(daoan, mapped, tmp_path):
    out = tmp_path / "nowhere" / "map.dxf"
    said = daoan(
        *("streets", "export", "--store", mapped, "--format", "dxf", "--out", out), exit_code=1
    )
    assert "map.dxf" in said.err


@pytest.mark.parametrize("kind", ["dxf", "opendrive", "svg", "pdf", "png"])
def test_drawings_are_in_the_crs_of_the_map(daoan, mapped, tmp_path, kind):
    out = tmp_path / f"written.{kind}"
    export = ("streets", "export", "--store", mapped, "--format", kind, "--out", out)
    said = daoan(*export, "--crs", "EPSG:4326", exit_code=1)
    assert "EPSG:3826" in said.err
    assert not out.exists()
    assert daoan(*export, "--crs", "native")["crs"] == "EPSG:3826"


def test_an_area_elsewhere_needs_a_store_of_its_own(daoan, crossing, mapped):
    far = crossing.with_name("far.osm")
    far.write_text(osm_text().replace('lon="121.', 'lon="13.'), encoding="utf-8")
    assert "EPSG:3826" in daoan("streets", "import-osm", far, "--store", mapped, exit_code=1).err


def test_another_crs_than_that_of_the_store_is_refused(daoan, crossing, mapped):
    said = daoan(
        *("streets", "import-osm", crossing, "--store", mapped, "--crs", "EPSG:32651"), exit_code=1
    )
    assert "EPSG:32651" in said.err


def test_the_driving_side_may_be_told(daoan, crossing, tmp_path):
    told = daoan(
        *("streets", "import-osm", crossing, "--store", tmp_path / "left.gpkg"),
        *("--driving-side", "left"),
    )
    assert (told["driving_side"], told["driving_side_method"]) == ("left", "officer")


XODR = """<OpenDRIVE><header revMajor="1" revMinor="6">{reference}</header>
<road name="" length="40" id="1" junction="-1"><planView>
<geometry s="0" x="100" y="0" hdg="0" length="40"><line/></geometry></planView><lanes>
<laneSection s="0"><center><lane id="0" type="none"/></center><right>
<lane id="-1" type="driving"><width sOffset="0" a="3.5" b="0" c="0" d="0"/></lane></right>
</laneSection></lanes></road></OpenDRIVE>"""
UNUSABLE = "<geoReference>+lat_0=25 +lon_0=121</geoReference>"


@pytest.fixture
def local_file(tmp_path):
    path = tmp_path / "local.xodr"
    path.write_text(XODR.format(reference=UNUSABLE), encoding="utf-8")
    return path


def test_an_opendrive_file_without_a_usable_place_stays_in_local_metres(
    daoan, local_file, mapped, tmp_path
):
    found = daoan("streets", "import-opendrive", local_file, "--store", mapped)
    assert found["crs"] == "local"
    assert found["notes"]
    out = tmp_path / "local.geojson"
    export = ("streets", "export", "--store", mapped, "--format", "geojson", "--out", out)
    for crs in ((), ("--crs", "EPSG:4326")):
        said = daoan(*export, "--area", "local", *crs, "--lang", "en", exit_code=1)
        assert "tied to no place on Earth" in said.err
        assert not out.exists()
    daoan(*export, "--area", "local", "--crs", "native")
    assert _first_x(out) == pytest.approx(100.0)
    assert "local" in daoan(*export, "--crs", "native", exit_code=1).err  # both areas, two CRSs


def test_the_origin_of_an_opendrive_file_may_be_told(daoan, local_file, mapped, tmp_path):
    found = daoan(
        *("streets", "import-opendrive", local_file, "--store", mapped),
        *("--origin", "121.5,25.05", "--area", "placed"),
    )
    assert (found["area"], found["crs"]) == ("placed", "EPSG:3826")
    out = tmp_path / "placed.geojson"
    daoan(
        *("streets", "export", "--store", mapped, "--format", "geojson", "--out", out),
        *("--area", "placed"),
    )
    assert _first_x(out) == pytest.approx(121.501, abs=0.0005)


def test_the_crs_of_an_opendrive_file_may_be_told(daoan, local_file, tmp_path):
    store = tmp_path / "own.gpkg"
    found = daoan(
        *("streets", "import-opendrive", local_file, "--store", store, "--crs", "EPSG:3826")
    )
    assert found["crs"] == "EPSG:3826"


def test_an_opendrive_file_joins_the_crs_of_the_store(daoan, local_file, mapped):
    utm = "<geoReference><![CDATA[+proj=utm +zone=51 +datum=WGS84 +units=m]]></geoReference>"
    text = XODR.format(reference=utm).replace('x="100" y="0"', 'x="350000" y="2771000"')
    local_file.write_text(text, encoding="utf-8")
    assert daoan("streets", "import-opendrive", local_file, "--store", mapped)["crs"] == "EPSG:3826"


CHECKED = {
    "roads", "junctions", "polygons", "invalid", "overlap_m2", "area_m2", "overlap_share",
    "assumed_share", "findings",
}  # fmt: skip
FINDING = {"rule", "article", "valid_from", "element", "found", "required", "verdict"}


def test_a_check_says_what_it_measured(daoan, mapped):
    figures = daoan("streets", "check", "--store", mapped)
    assert figures.keys() == CHECKED
    assert all(one.keys() == FINDING for one in figures["findings"])


def test_importing_again_keeps_what_people_edited(daoan, crossing, mapped, tmp_path):
    with closing(open_store(str(mapped))) as store:
        (area,), records = store.street_areas(), store.street_records("crossing")
        edited = [
            replace(one, content=one.content.replace("甲路", "大甲路"), is_edit=True)
            if one.kind == "roads" and "甲路" in one.content
            else one
            for one in records
        ]
        store.save_streets(area, edited, author="officer")
    crossing.write_text(osm_text(lanes="6"), encoding="utf-8")
    assert daoan("streets", "import-osm", crossing, "--store", mapped)["roads"] == 4
    out = tmp_path / "again.geojson"
    daoan("streets", "export", "--store", mapped, "--format", "geojson", "--out", out)
    found = [one["properties"] for one in json.loads(out.read_text())["features"]]
    lanes = [one for one in found if one.get("name") == "大甲路" and one["type"] == "drive"]
    assert len(lanes) == 8  # four on each half, as before the import
    assert not any(one.get("name") == "甲路" for one in found)
