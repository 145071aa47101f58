"""The desk of a diagram in a browser: choose, decide by a ghost, move by mouse, key, finger."""

import json
from contextlib import closing

import pytest

from storage.documents import DocumentKind
from storage.open import open_store

pytestmark = pytest.mark.browser
CROSSING = "119.954892,23.649421,40"  # of the demo city: one with crashes to decide
QUIET = "119.964094,23.648137,40"  # one with room to move glyphs


@pytest.fixture
def city(demo_store, tmp_path):
    """A store of its own with the demo city."""
    path = tmp_path / "city.gpkg"
    path.write_bytes(demo_store.read_bytes())
    return path


def documents(path, kind):
    with closing(open_store(str(path))) as store:
        return {one.key: one for one in store.documents(kind)}


def desk(visitor, **query):
    said = "&".join(f"{name}={value}" for name, value in query.items())
    visitor.open(f"diagram?{said}")
    visitor.page.locator(".sheet svg").wait_for(timeout=60_000)
    visitor.settle()
    return visitor.page


def chosen_hits(page):
    return page.locator(".sheet .hit.chosen").count()


def test_what_is_chosen_in_one_view_is_chosen_in_all_and_stands_in_the_address(
    serve, browse, shots, city
):
    visitor = browse(serve(city))
    page = desk(visitor, site=QUIET, mode="single", **{"from": "2025-01-01"})
    page.locator("[data-tab=matrix]").click()
    cell = page.locator(".matrix tbody tr").first.locator("button:not([disabled])").first
    count = int(cell.inner_text())
    cell.click()
    assert chosen_hits(page) == count
    page.wait_for_url(lambda url: "pick=" in url)
    visitor.settle()
    page.locator("[data-tab=stick]").click()
    assert page.locator(".stick th.chosen").count() == count
    page.screenshot(path=shots / "desk-chosen.png")

    address = page.url
    visitor.open(address.removeprefix(f"{visitor.base}/"))
    page.locator(".card").wait_for()
    assert chosen_hits(page) == count
    other = page.locator(".sheet .hit:not(.chosen)").first
    other.evaluate("element => element.scrollIntoView({block: 'center'})")
    other.click(force=True)
    page.get_by_role("button", name="開啟事故紀錄").click()
    page.get_by_text("回到清單").wait_for(timeout=30_000)
    assert "crash=demo-" in page.url


@pytest.mark.parametrize("size", ["desk", "tablet"])
def test_one_click_on_a_ghost_decides_and_undo_takes_it_back(serve, browse, shots, city, size):
    visitor = browse(serve(city), size)
    page = desk(visitor, site=CROSSING)
    page.locator(".bar .deciding").click()
    asked = page.locator(".undecided section.chosen")
    crash_id = asked.get_attribute("data-asked")
    assert asked.locator(".choice").count() >= 2
    ghosts = page.locator(f"[data-ghost-of='{crash_id}'][data-candidate='1']")
    ghosts.first.wait_for(state="visible")
    page.screenshot(path=shots / f"desk-ghosts-{size}.png")
    ghosts.first.click(force=True)
    page.get_by_role("button", name="復原").wait_for(timeout=30_000)
    visitor.settle()
    kept = documents(city, DocumentKind.READING)
    assert list(kept) == [crash_id]
    assert kept[crash_id].author
    assert page.locator(f".undecided section[data-asked='{crash_id}']").count() == 0
    page.get_by_role("button", name="復原").click()
    page.locator(f".undecided section[data-asked='{crash_id}']").wait_for(
        state="attached", timeout=30_000
    )
    assert documents(city, DocumentKind.READING) == {}


def middle(page, crash_id):
    box = page.locator(f".sheet .hit[data-crash-id='{crash_id}']").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def place_mm(page, crash_id):
    hit = page.locator(f".sheet .hit[data-crash-id='{crash_id}']")
    return float(hit.get_attribute("x")), float(hit.get_attribute("y"))


def drag_with_finger(page, start, end):
    finger = page.context.new_cdp_session(page)

    def touch(kind, *points):
        finger.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )

    touch("touchStart", start)
    for share in (0.3, 0.6, 1.0):
        touch("touchMove", tuple(a + share * (b - a) for a, b in zip(start, end, strict=True)))
    touch("touchEnd")


def drag_with_mouse(page, start, end):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=4)
    page.mouse.up()


@pytest.mark.parametrize(
    ("size", "drag"), [("desk", drag_with_mouse), ("tablet", drag_with_finger)]
)
def test_a_glyph_is_moved_by_hand_and_by_key_and_put_back(serve, browse, shots, city, size, drag):
    visitor = browse(serve(city), size)
    page = desk(visitor, site=QUIET, mode="single", **{"from": "2025-01-01"})
    page.locator(".bar [aria-pressed]", has_text="移動圖例").click()
    hit = page.locator(".sheet .hit").first
    hit.evaluate("element => element.scrollIntoView({block: 'center'})")
    crash_id = hit.get_attribute("data-crash-id")
    scale = page.locator(".sheet svg").first.bounding_box()["width"] / 420.0
    start, start_mm = middle(page, crash_id), place_mm(page, crash_id)
    drag(page, start, (start[0] + 50, start[1] - 25))
    back = page.get_by_role("button", name="全部復位")
    back.wait_for(timeout=30_000)
    visitor.settle()
    (placed,) = documents(city, DocumentKind.PLACEMENT).values()
    assert list(json.loads(placed.text)["moves"]) == [crash_id]
    by_hand = place_mm(page, crash_id)
    way = by_hand[0] - start_mm[0], by_hand[1] - start_mm[1]
    assert way == pytest.approx((50 / scale, -25 / scale), abs=1.0)

    page.locator(f".sheet .hit[data-crash-id='{crash_id}']").focus()
    for key in ("ArrowDown", "Shift+ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    visitor.settle()
    by_key = place_mm(page, crash_id)
    way = by_key[0] - by_hand[0], by_key[1] - by_hand[1]
    assert way == pytest.approx((5.0, 1.0), abs=0.05)
    page.screenshot(path=shots / f"desk-moved-{size}.png")

    back.click()
    back.wait_for(state="detached", timeout=30_000)
    visitor.settle()
    assert documents(city, DocumentKind.PLACEMENT) == {}
    assert place_mm(page, crash_id) == pytest.approx(start_mm, abs=0.05)
