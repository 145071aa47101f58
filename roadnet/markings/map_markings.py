"""Paint as features of the map, for GeoJSON and GeoPackage."""

from collections.abc import Iterable, Iterator

import shapely

from roadnet.map_features import FeatureClass, MapFeature
from roadnet.markings.paint import Paint


def marking_features(paints: Iterable[Paint]) -> Iterator[MapFeature]:
    """Yield one feature for each piece of paint: all its dashes or bars together.

    Its `type` is the kind of the rule (`line`, `stop_line`, `crosswalk` …); `assumed` says whether
    anything of it is assumed, `assumptions` what.
    """
    for paint in paints:
        shape = (
            paint.polygons[0]
            if len(paint.polygons) == 1
            else shapely.MultiPolygon(list(paint.polygons))
        )
        properties = (
            ("type", paint.kind),
            ("class", ""),
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
