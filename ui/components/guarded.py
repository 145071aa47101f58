"""Answers of our JSON routes: to whom they are given, and how a refusal is told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from errors import DaoanError
from language import Language, Message, translate
from ui.visitor import Visitor

SHOWN_FAULTS = 20

WhoAsks = Callable[[Request], Visitor | None]  # None: nobody has signed in
Answer = Callable[[Request, Visitor], Any]


@dataclass(eq=False)  # not frozen: a context that it passes sets its traceback
class RefusedRequest(Exception):  # noqa: N818 (an answer, not an error of the program)
    """A request that gets an answer other than what it asked for."""

    status: int
    message: Message


def guarded(who_asks: WhoAsks, answer: Answer, *, writes: bool = False) -> Any:
    """Return the endpoint of an answer: signed in, allowed, from our own site.

    Every refusal is JSON with a `message` in the language of the header `X-Daoan-Language`, and
    with the `faults` of a document that was refused. Requests of other sites are refused by their
    Origin.

    Parameters
    ----------
    who_asks
        Tells who sent a request from its cookie; None answers 401.
    answer
        Gives the answer to a visitor who may have it.
    writes
        Whether it changes something: readers get 403.
    """

    async def endpoint(request: Request) -> Response:
        try:
            visitor = await _visitor(request, who_asks, writes=writes)
            given: Response = await answer(request, visitor)
        except RefusedRequest as refused:
            return _refusal(request, refused.status, refused.message)
        except DaoanError as error:
            return _refusal(request, 422, Message(error.message, error.values), error)
        return given

    return endpoint


async def body_of(request: Request, most: int) -> bytes:
    """Return the body, refused as soon as it is longer than allowed."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most:
            raise RefusedRequest(
                413, Message("More than {most} MB were sent.", {"most": max(1, most // 1_000_000)})
            )
    return bytes(content)


def expected_revision(request: Request) -> int:
    """Return the revision that a change was made on."""
    stated = request.headers.get("if-match", "").strip().removeprefix("W/").strip('"')
    if not stated.isdecimal() or not stated.isascii():
        raise RefusedRequest(
            428, Message("Say with If-Match which revision was changed, 0 for a new scene.")
        )
    return int(stated)


def language_of(request: Request) -> Language:
    """Return the language that answers are given in."""
    stated = request.headers.get("x-daoan-language", "")
    return Language(stated) if stated in set(Language) else Language.ZH_TW


async def _visitor(request: Request, who_asks: WhoAsks, *, writes: bool) -> Visitor:
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        raise RefusedRequest(403, Message("Requests of other sites are refused."))
    visitor = await run_in_threadpool(who_asks, request)
    if visitor is None:
        raise RefusedRequest(401, Message("Sign in first."))
    if writes and not visitor.may_write:
        raise RefusedRequest(403, Message("You may read scenes, not change them."))
    return visitor


def _refusal(
    request: Request, status: int, message: Message, error: DaoanError | None = None
) -> JSONResponse:
    language = language_of(request)
    faults: tuple[Message, ...] = getattr(error, "faults", ())[:SHOWN_FAULTS]
    return JSONResponse(
        {
            "message": translate(message.text, language=language, **message.values),
            "faults": [fault.in_language(language) for fault in faults],
        },
        status,
    )
