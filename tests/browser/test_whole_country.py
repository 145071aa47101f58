"""The pages with the files of the whole country in the store."""

import os
import time

import pytest

from crashes.intake import read_crash_files
from crashes.relocation import relocate
from storage.open import open_store
from tests.browser.visiting import server

pytestmark = [pytest.mark.browser, pytest.mark.real_data, pytest.mark.slow]
ALLOWED_S = 2.0
LATER_COUNTIES = ("臺北市", "臺中市", "高雄市")


@pytest.fixture(scope="module")
def base(tmp_path_factory, real_data, chromium):  # noqa: ARG001 (no browser: no server)
    """A server over all police files."""
    folder = tmp_path_factory.mktemp("country")
    store = open_store(str(folder / "store.gpkg"))
    for batch in read_crash_files(sorted((real_data / "npa").rglob("NPA_*.csv"))):
        store.save_import(batch)
    relocate(store)
    store.close()
    with server(folder / "store.gpkg", folder / "server.log") as address:
        yield address


def hotspots_of(visitor, county):
    """Choose a county in place of another; return the seconds until its hotspots are there."""
    field = visitor.page.get_by_label("縣市", exact=True).first
    field.press("Backspace")  # takes the chosen one away
    visitor.page.wait_for_function("!new URLSearchParams(location.search).has('county')")
    visitor.settle()
    visitor.map_frame().locator(".daoan-site").first.wait_for(timeout=30_000)
    started = time.perf_counter()
    field.fill(county)
    field.press("Enter")
    visitor.page.wait_for_function(
        "county => new URLSearchParams(location.search).get('county') === county",
        arg=county,
        timeout=30_000,
    )
    visitor.settle()
    visitor.map_frame().locator(".daoan-site").first.wait_for(timeout=30_000)
    return time.perf_counter() - started


def test_hotspots_of_another_county_come_when_it_is_chosen(base, browse, shots):
    visitor = browse(base)
    visitor.open("hotspots?county=嘉義市&from=2025-01-01&to=2025-02-01")
    visitor.map_frame().locator(".daoan-site").first.wait_for(timeout=60_000)
    seconds = [hotspots_of(visitor, county) for county in LATER_COUNTIES]
    visitor.page.screenshot(path=shots / "country-hotspots.png")
    print("hotspots of a county and month:", [round(one, 2) for one in seconds], "s")
    assert visitor.map_frame().locator(".daoan-site").count() > 0
    assert len(seconds) == len(LATER_COUNTIES)
    if "DAOAN_MEASURE" in os.environ:
        assert sorted(seconds)[1] <= ALLOWED_S
