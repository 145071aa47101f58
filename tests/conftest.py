"""What all tests share: where the real data lie, and what a missing component means."""

import os
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SITUATIONS = Path(__file__).parent / "situations"
REAL_DATA = Path(os.environ.get("DAOAN_REAL_DATA", ROOT.parent / "shared" / "data"))


def missing_component(what):
    """Skip the test, or fail it where components must be there (continuous integration)."""
    message = f"{what} is not installed: run `make test` on Debian as root, or install it"
    if os.environ.get("DAOAN_REQUIRE_COMPONENTS"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def real_data():
    """The folder of real data; tests that need it are skipped where it is absent."""
    if not REAL_DATA.is_dir():
        pytest.skip(f"no real data at {REAL_DATA}: set DAOAN_REAL_DATA to their folder")
    return REAL_DATA


@pytest.fixture(scope="session")
def chromium():
    """The path of an installed Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    return missing_component("Chromium")


def pytest_addoption(parser):
    parser.addoption(
        "--accept", action="store_true", help="take what the drawings look like now as accepted"
    )


@pytest.fixture
def assert_drawing(request):
    """Compare an SVG with its accepted one, `tests/situations/<name>.svg`, line by line."""
    ET.register_namespace("", "http://www.w3.org/2000/svg")

    def check(svg, name):
        root = ET.fromstring(svg)
        ET.indent(root)
        actual = ET.tostring(root, encoding="unicode") + "\n"
        path = SITUATIONS / f"{name}.svg"
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8")
        assert path.exists(), f"{name} is new: look at it, then run `pytest --accept`"
        accepted = path.read_text(encoding="utf-8")
        assert actual == accepted, f"{name} changed: look at it, then run `pytest --accept`"

    return check
