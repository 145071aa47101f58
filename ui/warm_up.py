"""Load what the pages need while the server starts, so that the first user does not wait for it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from threading import Thread
from typing import Any

# No module that registers a browser component: that must happen while a page runs.
MODULES = (
    "storage.open",
    "folium",
    "hotspots.find",
    "collision_diagrams.diagram",
    "improvements.evaluate",
    "crashes.intake",
    "drawing.pdf",
    "roadnet.editing.history",
    "roadnet.markings.paint_streets",
    "roadnet.movements.derive",
    "crashes.scene.sheet",
)
DRAWN_ONCE = ("ui.street_map.ready", "draw_once")


@asynccontextmanager
async def warm_up(app: Any) -> AsyncIterator[None]:  # noqa: ARG001 (what a lifespan is called with)
    """Begin to load modules beside the starting server."""
    Thread(target=get_ready, name="warm-up", daemon=True).start()
    yield


def get_ready() -> None:
    """Import the modules that take longest, and draw a junction, which reads rules and fonts."""
    load_modules()
    module, function = DRAWN_ONCE
    getattr(import_module(module), function)()


def load_modules() -> None:
    """Import the modules that take longest."""
    for name in MODULES:
        import_module(name)
