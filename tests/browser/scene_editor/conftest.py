"""The editor alone in a real browser."""

import pytest

from tests.browser.scene_editor.driving import Officer
from tests.browser.scene_editor.serving import EditorSite, served

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
SIZES = {"desk": (1280, 800), "tablet": (1024, 768)}


@pytest.fixture(scope="module")
def chromium_running(chromium, playwright_running):
    """One browser for the tests of a file."""
    browser = playwright_running.chromium.launch(executable_path=chromium, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def site():
    """The server of one test."""
    one = EditorSite()
    with served(one):
        yield one


@pytest.fixture
def context(chromium_running):
    """A fresh profile; pages of it are tabs of one browser."""
    made = chromium_running.new_context(
        viewport={"width": 1280, "height": 800}, has_touch=True, locale="zh-TW"
    )
    yield made
    made.close()


@pytest.fixture
def officer(site, context):
    """An officer with an empty scene open; nothing may have gone wrong in the page."""
    one = Officer(context.new_page(), site.address)
    one.open()
    yield one
    assert one.errors == []


@pytest.fixture
def free_officer(officer):
    """The same, with the guidance switched off."""
    officer.stop_guidance()
    return officer
