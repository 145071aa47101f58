"""How quickly a save of a scene is acknowledged while many officers save at once.

Eight officers save scenes of 60 objects (21 kB) through the route of the app, each save on the
version before, for both engines; a ninth reads all crashes of a store meanwhile. Wanted: 300 ms
(95th percentile).

Run: python bench/scene_saves.py   (PostGIS is left out where it is not installed)

Printed on a machine with 2 cores whose load was 9 (other work was running):
embedded: 320 saves of 21 kB: median 52 ms, p95 246 ms, worst 1757 ms
postgis: 320 saves of 21 kB: median 117 ms, p95 253 ms, worst 315 ms
"""

import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from starlette.applications import Starlette

from crashes.scene.document import write_scene
from crashes.scene.model import Body, Scene
from storage.accounts import Role
from storage.open import open_store
from tests.postgis_server import NoPostgisError, running_postgis
from tests.storage.batches import large_batch
from tests.ui.asking import PlainBrowser
from ui.components.scene_editor.routes import scene_routes
from ui.components.scene_editor.shelf import Visitor
from ui.scene_shelf import StoreShelf
from ui.visitor import visitor_of

OFFICERS = 8
SAVES = 40
OBJECTS = 60
PASSWORD = "correct horse battery"


def scene_text(crash_id: str, number: int) -> bytes:
    """Return a scene of 60 cars, another one for each number."""
    cars = tuple(
        Body(f"b{n}", "vehicle", (n / 3 + number / 1000, 4.0), 90.0, 4.6, 1.8, "parties")
        for n in range(OBJECTS)
    )
    return write_scene(
        Scene(crash_id, "EPSG:3826", (195_000.0, 2_597_000.0), objects=cars)
    ).encode()


def measure(url: str) -> list[float]:
    """Return the time of each save in milliseconds."""
    store = open_store(url)
    store.save_import(large_batch(5_000))
    store.add_account("chen", role=Role.OFFICER, password=PASSWORD, author="bench")
    token = store.sign_in("chen", PASSWORD, address="").token

    def who_asks(_request: object) -> Visitor | None:
        account = store.signed_in(token)
        return visitor_of(account) if account else None

    app = Starlette(routes=scene_routes(lambda: StoreShelf(store), who_asks))
    took_ms: list[float] = []
    done = threading.Event()

    def officer(number: int) -> None:
        browser, crash_id = PlainBrowser(app), f"c{number}"
        for version in range(SAVES):
            content = scene_text(crash_id, version)
            started = time.perf_counter()
            answer = browser.ask("PUT", f"/api/scenes/{crash_id}", content, if_match=f'"{version}"')
            took_ms.append((time.perf_counter() - started) * 1000)
            assert answer.status_code == 200, answer.text
            time.sleep(0.1)

    def reader() -> None:
        while not done.is_set():
            store.crashes()
            time.sleep(0.2)

    reading = threading.Thread(target=reader)
    officers = [threading.Thread(target=officer, args=(n,)) for n in range(OFFICERS)]
    for one in (reading, *officers):
        one.start()
    for one in officers:
        one.join()
    done.set()
    reading.join()
    store.check_integrity()
    store.close()
    return took_ms


def report(engine: str, took_ms: list[float]) -> None:
    """Print median, 95th percentile and worst."""
    p95 = statistics.quantiles(took_ms, n=20)[-1]
    print(
        f"{engine}: {len(took_ms)} saves of {len(scene_text('c', 0)) // 1000} kB: median"
        f" {statistics.median(took_ms):.0f} ms, p95 {p95:.0f} ms, worst {max(took_ms):.0f} ms"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        report("embedded", measure(f"{folder}/bench.gpkg"))
    try:
        with running_postgis() as server:
            report("postgis", measure(server.new_database()))
    except NoPostgisError as error:
        print("postgis:", error)
