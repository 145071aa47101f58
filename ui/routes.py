"""All routes that the server answers beside the pages."""

from starlette.routing import BaseRoute

from ui.assets import asset_routes


def routes() -> list[BaseRoute]:
    """Return the routes of the app: assets, and the data that maps fetch by themselves."""
    return [*asset_routes()]
