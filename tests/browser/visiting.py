"""A server of our own on loopback, and a page that notes every request to anywhere else."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from storage.accounts import Role
from storage.open import open_store

TOKENS = {}  # address of a server -> the token of its officer
OFFICER, PASSWORD = "王小明", "correct horse battery"
ROOT = Path(__file__).parent.parent.parent
START_S = 60
STOP_S = 10


def signed_in(store):
    """The token of an officer of a store, who has an account afterwards."""
    opened = open_store(str(store))
    try:
        if OFFICER not in {one.name for one in opened.accounts()}:
            opened.add_account(OFFICER, role=Role.OFFICER, password=PASSWORD, author="operator")
        return opened.sign_in(OFFICER, PASSWORD, address="").token
    finally:
        opened.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server(store, log):
    """The app over a store; yields its address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "DAOAN_STORE": str(store)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            base = f"http://127.0.0.1:{port}"
            wait_for(base, process, log)
            TOKENS[base] = signed_in(store)
            yield base
        finally:
            process.terminate()
            try:
                process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_for(base, process, log):
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"the server stopped: {log.read_text()}")
        try:
            with urlopen(f"{base}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the server did not start: {log.read_text()}")


class Visitor:
    """One page of a browser with the network cut: whatever leaves the machine is noted."""

    def __init__(self, page, base):
        self.page, self.base = page, base
        self.abroad, self.errors = [], []
        page.route("**/*", self._guard)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _guard(self, route):
        address = route.request.url
        if address.startswith((self.base, "data:", "blob:")):
            route.continue_()
        else:
            self.abroad.append(address)
            route.abort()

    def open(self, path=""):
        self.page.goto(f"{self.base}/{path}")
        self.settle()

    def settle(self):
        """Wait until the page has a heading and its script has run."""
        self.page.locator("h1").first.wait_for(timeout=30_000)
        self.page.wait_for_function(
            "document.querySelector('[data-testid=stApp]')"
            "?.getAttribute('data-test-script-state') === 'notRunning'",
            timeout=60_000,
        )
        self.page.wait_for_function(
            "getComputedStyle(document.documentElement).getPropertyValue('--accent')"
        )

    def map_frame(self):
        """The frame of the map, when its Leaflet map is there."""
        self.page.locator("iframe").first.wait_for(timeout=30_000)
        frame = next(one for one in self.page.frames if "streamlit_folium" in one.url)
        frame.wait_for_function("window.map && window.map._loaded", timeout=30_000)
        return frame


def choose_row(visitor, row):
    """Tick a row of the first table of the page that can be chosen from."""
    table = visitor.page.locator("[data-testid=stDataFrame]").first
    table.wait_for()
    table.scroll_into_view_if_needed()
    visitor.page.wait_for_timeout(500)  # the canvas draws after its element is there
    box = table.bounding_box()
    heading_px = 36
    row_px = table.evaluate("element => Number(element.dataset.rowHeight || 0)") or 42
    visitor.page.mouse.click(box["x"] + 16, box["y"] + heading_px + row_px * (row + 0.5))
