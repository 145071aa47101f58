"""Scenes made up on real movements: who came how is known, and what a scene shows is drawn.

How turns and sides are named here is written down by hand for each junction; nothing of it asks
the code that is tested.
"""

import math
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

import numpy as np
import shapely

from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.model import DiagramType, Side, Turn
from collision_diagrams.street_site import street_site
from crashes.scene.model import Body, Scene, Travel, TravelEnd
from roadnet.osm.read_streets import read_osm_streets
from tests.collision_diagrams.make import crash, party, pedestrian, tables
from tests.roadnet.places import osm_text, star

DAY = date(2025, 1, 15)
TWO_WAY = {"highway": "tertiary", "lanes": "2"}
WIDE = {"highway": "secondary", "lanes": "4"}
CLICK_M, CLICK_SIGMA_M, BEARING_SIGMA_DEG = (6.0, 30.0), 0.4, 4.0
MARK_SIGMA_M = 0.5
FRONT, RIGHT_SIDE, REAR, LEFT_SIDE = "01", "02", "03", "04"
ACTIONS = {Turn.THROUGH: "09", Turn.LEFT: "05", Turn.RIGHT: "06", Turn.U_TURN: "11"}

T, L, R, U = Turn.THROUGH, Turn.LEFT, Turn.RIGHT, Turn.U_TURN
TURNING = {  # construction -> side of the other, turns: written down from its definition
    DiagramType.ANGLE: ((Side.LEFT, T, T), (Side.RIGHT, T, T)),
    DiagramType.L_OPP: ((Side.OPPOSITE, L, T), (Side.OPPOSITE, T, L)),
    DiagramType.LL_OPP: ((Side.OPPOSITE, L, L),),
    DiagramType.L_FROMLEFT: ((Side.LEFT, L, T), (Side.RIGHT, T, L)),
    DiagramType.L_FROMRIGHT: ((Side.RIGHT, L, T), (Side.LEFT, T, L)),
    DiagramType.LL_CROSS: ((Side.RIGHT, L, L), (Side.LEFT, L, L)),
    DiagramType.R_MERGE: ((Side.LEFT, R, T), (Side.RIGHT, T, R)),
    DiagramType.LR_MERGE: ((Side.OPPOSITE, L, R), (Side.OPPOSITE, R, L)),
    DiagramType.R_HOOK: ((Side.SAME, R, T), (Side.SAME, T, R)),
    DiagramType.L_SAME: ((Side.SAME, L, T), (Side.SAME, T, L)),
    DiagramType.UTURN_OPP: ((Side.OPPOSITE, U, T), (Side.OPPOSITE, T, U)),
    DiagramType.UTURN_SAME: ((Side.SAME, U, T), (Side.SAME, T, U)),
}
STRAIGHT = {  # type code, side of the other, contacts, actions
    DiagramType.REAR: ("13", Side.SAME, (FRONT, REAR), ("09", "09")),
    DiagramType.SS_SAME: ("12", Side.SAME, (RIGHT_SIDE, LEFT_SIDE), ("09", "09")),
    DiagramType.HEADON: ("10", Side.OPPOSITE, (FRONT, FRONT), ("09", "09")),
    DiagramType.SS_OPP: ("11", Side.OPPOSITE, (LEFT_SIDE, LEFT_SIDE), ("09", "09")),
    DiagramType.BACK: ("14", Side.SAME, (REAR, FRONT), ("02", "09")),
    DiagramType.PARKED: ("17", Side.SAME, (FRONT, REAR), ("09", "13")),
    DiagramType.DOOR: ("17", Side.SAME, (LEFT_SIDE, FRONT), ("13", "09")),
}
ALONE = {
    DiagramType.OVERTURN: ("18", "09"),
    DiagramType.RUNOFF_R: ("19", "08"),
    DiagramType.RUNOFF_L: ("19", "07"),
    DiagramType.FIXED: ("38", "09"),
    DiagramType.ANIMAL: ("27", "09"),
    DiagramType.OTHER_1: ("29", "09"),
    DiagramType.TRAIN: ("31", "09"),
}
WALKING = {
    DiagramType.P_CROSS_NEAR: "03",
    DiagramType.P_CROSS_FAR: "03",
    DiagramType.P_WITH: "02",
    DiagramType.P_FACE: "01",
    DiagramType.P_PLAY: "04",
    DiagramType.P_WORK: "05",
    DiagramType.P_EMERGE: "07",
    DiagramType.P_STAND: "08",
    DiagramType.P_OTHER: "09",
}


