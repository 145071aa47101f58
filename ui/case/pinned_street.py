"""The street under a scene: cut out of the version of the map that the scene pins."""

from datetime import UTC, date, datetime

import streamlit as st

from crashes.scene.base_map import BaseMap
from crashes.scene.map_pin import MapPin
from crashes.scene.pinned_street import box_around, pinned_base_map
from crashes.scene.street_facts import street_facts
from roadnet.geometry.build import build_geometry
from roadnet.model.record import Box, StreetArea, StreetRecord
from roadnet.open_ends import with_ends
from roadnet.records import streets_of
from ui.store_access import records_version, store_settings, the_store
from ui.street_map.kept import area_named, overview, street_areas

KEPT_STREETS = 12
EDGE_M = 60.0  # an area reaches so far beyond its nodes

Point = tuple[float, float]


def pin_now(at_m: Point, on: date) -> MapPin | None:
    """Return the map of a day as it is known now, around a place; None where there is no map."""
    area = area_around(at_m)
    return MapPin(area.name, on, datetime.now(UTC)) if area else None


def area_around(at_m: Point) -> StreetArea | None:
    """Return the smallest area of the map that reaches a place."""
    crs = store_settings().crs
    found = []
    for area in street_areas():
        box = overview(area).box_m if area.crs == crs else None
        if box and _holds(box, at_m):
            found.append(((box[2] - box[0]) * (box[3] - box[1]), area.name, area))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _holds(box: Box, at_m: Point) -> bool:
    west, south, east, north = box
    x, y = at_m
    return west - EDGE_M <= x <= east + EDGE_M and south - EDGE_M <= y <= north + EDGE_M


@st.cache_resource(max_entries=KEPT_STREETS, show_spinner=False)
def pinned_street(version: str, origin_m: Point) -> BaseMap:
    """Return the street around a scene with the ways through its junction.

    A version never changes, so this is kept whatever happens to the map.

    Parameters
    ----------
    version
        The map version of the scene, the text of a MapPin.
    origin_m
        The origin of the scene.
    """
    pin = MapPin.read(version)
    area = area_named(pin.area)
    return pinned_base_map(area, _records(area, origin_m, pin.on, pin.known_at), pin, origin_m)


def facts_of_place(at_m: Point, on: date) -> dict[str, str | int]:
    """Return what the map of a day says of a place, for the items of form (一)."""
    area = area_around(at_m)
    return _facts(records_version(), area.name, at_m, on) if area else {}


@st.cache_resource(max_entries=KEPT_STREETS, show_spinner=False)
def _facts(version: str, area: str, at_m: Point, on: date) -> dict[str, str | int]:  # noqa: ARG001
    found = area_named(area)
    streets = with_ends(streets_of(found, _records(found, at_m, on, None)))
    return street_facts(build_geometry(streets), at_m)


def _records(
    area: StreetArea, at_m: Point, on: date, known_at: datetime | None
) -> tuple[StreetRecord, ...]:
    box = box_around(at_m)
    return the_store().street_records(area.name, box_m=box, on=on, known_at=known_at)
