"""All routes that the server answers beside the pages."""

from starlette.routing import BaseRoute

from ui.assets import asset_routes
from ui.map_data import map_data_routes
from ui.street_map.routes import street_map_routes


def routes() -> list[BaseRoute]:
    """Return the routes of the app: assets, and the data that maps fetch by themselves."""
    return [*asset_routes(), *map_data_routes(), *street_map_routes()]
