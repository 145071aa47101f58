"""Save and open identities of parties; who opened which, when and why stands in the audit log."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage.account_tables import identities
from storage.audit import append, require_author
from storage.document_rows import require_key
from storage.identity import Identity
from storage.identity_key import IdentityKeyError, KeyRing, seal, unseal
from storage.moments import moment_text, now
from storage.store import StoreError

KEY = [column.name for column in identities.primary_key]


def save_identity(
    connection: sa.Connection,
    crash_id: str,
    party_no: int,
    identity: Identity,
    *,
    author: str,
    key: KeyRing,
) -> None:
    """Seal and save who a party is; an empty identity takes away what was saved.

    Raises
    ------
    StoreError
        Nobody is named as the author, or the crash has an impossible key.
    """
    require_author(author)
    require_key(crash_id)
    action = "save identity" if identity else "forget identity"
    append(connection, author, action, crash_id, {"party_no": party_no})
    if not identity:
        connection.execute(identities.delete().where(*_of(crash_id, party_no)))
        return
    _put(connection, crash_id, party_no, identity, author, key)


def open_identity(
    connection: sa.Connection,
    crash_id: str,
    party_no: int,
    *,
    reader: str,
    reason: str,
    key: KeyRing,
) -> Identity | None:
    """Return who a party is, and write down who asked and why; None when nothing was saved.

    Raises
    ------
    IdentityKeyError
        It was sealed with another key, or changed after it was sealed.
    StoreError
        Nobody is named as the reader, or there is no reason.
    """
    require_author(reader)
    if not reason.strip():
        raise StoreError("Opening an identity needs a reason.")
    row = connection.execute(
        sa.select(identities.c.sealed, identities.c.key_id).where(*_of(crash_id, party_no))
    ).one_or_none()
    if row is None:
        return None
    detail = {"party_no": party_no, "reason": reason}
    append(connection, reader, "open identity", crash_id, detail)
    return _opened(crash_id, party_no, bytes(row.sealed), row.key_id, key)


def parties_with_identity(connection: sa.Connection, crash_id: str) -> tuple[int, ...]:
    """Return the numbers of the parties of whom something is saved."""
    query = sa.select(identities.c.party_no).where(identities.c.crash_id == crash_id)
    return tuple(sorted(connection.scalars(query)))


def seal_anew(connection: sa.Connection, *, author: str, key: KeyRing) -> int:
    """Seal with the current key what older ones sealed; return how many identities that were.

    Raises
    ------
    IdentityKeyError
        One was sealed with a key that the ring has not; nothing was changed.
    """
    old = sa.select(identities).where(identities.c.key_id != key.current.key_id)
    rows = connection.execute(old.order_by(*identities.primary_key)).all()
    for row in rows:
        identity = _opened(row.crash_id, row.party_no, bytes(row.sealed), row.key_id, key)
        _put(connection, row.crash_id, row.party_no, identity, row.author, key)
    append(connection, author, "seal identities anew", "identities", {"count": len(rows)})
    return len(rows)


def _put(
    connection: sa.Connection,
    crash_id: str,
    party_no: int,
    identity: Identity,
    author: str,
    key: KeyRing,
) -> None:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    values = {
        "sealed": seal(identity, key.current, crash_id, party_no),
        "key_id": key.current.key_id,
        "author": author,
        "saved_at": moment_text(now()),
    }
    row = insert(identities).values(crash_id=crash_id, party_no=party_no, **values)
    connection.execute(row.on_conflict_do_update(index_elements=KEY, set_=values))


def _of(crash_id: str, party_no: int) -> tuple[sa.ColumnElement[bool], ...]:
    return identities.c.crash_id == crash_id, identities.c.party_no == party_no


def _opened(crash_id: str, party_no: int, sealed: bytes, key_id: str, key: KeyRing) -> Identity:
    fitting = key.named(key_id)
    if fitting is None:
        raise IdentityKeyError(
            "The identity of party {party_no} of crash {crash_id} was sealed with another key"
            " ({sealed_with}); the key file has {present}.",
            party_no=party_no,
            crash_id=crash_id,
            sealed_with=key_id,
            present=key.current.key_id,
        )
    return unseal(sealed, fitting, crash_id, party_no)
