"""Save and read documents: each save is a new version, and no version is ever changed.

Who saves says which version he has seen. When another one came first nothing is saved, so that the
second of two authors sees both. Sending the same text again is no new version: an author whose
acknowledgement was lost on the way may simply send once more.
"""

import unicodedata
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage.audit import require_author
from storage.document_tables import attachments, documents
from storage.documents import NEW, WITHDRAWN, Attachment, Document, DocumentKind
from storage.moments import moment_text, now, read_moment
from storage.store import DamagedStoreError, StaleRevisionError, StoreError

LONGEST_KEY = 500
HASH_BYTES = 16
COMPRESSION_LEVEL = 6  # a scene of 30 kB takes half a millisecond and becomes 4 kB


def save_document(
    connection: sa.Connection,
    kind: DocumentKind,
    key: str,
    text: str,
    *,
    author: str,
    expected_version: int,
) -> Document:
    """Save the version after `expected_version` (0: the first) and return it.

    Raises
    ------
    StaleRevisionError
        The latest version is another one; `values` has its `version`, `author` and `saved_at`.
    StoreError
        Nobody is named as the author, the key or the text cannot be kept, or what is not there is
        to be withdrawn.
    """
    require_author(author)
    require_key(key)
    encoded = _encoded(text)
    latest = read_document(connection, kind, key)
    if latest and latest.text == text:
        return latest
    if latest is None and text == WITHDRAWN:
        raise StoreError("There is no {kind} {key} to withdraw.", kind=str(kind), key=key)
    if (latest.version if latest else NEW) != expected_version:
        raise _stale(kind, key, latest, expected_version)
    saved = Document(kind, key, expected_version + 1, text, author, now())
    if not _insert_new(connection, documents, _row(saved, encoded)):
        # somebody saved this version while we did
        raise _stale(kind, key, read_document(connection, kind, key), expected_version)
    return saved


def read_document(
    connection: sa.Connection, kind: DocumentKind, key: str, version: int | None = None
) -> Document | None:
    """Return a version of a document, the latest one unless told; None when it is not there."""
    query = _of_one(kind, key).order_by(documents.c.version.desc()).limit(1)
    if version is not None:
        query = query.where(documents.c.version == version)
    row = connection.execute(query).one_or_none()
    return None if row is None else _document(row)


def read_documents(
    connection: sa.Connection, kind: DocumentKind, prefix: str
) -> tuple[Document, ...]:
    """Return the latest version of each document of a kind that holds, by key."""
    later = documents.alias("later")
    newest = (
        sa.select(sa.func.max(later.c.version))
        .where(later.c.kind == documents.c.kind)
        .where(later.c.document_key == documents.c.document_key)
        .scalar_subquery()
    )
    found = connection.execute(
        sa.select(documents)
        .where(documents.c.kind == str(kind), documents.c.version == newest)
        .where(sa.func.substr(documents.c.document_key, 1, len(prefix)) == prefix)
    )
    latest = (_document(row) for row in found)
    held = (one for one in latest if one.text != WITHDRAWN)
    return tuple(sorted(held, key=lambda one: one.key))


def read_versions(connection: sa.Connection, kind: DocumentKind, key: str) -> tuple[Document, ...]:
    """Return all versions of a document, the oldest first."""
    found = connection.execute(_of_one(kind, key).order_by(documents.c.version))
    return tuple(_document(row) for row in found)


def save_attachment(
    connection: sa.Connection,
    key: str,
    attachment_id: str,
    media_type: str,
    content: bytes,
    *,
    author: str,
) -> None:
    """Keep a file; the same one again changes nothing.

    Raises
    ------
    StoreError
        Nobody is named as the author, a key cannot be kept, or another file has that name.
    """
    require_author(author)
    require_key(key)
    require_key(attachment_id)
    row = {
        "document_key": key,
        "attachment_id": attachment_id,
        "media_type": media_type,
        "content": content,
        "content_hash": content_hash(content),
        "author": author,
        "saved_at": moment_text(now()),
    }
    if _insert_new(connection, attachments, row):
        return
    kept = read_attachment(connection, key, attachment_id)
    if kept is None or (kept.content, kept.media_type) != (content, media_type):
        raise StoreError(
            "{key} has another attachment {attachment_id} already.",
            key=key,
            attachment_id=attachment_id,
        )


