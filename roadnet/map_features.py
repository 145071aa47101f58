"""The map as plain features: what GeoJSON, GeoPackage and drawings show, ordered by key."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.street_geometry import StreetGeometry, StripArea
from roadnet.model import Method, PointAsset, PointKind, Profile, Streets

LENGTH_DIGITS = 3


class FeatureClass(StrEnum):
    """What a feature of the map is."""

    STRIP = "strip"  # a lane, sidewalk, verge… of a road, or around a corner
    JUNCTION = "junction"  # the ground of a junction between its mouths
    ISLAND = "island"  # an island or a median
    MARKING = "marking"  # paint
    SIGN = "sign"  # a traffic sign
    SIGNAL = "signal"  # a signal head
    MOVEMENT = "movement"  # a way through a junction


@dataclass(frozen=True, slots=True)
class MapFeature:
    """One feature: its kind, its shape in the CRS of the streets, and what is known of it."""

    kind: FeatureClass
    key: str  # orders the features of a kind
    shape: BaseGeometry
    properties: tuple[tuple[str, Any], ...]  # beside `kind`; names as written to files


def map_features(streets: Streets, geometry: StreetGeometry) -> list[MapFeature]:
    """Return strips, junctions, islands, signs and signals, ordered by kind and key.

    Parameters
    ----------
    streets
        The stated streets.
    geometry
        The surfaces derived from them.
    """
    features = [
        *_strips(geometry),
        *_corners(geometry),
        *_junctions(geometry),
        *_islands(geometry),
        *_assets(streets),
    ]
    order = list(FeatureClass)
    return sorted(features, key=lambda one: (order.index(one.kind), one.key))


def _strips(geometry: StreetGeometry) -> Iterator[MapFeature]:
    for area in geometry.strips:
        road, strip, section = area.road, area.strip, area.road.sections[area.section_index]
        common = (
            ("type", str(strip.strip_type)),
            ("class", str(road.road_class)),
            ("layer", road.layer),
            ("road_id", road.road_id),
            ("strip_id", strip.strip_id),
            ("name", road.name),
            ("direction", int(strip.direction)),
            ("width_m", round(strip.width.at(section.length_m / 2), LENGTH_DIGITS)),
            *_method(strip.width),
            ("allowed", sorted(map(str, strip.allowed))),
            ("turns", list(map(str, strip.turns))),
            ("surface", str(strip.surface)),
            ("source", dict(road.external_ids).get("osm", road.stated.source)),
        )
        yield from _parts(FeatureClass.STRIP, _strip_key(area), area.polygons, common)


def _strip_key(area: StripArea) -> str:
    return f"{area.road.road_id}:{area.section_index:03d}:{area.strip_index:03d}"


def _method(width: Profile) -> tuple[tuple[str, Any], ...]:
    return (
        ("width_method", str(width.method)),
        ("width_sigma_m", width.sigma_m),
        ("assumed", width.is_assumed),
    )


def _corners(geometry: StreetGeometry) -> Iterator[MapFeature]:
    for area in geometry.corners:
        common = (
            ("type", "sidewalk"),
            ("class", area.road_class),
            ("layer", area.layer),
            ("junction_id", area.junction_id),
            ("width_method", str(Method.ASSUMED)),
            ("assumed", True),
        )
        yield from _parts(FeatureClass.STRIP, area.junction_id, area.polygons, common)


def _junctions(geometry: StreetGeometry) -> Iterator[MapFeature]:
    for area in geometry.junctions:
        junction = area.junction
        common = (
            ("type", "junction"),
            ("class", area.road_class),
            ("layer", area.layer),
            ("junction_id", junction.junction_id),
            ("name", junction.name),
            ("control", str(junction.control)),
            ("arms", len(junction.arms)),
        )
        yield from _parts(FeatureClass.JUNCTION, junction.junction_id, area.polygons, common)


def _islands(geometry: StreetGeometry) -> Iterator[MapFeature]:
    for area in geometry.islands:
        common: tuple[tuple[str, Any], ...] = (
            ("type", "median" if area.is_median else "island"),
            ("class", ""),
            ("layer", area.layer),
            ("assumed", area.stated is None),
        )
        if area.junction_id is not None:
            common = (*common, ("junction_id", area.junction_id))
        yield from _parts(FeatureClass.ISLAND, area.key, area.polygons, common)


def _assets(streets: Streets) -> Iterator[MapFeature]:
    kinds = {PointKind.SIGN: FeatureClass.SIGN, PointKind.SIGNAL: FeatureClass.SIGNAL}
    classes = {road.road_id: road for road in streets.roads}
    for asset in streets.point_assets:
        if asset.kind in kinds:
            road = classes.get(asset.road_id) if asset.road_id else None
            properties = (
                ("type", asset.code or str(asset.kind)),
                ("class", str(road.road_class) if road else ""),
                ("layer", road.layer if road else 0),
                ("road_id", asset.road_id),
                *_facts(asset),
            )
            point = shapely.Point(asset.x_m, asset.y_m)
            yield MapFeature(kinds[asset.kind], asset.asset_id, point, properties)


def _facts(asset: PointAsset) -> tuple[tuple[str, Any], ...]:
    return (("value", asset.value), ("method", str(asset.stated.method)))


def _parts(
    kind: FeatureClass,
    key: str,
    polygons: tuple[shapely.Polygon, ...],
    common: tuple[tuple[str, Any], ...],
) -> Iterator[MapFeature]:
    """Yield one feature for each polygon, the largest first, numbered from 0."""
    for part, polygon in enumerate(polygons):
        yield MapFeature(kind, f"{key}#{part:04d}", polygon, (*common, ("part", part)))
