"""The open store of the app, and what is read from it; opened and kept here and only here.

What is read is kept until the store changes and is shared by all users: a table from here is never
changed in place.
"""

import os
from datetime import date
from functools import cache

import pandas as pd
import streamlit as st

from crashes.model import CrashFilter, QuarantineState
from roadnet.model import Junction
from storage.open import open_store
from storage.store import Store, StoreSettings

DEFAULT_STORE = "./var/daoan.gpkg"
KEPT_TABLES = 8
KEPT_COUNTS = 200


@cache
def the_store() -> Store:
    """Return the store that this process serves, opened once (also for the routes)."""
    return open_store(os.environ.get("DAOAN_STORE", DEFAULT_STORE))


def data_version() -> str:
    """Return the version of what the store holds; another one after every change by anybody."""
    return the_store().data_version()


def records_version() -> str:
    """Return the version of crashes, junctions, streets and settings.

    Unlike `data_version` it stays the same when somebody saves a scene, a case or a reading, so
    what was read or computed from records alone is kept by it.
    """
    return the_store().records_version()


def store_settings() -> StoreSettings:
    """Return the settings of the store."""
    return _settings(records_version())


def read_crashes(chosen: CrashFilter) -> pd.DataFrame:
    """Return the chosen crashes."""
    return _crashes(records_version(), chosen)


def count_crashes(chosen: CrashFilter) -> int:
    """Return how many crashes are chosen."""
    return _count(records_version(), chosen)


def read_junctions() -> tuple[Junction, ...]:
    """Return all junctions of the store."""
    return _junctions(records_version())


def read_coverage() -> pd.DataFrame:
    """Return the coverage of the store."""
    return _coverage(records_version())


def counties_of_store() -> tuple[str, ...]:
    """Return the counties that have crashes, in the order of their names."""
    return tuple(sorted(read_coverage()["county"].dropna().unique()))


def period_of_store() -> tuple[date, date]:
    """Return the days of the first and the last crash; there must be one."""
    return _period(records_version())


def read_imports() -> pd.DataFrame:
    """Return the imported files with their counts."""
    return _imports(records_version())


def count_quarantined(state: QuarantineState) -> int:
    """Return how many rows are in this state."""
    return len(read_quarantined(state))


def read_quarantined(state: QuarantineState) -> pd.DataFrame:
    """Return the rows in this state."""
    return _quarantined(records_version(), state)


# The version is an argument so that a change of the store makes what was kept unfindable.


@st.cache_resource(max_entries=2, show_spinner=False)
def _settings(version: str) -> StoreSettings:  # noqa: ARG001
    return the_store().settings()


@st.cache_resource(max_entries=KEPT_TABLES, show_spinner=False)
def _crashes(version: str, chosen: CrashFilter) -> pd.DataFrame:  # noqa: ARG001
    return the_store().crashes(chosen)


@st.cache_resource(max_entries=KEPT_COUNTS, show_spinner=False)
def _count(version: str, chosen: CrashFilter) -> int:  # noqa: ARG001
    return the_store().count_crashes(chosen)


@st.cache_resource(max_entries=2, show_spinner=False)
def _junctions(version: str) -> tuple[Junction, ...]:  # noqa: ARG001
    return the_store().junctions()


@st.cache_resource(max_entries=2, show_spinner=False)
def _coverage(version: str) -> pd.DataFrame:  # noqa: ARG001
    return the_store().coverage()


@st.cache_resource(max_entries=2, show_spinner=False)
def _imports(version: str) -> pd.DataFrame:  # noqa: ARG001
    return the_store().imports()


@st.cache_resource(max_entries=3, show_spinner=False)
def _quarantined(version: str, state: QuarantineState) -> pd.DataFrame:  # noqa: ARG001
    return the_store().quarantined(state=state)


@st.cache_resource(max_entries=2, show_spinner=False)
def _period(version: str) -> tuple[date, date]:  # noqa: ARG001
    count = the_store().count_crashes()
    ends = [the_store().crashes(CrashFilter(limit=1, offset=row)) for row in (0, count - 1)]
    first, last = (crashes["occurred_at"].iloc[0].date() for crashes in ends)
    return first, last