@dataclass(frozen=True)
class Place:
    """A junction with its street; `across` holds the arms that face each other."""

    name: str
    site: object
    across: dict  # arm -> arm

    def clockwise(self, start, end):
        """How far an arm lies clockwise from another."""
        arms = self.site.arms
        return (arms[end].bearing_deg - arms[start].bearing_deg) % 360.0

    def side(self, first, second):
        if first == second:
            return Side.SAME
        if self.across.get(first) == second:
            return Side.OPPOSITE
        return Side.LEFT if self.clockwise(first, second) < self._ahead(first) else Side.RIGHT

    def turn(self, start, end):
        if start == end:
            return U
        if self.across.get(start) == end:
            return T
        return L if self.clockwise(start, end) < self._ahead(start) else R

    def _ahead(self, start):
        """Clockwise angle to the arm across, or straight on where there is none."""
        return self.clockwise(start, self.across[start]) if start in self.across else 180.0


@dataclass(frozen=True)
class Draft:
    """What happened, before it is drawn."""

    place: Place
    kind: DiagramType
    number: int
    keys: tuple  # arms of each vehicle: from, to
    lines: list  # its path
    impact: tuple
    shown: bool  # whether the officer marked the impact


@dataclass(frozen=True)
class Made:
    """One made-up crash: facts, scene, and the truth."""

    place: Place
    facts: object
    scene: Scene
    diagram_type: DiagramType
    impact_m: tuple


def places(folder):
    """T, cross, skew, five arms, roundabout; wide and narrow."""
    angles = {
        "T": (0, 90, 180),
        "cross": (0, 90, 180, 270),
        "skew": (0, 55, 180, 235),
        "five arms": (0, 70, 140, 180, 270),
    }
    across = {
        "T": [(0, 180)],
        "cross": [(0, 180), (90, 270)],
        "skew": [(0, 180), (55, 235)],
        "five arms": [(0, 180), (70, 270)],
        "roundabout": [(0, 180), (90, 270)],
    }
    found = []
    for name, given in angles.items():
        for tags in (TWO_WAY, WIDE):
            found.append(_place(folder, name, star(given, length_m=110.0, tags=tags), across[name]))
    found.append(_place(folder, "roundabout", roundabout(), across["roundabout"]))
    return found


def roundabout(radius_m=16.0, arms=4, length_m=110.0):
    nodes, ways, ring = {}, [], []
    for step in range(arms * 4):
        angle = math.tau * step / (arms * 4)
        nodes[10 + step] = (radius_m * math.cos(angle), radius_m * math.sin(angle))
        ring.append(10 + step)
    tags = {"highway": "tertiary", "junction": "roundabout", "oneway": "yes", "lanes": "1"}
    ways.append((500, [*ring, ring[0]], tags))
    for index in range(arms):
        angle = math.tau * index / arms
        nodes[100 + index] = (length_m * math.cos(angle), length_m * math.sin(angle))
        ways.append((600 + index, [10 + 4 * index, 100 + index], {**TWO_WAY, "name": f"r{index}"}))
    return osm_text(nodes, ways)


def _place(folder, name, text, across):
    path = folder / f"{name.replace(' ', '_')}_{len(text)}.osm"
    path.write_text(text, encoding="utf-8")
    streets = read_osm_streets(path)
    centre = _centre(streets)
    site = street_site(streets, centre, DAY)
    numbers = {}
    for one, other in across:
        first, second = (_arm_at(site, (90.0 - angle) % 360.0) for angle in (one, other))
        numbers |= {first: second, second: first}
    return Place(name, site, numbers)