def read_attachment(connection: sa.Connection, key: str, attachment_id: str) -> Attachment | None:
    """Return a file, None when it is not there."""
    row = connection.execute(
        sa.select(attachments)
        .where(attachments.c.document_key == key)
        .where(attachments.c.attachment_id == attachment_id)
    ).one_or_none()
    if row is None:
        return None
    return Attachment(
        row.document_key,
        row.attachment_id,
        row.media_type,
        bytes(row.content),
        row.author,
        read_moment(row.saved_at),
    )


def faults(connection: sa.Connection) -> Iterator[str]:
    """Compare every version and file with its hash, and look for versions that are missing."""
    order = (documents.c.kind, documents.c.document_key, documents.c.version)
    last: tuple[str, str, int] = ("", "", 0)
    streamed = {"stream_results": True, "max_row_buffer": 100}
    query = sa.select(documents).order_by(*order)
    for row in connection.execute(query, execution_options=streamed):
        before = last[2] if last[:2] == (row.kind, row.document_key) else 0
        if row.version != before + 1:
            yield f"version {before + 1} of {row.kind} {row.document_key} is missing"
        if _text(row) is None:
            yield f"version {row.version} of {row.kind} {row.document_key} is not what was saved"
        last = (row.kind, row.document_key, row.version)
    for row in connection.execute(sa.select(attachments), execution_options=streamed):
        if not isinstance(row.content, bytes) or content_hash(row.content) != row.content_hash:
            yield f"attachment {row.attachment_id} of {row.document_key} is not what was saved"


def content_hash(content: bytes) -> bytes:
    """Return the hash that is kept beside a text or file."""
    return blake2b(content, digest_size=HASH_BYTES).digest()


def require_key(key: str) -> None:
    """Raise unless a text may be the key of something: short, plain characters, not empty."""
    control = any(unicodedata.category(one) in ("Cc", "Cs") for one in key)
    if not key.strip() or len(key) > LONGEST_KEY or control:
        raise StoreError("{key} cannot be a key.", key=repr(key[:50]))


def _encoded(text: str) -> bytes:
    try:
        encoded = text.encode()
    except UnicodeEncodeError as error:
        raise StoreError("The text holds characters that cannot be kept.") from error
    return encoded


def _of_one(kind: DocumentKind, key: str) -> "sa.Select[Any]":
    return sa.select(documents).where(
        documents.c.kind == str(kind), documents.c.document_key == key
    )


def _insert_new(connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> bool:
    """Insert a row unless one has its key; on PostGIS wait for others who insert it just now."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    new = insert(table).values(**row).on_conflict_do_nothing().returning(*table.primary_key)
    return connection.execute(new).first() is not None


def _row(document: Document, encoded: bytes) -> dict[str, Any]:
    return {
        "kind": str(document.kind),
        "document_key": document.key,
        "version": document.version,
        "content": zlib.compress(encoded, COMPRESSION_LEVEL),
        "content_hash": content_hash(encoded),
        "author": document.author,
        "saved_at": moment_text(document.saved_at),
    }


def _document(row: Any) -> Document:
    kind = DocumentKind(row.kind)
    text = _text(row)
    if text is None:
        raise DamagedStoreError(
            "Version {version} of {kind} {key} is damaged.",
            version=row.version,
            kind=str(kind),
            key=row.document_key,
        )
    saved_at = read_moment(row.saved_at)
    return Document(kind, row.document_key, row.version, text, row.author, saved_at)


def _text(row: Any) -> str | None:
    """Return the text of a version; None when it is not what was saved."""
    try:
        encoded = zlib.decompress(row.content)
    except (zlib.error, TypeError):
        return None
    return encoded.decode() if content_hash(encoded) == row.content_hash else None


def _stale(
    kind: DocumentKind, key: str, latest: Document | None, expected_version: int
) -> StaleRevisionError:
    named = {"kind": str(kind), "key": key}
    if latest is None or latest.version < expected_version:
        return StaleRevisionError(
            "There is no version {version} of {kind} {key}: read it again. Nothing was saved.",
            version=expected_version,
            **named,
        )
    return StaleRevisionError(
        "{author} saved version {version} of {kind} {key} in the meantime ({when}); nothing was"
        " saved.",
        author=latest.author,
        version=latest.version,
        when=f"{latest.saved_at.astimezone():%Y-%m-%d %H:%M:%S}",
        saved_at=latest.saved_at,
        **named,
    )
