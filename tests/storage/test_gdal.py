"""Other programs open the store as layers; this program never opens it with GDAL itself.

Reading the live file with GDAL in the process that has it open deletes SQLite's log: rows that were
saved are gone without an error. What may go wrong here runs in processes of its own.
"""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import psycopg
import pyogrio
import pytest

from crashes.model import Edit
from roadnet.model import Junction, JunctionId
from storage.open import open_store
from storage.store import StoreError
from tests.conftest import missing_component
from tests.storage.batches import batch, crash, location, locations

ROOT = Path(__file__).parent.parent.parent
READERS = {
    *("read_file", "read_dataframe", "read_info", "read_bounds", "read_arrow"),
    *("list_layers", "open_arrow"),
}
LIBRARIES = {"fiona", "osgeo", "rasterio"}
PRODUCT = [
    *("roadnet", "crashes", "collision_diagrams", "hotspots", "improvements"),
    *("drawing", "storage", "ui"),
]


def in_another_process(script, *arguments):
    """Run Python code and return what it prints as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def live(tmp_path):
    """An open embedded store with two crashes, one of them moved by a person, and its path."""
    path = tmp_path / "live.gpkg"
    store = open_store(str(path))
    store.change_settings(crs="EPSG:3826")
    store.save_import(batch([crash("c1"), crash("c2"), crash("c3")]))
    store.save_locations(locations(location("c1"), location("c2", x_m=196_000.0)))
    store.save_edits(
        "c1",
        [Edit("location", {"x_m": 210_000.0, "y_m": 2_600_000.0}), Edit("severity", "A1")],
        author="陳",
        reason="圖",
        expected_revision=1,
    )
    store.save_junctions(
        [Junction(JunctionId("j1"), "甲×乙", 1.0, 2.0, ("甲", "乙"))], replace_method="assumed"
    )
    yield store, path
    store.close()


READ_LAYERS = """
import json, sys, warnings
import pyogrio
warnings.simplefilter("error")
path = sys.argv[1]
layers = {}
for name in ("crashes", "junctions", "crash_points"):
    info = pyogrio.read_info(path, layer=name)
    table = pyogrio.read_dataframe(path, layer=name, fid_as_index=True)
    layers[name] = {
        "crs": info["crs"],
        "fields": dict(zip(info["fields"].tolist(), info["dtypes"])),
        "points": [None if g is None else [g.x, g.y] for g in table.geometry],
        "rows": json.loads(table.drop(columns="geometry").to_json(orient="records")),
    }
    box = pyogrio.read_dataframe(path, layer=name, bbox=(209_999, 2_599_999, 210_001, 2_600_001))
    layers[name]["in box"] = len(box)
layers["parties"] = len(pyogrio.read_dataframe(path, layer="parties"))
print(json.dumps(layers))
"""


def test_other_programs_see_merged_crashes_as_a_layer(live):
    store, path = live
    layers = in_another_process(READ_LAYERS, path)
    seen = layers["crashes"]
    assert seen["crs"] == "EPSG:3826"
    by_key = {row["crash_id"]: row for row in seen["rows"]}
    assert (by_key["c1"]["severity"], by_key["c1"]["location_status"]) == ("A1", "corrected")
    assert (by_key["c2"]["severity"], by_key["c2"]["x_m"]) == ("A2", 196_000.0)
    assert sorted(filter(None, seen["points"])) == [[196e3, 2_597e3], [210e3, 2_600e3]]
    assert seen["points"].count(None) == 1
    assert seen["fields"]["x_m"] == "float64"
    assert seen["in box"] == 1
    assert layers["crash_points"]["in box"] == 1
    assert layers["junctions"]["rows"][0]["name"] == "甲×乙"
    assert layers["parties"] == 6
    assert store.count_crashes() == 3


@pytest.mark.postgis
@pytest.mark.xdist_group("postgis")
def test_postgis_lists_the_layers_with_their_crs(postgis_server):
    url = postgis_server.new_database()
    store = open_store(url)
    store.change_settings(crs="EPSG:3826")
    with psycopg.connect(url) as connection:
        listed = connection.execute(
            "SELECT f_table_name, f_geometry_column, type, srid FROM geometry_columns ORDER BY 1"
        ).fetchall()
    store.close()
    assert listed == [
        (name, "geom", "POINT", 3826) for name in ("crash_points", "crashes", "junctions")
    ]


def test_ogrinfo_reads_the_live_store(live):
    if not shutil.which("ogrinfo"):
        missing_component("ogrinfo (gdal-bin)")
    store, path = live
    for layer, count in (("crashes", 3), ("junctions", 1), ("crash_points", 2)):
        done = subprocess.run(
            ["ogrinfo", "-so", "-ro", path, layer], capture_output=True, text=True, check=True
        )
        assert f"Feature Count: {count}" in done.stdout
        assert "TWD97 / TM2 zone 121" in done.stdout
        assert "Geometry: Point" in done.stdout
        assert "Warning" not in done.stdout + done.stderr
    store.save_import(batch([crash("c4")], file="b.csv"))
    assert store.count_crashes() == 4


@pytest.mark.parametrize(
    "open_it",
    [
        lambda path: pyogrio.read_dataframe(path),
        lambda path: pyogrio.read_info(path),
        lambda path: pyogrio.list_layers(path),
        lambda path: pyogrio.raw.read(path),
        lambda path: gpd.read_file(path),
        lambda path: gpd.list_layers(path),
        lambda path: gpd.read_file(f"{path.parent}/../{path.parent.name}/{path.name}"),
        lambda path: gpd.GeoDataFrame(geometry=[]).to_file(path, layer="mine", engine="pyogrio"),
    ],
    ids=["table", "info", "layers", "raw", "geopandas", "names", "another spelling", "writing"],
)
def test_gdal_is_kept_from_an_open_store(live, open_it):
    store, path = live
    with pytest.raises(StoreError, match="GDAL must not touch it"):
        open_it(path)
    assert store.count_crashes() == 3


def test_gdal_may_have_other_files_and_closed_stores(live, tmp_path):
    store, path = live
    store.snapshot(tmp_path / "snapshot.gpkg")
    assert len(gpd.read_file(tmp_path / "snapshot.gpkg", layer="crashes")) == 3
    store.close()
    assert len(gpd.read_file(path, layer="crashes")) == 3


def test_gdal_is_guarded_however_late_it_is_imported(tmp_path):
    script = """
