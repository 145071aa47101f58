"""Small invented junctions: arms with one lane each way, and paths between all of them."""

import math

import shapely

from collision_diagrams.ground import Ground, GroundArm, LaneWay

FAR_M, MOUTH_M, LANE_M = 60.0, 12.0, 3.0


def ground(*bearings_deg, lanes=None, closed=()):
    """Arms at the bearings; `closed` are pairs (from, to) that nobody may go."""
    many = lanes or [1] * len(bearings_deg)
    arms = tuple(
        GroundArm(bearing, f"road {number}", count, count)
        for number, (bearing, count) in enumerate(zip(bearings_deg, many, strict=True))
    )
    ways = {
        (one, other): (lane_way(arms[one].bearing_deg, arms[other].bearing_deg),)
        for one in range(len(arms))
        for other in range(len(arms))
        if one != other and (one, other) not in closed
    }
    return Ground(arms, ways)


def on_road(bearing_deg, distance_m, right_m):
    """A point of an arm, right as seen looking outward."""
    angle = math.radians(bearing_deg)
    east, north = math.sin(angle), math.cos(angle)
    return (distance_m * east + right_m * north, distance_m * north - right_m * east)


def lane_way(from_deg, to_deg):
    points = [
        on_road(from_deg, FAR_M, -LANE_M / 2),
        on_road(from_deg, MOUTH_M, -LANE_M / 2),
        *_bend(
            on_road(from_deg, MOUTH_M, -LANE_M / 2),
            on_road(from_deg, MOUTH_M / 3, -LANE_M / 2),
            on_road(to_deg, MOUTH_M / 3, LANE_M / 2),
            on_road(to_deg, MOUTH_M, LANE_M / 2),
        ),
        on_road(to_deg, FAR_M, LANE_M / 2),
    ]
    line = shapely.LineString(points)
    inside = shapely.LineString(points[1:-1]).length
    return LaneWay(line, FAR_M - MOUTH_M, FAR_M - MOUTH_M + inside, True, 0)


def _bend(a, b, c, d, steps=12):
    for step in range(1, steps + 1):
        t = step / steps
        weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield tuple(
            sum(weight * point[axis] for weight, point in zip(weights, (a, b, c, d), strict=True))
            for axis in (0, 1)
        )


CROSS = ground(0, 90, 180, 270)
TEE = ground(0, 90, 180)
SKEW = ground(20, 140, 200, 320)
