"""Maps ask no other server, and show names as text."""

import numpy as np
import pytest

from roadnet.model import Arm, Junction, JunctionId
from ui.maps.background import background, street_segments
from ui.maps.base_map import TAIWAN, base_map, external_addresses
from ui.maps.layers import (
    FastPoints,
    NamedPin,
    Pin,
    PointLook,
    SiteMarker,
    SiteMarkers,
    SymbolLegend,
)
from ui.maps.packed_points import pack_points, unpack_points

LOOKS = [PointLook("#a3122a", "triangle", "A1")]
MARKUP = "</script><img src=x onerror=alert(1)>`${alert(1)}`\"'"


def junction(name, x_m, y_m, *arms):
    return Junction(
        junction_id=JunctionId(name),
        name=name,
        x_m=x_m,
        y_m=y_m,
        road_names=tuple(sorted({road for road, _ in arms})),
        arms=tuple(Arm(road, bearing_deg) for road, bearing_deg in arms),
    )


def full_map(name="中山路×民族路"):
    drawn = base_map(TAIWAN, "/data/background?version=1")
    FastPoints("/data/crash-points?version=1", LOOKS).add_to(drawn)
    SiteMarkers([SiteMarker("1", 23.5, 120.4, "1", name)]).add_to(drawn)
    NamedPin(Pin(23.5, 120.4, "used", name)).add_to(drawn)
    SymbolLegend(LOOKS).add_to(drawn)
    return drawn.get_root().render()


def test_a_map_with_every_layer_names_no_other_server():
    assert external_addresses(full_map()) == []


def test_the_guard_finds_what_folium_would_load_from_elsewhere():
    import folium

    drawn = base_map(TAIWAN, "/data/background?version=1")
    folium.TileLayer("OpenStreetMap").add_to(drawn)
    assert external_addresses(drawn.get_root().render())


def test_markup_in_a_name_never_reaches_the_page_as_markup():
    page = full_map(MARKUP)
    assert "<img" not in page
    assert page.count("</script>") == full_map().count("</script>")


def test_packed_points_come_back_to_centimetres():
    generator = np.random.default_rng(1)
    lon, lat = generator.uniform(119, 122, 1000), generator.uniform(21, 26, 1000)
    looks = generator.integers(0, 4, 1000)
    back_lon, back_lat, ids, back_looks = unpack_points(pack_points(lon, lat, looks))
    assert np.abs(back_lon - lon[ids]).max() < 4e-7
    assert np.abs(back_lat - lat[ids]).max() < 4e-7
    assert (back_looks == looks[ids]).all()


def test_the_severest_points_are_packed_first():
    packed = pack_points(np.full(3, 121.0), np.full(3, 23.5), np.array([2, 0, 1]))
    assert unpack_points(packed)[3].tolist() == [0, 1, 2]


def test_points_without_coordinates_are_left_out():
    packed = pack_points(np.array([np.nan, 121.0]), np.array([23.5, 23.5]), np.array([0, 1]))
    assert unpack_points(packed)[2].tolist() == [1]


def test_no_points_make_an_empty_file():
    empty = np.array([])
    assert unpack_points(pack_points(empty, empty, empty.astype(int)))[0].size == 0


def test_streets_run_along_arms_to_the_next_junction_of_the_road():
    first = junction("A", 0, 0, ("中山路", 90.0), ("民族路", 0.0))
    second = junction("B", 100, 3, ("中山路", 270.0), ("中山路", 90.0))
    third = junction("C", 200, 0, ("中山路", 270.0))
    assert street_segments([third, second, first]) == [(0, 0, 100, 3), (100, 3, 200, 0)]


def test_junctions_without_arms_claim_no_street():
    known = background([junction("A", 250_000, 2_600_000)], "EPSG:3826")
    assert known["streets"] == []
    assert known["junctions"][0][2] == "A"


@pytest.mark.parametrize("bearing_deg", [80.0, 100.0, 450.0])
def test_a_bent_street_still_finds_its_next_junction(bearing_deg):
    first = junction("A", 0, 0, ("中山路", bearing_deg))
    second = junction("B", 100, 0, ("中山路", 270.0))
    assert street_segments([first, second]) == [(0, 0, 100, 0)]
