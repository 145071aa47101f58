"""Serve scripts, styles and fonts from our own server; nothing is fetched from elsewhere."""

import os
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit as st
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

ASSET_FOLDER = Path(__file__).parent / "assets"
ASSET_ROUTE = "/assets"
MEDIA_TYPES = {  # said here because the tables of a bare system do not know them all
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
KEEP_A_YEAR = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"  # a script that another one imports: its address has no version


class Assets(StaticFiles):
    """The asset folder, with known media types and long caching of versioned addresses."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Answer with a file; it may be kept where its address changes when its content does."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        media_type = MEDIA_TYPES.get(Path(full_path).suffix)
        if media_type and status_code == 200:  # noqa: PLR2004
            response.headers["content-type"] = media_type
        response.headers["cache-control"] = KEEP_A_YEAR if is_versioned(scope) else ASK_AGAIN
        return response


def is_versioned(scope: Scope) -> bool:
    """Whether an address changes when the content behind it does.

    Examples
    --------
    >>> is_versioned({"path": "/assets/vendor/leaflet-1.9.4/leaflet.js", "query_string": b""})
    True
    >>> is_versioned({"path": "/assets/desk/desk.js", "query_string": b"v=1a2b"})
    True
    >>> is_versioned({"path": "/assets/desk/sheet.js", "query_string": b""})
    False
    """
    return "/vendor/" in scope["path"] or scope["query_string"].startswith(b"v=")


def asset_routes() -> list[Mount]:
    """Return the routes that answer under `/assets`."""
    return [Mount(ASSET_ROUTE, Assets(directory=ASSET_FOLDER))]


def base_path() -> str:
    """Return the path under which the whole app is served, empty for the root."""
    configured = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{configured}" if configured else ""


def asset_url(path: str) -> str:
    """Return the address of a file of the asset folder.

    Vendored folders carry their version in their name; our own files get the hash of their
    content.
    """
    version = "" if path.startswith("vendor/") else f"?v={content_hash(path)}"
    return f"{base_path()}{ASSET_ROUTE}/{path}{version}"


@cache
def content_hash(path: str) -> str:
    """Return a short hash of the content of an asset."""
    return sha256((ASSET_FOLDER / path).read_bytes()).hexdigest()[:12]
