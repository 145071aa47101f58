"""Read `.osm` and `.osm.pbf` files into their elements."""

from pathlib import Path

import osmium
from lxml import etree

from errors import DaoanError
from roadnet.osm.elements import OsmData, OsmMember, OsmRelation, OsmWay, Tags

PBF_SUFFIX = ".pbf"
DELETED = "delete"  # what an editor writes on elements that are to go


class OsmFileError(DaoanError, ValueError):
    """A file is no OpenStreetMap file, or a damaged one."""


def read_osm_file(path: Path) -> OsmData:
    """Return the elements of an OpenStreetMap file, ways and relations ordered by id.

    Parameters
    ----------
    path
        A file ending in `.pbf`, or OpenStreetMap XML under any other name.

    Raises
    ------
    OsmFileError
        The file is missing, damaged, or holds no way.
    """
    if not path.is_file():
        raise OsmFileError("There is no file {path}.", path=path)
    data = _read_pbf(path) if path.suffix == PBF_SUFFIX else _read_xml(path)
    if not data.ways:
        raise OsmFileError("{path} holds no way of OpenStreetMap.", path=path)
    data.ways.sort(key=lambda way: way.way_id)
    data.relations.sort(key=lambda relation: relation.relation_id)
    return data


def _read_xml(path: Path) -> OsmData:
    data = OsmData()
    take = {"node": _take_node, "way": _take_way, "relation": _take_relation}
    try:
        with path.open("rb") as file:
            for _, element in etree.iterparse(
                file, tag=tuple(take), resolve_entities=False, no_network=True
            ):
                if element.get("action") != DELETED and element.get("visible") != "false":
                    take[element.tag](element, data)
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
    except (etree.XMLSyntaxError, KeyError, TypeError, ValueError) as error:
        raise OsmFileError(
            "{path} cannot be read as OpenStreetMap XML: {reason}", path=path, reason=str(error)
        ) from error
    return data


def _tags(element: etree._Element) -> dict[str, str]:
    return {tag.get("k", ""): tag.get("v", "") for tag in element.iterchildren("tag")}


def _take_node(element: etree._Element, data: OsmData) -> None:
    key = int(element.get("id", ""))
    data.places[key] = (float(element.get("lon", "")), float(element.get("lat", "")))
    if len(element) and (tags := _tags(element)):
        data.node_tags[key] = tags


def _take_way(element: etree._Element, data: OsmData) -> None:
    nodes = tuple([int(node.get("ref", "")) for node in element.iterchildren("nd")])
    data.ways.append(OsmWay(int(element.attrib["id"]), nodes, _tags(element)))


def _take_relation(element: etree._Element, data: OsmData) -> None:
    members = tuple(
        OsmMember(member.get("type", ""), int(member.attrib["ref"]), member.get("role", ""))
        for member in element.iterchildren("member")
    )
    data.relations.append(OsmRelation(int(element.attrib["id"]), members, _tags(element)))


def _read_pbf(path: Path) -> OsmData:
    data = OsmData()
    member_kinds = {"n": "node", "w": "way", "r": "relation"}
    try:
        for element in osmium.FileProcessor(str(path)):
            tags: Tags = {tag.k: tag.v for tag in element.tags}
            if isinstance(element, osmium.osm.Node):
                data.places[element.id] = (element.location.lon, element.location.lat)
                if tags:
                    data.node_tags[element.id] = tags
            elif isinstance(element, osmium.osm.Way):
                nodes = tuple(node.ref for node in element.nodes)
                data.ways.append(OsmWay(element.id, nodes, tags))
            elif isinstance(element, osmium.osm.Relation):
                members = tuple(
                    OsmMember(member_kinds[member.type], member.ref, member.role)
                    for member in element.members
                )
                data.relations.append(OsmRelation(element.id, members, tags))
    except (RuntimeError, osmium.InvalidLocationError) as error:
        raise OsmFileError(
            "{path} cannot be read as OpenStreetMap PBF: {reason}", path=path, reason=str(error)
        ) from error
    return data
