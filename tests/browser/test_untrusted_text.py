"""Markup in the texts of files runs nothing, on any page that shows them."""

import pytest

from storage.open import open_store
from tests.ui.invented_city import MARKUP, fill

pytestmark = pytest.mark.browser
EVIL = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>' + MARKUP
LAST = "invented-0059"


@pytest.fixture
def store(tmp_path):
    """A store whose place, junction, city and quarantined cells hold markup."""
    path = tmp_path / "store.gpkg"
    store = open_store(str(path))
    fill(store)
    store.change_settings(city_name=EVIL)
    named = [one for one in store.junctions() if one.junction_id != "j0"]
    evil = next(one for one in store.junctions() if one.junction_id == "j0")
    changed = type(evil)(evil.junction_id, EVIL, evil.x_m, evil.y_m, evil.road_names)
    store.save_junctions([*named, changed], replace_method="place_text")
    store.close()
    return path


def test_markup_of_files_is_shown_and_runs_nothing(serve, browse, store, shots):
    visitor = browse(serve(store))
    pages = ["", "imports", "records", f"record?crash={LAST}", "quarantine", "hotspots"]
    for page in [*pages, "hotspots?site=120.440000,23.480000,500", "diagram", "before_after"]:
        visitor.open(page)
        visitor.page.wait_for_timeout(800)
        for frame in visitor.page.frames:
            assert frame.evaluate("window.ran") is None, page
            assert frame.evaluate("document.querySelectorAll('img[src=\"x\"]').length") == 0, page
    visitor.open(f"record?crash={LAST}")
    assert visitor.page.locator("h1").first.inner_text().replace("\u2060", "") == MARKUP
    visitor.page.screenshot(path=shots / "untrusted-record.png")


def test_a_click_on_a_junction_named_by_markup_runs_nothing(serve, browse, store):
    visitor = browse(serve(store))
    visitor.open("hotspots")
    frame = visitor.map_frame()
    frame.locator(".daoan-site").first.click()
    visitor.page.wait_for_url("**site=**")
    visitor.settle()
    visitor.page.locator(".sheet svg").wait_for()
    assert visitor.page.evaluate("window.ran") is None
    assert frame.evaluate("window.ran") is None
