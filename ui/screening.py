"""Hotspots of the open store, kept until the store or the choice changes."""

import streamlit as st

from crashes.model import CrashFilter
from hotspots.find import find_hotspots
from hotspots.model import Hotspots
from roadnet.crs import TAIWAN_CRS
from ui.maps.base_map import Bounds
from ui.maps.hotspot_map import bounds_of
from ui.store_access import (
    read_crashes,
    read_junctions,
    records_version,
    store_settings,
    the_store,
)

KEPT_SCREENINGS = 16
KEPT_AREAS = 32


def screen(chosen: CrashFilter, *, eps_m: float, min_crashes: int | None) -> Hotspots:
    """Return the hotspots of the chosen crashes."""
    return _screen(records_version(), chosen, eps_m, min_crashes)


def area_of(counties: tuple[str, ...]) -> Bounds:
    """Return what a map of these counties shows; without counties: of all crashes."""
    return _area(records_version(), counties)


@st.cache_resource(max_entries=KEPT_AREAS, show_spinner=False)
def _area(version: str, counties: tuple[str, ...]) -> Bounds:  # noqa: ARG001 (as below)
    crashes = the_store().crashes(CrashFilter(counties=counties))
    return bounds_of(crashes, store_settings().crs or TAIWAN_CRS)


@st.cache_resource(max_entries=KEPT_SCREENINGS, show_spinner=False)
def _screen(
    version: str,  # noqa: ARG001 (a change of the store makes what was kept unfindable)
    chosen: CrashFilter,
    eps_m: float,
    min_crashes: int | None,
) -> Hotspots:
    return find_hotspots(
        read_crashes(chosen),
        read_junctions(),
        eps_m=eps_m,
        min_crashes=min_crashes,
        crs=store_settings().crs or TAIWAN_CRS,
    )
