"""Accounts and keys by the command, as an operator makes them."""

import io
import json
import stat
import sys

import pytest

from storage import passwords
from storage.identity import Identity
from storage.identity_key import read_key_file
from storage.open import open_store

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", passwords.PasswordHasher(1, 8, 1))


@pytest.fixture
def typed(monkeypatch):
    """Give the command something on standard input."""

    def give(text):
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    return give


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store.gpkg"


@pytest.fixture
def added(daoan, typed, store):
    typed(f"{PASSWORD}\n")
    return daoan(
        *("user", "add", "chen", "--role", "officer", "--display", "陳警員"),
        *("--password-stdin", "--store", store),
    )


def sign_in(path, password=PASSWORD):
    store = open_store(str(path))
    try:
        return store.sign_in("chen", password, address="").account
    finally:
        store.close()


def test_account_made_by_the_command_signs_in(added, store):
    assert (added["name"], added["role"], added["disabled"]) == ("chen", "officer", False)
    assert sign_in(store).display_name == "陳警員"


def test_password_is_asked_for_twice_on_a_terminal(daoan, store, monkeypatch):
    answers = iter([PASSWORD, PASSWORD, PASSWORD, "another one"])
    monkeypatch.setattr("cli.account_verbs.getpass", lambda *_, **__: next(answers))
    daoan("user", "add", "chen", "--role", "reader", "--store", store)
    assert sign_in(store)
    said = daoan("user", "add", "lin", "--role", "reader", "--store", store, exit_code=1)
    assert "兩次" in said.err


@pytest.mark.usefixtures("added")
def test_nothing_that_is_said_holds_a_password(daoan, store):
    said = json.dumps(daoan("user", "list", "--store", store))
    assert "chen" in said
    assert "argon2" not in said
    assert "password" not in said


@pytest.mark.usefixtures("added")
def test_disabled_account_is_enabled_again(daoan, store):
    from storage.sign_in_rows import SignInError

    assert daoan("user", "disable", "chen", "--store", store)["disabled"]
    with pytest.raises(SignInError):
        sign_in(store)
    assert not daoan("user", "enable", "chen", "--store", store)["disabled"]
    assert sign_in(store)


@pytest.mark.usefixtures("added")
def test_changed_password_is_the_right_one(daoan, store, typed):
    typed("another password\n")
    daoan("user", "password", "chen", "--password-stdin", "--store", store)
    assert sign_in(store, "another password")


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "chen", "--role", "reader", "--password-stdin"), "已存在"),
        (("disable", "nobody"), "沒有帳號"),
        (("add", "wang", "--role", "reader", "--password-stdin", "--lang", "en"), "10 to 1000"),
    ],
)
def test_mistakes_are_told_in_a_sentence(daoan, store, typed, arguments, said):
    typed("short\n" if "wang" in arguments else f"{PASSWORD}\n")
    told = daoan("user", *arguments, "--store", store, exit_code=1)
    assert said in told.err
    assert "Traceback" not in told.err


def test_new_key_is_a_file_of_its_owner_and_is_shown_to_nobody(daoan, tmp_path, capsys):
    file = tmp_path / "daoan.key"
    made = daoan("key", "new", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    secret = file.read_text().split()[-1]
    assert secret not in json.dumps(made) + "".join(capsys.readouterr())
    assert "絕不覆寫" in daoan("key", "new", file, exit_code=1).err


def test_nothing_that_is_given_out_holds_an_identity(daoan, demo_store, tmp_path):
    file = tmp_path / "daoan.key"
    daoan("key", "new", file)
    opened = open_store(str(demo_store))
    crash_id = opened.crashes()["crash_id"].iloc[0]
    who = Identity(name="王小明-xq", plate="XQZ-9876", phone="0912000999")
    opened.save_identity(crash_id, 1, who, author="陳", key=read_key_file(file))
    opened.close()
    for ending in ("csv", "geojson", "gpkg"):
        out = tmp_path / f"out.{ending}"
        daoan("export", "--out", out, "--store", demo_store)
        content = out.read_bytes()
        assert content
        for text in (who.name, who.plate, who.phone):
            assert text.encode() not in content


def test_rotated_key_opens_what_the_old_one_sealed(daoan, store, tmp_path):
    file = tmp_path / "daoan.key"
    daoan("key", "new", file)
    who = Identity(name="王小明")
    opened = open_store(str(store))
    opened.save_identity("c1", 1, who, author="陳", key=read_key_file(file))
    opened.close()
    assert daoan("key", "rotate", file, "--store", store)["sealed_anew"] == 1
    file.write_text(file.read_text().splitlines()[0])  # the old key is thrown away
    opened = open_store(str(store))
    found = opened.identity("c1", 1, reader="陳", reason="r", key=read_key_file(file))
    opened.close()
    assert found == who


def test_sign_in_for_reading_is_a_setting(daoan, store):
    assert not daoan("init", "--store", store)["sign_in_required"]
    assert daoan("init", "--sign-in-required", "yes", "--store", store)["sign_in_required"]
    assert daoan("init", "--store", store)["sign_in_required"]
    assert not daoan("init", "--sign-in-required", "no", "--store", store)["sign_in_required"]


@pytest.mark.usefixtures("added")
def test_restore_is_written_down(daoan, store, tmp_path):
    daoan("backup", "--out", tmp_path / "backup.gpkg", "--store", store)
    daoan("restore", tmp_path / "backup.gpkg", "--replace", "--store", store)
    opened = open_store(str(store))
    last = opened.audit_log().iloc[0]
    opened.close()
    assert (last["author"], last["action"]) == ("daoan", "restore")
    assert json.loads(last["detail"]) == {"backup": "backup.gpkg", "replaced": True}
