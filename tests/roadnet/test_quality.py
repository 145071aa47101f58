"""Figures of the map: overlaps are found wherever surfaces of one layer share ground."""

import pytest
import shapely

from roadnet.map_features import FeatureClass, MapFeature
from roadnet.quality import overlap_m2


def surface(key, shape, layer=0):
    return MapFeature(FeatureClass.STRIP, key, shape, (("layer", layer),))


@pytest.mark.parametrize(
    ("other", "area"),
    [
        (shapely.box(10, 0, 20, 10), 0.0),  # side by side
        (shapely.box(10, 10, 20, 20), 0.0),  # corner at corner
        (shapely.box(50, 0, 60, 10), 0.0),  # far away
        (shapely.box(9, 0, 20, 10), 10.0),  # a strip in common
        (shapely.box(2, 2, 4, 4), 4.0),  # one inside the other
        (shapely.box(0, 0, 10, 10), 100.0),  # twice the same
        (shapely.Polygon([(5, 0), (15, 10), (15, 0), (5, 10)]), 25.0),  # crossing itself
    ],
)
def test_the_ground_in_common_is_measured(other, area):
    surfaces = [surface("a", shapely.box(0, 0, 10, 10)), surface("b", other)]
    assert overlap_m2(surfaces) == pytest.approx(area)


def test_surfaces_of_different_layers_do_not_overlap():
    same = shapely.box(0, 0, 10, 10)
    assert overlap_m2([surface("a", same), surface("b", same, layer=1)]) == 0.0
    assert overlap_m2([]) == 0.0
