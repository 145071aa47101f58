"""Open the store that a command names, and ask it what several verbs need."""

import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
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


def city_rules(store: "Store") -> AbstractContextManager[None]:
    """Return the block in which the legend and the rules that the city changed are in force.

    A file that this edition of the program cannot read any more is left out.
    """
    from collision_diagrams.rule_files import RuleFile, faults_of
    from collision_diagrams.rules import rules_in_force
    from storage.documents import DocumentKind

    kept = {one.key: one.text for one in store.documents(DocumentKind.RULES)}
    files = [str(file) for file in RuleFile if file in kept and not faults_of(file, kept[file])]
    return rules_in_force({file: kept[file] for file in files})


def publication_salt(store: "Store") -> str:
    """Return the secret of the store behind published keys; it is made at the first export."""
    salt: str | None = store.settings().more.get("publication_salt")
    if salt is None:
        salt = secrets.token_hex(16)
        store.change_settings(publication_salt=salt)
    return salt
