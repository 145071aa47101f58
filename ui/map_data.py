"""The data that maps fetch by themselves: packed crashes, and the background."""

import json
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from crashes.model import CrashFilter
from ui.assets import base_path
from ui.filter_address import AddressError, filter_from_query, filter_to_query
from ui.maps.background import background
from ui.maps.crash_looks import looks_of
from ui.maps.geodetic import WGS84, to_lonlat
from ui.maps.packed_points import pack_points
from ui.store_access import read_crashes, read_junctions, records_version, store_settings

POINTS_ROUTE = "/data/crash-points"
BACKGROUND_ROUTE = "/data/background"
KEEP = "private, max-age=86400"  # the address names the version of the data
BAD_REQUEST = 400


def map_data_routes() -> list[Route]:
    """Return the routes that maps fetch from."""
    return [
        Route(POINTS_ROUTE, answer_points, methods=["GET"]),
        Route(BACKGROUND_ROUTE, answer_background, methods=["GET"]),
    ]


def points_address(chosen: CrashFilter) -> str:
    """Return the address of the chosen crashes; it changes when the data do."""
    return address(POINTS_ROUTE, filter_to_query(chosen))


def background_address() -> str:
    """Return the address of the background; it changes when the data do."""
    return address(BACKGROUND_ROUTE, {})


def address(route: str, query: dict[str, str]) -> str:
    """Return an address of this server with the version of the data in its query."""
    return f"{base_path()}{route}?{urlencode({**query, 'version': records_version()})}"


def answer_points(request: Request) -> Response:
    """Answer with the crashes of a filter as `pack_points` writes them."""
    try:
        chosen = filter_from_query(request.query_params)
    except AddressError as error:
        return PlainTextResponse(str(error), BAD_REQUEST)
    crashes = read_crashes(chosen)
    crs = store_settings().crs or WGS84  # without one there are no crashes
    lon, lat = to_lonlat(crashes["x_m"], crashes["y_m"], crs)
    packed = pack_points(lon, lat, looks_of(crashes))
    return Response(packed, media_type="application/octet-stream", headers={"cache-control": KEEP})


def answer_background(request: Request) -> Response:  # noqa: ARG001
    """Answer with streets and junction names."""
    known = background(read_junctions(), store_settings().crs or WGS84)
    return Response(
        json.dumps(known, ensure_ascii=False, separators=(",", ":")),
        media_type="application/json",
        headers={"cache-control": KEEP},
    )
