"""Hotspots of the open store, kept until the store or the choice changes."""

import streamlit as st

from crashes.model import CrashFilter
from hotspots.find import find_hotspots
from hotspots.model import Hotspots
from roadnet.crs import TAIWAN_CRS
from ui.store_access import data_version, read_crashes, read_junctions, store_settings

KEPT_SCREENINGS = 16


def screen(chosen: CrashFilter, *, eps_m: float, min_crashes: int | None) -> Hotspots:
    """Return the hotspots of the chosen crashes."""
    return _screen(data_version(), chosen, eps_m, min_crashes)


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
