"""A browser without scripts: asks the routes of an application without a server, keeps cookies."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import quote, urlencode, urlsplit


@dataclass
class Answer:
    """What a route answered."""

    status_code: int
    headers: dict[str, str]
    content: bytes = b""

    @property
    def text(self):
        return self.content.decode()

    def json(self):
        return json.loads(self.content)


@dataclass
class PlainBrowser:
    """Asks an application; what sets cookies is obeyed."""

    application: object
    origin: str = "http://testserver"
    cookies: dict[str, str] = field(default_factory=dict)
    address: str = "192.0.2.1"

    def get(self, address, **query):
        return self.ask("GET", address + (f"?{urlencode(query)}" if query else ""))

    def ask(self, method, address, content=b"", **headers):
        with ThreadPoolExecutor(1) as own:  # a browser of another test may run a loop in this one
            answer = own.submit(
                lambda: asyncio.run(self._ask(method, address, content, headers))
            ).result()
        for name, morsel in SimpleCookie(answer.headers.get("set-cookie", "")).items():
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value
        return answer

    async def _ask(self, method, address, content, headers):
        said, asked = [], [{"type": "http.request", "body": content, "more_body": False}]

        async def receive():
            if asked:
                return asked.pop()
            return await asyncio.Event().wait()  # nobody disconnects

        async def send(message):
            said.append(message)

        await self.application(self._scope(method, address, headers), receive, send)
        head = {key.decode(): value.decode() for key, value in said[0]["headers"]}
        body = b"".join(message.get("body", b"") for message in said[1:])
        return Answer(said[0]["status"], head, body)

    def _scope(self, method, address, headers):
        path, _, query = address.partition("?")
        scheme, host = urlsplit(self.origin)[:2]
        named = {"host": host, **{key.replace("_", "-"): one for key, one in headers.items()}}
        if self.cookies:
            named["cookie"] = "; ".join(f"{key}={one}" for key, one in self.cookies.items())
        return {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": quote(path).encode(),
            "query_string": query.encode(),
            "headers": [(key.lower().encode(), one.encode()) for key, one in named.items()],
            "root_path": "",
            "scheme": scheme,
            "server": (host, 80),
            "client": (self.address, 1),
        }
