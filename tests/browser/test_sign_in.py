"""Signing in and out in a real browser: one click in the demo, a password elsewhere."""

import pytest

from storage.open import open_store
from tests.browser.visiting import OFFICER, PASSWORD
from tests.ui.invented_city import fill
from ui.sign_in import COOKIE

pytestmark = pytest.mark.browser


@pytest.fixture
def city_store(tmp_path):
    """A store of a city that is no demo."""
    path = tmp_path / "city.gpkg"
    store = open_store(str(path))
    fill(store)
    store.close()
    return path


def test_one_click_makes_the_officer_of_the_demo(serve, browse, shots, demo_store):
    visitor = browse(serve(demo_store), as_officer=False)
    visitor.open("imports?lang=en")
    visitor.page.get_by_text("Sign in to change anything here.").wait_for()
    assert visitor.page.locator("[data-testid=stFileUploader]").count() == 0
    visitor.page.screenshot(path=shots / "sign-in-demo-before.png")
    visitor.page.get_by_role("button", name="Sign in as officer").click()
    visitor.page.locator("[data-testid=stFileUploader]").first.wait_for(timeout=30_000)
    visitor.settle()
    assert "/imports" in visitor.page.url
    assert "lang=en" in visitor.page.url
    visitor.page.screenshot(path=shots / "sign-in-demo-after.png")


@pytest.mark.parametrize(("size", "lang"), [("desk", "en"), ("tablet", "zh-TW")])
def test_password_opens_the_forms_and_signing_out_closes_them(
    serve, browse, shots, city_store, size, lang
):
    said = {
        "en": ("Sign in", "Account", "Password", "Sign out", "do not fit"),
        "zh-TW": ("登入", "帳號", "密碼", "登出", "不正確"),
    }[lang]
    enter, account, password, leave, fault = said
    visitor = browse(serve(city_store), size, as_officer=False)
    page = visitor.page
    visitor.open(f"imports?lang={lang}")
    page.locator("a.daoan-sign-in").click()
    page.get_by_label(account).fill(OFFICER)
    page.get_by_label(password).fill("wrong password")
    page.screenshot(path=shots / f"sign-in-{size}-{lang}.png")
    page.get_by_role("button", name=enter).click()
    page.get_by_text(fault).wait_for()
    page.screenshot(path=shots / f"sign-in-refused-{size}-{lang}.png")
    heights = page.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden]), button, .back')]"
        ".map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
    page.get_by_label(password).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("[data-testid=stFileUploader]").first.wait_for(timeout=30_000)
    visitor.settle()
    page.screenshot(path=shots / f"signed-in-{size}-{lang}.png")
    cookie = next(one for one in page.context.cookies() if one["name"] == COOKIE)
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    assert COOKIE not in page.evaluate("document.cookie")
    page.locator("a.daoan-visitor", has_text=OFFICER).click()
    page.get_by_role("button", name=leave).click()
    page.locator("a.daoan-sign-in").wait_for(timeout=30_000)
    assert page.locator("[data-testid=stFileUploader]").count() == 0
    assert not [one for one in page.context.cookies() if one["name"] == COOKIE]


def test_page_that_is_open_saves_no_more_when_the_account_is_disabled(serve, browse, city_store):
    visitor = browse(serve(city_store))
    visitor.open("imports?lang=en")
    visitor.page.locator("[data-testid=stFileUploader]").first.wait_for(timeout=30_000)
    store = open_store(str(city_store))
    store.change_account(OFFICER, author="operator", disabled=True)
    store.close()
    visitor.page.get_by_text("Files on the server instead").click()
    visitor.page.get_by_label("One path on each line").fill("/etc/hostname")
    visitor.page.get_by_label("One path on each line").press("Control+Enter")
    visitor.page.get_by_text("Sign in to change anything here.").wait_for(timeout=30_000)
    visitor.settle()
    assert visitor.page.get_by_role("button", name="Import", exact=True).count() == 0
