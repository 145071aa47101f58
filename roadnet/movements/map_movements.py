"""Movements as features of the map, for GeoJSON and GeoPackage."""

from collections.abc import Iterable, Iterator

import shapely

from roadnet.geometry.plan_line import sample
from roadnet.map_features import FeatureClass, MapFeature
from roadnet.model import Method, Movement, Streets


def movement_features(movements: Iterable[Movement], streets: Streets) -> Iterator[MapFeature]:
    """Yield one line for each movement, from mouth to mouth in the direction of travel.

    Its `type` is the turn (`left`, `through` …), `class` and `layer` those of the road it comes
    from; `modes` says who may drive it.
    """
    road_of = {
        strip.strip_id: road
        for road in streets.roads
        for section in road.sections
        for strip in section.strips
    }
    for one in movements:
        road = road_of.get(one.from_strip)
        properties = (
            ("type", str(one.turn)),
            ("class", str(road.road_class) if road else ""),
            ("layer", road.layer if road else 0),
            ("junction_id", one.junction_id),
            ("movement_id", one.movement_id),
            ("from_strip", one.from_strip),
            ("to_strip", one.to_strip),
            ("modes", sorted(map(str, one.modes))),
            ("priority", str(one.priority)),
            ("two_stage_via", one.two_stage_via),
            ("stage", one.stage),
            ("assumed", one.stated.method is Method.ASSUMED),
        )
        line = shapely.LineString(sample(one.connector)[1])
        yield MapFeature(FeatureClass.MOVEMENT, one.movement_id, line, properties)
