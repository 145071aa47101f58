"""Figures that say how good the map is: invalid polygons, overlaps, how much is assumed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import shapely

from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.map_features import FeatureClass, MapFeature
from roadnet.model import Streets

SURFACES = frozenset({FeatureClass.STRIP, FeatureClass.JUNCTION, FeatureClass.ISLAND})
SHARE_DIGITS = 9
INTERIORS_MEET = "2********"  # DE-9IM: in an area


@dataclass(frozen=True, slots=True)
class MapQuality:
    """Figures of one area; areas in square metres."""

    roads: int
    junctions: int
    polygons: int
    invalid: int
    overlap_m2: float  # between surfaces of one layer, each pair once
    area_m2: float
    overlap_share: float
    assumed_share: float  # of the area of strips: that of strips whose width is assumed

    def as_dict(self) -> dict[str, Any]:
        """Return the figures by name."""
        return asdict(self)


def map_quality(
    streets: Streets, geometry: StreetGeometry, features: Sequence[MapFeature]
) -> MapQuality:
    """Return the figures of an area, measured on its features.

    Parameters
    ----------
    streets, geometry
        The streets and the surfaces derived from them.
    features
        The features that are written to files.
    """
    surfaces = [feature for feature in features if feature.kind in SURFACES]
    shapes = np.array([feature.shape for feature in surfaces], dtype=object)
    area = float(shapely.area(shapes).sum()) if len(shapes) else 0.0
    overlap = overlap_m2(surfaces)
    strips = [feature for feature in surfaces if feature.kind is FeatureClass.STRIP]
    total = sum(feature.shape.area for feature in strips)
    assumed = sum(feature.shape.area for feature in strips if dict(feature.properties)["assumed"])
    return MapQuality(
        roads=len(streets.roads),
        junctions=len(geometry.junctions),
        polygons=len(surfaces),
        invalid=int((~shapely.is_valid(shapes)).sum()) if len(shapes) else 0,
        overlap_m2=round(overlap, 6),
        area_m2=round(area, 3),
        overlap_share=round(overlap / area, SHARE_DIGITS) if area else 0.0,
        assumed_share=round(assumed / total, 6) if total else 0.0,
    )


def join_quality(figures: Sequence[MapQuality]) -> MapQuality:
    """Return the figures of several areas together; at least one is needed."""
    area = sum(one.area_m2 for one in figures)
    overlap = sum(one.overlap_m2 for one in figures)
    weighted = sum(one.assumed_share * one.area_m2 for one in figures)
    return MapQuality(
        roads=sum(one.roads for one in figures),
        junctions=sum(one.junctions for one in figures),
        polygons=sum(one.polygons for one in figures),
        invalid=sum(one.invalid for one in figures),
        overlap_m2=round(overlap, 6),
        area_m2=round(area, 3),
        overlap_share=round(overlap / area, SHARE_DIGITS) if area else 0.0,
        assumed_share=round(weighted / area, 6) if area else 0.0,
    )


def overlap_m2(surfaces: Sequence[MapFeature]) -> float:
    """Return the area that surfaces of one layer have in common, every pair counted once."""
    if not surfaces:
        return 0.0
    shapes = shapely.make_valid(np.array([feature.shape for feature in surfaces], dtype=object))
    layers = np.array([dict(feature.properties)["layer"] for feature in surfaces])
    one, other = shapely.STRtree(shapes).query(shapes)
    pairs = (one < other) & (layers[one] == layers[other])
    ones, others = shapes[one[pairs]], shapes[other[pairs]]
    lapping = shapely.relate_pattern(ones, others, INTERIORS_MEET)  # most neighbours only touch
    return float(shapely.area(shapely.intersection(ones[lapping], others[lapping])).sum())
