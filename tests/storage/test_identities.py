"""Identities: sealed, opened by name and reason, never in plain bytes anywhere."""

import json
import stat
from dataclasses import astuple

import pytest

from storage.identity import Identity
from storage.identity_key import (
    IdentityKeyError,
    add_key,
    make_key_file,
    read_key_file,
    seal,
    unseal,
)
from storage.open import open_database, open_store
from storage.restore import restore
from storage.store import StoreError
from tests.storage.batches import batch

WHO = Identity(
    "王小明-xq", "A123456789", "1990-05-17", "ABC-1234", "0912345678", "嘉義市東區中山路1號"
)


@pytest.fixture
def key(tmp_path):
    (tmp_path / "secret").mkdir()
    return make_key_file(tmp_path / "secret" / "daoan.key")


def opened(store, key, crash_id="c1", party_no=1):
    return store.identity(crash_id, party_no, reader="林", reason="行政訴訟", key=key)


def test_identity_comes_back_with_its_key(store, key):
    store.save_identity("c1", 1, WHO, author="陳", key=key)
    assert opened(store, key) == WHO
    assert opened(store, key, party_no=2) is None
    assert store.has_identity("c1")
    assert not store.has_identity("c2")
    assert store.parties_with_identity("c1") == (1,)


def test_each_opening_is_logged_with_its_reason(store, key):
    store.save_identity("c1", 1, WHO, author="陳", key=key)
    opened(store, key)
    log = store.audit_log(subject="c1")
    assert log["action"].tolist() == ["open identity", "save identity"]
    assert log["author"].tolist() == ["林", "陳"]
    assert json.loads(log["detail"][0]) == {"party_no": 1, "reason": "行政訴訟"}


@pytest.mark.parametrize(("reader", "reason"), [("", "r"), ("林", " ")])
def test_identity_is_not_opened_without_name_and_reason(store, key, reader, reason):
    store.save_identity("c1", 1, WHO, author="陳", key=key)
    with pytest.raises(StoreError, match="needs a"):
        store.identity("c1", 1, reader=reader, reason=reason, key=key)


def test_other_key_is_refused_and_told_apart(store, key, tmp_path):
    store.save_identity("c1", 1, WHO, author="陳", key=key)
    other = make_key_file(tmp_path / "other.key")
    with pytest.raises(IdentityKeyError, match="sealed with another key") as told:
        opened(store, other)
    assert told.value.values["sealed_with"] == key.current.key_id
    assert opened(store, key) == WHO


def test_identity_saved_again_replaces_and_an_empty_one_is_forgotten(store, key):
    store.save_identity("c1", 1, WHO, author="陳", key=key)
    store.save_identity("c1", 1, Identity(plate="XYZ-1"), author="陳", key=key)
    assert opened(store, key) == Identity(plate="XYZ-1")
    store.save_identity("c1", 1, Identity(), author="陳", key=key)
    assert not store.has_identity("c1")
    assert store.audit_log(subject="c1")["action"].iloc[0] == "forget identity"


def test_no_plain_text_of_an_identity_in_any_file(store, key, tmp_path, capfd):
    store.save_import(batch())
    store.save_identity("c1", 1, WHO, author="陳", key=key)
    opened(store, key)
    store.backup(tmp_path / "backup.gpkg")
    store.snapshot(tmp_path / "snapshot.gpkg")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 3
    for path in files:
        content = path.read_bytes()
        for text in astuple(WHO):
            assert text.encode() not in content, (path, text)
    said = repr(WHO) + str(WHO) + repr(key) + "".join(capfd.readouterr())
    said += store.audit_log().to_csv()
    assert not [one for one in ("王小明-xq", "A123456789", "ABC-1234") if one in said]
    assert str(key.current.secret) not in said


def test_sealed_identity_is_in_backups_and_in_no_snapshot(store, key, new_url, tmp_path):
    store.save_identity("c1", 1, WHO, author="陳", key=key)
    store.backup(tmp_path / "backup.gpkg")
    store.snapshot(tmp_path / "snapshot.gpkg")
    snapshot = open_store(str(tmp_path / "snapshot.gpkg"))
    assert not snapshot.has_identity("c1")
    snapshot.close()
    assert key.current.key_id.encode() not in (tmp_path / "snapshot.gpkg").read_bytes()
    url = new_url()
    restore(tmp_path / "backup.gpkg", url)
    again = open_store(url)
    assert opened(again, key) == WHO
    again.close()


def test_sealed_identity_opens_at_no_other_party(store, key):
    store.save_identity("c1", 1, WHO, author="陳", key=key)
    database = open_database(store.url)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE identities SET party_no = 2")
    database.close()
    with pytest.raises(IdentityKeyError, match="changed after it was sealed"):
        opened(store, key, party_no=2)


def test_changed_bytes_are_found(key):
    sealed = seal(WHO, key.current, "c1", 1)
    for place in (0, 5, len(sealed) // 2, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(IdentityKeyError):
            unseal(bytes(changed), key.current, "c1", 1)


def test_length_of_what_is_sealed_tells_little(key):
    lengths = {len(seal(Identity(name="王" * n), key.current, "c", 1)) for n in range(1, 30)}
    assert len(lengths) == 1
    assert seal(WHO, key.current, "c", 1) != seal(WHO, key.current, "c", 1)


def test_after_a_rotation_the_old_key_is_needed_no_more(store, key, tmp_path):
    store.save_identity("c1", 1, WHO, author="陳", key=key)
    store.save_identity("c2", 1, WHO, author="陳", key=key)
    file = tmp_path / "secret" / "daoan.key"
    both = add_key(file)
    assert both.older == (key.current,)
    assert opened(store, both) == WHO
    assert store.seal_identities_anew(author="operator", key=both) == 2
    assert store.seal_identities_anew(author="operator", key=both) == 0
    file.write_text(file.read_text().splitlines()[0])
    assert opened(store, read_key_file(file), "c2") == WHO


def test_rotation_without_the_old_key_changes_nothing(store, key, tmp_path):
    store.save_identity("c1", 1, WHO, author="陳", key=key)
    with pytest.raises(IdentityKeyError):
        store.seal_identities_anew(author="operator", key=make_key_file(tmp_path / "new.key"))
    assert opened(store, key) == WHO


def test_key_file_is_for_its_owner_only_and_is_never_overwritten(key, tmp_path):
    file = tmp_path / "secret" / "daoan.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(IdentityKeyError, match="never overwritten"):
        make_key_file(file)
    assert read_key_file(file) == key


@pytest.mark.parametrize("content", ["", "a", "daoan-identity-key 1 QUJD\n", "é"])
def test_file_that_is_no_key_file_is_refused(tmp_path, content):
    file = tmp_path / "some.txt"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(IdentityKeyError):
        read_key_file(file)


def test_key_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(IdentityKeyError, match="cannot be read"):
        read_key_file(tmp_path / "none")
