"""The routes of cases: looked up, saved at every step, questioned."""

from collections.abc import Callable
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from crashes.scene import case_document
from crashes.scene.case import Case, PlaceOrigin, questioned_record
from crashes.scene.case_document import CaseError, case_to_json, parse_case, write_case
from crashes.scene.document import parse_scene
from crashes.scene.form_questions import Question, questions
from crashes.scene.model import Scene, travel_bearings
from language import Language, Message, in_language
from storage.documents import Document, DocumentKind
from storage.store import StaleRevisionError, Store
from ui.case.places import here, hits
from ui.components.case_form.component import bundle_route
from ui.components.case_form.form_data import CASE_ROUTE, PLACES_ROUTE
from ui.components.guarded import (
    RefusedRequest,
    WhoAsks,
    body_of,
    expected_revision,
    guarded,
    language_of,
)
from ui.store_access import the_store
from ui.street_map.kept import today
from ui.visitor import Visitor

MOST_TYPED = 100


def case_routes(opened: Callable[[], Store], who_asks: WhoAsks) -> list[BaseRoute]:
    """Return the routes of cases.

    Parameters
    ----------
    opened
        Gives the open store; called in a worker thread for each request.
    who_asks
        Tells who sent a request from its cookie; None answers 401.

    Notes
    -----
    ==========================  ==================================================================
    `GET case_form/case_form.js`  the bundle of the form
    `PUT api/cases/{crash_id}`  If-Match: "revision" (0: new). 200 revision, author, saved_at,
                                questions; 412 with the other version; 413, 422, 428, 401, 403
    `GET api/places?q=`         200 hits: places of a name
    `GET api/places?lon=&lat=`  200 place, place_text, suggestions: what lies there
    ==========================  ==================================================================
    """

    async def save(request: Request, visitor: Visitor) -> Response:
        expected = expected_revision(request)
        content = await body_of(request, case_document.MAX_BYTES)
        return await run_in_threadpool(
            lambda: _saved(opened(), request, content, (visitor.name, expected))
        )

    async def look_up(request: Request, _visitor: Visitor) -> Response:
        return await run_in_threadpool(lambda: _looked_up(request))

    return [
        bundle_route(),
        Route(f"/{CASE_ROUTE}/{{crash_id}}", guarded(who_asks, save, writes=True), methods=["PUT"]),
        Route(f"/{PLACES_ROUTE}", guarded(who_asks, look_up), methods=["GET"]),
    ]


def questions_of(store: Store, case: Case, scene: Scene | None = None) -> tuple[Question, ...]:
    """Return what contradicts itself in a case and the directions of travel of its scene."""
    if scene is None:
        drawn = store.document(DocumentKind.SCENE, case.crash_id)
        scene = parse_scene(drawn.text) if drawn and drawn.text else None
    return questions(*questioned_record(case, travel_bearings(scene) if scene else None))


def said_questions(store: Store, case: Case, language: Language) -> list[dict[str, Any]]:
    """Return what contradicts itself in a case, in words, with the fields it is about."""
    return [
        {
            "text": one.message.in_language(language),
            "fields": list(one.fields),
            "party_no": one.party_no,
        }
        for one in questions_of(store, case)
    ]


def asked_of_scene(scene: Scene) -> tuple[Message, ...]:
    """Return what contradicts itself in the case of a scene, with its directions of travel."""
    store = the_store()
    saved = store.document(DocumentKind.CASE, scene.crash_id)
    if saved is None or not saved.text:
        return ()
    return tuple(one.message for one in questions_of(store, parse_case(saved.text), scene))


def _saved(store: Store, request: Request, content: bytes, save: tuple[str, int]) -> Response:
    author, expected = save
    case = parse_case(content)
    if case.crash_id != request.path_params["crash_id"]:
        raise CaseError([Message("The case is that of another crash.")])
    try:
        kept = store.save_document(
            DocumentKind.CASE,
            case.crash_id,
            write_case(case),
            author=author,
            expected_version=expected,
        )
    except StaleRevisionError:
        newer = store.document(DocumentKind.CASE, case.crash_id)
        if newer is None:
            raise
        answer = _version(newer) | {"case": case_to_json(parse_case(newer.text))}
        return JSONResponse(answer, 412)
    said = said_questions(store, case, language_of(request))
    return JSONResponse(_version(kept) | {"questions": said})


def _version(kept: Document) -> dict[str, Any]:
    return {
        "revision": kept.version,
        "author": kept.author,
        "saved_at": kept.saved_at.isoformat(),
    }


def _looked_up(request: Request) -> Response:
    asked = request.query_params
    with in_language(language_of(request)):
        if "q" in asked:
            return JSONResponse({"hits": hits(asked["q"][:MOST_TYPED])})
        try:
            lon, lat = float(asked["lon"]), float(asked["lat"])
            origin = PlaceOrigin(asked.get("origin", "map"))
            on = date.fromisoformat(asked["on"]) if asked.get("on") else today()
        except (KeyError, ValueError):
            raise RefusedRequest(400, Message("Say q, or lon and lat in degrees.")) from None
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # noqa: PLR2004 (degrees)
            raise RefusedRequest(400, Message("Say q, or lon and lat in degrees."))
        return JSONResponse(here(lon, lat, origin, on))
