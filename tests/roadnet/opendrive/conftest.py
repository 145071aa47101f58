import pytest

from roadnet.opendrive.read import read_opendrive
from roadnet.opendrive.write import opendrive_bytes


@pytest.fixture
def read(tmp_path):
    """Read the text of a file."""

    def read_text(text, **choices):
        path = tmp_path / "town.xodr"
        path.write_text(text, encoding="utf-8")
        return read_opendrive(path, **choices)

    return read_text


@pytest.fixture
def again(tmp_path):
    """Write streets and read them back."""

    def write_and_read(streets, movements=(), **choices):
        path = tmp_path / f"{streets.area}.xodr"
        path.write_bytes(opendrive_bytes(streets, movements, **choices))
        return read_opendrive(path)

    return write_and_read
