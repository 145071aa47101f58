"""The places of the open store that have names, kept until the store changes."""

from collections import defaultdict
from math import hypot

import streamlit as st

from crashes.model import CrashFilter, PlaceKind
from crashes.place_search import FoundKind, NamedPlace, find_places
from crashes.places import junction_name, read_place
from roadnet.geometry.plan_line import sample
from roadnet.model import Streets
from roadnet.records import streets_of
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
            places += _of_streets(streets_of(area, the_store().street_records(area.name)))
    return _once(places)


def _of_streets(streets: Streets) -> list[NamedPlace]:
    """Return the crossings and the roads of an area."""
    names: dict[str, set[str]] = defaultdict(set)
    longest: dict[str, tuple[float, float, float]] = {}
    for road in streets.roads:
        if not road.name:
            continue
        names[road.from_node].add(road.name)
        names[road.to_node].add(road.name)
        points = sample(road.line)[1]
        x, y = points[len(points) // 2]
        length = road.line.length_m
        if length > longest.get(road.name, (0.0, 0.0, 0.0))[0]:
            longest[road.name] = (length, float(x), float(y))
    nodes = {str(node.node_id): node for node in streets.nodes}
    crossings = [
        NamedPlace(
            FoundKind.JUNCTION, tuple(junction_name(tuple(found)).split("×")), node.x_m, node.y_m
        )
        for key, found in sorted(names.items())
        if len(found) >= CROSSING and (node := nodes.get(key)) is not None
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
