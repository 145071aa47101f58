"""How quick the base map is: the first close view of a junction, and the same one again.

Starts the app over a store with the streets given (default: the demo city), lets it warm up, opens
the base map and goes to junctions. Prints for each the seconds until all tiles are drawn, and the
kilobytes sent; a first view may take 1 s.

Run: python bench/street_views.py [FILE.osm]   (needs Chromium)
"""

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from crashes.demo_city.street_map import demo_street_map
from roadnet.geometry.build import build_geometry
from roadnet.model import Streets
from roadnet.osm.read_streets import read_osm_streets
from roadnet.records import area_of, records_of
from storage.open import open_store
from tests.browser.visiting import Visitor, server
from ui.maps.geodetic import to_lonlat

CHROMIUM = "/usr/bin/chromium"
WARM_UP_S = 12.0
JUNCTIONS = 8
ZOOM = 19
MOST_S = 1.0
TILES = (
    "() => { const all = [...document.querySelectorAll('canvas.leaflet-tile')];"
    " return all.length > 0 && all.every((one) => one.matches('.leaflet-tile-loaded')); }"
)


def places(streets: Streets) -> list[tuple[float, float]]:
    """Return longitude and latitude of junctions with the most arms, far from each other."""
    found = sorted(
        (area.junction for area in build_geometry(streets).junctions),
        key=lambda one: (-len(one.arms), one.junction_id),
    )
    lon, lat = to_lonlat([one.x_m for one in found], [one.y_m for one in found], streets.crs)
    return list(zip(lon.tolist(), lat.tolist(), strict=True))[: JUNCTIONS * 5 : 5]


def measure(page: Page, frame: object, place: tuple[float, float]) -> float:
    """Return the seconds until a place is drawn."""
    begin = time.perf_counter()
    frame.evaluate(  # type: ignore[attr-defined]
        "([lon, lat, zoom]) => window.map.setView([lat, lon], zoom, {animate: false})",
        [*place, ZOOM],
    )
    page.wait_for_timeout(30)
    frame.wait_for_function(TILES, timeout=60_000)  # type: ignore[attr-defined]
    return time.perf_counter() - begin


def main() -> int:
    """Measure and print."""
    streets = read_osm_streets(Path(sys.argv[1])) if len(sys.argv) > 1 else demo_street_map()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "streets.gpkg"
        store = open_store(str(path))
        store.change_settings(crs=streets.crs)
        store.save_streets(area_of(streets), records_of(streets), author="bench")
        store.close()
        with server(path, Path(folder) / "log") as base, sync_playwright() as playwright:
            time.sleep(WARM_UP_S)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            sizes: list[int] = []
            page.on(
                "response",
                lambda one: (
                    sizes.append(int(one.headers.get("content-length", 0)))
                    if "/data/streets" in one.url
                    else None
                ),
            )
            visitor = Visitor(page, base)
            begin = time.perf_counter()
            visitor.open("street_map?lang=en")
            frame = visitor.map_frame()
            frame.wait_for_function(TILES, timeout=60_000)
            page_s = time.perf_counter() - begin
            print(f"{len(streets.roads):,} roads; page with the city {page_s:.2f} s")
            firsts = []
            for place in places(streets):
                sizes.clear()
                firsts.append(measure(page, frame, place))
                print(f"first view {firsts[-1]:.2f} s, {sum(sizes) / 1000:.0f} kB")
            again = [measure(page, frame, place) for place in places(streets)]
            print(f"first: worst {max(firsts):.2f} s; again: worst {max(again):.2f} s")
            browser.close()
    return int(max(firsts) > MOST_S)


if __name__ == "__main__":
    sys.exit(main())
