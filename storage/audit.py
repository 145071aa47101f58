"""The audit log: who did what to what, and when; only ever appended to."""

import json
from typing import Any

import pandas as pd
import sqlalchemy as sa

from storage.frames import read_frame
from storage.moments import moment_text, now
from storage.store import StoreError
from storage.tables import audit_entries

AUDIT_COLUMNS = ("at", "author", "action", "subject", "detail")


def append(
    connection: sa.Connection, author: str, action: str, subject: str, detail: dict[str, Any]
) -> None:
    """Append one entry inside the open transaction.

    Raises
    ------
    StoreError
        Nobody is named as the author.
    """
    require_author(author)
    connection.execute(
        audit_entries.insert().values(
            at=moment_text(now()),
            author=author,
            action=action,
            subject=subject,
            detail=json.dumps(detail, ensure_ascii=False, default=str, sort_keys=True),
        )
    )


def read_audit_log(connection: sa.Connection, subject: str | None) -> pd.DataFrame:
    """Return AUDIT_COLUMNS, the latest first; `detail` is a JSON object as text."""
    query = sa.select(*(audit_entries.c[name] for name in AUDIT_COLUMNS))
    if subject is not None:
        query = query.where(audit_entries.c.subject == subject)
    rows = connection.execute(query.order_by(audit_entries.c.entry_id.desc())).all()
    return read_frame([rows] if rows else [], AUDIT_COLUMNS)


def require_author(author: str) -> None:
    """Raise unless somebody is named as the author of a change."""
    if not author.strip():
        raise StoreError("A change needs an author.")