def _centre(streets):
    xs, ys = zip(*((node.x_m, node.y_m) for node in streets.nodes), strict=True)
    weights = {node.node_id: 0 for node in streets.nodes}
    for road in streets.roads:
        weights[road.from_node] += 1
        weights[road.to_node] += 1
    inner = [node for node in streets.nodes if weights[node.node_id] > 1]
    return (
        (
            sum(node.x_m for node in inner) / len(inner),
            sum(node.y_m for node in inner) / len(inner),
        )
        if inner
        else (sum(xs) / len(xs), sum(ys) / len(ys))
    )


def _arm_at(site, bearing_deg):
    def off(number):
        turned = abs(site.arms[number].bearing_deg - bearing_deg) % 360.0
        return min(turned, 360.0 - turned)

    return min(range(len(site.arms)), key=off)


def made_scenes(folder, count, seed=1):
    """So many crashes, each type and each junction in turn."""
    rng = Random(seed)
    where = places(folder)
    kinds = [*TURNING, *STRAIGHT, *ALONE, *WALKING]
    found = []
    turn = 0
    while len(found) < count:
        kind, place = kinds[turn % len(kinds)], where[rng.randrange(len(where))]
        turn += 1
        made = _made(rng, place, kind, len(found))
        if made is not None:
            found.append(made)
    return found


def _made(rng, place, kind, number):
    if kind in TURNING:
        return _turning(rng, place, kind, number)
    if kind in STRAIGHT:
        return _straight(rng, place, kind, number)
    return _with_one_vehicle(rng, place, kind, number)


def _pairs(place):
    routes = place.site.routes
    for one in sorted(routes):
        for other in sorted(routes):
            yield one, other


def _turning(rng, place, kind, number):
    wanted = TURNING[kind]
    fitting = [
        (one, other)
        for one, other in _pairs(place)
        if (place.side(one[0], other[0]), place.turn(*one), place.turn(*other)) in wanted
    ]
    if not fitting:
        return None
    first, second = rng.choice(fitting)
    lines = [_line(rng.choice(place.site.routes[key])) for key in (first, second)]
    impact = _first_touch(*lines)
    if impact is None and wanted[0][0] is not Side.SAME:
        return None
    turns = place.turn(*first), place.turn(*second)
    code = "15" if kind is DiagramType.ANGLE else "16"
    record = crash(code, *(party(ACTIONS[one], "15") for one in turns))
    shown = impact is None or rng.random() < 0.3
    impact = impact or _where_they_part(*lines)
    draft = Draft(place, kind, number, (first, second), lines, impact, shown)
    return _finished(rng, draft, record)


def _straight(rng, place, kind, number):
    code, side, contacts, actions = STRAIGHT[kind]
    fitting = [
        (one, other)
        for one, other in _pairs(place)
        if place.side(one[0], other[0]) is side and place.turn(*one) is T is place.turn(*other)
    ]
    if not fitting:
        return None
    first, second = rng.choice(fitting)
    lines = [_line(rng.choice(place.site.routes[key])) for key in (first, second)]
    station = rng.uniform(40.0, 80.0)
    here = lines[0].interpolate(station)
    there = lines[1].interpolate(lines[1].project(here))
    impact = ((here.x + there.x) / 2, (here.y + there.y) / 2)
    given = {"cause_code": "40"} if kind is DiagramType.DOOR else {}
    parties = [party(actions[0], contacts[0], **given), party(actions[1], contacts[1])]
    record = crash(code, *parties)
    draft = Draft(place, kind, number, (first, second), lines, impact, True)
    return _finished(rng, draft, record)


