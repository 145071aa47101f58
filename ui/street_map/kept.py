"""Blocks, geometry and extent of the areas of the open store, kept until the store changes."""

import gzip
import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime

import streamlit as st

from errors import DaoanError
from language import Language, chosen_language, in_language
from roadnet.geometry.build import build_geometry
from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.model import Streets
from roadnet.model.record import Box, StreetArea, StreetOverview, StreetRecord
from roadnet.records import streets_of
from ui.maps.geodetic import to_lonlat
from ui.store_access import records_version, the_store
from ui.street_map.block import AROUND_M, DETAIL_LEVEL, Block, area_part
from ui.street_map.built import BuiltPart, build_part
from ui.street_map.detail import detail_of
from ui.street_map.lines import lines_of
from ui.street_map.shapes import written_block

KEPT_BLOCKS = 600
KEPT_PARTS = 40
PACKING = 5


def today() -> date:
    """Return the day that it is here."""
    return datetime.now().astimezone().date()


def street_areas() -> tuple[StreetArea, ...]:
    """Return the areas of the store, by name."""
    return _areas(records_version())


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


def overview(area: StreetArea) -> StreetOverview:
    """Return where an area lies and what is known of its days."""
    return _overview(records_version(), area.name)


def extent_deg(area: StreetArea) -> Box | None:
    """Return west, south, east, north of an area in degrees; None when it has no nodes."""
    box = overview(area).box_m
    if box is None:
        return None
    lon, lat = to_lonlat([box[0], box[2]], [box[1], box[3]], area.crs)
    return float(lon[0]), float(lat[0]), float(lon[1]), float(lat[1])


def packed_block(area: str, day: date, block: Block) -> bytes:
    """Return a block in the language of the page as JSON, packed with gzip."""
    return _block(records_version(), area, day, block, chosen_language())


def built_near(area: StreetArea, block: Block, day: date) -> BuiltPart:
    """Return the streets that come near a block with their surfaces and markings."""
    records = the_store().street_records(area.name, box_m=block.box_m(area.crs, AROUND_M), on=day)
    return _built(digest_of(area, records), day, block, _area=area, _records=records)


def streets_on(area: StreetArea, day: date) -> tuple[Streets, StreetGeometry]:
    """Return all streets of an area and their surfaces; for a large area this takes long."""
    return _streets(records_version(), area.name, day)


def digest_of(area: StreetArea, records: Sequence[StreetRecord]) -> str:
    """Return a text that is another one as soon as anything of some records is."""
    told = hashlib.sha256(f"{area.name} {area.crs} {area.driving_side}".encode())
    for one in records:
        told.update(f"{one.kind} {one.key} {one.recorded_at} {one.valid_from}\n".encode())
    return told.hexdigest()


# The version is an argument so that a change of the store makes what was kept unfindable; what is
# kept by a digest stays as long as the records of its place do.


@st.cache_resource(max_entries=2, show_spinner=False)
def _areas(version: str) -> tuple[StreetArea, ...]:  # noqa: ARG001
    return the_store().street_areas()


@st.cache_resource(max_entries=20, show_spinner=False)
def _overview(version: str, name: str) -> StreetOverview:  # noqa: ARG001
    return the_store().street_overview(name)


@st.cache_resource(max_entries=KEPT_BLOCKS, show_spinner=False)
def _block(version: str, name: str, day: date, block: Block, language: Language) -> bytes:  # noqa: ARG001
    area = area_named(name)
    around_m = AROUND_M if block.level == DETAIL_LEVEL else 0.0
    box_m = block.box_m(area.crs, around_m)
    records = the_store().street_records(area.name, box_m=box_m, on=day)
    digest = digest_of(area, records)
    return _packed(digest, day, block, language, _area=area, _records=records)


@st.cache_resource(max_entries=KEPT_BLOCKS, show_spinner=False)
def _packed(
    digest: str,
    day: date,
    block: Block,
    language: Language,
    *,
    _area: StreetArea,
    _records: Sequence[StreetRecord],
) -> bytes:
    box_m = block.box_m(_area.crs)
    with in_language(language):
        if block.level == DETAIL_LEVEL:
            built = _built(digest, day, block, _area=_area, _records=_records)
            shapes, names = detail_of(built, box_m)
        else:
            shapes, names = lines_of(area_part(_area, _records), box_m, block.level)
        written = written_block(shapes, names, _area.crs)
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), PACKING, mtime=0)


@st.cache_resource(max_entries=KEPT_PARTS, show_spinner=False)
def _built(
    digest: str,  # noqa: ARG001
    day: date,
    block: Block,
    *,
    _area: StreetArea,
    _records: Sequence[StreetRecord],
) -> BuiltPart:
    return build_part(area_part(_area, _records), day, block.box_m(_area.crs))


@st.cache_resource(max_entries=3, show_spinner=False)
def _streets(version: str, name: str, day: date) -> tuple[Streets, StreetGeometry]:  # noqa: ARG001
    streets = streets_of(area_named(name), the_store().street_records(name, on=day))
    return streets, build_geometry(streets)
