"""The places of the open store that have names, kept until the store changes."""

import json
from collections import defaultdict
from collections.abc import Sequence
from math import hypot

import streamlit as st

from crashes.model import CrashFilter, PlaceKind
from crashes.place_search import FoundKind, NamedPlace, find_places
from crashes.places import CROSS, junction_name, read_place
from roadnet.model.record import StreetRecord
from ui.store_access import read_crashes, read_junctions, records_version, store_settings, the_store

SAME_JUNCTION_M = 45.0  # nodes and junctions of the same name that lie nearer are one
ADDRESSES = 400  # crashes of the records that are looked through for a house number
CROSSING = 2


def places_named(typed: str) -> tuple[NamedPlace, ...]:
    """Return the places of the store that fit what was typed, the best first."""
    return (*_addresses(typed), *find_places(typed, known_places()))


def known_places() -> tuple[NamedPlace, ...]:
    """Return the junctions and roads of the store."""
    return _known(records_version())


@st.cache_resource(max_entries=2, show_spinner=False)
def _known(version: str) -> tuple[NamedPlace, ...]:  # noqa: ARG001
    places = [
        NamedPlace(FoundKind.JUNCTION, one.road_names, one.x_m, one.y_m)
        for one in read_junctions()
        if len(one.road_names) >= CROSSING
    ]
    crs = store_settings().crs
    for area in the_store().street_areas():
        if area.crs == crs:
            places += _of_records(the_store().street_records(area.name))
    return _once(places)


def _of_records(records: Sequence[StreetRecord]) -> list[NamedPlace]:
    """Return the crossings and the roads of an area.

    Only names, ends and places are read: whole roads of a large city would take long. A road
    stands for its name in the middle of its longest piece.
    """
    names: dict[str, set[str]] = defaultdict(set)
    longest: dict[str, tuple[float, float, float]] = {}
    nodes: dict[str, tuple[float, float]] = {}
    for record in records:
        if record.kind == "nodes" and record.box_m:
            nodes[record.key] = record.box_m[:2]
        if record.kind != "roads" or not record.box_m:
            continue
        known = json.loads(record.content)
        name = known.get("name")
        if not name:
            continue
        names[known["from_node"]].add(name)
        names[known["to_node"]].add(name)
        west, south, east, north = record.box_m
        length = hypot(east - west, north - south)
        if length > longest.get(name, (0.0, 0.0, 0.0))[0]:
            longest[name] = (length, (west + east) / 2, (south + north) / 2)
    crossings = [
        NamedPlace(FoundKind.JUNCTION, tuple(junction_name(tuple(found)).split(CROSS)), *nodes[key])
        for key, found in sorted(names.items())
        if len(found) >= CROSSING and key in nodes
    ]
    roads = [NamedPlace(FoundKind.ROAD, (name,), x, y) for name, (_, x, y) in longest.items()]
    return [*crossings, *roads]


def _once(places: list[NamedPlace]) -> tuple[NamedPlace, ...]:
    """Return each junction once: dual roads meet at several nodes."""
    kept: dict[str, list[NamedPlace]] = defaultdict(list)
    for one in places:
        apart = [hypot(one.x_m - two.x_m, one.y_m - two.y_m) for two in kept[one.title]]
        if min(apart, default=SAME_JUNCTION_M) >= SAME_JUNCTION_M:
            kept[one.title].append(one)
    return tuple(one for found in kept.values() for one in found)


def _addresses(typed: str) -> list[NamedPlace]:
    """Return the house of a crash of the records that is nearest to the number, if there is one."""
    wanted = read_place(typed)
    if wanted.place_kind is not PlaceKind.ADDRESS or not wanted.road_1 or not wanted.house_number:
        return []
    crashes = read_crashes(CrashFilter(text=wanted.road_1, limit=ADDRESSES))
    crashes = crashes[crashes["road_1"] == wanted.road_1]
    crashes = crashes[crashes["house_number"].notna() & crashes["x_m"].notna()]
    if crashes.empty:
        return []
    numbers = crashes["house_number"].str.extract(r"(\d+)")[0].astype(float)
    apart = (numbers - float(wanted.house_number.split("-")[0])).abs()
    nearest = crashes.loc[apart.sort_values(kind="stable").index[0]]
    name = f"{wanted.road_1}{nearest['house_number']}號"
    place = float(nearest["x_m"]), float(nearest["y_m"])
    return [NamedPlace(FoundKind.ADDRESS, (name,), *place)]
