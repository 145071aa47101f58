"""Every asset is ours, is there, and says what it is."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from starlette.applications import Starlette

from ui.assets import ASSET_FOLDER, MEDIA_TYPES, asset_routes, asset_url
from ui.frame import page_style

TYPES = {"": "text/plain", **MEDIA_TYPES}
FILES = sorted(path for path in ASSET_FOLDER.rglob("*") if path.is_file())
SERVED = [path for path in FILES if path.name not in {"LICENSE"}]


@dataclass
class Answer:
    """What a route answered."""

    status_code: int
    headers: dict[str, str]
    content: bytes = b""


class Client:
    """Asks an application without a server."""

    def __init__(self, application):
        self.application = application

    def get(self, address):
        path, _, query = address.partition("?")
        with ThreadPoolExecutor(1) as own:  # a browser of another test may run a loop in this one
            return own.submit(lambda: asyncio.run(self._get(path, query))).result()

    async def _get(self, path, query):
        said, asked = [], [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive():
            if asked:
                return asked.pop()
            return await asyncio.Event().wait()  # nobody disconnects

        async def send(message):
            said.append(message)

        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [],
            "root_path": "",
            "scheme": "http",
            "server": ("127.0.0.1", 80),
            "client": ("127.0.0.1", 1),
            "http_version": "1.1",
        }
        await self.application(scope, receive, send)
        start = next(one for one in said if one["type"] == "http.response.start")
        headers = {name.decode(): value.decode() for name, value in start["headers"]}
        body = b"".join(one.get("body", b"") for one in said)
        return Answer(start["status"], headers, body)


@pytest.fixture(scope="module")
def client():
    return Client(Starlette(routes=asset_routes()))


@pytest.mark.parametrize("path", SERVED, ids=lambda path: str(path.relative_to(ASSET_FOLDER)))
def test_an_asset_answers_with_its_own_content_type(client, path):
    answer = client.get(asset_url(path.relative_to(ASSET_FOLDER).as_posix()))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == TYPES[path.suffix]
    assert answer.content == path.read_bytes()


def test_an_asset_that_is_not_there_is_not_the_page(client):
    assert client.get("/assets/nothing.js").status_code == 404


def test_files_outside_the_folder_are_not_served(client):
    assert client.get("/assets/../store_access.py").status_code == 404
    assert client.get("/assets/vendor/../../store_access.py").status_code == 404


def test_every_vendored_folder_has_its_licence():
    for folder in (ASSET_FOLDER / "vendor").iterdir():
        assert (folder / "LICENSE").is_file(), folder


@pytest.mark.parametrize("path", [one for one in FILES if one.suffix == ".css"], ids=str)
def test_no_style_loads_from_elsewhere(path):
    found = re.findall(r"url\(([^)]*)\)|@import[^;]*", path.read_text(encoding="utf-8"))
    assert [one for one in found if "//" in one] == []


def test_the_style_of_the_page_names_no_other_server():
    assert re.findall(r"https?://", page_style()) == []


def test_own_scripts_name_no_other_server():
    for path in (ASSET_FOLDER / "map").glob("*.js"):
        assert not re.search(r"https?://", path.read_text(encoding="utf-8")), path
