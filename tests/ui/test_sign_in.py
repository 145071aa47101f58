"""Who may do what on the pages and at the routes, and how one signs in."""

from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from storage.accounts import Role
from tests.ui.asking import PlainBrowser
from tests.ui.conftest import OFFICER, PASSWORD
from tests.ui.test_records_pages import LAST, texts
from ui.routes import routes
from ui.sign_in import COOKIE
from ui.visitor import Deed, Visitor, may, may_write

HERE = "http://testserver"
WRITING = ("imports", "quarantine", "record")


@pytest.fixture
def client():
    """A browser without scripts at the routes of the app."""
    return PlainBrowser(Starlette(routes=routes()), HERE)


def send(client, path, origin=HERE, **said):
    headers = {"origin": origin} if origin else {}
    return client.ask("POST", path, urlencode(said).encode(), **headers)


def enter(client, password=PASSWORD, **more):
    return send(client, "/sign-in", name=OFFICER, password=password, **more)


@pytest.mark.parametrize(
    ("role", "deeds"),
    [
        (Role.READER, {Deed.READ_RECORDS, Deed.READ_SCENES}),
        (
            Role.OFFICER,
            {Deed.READ_RECORDS, Deed.READ_SCENES, Deed.WRITE, Deed.OPEN_IDENTITY},
        ),
        (Role.ADMINISTRATOR, set(Deed)),
    ],
)
def test_each_role_may_do_what_it_says_and_no_more(role, deeds):
    visitor = Visitor("a", may_write=role is not Role.READER, role=role)
    assert {deed for deed in Deed if may(visitor, deed)} == deeds
    assert may_write(visitor) is (Deed.WRITE in deeds)


def test_nobody_may_do_nothing_but_read_where_the_store_says_so():
    assert not [deed for deed in Deed if may(None, deed)]
    open_to_all = [deed for deed in Deed if may(None, deed, sign_in_required=False)]
    assert open_to_all == [Deed.READ_RECORDS]


@pytest.mark.parametrize("role", [None, Role.READER])
@pytest.mark.usefixtures("store")
def test_who_may_not_write_is_offered_no_form(run_page, sign_in, role):
    sign_in(role, "讀者")
    for page in WRITING:
        test = run_page(page, **({"crash": LAST} if page == "record" else {}))
        assert not test.exception
        assert not test.error
        saving = [one.label for one in test.button if one.proto.form_id or "mport" in one.label]
        assert saving == [], page
        assert not test.get("file_uploader")
        assert ("read only" if role else "Sign in") in texts(test), page


@pytest.mark.usefixtures("store")
def test_officer_is_offered_forms(run_page):
    assert run_page("imports").get("file_uploader")
    assert [one for one in run_page("record", crash=LAST).button if one.proto.form_id]


def test_only_an_administrator_changes_what_holds_for_all(empty_store, run_page, sign_in):
    test = run_page("imports")
    assert test.multiselect(key="own_counties").disabled
    sign_in(Role.ADMINISTRATOR, "局長")
    test = run_page("imports")
    sign_in(Role.OFFICER)  # while the page still offers the choice
    test.multiselect(key="own_counties").set_value(["嘉義市"]).run()
    assert empty_store.settings().counties == ()


def test_without_any_account_the_page_tells_how_to_make_one(tmp_path, monkeypatch, run_page):
    from ui import store_access

    monkeypatch.setenv("DAOAN_STORE", str(tmp_path / "first.gpkg"))
    store_access.the_store.cache_clear()
    monkeypatch.setattr("ui.sign_in.token_of_page", lambda: "")
    test = run_page("imports")
    assert "There is no account yet" in texts(test)
    assert "daoan user add" in test.code[0].value
    store_access.the_store().close()
    store_access.the_store.cache_clear()


def test_store_may_ask_everybody_to_sign_in(store, run_page, sign_in, client):
    store.change_settings(sign_in_required=True)
    assert not run_page("records").info
    sign_in(None)
    test = run_page("records")
    assert "Sign in" in texts(test)
    assert not test.dataframe
    for path in ("/data/crash-points", "/data/background", "/data/streets"):
        assert client.get(path).status_code == 401
    enter(client)
    assert client.get("/data/crash-points").status_code == 200


@pytest.mark.usefixtures("store")
def test_statistics_are_open_unless_the_store_says_otherwise(run_page, sign_in, client):
    sign_in(None)
    assert run_page("records").dataframe
    assert client.get("/data/crash-points").status_code == 200


@pytest.mark.usefixtures("empty_store")
def test_right_password_gives_a_cookie_that_no_script_and_no_other_site_has(client):
    answer = enter(client, next="/records?text=a")
    assert (answer.status_code, answer.headers["location"]) == (303, "/records?text=a")
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith(COOKIE)
    for word in ("httponly", "samesite=strict", "path=/", "expires="):
        assert word in cookie
    assert "secure" not in cookie, "plain http on loopback"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("empty_store")
