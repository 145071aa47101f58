"""Put errors of the database drivers into words for the user."""

import sqlalchemy as sa

from storage.address import Address
from storage.store import DamagedStoreError, StoreError

# Part of what SQLite says, and what we say; each has its translation.
SAID_BY_SQLITE = {
    "database is locked": "The store is busy: try again in a moment.",
    "readonly database": "{store} cannot be written to: check its permissions.",
    "disk is full": "The disk that holds {store} is full; nothing was saved.",
    "file is not a database": "{store} is not a GeoPackage.",
    "unable to open database file": "{store} cannot be opened: check folder and permissions.",
}


def explain(error: Exception, address: Address) -> StoreError:
    """Return an error of a driver as one for the user, without passwords and SQL."""
    cause = getattr(error, "orig", None) or error
    text = str(cause).strip().partition("\n")[0]
    for sign, sentence in SAID_BY_SQLITE.items():
        if sign in text:
            return StoreError(sentence, store=address.shown)
    if "malformed" in text:
        return DamagedStoreError("{store} is damaged: {faults}.", store=address.shown, faults=text)
    if isinstance(error, sa.exc.OperationalError) and not getattr(cause, "sqlstate", address.file):
        return StoreError(
            "The database server at {store} does not answer: {reason}.",
            store=address.shown,
            reason=text,
        )
    return StoreError("The store refused: {reason}.", reason=text)
