"""Streets read from small OpenStreetMap files made on the spot."""

import pytest

from roadnet.osm.read_streets import OsmChoice, read_osm_streets
from tests.roadnet.places import osm_text, star


@pytest.fixture
def osm_file(tmp_path):
    def write(nodes, ways, name="place.osm", **options):
        path = tmp_path / name
        path.write_text(osm_text(nodes, ways, **options), encoding="utf-8")
        return path

    return write


@pytest.fixture
def star_streets(tmp_path):
    """Streets of one junction with arms at angles in degrees, counter-clockwise from east."""

    def make(*angles_deg, choice=None, **options):
        path = tmp_path / "star.osm"
        path.write_text(star(angles_deg, **options), encoding="utf-8")
        return read_osm_streets(path, choice or OsmChoice())

    return make
