"""The frame in a real browser: nothing leaves the machine, both languages, both sizes."""

import pytest

from tests.browser.visiting import server

pytestmark = pytest.mark.browser
PAGES = ["", "imports", "records", "quarantine", "hotspots", "diagram", "before_after"]
MIN_TOUCH_PX = 44


@pytest.fixture(scope="module")
def base(demo_store, tmp_path_factory, chromium):  # noqa: ARG001 (no browser: no server)
    """The address of one server over the demo city for all tests of this file."""
    with server(demo_store, tmp_path_factory.mktemp("log") / "server.log") as address:
        yield address


@pytest.mark.parametrize("size", ["desk", "tablet"])
def test_every_page_in_both_languages_leaves_the_network_alone(base, browse, shots, size):
    visitor = browse(base, size)
    for page in PAGES:
        titles = set()
        for language in ("", "?lang=en"):
            visitor.open(page + language)
            if page == "hotspots":
                visitor.map_frame().locator(".daoan-site").first.wait_for(timeout=30_000)
            visitor.page.wait_for_timeout(700)
            name = f"{page or 'home'}-{language[-2:] or 'zh'}-{size}.png"
            visitor.page.screenshot(path=shots / name)
            titles.add(visitor.page.title())
            assert visitor.page.locator("[data-testid=stException]").count() == 0, page
            assert visitor.page.locator("text=Oh no").count() == 0, page
        assert len(titles) == 2, f"{page} has one title in both languages: {titles}"


def test_invented_data_are_called_invented_on_every_page(base, browse):
    visitor = browse(base)
    for page in PAGES:
        visitor.open(page)
        assert visitor.page.locator(".daoan-demo").inner_text() == "示範資料，純屬虛構"


def test_what_is_touched_is_large_enough(base, browse):
    visitor = browse(base, "tablet")
    for page in PAGES:
        visitor.open(page)
        heights = visitor.page.evaluate(
            "[...document.querySelectorAll('[data-testid=stMain] button,"
            " [data-testid=stHeader] a')]"
            ".filter(e => e.offsetParent && e.innerText.trim())"
            ".map(e => [e.innerText, e.getBoundingClientRect().height])"
        )
        small = [one for one in heights if one[1] < MIN_TOUCH_PX]
        assert small == [], page


@pytest.mark.parametrize("size", ["desk", "tablet"])
@pytest.mark.parametrize("as_officer", [True, False])
def test_the_top_line_leaves_the_pages_their_room(base, browse, size, as_officer):
    visitor = browse(base, size, as_officer=as_officer)
    for language in ("", "?lang=en"):
        visitor.open(f"quarantine{language}")
        visitor.page.locator(".daoan-visitor").first.wait_for()
        visitor.page.wait_for_function(
            "() => { const top = document.querySelector('.st-key-daoan_top');"
            " const links = [...document.querySelectorAll('[data-testid=stTopNav] > *')]"
            ".filter(e => e.offsetParent && getComputedStyle(e).opacity !== '0');"
            " const left = top.getBoundingClientRect().left;"
            " return links.length > 3"
            " && links.every(e => e.getBoundingClientRect().right <= left + 1); }"
        )


def test_the_language_switch_translates_the_page_and_stays(base, browse):
    visitor = browse(base)
    visitor.open("records")
    visitor.page.get_by_role("radio", name="English").click(force=True)
    visitor.page.get_by_role("heading", name="Records").wait_for()
    visitor.page.get_by_role("link", name="Hotspots", exact=True).click()
    visitor.page.get_by_role("heading", name="Hotspots").wait_for()
    assert "lang=en" in visitor.page.url


def test_no_toolbar_menu_or_footer_of_the_framework(base, browse):
    visitor = browse(base)
    visitor.open()
    for part in ("stMainMenu", "stAppDeployButton", "stToolbarActions", "stDecoration"):
        found = visitor.page.locator(f"[data-testid={part}]")
        assert all(not found.nth(number).is_visible() for number in range(found.count())), part
