"""Where the parties of a scene touched, and who was ahead or beside, as far as it is drawn."""

import math
from collections.abc import Mapping
from itertools import product

import shapely

from collision_diagrams.model import CrashFacts, DiagramType, Party, Relation, Resolution, Side
from collision_diagrams.scene_paths import ScenePath, on_ground
from crashes.scene.model import Body, Moment, PointM, Scene
from crashes.scene.parts import corners

AHEAD_M = 0.5  # bodies closer along the road do not tell who was ahead
BESIDE_M = 0.5  # lanes closer than this do not tell who was beside
BEFORE_M = 3.0  # before the junction: where lanes are compared
MET_M = 6.0  # paths that stay further apart did not meet where they are nearest
ON_PARALLEL_LANES = frozenset(  # their paths do not tell where along them they met
    {
        DiagramType.REAR,
        DiagramType.SS_SAME,
        DiagramType.PARKED,
        DiagramType.DOOR,
        DiagramType.BACK,
        DiagramType.HEADON,
        DiagramType.SS_OPP,
    }
)


def impact_of(
    facts: CrashFacts,
    scene: Scene,
    found: Resolution,
    lines: Mapping[int, shapely.LineString],
) -> PointM | None:
    """Return where the impact was, in the CRS of the scene.

    The drawn mark comes first, then the bodies at the first contact, then the place where the two
    paths meet, then the rest positions, brought onto the path of the first role; None where
    nothing of that is there.
    """
    if facts.impact_m is not None:
        return facts.impact_m
    touched = _between(scene, found.parties, Moment.IMPACT)
    if touched is not None:
        return touched
    own = [lines[number] for number in found.parties if number in lines]
    meet_somewhere = found.diagram_type not in ON_PARALLEL_LANES
    if len(own) > 1 and meet_somewhere and (place := where_paths_meet(own[0], own[1])):
        return place
    rest = _between(scene, found.parties, Moment.REST) or _between(
        scene, found.parties, Moment.PARKED
    )
    if rest is None or not own:
        return rest
    nearest = own[0].interpolate(own[0].project(shapely.Point(rest)))
    alone = found.relation in {Relation.SINGLE, Relation.OBJECT}
    return rest if alone else (float(nearest.x), float(nearest.y))


def where_paths_meet(one: shapely.LineString, other: shapely.LineString) -> PointM | None:
    """Return where one path first touches another, None where they pass each other far away.

    Paths that run into one lane touch where they join; paths from one lane part from each other
    and do not meet.
    """
    shared = shapely.intersection(one, other)
    if not shared.is_empty:
        stations = [
            one.project(shapely.Point(place)) for place in shapely.get_coordinates(shared).tolist()
        ]
        first = min(stations)
        if first > AHEAD_M:
            place = one.interpolate(first)
            return float(place.x), float(place.y)
        return None
    (x1, y1), (x2, y2) = shapely.get_coordinates(shapely.shortest_line(one, other)).tolist()
    if math.dist((x1, y1), (x2, y2)) > MET_M:
        return None
    return (x1 + x2) / 2, (y1 + y2) / 2


def _between(scene: Scene, numbers: tuple[int, ...], moment: Moment) -> PointM | None:
    """Return the middle between the nearest parts of the bodies of the parties at a moment."""
    bodies = [
        one
        for number, one in product(numbers, scene.objects)
        if isinstance(one, Body) and one.party_no == number and one.moment is moment
    ]
    if not bodies or (len(numbers) > 1 and len(bodies) < 2 and moment is Moment.IMPACT):  # noqa: PLR2004
        return None
    if len(bodies) == 1:
        return on_ground(scene, bodies[0].at_m)
    one, other = (shapely.Polygon(corners(body)) for body in bodies[:2])
    overlap = one.intersection(other)
    if not overlap.is_empty:
        return on_ground(scene, (float(overlap.centroid.x), float(overlap.centroid.y)))
    (x1, y1), (x2, y2) = shapely.get_coordinates(shapely.shortest_line(one, other)).tolist()
    return on_ground(scene, ((x1 + x2) / 2, (y1 + y2) / 2))


def order_in(
    scene: Scene, pair: tuple[Party, Party], paths: tuple[ScenePath, ScenePath]
) -> int | None:
    """Return the party whose body lies further back along the path, None if that is not drawn."""
    line = paths[0].line
    stations = []
    for party in pair:
        bodies = [
            one for one in scene.objects if isinstance(one, Body) and one.party_no == party.party_no
        ]
        bodies.sort(key=lambda body: body.moment is not Moment.IMPACT)
        if not bodies:
            return None
        stations.append(line.project(shapely.Point(on_ground(scene, bodies[0].at_m))))
    if abs(stations[0] - stations[1]) < AHEAD_M:
        return None
    return pair[0 if stations[0] < stations[1] else 1].party_no


def side_in(paths: tuple[ScenePath, ScenePath]) -> Side | None:
    """Return on which side of the first party's lane the other's lane lies before the junction."""
    first, other = paths
    length = first.line.length
    at = min(max((first.entry_m or length / 2) - BEFORE_M, 0.0), length - 1.0)
    here, there = first.line.interpolate(at), first.line.interpolate(at + 1.0)
    beside = other.line.interpolate(other.line.project(here))
    east, north = there.x - here.x, there.y - here.y
    to_the_right = (beside.x - here.x) * north - (beside.y - here.y) * east
    if abs(to_the_right) < BESIDE_M * math.hypot(east, north):
        return None
    return Side.RIGHT if to_the_right > 0 else Side.LEFT
