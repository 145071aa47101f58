"""All routes that the server answers beside the pages."""

from collections.abc import Callable, Iterable
from functools import wraps

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from ui.assets import asset_routes
from ui.case.routes import asked_of_scene, case_routes
from ui.components.scene_editor.routes import scene_routes
from ui.map_data import map_data_routes
from ui.scene_shelf import the_shelf
from ui.sign_in import request_may, who_asks
from ui.sign_in_routes import sign_in_routes
from ui.store_access import the_store
from ui.street_map.routes import street_map_routes
from ui.visitor import Deed


def routes() -> list[BaseRoute]:
    """Return the routes of the app: assets, sign-in, scenes, and the data that maps fetch."""
    return [
        *asset_routes(),
        *sign_in_routes(),
        *scene_routes(the_shelf, who_asks, asked_of_scene),
        *case_routes(the_store, who_asks),
        *for_readers(map_data_routes()),
        *for_readers(street_map_routes()),
    ]


def for_readers(open_routes: Iterable[Route]) -> list[BaseRoute]:
    """Return routes that answer those only who may read records, as the store says."""
    return [
        Route(route.path, _for_readers(route.endpoint), methods=sorted(route.methods or ()))
        for route in open_routes
    ]


def _for_readers(answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Return the answer of a route to readers; it must not be a coroutine."""

    @wraps(answer)
    def endpoint(request: Request) -> Response:
        if not request_may(request, Deed.READ_RECORDS):
            return PlainTextResponse("Sign in first.", 401)
        return answer(request)

    return endpoint