import json, sys
from storage.open import open_store
from storage.store import StoreError
assert "pyogrio" not in sys.modules
store = open_store(sys.argv[1])
import geopandas
try:
    geopandas.read_file(sys.argv[1], layer="crashes")
except StoreError:
    print(json.dumps("refused"))
"""
    assert in_another_process(script, tmp_path / "late.gpkg") == "refused"


WRITE_ON = """
import json, sys
import geopandas, pathlib
from crashes.model import CrashFilter
from storage.open import open_store
from tests.storage.batches import batch, crash
from tests.storage.test_gdal import OTHER_WRITER, in_another_process
path, read = sys.argv[1], sys.argv[2]
store = open_store(path)
store.save_import(batch([crash("first")], file="1"))
if read == "through a snapshot":
    store.snapshot(pathlib.Path(path).with_name("snapshot.gpkg"))
    geopandas.read_file(pathlib.Path(path).with_name("snapshot.gpkg"), layer="crashes")
else:
    import pyogrio
    pyogrio.read_dataframe.__wrapped__(path, layer="crashes")
try:
    store.save_import(batch([crash("mine")], file="2"))
    in_another_process(OTHER_WRITER, path)
    store.save_import(batch([crash("later")], file="3"))
    store.close()
    again = open_store(path)
    again.check_integrity()
    print(json.dumps(sorted(again.crashes()["crash_id"])))
except Exception as error:
    print(json.dumps(str(error)))
"""
OTHER_WRITER = """
import sys
from storage.open import open_store
from tests.storage.batches import batch, crash
store = open_store(sys.argv[1])
store.save_import(batch([crash("other")], file="other"))
store.close()
print("true")
"""


def test_saved_rows_survive_our_way_of_reading_with_gdal(tmp_path):
    kept = in_another_process(WRITE_ON, tmp_path / "live.gpkg", "through a snapshot")
    assert kept == ["first", "later", "mine", "other"]


def test_reading_past_the_guard_is_noticed_before_anything_is_lost(tmp_path):
    """What GDAL does to the log is real: the program stops instead of saving into nowhere."""
    said = in_another_process(WRITE_ON, tmp_path / "live.gpkg", "past the guard")
    assert "was deleted under this program" in said


def openers(text):
    """Names of what in a module could open a file with GDAL."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.split(".")[0] in LIBRARIES}
        elif isinstance(node, ast.ImportFrom):
            if (node.module or "").split(".")[0] in LIBRARIES:
                found.add(node.module)
            if (node.module or "").split(".")[0] in {"geopandas", "pyogrio"}:
                found |= READERS & {alias.name for alias in node.names}
        elif (
            isinstance(node, ast.Attribute)
            and node.attr in READERS
            and ast.unparse(node.value) in {"gpd", "geopandas", "pyogrio", "pyogrio.raw"}
        ):
            found.add(node.attr)
    return found


@pytest.mark.parametrize(
    "path",
    sorted(path for place in PRODUCT for path in (ROOT / place).rglob("*.py")),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_module_reads_files_with_gdal(path):
    assert openers(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    "text",
    [
        "import pyogrio\npyogrio.read_dataframe('x')",
        "from pyogrio import read_dataframe",
        "import fiona",
        "from geopandas import read_file",
        "import geopandas as gpd\ngpd.read_file('x')",
    ],
)
def test_a_module_that_reads_with_gdal_is_found(text):
    assert openers(text)
