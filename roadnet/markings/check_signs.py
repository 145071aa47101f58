"""Signs against their rules: size, height, distance from the roadway, speed limits."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import shapely

from language import Message
from roadnet.geometry.road_frame import carriageway_span
from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.markings.arms import ArmKey, ArmPlace
from roadnet.markings.finding import Finding, Verdict
from roadnet.markings.judging import METRES, SURE_SIGMAS
from roadnet.markings.signs import SignLook, canonical_code, sign_look, sign_rules, sizes_cm
from roadnet.model import (
    Control,
    CrossFeature,
    FeatureKind,
    Method,
    PointAsset,
    PointKind,
    RoadEnd,
    Streets,
    StripType,
)

STOP_SIGN, YIELD_SIGN = "遵1", "遵2"
STEP_KMH = 5.0
SIZE_SHARE = 0.05  # how much a face may differ from a listed size
ROUNDING_M = 0.005
LOW_LANES = frozenset({StripType.MEDIAN, StripType.ISLAND})


def check_signs(
    streets: Streets, geometry: StreetGeometry, arms: dict[ArmKey, ArmPlace], day: date
) -> Iterator[Finding]:
    """Yield what the rules say of signs and written speed limits on a day."""
    roadway = _roadway(geometry)
    for asset in streets.point_assets:
        if asset.kind is PointKind.SIGN and asset.times.held_on(day):
            look = sign_look(asset.code)
            yield from _size(asset, look)
            yield from _height(asset)
            yield from _beside(asset, roadway)
            yield from _priority(asset, look, arms)
            if look.code.startswith("限5"):
                yield from _limit(look.article, asset.asset_id, asset.value)
    for feature in streets.cross_features:
        if feature.kind is FeatureKind.SPEED_LIMIT and feature.times.held_on(day):
            yield from _digits(feature)


def _finding(
    article: str, element: str, found: Message, required: Message, verdict: Verdict
) -> Finding:
    rules = sign_rules()
    return Finding(
        rule=f"TW-{article}",
        article=article,
        valid_from=rules["valid_from"],
        element=element,
        found=found,
        required=required,
        verdict=verdict,
    )


def _size(asset: PointAsset, look: SignLook) -> Iterator[Finding]:
    """Yield faces smaller than the smallest size, or of a size that is not listed."""
    sizes = sizes_cm(look.shape)
    if asset.size is None or asset.size.is_assumed or not sizes:
        return
    found_cm = 100 * asset.size.value
    listed = sorted(sizes.values())
    is_listed = any(abs(found_cm - one) <= SIZE_SHARE * one for one in listed)
    if is_listed or found_cm > listed[-1]:
        return  # larger ones are left to the authority (特大型)
    is_small = found_cm < listed[0]
    article = "23" if look.code.startswith("警") else "57"
    yield _finding(
        article,
        asset.asset_id,
        Message("face of {size} cm", {"size": f"{found_cm:.0f}"}),
        Message("{sizes} cm", {"sizes": ", ".join(f"{one:g}" for one in listed)}),
        Verdict.VIOLATION if is_small else Verdict.NOTE,
    )


def _height(asset: PointAsset) -> Iterator[Finding]:
    height = asset.bottom_height
    if height is None or height.is_assumed:
        return
    rules = sign_rules()
    hangs = height.value > rules["overhead_from_m"]
    low, high = rules["height_m"]
    clear = rules["overhead_clear_m"]
    slack = SURE_SIGMAS * (height.sigma_m or 0.0) + ROUNDING_M
    found = Message("lower edge at {height} m", {"height": f"{height.value:.2f}"})
    if hangs and height.value < clear - slack:
        required = Message("at least {low}{unit}", {"low": f"{clear:g}", "unit": METRES})
        yield _finding("18", asset.asset_id, found, required, Verdict.VIOLATION)
    elif not hangs and not low - slack <= height.value <= high + slack:
        values = {"low": f"{low:g}", "high": f"{high:g}", "unit": METRES}
        required = Message("{low} to {high}{unit} as a principle", values)
        yield _finding("18", asset.asset_id, found, required, Verdict.DEVIATES)


def _roadway(geometry: StreetGeometry) -> shapely.STRtree:
    """Return the carriageways and junctions of the ground."""
    polygons = [polygon for area in geometry.junctions for polygon in area.polygons]
    for area in geometry.strips:
        first, last = carriageway_span(area.road.sections[area.section_index])
        inside = first <= area.strip_index < last and area.road.is_drivable
        if inside and area.strip.strip_type not in LOW_LANES:
            polygons += area.polygons
    return shapely.STRtree(polygons)


def _beside(asset: PointAsset, roadway: shapely.STRtree) -> Iterator[Finding]:
    """Yield signs over the roadway, or too near to or far from its edge (article 18)."""
    stated, height = asset.stated, asset.bottom_height
    rules = sign_rules()
    is_vague = stated.method in {Method.ASSUMED, Method.OSM} or stated.sigma_m is None
    hangs = height is not None and height.value > rules["overhead_from_m"]
    if is_vague or hangs or asset.size is None:
        return
    point = shapely.Point(asset.x_m, asset.y_m)
    nearest = roadway.nearest(point)
    if nearest is None:
        return
    distance_m = float(shapely.distance(point, roadway.geometries[int(np.asarray(nearest))]))
    clear_m = distance_m - asset.size.value / 2
    low, high = rules["beside_m"]
    slack = SURE_SIGMAS * (stated.sigma_m or 0.0) + ROUNDING_M
    if low - slack <= clear_m <= high + slack:
        return
    values = {"low": f"{low:g}", "high": f"{high:g}", "unit": METRES}
    yield _finding(
        "18",
        asset.asset_id,
        Message("edge of the face {distance} m from the roadway", {"distance": f"{clear_m:.2f}"}),
        Message("{low} to {high}{unit} as a principle", values),
        Verdict.DEVIATES,
    )


def _priority(asset: PointAsset, look: SignLook, arms: dict[ArmKey, ArmPlace]) -> Iterator[Finding]:
    """Yield stop and give-way signs beside signals, and give-way signs far from the junction."""
    code = canonical_code(asset.code)
    is_node = asset.stated.method is Method.OSM  # a node on the road is no post beside it
    if code not in {STOP_SIGN, YIELD_SIGN} or asset.road_id is None or is_node:
        return
    near = [arms[key] for end in RoadEnd if (key := (asset.road_id, end)) in arms]
    if not near:
        return
    arm = min(near, key=lambda one: abs(_beyond_m(asset, one)))
    if arm.junction.junction.control is Control.SIGNAL:
        yield _finding(
            look.article,
            asset.asset_id,
            Message("sign at a junction with signals"),
            Message("not needed where signals control the traffic"),
            Verdict.NOTE,
        )
    within_m = sign_rules()["yield_within_m"]
    beyond_m = _beyond_m(asset, arm)
    slack = SURE_SIGMAS * (asset.stated.sigma_m or 0.0) + ROUNDING_M
    if code == YIELD_SIGN and beyond_m > within_m + slack:
        yield _finding(
            look.article,
            asset.asset_id,
            Message("{distance} m before the junction", {"distance": f"{beyond_m:.1f}"}),
            Message("at most {high}{unit}", {"high": f"{within_m:g}", "unit": METRES}),
            Verdict.VIOLATION,
        )


def _beyond_m(asset: PointAsset, arm: ArmPlace) -> float:
    """Return how far a sign stands before the mouth of an arm."""
    line = shapely.LineString(arm.place.frame.points_m)
    station_m = line.project(shapely.Point(asset.x_m, asset.y_m))
    return arm.place.distance_m(station_m) - arm.mouth_m


def _limit(article: str, element: str, value: str) -> Iterator[Finding]:
    try:
        limit = float(value)
    except ValueError:
        return
    if limit % STEP_KMH:
        yield _finding(
            article,
            element,
            Message("speed limit {limit} km/h", {"limit": f"{limit:g}"}),
            Message("a multiple of 5 km/h"),
            Verdict.VIOLATION,
        )


def _digits(feature: CrossFeature) -> Iterator[Finding]:
    yield from _limit("85", feature.feature_id, feature.text)
