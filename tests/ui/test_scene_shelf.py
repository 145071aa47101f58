"""Scenes and photos in the store, through the routes of the editor."""

from io import BytesIO

import pytest
from PIL import Image
from starlette.applications import Starlette

from crashes.scene.document import write_scene
from crashes.scene.model import Scene
from storage.accounts import Role
from storage.documents import DocumentKind
from storage.open import open_store
from tests.conftest import missing_component
from tests.postgis_server import NoPostgisError, running_postgis
from tests.ui.asking import PlainBrowser
from tests.ui.conftest import PASSWORD
from ui import store_access
from ui.components.scene_editor.shelf import SavedScene
from ui.routes import routes
from ui.sign_in import COOKIE

SCENE = Scene("c1", "EPSG:3826", (195_000.0, 2_597_000.0))
OTHER = Scene("c1", "EPSG:3826", (195_001.0, 2_597_000.0))


@pytest.fixture(
    params=[
        "embedded",
        pytest.param("postgis", marks=[pytest.mark.postgis, pytest.mark.xdist_group("postgis")]),
    ]
)
def any_store(request, tmp_path, monkeypatch):
    """The store that the app serves, on either engine."""
    if request.param == "embedded":
        yield from serve(str(tmp_path / "store.gpkg"), monkeypatch)
        return
    try:
        with running_postgis() as server:
            yield from serve(server.new_database(), monkeypatch)
    except NoPostgisError:
        missing_component("PostGIS")


def serve(url, monkeypatch):
    monkeypatch.setenv("DAOAN_STORE", url)
    store_access.the_store.cache_clear()
    store = store_access.the_store()
    store.add_account("chen", role=Role.OFFICER, password=PASSWORD, author="operator")
    store.add_account("lin", role=Role.READER, password=PASSWORD, author="operator")
    yield store
    store.close()
    store_access.the_store.cache_clear()


def client(store, name="chen"):
    one = PlainBrowser(Starlette(routes=routes()))
    if name:
        one.cookies[COOKIE] = store.sign_in(name, PASSWORD, address="").token
    return one


def put(one, scene, revision):
    stated = {"if_match": f'"{revision}"', "x_daoan_language": "en"}
    return one.ask("PUT", "/api/scenes/c1", write_scene(scene).encode(), **stated)


def test_scene_is_kept_with_its_author_and_every_version(any_store):
    one = client(any_store)
    assert put(one, SCENE, 0).json()["revision"] == 1
    assert put(one, OTHER, 1).json()["revision"] == 2
    answer = one.get("/api/scenes/c1").json()
    assert (answer["revision"], answer["author"]) == (2, "chen")
    assert answer["scene"]["origin_m"] == [195_001.0, 2_597_000.0]
    versions = any_store.document_versions(DocumentKind.SCENE, "c1")
    assert [one.text for one in versions] == [write_scene(SCENE), write_scene(OTHER)]


def test_second_of_two_is_told_and_sees_the_version_that_came_first(any_store):
    mine, theirs = client(any_store), client(any_store)
    put(mine, SCENE, 0)
    refused = put(theirs, OTHER, 0)
    assert refused.status_code == 412
    assert refused.json()["revision"] == 1
    assert refused.json()["scene"]["origin_m"] == [195_000.0, 2_597_000.0]
    assert refused.headers["etag"] == '"1"'
    assert put(theirs, OTHER, 1).status_code == 200


def test_reader_and_stranger_save_nothing(any_store):
    assert put(client(any_store, "lin"), SCENE, 0).status_code == 403
    assert put(client(any_store, ""), SCENE, 0).status_code == 401
    assert client(any_store, "lin").get("/api/scenes/c1").status_code == 404
    assert any_store.document(DocumentKind.SCENE, "c1") is None


def test_photo_is_kept_beside_its_scene(any_store):
    one = client(any_store)
    content = BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(content, "PNG")
    sent = one.ask("POST", "/api/scenes/c1/photos", content.getvalue())
    assert sent.status_code == 200
    address = f"/api/scenes/c1/photos/{sent.json()['underlay_id']}"
    photo = one.get(address)
    assert photo.status_code == 200
    assert photo.headers["content-type"].startswith("image/")
    assert Image.open(BytesIO(photo.content)).size == (40, 30)
    assert client(any_store, "").get(address).status_code == 401


def test_saved_scene_is_there_when_the_server_starts_again(any_store):
    put(client(any_store), SCENE, 0)
    again = open_store(any_store.url)
    assert again.document(DocumentKind.SCENE, "c1").text == write_scene(SCENE)
    again.close()


def test_withdrawn_scene_begins_anew(any_store):
    from ui.scene_shelf import StoreShelf

    shelf = StoreShelf(any_store)
    put(client(any_store), SCENE, 0)
    any_store.save_document(DocumentKind.SCENE, "c1", "", author="chen", expected_version=1)
    assert shelf.scene("c1") is None
    saved = shelf.save_scene("c1", write_scene(OTHER), author="chen", expected_revision=0)
    assert isinstance(saved, SavedScene)
    assert saved.revision == 3
