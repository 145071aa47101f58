"""Open the store that a command names, and ask it what several verbs need."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cli.options import Options
from errors import DaoanError

if TYPE_CHECKING:
    import pandas as pd

    from collision_diagrams.attached import Attached
    from crashes.model import CrashFilter
    from storage.store import Store


@contextmanager
def opened(options: Options, *, create: bool = True) -> "Iterator[Store]":
    """Open the store that the options name, and give it back at the end."""
    from storage.open import open_store

    store = open_store(options.store, create=create)
    try:
        yield store
    finally:
        store.close()


def crs_of(store: "Store") -> str:
    """Return the CRS of a store that holds data."""
    crs = store.settings().crs
    if crs is None:
        raise DaoanError("{store} holds no records yet: import some first.", store=store.url)
    return crs


def coverage_of(
    store: "Store", crashes: "pd.DataFrame", chosen: "CrashFilter"
) -> list[dict[str, Any]]:
    """Return how complete the records are in the counties of the crashes."""
    from hotspots.coverage import coverage_of_period

    return coverage_of_period(
        store.coverage(),
        chosen.counties or crashes["county"].dropna().unique(),
        start=chosen.start,
        end=chosen.end,
        severities=chosen.severities,
    )


def attached_of(store: "Store") -> "Attached":
    """Return the scenes and confirmed readings that the store keeps of its crashes."""
    from collision_diagrams.attached import parse_attached
    from storage.documents import DocumentKind

    scenes, readings = (
        {one.key: one.text for one in store.documents(kind)}
        for kind in (DocumentKind.SCENE, DocumentKind.READING)
    )
    return parse_attached(scenes, readings)


def publication_salt(store: "Store") -> str:
    """Return the secret of the store behind published keys; it is made at the first export."""
    salt: str | None = store.settings().more.get("publication_salt")
    if salt is None:
        salt = secrets.token_hex(16)
        store.change_settings(publication_salt=salt)
    return salt
