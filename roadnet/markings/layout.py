"""Everything that is laid out on the streets of an area on a day, before it becomes paint.

Painting and checking both start here, so that what is drawn is what is checked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import shapely

from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.markings.arms import ArmKey, ArmPlace, arms_of, continued
from roadnet.markings.assumed_features import assumed_features
from roadnet.markings.dash_phase import DashAnchors
from roadnet.markings.feature_placement import place_features
from roadnet.markings.line_room import LineRoom
from roadnet.markings.placed_feature import PlacedFeatures
from roadnet.markings.planned_lines import PlannedLine, plan_lines
from roadnet.markings.road_place import RoadPlace
from roadnet.markings.rule_book import RuleBook, rule_book_of
from roadnet.model import Road, RoadEnd, RoadId, Streets

Box = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class MarkingLayout:
    """The placed features and planned lines of an area."""

    streets: Streets
    geometry: StreetGeometry
    day: date
    arms: dict[ArmKey, ArmPlace]
    placed: PlacedFeatures
    lines: tuple[PlannedLine, ...]
    anchors: DashAnchors
    rules: RuleBook


def lay_out(
    streets: Streets,
    geometry: StreetGeometry,
    day: date,
    *,
    within: Box | None = None,
    with_assumed: bool = True,
) -> MarkingLayout:
    """Return what lies on the streets on a day.

    Parameters
    ----------
    streets
        What is stated.
    geometry
        The surfaces derived from it.
    day
        The day the street is looked at.
    within
        West, south, east, north in metres: only roads that come near; None: all.
    with_assumed
        Whether to add what rules and custom put where nothing is stated.
    """
    rules = rule_book_of(streets)
    inner = {road for junction in geometry.junctions for road in junction.inner_roads}
    near = {road.road_id for road in streets.roads if _is_near(geometry, road.road_id, within)}
    keys = near if within is None else continued(near, geometry.frames)
    roads = [road for road in streets.roads if road.road_id in keys]
    arms = {key: arm for key, arm in arms_of(geometry).items() if key[0] in keys}
    frames = {key: geometry.frames[key] for key in sorted(keys)}
    features = [
        one for one in streets.cross_features if one.road_id in keys and one.times.held_on(day)
    ]
    if with_assumed:
        places = [RoadPlace(frames[road.road_id], RoadEnd.START) for road in roads]
        outside = [place for place in places if place.road.road_id not in inner]
        features += assumed_features(tuple(features), arms, outside, day, rules)
    placed = place_features(features, frames, arms, day, rules)
    room = LineRoom(placed, arms)
    outer = [road for road in _standing(roads, inner, day) if road.road_id in near]
    lines = plan_lines(outer, streets.corridors, room, day, streets.driving_side, rules)
    kept = tuple(line for line in lines if with_assumed or line.marking is not None)
    anchors = DashAnchors(roads, arms, room)
    return MarkingLayout(streets, geometry, day, arms, placed, kept, anchors, rules)


def _standing(roads: Iterable[Road], inner: Iterable[RoadId], day: date) -> list[Road]:
    """Return the roads that stood on a day and do not lie inside a junction."""
    inside = set(inner)
    return [road for road in roads if road.road_id not in inside and road.times.held_on(day)]


def _is_near(geometry: StreetGeometry, road_id: RoadId, within: Box | None) -> bool:
    if road_id not in geometry.frames:
        return False
    if within is None:
        return True
    frame = geometry.frames[road_id]
    points = frame.points_m
    reach = frame.road.sections[0].width_m
    west, south = points.min(axis=0) - reach
    east, north = points.max(axis=0) + reach
    return bool(shapely.box(west, south, east, north).intersects(shapely.box(*within)))
