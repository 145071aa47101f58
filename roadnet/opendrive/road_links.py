"""Which ends of roads meet: the links of a file as nodes of the map."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from roadnet.model import RoadEnd
from roadnet.opendrive.document import key, natural_order

ENDS = {"predecessor": RoadEnd.START, "successor": RoadEnd.END}
NO_JUNCTION = frozenset({"-1", ""})


@dataclass(frozen=True, slots=True, order=True)
class End:
    """An end of a road of a file."""

    road: str
    end: RoadEnd


@dataclass(frozen=True, slots=True)
class RoadLinks:
    """What the roads of a file say of their ends."""

    ends: Mapping[End, End]  # the road end each road end is linked to
    junctions: Mapping[End, str]  # the junction each road end leads to
    inside: Mapping[str, str]  # the junction each connecting road belongs to


def read_links(
    roads: Iterable[etree._Element], junctions_of_file: Iterable[etree._Element]
) -> RoadLinks:
    """Return the links between roads, and between roads and junctions.

    A connecting road without links of its own is linked by the connections it is named in.
    """
    ends: dict[End, End] = {}
    junctions: dict[End, str] = {}
    inside: dict[str, str] = {}
    for road in roads:
        road_id = key(road)
        junction = road.get("junction", "-1").strip()
        if junction not in NO_JUNCTION:
            inside[road_id] = junction
        for tag, end in ENDS.items():
            link = road.find(f"link/{tag}")
            if link is None or not link.get("elementId"):
                continue
            own = End(road_id, end)
            if link.get("elementType", "road") == "junction":
                junctions[own] = key(link, "elementId")
            else:
                contact = RoadEnd.END if link.get("contactPoint") == "end" else RoadEnd.START
                ends[own] = End(key(link, "elementId"), contact)
    for element in junctions_of_file:
        for connection in element.findall("connection"):
            _add_connection(connection, element.get("id", "").strip(), ends, junctions)
    return RoadLinks(ends, junctions, inside)


def _add_connection(
    connection: etree._Element, junction: str, ends: dict[End, End], junctions: dict[End, str]
) -> None:
    """Add the link of a connection where the connecting road states none itself."""
    incoming, connecting = connection.get("incomingRoad"), connection.get("connectingRoad")
    contact = RoadEnd.END if connection.get("contactPoint") == "end" else RoadEnd.START
    leading = [end for end in RoadEnd if junctions.get(End(incoming or "", end)) == junction]
    if incoming and connecting and len(leading) == 1:
        ends.setdefault(End(connecting, contact), End(incoming, leading[0]))


def nodes_of(roads: Iterable[str], links: RoadLinks) -> dict[End, End]:
    """Return for every road end the end that stands for its node.

    Ends that are linked share a node. The ends of connecting roads share the node of the road
    they lead from or to, though their lines may begin beside it.

    Examples
    --------
    >>> links = RoadLinks({End("2", RoadEnd.START): End("1", RoadEnd.END)}, {}, {})
    >>> nodes_of(["1", "2"], links)[End("2", RoadEnd.START)]
    End(road='1', end=<RoadEnd.END: 'end'>)
    """
    parent = {End(road, end): End(road, end) for road in roads for end in RoadEnd}

    def root(end: End) -> End:
        while parent[end] != end:
            parent[end] = parent[parent[end]]
            end = parent[end]
        return end

    for one, other in links.ends.items():
        if one in parent and other in parent:
            first, second = sorted(
                (root(one), root(other)), key=lambda end: _order(end, links.inside)
            )
            parent[second] = first
    return {end: root(end) for end in parent}


def _order(end: End, inside: Mapping[str, str]) -> tuple[bool, tuple[int, int, str], bool]:
    """Return a sorting key that puts roads outside junctions first."""
    return end.road in inside, natural_order(end.road), end.end is RoadEnd.END
