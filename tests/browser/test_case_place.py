"""The place of a crash by the map, by the device, and what the map offers of it."""

import pytest

from crashes.demo_city.street_map import demo_street_map
from tests.browser.case_officer import CaseOfficer
from ui.maps.geodetic import to_lonlat

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NEAR = """([lat, lon]) => {
  const place = window.daoanCaseForm.map;
  place.map.setView([lat, lon], 19, { animate: false });
}"""


def at_node(key):
    node = next(one for one in demo_street_map().nodes if one.node_id == key)
    lon, lat = to_lonlat([node.x_m], [node.y_m], "EPSG:3826")
    return float(lat[0]), float(lon[0])


@pytest.mark.parametrize(("language", "size"), [("zh-TW", "desk"), ("en", "tablet")])
def test_a_click_on_the_map_and_the_device_give_the_place(
    serve, browse, shots, mapped_store, language, size
):
    visitor = browse(serve(mapped_store), size)
    page = visitor.page
    visitor.open(f"case?crash=entered-place&lang={language}")
    officer = CaseOfficer(visitor, touch=size == "tablet")
    page.locator(".daoan-case .map canvas").first.wait_for(state="attached")
    page.evaluate(NEAR, list(at_node("demo/D3")))
    box = page.locator(".daoan-case .map").bounding_box()
    officer.point_at(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("window.daoanCaseForm.current.place !== null")
    officer.wait_until_saved()
    case = officer.case()
    assert case["place"]["origin"] == "map"
    assert "×" in case["place"]["junction"]
    assert case["values"]["place_text"].endswith("口")
    assert "road_form_code" not in case["values"]  # offered, not filled in
    officer.enter("crash_type_code", "18")
    officer.wait_until_saved()
    page.reload()  # what the map offers is there again
    visitor.settle()
    page.locator('[data-name="road_form_code/suggested"]').click()
    officer.wait_until_saved()
    assert officer.case()["values"]["road_form_code"] in {"03", "04", "05"}
    page.screenshot(path=shots / f"case-place-{language}.png")

    lat, lon = at_node("demo/B2")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": lat, "longitude": lon})
    officer.chip("device")
    page.wait_for_function("window.daoanCaseForm.current.place.origin === 'device'")
    officer.wait_until_saved()
    assert officer.case()["place"]["junction"] != case["place"]["junction"]
    assert officer.case()["values"]["place_text"] != case["values"]["place_text"]
