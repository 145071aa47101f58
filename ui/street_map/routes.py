"""The route from which the map fetches its blocks."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from errors import DaoanError
from language import Language, chosen_language, in_language
from ui.assets import base_path
from ui.street_map.block import LEVELS, Block
from ui.street_map.kept import area_named, overview, packed_block

STREETS_ROUTE = "/data/streets"
KEEP = "private, max-age=86400"  # the address names the version of the data
BAD_REQUEST = 400


def street_map_routes() -> list[Route]:
    """Return the route of blocks."""
    return [Route(STREETS_ROUTE, answer_block, methods=["GET"])]


def blocks_address(area: str, day: date) -> str:
    """Return the address of blocks; the map adds `level`, `column` and `row`.

    It is another one after a change of the area, and the same while only other things change.
    """
    query = {
        "area": area,
        "day": day.isoformat(),
        "language": str(chosen_language()),
        "version": str(overview(area_named(area)).recorded_at),
    }
    return f"{base_path()}{STREETS_ROUTE}?{urlencode(query)}"


def answer_block(request: Request) -> Response:
    """Answer with a block as `written_block` gives it."""
    query = request.query_params
    try:
        block, day = asked_block(query), date.fromisoformat(query["day"])
        area, language = area_named(query["area"]), Language(query["language"])
    except (DaoanError, KeyError, ValueError) as error:
        return PlainTextResponse(str(error), BAD_REQUEST)
    with in_language(language):
        packed = packed_block(area.name, day, block)
    headers = {"cache-control": KEEP, "content-encoding": "gzip"}
    return Response(packed, media_type="application/json", headers=headers)


def asked_block(query: Mapping[str, str]) -> Block:
    """Return the block that an address names.

    Raises
    ------
    ValueError, KeyError
        There is no such block.
    """
    block = Block(*(int(query[name]) for name in ("level", "column", "row")))
    count = 2**block.level if block.level in LEVELS else 0
    if not (0 <= block.column < count and 0 <= block.row < count):
        raise ValueError(str(block))
    return block
