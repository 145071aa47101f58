"""Cases through their routes: saved by those who may, questioned, never overwritten, refused."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from starlette.applications import Starlette

from crashes.demo_city.street_map import demo_street_map
from crashes.scene.document import write_scene
from crashes.scene.model import Scene, Travel, TravelEnd
from language import LOCALE_FOLDER
from roadnet.records import area_of, records_of
from storage.accounts import Role
from storage.documents import DocumentKind
from tests.ui.asking import PlainBrowser
from tests.ui.conftest import PASSWORD
from ui.case.opened import open_case
from ui.case.routes import asked_of_scene
from ui.components.case_form.component import BUNDLE, bundle_address
from ui.routes import routes
from ui.sign_in import COOKIE

PLACES = "/api/places"
CASE = {"version": 1, "crash_id": "c1", "values": {"crash_type_code": "10"}}
PARTIES = [{"party_no": n, "values": {"kind_code": "B03"}} for n in (1, 2)]
NORTHWARD = TravelEnd((0.0, -20.0), 180.0), TravelEnd((0.0, 20.0), 0.0)


@pytest.fixture
def store(empty_store):
    """A store with an officer, a reader, and streets."""
    empty_store.add_account("chen", role=Role.OFFICER, password=PASSWORD, author="operator")
    empty_store.add_account("lin", role=Role.READER, password=PASSWORD, author="operator")
    streets = demo_street_map()
    empty_store.change_settings(crs=streets.crs, counties=("示範市",))
    empty_store.save_streets(area_of(streets), records_of(streets), author="demo")
    return empty_store


@pytest.fixture
def ask(store):
    """Ask a route as somebody."""

    def asked(method, address, body=None, *, name="chen", revision=0):
        browser = PlainBrowser(Starlette(routes=routes()))
        if name:
            browser.cookies[COOKIE] = store.sign_in(name, PASSWORD, address="").token
        content = json.dumps(body).encode() if body is not None else b""
        headers = {"if_match": f'"{revision}"', "x_daoan_language": "en"}
        return browser.ask(method, address, content, **headers)

    return asked


def put(ask, body, **more):
    return ask("PUT", "/api/cases/c1", body, **more)


def test_each_save_is_a_version_with_its_author(ask, store):
    assert put(ask, CASE).json()["revision"] == 1
    saved = put(ask, {**CASE, "parties": PARTIES}, revision=1).json()
    assert (saved["revision"], saved["author"]) == (2, "chen")
    assert len(store.document_versions(DocumentKind.CASE, "c1")) == 2
    assert len(open_case("c1").case.parties) == 2


def test_only_officers_save_and_only_signed_in_people_look_up(ask, store):
    assert put(ask, CASE, name="").status_code == 401
    assert put(ask, CASE, name="lin").status_code == 403
    assert ask("GET", f"{PLACES}?q=x", name="").status_code == 401
    assert store.document(DocumentKind.CASE, "c1") is None


def test_the_second_of_two_gets_what_the_first_saved(ask):
    put(ask, CASE)
    answer = put(ask, {**CASE, "values": {"severity": "A1"}})
    assert answer.status_code == 412
    assert answer.json()["case"]["values"] == {"crash_type_code": "10"}
    assert answer.json()["author"] == "chen"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({**CASE, "values": {"place_text": "<img src=x onerror=alert(1)>"}}, 422),
        ({**CASE, "values": {"deaths": float("nan")}}, 422),
        ({**CASE, "parties": [{"party_no": n + 1} for n in range(4_000)]}, 422),
        ({**CASE, "values": {"place_text": "x" * 300_000}}, 413),
        ({**CASE, "crash_id": "c2"}, 422),
        ([], 422),
    ],
)
def test_a_hostile_case_is_refused_with_a_sentence(ask, store, body, status):
    answer = put(ask, body)
    assert answer.status_code == status
    assert len(answer.json()["message"]) > 10
    assert store.document(DocumentKind.CASE, "c1") is None


def test_a_hostile_scene_and_a_huge_photo_are_refused_with_a_sentence(ask, store):
    thing = {"shape": "note", "object_id": "n", "text": "x", "at_m": [0, 0], "layer": "notes"}
    least = {"version": 1, "crash_id": "c1", "crs": "EPSG:3826", "origin_m": [0, 0]}
    many = [{**thing, "object_id": f"n{n}"} for n in range(10_000)]
    hostile = [
        {**least, "objects": many},
        {**least, "objects": [{**thing, "text": "<script>alert(1)</script>"}]},
        {**least, "objects": [{**thing, "at_m": [float("nan"), 0]}]},
        {**least, "summary": "x" * 3_000_000},
    ]
    for scene in hostile:
        answer = ask("PUT", "/api/scenes/c1", scene)
        assert answer.status_code in {413, 422}
        assert len(answer.json()["message"]) > 10
    browser = PlainBrowser(Starlette(routes=routes()))
    browser.cookies[COOKIE] = store.sign_in("chen", PASSWORD, address="").token
    photo = browser.ask("POST", "/api/scenes/c1/photos", b"\xff\xd8" + bytes(50_000_000))
    assert photo.status_code == 413
    assert store.document(DocumentKind.SCENE, "c1") is None


def drawn(store, *travels):
    scene = Scene("c1", "EPSG:3826", (0.0, 0.0), travels=travels)
    store.save_document(
        DocumentKind.SCENE, "c1", write_scene(scene), author="chen", expected_version=0
    )
    return scene


def test_a_head_on_crash_of_two_the_same_way_is_questioned_and_saved(ask, store):
    scene = drawn(store, Travel(1, *NORTHWARD), Travel(2, *NORTHWARD))
    answer = put(ask, {**CASE, "parties": PARTIES})
    assert answer.status_code == 200
    texts = [one["text"] for one in answer.json()["questions"]]
    assert texts == ["The type says they met head on, but both travelled the same way."]
    assert [str(one) for one in asked_of_scene(scene)] == texts


def test_a_junction_is_found_by_name_and_tells_what_the_map_knows(ask):
    hits = ask("GET", f"{PLACES}?q=%E7%A6%AE%E8%AE%93+%E7%A4%BA%E5%AE%89").json()["hits"]
    assert hits[0]["title"] == "示安大道1段×禮讓大道1段" or "示安" in hits[0]["title"]
    where = f"{PLACES}?lon={hits[0]['lon']}&lat={hits[0]['lat']}&origin=junction"
    here = ask("GET", where).json()
    assert here["place"]["junction"] == hits[0]["title"]
    assert here["place_text"].startswith("示範市")
    assert here["place_text"].endswith("口")
    assert here["suggestions"]["road_form_code"]["value"] == "04"


@pytest.mark.parametrize("query", ["", "lon=x&lat=1", "lon=500&lat=1", "lon=nan&lat=1"])
def test_a_place_that_is_none_is_refused(ask, query):
    assert ask("GET", f"{PLACES}?{query}").status_code == 400


def test_the_bundle_is_fresh_and_may_be_kept(ask):
    digest = sha256()
    for folder in (BUNDLE.parent, BUNDLE.parent.parent / "scene_editor"):
        names = sorted(
            path.relative_to(folder).as_posix()
            for path in (folder / "src").rglob("*.*")
            if path.suffix in {".ts", ".css"}
        )
        for name in names:
            digest.update(name.encode() + b"\n" + (folder / name).read_bytes())
    assert f"sources {digest.hexdigest()[:16]};" in BUNDLE.read_text(encoding="utf-8")[:200]
    answer = ask("GET", f"/{bundle_address()}", name="")
    assert "max-age=31536000" in answer.headers["cache-control"]


def test_everything_the_form_says_has_its_chinese():
    said = set()
    for path in sorted((BUNDLE.parent / "src").glob("*.ts")):
        text = path.read_text(encoding="utf-8")
        said |= set(re.findall(r'\bsay\("((?:[^"\\]|\\.)*)"', text))
        if path.name == "form.ts":
            said |= set(re.findall(r': "([A-Z][^"]* ?[^"]*)"', text.split("STATES")[1][:500]))
    with (Path(LOCALE_FOLDER) / "zh_TW" / "case_form.po").open("rb") as file:
        known = {str(entry.id) for entry in read_po(file) if entry.id and entry.string}
    assert sorted(said - known) == []
