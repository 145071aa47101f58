"""The routes of the scene editor: its bundle, saving without running the page, photos."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from crashes.scene import document, underlay
from crashes.scene.document import SceneError, parse_scene, write_scene
from crashes.scene.model import Scene
from crashes.scene.underlay import ground_control_points, read_photo
from language import Message
from storage.store import StaleRevisionError
from ui.components.guarded import (
    Answer,
    RefusedRequest,
    WhoAsks,
    body_of,
    expected_revision,
    guarded,
    language_of,
)
from ui.components.scene_editor.editor_data import SCENE_ROUTE
from ui.components.scene_editor.shelf import SavedPhoto, SavedScene, SceneShelf, Visitor

BUNDLE = Path(__file__).parent / "scene_editor.js"
BUNDLE_ROUTE = "scene_editor/scene_editor.js"
KEEP_A_YEAR = "public, max-age=31536000, immutable"

AskedOf = Callable[[Scene], Sequence[Message]]  # what contradicts itself in the case of a scene


def bundle_address() -> str:
    """Return the address of the bundle; it changes when the bundle does."""
    return f"{BUNDLE_ROUTE}?v={_bundle_hash()}"


@cache
def _bundle_hash() -> str:
    return sha256(BUNDLE.read_bytes()).hexdigest()[:12]


def scene_routes(
    shelf: Callable[[], SceneShelf], who_asks: WhoAsks, asked_of: AskedOf | None = None
) -> list[BaseRoute]:
    """Return the routes of the editor.

    Parameters
    ----------
    shelf
        Gives the store; called in a worker thread for each request.
    who_asks
        Tells who sent a request from its cookie; None answers 401.
    asked_of
        Tells what contradicts itself in the case of a scene that was saved.

    Notes
    -----
    ========================================  ====================================================
    `GET  scene_editor/scene_editor.js`       the bundle
    `GET  api/scenes/{crash_id}`              200 revision, scene, author, saved_at; 404
    `PUT  api/scenes/{crash_id}`              If-Match: "revision" (0: new). 200 revision, author,
                                              saved_at, questions; 412 with the other version;
                                              422 with message, faults; 413, 428, 401, 403
    `POST api/scenes/{crash_id}/photos`       ?crs=&east=&north= of the scene. 200 underlay_id,
                                              media_type, width_px, height_px, control_points (of
                                              a GeoTIFF); 413, 422
    `GET  api/scenes/{crash_id}/photos/{id}`  the photo; 404
    ========================================  ====================================================

    Every refusal is JSON with a `message` in the language of the header `X-Daoan-Language`.
    Requests of other sites are refused by their Origin.
    """
    handler = _Handler(shelf, who_asks, asked_of or (lambda _scene: ()))
    one = f"/{SCENE_ROUTE}/{{crash_id}}"
    return [
        Route(f"/{BUNDLE_ROUTE}", _bundle),
        Route(one, handler.guarded(handler.read), methods=["GET"]),
        Route(one, handler.guarded(handler.save, writes=True), methods=["PUT"]),
        Route(f"{one}/photos", handler.guarded(handler.take_photo, writes=True), methods=["POST"]),
        Route(f"{one}/photos/{{photo_id}}", handler.guarded(handler.photo), methods=["GET"]),
    ]


def _bundle(_request: Request) -> Response:
    return Response(
        BUNDLE.read_bytes(),
        media_type="text/javascript; charset=utf-8",
        headers={"cache-control": KEEP_A_YEAR},
    )


@dataclass(frozen=True)
class _Handler:
    """The answers; each is given to a visitor who may have it."""

    shelf: Callable[[], SceneShelf]
    who_asks: WhoAsks
    asked_of: AskedOf

    def guarded(self, answer: Answer, *, writes: bool = False) -> Any:
        """Return the endpoint of an answer."""
        return guarded(self.who_asks, answer, writes=writes)

    async def read(self, request: Request, _visitor: Visitor) -> Response:
        """Answer with the latest version."""
        saved = await self._saved(request)
        if saved is None:
            raise RefusedRequest(404, Message("This crash has no scene yet."))
        return JSONResponse(_version(saved, with_scene=True), headers=_etag(saved))

    async def save(self, request: Request, visitor: Visitor) -> Response:
        """Save a new version, or answer with the one that came first."""
        expected = expected_revision(request)
        content = await body_of(request, document.MAX_BYTES)
        scene = await run_in_threadpool(parse_scene, content)
        crash_id = request.path_params["crash_id"]
        if scene.crash_id != crash_id:
            raise SceneError([Message("The scene belongs to another crash.")])

        def save() -> SavedScene:
            return self.shelf().save_scene(
                crash_id, write_scene(scene), author=visitor.name, expected_revision=expected
            )

        try:
            saved = await run_in_threadpool(save)
        except StaleRevisionError:
            newer = await self._saved(request)
            if newer is None:
                raise
            return JSONResponse(_version(newer, with_scene=True), 412, headers=_etag(newer))
        asked = await run_in_threadpool(lambda: self.asked_of(scene))
        said = [one.in_language(language_of(request)) for one in asked]
        return JSONResponse(_version(saved) | {"questions": said}, headers=_etag(saved))

    async def take_photo(self, request: Request, visitor: Visitor) -> Response:
        """Check, shrink and keep a photo."""
        content = await body_of(request, underlay.MAX_BYTES)
        photo = await run_in_threadpool(read_photo, content)
        crs, origin_m = _ground(request)
        points = ground_control_points(photo, crs, origin_m) if crs else ()
        kept = SavedPhoto(sha256(photo.content).hexdigest()[:32], photo.media_type, photo.content)
        crash_id = request.path_params["crash_id"]
        await run_in_threadpool(
            lambda: self.shelf().save_photo(crash_id, kept, author=visitor.name)
        )
        return JSONResponse(
            {
                "underlay_id": kept.photo_id,
                "media_type": photo.media_type,
                "width_px": photo.width_px,
                "height_px": photo.height_px,
                "control_points": [
                    {"at_px": list(one.at_px), "at_m": list(one.at_m)} for one in points
                ],
            }
        )

    async def photo(self, request: Request, _visitor: Visitor) -> Response:
        """Answer with a photo, which nothing but an image element may show."""
        wanted = request.path_params["crash_id"], request.path_params["photo_id"]
        photo = await run_in_threadpool(lambda: self.shelf().photo(*wanted))
        if photo is None:
            raise RefusedRequest(404, Message("There is no such photo."))
        return Response(
            photo.content,
            media_type=photo.media_type,
            headers={
                "cache-control": "private, max-age=86400",
                "x-content-type-options": "nosniff",
                "content-security-policy": "default-src 'none'",
            },
        )

    async def _saved(self, request: Request) -> SavedScene | None:
        crash_id = request.path_params["crash_id"]
        return await run_in_threadpool(lambda: self.shelf().scene(crash_id))


def _ground(request: Request) -> tuple[str, tuple[float, float]]:
    """Return CRS and origin of the scene that a photo is for; no CRS when they are not stated."""
    stated = request.query_params
    try:
        return stated["crs"], (float(stated["east"]), float(stated["north"]))
    except (KeyError, ValueError):
        return "", (0.0, 0.0)


def _version(saved: SavedScene, *, with_scene: bool = False) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "revision": saved.revision,
        "author": saved.author,
        "saved_at": saved.saved_at.isoformat(),
    }
    if with_scene:
        answer["scene"] = document.scene_to_json(parse_scene(saved.document))
    return answer


def _etag(saved: SavedScene) -> dict[str, str]:
    return {"etag": f'"{saved.revision}"'}