def _with_one_vehicle(rng, place, kind, number):
    key = rng.choice([key for key in sorted(place.site.routes) if place.turn(*key) is T])
    line = _line(rng.choice(place.site.routes[key]))
    station = rng.uniform(30.0, line.length - 30.0)
    at = line.interpolate(station)
    draft = Draft(place, kind, number, (key,), [line], (at.x, at.y), True)
    if kind in ALONE:
        code, action = ALONE[kind]
        record = crash(code, party(action, "15"))
        return _finished(rng, draft, record)
    record = crash(WALKING[kind], party("09", FRONT), pedestrian())
    ahead = line.interpolate(station + 1.0)
    east, north = ahead.x - at.x, ahead.y - at.y
    right = -1.0 if kind is DiagramType.P_CROSS_FAR else 1.0
    start = (at.x + 8 * right * north, at.y - 8 * right * east)
    end = (at.x - 8 * right * north, at.y + 8 * right * east)
    made = _finished(rng, draft, record)
    walk = _walk(made.scene, start, end)
    return replace(made, scene=replace(made.scene, travels=(*made.scene.travels, walk)))


def _walk(scene, start, end):
    def local(point):
        return (point[0] - scene.origin_m[0], point[1] - scene.origin_m[1])

    way = math.degrees(math.atan2(end[0] - start[0], end[1] - start[1]))
    ends = TravelEnd(local(start), (way + 180.0) % 360.0), TravelEnd(local(end), way % 360.0)
    return Travel(2, *ends)


def _line(route):
    points = dict.fromkeys((*route.approach_m, *route.inside_m, *route.leave_m))
    return shapely.LineString(list(points))


def _first_touch(one, other):
    """The first place, in steps of 0.1 m, at which a path is as near to the other as it gets."""
    steps = shapely.line_interpolate_point(one, np.arange(0.0, one.length, 0.1))
    gaps = shapely.distance(steps, other)
    if gaps[0] < 0.6 or gaps.min() > 2.5:  # they leave one lane together, or never meet
        return None
    here = steps[int(np.argmax(gaps <= gaps.min() + 0.05))]
    near = other.interpolate(other.project(here))
    return ((here.x + near.x) / 2, (here.y + near.y) / 2)


def _where_they_part(one, other):
    """Where a path from the same approach has turned 2 m further away than it began."""
    steps = shapely.line_interpolate_point(one, np.arange(0.0, one.length, 0.1))
    gaps = shapely.distance(steps, other)
    here = steps[int(np.argmax(gaps > gaps[0] + 2.0))]
    return (here.x, here.y)


def _finished(rng, draft, record):
    """The scene of a crash: clicks on the lanes, and a mark of the impact where it is shown."""
    origin = (round(draft.place.site.centre_m[0]), round(draft.place.site.centre_m[1]))
    travels = []
    for order, (key, line) in enumerate(zip(draft.keys, draft.lines, strict=True), start=1):
        start, end = rng.uniform(*CLICK_M), line.length - rng.uniform(*CLICK_M)
        sides = [draft.place.site.arms[arm].bearing_deg for arm in key]
        if record["parties"][order - 1]["action_code"] == "02":  # backing: against its heading
            sides, (start, end) = sides[::-1], (end, start)
        ends = [
            TravelEnd(_near(rng, line.interpolate(at), origin), _turned(rng, side))
            for at, side in zip((start, end), sides, strict=True)
        ]
        travels.append(Travel(order, *ends))
    objects = ()
    if draft.shown:
        at = (
            draft.impact[0] - origin[0] + rng.gauss(0, MARK_SIGMA_M),
            draft.impact[1] - origin[1] + rng.gauss(0, MARK_SIGMA_M),
        )
        objects = (Body("impact", "impact", at, 0.0, 0.8, 0.8, "points"),)
    crash_id = f"g{draft.number:04d}"
    record = {**record, "crash_id": crash_id, "occurred_at": datetime(2025, 1, 15, 12)}
    (facts,) = facts_of_crashes(*tables(record))
    scene = Scene(crash_id, "EPSG:3826", origin, objects=objects, travels=tuple(travels))
    return Made(draft.place, facts, scene, draft.kind, draft.impact)


def _near(rng, point, origin):
    return (
        point.x - origin[0] + rng.gauss(0, CLICK_SIGMA_M),
        point.y - origin[1] + rng.gauss(0, CLICK_SIGMA_M),
    )


def _turned(rng, bearing_deg):
    return (bearing_deg + rng.gauss(0, BEARING_SIGMA_DEG)) % 360.0
