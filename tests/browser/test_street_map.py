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
    frame.locator(".daoan-switches summary").click()
    frame.locator(".daoan-switches label").nth(9).locator("input").uncheck()  # sidewalks
    assert SIDEWALK not in frame.evaluate(PIXELS)
    frame.locator(".daoan-switches summary").click()
    box = frame.locator(".leaflet-container").bounding_box()
    visitor.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    frame.locator(".daoan-facts dl").wait_for(timeout=5_000)
    assert "demo" in frame.locator(".daoan-facts").inner_text()
    word = {"en": "Name", "zh-TW": "名稱"}[language]
    assert word in frame.locator(".daoan-facts").inner_text()
    visitor.settle()
    visitor.page.screenshot(path=str(shots / f"street-map-junction-{language}.png"))
