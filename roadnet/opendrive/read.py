"""Read an OpenDRIVE file: the reader's one door."""

from pathlib import Path

from lxml import etree

from language import Message
from roadnet.driving_side import country_at
from roadnet.model import LOCAL_CRS, DrivingSide, Method, Stated, Streets
from roadnet.opendrive.document import read_document, version_of
from roadnet.opendrive.leftovers import Leftovers
from roadnet.opendrive.placement import Placement, has_unusable_reference, placement_of
from roadnet.opendrive.read_junctions import read_junctions
from roadnet.opendrive.read_objects import ReadThings, read_objects
from roadnet.opendrive.read_roads import Source, read_roads, stated_sides
from roadnet.opendrive.read_signals import read_signals

KNOWN_MINOR_VERSIONS = range(4, 9)


def read_opendrive(
    path: Path,
    *,
    area: str | None = None,
    crs: str | None = None,
    origin: tuple[float, float] | None = None,
    driving_side: DrivingSide | None = None,
    map_crs: str | None = None,
) -> Streets:
    """Return the streets of an OpenDRIVE file.

    Roads keep their reference lines, sections, widths and marks exactly. The connecting roads of
    junctions are roads too (with the external id `opendrive:junction`), and every lane through a
    junction is a movement. What the map cannot hold is listed in `notes` with its count.

    Parameters
    ----------
    path
        A `.xodr` file of version 1.4 to 1.8.
    area
        Name of the area (default: the name of the file).
    crs
        CRS of the map; where the file does not say where it lies, the CRS of the file as well.
        Default: the CRS the file states if it has an EPSG code and is true to scale, else the one
        for its place, else `local`.
    origin
        Longitude and latitude of the origin of the file; wins over what the file says.
    driving_side
        Side of the road driven on; wins over what the file says.
    map_crs
        CRS of the map that the streets join: used where the file says its place, `crs` nothing.

    Raises
    ------
    OpenDriveError
        The file is no OpenDRIVE file of these versions, or says something that cannot be.
    ProjectionError
        `crs` is not known or not in metres, or `origin` is no place.
    """
    path = Path(path)
    root = read_document(path)
    left = Leftovers()
    placement = placement_of(root, crs, origin, map_crs)
    side, method = _driving_side(root, placement, driving_side)
    name = area or path.name.split(".")[0]
    stated = Stated(Method.OPENDRIVE, source=path.name)
    source = Source(name, placement, side, left, stated)
    roads = read_roads(root, source)
    junctions = read_junctions(root, roads, source)
    things = ReadThings()
    read_objects(roads, source, things)
    read_signals(root, roads, junctions.controller_of_group, source, things)
    return Streets(
        area=name,
        crs=placement.crs,
        driving_side=side,
        driving_side_method=method,
        nodes=roads.nodes,
        roads=tuple(sorted((one.road for one in roads.roads.values()), key=lambda r: r.road_id)),
        junctions=junctions.junctions,
        movements=junctions.movements,
        cross_features=tuple(sorted(things.features, key=lambda one: one.feature_id)),
        point_assets=tuple(sorted(things.points, key=lambda one: one.asset_id)),
        linear_assets=tuple(sorted(things.lines, key=lambda one: one.asset_id)),
        ground_areas=tuple(sorted(things.grounds, key=lambda one: one.asset_id)),
        controllers=junctions.controllers,
        notes=(*_notes(root, placement, method), *left.notes()),
    )


def _driving_side(
    root: etree._Element, placement: Placement, told: DrivingSide | None
) -> tuple[DrivingSide, Method]:
    """Return the side driven on: as told, as most roads state, by the country, else right."""
    if told is not None:
        return told, Method.OFFICER
    stated = stated_sides(root)
    if stated:
        side = max(sorted(stated), key=lambda one: stated[one])
        return side, Method.OPENDRIVE
    if placement.lon_lat is None:
        return DrivingSide.RIGHT, Method.ASSUMED
    country = country_at(*placement.lon_lat)
    return country.driving_side, country.method


def _notes(root: etree._Element, placement: Placement, method: Method) -> list[Message]:
    notes = []
    major, minor = version_of(root)
    if minor not in KNOWN_MINOR_VERSIONS:
        notes.append(
            Message(
                "The file declares OpenDRIVE {version}; it was read as 1.8.",
                {"version": f"{major}.{minor}"},
            )
        )
    if placement.crs == LOCAL_CRS:
        sentence = "The file does not say where it lies; its coordinates stay local metres."
        if has_unusable_reference(root):
            sentence = (
                "The geographic reference of the file cannot be used; its coordinates stay "
                "local metres."
            )
        notes.append(Message(sentence))
    if method is Method.ASSUMED:
        notes.append(
            Message("The side of the road driven on could not be known; right was assumed.")
        )
    if len(stated_sides(root)) > 1:
        notes.append(Message("Some roads of the file drive on the other side than most."))
    return notes
