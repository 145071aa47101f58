"""Documents: every version stays, nobody overwrites what he has not seen, nothing is lost."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from storage.documents import DocumentKind
from storage.open import open_database, open_store
from storage.store import DamagedStoreError, StaleRevisionError, StoreError
from tests.storage.batches import batch

SCENE, CASE, VIEW = DocumentKind.SCENE, DocumentKind.CASE, DocumentKind.VIEW
WRITERS = 8


def save(store, text, expected_version=0, *, kind=SCENE, key="c1", author="陳"):
    return store.save_document(kind, key, text, author=author, expected_version=expected_version)


def test_document_that_nobody_saved_is_not_there(store):
    assert store.document(SCENE, "c1") is None
    assert store.documents(SCENE) == ()
    assert store.document_versions(SCENE, "c1") == ()


def test_saved_document_comes_back_as_it_was(store):
    text = json.dumps({"字": "𠀀 'quotes' \"\\ \n", "n": 1.5}, ensure_ascii=False) + "\u2028"
    before = datetime.now(UTC) - timedelta(seconds=1)
    saved = save(store, text)
    assert (saved.kind, saved.key, saved.version, saved.text) == (SCENE, "c1", 1, text)
    assert saved.author == "陳"
    assert before < saved.saved_at <= datetime.now(UTC)
    assert store.document(SCENE, "c1") == saved


def test_every_version_stays(store):
    saved = [save(store, f"v{number}", number, author=f"a{number}") for number in range(4)]
    assert [one.version for one in saved] == [1, 2, 3, 4]
    assert store.document_versions(SCENE, "c1") == tuple(saved)
    assert store.document(SCENE, "c1") == saved[-1]
    assert store.document(SCENE, "c1", version=2) == saved[1]
    assert store.document(SCENE, "c1", version=9) is None


def test_who_saves_on_an_old_version_is_told_who_came_first(store):
    save(store, "first")
    second = save(store, "second", 1, author="林")
    with pytest.raises(StaleRevisionError, match=r"林 saved version 2 of scene c1") as told:
        save(store, "mine", 1)
    assert (told.value.values["version"], told.value.values["author"]) == (2, "林")
    assert store.document(SCENE, "c1") == second


def test_document_that_is_there_cannot_be_saved_as_new(store):
    save(store, "first")
    with pytest.raises(StaleRevisionError):
        save(store, "other")


def test_version_that_never_was_cannot_be_built_on(store):
    with pytest.raises(StaleRevisionError, match="no version 3"):
        save(store, "x", 3)
    assert store.document(SCENE, "c1") is None


def test_same_text_again_is_no_new_version(store):
    first = save(store, "same")
    assert save(store, "same", 1, author="林") == first
    assert save(store, "same", 0) == first, "sent once more, the acknowledgement was lost"
    assert len(store.document_versions(SCENE, "c1")) == 1


def test_text_of_an_earlier_version_is_a_new_version(store):
    save(store, "a")
    save(store, "b", 1)
    assert save(store, "a", 2).version == 3


def test_withdrawn_document_is_listed_no_more_and_keeps_its_versions(store):
    save(store, "a")
    assert save(store, "", 1).version == 2
    assert store.documents(SCENE) == ()
    assert store.document(SCENE, "c1").text == ""
    assert [one.text for one in store.document_versions(SCENE, "c1")] == ["a", ""]
    assert save(store, "again", 2).version == 3
    assert [one.text for one in store.documents(SCENE)] == ["again"]


def test_what_is_not_there_cannot_be_withdrawn(store):
    with pytest.raises(StoreError, match="no scene c1 to withdraw"):
        save(store, "")


def test_documents_of_a_kind_are_listed_by_key(store):
    for key in ("c2", "c10", "c1", "C1", "d_1", "d%1"):
        save(store, f"old {key}", key=key)
        save(store, f"new {key}", 1, key=key)
    save(store, "other kind", kind=CASE, key="c3")
    assert [one.key for one in store.documents(SCENE)] == ["C1", "c1", "c10", "c2", "d%1", "d_1"]
    assert {one.text.split()[0] for one in store.documents(SCENE)} == {"new"}
    assert [one.key for one in store.documents(SCENE, prefix="c1")] == ["c1", "c10"]
    assert [one.key for one in store.documents(SCENE, prefix="d_")] == ["d_1"]
    assert [one.key for one in store.documents(CASE)] == ["c3"]


def test_kinds_with_one_key_are_documents_of_their_own(store):
    save(store, "scene")
    assert save(store, "case", kind=CASE).version == 1
    assert store.document(SCENE, "c1").text == "scene"


@pytest.mark.parametrize("key", ["", "  ", "a\nb", "a\x00", "\ud800", "x" * 501])
def test_text_that_cannot_be_a_key_is_refused(store, key):
    with pytest.raises(StoreError, match="cannot be a key"):
        save(store, "{}", key=key)


def test_text_that_cannot_be_kept_is_refused(store):
    with pytest.raises(StoreError, match="cannot be kept"):
        save(store, "\ud800")
    assert save(store, "a\x00b").text == "a\x00b"
    assert store.document(SCENE, "c1").text == "a\x00b"


def test_nobody_is_no_author(store):
    with pytest.raises(StoreError, match="needs an author"):
        save(store, "{}", author=" ")


def test_photo_comes_back_as_it_was(store):
    content = bytes(range(256)) * 4000
    store.save_attachment("c1", "p1", "image/jpeg", content, author="陳")
    store.save_attachment("c1", "p1", "image/jpeg", content, author="林")
    photo = store.attachment("c1", "p1")
    assert (photo.content, photo.media_type, photo.author) == (content, "image/jpeg", "陳")
    assert store.attachment("c2", "p1") is None
    with pytest.raises(StoreError, match="another attachment p1"):
        store.save_attachment("c1", "p1", "image/jpeg", b"other", author="陳")


def test_documents_leave_readers_of_crashes_what_they_read(store):
    store.save_import(batch())
    data, records = store.data_version(), store.records_version()
    save(store, "{}")
    assert store.data_version() != data
    assert store.records_version() == records
    store.change_settings(city_name="x")
    assert store.records_version() != records


def test_of_many_who_save_at_once_each_version_has_one_author(store):
    def work(name):
        told = 0
        for number in range(10):
            while True:
                latest = store.document(SCENE, "c1")
                try:
                    save(store, f"{name} {number}", latest.version if latest else 0, author=name)
                    break
                except StaleRevisionError:
                    told += 1
        return told

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(work, [f"t{number}" for number in range(WRITERS)]))
    versions = store.document_versions(SCENE, "c1")
    assert [one.version for one in versions] == list(range(1, 10 * WRITERS + 1))
    said = {f"t{name} {number}" for name in range(WRITERS) for number in range(10)}
    assert {one.text for one in versions} == said
    assert all(one.text.startswith(one.author) for one in versions)
    store.check_integrity()


def test_of_two_who_save_the_first_version_one_is_told(store):
    together = threading.Barrier(2)

    def work(name):
        together.wait()
        try:
            return save(store, name, author=name).author
        except StaleRevisionError as error:
            return f"told of {error.values['author']}"

    with ThreadPoolExecutor(2) as threads:
        told = sorted(threads.map(work, ["a", "b"]))
    assert told in (["a", "told of a"], ["b", "told of b"])


def test_saved_document_is_there_in_a_store_opened_anew(store):
    saved = save(store, "{}", kind=VIEW, key="雨天 夜間")
    other = open_store(store.url)
    assert other.documents(VIEW) == (saved,)
    other.close()


def test_damaged_text_is_not_taken_for_the_document(store):
    save(store, "{}")
    database = open_database(store.url)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE documents SET content = content_hash")
    database.close()
    with pytest.raises(DamagedStoreError, match="Version 1 of scene c1 is damaged"):
        store.document(SCENE, "c1")
