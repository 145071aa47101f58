"""A store for the pages, and the pages run without a browser."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from storage import passwords
from storage.accounts import Role
from tests.ui.invented_city import fill
from ui import store_access

ROOT = Path(__file__).parent.parent.parent
WAIT_S = 30
OFFICER, PASSWORD = "王小明", "correct horse battery"


@pytest.fixture
def sign_in(monkeypatch):
    """Sign somebody in at the pages: an officer unless told; None signs out."""
    monkeypatch.setattr(passwords, "_hasher", passwords.PasswordHasher(1, 8, 1))

    def enter(role=Role.OFFICER, name=OFFICER):
        token = ""
        if role is not None:
            store = store_access.the_store()
            if name not in {one.name for one in store.accounts()}:
                store.add_account(name, role=role, password=PASSWORD, author="operator")
            token = store.sign_in(name, PASSWORD, address="").token
        monkeypatch.setattr("ui.sign_in.token_of_page", lambda: token)

    return enter


@pytest.fixture
def empty_store(tmp_path, monkeypatch, sign_in):
    """An empty store that the pages open; an officer has signed in."""
    url = str(tmp_path / "store.gpkg")
    monkeypatch.setenv("DAOAN_STORE", url)
    store_access.the_store.cache_clear()
    st.cache_resource.clear()
    sign_in()
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
