"""Which CRS is chosen, and which layers are refused."""

import geopandas as gpd
import pytest
from shapely.geometry import Point

from roadnet.crs import ProjectionError, choose_crs, require_metres


def layer(lon, lat, crs):
    return gpd.GeoDataFrame(geometry=[Point(lon, lat)], crs="EPSG:4326").to_crs(crs)


@pytest.mark.parametrize(
    ("lon", "lat", "crs"),
    [
        (120.45, 23.48, "EPSG:3826"),  # Chiayi
        (119.57, 23.57, "EPSG:3826"),  # Penghu
        (118.32, 24.43, "EPSG:3826"),  # Kinmen
        (119.95, 26.16, "EPSG:3826"),  # Matsu
        (118.09, 24.48, "EPSG:32650"),  # Xiamen, 10 km from Kinmen
        (119.30, 26.07, "EPSG:32650"),  # Fuzhou
        (-0.09, 51.50, "EPSG:32630"),  # London
        (115.86, -31.95, "EPSG:32750"),  # Perth
        (180.0, 10.0, "EPSG:32660"),  # the last zone ends at the date line
    ],
)
def test_crs_is_that_of_the_place(lon, lat, crs):
    assert choose_crs(lon, lat) == crs


@pytest.mark.parametrize(("lon", "lat"), [(250_000.0, 2_600_000.0), (0.0, 89.0)])
def test_no_crs_where_the_numbers_are_no_place(lon, lat):
    with pytest.raises(ProjectionError):
        choose_crs(lon, lat)


@pytest.mark.parametrize(
    ("crs", "words"),
    [("EPSG:4326", "degree"), ("EPSG:2263", "foot"), ("EPSG:3857", "factor of 1.99")],
)
def test_layers_not_in_true_metres_are_refused(crs, words):
    place = layer(10.75, 59.91, crs) if crs == "EPSG:3857" else layer(-74.0, 40.7, crs)
    with pytest.raises(ProjectionError, match=words):
        require_metres(place)


def test_a_layer_without_crs_is_refused():
    with pytest.raises(ProjectionError, match="found none"):
        require_metres(gpd.GeoDataFrame(geometry=[Point(0, 0)]))


def test_layers_in_different_crs_are_refused():
    with pytest.raises(ProjectionError, match="different"):
        require_metres(layer(121.5, 25.0, "EPSG:3826"), like=layer(121.5, 25.0, "EPSG:32651"))


def test_a_layer_in_metres_passes_even_when_empty():
    require_metres(layer(121.5, 25.0, "EPSG:3826"))
    require_metres(gpd.GeoDataFrame(geometry=[], crs="EPSG:3826"))
