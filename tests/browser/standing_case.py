"""A case that stands in a store before the browser opens, and a server that can be killed."""

import os
import signal
import subprocess
import sys

from crashes.scene.case import Case, CaseParty, CasePlace, PlaceOrigin
from crashes.scene.case_document import write_case
from crashes.scene.document import parse_scene
from roadnet.model import Method
from storage.documents import DocumentKind
from storage.open import open_store
from tests.browser.visiting import ROOT, TOKENS, free_port, signed_in, wait_for
from ui.maps.geodetic import to_lonlat

CRASH_ID = "entered-test-1"
CRS = "EPSG:3826"
JUNCTION = "示安大道2段×禮讓大道2段"


def put_case(path, **values):
    """Save a case of two cars at a mapped junction; its key comes back."""
    store = open_store(str(path))
    at = next(
        one
        for one in store.junctions()
        if one.name == JUNCTION or set(one.road_names) == set(JUNCTION.split("×"))
    )
    assert at.method is not Method.OFFICER
    lon, lat = to_lonlat([at.x_m], [at.y_m], CRS)
    place = CasePlace(
        round(at.x_m, 2), round(at.y_m, 2), float(lon[0]), float(lat[0]), PlaceOrigin.JUNCTION
    )
    car = {"kind_code": "B03"}
    entered = {"occurred_at": "2026-11-20T22:14", "severity": "A2", "place_text": "路口", **values}
    case = Case(
        CRASH_ID, place=place, values=entered, parties=(CaseParty(1, car), CaseParty(2, car))
    )
    store.save_document(
        DocumentKind.CASE, CRASH_ID, write_case(case), author="王小明", expected_version=0
    )
    store.close()
    return CRASH_ID


def saved_scene(path):
    """The scene that the store holds, None without one; and its version."""
    store = open_store(str(path))
    kept = store.document(DocumentKind.SCENE, CRASH_ID)
    store.close()
    return (parse_scene(kept.text), kept.version) if kept else (None, 0)


class StandingServer:
    """The app over a store on a port that stays the same when it is killed and started again."""

    def __init__(self, store, log):
        self.store, self.log = store, log
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.process = None

    def __enter__(self):
        self.start()
        TOKENS[self.base] = signed_in(self.store)
        return self

    def __exit__(self, *_reason):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)

    def start(self):
        command = ["-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env={**os.environ, "DAOAN_STORE": str(self.store)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        wait_for(self.base, self.process, self.log)

    def kill(self):
        """End it without a chance to tidy up."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(20)
