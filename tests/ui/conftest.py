"""A store for the pages, and the pages run without a browser."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.ui.invented_city import fill
from ui import store_access

ROOT = Path(__file__).parent.parent.parent
WAIT_S = 30


@pytest.fixture
def empty_store(tmp_path, monkeypatch):
    """An empty store that the pages open."""
    url = str(tmp_path / "store.gpkg")
    monkeypatch.setenv("DAOAN_STORE", url)
    store_access.the_store.cache_clear()
    st.cache_resource.clear()
    yield store_access.the_store()
    store_access.the_store().close()
    store_access.the_store.cache_clear()


@pytest.fixture
def store(empty_store):
    """A store with the invented city."""
    fill(empty_store)
    return empty_store


@pytest.fixture
def run_page(monkeypatch):
    """Run the app at a page; returns the AppTest, whose exceptions must be empty."""
    monkeypatch.chdir(ROOT)

    def run(page="", language="en", **query):
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=WAIT_S)
        if language != "zh-TW":
            test.query_params["lang"] = language
        for name, value in query.items():
            test.query_params[name] = value
        if page:
            test.switch_page(f"ui/screens/{page}.py")
        return test.run()

    return run
