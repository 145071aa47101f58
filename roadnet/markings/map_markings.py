"""Paint as features of the map, for GeoJSON and GeoPackage."""

from collections.abc import Iterable, Iterator

import shapely

from roadnet.map_features import FeatureClass, MapFeature
from roadnet.markings.paint import Paint
from roadnet.model import Streets


def marking_features(paints: Iterable[Paint], streets: Streets) -> Iterator[MapFeature]:
    """Yield one feature for each piece of paint: all its dashes or bars together.

    Its `type` is the kind of the rule (`line`, `stop_line`, `crosswalk` …), `class` that of the
    road it lies on; `assumed` says whether anything of it is assumed, `assumptions` what.
    """
    classes = {road.road_id: str(road.road_class) for road in streets.roads}
    for paint in paints:
        shape = (
            paint.polygons[0]
            if len(paint.polygons) == 1
            else shapely.MultiPolygon(list(paint.polygons))
        )
        properties = (
            ("type", paint.kind),
            ("class", classes.get(paint.road_id, "") if paint.road_id else ""),
            ("layer", paint.layer),
            ("road_id", paint.road_id),
            ("element_id", paint.element_id),
            ("code", paint.code),
            ("rule_from", paint.valid_from.isoformat()),
            ("colour", str(paint.colour)),
            ("symbol", paint.symbol),
            ("condition", str(paint.condition)),
            ("assumed", paint.is_assumed),
            ("assumptions", list(paint.assumed)),
        )
        yield MapFeature(
            FeatureClass.MARKING, f"{paint.element_id}:{paint.part:02d}", shape, properties
        )