def test_cookie_is_sent_over_https_only_where_there_is_https():
    client = PlainBrowser(Starlette(routes=routes()), "https://testserver")
    answer = send(client, "/sign-in", client.origin, name=OFFICER, password=PASSWORD)
    assert "secure" in answer.headers["set-cookie"].lower()


@pytest.mark.usefixtures("empty_store")
@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_wrong_password_shows_the_page_again_with_the_reason(client, lang):
    answer = enter(client, password="wrong password", lang=lang, next="/records")
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
    said = "Name and password do not fit." if lang == "en" else "帳號或密碼不正確。"
    assert said in answer.text
    assert 'name="next" value="/records"' in answer.text
    assert OFFICER in answer.text
    assert "wrong password" not in answer.text


@pytest.mark.usefixtures("empty_store")
def test_guessing_is_stopped(client):
    answers = [enter(client, password=f"wrong password {n}").status_code for n in range(7)]
    assert answers == [401] * 5 + [429] * 2
    assert enter(client).status_code == 429


@pytest.mark.usefixtures("empty_store")
@pytest.mark.parametrize(("peer", "is_believed"), [("127.0.0.1", True), ("192.0.2.1", False)])
def test_web_server_on_the_same_machine_says_whom_it_speaks_for(client, peer, is_believed):
    client.address = peer

    def guess(address):
        said = urlencode({"name": OFFICER, "password": "wrong password"}).encode()
        headers = {"origin": HERE, "x_forwarded_for": f"spoofed, {address}"}
        return client.ask("POST", "/sign-in", said, **headers).status_code

    assert [guess("198.51.100.1") for _ in range(6)] == [401] * 5 + [429]
    assert guess("198.51.100.2") == (401 if is_believed else 429)


@pytest.mark.usefixtures("empty_store")
def test_no_route_gives_records_or_scenes_to_a_stranger_of_a_closed_store(empty_store, client):
    """Whatever route is added later: it asks who is there, or it is one of the open ones."""
    empty_store.change_settings(sign_in_required=True)
    open_to_all = ("/assets", "/sign-in", "/sign-out", ".js")
    asked = 0
    for route in routes():
        path = route.path.replace("{crash_id}", "c1").replace("{photo_id}", "p")
        if path.startswith(open_to_all) or path.endswith(open_to_all):
            continue
        for method in sorted(getattr(route, "methods", None) or {"GET"}):
            assert client.ask(method, path).status_code == 401, (method, path)
            asked += 1
    assert asked >= 7


@pytest.mark.usefixtures("empty_store")
@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "http://testserver.evil"])
@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/demo", "/sign-out"])
def test_form_of_another_site_is_refused(client, path, origin):
    answer = send(client, path, origin=origin, name=OFFICER, password=PASSWORD)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.usefixtures("empty_store")
@pytest.mark.parametrize(
    "address",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nset-cookie: a=b", "", "x"],
)
def test_one_comes_back_to_our_own_pages_only(client, address):
    assert enter(client, next=address).headers["location"] == "/"


@pytest.mark.usefixtures("empty_store")
def test_signing_out_ends_the_sign_in_on_the_server(client):
    enter(client)
    token = client.cookies[COOKIE]
    assert client.get("/api/scenes/c1").status_code == 404
    assert send(client, "/sign-out", next="/").status_code == 303
    assert COOKIE not in client.cookies
    client.cookies[COOKIE] = token
    assert client.get("/api/scenes/c1").status_code == 401


@pytest.mark.usefixtures("empty_store")
def test_signing_in_anew_ends_the_sign_in_before(client):
    enter(client)
    before = client.cookies[COOKIE]
    enter(client)
    client.cookies[COOKIE] = before
    assert client.get("/api/scenes/c1").status_code == 401


@pytest.mark.parametrize("is_demo", [True, False])
def test_one_click_officer_is_in_the_demo_only(empty_store, client, is_demo):
    empty_store.change_settings(is_demo=is_demo)
    page = client.get("/sign-in?lang=en").text
    assert ("officer of the demo" in page) is is_demo
    answer = send(client, "/sign-in/demo", next="/records", lang="en")
    assert answer.status_code == (303 if is_demo else 401)
    assert client.get("/api/scenes/c1").status_code == (404 if is_demo else 401)


@pytest.mark.usefixtures("empty_store")
def test_page_shows_what_is_typed_as_text(client):
    answer = send(client, "/sign-in", name='"><script>1</script>', password="x", next='/"><script>')
    assert "<script>" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script>" not in client.get("/sign-in", next='/"><script>').text


@pytest.mark.usefixtures("empty_store")
def test_page_says_who_has_signed_in_and_lets_him_out(client):
    enter(client)
    page = client.get("/sign-in?lang=en").text
    assert f"You are signed in as {OFFICER}." in page
    assert 'action="/sign-out"' in page
    assert 'type="password"' not in page
