"""Blocks, geometry and extent of the areas of the open store, kept until the store changes."""

import gzip
import json
from datetime import date, datetime

import streamlit as st

from errors import DaoanError
from language import Language, chosen_language, in_language
from roadnet.geometry.build import build_geometry
from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.model import Streets
from roadnet.model.record import Box, StreetArea
from roadnet.records import streets_of
from ui.maps.geodetic import to_lonlat
from ui.store_access import data_version, the_store
from ui.street_map.block import AROUND_M, DETAIL_LEVEL, Block, part_of_area
from ui.street_map.detail import detail_of
from ui.street_map.lines import lines_of
from ui.street_map.shapes import written_block

KEPT_BLOCKS = 600
PACKING = 5


def today() -> date:
    """Return the day that it is here."""
    return datetime.now().astimezone().date()


def street_areas() -> tuple[StreetArea, ...]:
    """Return the areas of the store, by name."""
    return _areas(data_version())


def area_named(name: str) -> StreetArea:
    """Return the area with a name.

    Raises
    ------
    DaoanError
        The store has none of that name.
    """
    found = [area for area in street_areas() if area.name == name]
    if not found:
        raise DaoanError("There is no area {area} in the store.", area=name)
    return found[0]


def extent_m(area: StreetArea) -> Box | None:
    """Return the box around the nodes of an area; None when it has none."""
    return _extent(data_version(), area.name)


def extent_deg(area: StreetArea) -> Box | None:
    """Return west, south, east, north of an area in degrees."""
    box = extent_m(area)
    if box is None:
        return None
    lon, lat = to_lonlat([box[0], box[2]], [box[1], box[3]], area.crs)
    return float(lon[0]), float(lat[0]), float(lon[1]), float(lat[1])


def packed_block(area: str, day: date, block: Block) -> bytes:
    """Return a block in the language of the page as JSON, packed with gzip."""
    return _block(data_version(), area, day, block, chosen_language())


def streets_on(area: StreetArea, day: date) -> tuple[Streets, StreetGeometry]:
    """Return all streets of an area and their surfaces; for a large area this takes long."""
    return _streets(data_version(), area.name, day)


# The version is an argument so that a change of the store makes what was kept unfindable.


@st.cache_resource(max_entries=2, show_spinner=False)
def _areas(version: str) -> tuple[StreetArea, ...]:  # noqa: ARG001
    return the_store().street_areas()


@st.cache_resource(max_entries=20, show_spinner=False)
def _extent(version: str, name: str) -> Box | None:  # noqa: ARG001
    records = the_store().street_records(name)
    boxes = [one.box_m for one in records if one.kind == "nodes" and one.box_m]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


@st.cache_resource(max_entries=KEPT_BLOCKS, show_spinner=False)
def _block(version: str, name: str, day: date, block: Block, language: Language) -> bytes:  # noqa: ARG001
    area = area_named(name)
    box_m = block.box_m(area.crs)
    with in_language(language):
        if block.level == DETAIL_LEVEL:
            part = part_of_area(the_store(), area, block.box_m(area.crs, AROUND_M), day)
            shapes, names = detail_of(part, box_m, day)
        else:
            part = part_of_area(the_store(), area, box_m, day)
            shapes, names = lines_of(part, box_m, block.level)
        written = written_block(shapes, names, area.crs)
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), PACKING, mtime=0)


@st.cache_resource(max_entries=3, show_spinner=False)
def _streets(version: str, name: str, day: date) -> tuple[Streets, StreetGeometry]:  # noqa: ARG001
    streets = streets_of(area_named(name), the_store().street_records(name, on=day))
    return streets, build_geometry(streets)
