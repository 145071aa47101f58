"""The routes of the sign-in: the page, the attempt, the officer of the demo, the sign-out.

The secret is a cookie that no script can read and that no other site can send along. What changes
something is a POST of a page of our own, known by its Origin.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from errors import DaoanError
from language import Language, translate
from storage.accounts import SignIn
from storage.sign_in_rows import SignInError, TooManyFailuresError
from ui.assets import base_path
from ui.sign_in import COOKIE, SIGN_IN_ROUTE, SIGN_OUT_ROUTE, who_asks
from ui.sign_in_page import SignInView, sign_in_html
from ui.store_access import store_settings, the_store

LONGEST_BODY = 10_000
LONGEST_ADDRESS = 100
LOOPBACK = {"127.0.0.1", "::1"}
OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")
NOT_TO_BE_KEPT = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self';"
        " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


def sign_in_routes() -> list[BaseRoute]:
    """Return the routes of the sign-in.

    Notes
    -----
    ==================  =========================================================================
    `GET sign-in`       the page, or who is signed in; `?next=` a path of the app, `?lang=`
    `POST sign-in`      name, password, next, lang: 303 with the cookie; 401, 429 the page again
    `POST sign-in/demo` the officer of the demo: 303 with the cookie; 401 in any other store
    `POST sign-out`     303, the cookie is taken back
    ==================  =========================================================================

    A POST without our own Origin answers 403.
    """
    return [
        Route(SIGN_IN_ROUTE, _show, methods=["GET"]),
        Route(SIGN_IN_ROUTE, _sign_in, methods=["POST"]),
        Route(f"{SIGN_IN_ROUTE}/demo", _sign_in_demo, methods=["POST"]),
        Route(SIGN_OUT_ROUTE, _sign_out, methods=["POST"]),
    ]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a form of ours said."""

    language: Language
    back_to: str
    name: str = ""
    password: str = ""


def _show(request: Request) -> Response:
    return _page(request, _read(dict(request.query_params)))


async def _sign_in(request: Request) -> Response:
    asked = await _form_of(request)
    if isinstance(asked, Response):
        return asked
    address = _address(request)
    return await run_in_threadpool(
        lambda: _entered(
            request,
            asked,
            lambda: the_store().sign_in(asked.name, asked.password, address=address),
        )
    )


async def _sign_in_demo(request: Request) -> Response:
    asked = await _form_of(request)
    if isinstance(asked, Response):
        return asked
    address = _address(request)
    return await run_in_threadpool(
        lambda: _entered(request, asked, lambda: the_store().sign_in_demo(address=address))
    )


async def _sign_out(request: Request) -> Response:
    asked = await _form_of(request)
    if isinstance(asked, Response):
        return asked
    token = request.cookies.get(COOKIE, "")
    if token:
        await run_in_threadpool(lambda: the_store().sign_out(token))
    response = RedirectResponse(asked.back_to, 303, NOT_TO_BE_KEPT)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return response


def _entered(request: Request, asked: _Asked, sign_in: Callable[[], SignIn]) -> Response:
    """Sign in and go back to the app, or show the page again with the reason."""
    try:
        signed = sign_in()
    except TooManyFailuresError as error:
        return _page(request, asked, error, 429)
    except SignInError as error:
        return _page(request, asked, error, 401)
    before = request.cookies.get(COOKIE, "")
    if before:
        the_store().sign_out(before)
    response = RedirectResponse(asked.back_to, 303, NOT_TO_BE_KEPT)
    response.set_cookie(
        COOKIE,
        signed.token,
        path="/",
        httponly=True,
        samesite="strict",
        secure=_is_https(request),
        expires=signed.expires_at,
    )
    return response


def _page(
    request: Request, asked: _Asked, error: DaoanError | None = None, status: int = 200
) -> Response:
    fault = ""
    if error is not None:
        fault = translate(error.message, language=asked.language, **error.values)
    view = SignInView(
        language=asked.language,
        action=f"{base_path()}{SIGN_IN_ROUTE}",
        sign_out=f"{base_path()}{SIGN_OUT_ROUTE}",
        back_to=asked.back_to,
        visitor=who_asks(request) if error is None else None,
        has_accounts=bool(the_store().accounts()),
        is_demo=store_settings().is_demo,
        fault=fault,
        name=asked.name,
    )
    return HTMLResponse(sign_in_html(view), status, NOT_TO_BE_KEPT)


async def _form_of(request: Request) -> _Asked | Response:
    """Return what our own form said, or the refusal of anything else."""
    origin = request.headers.get("origin", "")
    if not origin or urlsplit(origin).netloc != request.headers.get("host"):
        return PlainTextResponse("Requests of other sites are refused.", 403)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return PlainTextResponse("Too long.", 413)
    said = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return _read({name: values[0] for name, values in said.items()})


def _read(said: dict[str, str]) -> _Asked:
    stated = said.get("lang", "")
    language = Language(stated) if stated in set(Language) else Language.ZH_TW
    home = f"{base_path()}/" + ("" if language is Language.ZH_TW else f"?lang={language}")
    back_to = said.get("next", "")
    if not OWN_PATH.fullmatch(back_to):
        back_to = home
    return _Asked(language, back_to, said.get("name", ""), said.get("password", ""))


def _address(request: Request) -> str:
    """Return the network address that failures are counted for.

    A web server before us on the same machine says whom it speaks for; of several it is the last,
    which that server wrote itself. Nobody else is believed.
    """
    peer = request.client.host if request.client else ""
    passed_on = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return passed_on[:LONGEST_ADDRESS] if passed_on and peer in LOOPBACK else peer


def _is_https(request: Request) -> bool:
    """Tell whether the browser speaks to us, or to the proxy before us, in secret."""
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", ""))
