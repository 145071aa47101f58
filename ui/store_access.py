"""The open store of the app, and what is read from it; opened and kept here and only here."""

import os
from functools import cache

import pandas as pd
import streamlit as st
from storage.open import open_store

from crashes.model import CrashFilter
from roadnet.model import Junction
from storage.store import Store, StoreSettings

DEFAULT_STORE = "./var/daoan.gpkg"
KEPT_TABLES = 8  # large tables are shared by all users and must never be changed in place


@cache
def the_store() -> Store:
    """Return the store that this process serves, opened once (also for the routes)."""
    return open_store(os.environ.get("DAOAN_STORE", DEFAULT_STORE))


def store_settings() -> StoreSettings:
    """Return the settings of the store."""
    return the_store().settings()


def data_version() -> str:
    """Return the version of what the store holds; another one after every change by anybody."""
    return the_store().data_version()


def read_crashes(chosen: CrashFilter) -> pd.DataFrame:
    """Return the chosen crashes; shared by all users, so never change the table in place."""
    return _crashes(data_version(), chosen)


def read_junctions() -> tuple[Junction, ...]:
    """Return all junctions of the store."""
    return _junctions(data_version())


def read_coverage() -> pd.DataFrame:
    """Return the coverage of the store."""
    return _coverage(data_version())


@st.cache_resource(max_entries=KEPT_TABLES, show_spinner=False)
def _crashes(version: str, chosen: CrashFilter) -> pd.DataFrame:  # noqa: ARG001
    return the_store().crashes(chosen)


@st.cache_resource(max_entries=2, show_spinner=False)
def _junctions(version: str) -> tuple[Junction, ...]:  # noqa: ARG001
    return the_store().junctions()


@st.cache_resource(max_entries=2, show_spinner=False)
def _coverage(version: str) -> pd.DataFrame:  # noqa: ARG001
    return the_store().coverage()
