"""The form of a case on a page: a loader of three lines, the bundle comes from our own route."""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

BUNDLE = Path(__file__).parent / "case_form.js"
BUNDLE_ROUTE = "case_form/case_form.js"
KEEP_A_YEAR = "public, max-age=31536000, immutable"
HTML = '<div class="place"></div>'
LOADER = """// the bundle itself is a cached file, so a run of the page carries these lines only
export default async function (component) {
  const form = await import(new URL("ADDRESS", document.baseURI).href);
  const place = component.parentElement.querySelector(".place");
  const { data, setTriggerValue } = component;
  return form.default({ data, setTriggerValue, parentElement: place });
}
"""


def bundle_address() -> str:
    """Return the address of the bundle; it changes when the bundle does."""
    return f"{BUNDLE_ROUTE}?v={_bundle_hash()}"


@cache
def _bundle_hash() -> str:
    return sha256(BUNDLE.read_bytes()).hexdigest()[:12]


def bundle_route() -> Route:
    """Return the route of the bundle."""
    return Route(f"/{BUNDLE_ROUTE}", _bundle)


def _bundle(_request: Request) -> Response:
    return Response(
        BUNDLE.read_bytes(),
        media_type="text/javascript; charset=utf-8",
        headers={"cache-control": KEEP_A_YEAR},
    )


@cache
def _component() -> Callable[..., Any]:
    """Register the component; that must happen while a page runs."""
    return st.components.v2.component(
        "case_form", html=HTML, js=LOADER.replace("ADDRESS", bundle_address())
    )


def case_form(data: dict[str, Any], *, key: str, height_px: int) -> str | None:
    """Show the form; it keeps and saves by itself.

    Parameters
    ----------
    data
        What `case_form_data` gives; it is read when the form opens.
    key
        Unique on the page, and other for another crash.
    height_px
        Height of the form.

    Returns
    -------
    wanted
        The step that the officer asks for with everything saved, None in every other run.
    """
    result = _component()(
        key=key,
        data={**data, "height_px": height_px},
        height=height_px,
        on_go_change=lambda: None,
    )
    return str(result.go) if result.go else None
