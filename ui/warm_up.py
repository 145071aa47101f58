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
)


@asynccontextmanager
async def warm_up(app: Any) -> AsyncIterator[None]:  # noqa: ARG001 (what a lifespan is called with)
    """Begin to load modules beside the starting server."""
    Thread(target=load_modules, name="warm-up", daemon=True).start()
    yield


def load_modules() -> None:
    """Import the modules that take longest."""
    for name in MODULES:
        import_module(name)
