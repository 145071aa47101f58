"""A small server of the editor alone: one page, the real routes, scenes in memory, loopback."""

import json
import socket
import threading
import time
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from crashes.scene.document import parse_scene
from crashes.scene.model import Scene
from language import Language
from tests.browser.scene_editor.memory_shelf import MemoryShelf
from tests.crashes.scene.made_junction import ORIGIN_M, made_junction
from ui.components.scene_editor.editor_data import EditorParty, EditorSettings, scene_editor_data
from ui.components.scene_editor.routes import bundle_address, scene_routes
from ui.components.scene_editor.shelf import Visitor

PARTIES = (EditorParty(1, "B03"), EditorParty(2, "C03"))
PAGE = """<!doctype html>
<html><head><meta charset="utf-8"><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width">
<style>body { margin: 8px; --scene-height: calc(100vh - 16px); }</style></head>
<body><div id="place"></div>
<script type="application/json" id="data">DATA</script>
<script type="module">
  import show from "./BUNDLE";
  const data = JSON.parse(document.getElementById("data").textContent);
  window.show = (changes) =>
    show({ data: { ...data, ...changes }, parentElement: document.getElementById("place") });
  window.close_editor = window.show({});
</script></body></html>
"""


class EditorSite:
    """The state of the server that tests look at and change."""

    def __init__(self):
        self.shelf = MemoryShelf()
        self.base_map = made_junction()
        self.parties = PARTIES
        self.visitor = Visitor("officer", may_write=True)
        self.address = ""

    def scene(self, crash_id):
        saved = self.shelf.scene(crash_id)
        return parse_scene(saved.document) if saved else None

    def page(self, request):
        crash_id = request.query_params.get("crash", "made-1")
        saved = self.shelf.scene(crash_id)
        scene = parse_scene(saved.document) if saved else self.empty(crash_id)
        data = scene_editor_data(
            scene,
            saved.revision if saved else 0,
            self.parties,
            self.base_map,
            EditorSettings(
                Language(request.query_params.get("lang", "zh-TW")),
                read_only="readonly" in request.query_params,
            ),
        )
        text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
        return HTMLResponse(PAGE.replace("DATA", text).replace("BUNDLE", bundle_address()))

    def empty(self, crash_id):
        return Scene(crash_id, "EPSG:3826", ORIGIN_M, map_version=self.base_map.map_version)

    def app(self):
        routes = scene_routes(lambda: self.shelf, lambda _request: self.visitor)
        return Starlette(routes=[Route("/", self.page), *routes])


@contextmanager
def served(site, port=0):
    """Serve a site on loopback until the block ends."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        number = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(site.app(), log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + 15
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        site.address = f"http://127.0.0.1:{number}/"
        try:
            yield number
        finally:
            server.should_exit = True
            server.force_exit = True
            thread.join(10)
