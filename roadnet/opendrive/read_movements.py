"""Follow the lanes of a junction: connections of a file as movements of the map."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from roadnet.model import (
    CurvePiece,
    Direction,
    JunctionId,
    Movement,
    MovementId,
    Priority,
    ReferenceLine,
    RoadEnd,
    Strip,
    Turn,
)
from roadnet.opendrive.curve_points import end_of, start_of
from roadnet.opendrive.document import key, whole_number
from roadnet.opendrive.lane_lines import line_beside, middle_of_strip, reversed_line
from roadnet.opendrive.read_roads import ReadRoad, ReadRoads, Source
from roadnet.opendrive.road_links import End

STRAIGHT_RAD = math.radians(20)
SLIGHT_RAD = math.radians(45)
SQUARE_RAD = math.radians(135)
SHARP_RAD = math.radians(160)


@dataclass(frozen=True, slots=True)
class Place:
    """A strip of a road by its section and its place in it, and how traffic passes it."""

    read: ReadRoad
    section: int
    strip: int
    with_stations: bool  # whether traffic passes it along the stations

    @property
    def one(self) -> Strip:
        """The strip."""
        return self.read.road.sections[self.section].strips[self.strip]

    @property
    def lane(self) -> int:
        """The id of its lane in the file."""
        return whole_number(self.read.lanes[self.section][self.strip], "id")

    @property
    def next_lane(self) -> int | None:
        """The lane it is linked to, in the direction of its traffic."""
        tag = "successor" if self.with_stations else "predecessor"
        return self.read.linked_lane(self.section, self.strip, tag)

    @property
    def is_open(self) -> bool:
        """Whether traffic may pass it that way."""
        way = Direction.FORWARD if self.with_stations else Direction.BACKWARD
        return self.one.direction in {way, Direction.BOTH}


def read_movements(
    junction: etree._Element, junction_id: JunctionId, roads: ReadRoads, source: Source
) -> Iterator[Movement]:
    """Yield the movements of a junction, one for each lane that leads through it.

    Links against the traffic, which some programs write, say nothing; links that lead nowhere
    are counted.
    """
    found: set[MovementId] = set()
    broken = 0
    for connection in junction.findall("connection"):
        connecting = connection.get("connectingRoad", "")
        if connecting not in roads.roads or roads.links.inside.get(connecting) is None:
            source.left.add(f"junction/connection type={junction.get('type', 'default')}")
            continue
        for link in connection.findall("laneLink"):
            path = _path(connection, link, roads)
            if path is None:
                broken += 1
            elif all(place.is_open for place in path):
                movement = _movement(path, junction_id, connecting, source)
                if movement.movement_id not in found:
                    found.add(movement.movement_id)
                    yield movement
    source.left.tell("{count} lane links of junctions lead to no lane.", broken)


def _path(connection: etree._Element, link: etree._Element, roads: ReadRoads) -> list[Place] | None:
    """Return the strips a lane link leads along, the first before the junction, the last after."""
    connecting = key(connection, "connectingRoad")
    contact = RoadEnd.END if connection.get("contactPoint") == "end" else RoadEnd.START
    before = roads.links.ends.get(End(connecting, contact))
    incoming = connection.get("incomingRoad", "")
    if before is None or before.road != incoming or incoming not in roads.roads:
        return None
    lane = whole_number(link, "to")
    first = _at_end(roads, before, whole_number(link, "from"), leaving=True)
    inside = _through(roads, End(connecting, contact), lane)
    if first is None or not inside:
        return None
    other = End(connecting, RoadEnd.START if contact is RoadEnd.END else RoadEnd.END)
    after = roads.links.ends.get(other)
    if after is None or after.road not in roads.roads:
        return None
    lane_after = inside[-1].next_lane
    last = None if lane_after is None else _at_end(roads, after, lane_after, leaving=False)
    return None if last is None else [first, *inside, last]


def _at_end(roads: ReadRoads, end: End, lane: int, *, leaving: bool) -> Place | None:
    """Return a lane at an end of a road, passed by traffic that leaves the road there or enters."""
    read = roads.roads[end.road]
    section = 0 if end.end is RoadEnd.START else len(read.road.sections) - 1
    strip = read.strip_of_lane(section, lane)
    with_stations = (end.end is RoadEnd.END) == leaving
    return None if strip is None else Place(read, section, strip, with_stations)


def _through(roads: ReadRoads, end: End, lane: int) -> list[Place]:
    """Return the strips of a connecting road that a lane runs along from one of its ends.

    Where a section does not say how a lane goes on, it goes on under the same id.
    """
    read = roads.roads[end.road]
    count = len(read.road.sections)
    along = end.end is RoadEnd.START
    places: list[Place] = []
    for section in range(count) if along else range(count - 1, -1, -1):
        strip = read.strip_of_lane(section, lane)
        if strip is None:
            return []
        places.append(Place(read, section, strip, along))
        following = places[-1].next_lane
        lane = lane if following is None else following
    return places


def _movement(
    path: list[Place], junction_id: JunctionId, connecting: str, source: Source
) -> Movement:
    first, inside, last = path[0], path[1:-1], path[-1]
    pieces: list[CurvePiece] = []
    for place in inside:
        road = place.read.road
        section = road.sections[place.section]
        middle = middle_of_strip(road, place.section, place.strip)
        own = line_beside(road.line, middle, section.start_m, section.end_m)
        pieces += own if place.with_stations else reversed_line(own)
    modes = first.one.allowed & last.one.allowed
    for place in inside:
        modes &= place.one.allowed
    number = junction_id.removeprefix(f"{source.area}/j")
    return Movement(
        movement_id=MovementId(f"{source.area}/m{number}.{connecting}.{inside[0].lane}"),
        junction_id=junction_id,
        from_strip=first.one.strip_id,
        to_strip=last.one.strip_id,
        turn=turn_of(pieces),
        modes=modes,
        connector=ReferenceLine(tuple(pieces)),
        priority=Priority.UNKNOWN,
        stated=source.stated,
    )


def turn_of(pieces: list[CurvePiece]) -> Turn:
    """Return what a path does by how much it turns from its start to its end.

    Examples
    --------
    >>> from roadnet.model import ArcPiece
    >>> turn_of([ArcPiece(0.0, 0.0, 0.0, 15.7, 0.1)]).value
    'left'
    """
    turned = math.remainder(end_of(pieces[-1])[2] - start_of(pieces[0])[2], math.tau)
    size = abs(turned)
    if size < STRAIGHT_RAD:
        return Turn.THROUGH
    if size > SHARP_RAD:
        return Turn.U_TURN
    left = turned > 0
    if size < SLIGHT_RAD:
        return Turn.SLIGHT_LEFT if left else Turn.SLIGHT_RIGHT
    if size > SQUARE_RAD:
        return Turn.SHARP_LEFT if left else Turn.SHARP_RIGHT
    return Turn.LEFT if left else Turn.RIGHT
