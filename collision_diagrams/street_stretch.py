"""A stretch of street without a junction: its carriageways, cut at the site, as arms."""

import math
from collections.abc import Sequence

import numpy as np
import shapely

from collision_diagrams.lane_lines import LaneLines
from collision_diagrams.street_routes import Route, made_ways
from drawing.model import Point
from roadnet.geometry.road_frame import RoadFrame
from roadnet.geometry.street_geometry import Mouth, StreetGeometry
from roadnet.model import MOTOR_VEHICLES, NodeId, RoadEnd
from roadnet.movements.strip_ends import ArmStrips, arm_strips

ON_STREET_M = 25.0  # a street whose middle is no further from the site is the site's
CARRIAGEWAY_M = 40.0  # its other carriageways are no further away
PARALLEL_DEG = 20.0
NODE = NodeId("")  # the cut is no node


def stretch_arms(geometry: StreetGeometry, centre_m: Point) -> list[ArmStrips]:
    """Return the arms of the street at a place, two for each carriageway; none without a street.

    Parameters
    ----------
    geometry
        The surfaces of the streets around.
    centre_m
        Middle of the site.
    """
    place = shapely.Point(centre_m)
    near = [
        (float(shapely.LineString(frame.points_m).distance(place)), road_id)
        for road_id, frame in sorted(geometry.frames.items())
        if frame.road.is_drivable and not frame.road.is_access
    ]
    distance_m, first = min(near, default=(math.inf, None))
    if first is None or distance_m > ON_STREET_M:
        return []
    main = geometry.frames[first]
    axis = _heading_deg(main, centre_m)
    cut = [
        geometry.frames[road_id]
        for away_m, road_id in near
        if away_m <= CARRIAGEWAY_M
        and geometry.frames[road_id].road.layer == main.road.layer
        and _is_beside(geometry.frames[road_id], centre_m, axis)
    ]
    return [arm for frame in cut for arm in _cut(frame, centre_m) if arm.entries or arm.exits]


def stretch_routes(
    arms: Sequence[ArmStrips], lanes: LaneLines
) -> dict[tuple[int, int], tuple[Route, ...]]:
    """Return the ways along a stretch: every lane straight on, and turns back over the middle."""
    found: dict[tuple[int, int], tuple[Route, ...]] = {}
    for one, start in enumerate(arms):
        for other, end in enumerate(arms):
            if one != other and start.mouth.road_id == end.mouth.road_id:
                ways = tuple(_straight(start, end, lanes))
            else:
                back = start.entries and end.exits
                ways = tuple(made_ways(start, end, lanes)) if back else ()
            if ways:
                found[one, other] = ways
    return found


def _straight(start: ArmStrips, end: ArmStrips, lanes: LaneLines) -> list[Route]:
    """Return the lanes that go on over the cut."""
    exits = {one.strip.strip_id: one for one in end.exits}
    return [
        Route(
            approach_m=tuple(reversed(lanes.outward(start, entry, enters=True))),
            inside_m=(entry.pose.place, exits[entry.strip.strip_id].pose.place),
            leave_m=lanes.outward(end, exits[entry.strip.strip_id], enters=False),
            entry_lane=lane,
            entry_lanes=len(start.entries),
            modes=entry.strip.allowed or MOTOR_VEHICLES,
        )
        for lane, entry in enumerate(start.entries)
        if entry.strip.strip_id in exits
    ]


def _cut(frame: RoadFrame, centre_m: Point) -> list[ArmStrips]:
    """Return the two arms of a road that is cut where it is nearest to a place."""
    station = _station_m(frame, centre_m)
    return [
        arm_strips(Mouth(frame.road.road_id, end, NODE, 0.0, station), frame)
        for end in (RoadEnd.START, RoadEnd.END)
    ]


def _station_m(frame: RoadFrame, centre_m: Point) -> float:
    return float(shapely.LineString(frame.points_m).project(shapely.Point(centre_m)))


def _is_beside(frame: RoadFrame, centre_m: Point, axis_deg: float) -> bool:
    """Whether a road runs alongside at a place, and does not end there."""
    station = _station_m(frame, centre_m)
    off = (_heading_deg(frame, centre_m) - axis_deg + 90.0) % 180.0 - 90.0
    return abs(off) <= PARALLEL_DEG and 0.0 < station < frame.length_m


def _heading_deg(frame: RoadFrame, centre_m: Point) -> float:
    """Return the heading of a road where it is nearest to a place, from east, 0 to 360."""
    station = _station_m(frame, centre_m)
    step = int(np.searchsorted(frame.stations_m, station, side="right")) - 1
    step = min(max(step, 0), len(frame.step_normals) - 1)
    normal = frame.step_normals[step]
    return math.degrees(math.atan2(-normal[0], normal[1])) % 360.0
