"""The base map in a browser with the network cut: near, far, layers off, values of an element."""

import pytest

from crashes.demo_city.street_map import demo_street_map
from roadnet.records import area_of, records_of
from storage.open import open_store
from ui.maps.geodetic import to_lonlat

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PIXELS = """() => {
  const colours = {};
  for (const tile of document.querySelectorAll('canvas.leaflet-tile')) {
    const data = tile.getContext('2d').getImageData(0, 0, tile.width, tile.height).data;
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) {
      const key = [data[i], data[i + 1], data[i + 2]].join();
      colours[key] = (colours[key] || 0) + 1;
    }
  }
  return colours;
}"""
ASPHALT, SIDEWALK = "169,177,186", "241,236,224"
LOADED = "() => { const all = [...document.querySelectorAll('canvas.leaflet-tile')];"
LOADED += " return all.length > 0 && all.every((one) => one.matches('.leaflet-tile-loaded')); }"


@pytest.fixture
def street_store(tmp_path):
    """A store with the streets of the demo city and nothing else."""
    path = tmp_path / "streets.gpkg"
    streets = demo_street_map()
    store = open_store(str(path))
    store.change_settings(crs=streets.crs)
    store.save_streets(area_of(streets), records_of(streets), author="demo")
    store.close()
    return path


def go_near(frame, visitor, zoom):
    node = next(one for one in demo_street_map().nodes if one.node_id == "demo/D3")
    lon, lat = to_lonlat([node.x_m], [node.y_m], "EPSG:3826")
    place = [float(lat[0]), float(lon[0])]
    frame.evaluate(
        "([place, zoom]) => window.map.setView(place, zoom, {animate: false})", [place, zoom]
    )
    visitor.page.wait_for_timeout(300)
    frame.wait_for_function(LOADED, timeout=60_000)


@pytest.mark.parametrize(("language", "size"), [("zh-TW", "desk"), ("en", "tablet")])
def test_from_the_city_to_the_values_of_a_lane(serve, browse, shots, street_store, language, size):
    visitor = browse(serve(street_store), size)
    visitor.open(f"street_map?lang={language}")
    frame = visitor.map_frame()
    frame.wait_for_function(LOADED, timeout=60_000)
    visitor.page.wait_for_timeout(500)
    assert frame.evaluate(PIXELS)[ASPHALT] > 500
    visitor.page.screenshot(path=str(shots / f"street-map-city-{language}.png"))
    go_near(frame, visitor, 19)
    near = frame.evaluate(PIXELS)
    assert near[SIDEWALK] > 500
    frame.evaluate("document.querySelector('.daoan-switches').open = true")
    rows = frame.locator(".daoan-switches label")
    rows.filter(has_text={"en": "Sidewalk", "zh-TW": "人行道"}[language]).locator("input").uncheck()
    assert SIDEWALK not in frame.evaluate(PIXELS)
    assert not rows.filter(has_text={"en": "Bus lane", "zh-TW": "公車"}[language]).is_visible()
    frame.evaluate("document.querySelector('.daoan-switches').open = false")
    box = frame.locator(".leaflet-container").bounding_box()
    visitor.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    frame.locator(".daoan-facts dl").wait_for(timeout=5_000)
    assert "demo" in frame.locator(".daoan-facts").inner_text()
    word = {"en": "Name", "zh-TW": "名稱"}[language]
    assert word in frame.locator(".daoan-facts").inner_text()
    visitor.settle()
    visitor.page.screenshot(path=str(shots / f"street-map-junction-{language}.png"))


def choose_middle(frame, visitor):
    box = frame.locator(".leaflet-container").bounding_box()
    visitor.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def open_correcting(visitor):
    """Find a junction by its name and open the panel of corrections on what lies there."""
    page = visitor.page
    page.locator(".st-key-street_search input").fill("示安 禮讓")
    page.keyboard.press("Enter")
    page.locator(".st-key-street_found").wait_for(timeout=60_000)
    visitor.settle()
    visitor.map_frame().wait_for_function("window.map.getZoom() === 19", timeout=60_000)
    page.locator(".st-key-street_correcting label").first.click()
    page.locator("[data-testid=stColumn] iframe").wait_for(timeout=60_000)
    visitor.settle()
    frame = visitor.map_frame()
    frame.wait_for_function("window.map.getZoom() === 19", timeout=60_000)
    frame.wait_for_function(LOADED, timeout=60_000)
    return frame


def lane_of(frame):
    """Go to the middle of the leftmost strip of a road that leads to the junction."""
    road = next(one for one in demo_street_map().roads if one.road_id == "demo/bend-4-D4")
    (x1, y1), (x2, y2) = road.line.pieces[0].points_m[-2:]
    offset_m = sum(road.sections[-1].offsets_at(0.0)[:2]) / 2
    length_m = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    along, left = ((x2 - x1) / length_m, (y2 - y1) / length_m), (y1 - y2, x2 - x1)
    back_m = 60.0
    x = x2 - back_m * along[0] + offset_m * left[0] / length_m
    y = y2 - back_m * along[1] + offset_m * left[1] / length_m
    lon, lat = to_lonlat([x], [y], "EPSG:3826")
    frame.evaluate(
        "(place) => window.map.setView(place, 19, {animate: false})",
        [float(lat[0]), float(lon[0])],
    )


def test_an_officer_finds_a_junction_and_corrects_a_width(serve, browse, shots, mapped_store):
    visitor = browse(serve(mapped_store), "tablet")
    visitor.open("street_map?lang=en")
    frame = open_correcting(visitor)
    lane_of(frame)
    visitor.page.wait_for_timeout(500)
    frame.wait_for_function(LOADED, timeout=60_000)
    choose_middle(frame, visitor)
    page = visitor.page
    width = page.locator("[class*=st-key-strip_][class*=_width] input")
    width.wait_for(timeout=60_000)
    assert "Sidewalk" in page.locator("h3").first.inner_text()
    width.fill("4.40")
    page.locator("[class*=st-key-strip_][class*=_reason] input").fill("tape measure")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Save the correction").first.click()
    page.get_by_text("Saved. The map shows it.").first.wait_for(timeout=60_000)
    frame = visitor.map_frame()
    frame.locator(".daoan-facts dl", has_text="4.40 m ± 0.02 m").wait_for(timeout=60_000)
    assert "tape measure" in page.locator("[data-testid=stColumn]").nth(1).inner_text()
    visitor.settle()
    page.screenshot(path=str(shots / "street-map-corrected.png"))
    visitor.open("street_map?lang=en")
    corrections = page.get_by_text("Corrections of this area")
    corrections.wait_for(timeout=60_000)
    told = page.locator("[data-testid=stMain]").inner_text().replace("\u2060", "")
    assert "Corrections by people: 1" in told
    frame = visitor.map_frame()
    lane_of(frame)
    visitor.page.wait_for_timeout(500)
    frame.wait_for_function(LOADED, timeout=60_000)
    choose_middle(frame, visitor)
    frame.locator(".daoan-facts dl", has_text="4.40 m ± 0.02 m").wait_for(timeout=30_000)
    assert "surveyed" in frame.locator(".daoan-facts").inner_text()
