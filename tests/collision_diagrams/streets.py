"""Small streets, made on the spot, and situations on them: each with what must be seen."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from collision_diagrams.model import DiagramType
from collision_diagrams.street_site import street_site
from crashes.demo_city.skeleton import nodes
from crashes.demo_city.street_map import demo_street_map
from roadnet.model import Anchor, CrossFeature, FeatureId, FeatureKind, Measured, RoadEnd
from roadnet.osm.read_streets import OsmChoice, read_osm_streets
from tests.collision_diagrams.make import crash, motorcycle, party, pedestrian, tables
from tests.roadnet.places import star

DAY = date(2025, 6, 1)
LONDON = (-0.1, 51.5)
TWO_LANES = {"highway": "tertiary", "lanes": "4", "sidewalk": "both"}
EAST, NORTH, WEST, SOUTH = 0.0, 90.0, 180.0, 270.0  # as `star` counts
FROM = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
STOPPED, BACKING, LEFT, RIGHT, LANE_RIGHT = "14", "02", "05", "06", "08"
FRONT, RIGHT_SIDE, REAR, LEFT_SIDE = "01", "02", "03", "04"


def star_site(*angles_deg, boxes=(), crosswalks=(), **options):
    """The street of one junction with arms at angles, counter-clockwise from east."""
    options.setdefault("tags", TWO_LANES)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "star.osm"
        path.write_text(star(angles_deg, **options), encoding="utf-8")
        streets = read_osm_streets(path, OsmChoice())
    (node,) = [one for one in streets.nodes if sum(_ends(road, one) for road in streets.roads) > 1]
    features = [
        *(before_arm(streets, way, FeatureKind.TWO_STAGE_BOX, -4.0, 2.5) for way in boxes),
        *(before_arm(streets, way, FeatureKind.CROSSWALK, 1.0, 4.0) for way in crosswalks),
    ]
    streets = replace(streets, cross_features=(*streets.cross_features, *features))
    return street_site(streets, (node.x_m, node.y_m), DAY)


def _ends(road, node):
    return node.node_id in {road.from_node, road.to_node}


def before_arm(streets, way, kind, offset_m, depth_m):
    """A waiting box or a crosswalk at the mouth of an arm."""
    (road,) = [road for road in streets.roads if f"w{way}n" in road.road_id]
    return CrossFeature(
        FeatureId(f"{kind}-{way}"),
        kind,
        road.road_id,
        RoadEnd.START,
        Anchor.MOUTH,
        offset=Measured(offset_m),
        depth=Measured(depth_m),
    )


def cross():
    return star_site(EAST, NORTH, WEST, SOUTH)


def tee():
    return star_site(EAST, WEST, SOUTH)


def five_arms():
    return star_site(EAST, 60.0, 135.0, 200.0, SOUTH)


def with_waiting_boxes():
    return star_site(EAST, NORTH, WEST, SOUTH, boxes=(100, 101, 102, 103))


def with_crosswalks():
    return star_site(EAST, NORTH, WEST, SOUTH, crosswalks=(100, 101, 102, 103))


def left_hand():
    return star_site(EAST, NORTH, WEST, SOUTH, origin=LONDON)


def roundabout():
    (node,) = [one for one in nodes().values() if one.shape == "roundabout"]
    return street_site(demo_street_map(), (node.x_m, node.y_m), DAY)


def stretch():
    """The east-west street of a crossing, 60 m away from it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "star.osm"
        path.write_text(star((EAST, WEST, SOUTH), tags=TWO_LANES, length_m=160.0), encoding="utf-8")
        streets = read_osm_streets(path, OsmChoice())
    (node,) = [one for one in streets.nodes if sum(_ends(road, one) for road in streets.roads) > 1]
    return street_site(streets, (node.x_m + 75.0, node.y_m), DAY)


def going(come, leave, action="09", contact=FRONT, make=party):
    """A party with recorded compass sides, by name or in degrees."""
    return make(action, contact, from_deg=FROM.get(come, come), to_deg=FROM.get(leave, leave))


@dataclass(frozen=True)
class Situation:
    """A place, its crashes, and how each must be read."""

    site: object
    crashes: tuple
    types: tuple[DiagramType, ...]


