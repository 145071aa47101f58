"""Every joint of the lanes of a file: where edges should meet and headings agree."""

import math
from collections import defaultdict
from itertools import pairwise

import numpy as np
from lxml import etree

from roadnet.model import RoadEnd
from roadnet.opendrive.contacts import face_of
from roadnet.opendrive.curve_points import end_of, start_of
from roadnet.opendrive.drawn_road import drawn_as_it_is

ENDS = {"predecessor": RoadEnd.START, "successor": RoadEnd.END}


def drawn_roads(streets):
    """The roads of streets that were read from a file, by their ids in it."""
    return {
        dict(road.external_ids)["opendrive"]: drawn_as_it_is(road, streets.driving_side)
        for road in streets.roads
    }


def lane_edges(road, section, lane, end):
    """Where both edges of a lane lie at an end of its section."""
    one = road.sections[section]
    place = one.index_of(lane)
    return face_of(road, section, end).edges_m[place : place + 2]


def gap_m(one, other):
    """How far the edges of two lanes are apart, taken the way they fit best."""
    plain, turned = np.hypot(*(one - other).T), np.hypot(*(one - other[::-1]).T)
    return float(min(plain.max(), turned.max()))


def gaps_of_links(content, streets):
    """Yield (what, gap in metres) for every lane link of a file."""
    root, roads = etree.fromstring(content), drawn_roads(streets)
    elements = {road.get("id"): road for road in root.findall("road")}
    for key, element in elements.items():
        sections = element.findall("lanes/laneSection")
        for number, section in enumerate(sections):
            for lane in section.iter("lane"):
                for link in lane.iterfind("link/*"):
                    there = beyond(element, sections, number, link.tag)
                    if there is None:
                        continue
                    own = lane_edges(roads[key], number, int(lane.get("id")), ENDS[link.tag])
                    other = lane_edges(roads[there[0]], there[1], int(link.get("id")), there[2])
                    yield f"{key}/{number}/{lane.get('id')} {link.tag}", gap_m(own, other)
    for connection in root.iterfind("junction/connection"):
        yield from gaps_of_connection(connection, elements, roads)


def beyond(road, sections, number, tag):
    """Road, section and end that lie beyond an end of a section."""
    following = number + (1 if tag == "successor" else -1)
    if 0 <= following < len(sections):
        end = RoadEnd.START if tag == "successor" else RoadEnd.END
        return road.get("id"), following, end
    link = road.find(f"link/{tag}")
    assert link is not None, "a lane is linked beyond a road that is not"
    if link.get("elementType") != "road":
        return None
    end = RoadEnd(link.get("contactPoint"))
    return link.get("elementId"), 0 if end is RoadEnd.START else -1, end


def gaps_of_connection(connection, elements, roads):
    connecting, contact = connection.get("connectingRoad"), RoadEnd(connection.get("contactPoint"))
    tag = "predecessor" if contact is RoadEnd.START else "successor"
    link = elements[connecting].find(f"link/{tag}")
    assert link.get("elementId") == connection.get("incomingRoad")
    arm = RoadEnd(link.get("contactPoint"))
    for one in connection.iterfind("laneLink"):
        own = lane_edges(
            roads[connecting], 0 if contact is RoadEnd.START else -1, int(one.get("to")), contact
        )
        there = lane_edges(
            roads[connection.get("incomingRoad")],
            0 if arm is RoadEnd.START else -1,
            int(one.get("from")),
            arm,
        )
        yield f"junction {connecting} {contact}", gap_m(own, there)


def kinks_deg(content, streets):
    """Yield (what, degrees) at the ends of connecting roads and between their pieces."""
    root, roads = etree.fromstring(content), drawn_roads(streets)
    for element in root.findall("road"):
        if element.get("junction") == "-1":
            continue
        key = element.get("id")
        for one, other in pairwise(roads[key].line.pieces):
            yield f"{key} inside", degrees(start_of(other)[2] - end_of(one)[2])
        for tag, end in ENDS.items():
            link = element.find(f"link/{tag}")
            there = RoadEnd(link.get("contactPoint"))
            turn = heading_out(roads[key], end) - heading_out(roads[link.get("elementId")], there)
            yield f"{key} {tag}", degrees(turn - math.pi)


def degrees(turn):
    return abs(math.degrees(math.remainder(turn, math.tau)))


def heading_out(road, end):
    normal = face_of(road, 0 if end is RoadEnd.START else len(road.sections) - 1, end).normal
    along = math.atan2(-normal[0], normal[1])
    return along + (math.pi if end is RoadEnd.START else 0.0)


def lanes_by_type(content):
    """How many lanes of each type a file holds."""
    counts = defaultdict(int)
    for lane in etree.fromstring(content).iterfind(".//laneSection/*/lane"):
        if lane.get("id") != "0":
            counts[lane.get("type")] += 1
    return dict(counts)
