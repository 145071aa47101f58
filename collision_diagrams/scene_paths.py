"""The path of each party of a scene: the lane path of the map that its clicks lie on."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import shapely

from collision_diagrams.conflicts import wrapped_deg
from collision_diagrams.ground import Ground, LaneWay
from collision_diagrams.model import CrashFacts, Party, Source
from collision_diagrams.pairs import known_path
from crashes.scene.model import Body, PointM, Scene, Trace, Travel
from crashes.scene.parts import forward
from crashes.scene.travel import Path, travel_path

FURTHEST_M = 25.0  # a click further from every lane of an arm lies on another road
ARM_WITHIN_DEG = 50.0
CURVE_STEPS = 16
REACH_M = 30.0  # of a straight line that stands for a path nobody drew


Clicks = tuple[PointM | None, PointM | None]  # where a party came from and left to


@dataclass(frozen=True, slots=True, eq=False)
class ScenePath:
    """Where one party came from and left to, and the line between."""

    party_no: int
    from_deg: float
    to_deg: float
    line: shapely.LineString  # in the CRS of the scene
    arms: tuple[int, int] | None = None  # numbers of the arms, where it goes along lanes
    entry_m: float | None = None  # where along the line the junction begins


def scene_paths(facts: CrashFacts, scene: Scene, ground: Ground | None) -> dict[int, ScenePath]:
    """Return the path of each party whose sides are drawn or recorded, by party number.

    Parameters
    ----------
    facts
        The crash with what its scene tells.
    scene
        The scene.
    ground
        Arms and lane paths of the map, where it is known.
    """
    travels = {travel.party_no: travel for travel in scene.travels}
    found = {}
    for party in facts.parties:
        if party.from_deg is None or party.told_by is Source.NARRATIVE:
            continue
        travel = travels.get(party.party_no)
        path = None
        if ground is not None and party.kind.is_vehicle:
            path = _along_lanes(party, _clicks(scene, travel), ground)
        found[party.party_no] = path or _as_drawn(party, scene, travel)
    return found


def _clicks(scene: Scene, travel: Travel | None) -> Clicks:
    ends = (travel.approach, travel.exit) if travel else (None, None)
    start, end = (on_ground(scene, one.at_m) if one else None for one in ends)
    return start, end


def on_ground(scene: Scene, at_m: PointM) -> PointM:
    """Return a point of a scene in its CRS."""
    return scene.origin_m[0] + at_m[0], scene.origin_m[1] + at_m[1]


def _along_lanes(party: Party, clicks: Clicks, ground: Ground) -> ScenePath | None:
    """Return the lane path that clicks and sides fit best, None where no arm is near them."""
    sides = known_path(party)
    ranked = sorted(_misses(party, sides.from_deg, sides.to_deg, clicks, ground))
    if not ranked:
        return None
    _, start, end, number = ranked[0]
    way = ground.ways[start, end][number]
    return ScenePath(
        party.party_no,
        ground.arms[start].bearing_deg,
        ground.arms[end].bearing_deg,
        way.line,
        (start, end),
        way.entry_m,
    )


def _misses(
    party: Party,
    from_deg: float,
    to_deg: float,
    clicks: Clicks,
    ground: Ground,
) -> Iterator[tuple[tuple[float, float], int, int, int]]:
    """Yield how far off each lane path is: clicks first, then sides; then its key."""
    for (start, end), ways in sorted(ground.ways.items()):
        turned = abs(wrapped_deg(ground.arms[start].bearing_deg - from_deg))
        turned += abs(wrapped_deg(ground.arms[end].bearing_deg - to_deg))
        if clicks[0] is None and turned > 2 * ARM_WITHIN_DEG:
            continue
        chosen = ground.way(start, end, party.kind, ground.turn(start, end))
        for number, way in enumerate(ways):
            off_m = _off_m(way, clicks)
            if max(off_m, default=0.0) <= FURTHEST_M:
                unlikely = 0.0 if way is chosen else 1.0
                yield (round(sum(off_m), 2), turned + unlikely), start, end, number


def _off_m(way: LaneWay, clicks: Clicks) -> list[float]:
    """Return how far each click lies off its part of a lane path."""
    return [
        float(part.distance(shapely.Point(click)))
        for part, click in zip((way.approach, way.leave), clicks, strict=True)
        if click is not None
    ]


def _as_drawn(party: Party, scene: Scene, travel: Travel | None) -> ScenePath:
    """Return the path between the clicks of a party, its arrow, or straight on past its body."""
    sides = known_path(party)
    curve = travel_path(travel) if travel else None
    arrows = [one for one in _own(scene, party) if isinstance(one, Trace) and len(one.points_m) > 1]
    if curve is not None:
        points = _sampled(curve)
    elif arrows:
        points = list(arrows[0].points_m)
    else:
        points = _straight_on(scene, party, travel, sides.from_deg)
    line = shapely.LineString([on_ground(scene, point) for point in points])
    return ScenePath(party.party_no, sides.from_deg, sides.to_deg, line)


def _own(scene: Scene, party: Party) -> list[Body | Trace]:
    drawn = [one for one in scene.objects if isinstance(one, Body | Trace)]
    return [one for one in drawn if one.party_no == party.party_no]


def _sampled(curve: Path) -> list[PointM]:
    a, b, c, d = curve
    found = []
    for step in range(CURVE_STEPS + 1):
        t = step / CURVE_STEPS
        shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x, y = (
            math.fsum(
                share * point[axis] for share, point in zip(shares, (a, b, c, d), strict=True)
            )
            for axis in (0, 1)
        )
        found.append((x, y))
    return found


def _straight_on(
    scene: Scene, party: Party, travel: Travel | None, from_deg: float
) -> list[PointM]:
    """Return a line through the click or the body of a party, else through the origin."""
    bodies = [one.at_m for one in _own(scene, party) if isinstance(one, Body)]
    clicked = [travel.approach.at_m] if travel and travel.approach else []
    x, y = (*clicked, *bodies, (0.0, 0.0))[0]
    east, north = forward(from_deg)
    return [(x + sign * REACH_M * east, y + sign * REACH_M * north) for sign in (1.0, -1.0)]
