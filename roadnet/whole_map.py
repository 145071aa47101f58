"""Everything on the map of an area as plain features: ground, paint, signs, ways through."""

from datetime import date

from roadnet.geometry.build import build_geometry
from roadnet.map_features import FeatureClass, MapFeature, map_features
from roadnet.markings.map_markings import marking_features
from roadnet.markings.paint_streets import paint_streets
from roadnet.model import Streets
from roadnet.movements.all_movements import all_movements
from roadnet.movements.map_movements import movement_features


def whole_map(streets: Streets, day: date) -> list[MapFeature]:
    """Return all features of an area on a day, ordered by kind and key.

    Parameters
    ----------
    streets
        What is stated.
    day
        The day the street is looked at: it decides the rules that paint follows.

    Returns
    -------
    features
        Strips, junctions, islands, markings, signs, signals and movements in the CRS of the
        streets. What is derived or assumed says so (`assumed`).
    """
    geometry = build_geometry(streets)
    features = [
        *map_features(streets, geometry),
        *marking_features(paint_streets(streets, geometry, day), streets),
        *movement_features(all_movements(streets, geometry), streets),
    ]
    order = list(FeatureClass)
    return sorted(features, key=lambda one: (order.index(one.kind), one.key))
