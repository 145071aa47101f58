"""The routes of the editor, asked without a browser."""

import io
import json
from dataclasses import replace
from hashlib import sha256
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from PIL import Image

from crashes.scene.document import read_scene, scene_to_json
from tests.crashes.scene.scenes import car, empty_scene
from ui.components.scene_editor.routes import BUNDLE, bundle_address
from ui.components.scene_editor.shelf import Visitor

SCENE = replace(empty_scene(objects=(car(),)), crash_id="made-1")


def ask(site, path, method="GET", body=None, **headers):
    """Status, headers and body of an answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(site.address + path, data=body, method=method, headers=named)
    try:
        with urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as answer:
        return answer.code, answer.headers, answer.read()


def save(site, scene=SCENE, revision=0, crash="made-1", **headers):
    body = json.dumps(scene_to_json(scene)).encode()
    status, _, said = ask(
        site, f"api/scenes/{crash}", "PUT", body, If_Match=f'"{revision}"', **headers
    )
    return status, json.loads(said)


def test_a_scene_is_saved_and_read_back_unchanged(site):
    assert save(site)[1]["revision"] == 1
    status, headers, said = ask(site, "api/scenes/made-1")
    assert (status, headers["etag"]) == (200, '"1"')
    assert read_scene(json.loads(said)["scene"]) == SCENE
    assert save(site, revision=1)[1]["revision"] == 2


def test_a_stale_save_gets_the_version_that_came_first(site):
    save(site)
    other = replace(SCENE, summary="另一份")
    status, said = save(site, other)
    assert (status, said["revision"], said["author"]) == (412, 1, "officer")
    assert read_scene(said["scene"]) == SCENE
    assert len(site.shelf.versions["made-1"]) == 1


@pytest.mark.parametrize("stated", ["", "*", "x", '"-1"', '"1.5"', '"１"'])
def test_a_save_must_say_which_revision_it_changes(site, stated):
    headers = {"If_Match": stated.encode().decode("latin-1")} if stated else {}
    status, _, said = ask(site, "api/scenes/made-1", "PUT", b"{}", **headers)
    assert status == 428
    assert "If-Match" in json.loads(said)["message"]


def test_faults_are_listed_in_the_language_that_is_asked_for(site):
    for language, word in (("zh-TW", "未被接受"), ("en", "refused"), ("xx", "未被接受")):
        status, _, said = ask(
            site,
            "api/scenes/made-1",
            "PUT",
            json.dumps({"version": 1}).encode(),
            If_Match='"0"',
            X_Daoan_Language=language,
        )
        answer = json.loads(said)
        assert status == 422
        assert word in answer["message"]
        assert len(answer["faults"]) == 3


def test_a_scene_of_another_crash_is_refused(site):
    assert save(site, crash="made-2")[0] == 422


def test_a_body_that_is_too_long_is_cut_off(site):
    status, _, said = ask(
        site, "api/scenes/made-1", "PUT", b"x" * 3_000_000, If_Match='"0"', X_Daoan_Language="en"
    )
    assert status == 413
    assert json.loads(said)["message"] == "More than 2 MB were sent."


def test_other_sites_are_refused_and_our_own_is_not(site):
    assert save(site, Origin="http://evil.example")[0] == 403
    assert save(site, Origin=site.address.rstrip("/"))[0] == 200


def test_who_has_not_signed_in_gets_nothing_and_a_reader_changes_nothing(site):
    save(site)
    site.visitor = Visitor("reader", may_write=False)
    assert ask(site, "api/scenes/made-1")[0] == 200
    assert save(site, revision=1)[0] == 403
    site.visitor = None
    for path in ("api/scenes/made-1", "api/scenes/made-1/photos/x"):
        assert ask(site, path)[0] == 401
    assert save(site, revision=1)[0] == 401


def test_what_is_not_there_is_not_found(site):
    assert ask(site, "api/scenes/none")[0] == 404
    assert ask(site, "api/scenes/none/photos/0")[0] == 404


def test_a_photo_is_kept_small_and_served_as_a_picture_only(site):
    stored = io.BytesIO()
    Image.new("RGB", (5000, 2500)).save(stored, "PNG")
    status, _, said = ask(site, "api/scenes/made-1/photos", "POST", stored.getvalue())
    photo = json.loads(said)
    assert (status, photo["width_px"], photo["height_px"]) == (200, 4096, 2048)
    status, headers, content = ask(site, f"api/scenes/made-1/photos/{photo['underlay_id']}")
    assert (status, headers["content-type"]) == (200, "image/png")
    assert headers["x-content-type-options"] == "nosniff"
    assert Image.open(io.BytesIO(content)).size == (4096, 2048)


def test_a_file_that_is_no_photo_is_refused(site):
    status, _, said = ask(
        site, "api/scenes/made-1/photos", "POST", b"<svg/>", X_Daoan_Language="en"
    )
    assert status == 422
    assert "not a JPEG" in json.loads(said)["message"]


def test_the_bundle_was_built_from_the_sources_that_stand_beside_it():
    """After a change of the sources: `npm install && npm run build` in the folder of the editor."""
    folder = BUNDLE.parent
    digest = sha256()
    names = {path.relative_to(folder).as_posix() for path in (folder / "src").rglob("*.*")}
    for name in sorted(name for name in names if name.endswith((".ts", ".css"))):
        digest.update(name.encode() + b"\n" + (folder / name).read_bytes())
    assert f"sources {digest.hexdigest()[:16]};" in BUNDLE.read_text(encoding="utf-8")[:200]


def test_the_bundle_is_a_script_that_may_be_kept(site):
    status, headers, content = ask(site, bundle_address())
    assert status == 200
    assert headers["content-type"].startswith("text/javascript")
    assert "max-age=31536000" in headers["cache-control"]
    assert b"sourceMappingURL" not in content
    assert b"http://" not in content.replace(b"http://www.w3.org/", b"")
    assert b"https://" not in content