BEFORE = {"position_code": "02"}
T = DiagramType
SITUATIONS = {
    "head_on": Situation(
        stretch,
        (crash("10", going("west", "east"), going("east", "west")),),
        (T.HEADON,),
    ),
    "sideswipe_same_direction": Situation(
        stretch,
        (
            crash(
                "12",
                going("west", "east", LANE_RIGHT, RIGHT_SIDE),
                going("west", "east", contact="14", make=motorcycle),
            ),
        ),
        (T.SS_SAME,),
    ),
    "sideswipe_opposite": Situation(
        stretch,
        (
            crash(
                "11",
                going("west", "east", contact=LEFT_SIDE),
                going("east", "west", contact=LEFT_SIDE),
            ),
        ),
        (T.SS_OPP,),
    ),
    "rear_end": Situation(
        cross,
        (
            crash(
                "13",
                going("south", "north"),
                going("south", "north", STOPPED, REAR),
                **BEFORE,
            ),
        ),
        (T.REAR,),
    ),
    "chain_of_three": Situation(
        cross,
        (
            crash(
                "13",
                going("south", "north"),
                going("south", "north", contact=REAR),
                going("south", "north", STOPPED, REAR),
                **BEFORE,
            ),
        ),
        (T.REAR,),
    ),
    "reversing": Situation(
        stretch,
        (
            crash(
                "14",
                going("east", "west", BACKING, REAR),
                going("west", "east", STOPPED, FRONT),
            ),
        ),
        (T.BACK,),
    ),
    "crossing_at_a_cross": Situation(
        cross,
        (
            crash("15", going("south", "north"), going("east", "west", contact=LEFT_SIDE)),
            crash("15", going("south", "north"), going("east", "west", contact=LEFT_SIDE)),
        ),
        (T.ANGLE, T.ANGLE),
    ),
    "crossing_at_a_tee": Situation(
        tee,
        (
            crash(
                "15",
                going("south", "west", LEFT, LEFT_SIDE),
                going("west", "east", contact=FRONT, make=motorcycle),
            ),
        ),
        (T.L_FROMLEFT,),
    ),
    "crossing_at_five_arms": Situation(
        five_arms,
        (
            crash("15", going("south", 30.0), going(250.0, "east", contact=LEFT_SIDE)),
            crash("16", going(315.0, "east", LEFT, RIGHT_SIDE), going("south", 30.0)),
        ),
        (T.ANGLE, T.L_FROMRIGHT),
    ),
    "roundabout": Situation(
        roundabout,
        (
            crash("15", going("south", "north"), going("east", "west", contact=LEFT_SIDE)),
            crash("13", going("north", "south"), going("north", "south", STOPPED, REAR), **BEFORE),
        ),
        (T.ANGLE, T.REAR),
    ),
    "side_crash_right_turn": Situation(
        cross,
        (
            crash(
                "16",
                going("south", "east", RIGHT, RIGHT_SIDE),
                going("south", "north", contact="14", make=motorcycle),
            ),
        ),
        (T.R_HOOK,),
    ),
    "left_turn_oncoming": Situation(
        cross,
        (
            crash(
                "16",
                going("south", "west", LEFT, RIGHT_SIDE),
                going("north", "south", make=motorcycle),
            ),
        ),
        (T.L_OPP,),
    ),
    "pedestrian_on_crosswalk": Situation(
        with_crosswalks,
        (
            crash(
                "03",
                going("south", "west", LEFT),
                pedestrian(from_deg=0.0, to_deg=180.0),
            ),
        ),
        (T.P_CROSS_NEAR,),
    ),
    "object_struck": Situation(
        stretch,
        (crash("38", going("west", "east"), severity="A1"),),
        (T.FIXED,),
    ),
    "motorcycle_in_two_stages": Situation(
        with_waiting_boxes,
        (
            crash(
                "16",
                going("south", "west", LEFT, "14", make=motorcycle),
                going("north", "south", contact=FRONT),
            ),
        ),
        (T.L_OPP,),
    ),
    "left_hand_traffic": Situation(
        left_hand,
        (
            crash(
                "16",
                going("south", "east", RIGHT, LEFT_SIDE),
                going("north", "south", make=motorcycle),
            ),
            crash("13", going("west", "east"), going("west", "east", STOPPED, REAR), **BEFORE),
        ),
        (T.L_OPP, T.REAR),
    ),
}


def tables_of(name):
    """Crashes and parties of a situation."""
    return tables(*SITUATIONS[name].crashes)
