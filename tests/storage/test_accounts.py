"""Accounts and who is signed in: hashed, limited, ended in time."""

from datetime import timedelta

import pytest

from storage import passwords, sign_in_rows
from storage.accounts import Role
from storage.moments import now
from storage.open import open_database, open_store
from storage.passwords import WeakPasswordError
from storage.sign_in_rows import SignInError, TooManyFailuresError
from storage.store import StoreError

PASSWORD = "correct horse battery"
HERE = "192.0.2.1"


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch):
    """Hash with the least memory: the tests are about what is done with hashes."""
    monkeypatch.setattr(passwords, "_hasher", passwords.PasswordHasher(1, 8, 1))
    passwords._hash_of_nobody.cache_clear()
    yield
    passwords._hash_of_nobody.cache_clear()


@pytest.fixture
def officer(store):
    return store.add_account(
        "chen", display_name="陳警員", role=Role.OFFICER, password=PASSWORD, author="operator"
    )


def later(monkeypatch, **passed):
    """Let time pass for the sign-ins."""
    moment = now() + timedelta(**passed)
    monkeypatch.setattr(sign_in_rows, "now", lambda: moment)


def test_account_signs_in_and_out(store, officer):
    signed = store.sign_in("chen", PASSWORD, address=HERE)
    assert signed.account == officer
    assert store.signed_in(signed.token) == officer
    store.sign_out(signed.token)
    assert store.signed_in(signed.token) is None


def test_name_may_be_typed_in_full_width(store, officer):
    assert store.sign_in(" ｃｈｅｎ ", PASSWORD, address=HERE).account == officer


@pytest.mark.parametrize(
    ("name", "password"), [("chen", "wrong password"), ("nobody", PASSWORD), ("", ""), ("chen", "")]
)
@pytest.mark.usefixtures("officer")
def test_wrong_name_and_wrong_password_are_told_alike(store, name, password):
    with pytest.raises(SignInError, match=r"^Name and password do not fit\.$"):
        store.sign_in(name, password, address=HERE)


@pytest.mark.usefixtures("officer")
def test_password_is_not_looked_at_after_many_failures(store):
    for _ in range(sign_in_rows.MOST_OF_BOTH):
        with pytest.raises(SignInError):
            store.sign_in("chen", "wrong password", address=HERE)
    with pytest.raises(TooManyFailuresError, match="15 minutes"):
        store.sign_in("chen", PASSWORD, address=HERE)
    assert store.sign_in("chen", PASSWORD, address="192.0.2.2"), "from elsewhere the owner gets in"


@pytest.mark.usefixtures("officer")
def test_failures_are_forgotten_after_a_while(store, monkeypatch):
    for _ in range(sign_in_rows.MOST_OF_BOTH):
        with pytest.raises(SignInError):
            store.sign_in("chen", "wrong password", address=HERE)
    later(monkeypatch, minutes=16)
    assert store.sign_in("chen", PASSWORD, address=HERE)


def test_one_address_cannot_try_every_name(store, monkeypatch):
    monkeypatch.setattr(sign_in_rows, "MOST_OF_ADDRESS", 7)
    for number in range(7):
        with pytest.raises(SignInError):
            store.sign_in(f"n{number}", "wrong password", address=HERE)
    with pytest.raises(TooManyFailuresError):
        store.sign_in("n99", "wrong password", address=HERE)


@pytest.mark.usefixtures("officer")
def test_success_forgets_failures_and_says_how_many_there_were(store):
    for _ in range(2):
        for _ in range(sign_in_rows.MOST_OF_BOTH - 1):
            with pytest.raises(SignInError):
                store.sign_in("chen", "wrong password", address=HERE)
        store.sign_in("chen", PASSWORD, address=HERE)
    log = store.audit_log(subject="chen").query("action == 'sign in'")
    assert log["detail"].tolist() == ['{"failures_before": 4}'] * 2


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(("passed", "is_there"), [({"hours": 3}, True), ({"hours": 5}, False)])
def test_who_is_idle_is_signed_out(store, monkeypatch, passed, is_there):
    token = store.sign_in("chen", PASSWORD, address=HERE).token
    later(monkeypatch, **passed)
    assert (store.signed_in(token) is not None) is is_there


@pytest.mark.usefixtures("officer")
def test_nobody_stays_signed_in_for_ever(store, monkeypatch):
    token = store.sign_in("chen", PASSWORD, address=HERE).token
    start = now()
    for hours in range(2, 16, 2):
        monkeypatch.setattr(sign_in_rows, "now", lambda hours=hours: start + timedelta(hours=hours))
        assert store.signed_in(token), hours
    monkeypatch.setattr(sign_in_rows, "now", lambda: start + timedelta(hours=16, minutes=1))
    assert store.signed_in(token) is None


