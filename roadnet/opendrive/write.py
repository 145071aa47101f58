"""Write streets as OpenDRIVE 1.8.1: the writer's one door."""

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from lxml import etree
from pyproj import CRS

from language import Message
from roadnet.country import TAIWAN, country_of
from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.markings.layout import MarkingLayout
from roadnet.model import LOCAL_CRS, Movement, RoadId, Streets
from roadnet.opendrive.curve_points import points_along
from roadnet.opendrive.document import OpenDriveError
from roadnet.opendrive.drawn_road import DrawnRoad
from roadnet.opendrive.lane_links import LaneLinks, link_lanes
from roadnet.opendrive.lay_on_roads import lay_on_roads
from roadnet.opendrive.leftovers import Leftovers
from roadnet.opendrive.movement_roads import add_movements
from roadnet.opendrive.network import Network, draw_network
from roadnet.opendrive.plain_ids import PlainIds
from roadnet.opendrive.planned_marks import with_planned_lines
from roadnet.opendrive.write_junctions import (
    Numbers,
    groups_of,
    write_controllers,
    write_junctions,
)
from roadnet.opendrive.write_lanes import LaneTexts
from roadnet.opendrive.write_roads import OnRoad, RoadTexts, write_roads
from roadnet.opendrive.xml_text import add

ID = "opendrive"
EXTENT_STEPS = 9
Ids = tuple[str, tuple[tuple[str, str], ...]]  # key and external ids of a thing


@dataclass(frozen=True, slots=True)
class OpenDriveExport:
    """A file, and what could not be written."""

    content: bytes
    notes: tuple[Message, ...]


def opendrive_bytes(
    streets: Streets,
    movements: Iterable[Movement] = (),
    *,
    geometry: StreetGeometry | None = None,
    layout: MarkingLayout | None = None,
) -> bytes:
    """Return streets as an OpenDRIVE 1.8.1 file; see `export_opendrive`."""
    return export_opendrive(streets, movements, geometry=geometry, layout=layout).content


def export_opendrive(
    streets: Streets,
    movements: Iterable[Movement] = (),
    *,
    geometry: StreetGeometry | None = None,
    layout: MarkingLayout | None = None,
) -> OpenDriveExport:
    """Return streets as an OpenDRIVE 1.8.1 file, the same bytes for the same streets.

    Strips keep their edges: corners of polylines become arcs whose lanes vary in width so that
    the edges stay where the map has them. Roads end at the mouths of their junctions; every
    movement that no connecting road of a source leads along gets a connecting road of its own.

    Parameters
    ----------
    streets
        The streets.
    movements
        Movements through junctions, beside those of the streets: the derived ones.
    geometry
        The surfaces derived from the streets; None: derived here where they are needed.
    layout
        The markings laid out on a day: lines and outlines where the streets state none.

    Raises
    ------
    OpenDriveError
        There is no road to write.
    """
    if not streets.roads:
        raise OpenDriveError("There is no road to export.")
    if layout is not None:
        streets = with_planned_lines(streets, layout.lines)
    left = Leftovers()
    network = draw_network(streets, geometry)
    links = link_lanes(network)
    undrawn = add_movements(
        network, links, {m.movement_id: m for m in (*streets.movements, *movements)}.values()
    )
    left.tell("{count} movements could not be written as connecting roads.", len(undrawn))
    left.tell(
        "{count} roads lie inside junctions and were not written.", len(network.dropped_roads)
    )
    placed = (
        {}
        if layout is None
        else {str(one.feature.feature_id): one for one in layout.placed.features}
    )
    on_roads = lay_on_roads(streets, network, placed)
    return OpenDriveExport(_file(network, links, on_roads), left.notes())


def _file(
    network: Network,
    links: LaneLinks,
    on_roads: Mapping[RoadId, OnRoad],
) -> bytes:
    streets = network.streets
    signals = [asset for one in on_roads.values() for asset, _ in one.signals]
    groups = groups_of(streets.controllers, sorted(signals, key=lambda one: one.asset_id))
    numbers = _numbers(network, on_roads, groups)
    root = etree.Element("OpenDRIVE")
    _write_header(root, network)
    lanes = LaneTexts(links, streets.driving_side)
    country = TAIWAN if country_of(streets) == TAIWAN else ""  # whose codes signs have
    write_roads(root, RoadTexts(network, links, lanes, numbers, on_roads, country))
    write_controllers(root, groups, numbers)
    write_junctions(root, network, links, groups, numbers)
    etree.indent(root)
    text = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return bytes(text) + b"\n"


def _numbers(
    network: Network, on_roads: Mapping[RoadId, OnRoad], groups: Mapping[str, object]
) -> Numbers:
    """Return ids for everything that is written; those of the source stay."""
    streets = network.streets
    own = [on_roads[key] for key in sorted(on_roads)]
    signals: list[Ids] = [
        (asset.asset_id, asset.external_ids) for one in own for asset, _ in one.signals
    ]
    signals += [(f.feature_id, f.external_ids) for one in own for f, _ in one.signal_markings]
    objects: list[Ids] = []
    objects += [(f.feature_id, f.external_ids) for one in own for f, _, _ in one.features]
    objects += [(a.asset_id, a.external_ids) for one in own for a, _ in one.grounds]
    objects += [(a.asset_id, a.external_ids) for one in own for a, _, _ in one.lines]
    objects += [(a.asset_id, a.external_ids) for one in own for a, _ in one.points]
    prefix = f"{streets.area}/j"
    return Numbers(
        roads=PlainIds.of(
            (key, dict(road.road.external_ids).get(ID)) for key, road in network.roads.items()
        ),
        junctions=PlainIds.of(
            (key, key.removeprefix(prefix) if key.startswith(prefix) else None)
            for key in sorted(network.junctions)
        ),
        groups=PlainIds.of((key, key.rpartition(":")[2]) for key in groups),
        signals=PlainIds.of(
            (key, dict(ids).get(ID) or dict(ids).get("opendrive:signal"))
            for key, ids in sorted(signals)
        ),
        objects=PlainIds.of((key, dict(ids).get(ID)) for key, ids in sorted(objects)),
    )


def _write_header(root: etree._Element, network: Network) -> None:
    west, south, east, north = _extent(network.roads.values())
    header = add(
        root,
        "header",
        {
            "revMajor": "1",
            "revMinor": "8",
            "name": network.streets.area,
            "north": north,
            "south": south,
            "east": east,
            "west": west,
            "vendor": "Daoan",
        },
    )
    if network.streets.crs != LOCAL_CRS:
        reference = add(header, "geoReference")
        reference.text = etree.CDATA(_projection(network.streets.crs))


def _projection(crs: str) -> str:
    """Return a CRS in the form that OpenDRIVE asks for."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a PROJ string says less than a CRS: that is known
        return CRS.from_user_input(crs).to_proj4().removesuffix(" +type=crs")


def _extent(roads: Iterable[DrawnRoad]) -> tuple[float, float, float, float]:
    """Return west, south, east and north of all reference lines, rounded outward to a metre."""
    points = []
    for road in roads:
        at = points_along(road.line, np.linspace(0.0, road.length_m, EXTENT_STEPS))
        points.append(np.column_stack([at.x_m, at.y_m]))
    every = np.vstack(points)
    west, south = np.floor(every.min(axis=0)).tolist()
    east, north = np.ceil(every.max(axis=0)).tolist()
    return west, south, east, north
