"""A store with the demo city, and a way to run the command as a user does."""

import json
import shutil

import pytest

from cli.command import main
from crashes.demo_city.generate import make_demo_city
from crashes.demo_city.npa_file import write_npa_file


@pytest.fixture(scope="session")
def demo_city():
    return make_demo_city()


@pytest.fixture(scope="session")
def demo_store_file(tmp_path_factory):
    """A store with the demo city; copy it before changing anything."""
    path = tmp_path_factory.mktemp("demo") / "demo.gpkg"
    assert main(["demo", "--store", str(path)]) == 0
    return path


@pytest.fixture
def demo_store(demo_store_file, tmp_path):
    return shutil.copy(demo_store_file, tmp_path / "demo.gpkg")


@pytest.fixture(scope="session")
def police_file(demo_city, tmp_path_factory):
    """The demo city as a police crash file."""
    path = tmp_path_factory.mktemp("police") / "demo_a1_a2.csv"
    write_npa_file(path, demo_city)
    return path


@pytest.fixture
def daoan(capsys):
    """Run the command with `--json`; return its result."""

    def run(*arguments, exit_code=0):
        capsys.readouterr()
        assert main([*map(str, arguments), "--json"]) == exit_code
        said = capsys.readouterr()
        return json.loads(said.out) if exit_code == 0 else said

    return run


@pytest.fixture(scope="session")
def improved(demo_city):
    return demo_city.truth.improvements[0]


@pytest.fixture(scope="session")
def improved_site(improved):
    from pyproj import Transformer

    to_degrees = Transformer.from_crs("EPSG:3826", "EPSG:4326", always_xy=True)
    lon, lat = to_degrees.transform(improved.x_m, improved.y_m)
    return ("--lon", f"{lon:.6f}", "--lat", f"{lat:.6f}", "--radius-m", "40")
