"""What all tests share: where the real data lie, and what a missing component means."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
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