@pytest.mark.parametrize(
    "changes", [{"disabled": True}, {"password": "another password"}, {"role": Role.READER}]
)
@pytest.mark.usefixtures("officer")
def test_changed_account_is_signed_out_everywhere(store, changes):
    token = store.sign_in("chen", PASSWORD, address=HERE).token
    store.change_account("chen", author="operator", **changes)
    assert store.signed_in(token) is None


@pytest.mark.usefixtures("officer")
def test_disabled_account_cannot_sign_in_until_enabled(store):
    store.change_account("chen", author="operator", disabled=True)
    with pytest.raises(SignInError, match="do not fit"):
        store.sign_in("chen", PASSWORD, address=HERE)
    store.change_account("chen", author="operator", disabled=False)
    assert store.sign_in("chen", PASSWORD, address=HERE)


@pytest.mark.usefixtures("officer")
def test_only_the_new_password_is_right(store):
    store.change_account("chen", author="operator", password="another password")
    with pytest.raises(SignInError):
        store.sign_in("chen", PASSWORD, address=HERE)
    assert store.sign_in("chen", "another password", address=HERE)


@pytest.mark.usefixtures("officer")
def test_hash_of_weaker_settings_is_made_anew_at_the_next_sign_in(store, monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", passwords.PasswordHasher(2, 16, 1))
    assert store.sign_in("chen", PASSWORD, address=HERE)
    monkeypatch.setattr(passwords, "is_outdated", lambda _: pytest.fail("still the old hash"))
    assert store.sign_in("chen", PASSWORD, address=HERE)


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaa", "chen-chen-chen", "x" * 1001])
def test_weak_password_is_refused(store, password):
    with pytest.raises(WeakPasswordError):
        store.add_account("chen-chen-chen", role=Role.READER, password=password, author="operator")
    assert store.accounts() == ()


@pytest.mark.parametrize("name", ["", "a b", "a\nb", "x" * 61, "\u200b"])
def test_text_that_cannot_be_a_name_is_refused(store, name):
    with pytest.raises(StoreError, match="cannot be the name"):
        store.add_account(name, role=Role.READER, password=PASSWORD, author="operator")


@pytest.mark.usefixtures("officer")
def test_names_differ_by_more_than_case(store):
    with pytest.raises(StoreError, match="account CHEN already"):
        store.add_account("CHEN", role=Role.READER, password=PASSWORD, author="operator")


def test_account_that_is_not_there_cannot_be_changed(store):
    with pytest.raises(StoreError, match="no account"):
        store.change_account("chen", author="operator", disabled=True)


def test_only_the_demo_has_an_officer_without_a_password(store):
    with pytest.raises(SignInError, match="Only the demo"):
        store.sign_in_demo(address=HERE)
    store.change_settings(is_demo=True)
    first, second = (store.sign_in_demo(address=HERE) for _ in range(2))
    assert first.account.role is Role.OFFICER
    assert store.signed_in(first.token) == store.signed_in(second.token) == first.account
    with pytest.raises(SignInError):
        store.sign_in(first.account.name, "", address=HERE)


@pytest.mark.usefixtures("officer")
def test_neither_password_nor_token_stands_in_the_store(store, tmp_path):
    token = store.sign_in("chen", PASSWORD, address=HERE).token
    store.backup(tmp_path / "backup.gpkg")
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert PASSWORD.encode() not in content, path
        assert token.encode() not in content, path


@pytest.mark.usefixtures("officer")
def test_backup_has_accounts_and_nobody_signed_in(store, tmp_path):
    token = store.sign_in("chen", PASSWORD, address=HERE).token
    store.backup(tmp_path / "backup.gpkg")
    copy = open_store(str(tmp_path / "backup.gpkg"))
    assert copy.accounts() == store.accounts()
    assert copy.signed_in(token) is None
    assert copy.sign_in("chen", PASSWORD, address=HERE)
    copy.close()


@pytest.mark.usefixtures("officer")
def test_snapshot_has_no_accounts(store, tmp_path):
    store.sign_in("chen", PASSWORD, address=HERE)
    store.snapshot(tmp_path / "snapshot.gpkg")
    assert b"argon2" not in (tmp_path / "snapshot.gpkg").read_bytes()
    copy = open_store(str(tmp_path / "snapshot.gpkg"))
    assert copy.accounts() == ()
    copy.close()


@pytest.mark.usefixtures("officer")
def test_who_is_signed_in_waits_for_no_writer(store, monkeypatch):
    token = store.sign_in("chen", PASSWORD, address=HERE).token
    later(monkeypatch, minutes=30)
    database = open_database(store.url)
    with database.writing(bulk=True):
        assert store.signed_in(token), "waiting would end in an error"
    database.close()
    assert store.signed_in(token)
    later(monkeypatch, hours=4, minutes=10)
    assert store.signed_in(token), "being seen was noted as soon as the writer had finished"
