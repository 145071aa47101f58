"""The app in a real browser with the network cut."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from crashes.demo_city.generate import make_demo_city
from crashes.demo_city.street_map import demo_street_map
from crashes.relocation import relocate
from roadnet.records import area_of, records_of
from storage.open import open_store
from tests.browser.visiting import TOKENS, Visitor, server
from ui.sign_in import COOKIE

SIZES = {"desk": (1280, 800), "tablet": (1024, 768)}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory):
    """A store with the demo city."""
    path = tmp_path_factory.mktemp("demo") / "demo.gpkg"
    city = make_demo_city()
    store = open_store(str(path))
    store.change_settings(**city.settings)
    store.save_junctions(city.junctions, replace_method="demo")
    store.save_import(city.batch)
    relocate(store)
    store.close()
    return path


@pytest.fixture
def mapped_store(demo_store, tmp_path):
    """A store of its own with the demo city and its streets."""
    path = tmp_path / "mapped.gpkg"
    path.write_bytes(demo_store.read_bytes())
    streets = demo_street_map()
    store = open_store(str(path))
    store.save_streets(area_of(streets), records_of(streets), author="demo")
    store.close()
    return path


@pytest.fixture
def serve(tmp_path):
    """Start the app over a store; it stops with the test."""
    with_servers = []

    def start(store):
        one = server(store, tmp_path / f"server-{len(with_servers)}.log")
        with_servers.append(one)
        return one.__enter__()

    yield start
    for one in with_servers:
        one.__exit__(None, None, None)


@pytest.fixture
def shots(tmp_path_factory):
    """Where screenshots go: the folder DAOAN_SCREENSHOTS, else one of the test run."""
    folder = os.environ.get("DAOAN_SCREENSHOTS")
    path = Path(folder) if folder else tmp_path_factory.mktemp("screenshots")
    path.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture(scope="session")
def playwright_running():
    """The one driver of a worker: a second one in the same thread would be refused."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def browse(chromium, playwright_running):
    """Open a visitor of a server, an officer unless told; nothing may have left the machine."""
    visitors = []
    browser = playwright_running.chromium.launch(executable_path=chromium, args=ARGUMENTS)

    def visit(base, size="desk", *, as_officer=True):
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=size == "tablet",
            accept_downloads=True,
        )
        if as_officer and base in TOKENS:
            context.add_cookies([{"name": COOKIE, "value": TOKENS[base], "url": base}])
        visitors.append(Visitor(context.new_page(), base))
        return visitors[-1]

    yield visit
    browser.close()
    assert [visitor.abroad for visitor in visitors] == [[] for _ in visitors]
    assert [visitor.errors for visitor in visitors] == [[] for _ in visitors]
